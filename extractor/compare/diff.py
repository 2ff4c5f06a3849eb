"""``diff``: an amended plan, or the next year's, against the one before."""

from collections.abc import Sequence

import regex
from msgspec.structs import replace

from extractor.compare.assign import assigned
from extractor.compare.bases import basis_changes
from extractor.compare.differing import Reading, changed_words, misread, year_moved
from extractor.compare.match import band_of
from extractor.compare.prepared import Prepared, once, prepare
from extractor.compare.similarity import Matrix, TextModel, shared_part
from extractor.extras import check
from extractor.model.changes import Aspect, PlanDifference, TaskChange, WordChange
from extractor.model.comparison import BandPrecision, ComparedTask, ComparisonIssue, Unit
from extractor.model.decision import CONFIRMING, REJECTING, Decision
from extractor.model.extraction import Extraction
from extractor.model.records import Deadline, Plan
from extractor.rules import ruleset
from extractor.text.hashes import task_hash
from extractor.text.normalize import key

_WORTH = {**dict.fromkeys(CONFIRMING, 1.0), **dict.fromkeys(REJECTING, 0.0)}
_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d{2}(?=-|$)")


def diff(old: Extraction, new: Extraction, decisions: Sequence[Decision] = ()) -> PlanDifference:
    """What became of each task and legal basis of ``old`` in ``new``, with evidence on both sides.

    Tasks are joined one to one by their words. Dates that move on by the years between the plans, and letters
    that a scan may have given wrong, are shown but make nothing changed.

    Args:
        old: the plan before, as ``extract_with_text`` gives it.
        new: the plan amended, or that of a later year.
        decisions: verdicts of people on pairs of tasks; they beat the words.

    Raises:
        MissingTool: scikit-learn is not installed.
    """
    check("compare")
    ones, others = prepare(old), prepare(new)
    reading = _reading(old.plan, new.plan)
    pairs = dict(_pairs(ones, others, decisions))
    tasks = [_joined(ones, others, pair, reading) for pair in pairs.items()]
    taken = {column for column, _ in pairs.values()}
    tasks += [TaskChange(change="added", new=one) for at, one in enumerate(others.tasks) if at not in taken]
    tasks += [TaskChange(change="dropped", old=one) for at, one in enumerate(ones.tasks) if at not in pairs]
    place = {task.task: at for at, task in enumerate(others.tasks)}
    tasks.sort(key=lambda change: place[change.new.task] if change.new else len(place))
    return PlanDifference(
        old=ones.document,
        new=others.document,
        year_shift=reading.year_shift,
        tasks=tuple(tasks),
        legal_bases=tuple(basis_changes(old, new, reading)),
        bands=_bands(),
        issues=tuple(_issues(ones, others, reading)),
    )


def _reading(old: Plan, new: Plan) -> Reading:
    years = old.header.plan_year, new.header.plan_year
    pages = [frozenset(p.number for p in plan.source.pages if p.read_by == "ocr") for plan in (old, new)]
    return Reading(
        recognised=any(pages),
        recognised_pages=(pages[0], pages[1]),
        year_shift=years[1] - years[0] if years[0] and years[1] else 0,
    )


def _pairs(
    old: Prepared, new: Prepared, decisions: Sequence[Decision]
) -> list[tuple[int, tuple[int, float]]]:
    """Place of a task in the old plan, its place in the new one and how alike they are."""
    if not (old.tasks and new.tasks):
        return []
    limits = ruleset("compare").data["diff"]
    score = _scores(old, new, decisions)
    worth = score + _bonus(old, new)
    found = assigned(score, worth, float(limits["least"]))
    return [(row, (column, round(float(score[row, column]), 3))) for row, column in found]


def _scores(old: Prepared, new: Prepared, decisions: Sequence[Decision]) -> Matrix:
    """Mean of the similarity of rare words and the part of all words shared; 1 for the same words."""
    import numpy as np

    words = [*old.words, *new.words]
    rows, columns = slice(0, len(old.words)), slice(len(old.words), len(words))
    texts = [[key(task.text).split() for task in document.tasks] for document in (old, new)]
    shared = shared_part(*texts)
    score = shared
    if any(task.own for task in words):
        score = (TextModel(words).between(rows, columns) + shared) / 2
    hashes = [[task_hash(task.text, task.product) for task in document.tasks] for document in (old, new)]
    same = np.array(hashes[0])[:, None] == np.array(hashes[1])[None, :]
    return _judged(np.where(same, 1.0, score), hashes, decisions)


def _judged(score: Matrix, hashes: Sequence[Sequence[str]], decisions: Sequence[Decision]) -> Matrix:
    """The scores as people judged the pairs: one task, or two."""
    worth = {
        one.pair: _WORTH[one.verdict] for one in decisions if one.kind == "match" and one.verdict in _WORTH
    }
    if worth:
        for row, one in enumerate(hashes[0]):
            for column, other in enumerate(hashes[1]):
                low, high = sorted((one, other))
                score[row, column] = worth.get((low, high), score[row, column])
    return score


def _bonus(old: Prepared, new: Prepared) -> Matrix:
    """What tells apart pairs of equal words: units, headings, origin, order."""
    import numpy as np

    limits = ruleset("compare").data["diff"]
    bonus = np.zeros((len(old.tasks), len(new.tasks)))
    for name, said in (("same_unit", _lead), ("same_heading", _heading), ("same_origin", _origin)):
        ones, others = (np.array(said(document)) for document in (old, new))
        bonus += limits[name] * (ones[:, None] == others[None, :])
    places = [np.arange(len(document.tasks)) / len(document.tasks) for document in (old, new)]
    return bonus + limits["order"] * (1 - np.abs(places[0][:, None] - places[1][None, :]))


