"""Citations marked inside a text: nothing is lost, nothing gets in, tags nest."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from extractor import annotate, find_citations
from extractor.errors import ConfigError
from extractor.exporters.annotate import annotated_page
from extractor.model.records import Citation, Provenance, Span
from tests.extractors.test_citation_properties import PIECES

BASIS = (
    "Căn cứ Nghị định số 107/2031/NĐ-CP ngày 06/12/2031 của Chính phủ sửa đổi, bổ sung một số điều của "
    "Nghị định số 61/2028/NĐ-CP ngày 23/4/2028 của Chính phủ về <b>tủ & sách</b>;"
)
RANGE = st.tuples(st.integers(0, 40), st.integers(1, 40))


def stripped(html: str) -> str:
    """The text of the marked text."""
    return unescape(re.sub(r"<[^>]*>", "", html))


def parsed(html: str) -> etree._Element:
    """The tree of the marked text; raises where tags do not nest."""
    return etree.fromstring(f"<body>{html}</body>")


def citation(*spans: tuple[int, int], title: str | None = None) -> Citation:
    """A citation at these places."""
    places = tuple(Span(start=start, end=end) for start, end in spans)
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    return Citation(
        id="c1",
        kind="numbered",
        target='vn/"<&',
        title=title,
        full_start=start,
        full_end=end,
        provenance=Provenance(start=start, end=end, spans=places, rule="t"),
    )


def test_a_citation_in_the_title_of_another_is_nested_in_it() -> None:
    """The amending decree is marked to the end of its title, the amended one inside it."""
    outer, *rest = parsed(annotate(BASIS, find_citations(BASIS)))
    (inner,) = outer
    assert rest == []
    assert (outer.get("data-kind"), outer.get("data-number")) == ("numbered", "107/2031/NĐ-CP")
    assert (inner.get("data-role"), inner.get("data-target")) == (
        "amended",
        "vn/nghi-dinh/2028/61-2028-nd-cp",
    )
    assert "".join(inner.itertext()).endswith("về <b>tủ & sách</b>")


def test_what_a_text_holds_never_becomes_a_tag() -> None:
    """Markup of the text and of a record's values is escaped."""
    html = annotate("<script>'\"&amp;", [citation((0, 8))])
    assert stripped(html) == "<script>'\"&amp;"
    assert parsed(html)[0].get("data-target") == 'vn/"<&'
    assert "<script" not in html


@given(st.lists(PIECES, max_size=60).map("".join))
def test_without_tags_it_is_the_text_again(text: str) -> None:
    """Tags stripped and unescaped, the marked text is the text; a parser of XML finds its tags nested."""
    html = annotate(text, find_citations(text))
    assert stripped(html) == text
    assert "".join(parsed(html).itertext()) == text


@given(
    st.text(alphabet='ab<&" \n\r', min_size=80, max_size=80),
    st.lists(st.lists(RANGE, min_size=1, max_size=3)),
)
def test_marks_that_cross_are_cut(text: str, places: list[list[tuple[int, int]]]) -> None:
    """Citations of any places, crossing and repeated, give nested tags and lose no letter."""
    made = [citation(*((start, start + length) for start, length in spans)) for spans in places]
    html = annotate(text, made)
    assert stripped(html) == text
    assert "".join(parsed(html).itertext()) == text


def test_a_citation_of_another_text_is_refused() -> None:
    """Offsets beyond the text raise instead of marking the wrong words."""
    with pytest.raises(ValueError, match="outside the text"):
        annotate("ngắn", [citation((2, 9))])
    with pytest.raises(ConfigError, match="unknown format"):
        annotate("", [], format="pdf")  # type: ignore[arg-type]


def test_the_page_loads_nothing() -> None:
    """The page shows text and marks, its title escaped, without script or address."""
    page = annotated_page(BASIS, find_citations(BASIS), "<kế hoạch>")
    assert "<title>&lt;kế hoạch&gt;</title>" in page
    assert re.search(r"<script|https?:|src=|url\(", page) is None
    assert page.count("<mark ") == page.count("</mark>") == 2
