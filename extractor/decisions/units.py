"""Units over all tasks, told anew where corrections changed them."""

from msgspec.structs import replace

from extractor.extractors.organizations import units_over
from extractor.extractors.tasks.extraction import unit_issues
from extractor.model.records import Issue, OrganizationSummary, Plan

_CODES = frozenset({"unit_unknown", "level_abolished", "unit_list_ambiguous"})
"""Issues that speak about units of tasks."""


def with_units(plan: Plan, before: Plan) -> Plan:
    """The plan with the summaries of units, and the issues about them, that its tasks give now.

    Issues that still hold stay as they are. A plan whose tasks name the units they named ``before`` is left
    alone.
    """
    if _named(plan) == _named(before):
        return plan
    found = [*unit_issues(plan.tasks), *units_over(plan.tasks, plan.header)]
    told = {(one.code, one.message): one for one in found if isinstance(one, Issue)}
    kept = [one for one in plan.issues if one.code not in _CODES or told.pop((one.code, one.message), False)]
    return replace(
        plan,
        organizations=tuple(one for one in found if isinstance(one, OrganizationSummary)),
        issues=(*kept, *told.values()),
    )


def _named(plan: Plan) -> list[tuple[str, str | None, str]]:
    return [
        (unit.id, unit.name, unit.surface) for task in plan.tasks for unit in (*task.lead, *task.coordinating)
    ]
