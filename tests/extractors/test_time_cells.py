"""Whole time cells in normal form."""

import pytest

from extractor.extractors.deadlines import Context, read_cell


@pytest.mark.parametrize(
    ("text", "kind", "interval"),
    [
        ("Năm 2031", "within", "2031-01-01/2031-12-31"),
        ("2031 – 2035.", "within", "2031-01-01/2035-12-31"),
        ("Quí IV-2031", "within", "2031-10-01/2031-12-31"),
        ("Quý III-IV/2031", "within", "2031-07-01/2031-12-31"),
        ("Quý IV/2031- Quý II/2032", "within", "2031-10-01/2032-06-30"),
        ("Tháng 02/2032", "within", "2032-02-01/2032-02-29"),
        ("Từ tháng 10 đến tháng 12 năm 2031", "within", "2031-10-01/2031-12-31"),
        ("Từ quý II/2031", "from", "2031-04-01/.."),
        ("Trước ngày 30/11/2031", "by", "../2031-11-30"),
        ("Đến hết năm 2031", "by", "../2031-12-31"),
        ("Hằng năm", "recurring", None),
        ("Theo kế hoạch của UBND tỉnh", "plan_ref", None),
        ("Khi có yêu cầu", "event", None),
        ("31/02/2031", "unspecified", None),
    ],
)
def test_common_shapes(text: str, kind: str, interval: str | None) -> None:
    """The common shapes of time cells; a day that does not exist is kept as printed."""
    (made,) = read_cell(text, Context())
    assert (made.kind, made.interval) == (kind, interval)


def test_the_plan_year_fills_what_the_cell_leaves_out() -> None:
    """Without a year the single year of the plan counts, and the record says so."""
    (made,) = read_cell("Thường xuyên", Context(plan_year=2031))
    assert (made.kind, made.interval, made.inferred) == (
        "ongoing",
        "2031-01-01/2031-12-31",
        ("year:plan_title",),
    )
    assert read_cell("Thường xuyên", Context())[0].interval is None
