"""The schemas checked in are those of the program, and they say what the records are."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from extractor.codec import PUBLISHED, SCHEMA_BASE, encode, schema, schema_bytes
from tests.exporters.made import extraction

SCHEMAS = Path(__file__).resolve().parents[1] / "schemas"


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_schemas_are_up_to_date(name: str) -> None:
    """Byte for byte; after a change of a record run ``kehoach schema --write schemas``."""
    assert (SCHEMAS / f"{name}.schema.json").read_bytes() == schema_bytes(name)


def test_no_schema_is_left_over() -> None:
    """Every file in schemas/ belongs to a published record."""
    assert {path.name for path in SCHEMAS.iterdir()} == {f"{name}.schema.json" for name in PUBLISHED}


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_schemas_are_strict_and_complete(name: str) -> None:
    """Valid 2020-12 with its $id; every object asks for all its keys and takes no other."""
    made = schema(name)
    Draft202012Validator.check_schema(made)
    assert made["$id"] == f"{SCHEMA_BASE}{name}.schema.json"
    for one in (made, *made["$defs"].values()):
        if "properties" in one:
            assert one["required"] == list(one["properties"])
            assert one["additionalProperties"] is False


def test_a_plan_fits_its_schema() -> None:
    """What the program writes is valid; a plan without a key, or with one more, is not."""
    validator = Draft202012Validator(schema("plan"))
    plan: dict[str, Any] = json.loads(encode(extraction().plan))
    assert list(validator.iter_errors(plan)) == []
    assert list(validator.iter_errors({**plan, "more": 1}))
    del plan["tasks"][0]["product"]
    assert list(validator.iter_errors(plan))
