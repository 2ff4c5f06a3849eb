"""The clean view: one line a paragraph, every code point with its place in the source."""

from hypothesis import given
from hypothesis import strategies as st

from extractor.text.normalize import quote
from extractor.text.offsets import CleanBuilder, merge_ranges


@st.composite
def sources(draw: st.DrawFn) -> tuple[str, list[list[tuple[int, int]]]]:
    """A text and its lines as lists of ranges in reading order."""
    text = draw(st.text(alphabet="aĐ/-1 \n\t\u00a0\u200bBđ", max_size=120))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12)))
    pieces = list(zip([0, *cuts], [*cuts, len(text)], strict=True))
    groups: list[list[tuple[int, int]]] = [[]]
    for piece in pieces:
        if draw(st.booleans()):
            groups.append([])
        groups[-1].append(piece)
    return text, groups


@given(sources())
def test_every_clean_letter_has_its_place(made: tuple[str, list[list[tuple[int, int]]]]) -> None:
    """A run of the clean text is the words of the source ranges it maps back to."""
    text, groups = made
    builder = CleanBuilder(text)
    lines = [builder.add_line(group) for group in groups]
    clean = builder.build()
    for start, end in lines:
        assert "\n" not in clean.text[start:end]
        copied = "".join(text[low:high] for low, high in clean.ranges(start, end))
        assert "".join(copied.split()) == "".join(clean.text[start:end].split())


@given(sources())
def test_offsets_go_there_and_back(made: tuple[str, list[list[tuple[int, int]]]]) -> None:
    """A source offset of a clean letter leads back to that letter."""
    text, groups = made
    builder = CleanBuilder(text)
    for group in groups:
        builder.add_line(group)
    clean = builder.build()
    for at in range(len(clean.text)):
        source = clean.source_offset(at)
        if source is not None:
            assert clean.clean_offset(source) == at


def test_broken_symbol_is_one_word() -> None:
    """A document symbol cut behind its hyphen is whole in the clean text and has two places in the source."""
    text = "Quyết định số 12/QĐ-\n\nUBND ngày 1/2/2030"
    builder = CleanBuilder(text)
    builder.add_line([(0, 20), (22, len(text))])
    clean = builder.build()
    at = clean.text.index("12/QĐ-UBND")
    ranges = clean.ranges(at, at + len("12/QĐ-UBND"))
    assert len(ranges) == 2
    assert quote(" ".join(text[low:high] for low, high in ranges)) == "12/QĐ-UBND"


def test_ranges_merge_over_blanks_but_not_over_a_page() -> None:
    """Neighbours join where only white space lies between, and stay apart where a page begins."""
    text = "một hai\n\nba"
    assert merge_ranges(text, [(0, 3), (4, 7), (9, 11)]) == ((0, 11),)
    assert merge_ranges(text, [(0, 3), (4, 7), (9, 11)], limits=(9,)) == ((0, 7), (9, 11))
