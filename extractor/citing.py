"""Citations of any text: a note, a web page, a cell, without a file or a document round it."""

import msgspec

from extractor.config import Config
from extractor.extractors.citations import extract
from extractor.model.outline import Found
from extractor.model.records import Citation, Provenance
from extractor.model.source import SourceFile
from extractor.readers.text import lay_out
from extractor.structure import plain_outline
from extractor.text.composed import Composed, compose


def find_citations(text: str) -> tuple[Citation, ...]:
    """All citations of a Vietnamese text in reading order.

    Args:
        text: any text; it may be wrapped, decomposed (NFD) or have ``\\r\\n`` line ends, and is not changed.

    Returns:
        One record a mention. All offsets are code points of ``text`` as handed in, half-open. There are no
        pages, sections or boxes, and no header to tell the document's own number, date and province, so
        ``page``, ``bbox`` and ``section`` are None. Normal forms (``number``, ``title``) are NFC. Empty where
        nothing is cited.
    """
    composed = compose(text)
    body = lay_out(composed.text, Config().limits, note=True)
    document = msgspec.structs.replace(body, pages=()).document(_NO_FILE, "text")
    found = extract(document, Found(outline=plain_outline(document)))
    citations = tuple(one for one in found if isinstance(one, Citation))
    return tuple(_led_back(one, composed) for one in citations) if composed.starts else citations


_NO_FILE = SourceFile(name="", data=b"", sha256="")


def _led_back(citation: Citation, composed: Composed) -> Citation:
    issuer = citation.issuer
    return msgspec.structs.replace(
        citation,
        full_start=composed.start(citation.full_start),
        full_end=composed.end(citation.full_end),
        issuer=msgspec.structs.replace(issuer, provenance=_place(issuer.provenance, composed))
        if issuer
        else None,
        provenance=_place(citation.provenance, composed),
    )


def _place(place: Provenance, composed: Composed) -> Provenance:
    spans = tuple(
        msgspec.structs.replace(span, start=composed.start(span.start), end=composed.end(span.end))
        for span in place.spans
    )
    return msgspec.structs.replace(
        place, start=composed.start(place.start), end=composed.end(place.end), spans=spans
    )
