"""Deadlines inside sentences."""

from extractor.extractors.deadlines.stage import Context, Stage


def find_in_prose(text: str, context: Context) -> tuple[Stage, ...]:
    """The first deadline of a paragraph outside citations, one entry a stage in reading order.

    The offsets of a stage are its own words in ``text``; the words of the whole deadline run from the
    first stage's start to the last one's end. A line that is all time phrase ("Thời gian: …") is read with
    ``read_cell`` instead.

    Args:
        text: a sentence or paragraph, white space collapsed.
        context: plan year, date of issue, group; ``excluded`` holds citations and titles in ``text``.

    Returns:
        Empty where the text states no deadline.
    """
    del text, context
    return ()
