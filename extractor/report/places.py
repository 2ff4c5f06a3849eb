"""Where the words of a task stand in the text: cell by cell for a row, as they are for prose."""

from bisect import bisect_left
from collections.abc import Sequence

from extractor.model.comparison import ComparedTask
from extractor.model.records import Plan


class Cells:
    """The spans of all cells of a plan's tables."""

    def __init__(self, plan: Plan) -> None:
        found = {
            (span.start, span.end)
            for table in plan.tables
            for row in table.rows
            for cell in row.cells
            if cell.provenance is not None and not cell.inherited
            for span in cell.provenance.spans
        }
        self._spans = sorted(found)

    def of(self, task: ComparedTask) -> list[tuple[int, int]]:
        """Spans of a task, those of a row cut into its cells; the number of the row is left out."""
        return [place for span in task.spans for place in self._cut(span.start, span.end, task.stt)]

    def _cut(self, start: int, end: int, stt: str | None) -> Sequence[tuple[int, int]]:
        first = bisect_left(self._spans, (start, start))
        inside = []
        for place in self._spans[first:]:
            if place[0] >= end:
                break
            if place[1] <= end:
                inside.append(place)
        if stt is not None and len(inside) > 1 and inside[0][0] == start:
            del inside[0]
        return inside or [(start, end)]
