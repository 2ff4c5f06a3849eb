"""Verdicts of people beat the scores, follow mended words, and are told when they fit no more."""

from pathlib import Path

from extractor.batch.decided import compare_decided
from extractor.decisions.table import Decisions
from extractor.model.comparison import Comparison
from extractor.model.decision import Decision
from extractor.text.hashes import task_hash
from tests.compare.plans import make_plan
from tests.compare.test_compare import GARDEN, OTHER

ALIKE = task_hash(GARDEN[0], None), task_hash(OTHER[0], None)
UNLIKE = task_hash(GARDEN[3], None), task_hash(OTHER[2], None)


def compared(*decisions: Decision) -> Comparison:
    """The two plans with decisions."""
    plans = [make_plan("a", GARDEN), make_plan("b", OTHER, province="Bình Dương")]
    return compare_decided(plans, Decisions(rows=decisions))


def verdict(pair: tuple[str, str], said: str, **more: object) -> Decision:
    """A verdict on a pair."""
    return Decision(kind="match", text_sha=pair[0], other_sha=pair[1], verdict=said, line=2, **more)  # type: ignore[arg-type]


def test_a_verdict_beats_the_score() -> None:
    """Rejected: no longer covered by that task. Confirmed: a match whatever its score, in one catalogue entry."""
    before = {(row.doc_id, row.task): row for row in compared().coverage_tasks}
    assert before["a", "t1"].best == "b:t1"
    found = compared(verdict(ALIKE[::-1], "different", note="khác đối tượng"), verdict(UNLIKE, "partly"))
    status = {(match.a_task, match.b_task): (match.status, match.note) for match in found.matches}
    assert status["t1", "t1"] == ("rejected", "khác đối tượng")
    assert status["t4", "t3"][0] == "confirmed"
    covered = {(row.doc_id, row.task): row for row in found.coverage_tasks}
    assert covered["a", "t1"].best != "b:t1"
    assert (covered["a", "t4"].status, covered["a", "t4"].best) == ("both", "b:t3")
    assert ("a:t4", "b:t3") in {entry.members for entry in found.catalogue}


def test_a_verdict_follows_mended_words() -> None:
    """Words that people mended in the same file keep the verdicts on them."""
    mended = Decision(kind="task", text_sha=ALIKE[0], field="text", value="Đối thoại với dân", line=3)
    found = compared(mended, verdict(ALIKE, "same"))
    (match,) = [one for one in found.matches if (one.a_task, one.b_task) == ("t1", "t1")]
    assert match.status == "confirmed"
    assert not {"decision_stale", "decision_orphaned"} & {issue.code for issue in found.issues}


def test_topics_of_people_count() -> None:
    """Topics that a person gave a task replace those found."""
    found = compared(Decision(kind="task", text_sha=UNLIKE[0], topics=("video",), line=2))
    topics = {task.task: task.topics for task in found.tasks if task.doc_id == "a"}
    assert topics["t4"] == ("video",)


def test_stale_and_orphaned_verdicts_are_told() -> None:
    """Words that stand no more, and documents that are not here."""
    gone = ("0" * 16, ALIKE[1])
    found = compared(verdict(gone, "same", doc_id=("a", "b")), verdict(gone, "same", doc_id=("a", "c")))
    assert {"decision_stale", "decision_orphaned"} <= {issue.code for issue in found.issues}


def test_unsure_stays_in_the_queue() -> None:
    """A person who does not know leaves the match to be reviewed, with a note."""
    (match,) = [one for one in compared(verdict(ALIKE, "unsure", note="hỏi lại")).matches if one.note]
    assert match.status == "needs_review"


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    """Without a file beside the results nothing is decided."""
    from extractor.batch.decided import find_decisions

    assert find_decisions(None, tmp_path / "out") == Decisions()
