"""Figures and dates of the report in the language of its reader."""

from datetime import date

from extractor.model.comparison import Comparison


def written(value: float | date | None, language: str) -> str:
    """A score with two digits or a date, as Vietnamese or English has it; empty for None."""
    is_vietnamese = language == "vi"
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y") if is_vietnamese else value.isoformat()
    if value is None:
        return ""
    return f"{value:.2f}".replace(".", ",") if is_vietnamese else f"{value:.2f}"


def counted(comparison: Comparison) -> dict[str, int]:
    """How the tasks compared come from those extracted: repeated ones and those of other natures left out."""
    documents = [document for document in comparison.documents if document.same_as is None]
    extracted, counting = (sum(getattr(one, name) for one in documents) for name in ("extracted", "tasks"))
    repeats = sum(task.repeats is not None for task in comparison.tasks)
    return {"extracted": extracted, "n": counting, "repeats": repeats, "left": extracted - counting - repeats}
