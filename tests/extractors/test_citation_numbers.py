"""Document numbers: every scheme, every damage that is mended, and what is no number."""

import pytest

from extractor.extractors.citations.numbers import find_blank_numbers, find_numbers


@pytest.mark.parametrize(
    "number",
    [
        "45/2031/NĐ-CP",
        "7/2031/QH16",
        "112/2031/UBTVQH16",
        "30a/2008/NQ-CP",
        "28/2010/TTLT-BLĐTBXH-BNV",
        "1803/1998/QĐ/BTC",
        "12862/KH-UBND",
        "04/QĐ-TTg",
        "15/TB-VPCP",
        "3374/BKHCN-CNCNTT",
        "77/SGD&ĐT-KTKĐ",
        "12/QĐ-UBND.VX",
        "27-NQ/TW",
        "03-CTr/TU",
        "919-CV/VPTW/nb",
        "118/TTg",
        "50/CP",
        "206-CP",
        "111-HĐBT",
        "999-TC/QĐ-CĐKT",
        "12/TT-LB",
        "10-LCT/HĐNN7",
        "01/2005/NQLT-BLĐTBXH-BCA-BVHTT",
    ],
)
def test_every_scheme_is_read_whole(number: str) -> None:
    """A number of any era is found as it is printed, without repair."""
    found = list(find_numbers(f"theo văn bản số {number} ngày 01/02/2031 của cơ quan"))
    assert [(one.normal, one.repairs) for one in found] == [(number, ())]


@pytest.mark.parametrize(
    ("printed", "normal", "repairs"),
    [
        ("63 /2031/ NĐ - CP", "63/2031/NĐ-CP", {"blank"}),
        ("10- CTr/TU", "10-CTr/TU", {"blank"}),
        ("71/NQ -CP", "71/NQ-CP", {"blank"}),
        ("05/QĐ- UBND", "05/QĐ-UBND", {"blank"}),
        ("05/2031/ND-CP", "05/2031/NĐ-CP", {"ascii"}),
        ("05/QD-TTG", "05/QĐ-TTg", {"ascii", "case"}),
        ("05/2031/nđ-cp", "05/2031/NĐ-CP", {"case"}),
        ("1961/QĐUBND", "1961/QĐ-UBND", {"hyphen"}),
        ("30c/NQCP", "30c/NQ-CP", {"hyphen"}),
        ("18NQ/TW", "18-NQ/TW", {"hyphen"}),
        ("18 NQ/TW", "18-NQ/TW", {"hyphen"}),
        ("66-NQ/TW1", "66-NQ/TW", set()),
        ("12/2031/NĐ-CPngày", "12/2031/NĐ-CP", set()),
    ],
)
def test_damage_is_mended_and_named(printed: str, normal: str, repairs: set[str]) -> None:
    """Blanks, lost hyphens, case and letters without stroke are mended, each by name; the rest is kept."""
    (found,) = find_numbers(f"số {printed} ngày 01/02/2031")
    assert (found.normal, set(found.repairs)) == (normal, repairs)


def test_a_wrong_year_is_kept() -> None:
    """A number that cannot be right stays as printed and is marked."""
    (found,) = find_numbers("Nghị định số 142/2205/NĐ-CP")
    assert (found.normal, found.irregular, found.year) == ("142/2205/NĐ-CP", True, None)


def test_issuers_that_look_glued_stay() -> None:
    """TTCP is an office, not TT-CP with its hyphen lost."""
    (found,) = find_numbers("Văn bản số 1234/TTCP-KH")
    assert (found.normal, found.repairs) == ("1234/TTCP-KH", ())


@pytest.mark.parametrize(
    "text",
    [
        "ngày 01/01/2031",
        "5/người, 6 tháng/01 lần, 01-02 kỳ/tháng",
        "Quý II/2031 và III-IV/2031",
        "TCVN 9250:2031/BTTTT",
        "giai đoạn 2031-2035/QĐ-UBND",
        "1.000 đ/kg; 24/7",
        "CÔNG BÁO/Số 18/Ngày 20-3-2031",
        "https://example.org/a/QD-UBND",
    ],
)
def test_what_is_no_number(text: str) -> None:
    """Dates, rates, standards, periods and addresses are none."""
    assert list(find_numbers(text)) == []


def test_a_blank_serial_is_told() -> None:
    """A form whose number is still to be written is found as such."""
    text = "(Kèm theo Quyết định số /QĐ-UBND ngày tháng năm 2031)"
    ((start, end),) = find_blank_numbers(text)
    assert text[start:end] == "số /QĐ-UBND"


def test_time_grows_with_length_only() -> None:
    """A long run of separators is read once, without backtracking over itself."""
    assert list(find_numbers("1/" * 20_000 + "-" * 20_000 + "A-" * 20_000)) == []
