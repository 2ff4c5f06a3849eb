"""The fast way to the end of a title finds what the rule itself finds."""

from hypothesis import given
from hypothesis import strategies as st

from extractor.extractors.citations.tail import next_stop
from extractor.rules import ruleset

PIECES = st.sampled_from(
    [
        *' ,;:./()[]“”"«1Aa',
        " được sửa đổi",
        " đã",
        " hết hiệu lực",
        " có hiệu lực",
        " còn hiệu lực",
        " kể từ ngày",
        " thì ",
        " như sau:",
        " và quy định của pháp luật",
        " và các văn bản khác",
        ", Ủy ban nhân dân tỉnh",
        " ban hành ",
        ", Sở Y tế yêu cầu ",
        " tủ sách",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join), st.integers(0, 60), st.integers(0, 200))
def test_the_fast_way_stops_where_the_rule_does(text: str, start: int, length: int) -> None:
    """Whatever the text and the part of it, place and kind of the stop are those of ``citation.title_stop``."""
    start, end = min(start, len(text)), min(start + length, len(text))
    slow = ruleset("citations").pattern("citation.title_stop").search(text, start, end)
    fast = next_stop(text, start, end)
    assert (slow and (slow.span(), slow.lastgroup)) == (fast and (fast.span(), fast.lastgroup))
