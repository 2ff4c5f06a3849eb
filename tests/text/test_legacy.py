"""Letters of legacy fonts become Unicode; Unicode text is never touched."""

import pytest

from extractor.readers.encoding import decode
from extractor.text.legacy import convert, encoding_of_font, encoding_of_text

TCVN3 = "Uû ban nh©n d©n tØnh ban hµnh kÕ ho¹ch, giao c¸c së, ngµnh thùc hiÖn ®óng quy ®Þnh cña ph¸p luËt"
VNI = "UÛy ban nhaân daân tænh ban haønh keá hoaïch, giao caùc sôû, ngaønh thöïc hieän ñuùng quy ñònh cuûa phaùp luaät"
UNICODE = "Uỷ ban nhân dân tỉnh ban hành kế hoạch, giao các sở, ngành thực hiện đúng quy định của pháp luật"


@pytest.mark.parametrize(("text", "encoding"), [(TCVN3, "tcvn3"), (VNI, "vni"), (UNICODE, None)])
def test_the_text_tells_its_encoding(text: str, encoding: str | None) -> None:
    """The encoding is the one that makes Vietnamese of the letters."""
    assert encoding_of_text(text) == encoding


def test_both_fonts_give_the_same_words() -> None:
    """Each mark comes back; VNI keeps ỷ and y apart as typed."""
    assert convert(TCVN3, "tcvn3").text == UNICODE
    assert convert(VNI, "vni").text == UNICODE.replace("Uỷ", "Ủy")


def test_converted_letters_know_where_they_came_from() -> None:
    """Two letters of VNI make one; the way back covers both."""
    converted = convert("keá hoaïch", "vni")
    at = converted.text.index("ế")
    start, end = converted.source_range(at, at + 1)
    assert "keá hoaïch"[start:end] == "eá"
    assert converted.source_range(0, len(converted.text)) == (0, len("keá hoaïch"))


@pytest.mark.parametrize(
    ("font", "found"),
    [
        (".VnTime", ("tcvn3", False)),
        (".VnTimeH", ("tcvn3", True)),
        ("VNI-Times", ("vni", False)),
        ("Times New Roman", None),
        ("Verdana", None),
    ],
)
def test_fonts_tell_their_encoding_by_name(font: str, found: tuple[str, bool] | None) -> None:
    """Fonts of TCVN3 whose name ends in H show capitals."""
    assert encoding_of_font(font) == found


def test_fonts_of_capitals_give_capitals() -> None:
    """What .VnTimeH shows as a capital is one, whatever letter was typed."""
    assert convert("uû ban nh©n d©n", "tcvn3", capitals=True).text == "UỶ BAN NHÂN DÂN"


def test_a_plain_text_in_a_legacy_font_is_converted_and_unicode_lines_stay() -> None:
    """Lines already in Unicode between lines of TCVN3 are left alone."""
    decoded = decode("\n".join([TCVN3] * 3 + [UNICODE]).encode())
    assert decoded.legacy == "tcvn3"
    assert decoded.text == "\n".join([UNICODE] * 4)
