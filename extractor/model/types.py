"""The closed lists of the output contract as types, read from ``vocabulary.toml``."""

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Literal

VOCABULARY: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("vocabulary.toml").read_text(encoding="utf-8")
)


def _part_kinds() -> tuple[str, ...]:
    return (*VOCABULARY["doc_type"], *VOCABULARY["part_kind"])


if TYPE_CHECKING:
    DocType = str
    PartKind = str
    SectionKind = str
    CitationKind = str
    CitationRole = str
    LinkRelation = str
    TargetInferred = str
    TableKind = str
    RowKind = str
    TableField = str
    TaskOrigin = str
    TaskNature = str
    DeadlineKind = str
    DeadlineBound = str
    ReadBy = str
    Reader = str
    Status = str
    ErrorCode = str
    IssueCode = str
else:
    # Literal[...] built from data: the type checker sees str, msgspec and the schemas see the list.
    DocType = Literal[tuple(VOCABULARY["doc_type"])]
    PartKind = Literal[_part_kinds()]
    SectionKind = Literal[tuple(VOCABULARY["section_kind"])]
    CitationKind = Literal[tuple(VOCABULARY["citation_kind"])]
    CitationRole = Literal[tuple(VOCABULARY["citation_role"])]
    LinkRelation = Literal[tuple(VOCABULARY["link_relation"])]
    TargetInferred = Literal[tuple(VOCABULARY["target_inferred"])]
    TableKind = Literal[tuple(VOCABULARY["table_kind"])]
    RowKind = Literal[tuple(VOCABULARY["row_kind"])]
    TableField = Literal[tuple(VOCABULARY["table_field"])]
    TaskOrigin = Literal[tuple(VOCABULARY["task_origin"])]
    TaskNature = Literal[tuple(VOCABULARY["task_nature"])]
    DeadlineKind = Literal[tuple(VOCABULARY["deadline_kind"])]
    DeadlineBound = Literal[tuple(VOCABULARY["deadline_bound"])]
    ReadBy = Literal[tuple(VOCABULARY["read_by"])]
    Reader = Literal[tuple(VOCABULARY["reader"])]
    Status = Literal[tuple(VOCABULARY["status"])]
    ErrorCode = Literal[tuple(VOCABULARY["error_code"])]
    IssueCode = Literal[tuple(VOCABULARY["issue_code"])]
