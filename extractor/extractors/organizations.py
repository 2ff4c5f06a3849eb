"""Organisations over all tasks: one summary an id, and what is odd about the units of the plan."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from extractor.model.document import Document
from extractor.model.outline import Found
from extractor.model.records import Header, Issue, Org, OrganizationSummary, Task
from extractor.rules import gazetteer, ruleset
from extractor.text.normalize import key


def extract(document: Document, found: Found) -> Iterator[OrganizationSummary | Issue]:
    """One summary for each known organisation that leads or coordinates, the most mentioned first.

    Issues, once for each wording: a unit of the abolished district level as actor of a plan of 2025-07-01 or
    later, and a wording that may mean other units than those given. Unknown units stay in the tasks.
    Source: Luật Tổ chức chính quyền địa phương 2025 (two levels from 2025-07-01).
    """
    return units_over(found.tasks, found.header)


def units_over(tasks: Iterable[Task], header: Header) -> Iterator[OrganizationSummary | Issue]:
    """As ``extract``, for the tasks of a plan issued as its header says."""
    orgs = [org for task in tasks for org in (*task.lead, *task.coordinating)]
    names: dict[str, str] = {}
    mentions: Counter[str] = Counter()
    for org in orgs:
        if org.id != "?":
            mentions[org.id] += 1
            names.setdefault(org.id, org.name or org.surface)
    for org_id, count in sorted(mentions.items(), key=lambda item: (-item[1], item[0])):
        yield OrganizationSummary(id=org_id, name=names[org_id], level=level_of(org_id), mentions=count)
    distinct: dict[str, Org] = {}
    for org in orgs:
        distinct.setdefault(key(org.surface), org)
    yield from _abolished(distinct.values(), header)
    yield from _ambiguous(distinct.values())


def level_of(org_id: str) -> str | None:
    """Level of an organisation; a place has that of its class, a sub-unit that of its parent."""
    body, _, rank = org_id.partition(":")[0].rpartition("_")
    for known in (org_id, f"@{body}_cap_{rank}", org_id.partition("/")[0]):
        if known in _rows():
            return _rows()[known]["level"]
    return None


@cache
def _rows() -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in gazetteer("organizations")}


def _abolished(orgs: Iterable[Org], header: Header) -> Iterator[Issue]:
    day = _date_of(header)
    if day is None or day.isoformat() <= _rows()["@ubnd_cap_huyen"]["valid_to"]:
        return
    district = ruleset("organizations").pattern("unit.district_level")
    for org in orgs:
        if level_of(org.id) == "district" or district.search(key(org.surface)):
            message = f"“{org.surface}” ({day}): cấp huyện đã bỏ từ 01/7/2025 / the district level had ended"
            yield Issue(code="level_abolished", message=message, provenance=org.provenance)


def _date_of(header: Header) -> date | None:
    """The day the plan was issued; without it the first day of the year it is for."""
    if header.issued_on is not None:
        return header.issued_on
    return date(header.plan_year, 1, 1) if header.plan_year else None


def _ambiguous(orgs: Iterable[Org]) -> Iterator[Issue]:
    rules = ruleset("organizations")
    for org in orgs:
        for rule_id in ("unit.ambiguous_short", *(("unit.ambiguous_list",) if org.id == "?" else ())):
            if rules.pattern(rule_id).search(org.surface):
                message = f"“{org.surface}” → {org.name or '1'}: {rules.rules[rule_id].value['message']}"
                yield Issue(code="unit_list_ambiguous", message=message, provenance=org.provenance)
