"""Names and small readings of WordprocessingML."""

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_OFF = frozenset({"0", "false", "off", "none"})


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The descendant reached by one child name after another; None where one is missing."""
    for name in names:
        if element is None:
            return None
        element = element.find(W + name)
    return element


def value(element: etree._Element | None, *names: str) -> str | None:
    """``w:val`` of a descendant; None where it is missing."""
    found = child(element, *names)
    return found.get(W + "val") if found is not None else None


def switch(properties: etree._Element | None, name: str) -> bool | None:
    """An on/off property such as ``w:b``: None where it is not there."""
    found = child(properties, name)
    if found is None:
        return None
    return is_on(found.get(W + "val"))


def is_on(setting: str | None) -> bool:
    """Whether the value of an on/off property means on; none at all does."""
    return (setting or "1") not in _OFF


def number(text: str | None, default: int, *, low: int = 0, high: int = 1_000_000) -> int:
    """An integer attribute between ``low`` and ``high``; ``default`` for anything else."""
    try:
        found = int((text or "")[:12])
    except ValueError:
        return default
    return min(max(found, low), high)
