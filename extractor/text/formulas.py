"""What spreadsheets take for a formula."""

_STARTS = frozenset("=+-@\t\r\n\0＝＋－＠﹦﹢﹣﹫")
"""Full-width and small forms included."""
_BLANKS = " \u00a0\ufeff"
"""Before the sign they do not hide it: some programs trim them."""


def opens_formula(text: str) -> bool:
    """Whether ``text`` begins as a formula does; plain numbers with a sign do."""
    return text.lstrip(_BLANKS)[:1] in _STARTS and bool(text.strip(_BLANKS))
