"""Organisations and citations as components of a spaCy pipeline (extra ``[spacy]``).

    nlp = spacy.blank("xx", config={"nlp": {"tokenizer": {"@tokenizers": "kehoach.tokenizer.v1"}}})
    nlp.add_pipe("kehoach_organizations")
    nlp.add_pipe("kehoach_citations")

spaCy finds the names through the entry points of this package; nothing has to be imported. The components
have no state, so they pickle and run in ``nlp.pipe(…, n_process=…)``. They work with any tokenizer: a span
takes in whole tokens. ``spacy.blank("vi")`` would need a word segmenter; the tokenizer here needs none.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import regex
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.util import get_words_and_spaces, registry
from spacy.vocab import Vocab

from extractor.citing import find_citations
from extractor.extractors.units.mentions import find_units
from extractor.text.composed import compose

ORGANIZATIONS = "organizations"
CITATIONS = "citations"

_TOKEN = regex.compile(
    r"""
      \d{1,5}[\p{L}\d]*+ / (?:\d{4}/)?+ \p{Lu}[\p{L}\d&]*+ (?:[-–/]\p{Lu}[\p{L}\d&]*+)*+   # 63/2010/NĐ-CP
    | \d{1,5}-\p{Lu}{2,3}/\p{Lu}[\p{L}]*+                                                   # 57-NQ/TW
    | \d{1,2}[/.-]\d{1,2}[/.-]\d{4}                                                         # 27/3/2021
    | \d+(?:[.,]\d+)*+
    | \p{Lu}[\p{L}\p{M}]*+(?:&\p{Lu}[\p{L}\p{M}]*+)++                                       # NN&PTNT
    | [\p{L}\p{M}]++
    | [^\s]
    """,
    regex.VERBOSE,
)


class Tokenizer:
    """Words by letters, document numbers and dates whole, every other mark a token of its own."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The tokens of ``text``; joined with their spaces they give it back."""
        words, spaces = get_words_and_spaces(_TOKEN.findall(text), text)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Nothing: the tokenizer has no state."""
        return b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "Tokenizer":
        """The tokenizer itself."""
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes nothing."""

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "Tokenizer":
        """The tokenizer itself."""
        return self


class Organizations:
    """Sets ``doc.spans["organizations"]``: label ORGANIZATION, id of the gazetteer in ``kb_id_``."""

    def __call__(self, doc: Doc) -> Doc:
        """``doc`` with its organisations; see ``find_units``."""
        composed = compose(doc.text)
        doc.spans[ORGANIZATIONS] = [
            span
            for unit in find_units(composed.text)
            if (
                span := doc.char_span(
                    composed.start(unit.start),
                    composed.end(unit.end),
                    label="ORGANIZATION",
                    kb_id=unit.known.id,
                    alignment_mode="expand",
                )
            )
        ]
        return doc


class Citations:
    """Sets ``doc.spans["citations"]``: label is the kind of citation, canonical target in ``kb_id_``."""

    def __call__(self, doc: Doc) -> Doc:
        """``doc`` with its citations; see ``find_citations``."""
        doc.spans[CITATIONS] = [
            span
            for citation in find_citations(doc.text)
            if (
                span := doc.char_span(
                    citation.provenance.start,
                    citation.provenance.end,
                    label=citation.kind.upper(),
                    kb_id=citation.target or "",
                    alignment_mode="expand",
                )
            )
        ]
        return doc


class Mark(NamedTuple):
    """A span to be: its group, code points in the text, label, id of what is named, id of the record."""

    group: str
    start: int
    end: int
    label: str
    kb_id: str
    record: str


def doc_bin(documents: Iterable[tuple[str, str, Sequence[Mark]]]) -> bytes:
    """Documents with their spans as a DocBin, the same bytes for the same documents.

    Args:
        documents: ``doc_id``, text and spans of each; the ``doc_id`` goes into ``doc.user_data``.
    """
    tokenizer = Tokenizer(Vocab())
    made = DocBin(attrs=["ORTH"], store_user_data=True)
    for doc_id, text, marks in documents:
        doc = tokenizer(text)
        doc.user_data["doc_id"] = doc_id
        for group in dict.fromkeys(mark.group for mark in marks):
            doc.spans[group] = [_span(doc, mark) for mark in marks if mark.group == group]
        made.add(doc)
    packed: bytes = made.to_bytes()
    return packed


def _span(doc: Doc, mark: Mark) -> Any:
    return doc.char_span(
        mark.start,
        mark.end,
        label=mark.label,
        kb_id=mark.kb_id,
        span_id=mark.record,
        alignment_mode="expand",
    )


def make_organizations(nlp: Language, name: str) -> Organizations:
    """Factory of ``kehoach_organizations``."""
    return Organizations()


def make_citations(nlp: Language, name: str) -> Citations:
    """Factory of ``kehoach_citations``."""
    return Citations()


def make_tokenizer() -> Any:
    """``kehoach.tokenizer.v1`` of spaCy's registry of tokenizers."""
    return lambda nlp: Tokenizer(nlp.vocab)


Language.factory("kehoach_organizations", func=make_organizations, assigns=["doc.spans"])
Language.factory("kehoach_citations", func=make_citations, assigns=["doc.spans"])
registry.tokenizers.register("kehoach.tokenizer.v1", func=make_tokenizer)
