"""What a person decided: a row of ``decisions.csv``."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from msgspec import Struct

DecisionKind = Literal["match", "task", "missing", "heading", "unit", "cell"]
"""match: two tasks are one or not; the others mend what was extracted."""
Verdict = Literal["", "same", "partly", "related", "different", "unsure", "wrong"]
"""wrong: this is no task. The others tell of two tasks; ``unsure`` leaves the match in the queue."""

CONFIRMING = frozenset({"same", "partly"})
REJECTING = frozenset({"related", "different"})
NO_TOPICS = "none"
"""What stands for topics that a person took away."""
_HASHED = re.compile(r"-[0-9a-f]{12}(?:-\d+)?$")
"""The end of an id that others share the stem of; see ``batch.names.doc_ids``."""


class Decision(Struct, frozen=True, kw_only=True):
    """One decision, keyed by hashes of words (``text/hashes.py``)."""

    kind: DecisionKind
    doc_id: tuple[str, ...] = ()
    """Documents it speaks about; empty: wherever the words stand."""
    text_sha: str
    other_sha: str = ""
    """Of the other task of a match."""
    field: str = ""
    """What of a task, heading or row is mended."""
    value: str = ""
    """What it is to be; empty: the document states none."""
    verdict: Verdict = ""
    topics: tuple[str, ...] = ()
    note: str = ""
    who: str = ""
    when: str = ""
    line: int = 0
    """Line of the file, for messages."""

    def speaks_of(self, doc_id: str) -> bool:
        """Whether it is about this document; one without documents is about all."""
        return not self.doc_id or any(is_same_document(one, doc_id) for one in self.doc_id)

    @property
    def pair(self) -> tuple[str, str]:
        """Both hashes, whichever side they were given on."""
        low, high = sorted((self.text_sha, self.other_sha))
        return low, high

    @property
    def subject(self) -> tuple[object, ...]:
        """What it decides, and of which documents: a newer decision takes the place of one like it."""
        if self.kind == "match":
            return self.words
        return *self.words, frozenset(self.doc_id), *self._aspect

    @property
    def words(self) -> tuple[object, ...]:
        """The words it speaks about, wherever they stand."""
        return self.kind, self.pair if self.kind == "match" else self.text_sha

    @property
    def _aspect(self) -> tuple[object, ...]:
        field = self.field or ("heading" if self.kind == "heading" else "")
        return field, bool(self.verdict), bool(self.topics)

    @property
    def ruling(self) -> tuple[object, ...]:
        """What it says of its subject; blanks and the order of topics do not count."""
        return " ".join(self.value.split()), self.verdict, frozenset(self.topics)

    def contradicts(self, other: "Decision") -> bool:
        """Whether both cannot hold: of the same words in the same document, they say different things.

        One without documents speaks of every document; what is no task cannot be mended.
        """
        if self.words != other.words:
            return False
        if self.kind != "match":
            if self.doc_id and other.doc_id and not set(self.doc_id) & set(other.doc_id):
                return False
            if "wrong" in (self.verdict, other.verdict):
                return self.verdict != other.verdict
            if self._aspect != other._aspect:
                return False
        return self.ruling != other.ruling


def is_same_document(one: str, other: str) -> bool:
    """Whether two ids can mean one document.

    Where files of a run share a stem, their ids bear a hash of the content; alone, the same file has none.
    """
    if one == other:
        return True
    hashed, bare = sorted((one, other), key=len, reverse=True)
    return _HASHED.sub("", hashed) == bare


def unused_because(
    decision: Decision, doc_ids: Collection[str]
) -> Literal["decision_stale", "decision_orphaned"]:
    """Why a decision found nothing to decide: its document is here without the words, or it is not here.

    Args:
        decision: one whose words were not found.
        doc_ids: the documents of the run.
    """
    if not all(any(is_same_document(one, other) for other in doc_ids) for one in decision.doc_id):
        return "decision_orphaned"
    return "decision_stale"


def unused_messages(
    unused: Iterable[Decision], doc_ids: Collection[str], name: str
) -> Iterator[tuple[str, str]]:
    """Code and “Vietnamese / English” message for decisions that found nothing: stale ones, orphaned ones.

    Args:
        name: of the file of the decisions.
    """
    lines: dict[str, list[int]] = {}
    for decision in unused:
        lines.setdefault(unused_because(decision, doc_ids), []).append(decision.line)
    for code, message in _UNUSED.items():
        if code in lines:
            shown = ", ".join(map(str, lines[code][:_SHOWN])) + (" …" if len(lines[code]) > _SHOWN else "")
            yield code, message.format(name=name, count=len(lines[code]), lines=shown)


_SHOWN = 10
_UNUSED = {
    "decision_stale": (
        "{name}: {count} quyết định không còn khớp câu chữ nên không dùng (dòng {lines}) / "
        "{name}: {count} no longer fit the words and are not used (lines {lines})"
    ),
    "decision_orphaned": (
        "{name}: {count} quyết định nói về văn bản không có trong lần chạy này (dòng {lines}) / "
        "{name}: {count} speak about documents that are not in this run (lines {lines})"
    ),
}
