"""Lists of units inside sentences: where a list begins and ends, who leads, who coordinates.

A list ends at the first verb in lower case; names of the gazetteer are never cut inside. How a list is cut
into units is ``units.lists``. Source: domain rules for tasks of prose.
"""

from functools import cache
from typing import NamedTuple

import regex

from extractor.extractors.units.lexicon import ends_compound
from extractor.extractors.units.names import Known, Word, names, word_key, words_of
from extractor.rules import gazetteer, ruleset

_WINDOW = 140
_WIDE = 480
"""Code points read at once; the wide window is read only where a list reaches the end of the first."""

_FIRST = 24
_LONGEST_UNIT = 14
_PLURALS = frozenset({"các", "những", "từng", "mọi"})
_WORD = regex.compile(r"[\p{L}\p{M}\d]++")
_JOINT = regex.compile(r"[,;/&]|\bvà\b", regex.IGNORECASE)
_BREAK = regex.compile(r"[.,;:()…!?\"“”]|\s-\s")

Entries = dict[str, tuple[tuple[str, ...], ...]]
"""Entries of a list by their first word, the longest first."""


class Listed(NamedTuple):
    """A list of units in a text: half-open offsets; what follows it decides what it is."""

    start: int
    end: int
    cue: str
    """``:``, ``end``, a verb entry such as ``chủ trì``, or empty where no known cue follows."""

    @property
    def is_explicit(self) -> bool:
        """Whether the cue alone tells that a duty is assigned."""
        return self.cue == ":" or self.cue in lexicon_words("explicit")

    @property
    def is_order(self) -> bool:
        """Whether a verb follows that says what to do, no relation such as ``theo`` or ``là``."""
        return self.cue not in {"", ":", "end"} and self.cue not in lexicon_words("relations")


@cache
def lexicon_words(name: str) -> frozenset[str]:
    """The entries of a list of the lexicon in ``rules/data/prose_tasks.toml``."""
    return frozenset(ruleset("prose_tasks").data["lexicon"][name])


@cache
def lexicon_entries(name: str) -> Entries:
    """A list of the lexicon as words."""
    grouped: dict[str, list[tuple[str, ...]]] = {}
    for entry in sorted(lexicon_words(name)):
        words = tuple(word.key for word in words_of(entry))
        grouped.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(members, key=len, reverse=True)) for first, members in grouped.items()}


@cache
def _first_words() -> frozenset[str]:
    """The words a list of units can begin with."""
    known = (
        name for row in gazetteer("organizations") for name in (row["name"], *row["variants"].split(";"))
    )
    listed = (entry for name in ("heads", "persons") for entry in lexicon_words(name))
    firsts = (words_of(name[:_FIRST]) for name in (*known, *listed))
    return frozenset({words[0].key for words in firsts if words} | _PLURALS | {"ủy"})


def first_key(text: str, start: int) -> str:
    """The first word from ``start`` on as a key; empty if there is none."""
    match = _WORD.search(text, start)
    return word_key(match.group()) if match else ""


def entry_at(words: tuple[Word, ...], index: int, name: str) -> int:
    """Number of words of the longest entry of a list at ``index``; 0 if there is none."""
    if index >= len(words):
        return 0
    for entry in lexicon_entries(name).get(words[index].key, ()):
        run = words[index : index + len(entry)]
        if tuple(word.key for word in run) == entry and not any(_BREAK.search(w.gap) for w in run[1:]):
            return len(entry)
    return 0


