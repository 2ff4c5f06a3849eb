"""What a person corrected, replayed on an extraction: the same words, the same correction, on every run."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from extractor.decisions.fields import ROLES, read_units, said_of, with_field
from extractor.decisions.missing import missing_task
from extractor.decisions.retold import retold
from extractor.model.decision import NO_TOPICS, Decision
from extractor.model.extraction import Extraction
from extractor.model.records import Correction, Issue, Org, Row, Table, Task, TaskTopic
from extractor.text.hashes import task_hash, words_hash
from extractor.text.quoting import DECIDED

_TASK_FIELD = {"task": "text", "lead": "lead", "coordinating": "coordinating"} | {
    name: name for name in ("product", "deadline", "stt")
}
"""Field of a table's column → field of the task of its row."""
_OF_TASKS = ("task", "match", "missing")


class Mended(Struct, frozen=True, kw_only=True):
    """An extraction as people corrected it, and the lines of the decisions that found their words."""

    extraction: Extraction
    used: frozenset[int] = frozenset()


def mend(extraction: Extraction, decisions: Sequence[Decision]) -> Mended:
    """The extraction with every decision about it replayed, in the order of the file.

    What was mended stands in ``plan.corrections``, and the records bear the rule ``decision``. A decision
    about words that a decision before it changed still finds them. One that names this document and does
    not find its words is reported as ``correction_stale``.
    """
    work = _Work(extraction)
    for decision in decisions:
        if decision.speaks_of(extraction.plan.doc_id) or decision.kind == "match":
            work.replay(decision)
    return work.done()


