"""Documents inside the file: a decision that carries a plan that carries an appendix is three parts."""

from collections.abc import Sequence

import regex
from msgspec import Struct

from extractor.model.types import VOCABULARY
from extractor.rules import ruleset
from extractor.structure.labels import read_labels
from extractor.structure.paragraphs import Draft
from extractor.text.normalize import collapse, tone_placement

_UPPER_TITLE = regex.compile(r"[^\p{Ll}]*\p{Lu}[^\p{Ll}]*")
_SMALL_LETTER = regex.compile(r"\p{Ll}")
_MAX_TITLE_PARAGRAPHS = 8
_MAX_TITLE_CHARACTERS = 900
_ATTACHED_WITHIN = 4
_FIRST_KINDS = ("roman", "part", "capital")
_MAX_APPENDIX_LINE = 700


class PartStart(Struct, frozen=True, kw_only=True):
    """Where a part begins: ``index`` of its first paragraph, ``title`` the indexes of its title paragraphs.

    ``title_offset`` is the offset of the title in its first paragraph where it shares the line with the
    type word or label.
    """

    index: int
    kind: str
    label: str | None
    title: tuple[int, ...]
    title_offset: int


def type_words() -> dict[str, str]:
    """Upper-case type word → document type, longest first."""
    words = {tone_placement(name).upper(): kind for kind, name in VOCABULARY["doc_type"].items()}
    words |= ruleset("parts").data["type_aliases"]
    return dict(sorted(words.items(), key=lambda item: -len(item[0])))


def part_starts(items: "Sequence[Draft | int]") -> tuple[PartStart, ...]:
    """Starts of all parts in reading order; the first paragraph always starts one."""
    starts: list[PartStart] = []
    words = type_words()
    for index, item in enumerate(items):
        if isinstance(item, int):
            continue
        start = _appendix(items, index, item) if starts or index > 0 else None
        start = start or _typed(items, index, item, words)
        if start is not None and _may_follow(items, starts, start):
            starts.append(start)
    return tuple(starts)


def _typed(
    items: "Sequence[Draft | int]", index: int, draft: Draft, words: dict[str, str]
) -> PartStart | None:
    first = tone_placement(draft.lines[0].text)
    kind, rest = _type_word(first, words)
    if kind is None or ruleset("parts").pattern("part.enacting").match(first):
        return None
    offset = len(first) - len(rest)
    shared = bool(rest) or len(draft.lines) > 1
    title = title_paragraphs(items, index if shared else index + 1)
    return PartStart(index=index, kind=kind, label=None, title=title, title_offset=offset if shared else 0)


def _type_word(line: str, words: dict[str, str]) -> tuple[str | None, str]:
    if not line[:2].isupper():
        return None, line
    for word, kind in words.items():
        if not line.startswith(word):
            continue
        rest = line[len(word) :].lstrip()
        for tail in ruleset("parts").data["type_word_tails"]:
            rest = rest.removeprefix(tail).lstrip()
        if not rest or (rest[0].isupper() and _UPPER_TITLE.fullmatch(rest)):
            return kind, rest
    return None, line


def _appendix(items: "Sequence[Draft | int]", index: int, draft: Draft) -> PartStart | None:
    first = draft.lines[0].text
    if len(first) > _MAX_APPENDIX_LINE:
        return None
    for rule in ("part.appendix", "part.numbered_list"):
        match = ruleset("parts").pattern(rule).match(first)
        if match is None:
            continue
        inline = match.capturesdict().get("title")
        shared = bool(inline) or (len(draft.lines) > 1 and match.capturesdict().get("note") != [draft.text])
        title = title_paragraphs(items, index if shared else index + 1)
        offset = match.start("title") if inline else len(first)
        label = collapse(match["label"])
        return PartStart(
            index=index, kind="appendix", label=label, title=title, title_offset=offset if shared else 0
        )
    return None


def title_paragraphs(items: "Sequence[Draft | int]", index: int) -> tuple[int, ...]:
    """Indexes of the paragraphs that make the title from ``index`` on."""
    rules = ruleset("parts")
    found: list[int] = []
    size = 0
    for at in range(index, min(index + _MAX_TITLE_PARAGRAPHS, len(items))):
        item = items[at]
        if isinstance(item, int):
            break
        text = item.text
        is_end = rules.pattern("part.title_end").match(text) or rules.pattern("part.issuer_line").match(text)
        if found or text.endswith((";", ":", ",", ".")):
            is_end = is_end or rules.pattern("part.preamble").match(text)
        size += len(text)
        if (
            (at > index and (is_end or read_labels(text)))
            or (at == index and is_end)
            or size > _MAX_TITLE_CHARACTERS
        ):
            break
        if found and _is_body(items, found[-1], item):
            break
        found.append(at)
    return tuple(found)


def _is_body(items: "Sequence[Draft | int]", last: int, item: Draft) -> bool:
    """Whether a paragraph behind a title line is running text: capitals do not go on in lower case."""
    before = items[last]
    if isinstance(before, int):
        return True
    was_upper = _UPPER_TITLE.fullmatch(before.text) is not None
    is_upper = not _SMALL_LETTER.search(item.text)
    closed = item.text.endswith((";", ":")) or (item.text.endswith(".") and len(item.text) > 60)
    return closed or (was_upper and not is_upper and not item.lines[0].block.centered)


def _may_follow(items: "Sequence[Draft | int]", starts: Sequence[PartStart], start: PartStart) -> bool:
    """A further typed part needs its own title and may not stand inside the title of the one before."""
    if not starts:
        return True
    if start.index in starts[-1].title or start.index <= starts[-1].index:
        return False
    if start.kind == "appendix":
        return True
    return bool(start.title) and _is_attached(items, start)


def _is_attached(items: "Sequence[Draft | int]", start: PartStart) -> bool:
    """Whether the title is followed by the line that names the carrying document, or by a first section.

    A type word that shares its line with the title counts with the former only: headings begin so too.
    """
    behind = (start.title[-1] if start.title else start.index) + 1
    for at in range(behind, min(behind + _ATTACHED_WITHIN, len(items))):
        item = items[at]
        if isinstance(item, int):
            continue
        if ruleset("parts").pattern("part.carried_by").match(item.text):
            return True
        labels = read_labels(item.text)
        if not start.title_offset and any(
            label.value == 1 and label.kind in _FIRST_KINDS for label in labels
        ):
            return True
    return False
