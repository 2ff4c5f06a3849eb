"""Records and JSON: exact both ways, strict about what comes in."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.codec import decode, decode_complete, encode
from extractor.errors import SchemaError
from extractor.model.records import Issue, OrganizationSummary, Plan, Provenance, Span, TaskGroup
from tests.exporters.made import extraction

offsets = st.integers(min_value=0, max_value=10**9)
boxes = st.tuples(*[st.floats(0, 5000).map(lambda x: round(x, 1))] * 4)
spans = st.builds(
    Span, start=offsets, end=offsets, page=st.none() | st.integers(1, 2000), bbox=st.none() | boxes
)
provenances = st.builds(
    Provenance, start=offsets, end=offsets, spans=st.lists(spans, max_size=3).map(tuple), rule=st.text()
)
issues = st.builds(Issue, code=st.just("no_sections"), message=st.text(), provenance=st.none() | provenances)
groups = st.builds(TaskGroup, label=st.none() | st.text(), title=st.none() | st.text())
organizations = st.builds(
    OrganizationSummary, id=st.text(), name=st.text(), level=st.none() | st.text(), mentions=offsets
)


@given(st.one_of(spans, provenances, issues, groups, organizations))
def test_records_survive_json(record: Any) -> None:
    """Any record, written and read again, is the same; written again it has the same bytes."""
    data = encode(record)
    assert decode_complete(data, type(record)) == record
    assert encode(decode(data, type(record))) == data


@given(st.lists(issues, max_size=4).map(tuple))
def test_plans_survive_json(found: tuple[Issue, ...]) -> None:
    """A whole plan with any issues survives, on one line or indented."""
    plan = msgspec.structs.replace(extraction().plan, issues=found)
    assert decode_complete(encode(plan), Plan) == plan
    assert decode_complete(encode(plan, indent=1), Plan) == plan


def test_every_key_is_written() -> None:
    """What the document does not state is null, an empty list or an empty object: no key is left out."""
    data = json.loads(encode(TaskGroup()))
    assert data == {"label": None, "title": None}
    assert set(json.loads(encode(extraction().plan))) == {
        field.name for field in msgspec.structs.fields(Plan)
    }


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"{", "truncated|malformed"),
        (b'{"id":"x","name":"y","level":null,"mentions":1,"more":1}', "more"),
        (b'{"id":1,"name":"y","level":null,"mentions":1}', r"\$\.id"),
        (b'{"id":"x","name":"y","level":null}', r"\$\.mentions"),
    ],
)
def test_wrong_data_is_refused_with_its_place(data: bytes, place: str) -> None:
    """No JSON, an unknown key, a wrong type and a missing key are errors that name the place."""
    with pytest.raises(SchemaError, match=f"(?i){place}"):
        decode_complete(data, OrganizationSummary)


def test_closed_lists_are_closed() -> None:
    """A code that is not in the vocabulary is refused."""
    with pytest.raises(SchemaError, match="code"):
        decode(b'{"code":"no_such_code","message":""}', Issue)