class _Scanner:
    """Reads one window of a text word by word."""

    def __init__(self, text: str, start: int, size: int, *, is_partner: bool) -> None:
        self._is_partner = is_partner
        self._text = text[start : start + size]
        self._start = start
        self._words = words_of(self._text)

    def listed(self) -> Listed | None:
        """The list of units the window begins with."""
        first, end = self._reach()
        if end == first:
            return None
        words = self._words
        stop = words[end - 1].end
        if "(" in self._text[words[first].start : stop] and self._text[stop : stop + 1] == ")":
            stop += 1
        return Listed(self._start + words[first].start, self._start + stop, self._cue(end, stop))

    def _reach(self) -> tuple[int, int]:
        """First word and end of the list; ``Các đơn vị: các Sở: …`` begins behind its first colon."""
        first, at, end = 0, 0, 0
        while at < len(self._words):
            unit_end = self._unit_end(at, is_first=at == first)
            if unit_end == at:
                break
            end = self._behind_bracket(unit_end)
            gap = self._words[end].gap if end < len(self._words) else ""
            if gap.strip() == ":":
                inner = self._distributed(end)
                if inner > end:
                    end = inner
                elif self._words[at].key == "các" and self._words[end].key == "các" and at == first == 0:
                    first = at = end
                    continue
                else:
                    break
                gap = self._words[end].gap if end < len(self._words) else ""
            if not _JOINT.search(gap) and not self._starts_anew(end):
                break
            at = end
        return first, end

    def _starts_anew(self, at: int) -> bool:
        """A known unit right behind a unit: the comma between them is lost in print."""
        words = self._words
        if at >= len(words) or _BREAK.search(words[at].gap):
            return False
        return words[at].key == "các" and names().at(words, at) is not None

    def _behind_bracket(self, at: int) -> int:
        """The word behind a bracket that follows a unit: ``(cơ quan thường trực)``."""
        words = self._words
        if at >= len(words) or words[at].gap.strip() != "(":
            return at
        for index in range(at + 1, min(at + _LONGEST_UNIT, len(words))):
            if ")" in words[index].gap:
                return index
        return at

    def _distributed(self, at: int) -> int:
        """End of the members behind ``các Sở:`` or ``UBND cấp huyện:``; ``at`` if none follow."""
        words = self._words
        head = words[at - 1].key
        index = at
        while index < len(words):
            tail = names().tail_at(words, index, head)
            step = tail[1] if tail else self._proper_end(index)
            if step == index:
                return at
            index = step
            if index < len(words) and not _JOINT.search(words[index].gap):
                break
            if index < len(words) and (names().at(words, index) or entry_at(words, index, "heads")):
                break
        is_list = index < len(words) and (":" in words[index].gap or _JOINT.search(words[index].gap))
        return index if is_list or head in {"sở", "bộ"} else at

    def _proper_end(self, at: int) -> int:
        """End of a run of capitalised words without a mark between them."""
        words, index = self._words, at
        while index < len(words) and index - at < 5 and self._is_capital(index):
            if index > at and words[index].gap.strip():
                break
            index += 1
        return index

    def _is_capital(self, index: int) -> bool:
        return self._text[self._words[index].start].isupper()

    def _unit_end(self, at: int, *, is_first: bool) -> int:
        """End of the unit that begins at ``at``; ``at`` if none does."""
        words = self._words
        if words[at].key == "cấp" and not is_first and words[at - 2].key == "cấp":
            return at + entry_at(words, at, "qualifiers")
        index = at + (words[at].key in _PLURALS)
        has_plural = index > at
        person = entry_at(words, index, "persons")
        if person and index + person < len(words):
            inner = self._unit_end(index + person, is_first=False)
            if inner > index + person:
                return inner
            if _JOINT.search(words[index + person].gap):
                return index + person
        if index >= len(words) or entry_at(words, index, "not_units"):
            return at
        known = names().at(words, index)
        head = index + entry_at(words, index, "heads")
        end = max(known[1] if known else index, head)
        if end == index or not self._may_open(index, end, has_plural=has_plural, is_first=is_first):
            return at
        if known is None or known[1] != end:
            return self._goes_on(index, self._open_end(index, end), is_class=has_plural)
        return self._named_end(index, end, known[0])

    def _named_end(self, index: int, end: int, known: Known) -> int:
        """End of a unit that begins with a name of the gazetteer."""
        whole = self._with_additions(end)
        is_class = known.id.startswith("@")
        if is_class and self._is_partner:
            return max(whole, self._open_end(index, whole))
        if is_class or self._is_opening(index, end, known):
            return self._goes_on(index, whole, is_class=is_class)
        return whole

    def _may_open(self, index: int, end: int, *, has_plural: bool, is_first: bool) -> bool:
        """Whether the words can be a unit here: one bare common noun in mid-sentence cannot."""
        words = self._words
        if has_plural or not is_first:
            return True
        if entry_at(words, index, "places"):
            return False
        if end - index > 2:
            return True
        if words[index].key == "tổ" or (end - index == 1 and not self._is_capital(index)):
            follows = words[end].gap if end < len(words) else ""
            return bool(_JOINT.search(follows))
        return True

    def _open_end(self, index: int, at: int) -> int:
        """End of a unit no gazetteer names: up to a verb, a joint or a mark."""
        limit = min(index + _LONGEST_UNIT, len(self._words))
        while at < limit and not self._ends_before(at):
            at += 1
        if at == limit and at < len(self._words):
            return index
        return self._with_additions(at)

    def _is_opening(self, index: int, end: int, known: Known) -> bool:
        """Whether the words are but the first of a longer full name: ``Ban Chỉ đạo`` (tỉnh)."""
        full = tuple(word.key for word in words_of(known.name))
        said = tuple(word.key for word in self._words[index:end])
        return len(said) < len(full) and full[: len(said)] == said

    def _goes_on(self, index: int, end: int, *, is_class: bool) -> int:
        """End of a unit whose name goes on behind what looks like its verb; ``end`` if it does not."""
        if self._is_partner or end == index or end >= len(self._words):
            return end
        return self._to_duty(end) or self._to_colon(end, is_class=is_class) or end

    def _to_duty(self, at: int) -> int:
        """The place of ``có trách nhiệm`` in the clause that goes on at ``at``; 0 if none follows."""
        words = self._words
        if any(entry_at(words, at, name) for name in ("explicit", "relations", "manners")):
            return 0
        for index in range(at, min(at + _LONGEST_UNIT, len(words))):
            if _BREAK.search(words[index].gap) or _JOINT.search(words[index].gap):
                return 0
            if entry_at(words, index, "duties"):
                return index
            if self._is_explicit(index) or self._names_another(index):
                return 0
        return 0

    def _to_colon(self, at: int, *, is_class: bool) -> int:
        """The end of a label before a colon that begins the paragraph; 0 if the words are a sentence.

        Behind the label stands what to do. A body that turns to a verb has its name there only where a level
        ends it (``Ban Chỉ đạo phát triển du lịch tỉnh: Rà soát …``); a plural is narrowed without one.
        """
        words = self._words
        end = next((n for n in range(at, min(at + _LONGEST_UNIT, len(words))) if ":" in words[n].gap), 0)
        if self._start or end <= at or not self._is_order(end):
            return 0
        for index in range(at, end):
            is_joined = _JOINT.search(words[index].gap) is not None
            if _BREAK.search(words[index].gap.replace(",", "")) or self._is_explicit(index):
                return 0
            if self._names_another(index) or entry_at(words, index, "announcers"):
                return 0
            if is_class and self._verb(index) and not is_joined:
                return 0
        return end if is_class or self._ends_as_name(end) else 0

    def _is_order(self, at: int) -> bool:
        """Whether a sentence that says what to do begins at ``at``: a verb with a capital."""
        return self._is_capital(at) and entry_at(self._words, at, "verbs") > 0

    def _ends_as_name(self, end: int) -> bool:
        words = self._words
        level = next((n for n in (3, 2, 1) if entry_at(words, end - n, "qualifiers") == n), 0)
        return bool(level) and not entry_at(words, end - level - 1, "openers")

    def _is_explicit(self, at: int) -> bool:
        return not self._is_capital(at) and entry_at(self._words, at, "explicit") > 0

    def _names_another(self, at: int) -> bool:
        """Whether a further unit begins at ``at``: the one before it does something to it."""
        words = self._words
        if entry_at(words, at, "not_units"):
            return False
        return names().at(words, at) is not None or entry_at(words, at, "heads") > 0

    def _ends_before(self, at: int) -> bool:
        words = self._words
        if _BREAK.search(words[at].gap):
            return True
        if _JOINT.search(words[at].gap):
            return not self._is_capital(at) or bool(entry_at(words, at, "heads") or names().at(words, at))
        return self._verb(at) > 0

    def _verb(self, at: int) -> int:
        """Number of words of the verb at ``at``; 0 if there is none, or only a name in capitals or a noun."""
        if self._is_capital(at) or ends_compound(self._words, at):
            return 0
        return entry_at(self._words, at, "verbs")

    def _with_additions(self, at: int) -> int:
        """End of the unit with the words that narrow it: có liên quan, của Thành phố, Bình Phước."""
        words = self._words
        while at < len(words) and not _BREAK.search(words[at].gap) and not _JOINT.search(words[at].gap):
            size = entry_at(words, at, "qualifiers") or int(
                self._is_capital(at) and not names().at(words, at)
            )
            opener = 0 if size else entry_at(words, at, "openers")
            if opener:
                size = self._addition(at, at + opener)
            if not size:
                break
            at += size
        return at

    def _addition(self, start: int, at: int) -> int:
        """Number of words of an addition opened by của, thuộc, được …; 0 where no verb or mark ends it."""
        limit = min(start + _LONGEST_UNIT, len(self._words))
        at += at < limit and self._words[start].key == "được"
        while at < limit:
            if _BREAK.search(self._words[at].gap) or _JOINT.search(self._words[at].gap) or self._verb(at):
                return at - start
            at += 1
        return at - start if at == len(self._words) else 0

    def _cue(self, end: int, stop: int) -> str:
        words = self._words
        rest = self._text[stop:].lstrip(" )")
        if not rest.strip(" .;,-/") or end >= len(words):
            return ":" if rest.startswith(":") else "end"
        if rest.startswith(":"):
            return ":"
        if words[end].gap.strip(" ,") and "và" not in words[end].gap:
            return ""
        size = self._verb(end)
        return " ".join(word.key for word in words[end : end + size])


def units_at(text: str, start: int, *, is_partner: bool = False) -> Listed | None:
    """The list of units that begins at ``start``; None if none does.

    Args:
        is_partner: whether a verb must follow, as behind ``phối hợp với``: what stands between a common noun
            and the verb then belongs to the unit (``các đơn vị cấp nước``).
    """
    if first_key(text, start) not in _first_words():
        return None
    found = _Scanner(text, start, _WINDOW, is_partner=is_partner).listed()
    if found is None or found.end + _FIRST < start + _WINDOW or len(text) <= start + _WINDOW:
        return found
    return _Scanner(text, start, _WIDE, is_partner=is_partner).listed()
