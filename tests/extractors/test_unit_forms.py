"""Every form of units that the rule data lists, cut and named as it says."""

import pytest

from extractor.extractors.units.lists import split_units
from extractor.rules import ruleset

FORMS = ruleset("unit_forms").data["form"]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["text"][:40])
def test_listed_forms(form: dict[str, object]) -> None:
    """The units of a listed form have its ids, and its surfaces and roles where it gives them."""
    units = split_units(str(form["text"]), "lead")
    assert [unit.known.id if unit.known else "?" for unit in units] == form["units"]
    assert [unit.surface for unit in units] == form.get("surfaces", [unit.surface for unit in units])
    assert [unit.role for unit in units] == form.get("roles", ["lead"] * len(units))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["text"][:40])
def test_spans_quote_the_surface(form: dict[str, object]) -> None:
    """The spans of a unit hold the words of its surface, a shared head first."""
    text = str(form["text"])
    for unit in split_units(text, "lead"):
        quoted = " ".join(text[start:end] for start, end in unit.spans)
        assert " ".join(quoted.split()).lower() == unit.surface.lower()
