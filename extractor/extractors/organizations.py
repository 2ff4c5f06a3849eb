"""Organisations over all tasks: needs the tasks, gives one summary an id, the most mentioned first."""

from collections import Counter
from collections.abc import Iterator

from extractor.model.document import Document
from extractor.model.outline import Found
from extractor.model.records import Issue, OrganizationSummary
from extractor.rules import gazetteer


def extract(document: Document, found: Found) -> Iterator[OrganizationSummary | Issue]:
    """One summary for each known organisation that leads or coordinates; unknown ones stay in the tasks."""
    levels = {row["id"]: row["level"] for row in gazetteer("organizations")}
    mentions: Counter[tuple[str, str]] = Counter()
    for task in found.tasks:
        for org in (*task.lead, *task.coordinating):
            if org.id != "?":
                mentions[org.id, org.name or org.id] += 1
    for (org_id, name), count in sorted(mentions.items(), key=lambda item: (-item[1], item[0])):
        yield OrganizationSummary(
            id=org_id, name=name, level=levels.get(org_id, levels.get(org_id.split("/")[0])), mentions=count
        )
