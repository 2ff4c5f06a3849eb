"""One shard of a run: the same inputs, split the same way on every machine, archives kept whole."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from extractor.batch import fingerprint
from extractor.batch.output import MANIFEST
from extractor.batch.single import Order
from extractor.codec import decode
from extractor.errors import ConfigError, ExtractorError, OutputError
from extractor.model.decision import Decision
from extractor.model.manifest import Manifest

SHARD = "shard"
"""Option in the manifest of a shard."""
MADE_OF = {
    "shard_inputs": ("other inputs", "đầu vào khác"),
    "shard_metadata": ("other supplied facts (metadata.csv)", "metadata.csv khác"),
    "shard_decisions": ("other decisions", "quyết định (decisions.csv) khác"),
    "shard_program": ("another version of the program or of its libraries", "phiên bản chương trình khác"),
}
"""Options in the manifest of a shard: hashes of what all shards of a run have in common, with its names."""
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

    def marks(self, orders: Sequence[Order], decisions: Sequence[Decision]) -> dict[str, str | bool]:
        """What the manifest says: the slice alone, as the engine that made it knows what it is of."""
        return {SHARD: str(self)}

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

    def strays(self, files: Iterable[str]) -> tuple[str, ...]:
        """Those of the ``files`` of a manifest that are not of this shard; members go with their archive."""
        listed = set(files)
        return tuple(file for file in sorted(listed) if not self._holds(_unit(file, listed)))

    def marks(self, orders: Sequence[Order], decisions: Sequence[Decision]) -> dict[str, str | bool]:
        """What the manifest says of the run that this is a shard of.

        Args:
            orders: of all shards. Files left out by intent, such as locks of office programs, come and go.
            decisions: replayed on the results.
        """
        listed = [
            (order.item.file, order.doc_id, sorted(order.supplied.items()))
            for order in orders
            if not order.item.expected
        ]
        files = [(file, doc_id) for file, doc_id, _ in listed]
        facts = [(file, supplied) for file, _, supplied in listed if supplied]
        hashes = (*map(_hash, (files, facts, tuple(decisions))), fingerprint.program())
        return {SHARD: str(self), **dict(zip(MADE_OF, hashes, strict=True))}

    def check_folder(self, out: Path) -> None:
        """Refuses a folder that holds another shard, or a run that is no shard: it would be replaced.

        Raises:
            OutputError: code ``output_refused``.
        """
        try:
            held = decode((out / MANIFEST).read_bytes(), Manifest).options.get(SHARD)
        except (OSError, ExtractorError):
            return
        if held != str(self):
            what = f"shard {held}" if held else "the results of a whole run"
            what_vi = f"phần {held}" if held else "kết quả của cả lượt chạy"
            raise OutputError(
                f"{out}: the folder holds {what}; give each shard a folder of its own",
                message_vi=f"{out}: thư mục đang giữ {what_vi}; hãy dùng thư mục riêng cho mỗi phần",
                code="output_refused",
            )

    def _holds(self, file: str) -> bool:
        value = int.from_bytes(sha256(file.encode("utf-8")).digest()[:8])
        return value % self.count == self.number - 1


def common(options: Mapping[str, str | bool]) -> dict[str, str | bool]:
    """The options in the manifest of a shard that the run unsplit has too."""
    return {name: value for name, value in options.items() if name != SHARD and name not in MADE_OF}


def _unit(file: str, listed: Container[str]) -> str:
    """The outermost archive that holds ``file``; the file itself where none does."""
    ends = [at for at, character in enumerate(file) if character == "/"]
    return next((file[:end] for end in ends if file[:end] in listed), file)


def _hash(value: object) -> str:
    return sha256(msgspec.json.encode(value)).hexdigest()
