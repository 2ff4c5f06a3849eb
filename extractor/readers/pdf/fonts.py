"""How words are set: bold, italic, hidden, without Unicode. Asked once a font, looked up once a word."""

import ctypes
from typing import Any

import pypdfium2.raw as pdfium
import regex

from extractor.readers.page.words import PageWord, Style
from extractor.text.legacy import encoding_of_font
from extractor.text.legacy.convert import Encoding

LEGACY: dict[Encoding, int] = {
    "tcvn3": Style.TCVN3,
    "vni": Style.VNI,
    "viscii": Style.VISCII,
    "vps": Style.VPS,
}
"""The bit of each legacy encoding that fonts are named after."""
_BOLD_NAME = regex.compile(r"bold|black|heavy|demi(?!\p{L})", regex.IGNORECASE)
_ITALIC_NAME = regex.compile(r"italic|oblique|kursiv", regex.IGNORECASE)
_SEMIBOLD = 600
_FLAG_ITALIC = 1 << 6
_FLAG_FORCE_BOLD = 1 << 18
_INVISIBLE = 3
_FILL_AND_STROKE = 2


class Fonts:
    """Styles of words. Handles are kept for one text page only: pdfium reuses their addresses."""

    def __init__(self) -> None:
        self._names: dict[str, int] = {}

    def styles(self, text_page: Any, words: list[PageWord]) -> list[int]:
        """The ``Style`` of each word, by its first character."""
        objects: dict[int, int] = {}
        fonts: dict[int, int] = {}
        found: list[int] = []
        get, address = pdfium.FPDFText_GetTextObject, ctypes.addressof
        for word in words:
            handle = get(text_page, word.at)
            key = address(handle.contents) if handle else 0
            style = objects.get(key)
            if style is None:
                style = objects[key] = self._object_style(handle, fonts) if handle else 0
                if pdfium.FPDFText_HasUnicodeMapError(text_page, word.at) == 1:
                    style = objects[key] = style | Style.UNMAPPED
            found.append(style)
        return found

    def _object_style(self, handle: Any, fonts: dict[int, int]) -> int:
        font = pdfium.FPDFTextObj_GetFont(handle)
        if not font:
            return 0
        key = ctypes.addressof(font.contents)
        if key not in fonts:
            fonts[key] = _font_style(font)
        style = fonts[key]
        mode = pdfium.FPDFTextObj_GetTextRenderMode(handle)
        if mode == _INVISIBLE:
            style |= Style.HIDDEN
        elif mode == _FILL_AND_STROKE:  # Word's way to embolden a font that has no bold face
            style |= Style.BOLD
        return style


def _font_style(font: Any) -> int:
    name = _name(font)
    flags = pdfium.FPDFFont_GetFlags(font)
    style = 0
    if _BOLD_NAME.search(name) or pdfium.FPDFFont_GetWeight(font) >= _SEMIBOLD or flags & _FLAG_FORCE_BOLD:
        style |= Style.BOLD
    legacy = encoding_of_font(name.rpartition("+")[2])
    if legacy:
        style |= LEGACY[legacy[0]] | (Style.CAPITALS if legacy[1] else 0)
    if _ITALIC_NAME.search(name) or flags & _FLAG_ITALIC:
        style |= Style.ITALIC
    return style


def _name(font: Any) -> str:
    buffer = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    return buffer.value.decode("utf-8", "replace")
