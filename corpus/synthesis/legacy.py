"""Word files set in legacy fonts: the letters that TCVN 5712:1993 (VN3) and VNI-Windows have for Vietnamese.

ABC fonts (.VnTime) have no capitals with tone marks: offices set them in .VnTimeH, whose small letters look
like capitals. VNI fonts put the marks of a vowel behind it as a letter of its own.
"""

import io
import re
import unicodedata
import zipfile
from itertools import groupby
from xml.sax.saxutils import escape, unescape

ENCODINGS = ("tcvn3", "vni")
TCVN3 = dict(
    zip(
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        bytes.fromhex(
            "A1A2A3A4A5A6A7A8A9AAABACADAEB5B6B7B8B9BBBCBDBEC6C7C8C9CACBCCCECFD0D1D2D3D4D5D6D7D8DCDDDE"
            "DFE1E2E3E4E5E6E7E8E9EAEBECEDEEEFF1F2F3F4F5F6F7F8F9FAFBFCFDFE"
        ).decode("latin-1"),
        strict=True,
    )
)
GRAVE, ACUTE, TILDE, HOOK, DOT, HAT, BREVE, HORN = "\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b"
VNI_TONES = {ACUTE: "ù", GRAVE: "ø", HOOK: "û", TILDE: "õ", DOT: "ï"}
VNI_SHAPED = {
    HAT: {"": "â", ACUTE: "á", GRAVE: "à", HOOK: "å", TILDE: "ã", DOT: "ä"},
    BREVE: {"": "ê", ACUTE: "é", GRAVE: "è", HOOK: "ú", TILDE: "ü", DOT: "ë"},
}
VNI_SINGLE = {"đ": "ñ", "ơ": "ô", "ư": "ö", "ì": "ì", "í": "í", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}
RUN = re.compile(r"<w:r>(?:<w:rPr>(?P<marks>.*?)</w:rPr>)?(?P<words>(?:<w:t[ >].*?</w:t>|<w:br/>)+)</w:r>")
TEXT = re.compile(r"<w:t[^>]*>(?P<text>.*?)</w:t>|<w:br/>")
Piece = tuple[str, str]
"""Letters as the file holds them, and their font."""


def pieces_of(text: str, encoding: str) -> list[Piece]:
    """Unicode text as the letters of a legacy encoding, with their fonts."""
    text = unicodedata.normalize("NFC", text)
    if encoding == "vni":
        return [("".join(map(_vni, text)), "VNI-Times")]
    lettered = [one for word in re.split(r"(\s+)", text) for one in _abc(word)]
    return [
        ("".join(letter for letter, _ in run), font)
        for font, run in groupby(lettered, key=lambda one: one[1])
    ]


def legacy_docx(docx: bytes, encoding: str) -> bytes:
    """A Word file with all its text in fonts of ``encoding`` (of ENCODINGS)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as given, zipfile.ZipFile(out, "w") as made:
        for entry in given.infolist():
            data = given.read(entry)
            if entry.filename == "word/document.xml":
                data = RUN.sub(lambda run: _runs(run, encoding), data.decode()).encode()
            made.writestr(entry, data)
    return out.getvalue()


def _abc(word: str) -> list[Piece]:
    """The letters of a word: all in the font of capitals where it is in capitals that ABC fonts lack."""
    if word.isupper() and any(map(_is_lost, word)):
        return [(_tcvn3(letter.lower()), ".VnTimeH") for letter in word]
    return [(_tcvn3(letter), ".VnTimeH" if _is_lost(letter) else ".VnTime") for letter in word]


def _is_lost(letter: str) -> bool:
    """Whether ABC fonts have the letter as a small one only."""
    return letter not in TCVN3 and letter.lower() in TCVN3


def _tcvn3(letter: str) -> str:
    return TCVN3.get(letter) or TCVN3.get(letter.lower()) or letter


def _vni(letter: str) -> str:
    small = letter.lower()
    if small in VNI_SINGLE:
        coded = VNI_SINGLE[small]
    else:
        base, *marks = unicodedata.normalize("NFD", small)
        shapes, tones = [m for m in marks if m in (HAT, BREVE, HORN)], [m for m in marks if m in VNI_TONES]
        tone = tones[0] if tones else ""
        if HORN in shapes:
            coded = VNI_SINGLE[unicodedata.normalize("NFC", base + HORN)] + VNI_TONES.get(tone, "")
        elif shapes:
            coded = base + VNI_SHAPED[shapes[0]][tone]
        else:
            coded = base + VNI_TONES.get(tone, "") if not marks or tone else small
    return coded.upper() if letter != small else coded


def _runs(run: re.Match[str], encoding: str) -> str:
    made = []
    for found in TEXT.finditer(run["words"]):
        if found["text"] is None:
            made.append("<w:r><w:br/></w:r>")
            continue
        for letters, font in pieces_of(unescape(found["text"]), encoding):
            fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>'
            marks = f"<w:rPr>{fonts}{run['marks'] or ''}</w:rPr>"
            made.append(f'<w:r>{marks}<w:t xml:space="preserve">{escape(letters)}</w:t></w:r>')
    return "".join(made)
