"""``find_citations`` reads any text and points into the text as it was handed in."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import Citation, extract_with_text, find_citations
from extractor.text.composed import compose, normalize
from extractor.text.normalize import quote
from tests.extractors.test_citation_properties import PIECES

SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
NOTE = (
    "Căn cứ Nghị định số 107/2031/NĐ-CP ngày 06/12/2031 của\nChính phủ sửa đổi, bổ sung một số điều của "
    "Nghị định số 61/2028/NĐ-\nCP ngày 23/4/2028 của Chính phủ về tủ sách;\n"
    "Thực hiện Luật Đầu tư công năm 2019 và Đề án 06/CP."
)
FORMS = {
    "as it is": NOTE,
    "decomposed": unicodedata.normalize("NFD", NOTE),
    "Windows line ends": NOTE.replace("\n", "\r\n"),
    "both": unicodedata.normalize("NFD", NOTE).replace("\n", "\r\n"),
    "old Mac line ends": NOTE.replace("\n", "\r"),
}


def facts(citation: Citation) -> tuple[object, ...]:
    """What a citation says, places left out."""
    issuer = citation.issuer.name if citation.issuer else None
    return (citation.kind, citation.number, citation.issued_on, issuer, citation.title, citation.target)


def test_a_note_of_three_lines_is_enough() -> None:
    """Numbers, dates, issuers, roles and targets come out of a pasted note, its wrapped lines too."""
    found = find_citations(NOTE)
    assert [(one.kind, one.role, one.number, one.target) for one in found] == [
        ("numbered", "legal_basis", "107/2031/NĐ-CP", "vn/nghi-dinh/2031/107-2031-nd-cp"),
        ("numbered", "amended", "61/2028/NĐ-CP", "vn/nghi-dinh/2028/61-2028-nd-cp"),
        ("named", "legal_basis", None, "vn/luat/2019/39-2019-qh14"),
        ("nickname", "legal_basis", "06/CP", "vn/quyet-dinh/2022/06-qd-ttg"),
    ]
    assert all(one.section is None for one in found)
    assert all(span.page is None and span.bbox is None for one in found for span in one.provenance.spans)


@pytest.mark.parametrize("form", FORMS)
def test_offsets_are_those_of_the_text_handed_in(form: str) -> None:
    """NFD and other line ends change no record, and its offsets cut the same words out of that text."""
    text = FORMS[form]
    found, plain = find_citations(text), find_citations(NOTE)
    assert [facts(one) for one in found] == [facts(one) for one in plain]
    for one, other in zip(found, plain, strict=True):
        places = [
            ((one.provenance.start, one.provenance.end), (other.provenance.start, other.provenance.end)),
            ((one.full_start, one.full_end), (other.full_start, other.full_end)),
        ]
        if one.issuer and other.issuer:
            mine, theirs = one.issuer.provenance, other.issuer.provenance
            places.append(((mine.start, mine.end), (theirs.start, theirs.end)))
        for (start, end), (plain_start, plain_end) in places:
            assert normalize(text[start:end]) == NOTE[plain_start:plain_end]


@pytest.mark.parametrize(
    "text", ["", " \n\t", "Không viện dẫn gì.", "\ud800/QĐ-UBND", "\0" * 50, "\u0301" * 99]
)
def test_a_text_that_cites_nothing_gives_nothing(text: str) -> None:
    """Empty, blank, damaged and plain texts give no citation and raise nothing."""
    assert find_citations(text) == ()


@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from(["NFC", "NFD"]), st.booleans())
def test_any_text_is_read_and_quoted(text: str, form: str, windows: bool) -> None:
    """Whatever the text, nothing raises and the spans of each number hold the number."""
    given_text = unicodedata.normalize(form, text)  # type: ignore[arg-type]
    given_text = given_text.replace("\n", "\r\n") if windows else given_text
    for one in find_citations(given_text):
        quoted = normalize(" ".join(given_text[span.start : span.end] for span in one.provenance.spans))
        assert quote(one.number_raw or "") in quote(quoted)
        assert 0 <= one.full_start < one.full_end <= len(given_text)


@given(st.text(alphabet="aếệă\u0301\u0323\u0302 \r\n\u2126\u1100\u1161\u09c7\u09be", max_size=40))
def test_the_way_back_is_exact(text: str) -> None:
    """Each word of the normal form leads to the word it was made of."""
    composed = compose(text)
    assert composed.text == normalize(text)
    for word in re.finditer(r"\S+", composed.text):
        low, high = composed.start(word.start()), composed.end(word.end())
        assert normalize(text[low:high]) == word.group()
        assert composed.place(low) == word.start()


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_document_as_text_gives_what_its_file_gives(path: Path) -> None:
    """Which numbers a sample plan cites does not depend on whether it is read as a file or handed in as text."""
    made = extract_with_text(path)
    as_file = [one.number for one in made.plan.citations if one.kind == "numbered"]
    assert [one.number for one in find_citations(made.text) if one.kind == "numbered"] == as_file
