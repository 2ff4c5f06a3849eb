"""Scores citations: mentions by number, distinct documents, their date and issuer."""

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import UNSET

from extractor.evaluate.gold import Gold, GoldCitation, GoldMention
from extractor.evaluate.match import Outcome, counts, pair, told, value
from extractor.model.records import Citation, CitedDocument, Plan
from extractor.text.normalize import key

_UNNUMBERED = frozenset({"named", "nickname"})


def citation_outcomes(plan: Plan, gold: Gold) -> Iterator[Outcome]:
    """Mentions of external numbers, of the document's own number, of names; then distinct documents."""
    doubtful = {entry.number for entry in gold.citations if entry.doubtful}
    external = [c for c in plan.citations if is_external(c) and c.number not in doubtful]
    wanted = [entry for entry in gold.citations if not entry.doubtful]
    yield from counts(
        "citations",
        [entry.number for entry in wanted for _ in range(entry.mentions)],
        [citation.number or "" for citation in external],
    )
    yield from _own_number(plan, gold)
    yield from _unnumbered(plan, gold)
    if gold.mentions is not None:
        yield from _mentions(plan, gold.mentions)
    yield from _documents(plan, wanted, doubtful)


def is_external(citation: Citation) -> bool:
    """Whether a mention names another document by its number."""
    return citation.kind == "numbered" and citation.number is not None


def _own_number(plan: Plan, gold: Gold) -> Iterator[Outcome]:
    if gold.self_mentions is None:
        return
    line = plan.header.fields.get("number")
    number = plan.header.number or gold.metadata.number or "?"
    own = [
        citation
        for citation in plan.citations
        if citation.kind == "self"
        and citation.number is not None
        and not (line and citation.provenance.start < line.end and line.start < citation.provenance.end)
    ]
    yield from counts("citations.self", [number] * gold.self_mentions, [number] * len(own))


def _unnumbered(plan: Plan, gold: Gold) -> Iterator[Outcome]:
    wanted, doubtful = Counter[str](), Counter[str]()
    for entry in gold.unnumbered_citations:
        (doubtful if entry.doubtful else wanted)[entry.type] += entry.mentions
    found = Counter(str(citation.doc_type) for citation in plan.citations if citation.kind in _UNNUMBERED)
    found -= (found - wanted) & doubtful
    yield from counts("citations.unnumbered", wanted.elements(), found.elements())


def _mentions(plan: Plan, mentions: tuple[GoldMention, ...]) -> Iterator[Outcome]:
    """Every mention of every kind with all that is said of it, wherever it stands."""
    target = tells_targets(mentions)
    doubtful = Counter(_wanted(entry, target=target) for entry in mentions if entry.doubtful)
    found = Counter(_found(citation, target=target) for citation in plan.citations)
    wanted = Counter(_wanted(entry, target=target) for entry in mentions if not entry.doubtful)
    found -= (found - wanted) & doubtful
    yield from counts("citations.mentions", wanted.elements(), found.elements())


def mention_facts(entry: GoldMention | Citation, *, target: bool) -> str:
    """Kind, role, type, number and date of a mention, and its target where gold tells targets."""
    facts = f"{entry.kind} {entry.role} {entry.doc_type} {entry.number} {entry.issued_on}"
    return f"{facts} → {entry.target}" if target else facts


def tells_targets(mentions: Iterable[GoldMention]) -> bool:
    """Whether gold says of every mention which document it means (null: none)."""
    return all(entry.target is not UNSET for entry in mentions)


def _wanted(entry: GoldMention, *, target: bool) -> str:
    issuer = entry.issuer.removeprefix("của ").removeprefix("do ") if entry.issuer else None
    return f"{mention_facts(entry, target=target)} · {_words(issuer)} · {_words(entry.title)}"


def _found(entry: Citation, *, target: bool) -> str:
    issuer = entry.issuer.surface if entry.issuer else None
    return f"{mention_facts(entry, target=target)} · {_words(issuer)} · {_words(entry.title)}"


def _words(text: str | None) -> str:
    return key(text) if text else "–"


def _documents(plan: Plan, gold: list[GoldCitation], doubtful: set[str]) -> Iterator[Outcome]:
    numbers = {citation.number for citation in plan.citations if is_external(citation)}
    found = [doc for doc in plan.cited_documents if doc.number in numbers - doubtful]
    pairs = pair(
        gold, found, [(lambda entry: (entry.number, entry.type), lambda doc: (doc.number, doc.doc_type))]
    )
    for wanted, got in pairs:
        yield from value("cited_documents", told(wanted, _entry), told(got, _document))
        if wanted is not None and got is not None:
            name = wanted.number
            yield from value("cited_documents.date", _of(name, wanted.date), _of(name, got.issued_on))
            yield from value(
                "cited_documents.issuer", _of(name, wanted.issuer), _of(name, got.issuer), normal=key
            )


def _entry(wanted: GoldCitation) -> str:
    return _name(wanted.type, wanted.number)


def _document(found: CitedDocument) -> str:
    return _name(found.doc_type, found.number)


def _name(doc_type: str | None, number: str | None) -> str:
    return f"{doc_type} {number}"


def _of(number: str, stated: object) -> str | None:
    return None if stated is None else f"{number}: {stated}"
