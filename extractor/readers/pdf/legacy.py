"""Words set in legacy fonts → Unicode, by the names of their fonts, else by the text of the page."""

from extractor.readers.encoding import legacy_encoding
from extractor.readers.page.words import SetWord, Style
from extractor.readers.pdf.fonts import LEGACY
from extractor.text.legacy import convert, convert_lines
from extractor.text.legacy.convert import Encoding

_SOFT = "\u00ad"
_ANY = Style.TCVN3 | Style.VNI | Style.VISCII | Style.VPS


def in_unicode(words: list[SetWord]) -> tuple[list[SetWord], Encoding | None]:
    """The words of a page in Unicode, and the legacy encoding met; places stay as they are."""
    if not any(item.style & _ANY for item in words):
        encoding = legacy_encoding(" ".join(item.word.text for item in words))
        if encoding is not None:
            words = [_with(item, convert_lines(item.word.text, encoding)) for item in words]
        return [_hyphenated(item) for item in words], encoding
    met: Encoding | None = None
    found = []
    for item in words:
        for encoding, bit in LEGACY.items():
            if item.style & bit:
                met = encoding
                capitals = bool(item.style & Style.CAPITALS)
                item = _with(item, convert(item.word.text, encoding, capitals=capitals).text)  # noqa: PLW2901
        found.append(_hyphenated(item))
    return found, met


def _hyphenated(item: SetWord) -> SetWord:
    """Soft hyphens of a PDF show: some fonts have no other hyphen. In TCVN3 their code is the letter ư."""
    return _with(item, item.word.text.replace(_SOFT, "-")) if _SOFT in item.word.text else item


def _with(item: SetWord, text: str) -> SetWord:
    return item._replace(word=item.word._replace(text=text))
