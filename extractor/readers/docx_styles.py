"""What the styles of a Word document say about paragraphs and runs, along their chain of inheritance."""

from lxml import etree
from msgspec import Struct

from extractor.readers.docx_xml import W, child, number, switch, value


class StyleProperties(Struct, frozen=True, kw_only=True):
    """Properties a style sets itself or inherits; None where no style of the chain says anything."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    align: str | None = None
    num_id: str | None = None
    level: int | None = None
    font: str | None = None
    """Font of Latin letters."""
    num_style: str | None = None
    """Id of the style of the chain that carries the numbering."""


_NOTHING = StyleProperties()


class Styles:
    """Styles by id; a loop of inheritance ends at its first repetition."""

    def __init__(self, root: etree._Element | None) -> None:
        styles = root.findall(W + "style") if root is not None else []
        self._elements = {style.get(W + "styleId") or "": style for style in styles}
        self._resolved: dict[str, StyleProperties] = {}
        defaults = child(root, "docDefaults", "rPrDefault", "rPr")
        self._default = StyleProperties(
            bold=switch(defaults, "b"), italic=switch(defaults, "i"), font=font_in(defaults)
        )
        self.default_paragraph = next(
            (
                style.get(W + "styleId")
                for style in styles
                if style.get(W + "type") == "paragraph" and style.get(W + "default") in {"1", "true"}
            ),
            None,
        )

    def get(self, style_id: str | None) -> StyleProperties:
        """The properties of a style with all it inherits; document defaults for an unknown one."""
        if not style_id or style_id not in self._elements:
            return self._default
        if style_id not in self._resolved:
            self._resolved[style_id] = self._resolve(style_id)
        return self._resolved[style_id]

    def _resolve(self, style_id: str) -> StyleProperties:
        chain: list[str] = []
        current: str | None = style_id
        while current and current in self._elements and current not in chain:
            chain.append(current)
            current = value(self._elements[current], "basedOn")
        own = [_own(self._elements[link], link) for link in chain]
        return _merge([*own, self._default])

    def num_of(self, style_id: str) -> str | None:
        """Number id a numbering style points at."""
        return value(self._elements.get(style_id), "pPr", "numPr", "numId")

    def has_borders(self, style_id: str | None) -> bool:
        """Whether a table style, itself or through its bases, draws lines."""
        seen: set[str] = set()
        while style_id and style_id in self._elements and style_id not in seen:
            seen.add(style_id)
            style = self._elements[style_id]
            if draws_lines(child(style, "tblPr", "tblBorders")):
                return True
            style_id = value(style, "basedOn")
        return False


def font_in(run: etree._Element | None) -> str | None:
    """The font that run properties name for Latin letters."""
    fonts = child(run, "rFonts")
    return (fonts.get(W + "ascii") or fonts.get(W + "hAnsi")) if fonts is not None else None


def draws_lines(borders: etree._Element | None) -> bool:
    """Whether an element of borders has a visible one."""
    return borders is not None and any(
        border.get(W + "val") not in {None, "nil", "none"} for border in borders
    )


def _own(style: etree._Element, style_id: str) -> StyleProperties:
    paragraph, run = child(style, "pPr"), child(style, "rPr")
    num_id = value(paragraph, "numPr", "numId")
    level = value(paragraph, "numPr", "ilvl")
    return StyleProperties(
        bold=switch(run, "b"),
        italic=switch(run, "i"),
        hidden=switch(run, "vanish"),
        align=value(paragraph, "jc"),
        num_id=num_id,
        level=number(level, 0, high=8) if level else None,
        num_style=style_id if num_id else None,
        font=font_in(run),
    )


def _merge(chain: list[StyleProperties]) -> StyleProperties:
    def first(name: str) -> object:
        return next((found for each in chain if (found := getattr(each, name)) is not None), None)

    return StyleProperties(**{name: first(name) for name in _NOTHING.__struct_fields__})  # type: ignore[arg-type]
