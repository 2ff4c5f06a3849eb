"""Words of role inside a list of units: chủ trì, phối hợp, thực hiện."""

from extractor.rules import ruleset
from extractor.text.normalize import key

TRIM = " \t\n,;.:-–+•/"
"""What surrounds a unit in a list and is no part of it."""


def role_parts(text: str, role: str) -> list[tuple[int, int, str]]:
    """Stretches of the cell with their role: ``Chủ trì:`` rules what follows, ``… chủ trì`` what precedes."""
    parts: list[tuple[int, int, str]] = []
    start, current = 0, role
    for match in ruleset("organizations").pattern("unit.role").finditer(text):
        named = "coordinating" if key(match["role"]) == "phối hợp" else "lead"
        is_prefix = (
            match["colon"]
            or match.group().lower().endswith("với")
            or not text[start : match.start()].strip(TRIM)
        )
        parts.append((start, match.start(), current if is_prefix else named))
        start, current = match.end(), named if is_prefix else role
    parts.append((start, len(text), current))
    return [part for part in parts if text[part[0] : part[1]].strip(TRIM)]


def role_note(note: str) -> str:
    """The role that a bracket behind a unit gives it; empty if it gives none."""
    return {"chủ trì": "lead", "phối hợp": "coordinating"}.get(key(note).removeprefix("cơ quan "), "")
