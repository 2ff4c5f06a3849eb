"""A small invented extraction with one record of every kind."""

from datetime import date

from extractor.model.extraction import Extraction
from extractor.model.records import (
    Cell,
    Citation,
    CitationLink,
    CitedDocument,
    Column,
    Correction,
    Deadline,
    Header,
    Issue,
    Org,
    Part,
    Plan,
    Provenance,
    Province,
    Row,
    Section,
    Source,
    SourcePage,
    Span,
    Table,
    Task,
    TaskGroup,
)

TEXT = "KẾ HOẠCH\n1.1 Mở lớp\nQuyết định số 7/QĐ-\nUBND\nSở Mẫu tháng 3/2024"


def place(start: int, end: int) -> Provenance:
    """A provenance over one run of the text."""
    return Provenance(start=start, end=end, spans=(Span(start=start, end=end, page=1),), rule="test")


def find(words: str) -> Provenance:
    """Where ``words`` stand."""
    start = TEXT.index(words)
    return place(start, start + len(words))


def row(kind: str, *texts: str) -> Row:
    """A table row of cells without a place."""
    return Row(kind=kind, cells=tuple(Cell(text=text) for text in texts))


def extraction(doc_id: str = "mau", *, task_text: str = "Mở lớp", stt: str = "1.1") -> Extraction:
    """An invented plan; ``task_text`` and ``stt`` are what spreadsheets may misread."""
    unit = Org(id="so_mau", name="Sở Mẫu", surface="Sở Mẫu", provenance=find("Sở Mẫu"))
    stage = Deadline(
        raw="tháng 3/2024", kind="within", interval="2024-03-01/2024-03-31", provenance=find("tháng 3/2024")
    )
    task = Task(
        id="t1",
        origin="table",
        table="tb1",
        groups=(TaskGroup(label="I", title="Nhóm một"),),
        stt=stt,
        text=task_text,
        lead=(unit, unit),
        deadlines=(stage,),
        citations=("c1",),
        provenance=find("Mở lớp"),
    )
    mention = Citation(
        id="c1",
        kind="numbered",
        doc_type="decision",
        number="7/QĐ-UBND",
        target="vn-mau/quyet-dinh/unknown/7-qd-ubnd",
        full_start=0,
        full_end=len(TEXT),
        provenance=find("Quyết định số 7/QĐ-\nUBND"),
    )
    table = Table(
        id="tb1",
        kind="tasks",
        columns=(Column(field="stt", header="STT"), Column(field="task", header="Nội dung")),
        row_count=1,
        group_count=1,
        rows=(row("header", "STT", "Nội dung"), row("group", "I", "Nhóm một"), row("task", stt, task_text)),
        provenance=place(0, len(TEXT)),
    )
    plan = Plan(
        doc_id=doc_id,
        source=Source(
            name=f"{doc_id}.txt",
            sha256="0" * 64,
            bytes=len(TEXT),
            media_type="text/plain",
            reader="text",
            pages=(SourcePage(number=1, read_by="text"),),
        ),
        header=Header(
            type="plan",
            number="12/KH-UBND",
            issued_on=date(2024, 3, 5),
            province=Province(code="70", name="Bình Phước", successor_code="75", successor_name="Đồng Nai"),
            title="Mở lớp",
            plan_year=2024,
        ),
        parts=(Part(id="p1", kind="plan", provenance=place(0, len(TEXT))),),
        sections=(
            Section(
                id="p1/1.1",
                part="p1",
                label="1.1",
                level=1,
                kind="heading",
                heading="Mở lớp",
                provenance=find("1.1 Mở lớp"),
                heading_spans=find("Mở lớp").spans,
            ),
        ),
        citations=(mention,),
        cited_documents=(
            CitedDocument(target=mention.target or "", mentions=("c1",), roles=("body", "legal_basis")),
        ),
        citation_links=(
            CitationLink(source="self", relation="cites", target=mention.target or "", citation="c1"),
        ),
        tables=(table,),
        tasks=(task,),
        issues=(Issue(code="no_citations", message="thử"),),
        corrections=(
            Correction(kind="task", record="t1", field="lead", value="Sở Nội vụ", text_sha="0" * 16),
        ),
    )
    return Extraction(plan=plan, text=TEXT)
