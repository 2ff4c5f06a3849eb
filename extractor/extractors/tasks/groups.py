"""The groups a task stands under: group rows of a table as a path, outermost first."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from extractor.model.records import Cell, TaskGroup
from extractor.rules import ruleset
from extractor.text.row_labels import label_parts, label_style


class _Open(Struct, frozen=True, kw_only=True):
    group: TaskGroup
    parts: tuple[str, ...]
    style: str
    holds: bool = False
    """Whether tasks below number from 1 again, so their numbers do not close the group."""


def read_label(text: str) -> tuple[str, ...]:
    """Parts of a label that is the whole of ``text``; empty if it is none."""
    match = ruleset("tables").pattern("table.label").match(text)
    return label_parts(match["label"]) if match else ()


def _read_group(cells: Sequence[Cell], stt: int | None) -> tuple[tuple[str, ...], str]:
    """Label parts and title of a group row, in each of its forms."""
    texts = [cell.text for cell in cells if cell.text]
    if stt is not None and cells[stt].text and len(texts) > 1:
        parts = read_label(cells[stt].text)
        if parts:
            return parts, next(cell.text for col, cell in enumerate(cells) if cell.text and col != stt)
    match = ruleset("tables").pattern("table.label_in_text").match(texts[0])
    if match:
        return label_parts(match["label"]), match["title"]
    return (), texts[0]


class GroupPath:
    """Follows the group rows of one table from top to bottom.

    A label with several parts (II.1) goes under the group that is its prefix. Otherwise the kind of label
    decides: the kind met first is the outer one, a label of a kind met before closes its like and what is
    below.
    """

    def __init__(self, stt: int | None) -> None:
        self._stt = stt
        self._open: list[_Open] = []
        self._styles: list[str] = []

    @property
    def groups(self) -> tuple[TaskGroup, ...]:
        """The groups open now, outermost first."""
        return tuple(item.group for item in self._open)

    def enter(self, cells: Sequence[Cell]) -> None:
        """Opens the group of a group row."""
        parts, title = _read_group(cells, self._stt)
        prefix = next(
            (at for at, item in enumerate(self._open) if item.parts and item.parts == parts[:-1]), None
        )
        style = self._style(parts)
        if prefix is not None:
            del self._open[prefix + 1 :]
        elif style in self._styles:
            outer = set(self._styles[: self._styles.index(style)])
            self._open = [item for item in self._open if item.style in outer]
        if style not in self._styles:
            self._styles.append(style)
        label = ".".join(parts) or None
        self._open.append(_Open(group=TaskGroup(label=label, title=title or None), parts=parts, style=style))

    def _style(self, parts: tuple[str, ...]) -> str:
        letters = [item.parts[0] for item in self._open if item.style == "A"]
        return label_style(parts, letters[-1] if letters else "")

    def meet(self, stt: str) -> None:
        """Closes numbered groups that a task numbered ``stt`` cannot belong to (6 is not under 5, 5.1 is)."""
        parts = read_label(stt)
        if not self._open or not parts or label_style(parts).strip("1"):
            return
        last = self._open[-1]
        if (
            not last.parts
            or last.style.strip("1")
            or last.holds
            or parts[: len(last.parts)] == last.parts != parts
        ):
            return
        if len(parts) == len(last.parts) and not _follows(last.parts, parts):
            self._open[-1] = replace(last, holds=True)
        else:
            self._open.pop()
            self.meet(stt)


def _follows(group: tuple[str, ...], task: tuple[str, ...]) -> bool:
    return group[:-1] == task[:-1] and int(task[-1]) > int(group[-1]) and task[-1] != "1"
