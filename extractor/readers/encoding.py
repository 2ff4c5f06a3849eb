"""Bytes → text: byte order mark, UTF-8, UTF-16/32 by their NUL pattern, Windows-1258; always NFC."""

import codecs
from collections.abc import Iterator

import regex
from msgspec import Struct

from extractor.errors import UnsupportedFormat
from extractor.model.records import Issue
from extractor.text.composed import normalize
from extractor.text.legacy import as_windows_shows, convert_lines, encoding_of_text
from extractor.text.legacy.convert import Encoding

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the mark of UTF-16-LE
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
_CONTROLS = regex.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_PRIVATE_USE = regex.compile(r"[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_BINARY_SHARE = 0.02


class Decoded(Struct, frozen=True, kw_only=True):
    """Text of a file: NFC, ``\\n`` line ends."""

    text: str
    encoding: str
    guessed: bool = False
    """Whether nothing in the file named the encoding and it is not valid UTF-8."""
    legacy: Encoding | None = None
    """Encoding of a legacy font whose letters were converted."""
    replaced: int = 0
    """Bytes or characters that could not be decoded and stand as U+FFFD."""


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of ``data``; ``declared`` is what the format itself names (HTML meta), believed after UTF-8.

    Raises:
        UnsupportedFormat: the bytes are no text.
    """
    raw = _decode_bytes(data, declared)
    nuls = raw.text.count("\0")
    if len(_CONTROLS.findall(raw.text[:_SAMPLE].replace("\0", ""))) > _BINARY_SHARE * min(
        len(raw.text), _SAMPLE
    ):
        raise UnsupportedFormat(
            "the file is not text but binary data; save it as .docx or PDF and try again",
            message_vi="tệp không phải văn bản mà là dữ liệu nhị phân; hãy lưu lại dạng .docx hoặc PDF",
        )
    text = normalize(raw.text.replace("\0", " "))
    repaired = _repair_twice_encoded(text)
    legacy = legacy_encoding(repaired or text)
    return Decoded(
        text=convert_lines(repaired or text, legacy) if legacy else repaired or text,
        legacy=legacy,
        encoding=raw.encoding,
        guessed=raw.guessed or repaired is not None,
        replaced=raw.replaced + nuls,
    )


def encoding_issues(decoded: Decoded) -> Iterator[Issue]:
    """What a reader reports about the decoding."""
    if decoded.guessed:
        yield Issue(
            code="encoding_guessed", message=f"bảng mã được đoán / encoding guessed: {decoded.encoding}"
        )
    if decoded.legacy:
        yield Issue(code="legacy_font_converted", message=converted_message(decoded.legacy))
    if decoded.replaced:
        yield Issue(
            code="replacement_characters",
            message=f"{decoded.replaced} byte lỗi hoặc NUL bị thay / unreadable bytes or NULs replaced",
        )


_LETTER_RUN = regex.compile(r"[^\s\d\p{P}]*[\p{L}][^\s]*")
_SLOTS = "®©«¬µ¸¶·¹×÷¨ªûñïøåäëöüÿçßæ"
"""Letters and signs that legacy fonts show as Vietnamese letters; next to a letter they mean nothing else."""
_FOREIGN = regex.compile(rf"(?<=\p{{L}})[{_SLOTS}»¦§¾½¼]|[{_SLOTS}](?=\p{{L}})")
_FOREIGN_SIGNS = frozenset(f"{_SLOTS}»¦§¾½¼")
_LEGACY_SAMPLE = 20_000
_LEGACY_WORDS = 30
_LEGACY_SHARE = 0.15
_LEGACY_MESSAGE = (
    "chữ dùng phông cũ (TCVN3, VNI), chưa chuyển mã; hãy chuyển sang Unicode rồi đọc lại / "
    "the text is set in a legacy font (TCVN3, VNI), not converted; convert it to Unicode and read it again"
)


def character_issues(text: str) -> Iterator[Issue]:
    """Characters that carry no meaning of their own: private use (a font decides what they show)."""
    private = len(_PRIVATE_USE.findall(text))
    if private:
        yield Issue(
            code="unmapped_characters", message=f"{private} ký tự vùng dùng riêng / private-use characters"
        )
    yield from legacy_font_issues(text)


def legacy_font_issues(text: str) -> Iterator[Issue]:
    """Says that a text is set in a legacy font, whose letters are not those it shows."""
    if is_legacy_font_text(text):
        yield Issue(code="unmapped_characters", message=_LEGACY_MESSAGE)


def legacy_encoding(text: str) -> Encoding | None:
    """The legacy encoding of a text; None for Unicode and for what no encoding explains."""
    return encoding_of_text(text)


def converted_message(encoding: str) -> str:
    """Message of the issue for letters of a legacy font."""
    return f"chữ phông cũ {encoding.upper()} đã chuyển sang Unicode / letters of legacy fonts converted"


def is_legacy_font_text(text: str) -> bool:
    """Whether the letters are the slots of a TCVN3 or VNI font read as Latin-1 (``B¸o c¸o``, ``Uûy ban``).

    Such text has letters and signs inside words that Vietnamese never has.
    """
    sample = text[:_LEGACY_SAMPLE]
    if _FOREIGN_SIGNS.isdisjoint(sample):
        return False
    words = _LETTER_RUN.findall(sample)
    if len(words) < _LEGACY_WORDS:
        return False
    return sum(_FOREIGN.search(word) is not None for word in words) >= _LEGACY_SHARE * len(words)


def _decode_bytes(data: bytes, declared: str | None) -> Decoded:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding, guessed=False)
    wide = _null_pattern(data[:_SAMPLE])
    if wide:
        return _lenient(data, wide, guessed=True)
    try:
        return Decoded(text=data.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError:
        pass
    if _is_damaged_utf8(data):
        return _lenient(data, "utf-8", guessed=False)
    named = _known(declared)
    if named is None:
        shown = as_windows_shows(data)
        if encoding_of_text(shown) not in {None, "cp1258"}:
            return Decoded(text=shown, encoding="windows-1252", guessed=True)
    return _lenient(data, named or "cp1258", guessed=named is None)


def _lenient(data: bytes, encoding: str, *, guessed: bool) -> Decoded:
    text = data.decode(encoding, "replace")
    return Decoded(text=text, encoding=encoding, guessed=guessed, replaced=text.count("\ufffd"))


def _null_pattern(sample: bytes) -> str | None:
    """UTF-16 or UTF-32 without mark: most high bytes of Vietnamese text are NUL."""
    quarters = [sample[at::4].count(0) for at in range(4)]
    size = max(len(sample) // 4, 1)
    if quarters[2] > size * 0.9 and quarters[3] > size * 0.9 and quarters[0] == 0:
        return "utf-32-le"
    if quarters[0] > size * 0.9 and quarters[1] > size * 0.9 and quarters[3] == 0:
        return "utf-32-be"
    even, odd = quarters[0] + quarters[2], quarters[1] + quarters[3]
    if odd > size and even * 20 < odd:
        return "utf-16-le"
    if even > size and odd * 20 < even:
        return "utf-16-be"
    return None


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether more multi-byte sequences are right than wrong: a few bad bytes, not another encoding."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for character in text if character > "\x7f") - bad
    return good > bad


def _known(declared: str | None) -> str | None:
    """Python's name of a declared encoding; None for unknown ones and for UTF-7, which hides markup."""
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        return None
    return None if name in {"utf-7", "utf-8", "ascii", "iso8859-1", "cp1252"} or "utf-16" in name else name


_CP1252_BYTES = {bytes([value]).decode("cp1252", "ignore"): value for value in range(0x80, 0xA0)}


def _repair_twice_encoded(text: str) -> str | None:
    """UTF-8 that was read as Windows-1252 and saved again (once or twice); None where it is not that."""
    repaired = None
    for _ in range(2):
        current = repaired or text
        if not regex.search(r"[ÃÄÆáº][\x80-\xbf‘’“”†‡•…‰‹›™€ŠŒŽšœžŸ–—ˆ˜ƒ„‚]", current[:_SAMPLE]):
            break
        try:
            data = bytes(_CP1252_BYTES.get(letter) or ord(letter) for letter in current)
            repaired = normalize(data.decode("utf-8"))
        except (ValueError, UnicodeDecodeError):
            break
    return repaired
