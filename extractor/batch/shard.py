"""One shard of a run: the same inputs, split the same way on every machine, archives kept whole."""

import re
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from extractor.batch.output import MANIFEST
from extractor.batch.single import Order
from extractor.codec import decode
from extractor.errors import ConfigError, ExtractorError, OutputError
from extractor.model.manifest import Manifest

SHARD = "shard"
"""Option in the manifest of a shard."""
_FORM = re.compile(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,5})")


class Slice(Struct, frozen=True):
    """Some orders of a shard, from ``start`` to before ``stop`` in their order: what an engine splits a lost
    shard into, down to a single document of an archive."""

    shard: "Shard"
    start: int
    stop: int

    def __str__(self) -> str:
        return f"{self.shard}:{self.start}-{self.stop}"

    def __len__(self) -> int:
        return self.stop - self.start

    def of(self, orders: Sequence[Order]) -> tuple[Order, ...]:
        """The orders of this slice."""
        return self.shard.of(orders)[self.start : self.stop]

    def halves(self) -> tuple["Slice", "Slice"]:
        """Both halves of a slice of two orders or more."""
        middle = (self.start + self.stop) // 2
        return Slice(self.shard, self.start, middle), Slice(self.shard, middle, self.stop)

    def check_folder(self, out: Path) -> None:
        """Nothing: a slice has a folder of its own that the engine makes."""


class Shard(Struct, frozen=True):
    """Shard ``number`` of ``count``, counted from 1."""

    number: int
    count: int

    @classmethod
    def parse(cls, text: str) -> "Shard":
        """The shard that ``i/n`` says.

        Raises:
            ConfigError: it is no such thing, or i is greater than n.
        """
        match = _FORM.fullmatch(text.strip())
        if match is None or int(match[1]) > int(match[2]):
            raise ConfigError(
                f"--shard {text!r}: give i/n with i from 1 to n, e.g. 2/8",
                message_vi=f"--shard {text!r}: hãy viết i/n với i từ 1 đến n, thí dụ 2/8",
            )
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"

    def of(self, orders: Sequence[Order]) -> tuple[Order, ...]:
        """The orders of this shard.

        An entry belongs to a shard by the hash of its path under the input, a member of an archive by that of
        the archive: entries added later move no others. A member named without its archive goes by its own.
        ``doc_id``s are given before, over all orders.
        """
        units = {order.item.path: order.item.file for order in orders if not order.item.members}
        return tuple(order for order in orders if self._holds(units.get(order.item.path, order.item.file)))

    def check_folder(self, out: Path) -> None:
        """Refuses a folder that holds another shard: it would be replaced.

        Raises:
            OutputError: code ``output_refused``.
        """
        try:
            held = decode((out / MANIFEST).read_bytes(), Manifest).options.get(SHARD)
        except (OSError, ExtractorError):
            return
        if held is not None and held != str(self):
            raise OutputError(
                f"{out}: the folder holds shard {held}; give each shard a folder of its own",
                message_vi=f"{out}: thư mục đang giữ phần {held}; hãy dùng thư mục riêng cho mỗi phần",
                code="output_refused",
            )

    def _holds(self, file: str) -> bool:
        value = int.from_bytes(sha256(file.encode("utf-8")).digest()[:8])
        return value % self.count == self.number - 1