class _Work:
    """A plan under correction."""

    def __init__(self, extraction: Extraction) -> None:
        self._text, self.plan, self._before = extraction.text, extraction.plan, extraction.plan
        self._used: set[int] = set()
        self._stale: list[int] = []
        self._corrections = list(extraction.plan.corrections)

    def done(self) -> Mended:
        """What came of it."""
        mended = retold(self.plan, self._before)
        issues = mended.issues
        if self._stale:
            lines = ", ".join(map(str, self._stale))
            message = f"quyết định không còn khớp (dòng {lines}) / decisions that fit no more (lines {lines})"
            if all(issue.message != message for issue in issues):
                issues = (*issues, Issue(code="correction_stale", message=message))
        plan = replace(mended, issues=issues, corrections=tuple(self._corrections))
        return Mended(extraction=Extraction(plan=plan, text=self._text), used=frozenset(self._used))

    def replay(self, decision: Decision) -> None:
        """One decision."""
        if decision.kind == "match":
            found = bool(decision.topics) and self._topics(decision, *decision.pair)
        else:
            found = {
                "task": self._task,
                "missing": self._missing,
                "heading": self._heading,
                "unit": self._unit,
                "cell": self._cell,
            }[decision.kind](decision)
        if found:
            self._used.add(decision.line)
        elif self.plan.doc_id in decision.doc_id and decision.kind != "match":
            self._stale.append(decision.line)

    def _named(self, sha: str) -> list[Task]:
        """The tasks whose words have, or had before they were mended, this hash."""
        former = self._former(sha, *_OF_TASKS)
        return [
            task for task in self.plan.tasks if task.id in former or task_hash(task.text, task.product) == sha
        ]

    def _former(self, sha: str, *kinds: str) -> set[str]:
        """The records that earlier decisions of these kinds about the same words mended."""
        return {one.record for one in self._corrections if one.text_sha == sha and one.kind in kinds}

    def _note(self, decision: Decision, record: str, was: str, value: str, field: str = "") -> None:
        made = Correction(
            kind=decision.kind,
            record=record,
            field=field or decision.field,
            was=was,
            value=value,
            text_sha=decision.text_sha,
            who=decision.who,
            when=decision.when,
            note=decision.note,
        )
        if all(replace(one, was=was) != made for one in self._corrections):
            self._corrections.append(made)

    def _put(self, task: Task, mended: Task | None) -> None:
        tasks = [mended if one.id == task.id else one for one in self.plan.tasks]
        self.plan = replace(self.plan, tasks=tuple(one for one in tasks if one is not None))

    def _task(self, decision: Decision) -> bool:
        if decision.verdict == "wrong":
            return self._no_task(decision)
        if decision.topics:
            return self._topics(decision, decision.text_sha)
        return bool(decision.field) and self._fields(decision, self._named(decision.text_sha), decision.field)

    def _fields(self, decision: Decision, tasks: Sequence[Task], field: str) -> bool:
        for task in tasks:
            mended = with_field(task, field, decision.value, self.plan.header)
            if mended is None:
                return False
            if said_of(task, field) != said_of(mended, field):
                self._note(decision, task.id, said_of(task, field), decision.value, field)
                self._put(task, mended)
        return bool(tasks)

    def _no_task(self, decision: Decision) -> bool:
        tasks = self._named(decision.text_sha)
        for task in tasks:
            self._note(decision, task.id, task.text, "", "task")
            self._put(task, None)
        return bool(self._former(decision.text_sha, *_OF_TASKS))

    def _topics(self, decision: Decision, *hashes: str) -> bool:
        tasks = [task for sha in dict.fromkeys(hashes) for task in self._named(sha)]
        topics = tuple(TaskTopic(id=one) for one in decision.topics if one != NO_TOPICS)
        for task in tasks:
            was = "; ".join(topic.id for topic in task.topics)
            self._note(decision, task.id, was, "; ".join(decision.topics), "topics")
            self._put(task, replace(task, topics=topics))
        return bool(tasks)

    def _missing(self, decision: Decision) -> bool:
        if self._named(task_hash(decision.value, None)) or self._named(decision.text_sha):
            return True
        made = missing_task(self.plan, self._text, decision.value)
        if made is None:
            return False
        self._note(decision, made.id, "", made.text)
        tasks = sorted((*self.plan.tasks, made), key=lambda task: task.provenance.start)
        self.plan = replace(self.plan, tasks=tuple(tasks))
        return True

    def _heading(self, decision: Decision) -> bool:
        field = decision.field or "heading"
        former = self._former(decision.text_sha, "heading")
        sections = list(self.plan.sections)
        for at, section in enumerate(sections):
            if words_hash(section.heading or "") != decision.text_sha and section.id not in former:
                continue
            was = getattr(section, field) or ""
            if was != decision.value:
                place = replace(section.provenance, rule=DECIDED)
                sections[at] = replace(section, **{field: decision.value, "provenance": place})
            self._note(decision, section.id, was, decision.value, field)
        self.plan = replace(self.plan, sections=tuple(sections))
        return bool(self._former(decision.text_sha, "heading"))

    def _unit(self, decision: Decision) -> bool:
        for task in self.plan.tasks:
            sides = {role: getattr(task, role) for role in ROLES}
            mended = {role: self._renamed(decision, task, role, orgs) for role, orgs in sides.items()}
            if mended != sides:
                self._put(task, replace(task, **mended))
        return bool(self._former(decision.text_sha, "unit"))

    def _renamed(self, decision: Decision, task: Task, role: str, orgs: tuple[Org, ...]) -> tuple[Org, ...]:
        out: list[Org] = []
        for org in orgs:
            if words_hash(org.surface) != decision.text_sha:
                out.append(org)
                continue
            out += read_units(decision.value, role, org.provenance)
            self._note(decision, task.id, org.surface, decision.value, role)
        return tuple(out)

    def _cell(self, decision: Decision) -> bool:
        former = self._former(decision.text_sha, "cell")
        tables, found = [], False
        for table in self.plan.tables:
            at = _column(table, decision.field)
            rows = list(table.rows)
            for n, row in enumerate(table.rows):
                name = f"{table.id}#{n + 1}"
                if at is None or not (name in former or row_hash(row) == decision.text_sha):
                    continue
                found = True
                rows[n] = _with_cell(row, at, decision.value)
                self._note(decision, name, row.cells[at].text, decision.value)
                self._row_task(decision, table, row, at)
            tables.append(replace(table, rows=tuple(rows)))
        self.plan = replace(self.plan, tables=tuple(tables))
        return found

    def _row_task(self, decision: Decision, table: Table, row: Row, at: int) -> None:
        """The same in the task of the row."""
        field = _TASK_FIELD.get(table.columns[at].field)
        starts = {cell.provenance.start for cell in row.cells if cell.provenance and not cell.inherited}
        tasks = [
            task
            for task in self.plan.tasks
            if task.table == table.id
            and any(span.start <= start < span.end for span in task.provenance.spans for start in starts)
        ]
        if field is not None:
            self._fields(decision, tasks[:1], field)


def row_hash(row: Row) -> str:
    """Hash of the words of a row of a table, by which decisions about its cells know it."""
    return words_hash("\n".join(cell.text for cell in row.cells))


def _column(table: Table, field: str) -> int | None:
    """Place of the column a decision names: by its field, its header or ``col_3``."""
    for at, column in enumerate(table.columns):
        if field and field in (column.field, column.header, f"col_{at + 1}"):
            return at
    return None


def _with_cell(row: Row, at: int, value: str) -> Row:
    """The row with a cell as a person wants it; one taken from above becomes the row's own, in its place."""
    cell = row.cells[at]
    own = next((one.provenance for one in row.cells if one.provenance and not one.inherited), None)
    place = own if cell.inherited and own else cell.provenance
    mended = replace(
        cell, text=value, inherited=False, provenance=replace(place, rule=DECIDED) if place else None
    )
    return replace(row, cells=(*row.cells[:at], mended, *row.cells[at + 1 :]))
