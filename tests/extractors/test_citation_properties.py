"""What holds for citations of any text: nothing raises, spans quote, noise changes nothing."""

import textwrap
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.config import Config
from extractor.extractors import citations, legal_bases
from extractor.extractors.citations import cited_documents
from extractor.model.document import Document
from extractor.model.outline import Found, Outline, Paragraph
from extractor.model.records import Citation, CitedDocument, LegalBasis
from extractor.model.source import SourceFile
from extractor.pipeline import analyse, read
from extractor.text.normalize import fold_same_length, quote
from extractor.text.offsets import CleanBuilder
from tests.real_corpus import CORPUS, needs_corpus

PLAN = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    (
        "Căn cứ Nghị định số 107/2031/NĐ-CP ngày 06/12/2031 của Chính phủ sửa đổi, bổ sung một số điều của "
        "Nghị định số 61/2028/NĐ-CP ngày 23/4/2028 của Chính phủ về tủ sách (đã được sửa đổi, bổ sung);"
    ),
    (
        "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2031 của Bộ Chính trị và Quyết định số: 9/QĐ-UBND ngày "
        "02/3/2031 của UBND tỉnh về thư viện lưu động, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:"
    ),
    "Các sở làm theo Kế hoạch này, Đề án 06/CP và các Quyết định: số 36/QĐ-TTg ngày 11/01/2031; số 69/QĐ-TTg.",
)
PIECES = st.sampled_from(
    [
        *"0123456789/-.:;,() \n\t",
        "số ",
        "Quyết định ",
        "Nghị định ",
        "Luật ",
        "Đề án ",
        "QĐ-UBND",
        "NQ/TW",
        "ngày ",
        "năm ",
        "của ",
        "Chính phủ",
        "tỉnh ",
        " này",
        "về ",
        "“",
        "”",
        "\u00a0",
        "\u0301",
        "Tại mục ",
    ]
)


def _read(lines: list[str]) -> tuple[Document, Found]:
    """A document with one paragraph for each of ``lines`` (which may hold line breaks)."""
    text = unicodedata.normalize("NFC", "\n\n".join(lines))
    builder = CleanBuilder(text)
    paragraphs = []
    at = 0
    for line in lines:
        length = len(unicodedata.normalize("NFC", line))
        start, end = builder.add_line([(at, at + length)])
        paragraphs.append(Paragraph(kind="body", start=start, end=end, ranges=((at, at + length),)))
        at += length + 2
    document = Document(
        name="a.txt", sha256="0", size=len(text), media_type="text/plain", reader="text", text=text
    )
    return document, Found(outline=Outline(clean=builder.build(), paragraphs=tuple(paragraphs)))


def _citations(lines: list[str]) -> tuple[Document, Found, list[Citation]]:
    document, found = _read(lines)
    return document, found, [one for one in citations.extract(document, found) if isinstance(one, Citation)]


def _told(one: Citation) -> tuple[object, ...]:
    """What a citation says, its words with one kind of letter and blank."""

    def plain(words: str | None) -> str | None:
        return None if words is None else fold_same_length(quote(words))

    issuer = plain(one.issuer.surface) if one.issuer else None
    return one.kind, one.role, one.doc_type, one.number, one.issued_on, issuer, plain(one.title), one.target


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join)))
def test_any_text_is_read(text: str) -> None:
    """No text raises; every span lies in the text, in order, and quotes the raw number."""
    document, found, made = _citations([text])
    assert [one.id for one in made] == [f"c{number}" for number in range(1, len(made) + 1)]
    for one in made:
        place = one.provenance
        assert 0 <= place.start < place.end <= len(document.text)
        words = quote(" ".join(document.text[span.start : span.end] for span in place.spans))
        assert one.number_raw is None or one.number_raw in words
        assert one.full_start <= place.start
        assert one.full_end >= place.end
    with_citations = Found(outline=found.outline, citations=tuple(made))
    assert all(isinstance(one, LegalBasis) for one in legal_bases.extract(document, with_citations))
    documents = [
        one for one in cited_documents.extract(document, with_citations) if isinstance(one, CitedDocument)
    ]
    assert len({one.target for one in documents}) == len(documents)


def _wrapped(line: str) -> str:
    """A line break at every third blank, and after the hyphen of symbols."""
    words = line.split(" ")
    joined = "".join(word + ("\n" if number % 3 == 2 else " ") for number, word in enumerate(words))
    return joined.strip().replace("QĐ-UBND", "QĐ-\nUBND").replace("NĐ-CP", "NĐ-\nCP")


