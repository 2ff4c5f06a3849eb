"""Serif fonts that hold Vietnamese, found among those Debian packages install."""

import hashlib
from functools import cache
from pathlib import Path

FACES = ("-Regular", "-Bold", "-Italic", "-BoldItalic")
CANDIDATES = (
    ("/usr/share/fonts/truetype/liberation2", "LiberationSerif", FACES),
    ("/usr/share/fonts/truetype/liberation", "LiberationSerif", FACES),
    ("/usr/share/fonts/truetype/dejavu", "DejaVuSerif", ("", "-Bold", "", "-Bold")),
)
"""fonts-liberation2 (Debian 12), fonts-liberation from 2.x on (Debian 13), fonts-dejavu-core.

Liberation has the widths of Times New Roman, the font of Nghị định 30/2020/NĐ-CP. Its 1.07 in the
package fonts-liberation of Debian 12 lacks Vietnamese, so each candidate is tried with a letter.
"""
NAMES = ("Serif", "Serif-Bold", "Serif-Italic", "Serif-BoldItalic")
PROBE = "ạảấầậẩẫắằặẳẵếềệểễốồộổỗơớờợưứừựửữỵỷỹỆƯƠ"


class FontsMissing(RuntimeError):
    """No serif font with Vietnamese letters is installed."""

    def __init__(self) -> None:
        super().__init__(
            "No serif font with Vietnamese letters found; install one: apt-get install fonts-liberation2 "
            "(Debian 12) or fonts-liberation (Debian 13)."
        )


FAMILIES = {
    "Sans": ("/usr/share/fonts/truetype/liberation2", "LiberationSans", FACES[:2]),
    "Wide": ("/usr/share/fonts/truetype/dejavu", "DejaVuSerif", ("", "-Bold")),
    "Plain": ("/usr/share/fonts/truetype/dejavu", "DejaVuSans", ("", "-Bold")),
    "Condensed": ("/usr/share/fonts/truetype/dejavu", "DejaVuSerifCondensed", ("", "-Bold")),
    "Narrow": ("/usr/share/fonts/truetype/dejavu", "DejaVuSansCondensed", ("", "-Bold")),
}
"""Further families for tables (layouts.py), upright and bold: fonts-liberation2, fonts-dejavu."""


@cache
def register_family(name: str) -> None:
    """Registers two faces of a family of FAMILIES as NAME and NAME-Bold.

    Raises:
        FontsMissing: they are not installed.
    """
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    folder, family, faces = FAMILIES[name]
    for face, suffix in zip(faces, ("", "-Bold"), strict=True):
        file = Path(folder, f"{family}{face}.ttf")
        if not file.exists():
            raise FontsMissing
        pdfmetrics.registerFont(TTFont(f"{name}{suffix}", str(file)))


@cache
def register_fonts() -> str:
    """Registers the four faces with reportlab under NAMES; gives the digest of the regular face.

    Raises:
        FontsMissing: no candidate holds Vietnamese letters.
    """
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for folder, family, faces in CANDIDATES:
        files = [Path(folder, f"{family}{face}.ttf") for face in faces]
        if not all(file.exists() for file in files):
            continue
        fonts = [TTFont(name, str(file)) for name, file in zip(NAMES, files, strict=True)]
        if all(ord(letter) in font.face.charToGlyph for letter in PROBE for font in fonts):
            for font in fonts:
                pdfmetrics.registerFont(font)
            return hashlib.sha256(files[0].read_bytes()).hexdigest()
    raise FontsMissing
