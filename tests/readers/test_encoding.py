"""Bytes become text whatever program saved them."""

import unicodedata

import pytest

from extractor.errors import UnsupportedFormat
from extractor.readers.encoding import character_issues, decode

TEXT = "KẾ HOẠCH\nThực hiện cải cách thủ tục hành chính năm 2031; Ủy ban nhân dân tỉnh Bình Mẫu.\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (b"\xff\xfe\0\0" + TEXT.encode("utf-32-le"), "utf-32-le"),
    ],
)
def test_named_encodings(data: bytes, encoding: str) -> None:
    """UTF-8 and every byte order mark give the text itself, without a guess."""
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.guessed) == (TEXT, encoding, False)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_wide_text_without_mark(encoding: str) -> None:
    """UTF-16 and UTF-32 without mark are told by their NULs, and the guess is said."""
    decoded = decode((TEXT * 4).encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.guessed) == (TEXT * 4, encoding, True)


def test_windows_1258_is_composed() -> None:
    """Windows-1258 writes tones apart from their vowels; the text comes back composed, as a guess."""
    decoded = decode(_windows_1258(TEXT))
    assert (decoded.text, decoded.guessed) == (TEXT, True)


def _windows_1258(text: str) -> bytes:
    out = bytearray()
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            base, *marks = unicodedata.normalize("NFD", letter)
            tones = [mark for mark in marks if mark in "\u0300\u0309\u0303\u0301\u0323"]
            vowel = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark not in tones))
            out += (vowel + "".join(tones)).encode("cp1258")
    return bytes(out)


def test_decomposed_text_and_line_ends() -> None:
    """NFD becomes NFC; CR and CR LF become line feeds."""
    assert decode(unicodedata.normalize("NFD", TEXT).replace("\n", "\r\n").encode()).text == TEXT
    assert decode(TEXT.replace("\n", "\r").encode()).text == TEXT


def test_few_bad_bytes_stay_utf8() -> None:
    """A damaged byte in UTF-8 text is replaced and counted; the rest is not misread as another encoding."""
    data = TEXT.encode()
    decoded = decode(data[:20] + b"\xff" + data[20:])
    assert decoded.encoding == "utf-8"
    assert decoded.replaced == 1
    assert "cải cách" in decoded.text


@pytest.mark.parametrize("times", [1, 2])
def test_twice_encoded_text_is_repaired(times: int) -> None:
    """UTF-8 that was read as Latin-1 and saved again, once or twice, is read right, as a guess."""
    data = TEXT.encode()
    for _ in range(times):
        data = data.decode("latin-1").encode()
    decoded = decode(data)
    assert (decoded.text, decoded.guessed) == (TEXT, True)


def test_a_til_before_a_quote_is_no_damage() -> None:
    """Ã before a quotation mark is Vietnamese (XÃ”), not a sign of double encoding."""
    assert decode("“THỊ XÔ và “XÃ” năm 2031".encode()).text == "“THỊ XÔ và “XÃ” năm 2031"


def test_nul_becomes_a_blank_and_is_reported() -> None:
    """NULs between words part them and are counted."""
    decoded = decode("Kế hoạch\0năm 2031 của Ủy ban nhân dân".encode())
    assert decoded.text.startswith("Kế hoạch năm 2031")
    assert decoded.replaced == 1


def test_binary_data_is_refused() -> None:
    """Bytes of a program are no text."""
    with pytest.raises(UnsupportedFormat) as caught:
        decode(bytes(range(256)) * 20)
    assert caught.value.message_vi != str(caught.value)


def test_endless_marks_end() -> None:
    """A hostile letter with 300,000 marks is normalised piecewise, nothing of it dropped."""
    text = "K" + "\u0301\u0323\u0302" * 100_000 + " HOẠCH"
    decoded = decode(text.encode())
    assert decoded.text.endswith(" HOẠCH")
    assert len(decoded.text) >= 300_000


TCVN3 = "B¸o c¸o t×nh h×nh thùc hiÖn kÕ ho¹ch ph¸t triÓn n«ng th«n míi cña c¸c x· trªn ®Þa bµn tØnh "
VNI = "Baùo caùo tình hình thöïc hieän keá hoaïch phaùt trieån noâng thoân môùi cuûa caùc xaõ treân ñòa baøn tænh "
UNICODE = "Báo cáo tình hình thực hiện kế hoạch phát triển nông thôn mới của các xã trên địa bàn tỉnh "


@pytest.mark.parametrize(("text", "is_legacy"), [(TCVN3, True), (VNI, True), (UNICODE, False)])
def test_legacy_fonts_are_said(text: str, is_legacy: bool) -> None:
    """Text whose letters are slots of a TCVN3 or VNI font is reported: what stands there is not what it shows."""
    issues = list(character_issues(text * 5))
    assert [issue.code for issue in issues] == ["unmapped_characters"] * is_legacy