def _lead(document: Prepared) -> list[str]:
    return ["\n".join(sorted(_ids(task.lead))) for task in document.tasks]


def _heading(document: Prepared) -> list[str]:
    return [key(task.heading) for task in document.tasks]


def _origin(document: Prepared) -> list[str]:
    origins = {task.id: task.origin for task in document.plan.tasks}
    return [origins[task.task] for task in document.tasks]


def _joined(
    old: Prepared, new: Prepared, pair: tuple[int, tuple[int, float]], reading: Reading
) -> TaskChange:
    at, (place, score) = pair
    one, other = old.tasks[at], new.tasks[place]
    reading = reading.at(one.spans, other.spans)
    words = [
        *changed_words((one.text, old.text, one.spans), (other.text, new.text, other.spans), reading),
        *_product_words(old, new, (one, other), reading),
    ]
    aspects = _aspects(one, other, words, reading)
    return TaskChange(
        change="changed" if aspects else "same",
        aspects=aspects,
        old=one,
        new=other,
        score=score,
        band=band_of(score, _bands()),
        words=tuple(words),
    )


def _product_words(
    old: Prepared, new: Prepared, pair: tuple[ComparedTask, ComparedTask], reading: Reading
) -> list[WordChange]:
    one, other = pair
    found = changed_words(
        (one.product or "", old.text, one.spans), (other.product or "", new.text, other.spans), reading
    )
    return [replace(change, field="product") for change in found]


def _aspects(
    old: ComparedTask, new: ComparedTask, words: list[WordChange], reading: Reading
) -> tuple[Aspect, ...]:
    changed = {change.field for change in words if change.kind == "words"}
    found: list[tuple[Aspect, bool]] = [
        ("words", "text" in changed),
        ("product", "product" in changed),
        ("time", _time_moved(old.deadlines, new.deadlines, reading)),
        ("lead", _units_differ(old.lead, new.lead, reading)),
        ("coordinating", _units_differ(old.coordinating, new.coordinating, reading)),
    ]
    return tuple(aspect for aspect, differs in found if differs)


def _time_moved(old: tuple[Deadline, ...], new: tuple[Deadline, ...], reading: Reading) -> bool:
    plain, wanted = _times(old, 0), _times(new, 0)
    if wanted in (plain, _times(old, reading.year_shift)):
        return False
    raw = [" ".join(dict.fromkeys(key(one.raw) for one in stages)) for stages in (old, new)]
    return not (raw[0] == raw[1] or (reading.recognised and misread(*raw)))


def _times(stages: tuple[Deadline, ...], years: int) -> set[tuple[object, ...]]:
    """What two deadlines are compared by; the words where no normal form is known."""
    return {
        _normal_form(one, years)
        if one.interval or one.rrule or one.kind not in ("unspecified", "event", "plan_ref")
        else (one.kind, year_moved(key(one.raw), years))
        for one in stages
    }


def _normal_form(stage: Deadline, years: int) -> tuple[object, ...]:
    """Days, repetition and how often; what it runs from and how long only where no days are known."""
    interval = _YEAR.sub(lambda year: str(int(year.group()) + years), stage.interval or "")
    said = stage.kind, interval, stage.bound, stage.rrule, _how_often(stage)
    if interval:
        return said
    anchor = year_moved(key(stage.anchor or ""), years)
    return (*said, stage.duration, "working_days" in stage.flags, anchor)


def _how_often(stage: Deadline) -> frozenset[tuple[str, int | str]]:
    """The count a period; once a period is what the rule of repetition says anyway."""
    per = stage.per or {}
    once = per.get("n_min") == per.get("n_max") == 1 and "unit" not in per
    return frozenset() if once else frozenset(per.items())


def _ids(units: tuple[Unit, ...]) -> set[str]:
    return {key(unit.id) for unit in units}


def _units_differ(old: tuple[Unit, ...], new: tuple[Unit, ...], reading: Reading) -> bool:
    gone, come = _ids(old) - _ids(new), _ids(new) - _ids(old)
    if not (gone or come):
        return False
    unknown = all(one.startswith("?") for one in gone) or all(one.startswith("?") for one in come)
    return not (
        reading.recognised
        and unknown
        and misread(*(" ".join(sorted(key(u.name) for u in units)) for units in (old, new)))
    )


def _bands() -> tuple[BandPrecision, ...]:
    return tuple(BandPrecision(**band) for band in ruleset("compare").data["diff_band"])


def _issues(old: Prepared, new: Prepared, reading: Reading) -> list[ComparisonIssue]:
    found: list[tuple[str, str, str | None]] = []
    if once([old, new])[1]:
        message = (
            "hai tệp là một văn bản: khác nhau nếu có là do cách đọc / "
            "both files are one document: what differs comes from how they were read"
        )
        found.append(("same_document", message, None))
    if reading.recognised:
        message = (
            "một bên là bản quét: chữ khác vài nét được coi là nhận dạng sai, không phải sửa đổi / "
            "one side is a scan: words that differ by few letters count as misread, not as changed"
        )
        found.append(("scan_compared", message, None))
    if reading.year_shift:
        message = (
            f"hai kế hoạch cách nhau {reading.year_shift} năm: mốc dời đúng chừng ấy không phải thay đổi / "
            f"the plans are {reading.year_shift} years apart: dates that moved by so much did not change"
        )
        found.append(("year_shifted", message, None))
    for one in (old, new):
        if not one.tasks:
            message = "văn bản không nêu nhiệm vụ nào / the document states no task"
            found.append(("no_tasks", message, one.document.doc_id))
    return [ComparisonIssue(code=code, message=message, doc_id=doc_id) for code, message, doc_id in found]