NOISE: dict[str, Callable[[str], str]] = {
    "wrapped lines": _wrapped,
    "no-break blanks": lambda line: line.replace(" ", "\u00a0"),
    "double blanks": lambda line: line.replace(" ", "  "),
    "blank lines between wrapped lines": lambda line: _wrapped(line).replace("\n", " \n\n"),
    "Eth": lambda line: line.replace("Đ", "\u00d0"),
    "decomposed letters": lambda line: unicodedata.normalize("NFD", line),
    "non-breaking hyphens": lambda line: line.replace("-", "\u2011"),
    "new tone placement": lambda line: line.replace("Ủy", "Uỷ"),
}


@pytest.mark.parametrize("noise", NOISE.values(), ids=NOISE.keys())
def test_noise_changes_nothing(noise: Callable[[str], str]) -> None:
    """What is found does not depend on line breaks, blanks, look-alike letters or decomposition."""
    clean = [_told(one) for one in _citations(list(PLAN))[2]]
    noisy = [_told(one) for one in _citations([noise(line) for line in PLAN])[2]]
    assert len(clean) == 9
    assert noisy == clean


def test_spans_quote_over_line_breaks() -> None:
    """The texts of the spans are the words from type word to number, symbols rejoined."""
    document, _, made = _citations(["Theo Nghị\nđịnh số 45/2031/NĐ-\nCP ngày 08/6/2031."])
    (one,) = made
    words = quote(" ".join(document.text[span.start : span.end] for span in one.provenance.spans))
    assert words == "Nghị định số 45/2031/NĐ-CP"
    assert document.text[one.full_start : one.full_end].endswith("08/6/2031")


def test_cost_grows_with_length() -> None:
    """A paragraph of thousands of citations is read in one pass: as many records as it cites."""
    line = "; ".join(f"Quyết định số {number}/QĐ-TTg ngày 02/3/2031 về thư viện" for number in range(1, 3001))
    assert len(_citations([line])[2]) == 3000


@st.composite
def _noise(draw: st.DrawFn) -> Callable[[str], str]:
    """A mixture of what files do to text: other line widths, blanks, letters, spaced numbers, date spellings."""
    width = draw(st.integers(20, 120))
    blank = draw(st.sampled_from([" ", "\u00a0", "  ", "\u2003"]))
    has_eth, is_decomposed, is_spaced, is_long = (draw(st.booleans()) for _ in range(4))

    def apply(line: str) -> str:
        if is_long:
            line = regex.sub(r"ngày (\d+)/(\d+)/(\d{4})", r"ngày \1 tháng \2 năm \3", line)
        if is_spaced:
            line = regex.sub(r"(\d)/(\d{4})/(?=\p{Lu})", r"\1 /\2/ ", line).replace("NĐ-CP", "NĐ - CP")
        line = "\n".join(textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=True))
        line = line.replace("Đ", "\u00d0") if has_eth else line
        line = line.replace(" ", blank)
        return unicodedata.normalize("NFD", line) if is_decomposed else line

    return apply


def _plain_title(told: tuple[object, ...]) -> tuple[object, ...]:
    """A citation with the dates inside its title left out: their spelling is part of the noise."""
    title = told[6] and regex.sub(r"ngày .*?\d{4}|[\s/-]", "", str(told[6]))
    return (*told[:6], title, *told[7:])


@given(_noise())
def test_any_mixture_of_noise_changes_nothing(noise: Callable[[str], str]) -> None:
    """Re-wrapped at any width, with other blanks, Eth, NFD, spaced numbers, long or short dates: the same citations."""
    clean = [_plain_title(_told(one)) for one in _citations(list(PLAN))[2]]
    noisy = [_plain_title(_told(one)) for one in _citations([noise(line) for line in PLAN])[2]]
    assert noisy == clean


@needs_corpus
@settings(max_examples=25, deadline=None)
@given(_noise())
def test_noise_loses_at_most_one_in_a_hundred(noise: Callable[[str], str]) -> None:
    """Over the lines of the real documents noise loses no more than one citation of a hundred, and adds none more."""
    lines = _real_lines()
    clean = Counter(_counted(lines))
    noisy = Counter(_counted([noise(line) for line in lines]))
    assert (clean - noisy).total() <= clean.total() / 100
    assert (noisy - clean).total() <= clean.total() / 100


def _counted(lines: list[str]) -> list[tuple[object, ...]]:
    return [(one.kind, one.doc_type, one.number, one.issued_on, one.target) for one in _citations(lines)[2]]


@cache
def _real_lines() -> list[str]:
    """The paragraphs of the real documents that hold a citation, clean."""
    lines: list[str] = []
    for path in sorted((CORPUS / "docs").glob("*.txt")):
        clean = analyse(read(SourceFile.of(path.name, path.read_bytes()), Config())).outline.clean.text
        lines += [line for line in clean.split("\n") if "/" in line or "Luật " in line]
    return lines
