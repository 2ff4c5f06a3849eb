"""What is told over all tasks – units, deadlines –, told anew where corrections changed them."""

from collections.abc import Iterable

from msgspec.structs import replace

from extractor.extractors.organizations import units_over
from extractor.extractors.tasks.extraction import deadline_issues, unit_issues
from extractor.model.records import Issue, OrganizationSummary, Plan

_OF_UNITS = frozenset({"unit_unknown", "level_abolished", "unit_list_ambiguous"})
_OF_DEADLINES = frozenset({"deadline_unparsed", "year_inferred"})


def retold(plan: Plan, before: Plan) -> Plan:
    """The plan with the summaries of units and the issues about units and deadlines that its tasks give now.

    Issues that still hold stay as they are. What the tasks name as they did ``before`` is left alone.
    """
    if _units(plan) != _units(before):
        found = [*unit_issues(plan.tasks), *units_over(plan.tasks, plan.header)]
        units = tuple(one for one in found if isinstance(one, OrganizationSummary))
        issues = (one for one in found if isinstance(one, Issue))
        plan = replace(plan, organizations=units, issues=_issues(plan, _OF_UNITS, issues))
    if _deadlines(plan) != _deadlines(before):
        plan = replace(plan, issues=_issues(plan, _OF_DEADLINES, deadline_issues(plan.tasks)))
    return plan


def _issues(plan: Plan, codes: frozenset[str], found: Iterable[Issue]) -> tuple[Issue, ...]:
    """The issues of a plan, of ``codes`` those alone that were found now."""
    told = {(one.code, one.message): one for one in found}
    kept = [one for one in plan.issues if one.code not in codes or told.pop((one.code, one.message), False)]
    return (*kept, *told.values())


def _units(plan: Plan) -> list[tuple[str, str | None, str]]:
    return [
        (unit.id, unit.name, unit.surface) for task in plan.tasks for unit in (*task.lead, *task.coordinating)
    ]


def _deadlines(plan: Plan) -> list[tuple[str, tuple[str, ...]]]:
    return [(stage.raw, stage.inferred) for task in plan.tasks for stage in task.deadlines]
