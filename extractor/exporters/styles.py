"""The look of the workbook."""

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_FONT = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
_LINE = {"bottom": 1, "bottom_color": "#D9E1EA"}
_DARK, _PALE = "#1F3864", "#EAF0F8"
_EXACT = {"num_format": "@"}
"""The text format: a spreadsheet leaves what is typed into the cell as it is."""


class Styles(NamedTuple):
    """Cell formats of one workbook."""

    header: Any
    text: Any
    number: Any
    title: Any
    band: Any
    plain: Any
    code: Any

    @classmethod
    def of(cls, book: "Workbook") -> "Styles":
        """The formats, registered with ``book``."""
        head = {**_FONT, "bold": True, "font_color": "white", "bg_color": _DARK, "text_wrap": True}
        return cls(
            header=book.add_format({**head, "valign": "vcenter", "border": 1, "border_color": "#8EA9DB"}),
            text=book.add_format({**_FONT, **_LINE, "text_wrap": True, **_EXACT}),
            number=book.add_format({**_FONT, **_LINE, "num_format": "0", "align": "center"}),
            title=book.add_format({**_FONT, "bold": True, "font_size": 16, "font_color": _DARK}),
            band=book.add_format({**_FONT, "bold": True, "font_color": _DARK, "bg_color": _PALE, **_EXACT}),
            plain=book.add_format({**_FONT, "text_wrap": True}),
            code=book.add_format({**_FONT, **_LINE, "font_name": "Consolas", **_EXACT}),
        )
