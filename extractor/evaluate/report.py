"""Shows an evaluation: JSON for programs, lines and tables for people."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from msgspec import json

from extractor.evaluate.match import Outcome, shown
from extractor.evaluate.score import INFORMATIONAL
from extractor.evaluate.tally import ALL, Evaluation, Scored, Tally, tallies

if TYPE_CHECKING:
    from rich.table import Table

_PER_DOCUMENT = (
    "header",
    "parts",
    "sections",
    "legal_bases",
    "citations",
    "cited_documents",
    "tables",
    "table_rows",
    "tasks",
)
_LINE = 400


def to_json(evaluation: Evaluation) -> bytes:
    """The evaluation as JSON: totals, documents with their misses and false finds, files not evaluated."""
    data = {
        "corpus": evaluation.corpus,
        "informational": sorted(INFORMATIONAL),
        "totals": {
            kind: {form: _figures(tally) for form, tally in forms.items()}
            for kind, forms in evaluation.totals().items()
        },
        "documents": [_document(scored) for scored in evaluation.scored],
        "not_evaluated": [{"file": entry.file, "reason": entry.reason} for entry in evaluation.skipped],
    }
    return json.format(json.encode(data), indent=1) + b"\n"


def _document(scored: Scored) -> dict[str, Any]:
    return {
        "doc_id": scored.doc_id,
        "format": scored.form,
        "error": scored.error,
        "kinds": {kind: _figures(tally) for kind, tally in sorted(tallies(scored.outcomes).items())},
        "misses": [
            {"kind": outcome.kind, "expected": outcome.expected, "got": outcome.got}
            for outcome in _wrong(scored.outcomes)
        ],
    }


def _figures(tally: Tally) -> dict[str, float]:
    return {
        "right": tally.right,
        "false": tally.false,
        "missed": tally.missed,
        "precision": round(tally.precision, 4),
        "recall": round(tally.recall, 4),
        "f1": round(tally.f1, 4),
    }


def _wrong(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    return (outcome for outcome in outcomes if not outcome.is_right)


def miss_lines(evaluation: Evaluation) -> Iterator[str]:
    """Each miss and each false find on a line: document, format, kind, what was expected, what was found.

    A document that could not be read has one line; informational kinds come last.
    """
    for scored in evaluation.scored:
        if scored.error:
            yield f"{scored.doc_id}.{scored.form}: not read, all is missed: {scored.error}"
    readable = [scored for scored in evaluation.scored if not scored.error]
    for informational in (False, True):
        for scored in readable:
            for outcome in _wrong(scored.outcomes):
                if (outcome.kind in INFORMATIONAL) is informational:
                    yield f"{scored.doc_id}.{scored.form}: {_miss(outcome)}"


def _miss(outcome: Outcome) -> str:
    note = " (informational)" if outcome.kind in INFORMATIONAL else ""
    expected, got = shown(outcome.expected, _LINE), shown(outcome.got, _LINE)
    return f"{outcome.kind}{note}: expected {expected} · got {got}"


def tables(evaluation: Evaluation) -> "tuple[Table, ...]":
    """Rich tables: F1 (precision/recall) by kind and format, then F1 by document and format."""
    return _by_kind(evaluation), _by_document(evaluation)


def _by_kind(evaluation: Evaluation) -> "Table":
    from rich.table import Table

    table = Table(title="F1 (precision/recall) by record kind and format; * informational")
    table.add_column("kind", no_wrap=True)
    columns = (*evaluation.forms, ALL)
    for form in columns:
        table.add_column(form, justify="right", no_wrap=True)
    for kind, forms in evaluation.totals().items():
        cells = [_cell(forms[form]) if form in forms else "" for form in columns]
        table.add_row(f"{kind} *" if kind in INFORMATIONAL else kind, *cells)
    return table


def _by_document(evaluation: Evaluation) -> "Table":
    from rich.table import Table

    table = Table(title="F1 by document and format")
    table.add_column("document", overflow="fold")
    table.add_column("format")
    for kind in _PER_DOCUMENT:
        table.add_column(kind.replace("_", " "), justify="right")
    for scored in evaluation.scored:
        found = tallies(scored.outcomes)
        cells = [f"{found[kind].f1:.3f}" if kind in found else "" for kind in _PER_DOCUMENT]
        table.add_row(scored.doc_id, f"{scored.form} !" if scored.error else scored.form, *cells)
    return table


def _cell(tally: Tally) -> str:
    return f"{tally.f1:.3f} ({tally.precision:.2f}/{tally.recall:.2f})"
