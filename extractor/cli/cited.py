"""Cited documents and mentions as rich tables; every word of a document goes through ``terminal_text``."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct, structs
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from extractor.cli.messages import say
from extractor.cli.tree import words
from extractor.model.extraction import Extraction
from extractor.model.records import CitedDocument
from extractor.model.types import VOCABULARY
from extractor.text.quoting import quoted

_TITLE = 90
_Made = Sequence[tuple[str, Extraction]]


class _Shared(Struct, frozen=True, kw_only=True):
    """A cited document over all files: the first value any of them states, how often, by which files."""

    name: str
    """Its number, else the words it is cited with."""
    document: CitedDocument
    mentions: int
    files: tuple[str, ...]


def document_table(made: _Made, lang: str) -> Table:
    """One row a cited document over all files, those cited by most files first."""
    shared = _shared(made)
    mentions = sum(one.mentions for one in shared)
    table = _table(say("show_citations", lang, mentions=mentions, documents=len(shared)))
    names = ["number", "type", "issued_on", "issuer", "title", "mentions", "roles"]
    for name in [*names, "files"] if len(made) > 1 else names:
        table.add_column(say(f"cite_{name}", lang), overflow="fold", justify=_side(name))
    for one in shared:
        cited = one.document
        row = [
            words(one.name),
            words(_label("doc_type", cited.doc_type, lang)),
            words(str(cited.issued_on) if cited.issued_on else None),
            words(cited.issuer),
            words(cited.title, _TITLE),
            words(str(one.mentions)),
            words(", ".join(_label("citation_role", role, lang) for role in cited.roles)),
        ]
        table.add_row(*row, *([words(str(len(one.files)))] if len(made) > 1 else []))
    return table


def mention_tables(made: _Made, lang: str) -> Iterator[Table]:
    """One table a file, one row a mention in reading order."""
    for name, one in made:
        table = _table(name)
        for column in ("id", "kind", "roles", "surface", "issued_on", "target"):
            table.add_column(say(f"cite_{column}", lang), overflow="fold")
        for citation in one.plan.citations:
            table.add_row(
                words(citation.id),
                words(_label("citation_kind", citation.kind, lang)),
                words(_label("citation_role", citation.role, lang)),
                words(_surface(one, citation.id), _TITLE),
                words(str(citation.issued_on) if citation.issued_on else None),
                words(citation.target),
            )
        yield table


def _shared(made: _Made) -> list[_Shared]:
    found: dict[str, _Shared] = {}
    for name, one in made:
        counts = Counter(citation.target for citation in one.plan.citations)
        for cited in one.plan.cited_documents:
            mine = _Shared(
                name=cited.number or _surface(one, cited.mentions[0]),
                document=cited,
                mentions=counts[cited.target],
                files=(name,),
            )
            found[cited.target] = _joined(found[cited.target], mine) if cited.target in found else mine
    return sorted(found.values(), key=lambda shared: -len(shared.files))


def _surface(made: Extraction, mention: str) -> str:
    spans = next(one.provenance.spans for one in made.plan.citations if one.id == mention)
    return quoted(made.text, spans)


def _joined(one: _Shared, other: _Shared) -> _Shared:
    left, right = one.document, other.document
    document = structs.replace(
        left,
        number=left.number or right.number,
        issued_on=left.issued_on or right.issued_on,
        issuer=left.issuer or right.issuer,
        title=left.title or right.title,
        roles=tuple(dict.fromkeys((*left.roles, *right.roles))),
    )
    mentions, files = one.mentions + other.mentions, (*one.files, *other.files)
    return _Shared(name=one.name, document=document, mentions=mentions, files=files)


def _table(title: str) -> Table:
    return Table(title=Text(title, style="bold cyan"), title_justify="left", box=SIMPLE_HEAD)


def _side(name: str) -> Literal["left", "right"]:
    return "right" if name in ("mentions", "files") else "left"


def _label(field: str, code: str | None, lang: str) -> str:
    """A code as users of the language know it: its Vietnamese name, or the English code."""
    if code is None:
        return ""
    return VOCABULARY[field].get(code, code) if lang == "vi" else code.replace("_", " ")
