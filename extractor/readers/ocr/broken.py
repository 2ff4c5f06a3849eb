"""Ruling lines that a scan broke: pieces of one line joined, loose ends led on to the line they miss.

No line of a table ends in the middle of a cell. Where one does, print was too faint there; the way to the
next line across is taken as ruled if no letter lies on it. A line that ends at a line across it ends there:
beyond it cells are merged. Only the outermost goes on, where traces of it are left or another line does.
"""

from collections.abc import Iterable, Sequence

from extractor.readers.ocr.pixels import Picture
from extractor.readers.page.words import Rule

_SAME = 3.0
"""Points that pieces of one line may lie apart sideways: scanned lines bend."""
_TOUCH = 5.0
"""Points between the end of a line and a line across it which it meets."""
_SHORT = 40.0
"""Points by which a line across may itself be too short to be met."""
_FARTHEST = 260.0
"""Points a loose end is led on at most."""
_WIDE = 4
"""Pixels at 200 dpi on both sides of a line: ink on both is a letter that lies across it."""
_CROSSED = 0.03
"""Part of the way that letters may cross for it to be free: specks do too."""
_TRACES = 0.08
"""Part of the way that holds ink where a faint line was."""
_LEAST_ACROSS = 2
"""Lines across that a broken line must meet or miss by little, once mended, to be one of a table."""


def mended(rules: Sequence[Rule], ink: Picture, dpi: float) -> list[Rule]:
    """The lines of a page with breaks closed where nothing is printed on the way.

    Args:
        rules: level and upright lines, in page points.
        ink: the page, 255 where there is ink.
        dpi: pixels an inch.
    """
    level = _grouped(rule for rule in rules if rule.level)
    upright = _grouped(rule for rule in rules if not rule.level)
    if len(level) < _LEAST_ACROSS or len(upright) < _LEAST_ACROSS:
        return list(rules)
    ways = _Ways(ink, dpi)
    upright = _at_edges([_led_on(line, level, ways) for line in upright], level, ways)
    level = _at_edges([_led_on(line, upright, ways) for line in level], upright, ways)
    upright = _at_edges(upright, level, ways)  # to the corners of the level edges
    return [piece for line in (*level, *upright) for piece in line]


def added(rule: Rule, seen: Sequence[Rule]) -> list[Rule]:
    """The parts of a mended line that none of the lines ``seen`` in the picture covers."""
    parts, low = [], rule.low
    for piece in sorted(seen, key=lambda piece: piece.low):
        if piece.level != rule.level or abs(piece.at - rule.at) > _SAME or piece.high <= low:
            continue
        if piece.low > min(low + _TOUCH, rule.high):
            parts.append(rule._replace(low=low, high=min(piece.low, rule.high)))
        low = piece.high
    return [*parts, rule._replace(low=low)] if rule.high > low + _TOUCH else parts


class _Ways:
    """Whether a way along a line is free of letters."""

    def __init__(self, ink: Picture, dpi: float) -> None:
        self._ink, self._scale = ink, dpi / 72
        self._wide = max(round(_WIDE * dpi / 200), 2)

    def is_free(self, rule: Rule, low: float, high: float) -> bool:
        """Whether no letter lies across the line from ``low`` to ``high``."""
        strip = self._strip(rule, low + _TOUCH, high - _TOUCH)  # without the lines across at its ends
        if not strip.size:
            return high - low <= 2 * _TOUCH + 1
        before, behind = strip[:, : self._wide - 1].any(axis=1), strip[:, self._wide + 2 :].any(axis=1)
        return float((before & behind).mean()) <= _CROSSED

    def has_traces(self, rule: Rule, low: float, high: float) -> bool:
        """Whether some ink lies on the way."""
        strip = self._strip(rule, low, high)
        return bool(strip.size) and float(strip.any(axis=1).mean()) >= _TRACES

    def _strip(self, rule: Rule, low: float, high: float) -> Picture:
        """The pixels beside the way, along × across; empty at the edge of the page."""
        along, at = self._ink if not rule.level else self._ink.T, round(rule.at * self._scale)
        first, last = round(low * self._scale), round(high * self._scale)
        if not self._wide <= at < along.shape[1] - self._wide:
            return along[:0]
        return along[first:last, at - self._wide : at + self._wide + 1]


