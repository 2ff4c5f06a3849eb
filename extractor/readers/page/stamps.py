"""The look of a digital signature printed into a page: set aside even where it shares lines with the text.

A stamp is written in one go, so its lines follow each other in the order of the source wherever they lie.
"""

from collections.abc import Sequence

from extractor.readers.page.words import SetWord, Style
from extractor.rules import ruleset

_HINTS = frozenset({"ký", "Ký", "KÝ", "ký:", "Signature", "Signing", "signed", "Signed", "Digitally"})
"""Words without which no line of a page can name a signer or a time of signing."""
_GAP = 12.0
"""Free space in points at which a line ends."""
_SAME_EDGE = 3.0
_REACH = 3
"""Lines between two labelled lines of one stamp, as long names take several."""


def set_stamps_aside(words: Sequence[SetWord]) -> list[SetWord]:
    """``words``, in the order of the source, with those of stamps marked ``Style.ASIDE``."""
    if not any(item.word.text in _HINTS for item in words):
        return list(words)
    lines = _lines(words)
    stamp = ruleset("furniture").pattern("furniture.signature_stamp")
    texts = [" ".join(words[at].word.text for at in line) for line in lines]
    marked = {at for at, text in enumerate(texts) if stamp.fullmatch(text)}
    marked = _with_details(words, lines, texts, marked)
    aside = {index for at in marked for index in lines[at]}
    return [
        item._replace(style=item.style | Style.ASIDE) if index in aside else item
        for index, item in enumerate(words)
    ]


def _lines(words: Sequence[SetWord]) -> list[list[int]]:
    """Indexes of words that follow each other on one baseline."""
    lines: list[list[int]] = []
    for index, item in enumerate(words):
        word, before = item.word, words[index - 1].word if index else None
        if before is not None and (
            abs(word.baseline - before.baseline) < 0.4 * (word.bottom - word.top)
            and -1 < word.x0 - before.x1 < _GAP
        ):
            lines[-1].append(index)
        else:
            lines.append([index])
    return lines


def _with_details(
    words: Sequence[SetWord], lines: Sequence[list[int]], texts: Sequence[str], marked: set[int]
) -> set[int]:
    """``marked`` with the labelled lines that stand under or above them, and what is wrapped between."""
    detail = ruleset("furniture").pattern("furniture.signature_detail")
    found = set(marked)
    for step in (1, -1):
        for first in sorted(marked, reverse=step < 0):
            waiting: list[int] = []
            at = first + step
            while 0 <= at < len(lines) and at not in marked and len(waiting) <= _REACH:
                if not _is_aligned(words[lines[first][0]], words[lines[at][0]]):
                    break
                waiting.append(at)
                if detail.fullmatch(texts[at]):
                    found.update(waiting)
                    waiting = []
                at += step
            if 0 <= at < len(lines) and at in marked and len(waiting) <= _REACH:
                found.update(waiting)
    return found


def _is_aligned(one: SetWord, other: SetWord) -> bool:
    """Whether two lines of a stamp begin at one edge in letters of one size."""
    heights = one.word.bottom - one.word.top, other.word.bottom - other.word.top
    return abs(one.word.x0 - other.word.x0) < _SAME_EDGE and max(heights) < 1.3 * min(heights)
