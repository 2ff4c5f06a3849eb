"""Deadlines inside sentences."""

from extractor.extractors.deadlines.scan import rule_value, scan
from extractor.extractors.deadlines.stage import Context, Stage
from extractor.rules import ruleset

_DATED = frozenset({"within", "by", "from", "on"})
_SENTENCE_END = "deadline.sentence_end"
_TIME_OF_IT = "deadline.time_of_it"


def find_in_prose(text: str, context: Context) -> tuple[Stage, ...]:
    """The first deadline of a paragraph outside citations, one entry a stage in reading order.

    Days, months, quarters and due days that come back count before frequencies, adverbs and triggers; the
    stages of the first sentence that has any are given, behind a frequency those of "thời gian …" too. Years
    before the document's are no deadline.

    The offsets of a stage are its own words in ``text``; the words of the whole deadline run from the first
    stage's start to the last one's end. A line that is all time phrase ("Thời gian: …") is read with
    ``read_cell`` instead.

    Args:
        text: a sentence or paragraph, white space collapsed.
        context: plan year, date of issue, group; ``excluded`` holds citations and titles in ``text``.

    Returns:
        Empty where the text states no deadline.
    """
    stages = tuple(scan(text, "prose", context))
    known = tuple(stage for stage in stages if _says_when(stage) and not _is_past(stage, context))
    strong = tuple(stage for stage in known if not rule_value(stage.rule).get("weak"))
    return _first_sentence(text, strong) if strong else known[:1]


def _says_when(stage: Stage) -> bool:
    """Whether more is known than a part of some year."""
    return stage.kind not in _DATED or bool(stage.interval or stage.anchor)


def _is_past(stage: Stage, context: Context) -> bool:
    """Whether it ended in a year before the document: what has been, no task."""
    end = (stage.interval or "").partition("/")[2][:4]
    return context.issued_on is not None and end.isdigit() and int(end) < context.issued_on.year


def _first_sentence(text: str, stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
    """The stages up to the end of the sentence the first one stands in.

    Behind a frequency the next sentence may go on to say when in the year: its stages belong too.
    """
    end = ruleset("deadlines").pattern(_SENTENCE_END).search(text, stages[0].end)
    limit = end.start() if end else len(text)
    own = tuple(stage for stage in stages if stage.start < limit)
    later = stages[len(own) :]
    return own + _first_sentence(text, later) if later and _goes_on(text, own[-1], later[0]) else own


def _goes_on(text: str, stage: Stage, later: Stage) -> bool:
    """Whether ``later`` says when a frequency falls, not when something else is due."""
    if stage.kind != "recurring":
        return False
    words = ruleset("deadlines").pattern(_TIME_OF_IT).match(text, stage.end, later.end)
    return words is not None and words.end() >= later.start
