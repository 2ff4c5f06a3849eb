"""The section tree: labels in, nested sections out; numerals are kept as printed, odd ones reported."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from extractor.structure.labels import Label, read_labels

_MAX_GAP = 3
_MAX_ARABIC = 60
_MAX_HEADING_WORDS = 90
_OUTER_RANK = 3
"""Roman numerals and above: their words are a heading unless they run on."""
_SHORT_WORDS = 14
_LIST_KINDS = ("arabic", "capital", "letter")
"""Kinds whose numbers prose holds too: one that does not go on the list before it opens no section."""
_BARE_KINDS = ("part", "division")
"""Kinds of labels that are printed on a line of their own above their heading."""
_MAX_HEADING_LINES = 4


class Node(Struct, kw_only=True):
    """A section while the tree grows; ``index`` and ``last`` are its first and last paragraph."""

    id: str
    part: int
    label: Label
    level: int
    parent: "Node | None"
    index: int
    last: int
    irregular: bool = False
    heading: tuple[int, ...] = ()
    """Paragraphs behind a bare label that hold its heading: ``CHƯƠNG I`` ⏎ ``QUY ĐỊNH CHUNG``."""

    @property
    def key(self) -> str:
        """Part and path: unique in the document."""
        return f"{self.part}/{self.id}"


class Line(Struct, frozen=True, kw_only=True):
    """What the tree needs of a paragraph: clean text, part, style."""

    text: str
    part: int
    bold: bool | None = None


def section_tree(lines: Sequence[Line | None]) -> tuple[Node, ...]:
    """Sections in reading order. ``None`` stands for what is no body paragraph (a table, a title)."""
    nodes: list[Node] = []
    stack: list[Node] = []
    used: dict[str, int] = {}
    part, article = -1, 0
    for index, line in enumerate(lines):
        if line is None:
            continue
        if line.part != part:
            part, stack, used, article = line.part, [], {}, 0
        place = _place(read_labels(line.text), stack)
        if place is None:
            continue
        label, depth = place
        previous = stack[depth].label if depth < len(stack) else None
        parent = stack[depth - 1] if depth else None
        node = Node(
            id=_unique(_path(parent, label), used),
            part=part,
            label=label,
            level=depth + 1,
            parent=parent,
            index=index,
            last=index,
            irregular=label.value != _expected(label, previous),
        )
        if label.kind == "article":  # articles run on through chapters
            node.irregular, article = label.value != article + 1, label.value
        del stack[depth:]
        stack.append(node)
        nodes.append(node)
    _set_headings(nodes, lines)
    return tuple(nodes)


def _set_headings(nodes: Sequence[Node], lines: Sequence[Line | None]) -> None:
    """Gives the labels that stand alone on their line the words of the lines behind them."""
    opening = {node.index for node in nodes}
    for node in nodes:
        if node.label.kind not in _BARE_KINDS or node.label.rest:
            continue
        found: list[int] = []
        for index in range(node.index + 1, min(node.index + 1 + _MAX_HEADING_LINES, len(lines))):
            line = lines[index]
            if line is None or line.part != node.part or index in opening or not _is_title(line, found):
                break
            found.append(index)
        last = node.index + len(found)
        if found and (all(_is_capitals(lines[index]) for index in found) or last + 1 in opening):
            node.heading = tuple(found)


def _is_title(line: Line, found: Sequence[int]) -> bool:
    """Whether a line behind a bare label can be its heading; a further one only in capitals."""
    short = len(line.text.split()) <= _MAX_HEADING_WORDS and not line.text.endswith((";", ":", ".", ","))
    return short and (not found or _is_capitals(line))


def _is_capitals(line: Line | None) -> bool:
    return line is not None and line.text.isupper()


def _expected(label: Label, previous: Label | None) -> int:
    """The value that goes on regularly behind ``previous``; a printed path under another head starts anew."""
    return previous.value + 1 if previous and not _is_new_path(label, previous) else 1


def _is_new_path(label: Label, previous: Label) -> bool:
    """Whether both print their whole path and differ before the last number: ``I.2`` ⏎ ``II.1``."""
    both = label.kind == previous.kind == "roman_arabic"
    return both and label.text.rpartition(".")[0] != previous.text.rpartition(".")[0]


def _path(parent: Node | None, label: Label) -> str:
    if parent is None or label.kind == "roman_arabic":
        return label.text
    return f"{parent.id}.{label.text}"


def _unique(path: str, used: dict[str, int]) -> str:
    used[path] = used.get(path, 0) + 1
    return path if used[path] == 1 else f"{path}~{used[path]}"


def _place(labels: Iterable[Label], stack: list[Node]) -> tuple[Label, int] | None:
    """The reading of a label that fits the tree, with the depth it takes; None if it opens no section."""
    fitting = [(label, depth) for label in labels if (depth := _depth(label, stack)) is not None]
    if not fitting:
        return None
    return min(fitting, key=lambda place: _misfit(place[0], place[1], stack))


def _depth(label: Label, stack: list[Node]) -> int | None:
    if label.kind == "arabic" and label.value > _MAX_ARABIC:
        return None
    same = _sibling_depth(label, stack)
    if same is not None:
        step = label.value - stack[same].label.value
        if 1 <= step <= _MAX_GAP or _is_new_path(label, stack[same].label):
            return same
        if label.value == 1 and stack[-1].label.rank < label.rank:
            return len(stack)
        return same if label.kind not in _LIST_KINDS or step == 0 else _child(label, stack, same)
    depth = sum(node.label.rank < label.rank for node in stack)
    if label.kind == "decimal":
        return _under_its_number(label, stack, depth)
    return depth if label.value <= _MAX_GAP or label.kind in {"article", "division", "part"} else None


def _child(label: Label, stack: list[Node], same: int) -> int | None:
    """A list that starts anew: one level down below a deeper label, else a second list beside the first.

    Articles that amend others quote text with numbers of its own; a second list there is such a quote.
    """
    if label.value != 1:
        return None
    if stack[-1].label.rank > label.rank:
        return len(stack)
    return None if any(node.label.kind == "article" for node in stack) else same


def _sibling_depth(label: Label, stack: list[Node]) -> int | None:
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].label.kind == label.kind and stack[depth].label.rank == label.rank:
            return depth
    return None


def _under_its_number(label: Label, stack: list[Node], depth: int) -> int | None:
    head = label.text.rpartition(".")[0]
    under = [place for place, node in enumerate(stack) if node.label.text == head]
    if under:
        return under[-1] + 1
    return depth if label.value <= _MAX_GAP else None


def _misfit(label: Label, depth: int, stack: list[Node]) -> tuple[int, int]:
    expected = (
        stack[depth].label.value + 1 if depth < len(stack) and stack[depth].label.kind == label.kind else 1
    )
    return abs(label.value - expected), label.rank


def headings(nodes: Sequence[Node], lines: Sequence[Line | None]) -> frozenset[str]:
    """Keys (part and id) of the nodes whose words are a heading rather than the paragraph itself.

    A doubtful one, closed with a full stop, follows its siblings.
    """
    sure = {node.key for node in nodes if node.heading or _is_heading(node, lines[node.index])}
    siblings: dict[object, list[Node]] = {}
    for node in nodes:
        siblings.setdefault((node.part, node.parent.id if node.parent else None, node.label.kind), []).append(
            node
        )
    for group in siblings.values():
        if sum(node.key in sure for node in group) * 2 > len(group):
            sure |= {node.key for node in group if _may_be_heading(node)}
        else:
            sure -= {node.key for node in group if _may_be_item(node, lines[node.index])}
    return frozenset(sure)


def _may_be_heading(node: Node) -> bool:
    return node.last > node.index and 0 < len(node.label.rest.split()) <= _MAX_HEADING_WORDS


def _may_be_item(node: Node, line: Line | None) -> bool:
    return node.label.rest.endswith(".") and not (line and line.bold) and not node.label.rest.isupper()


def _is_heading(node: Node, line: Line | None) -> bool:
    text = node.label.rest
    words = text.split()
    if not words or len(words) > _MAX_HEADING_WORDS:
        return False
    if text.isupper() or (node.label.rank <= _OUTER_RANK and len(words) <= 2 * _SHORT_WORDS):
        return True
    if node.last == node.index or text.endswith((";", ",", "./.")):
        return False
    bold = line.bold if line else None
    if bold is True:
        return True
    ends = text.endswith(".") and len(words) > _SHORT_WORDS
    return not ends and (len(words) <= 2 * _SHORT_WORDS or bold is None)