def _grouped(rules: Iterable[Rule]) -> list[list[Rule]]:
    """Pieces that lie on one line, in order."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: (rule.at, rule.low)):
        if lines and rule.at - lines[-1][-1].at <= _SAME:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    return [sorted(line, key=lambda rule: rule.low) for line in lines]


def _led_on(line: Sequence[Rule], across: Sequence[Sequence[Rule]], ways: _Ways) -> list[Rule]:
    """The pieces of a line with loose ends led on to the next piece or the next line across."""
    stops = _stops(line, across)
    found: list[Rule] = []
    for at_piece, piece in enumerate(line):
        before = [*stops, *(other.high for other in line[:at_piece])]
        behind = [*stops, *(other.low for other in line[at_piece + 1 :])]
        low = _end(piece, piece.low, max((x for x in before if x <= piece.low + _TOUCH), default=None), ways)
        high = _end(
            piece, piece.high, min((x for x in behind if x >= piece.high - _TOUCH), default=None), ways
        )
        found = _joined(found, piece._replace(low=low, high=high))
    return found


def _at_edges(lines: list[list[Rule]], across: Sequence[Sequence[Rule]], ways: _Ways) -> list[list[Rule]]:
    """The lines with the first and the last that belong to a table led on along its edge."""
    of_tables = [at for at, line in enumerate(lines) if len(_stops(line, across)) >= _LEAST_ACROSS]
    if len(of_tables) < _LEAST_ACROSS:
        return lines
    first, last = of_tables[0], of_tables[-1]
    for edge in (first, last, first):  # each may tell of the other
        others = [piece for at, line in enumerate(lines) if at != edge for piece in line]
        lines[edge] = _along_the_edge(lines[edge], others, sorted(_stops(lines[edge], across)), ways)
    return lines


def _along_the_edge(
    line: Sequence[Rule], others: Sequence[Rule], stops: Sequence[float], ways: _Ways
) -> list[Rule]:
    """The pieces of an edge led on from stop to stop; ``others``: pieces of the other lines."""
    found: list[Rule] = []
    for piece in line:
        low, high = piece.low, piece.high
        for stop in reversed([stop for stop in stops if stop < low - _TOUCH]):
            if not _is_ruled(piece, others, (stop, low), ways):
                break
            low = stop
        for stop in (stop for stop in stops if stop > high + _TOUCH):
            if not _is_ruled(piece, others, (high, stop), ways):
                break
            high = stop
        found = _joined(found, piece._replace(low=low, high=high))
    return found


def _is_ruled(piece: Rule, others: Sequence[Rule], way: tuple[float, float], ways: _Ways) -> bool:
    """Whether an edge goes on here: nothing lies across the way, and traces or another line tell of it."""
    low, high = way
    if high - low > _FARTHEST or not ways.is_free(piece, low, high):
        return False
    return ways.has_traces(piece, low, high) or _covers(others, low, high)


def _covers(line: Sequence[Rule], low: float, high: float) -> bool:
    return any(piece.low - _TOUCH <= low and high <= piece.high + _TOUCH for piece in line)


def _joined(found: list[Rule], piece: Rule) -> list[Rule]:
    """The pieces with one more, grown together with the last where they meet."""
    if not found or piece.low > found[-1].high + _TOUCH:
        return [*found, piece]
    return [*found[:-1], found[-1]._replace(high=max(piece.high, found[-1].high))]


def _stops(line: Sequence[Rule], across: Sequence[Sequence[Rule]]) -> list[float]:
    """Where lines across meet a line, or miss it by little."""
    at = _middle(line)
    hulls = ((_middle(other), other[0].low, max(rule.high for rule in other)) for other in across)
    return [where for where, low, high in hulls if low - _SHORT <= at <= high + _SHORT]


def _end(piece: Rule, end: float, stop: float | None, ways: _Ways) -> float:
    """Where an end of a piece lies once led on: at the stop, where the way there is free."""
    if stop is None or abs(stop - end) > _FARTHEST:
        return end
    if abs(stop - end) <= _TOUCH:
        return min(end, stop) if end == piece.low else max(end, stop)
    low, high = sorted((end, stop))
    return stop if ways.is_free(piece, low, high) else end


def _middle(line: Sequence[Rule]) -> float:
    return sum(rule.at * (rule.high - rule.low) for rule in line) / sum(rule.high - rule.low for rule in line)
