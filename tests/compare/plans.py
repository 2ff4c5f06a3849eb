"""Small plans to compare: tasks given as words."""

from collections.abc import Sequence
from datetime import date

from extractor.model.extraction import Extraction
from extractor.model.records import (
    CitedDocument,
    Deadline,
    Header,
    Org,
    Plan,
    Provenance,
    Province,
    Source,
    Span,
    Task,
)


def make_plan(
    doc_id: str,
    tasks: Sequence[str],
    *,
    province: str | None = "Bình Phước",
    title: str = "Kế hoạch chăm sóc vườn hoa năm 2030",
    number: str | None = None,
    lead: Sequence[str] = (),
    cited: Sequence[str] = (),
    origin: str = "table",
) -> Extraction:
    """A plan whose text is its tasks, one a line."""
    text, made = "", []
    for at, words in enumerate(tasks):
        place = Provenance(
            start=len(text),
            end=len(text) + len(words),
            spans=(Span(start=len(text), end=len(text) + len(words), page=1),),
            rule="test",
        )
        orgs = [Org(id=one, name=one, surface=one, provenance=place) for one in lead]
        deadlines = (Deadline(raw="Thường xuyên", kind="ongoing", provenance=place),) if lead else ()
        made.append(
            Task(
                id=f"t{at + 1}",
                origin=origin,
                text=words,
                lead=tuple(orgs),
                deadlines=deadlines,
                provenance=place,
            )
        )
        text += words + "\n"
    header = Header(
        type="plan",
        number=number,
        issued_on=date(2030, 1, 5) if number else None,
        title=title,
        province=Province(code=province, name=province) if province else None,
    )
    return Extraction(
        plan=Plan(
            doc_id=doc_id,
            source=Source(name=doc_id, sha256=doc_id, bytes=1, media_type="text/plain", reader="text"),
            header=header,
            tasks=tuple(made),
            cited_documents=tuple(
                CitedDocument(target=one, doc_type="decree", number=one, mentions=("c1",), roles=("body",))
                for one in cited
            ),
        ),
        text=text,
    )
