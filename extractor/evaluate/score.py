"""Scores one plan against its gold: header, parts, sections; the other kinds in modules of their own."""

from collections.abc import Iterable, Iterator

from extractor.evaluate.gold import Gold, GoldMetadata, GoldPart, GoldSection
from extractor.evaluate.match import Outcome, counts, pair, shown, told, value
from extractor.evaluate.score_citations import citation_outcomes
from extractor.evaluate.score_places import place_outcomes
from extractor.evaluate.score_prose import prose_outcomes
from extractor.evaluate.score_tables import table_outcomes
from extractor.evaluate.score_tasks import task_outcomes
from extractor.evaluate.score_topics import topic_outcomes, unit_outcomes
from extractor.model.records import Header, Part, Plan, Section, Signatory
from extractor.text.normalize import key, quote

INFORMATIONAL = frozenset({"sections.kind"})
"""Kinds that are shown but carry no floor: a later grammar, or a judgement the gold does not settle."""


def score(plan: Plan, gold: Gold, form: str) -> tuple[Outcome, ...]:
    """Every comparison of ``plan`` with ``gold``.

    Args:
        plan: what was extracted.
        gold: what a careful reader found.
        form: suffix of the file without dot; places are compared where it is ``txt``.
    """
    return tuple(_outcomes(plan, gold, form))


def _outcomes(plan: Plan, gold: Gold, form: str) -> Iterator[Outcome]:
    yield from header_outcomes(plan.header, gold.metadata)
    yield from part_outcomes(plan.parts, gold.parts)
    yield from section_outcomes(plan.sections, gold.sections)
    yield from _legal_bases(plan, gold)
    yield from topic_outcomes(plan, gold)
    yield from unit_outcomes(plan, gold)
    yield from citation_outcomes(plan, gold)
    yield from table_outcomes(plan, gold)
    yield from task_outcomes(plan, gold)
    yield from prose_outcomes(plan, gold)
    if form == "txt":
        yield from place_outcomes(plan, gold)


def header_outcomes(header: Header, gold: GoldMetadata) -> Iterator[Outcome]:
    """One outcome a header field; titles and names of bodies are compared without case.

    A portal prints titles in capitals, so the case of the paper is lost there.
    """
    signer, signed = gold.signer, header.signatory or Signatory()
    yield from value("header.type", gold.type, header.type)
    yield from value("header.number", gold.number, header.number)
    yield from value("header.issued_on", _text(gold.date), _text(header.issued_on))
    yield from _issuer(gold.issuer, header)
    yield from value(
        "header.province", gold.province, header.province.name if header.province else None, normal=key
    )
    yield from value("header.place", gold.place, header.place)
    yield from value("header.title", gold.title, header.title, normal=key)
    yield from value("header.signatory_name", signer.name, signed.name, normal=key)
    yield from value("header.signatory_position", signer.position, signed.position, normal=key)
    yield from value("header.signatory_authority", signer.authority, signed.authority, normal=_no_blanks)
    yield from value("header.recipients", _number(gold.recipients), _number(len(header.recipients)))


def _issuer(gold: str | None, header: Header) -> Iterator[Outcome]:
    issuer = header.issuer
    if issuer is None:
        yield from value("header.issuer", gold, None)
        return
    names = [name for name in (issuer.name, issuer.surface) if name]
    right = [name for name in names if gold is not None and key(name) == key(gold)]
    yield from value("header.issuer", gold, (right or names)[0], normal=key)


def part_outcomes(parts: Iterable[Part], gold: Iterable[GoldPart]) -> Iterator[Outcome]:
    """Parts in order by kind and label; titles apart, without case."""
    pairs = pair(
        tuple(gold),
        tuple(parts),
        [(lambda part: (part.kind, _key(part.label)), lambda part: (part.kind, _key(part.label)))],
    )
    for wanted, found in pairs:
        if wanted is not None and wanted.doubtful:
            continue
        yield from value("parts", told(wanted, _part), told(found, _part), normal=key)
        yield from value("parts.title", told(wanted, _title), told(found, _title), normal=key)


def _part(part: Part | GoldPart) -> str:
    return f"{part.kind} {part.label or ''}".strip()


def _title(part: Part | GoldPart) -> str | None:
    return part.title


def section_outcomes(sections: Iterable[Section], gold: Iterable[GoldSection]) -> Iterator[Outcome]:
    """Sections by id (their path of labels) with label, level and heading.

    A heading counts where gold calls the section one; for a plain paragraph behind a label its text and
    null are both right.
    """
    pairs = pair(tuple(gold), tuple(sections), [(lambda wanted: wanted.id, lambda found: found.id)])
    for wanted, found in pairs:
        if wanted is not None and wanted.doubtful:
            continue
        is_right = wanted is not None and found is not None and _same_section(wanted, found)
        expected, got = told(wanted, _section), told(found, _section)
        yield Outcome(kind="sections", expected=expected, got=got, is_right=is_right)
        if wanted is not None and found is not None:
            yield from value("sections.kind", f"{wanted.id} {wanted.kind}", f"{found.id} {found.kind}")


def _same_section(wanted: GoldSection, found: Section) -> bool:
    if (wanted.label, wanted.level) != (found.label, found.level):
        return False
    if wanted.kind == "item" and (wanted.heading is None or found.heading is None):
        return True
    return quote(wanted.heading or "") == quote(found.heading or "")


def _section(section: GoldSection | Section) -> str:
    return f"{section.id} [{section.label}, {section.level}, {section.kind}] {shown(section.heading)}"


def _legal_bases(plan: Plan, gold: Gold) -> Iterator[Outcome]:
    if gold.legal_bases is not None:
        found = [_basis(basis.text) for basis in plan.legal_bases]
        yield from counts("legal_bases", [_basis(text) for text in gold.legal_bases], found)


def _basis(text: str) -> str:
    return quote(text).rstrip(" ;,.")


def _text(stated: object) -> str | None:
    return None if stated is None else str(stated)


def _number(stated: int | None) -> str | None:
    return str(stated) if stated else None


def _key(text: str | None) -> str | None:
    return None if text is None else key(text)


def _no_blanks(text: str) -> str:
    return key(text).replace(" ", "")
