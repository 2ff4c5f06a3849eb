"""Time phrases in normal form: every shape of the rule file, alone in a cell or inside a sentence."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from extractor.extractors.deadlines import Context, Stage, find_in_prose, read_cell
from extractor.extractors.deadlines.scan import applicable
from extractor.model.records import Deadline
from extractor.rules import ruleset
from extractor.text.normalize import fold_same_length

DATA = ruleset("deadline_shapes").data
START = datetime(2024, 1, 1, tzinfo=UTC)
NORMAL = [name for name in Deadline.__struct_fields__ if name not in {"raw", "provenance"}]
WORDS = [
    *("ngày 31/12", "tháng 2", "quý IV", "năm 2030", "hằng năm", "trước", "đến hết", "từ", "và", "-", ","),
    *("thường xuyên", "định kỳ", "02 lần/", "6 tháng", "cuối", "đầu", "kế tiếp", "30/02/2025", "khi", "99"),
]


def _context(case: dict[str, Any]) -> Context:
    issued_on = case.get("issued_on")
    text = case["text"]
    return Context(
        plan_year=case.get("plan_year", 2024) or None,
        issued_on=date.fromisoformat(issued_on) if issued_on else None,
        group=case.get("group", ""),
        excluded=tuple(
            (text.index(words), text.index(words) + len(words)) for words in case.get("excluded", ())
        ),
    )


def _said(stage: Stage) -> dict[str, Any]:
    """The fields that are not empty, as the rule file writes them."""
    values = {name: getattr(stage, name) for name in NORMAL}
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value
    }


@pytest.mark.parametrize("case", DATA["shape"], ids=lambda case: f"{case['n']}: {case['text']}")
def test_every_shape_has_its_normal_form(case: dict[str, Any]) -> None:
    """A cell gives the stages the rule file states, all fields, in order."""
    assert [_said(stage) for stage in read_cell(case["text"], _context(case))] == case["is"]


@pytest.mark.parametrize("case", DATA["prose"], ids=lambda case: case["text"][:60])
def test_every_sentence_has_its_deadline(case: dict[str, Any]) -> None:
    """A sentence gives its deadline; numbers, dates and titles of documents and budget words give none."""
    assert [_said(stage) for stage in find_in_prose(case["text"], _context(case))] == case["is"]


def test_no_shape_is_missing() -> None:
    """All 112 shapes of the survey of time phrases have an example."""
    assert {case["n"] for case in DATA["shape"]} == set(range(1, 113))


@pytest.mark.parametrize("case", DATA["shape"], ids=lambda case: f"{case['n']}: {case['text']}")
def test_every_form_can_be_read_by_others(case: dict[str, Any]) -> None:
    """Recurrences are RFC 5545 rules that come back; days of an interval are ISO 8601, the first not later."""
    for stage in read_cell(case["text"], _context(case)):
        if stage.rrule:
            assert rrulestr(stage.rrule, dtstart=START)[1] > START
        if stage.interval:
            first, last = (part[:10] for part in stage.interval.split("/"))
            days = [date.fromisoformat(day) for day in (first, last) if day != ".."]
            assert days == sorted(days)


def test_a_stage_points_at_its_own_words() -> None:
    """Offsets of stages are places in the text given, so that a caller can map them to the page."""
    text = "Các đơn vị rà soát, hoàn thành trong tháng 5/2031; báo cáo sau."
    (stage,) = find_in_prose(text, Context())
    assert text[stage.start : stage.end] == "hoàn thành trong tháng 5/2031"


def test_words_no_shape_explains_are_kept() -> None:
    """A cell in no known shape is unspecified; words beside a known one stay as its remainder."""
    (unknown,) = read_cell("Sớm nhất có thể", Context())
    assert (unknown.kind, unknown.rule) == ("unspecified", "deadline.cell")
    (known,) = read_cell("Năm 2031 (đợt cao điểm)", Context())
    assert (known.interval, known.residue) == ("2031-01-01/2031-12-31", "(đợt cao điểm)")


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)))
def test_any_text_can_be_read(text: str) -> None:
    """No text raises; stages stand in order inside the text and none inside another."""
    for year in (None, 2031):
        context = Context(plan_year=year, issued_on=date(2030, 12, 31), group=text)
        for stages in (read_cell(text, context), find_in_prose(text, context)):
            places = [place for stage in stages for place in (stage.start, stage.end)]
            assert all(0 <= place <= len(text) for place in places)
            assert sorted({(stage.start, stage.end) for stage in stages}) == list(
                dict.fromkeys((stage.start, stage.end) for stage in stages)
            )


def test_needs_of_a_rule_hold_wherever_its_pattern_matches():
    rules = tuple(ruleset("deadlines"))
    texts = {fold_same_length(text) for rule in rules for text in (*_texts(rule), *rule.rejects)}
    gated = [rule for rule in rules if rule.value.get("needs")]
    assert gated
    for rule in gated:
        matched = [text for text in texts if ruleset("deadlines").pattern(rule.id).search(text)]
        assert matched, rule.id
        assert [text for text in matched if rule not in applicable((rule,), text)] == []


def _texts(rule):
    return [example["text"] for example in rule.examples]
