"""Text of a Word paragraph: runs, insertions, content controls, fields, text boxes, symbols, note marks."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import regex
from lxml import etree
from msgspec import Struct, field

from extractor.readers.compose import Composer
from extractor.readers.docx_numbering import bullet
from extractor.readers.docx_styles import StyleProperties, Styles, font_in
from extractor.readers.docx_xml import MC, M, W, child, is_on, number, value
from extractor.readers.encoding import converted_message
from extractor.readers.runs import Run
from extractor.text.legacy import convert, encoding_of_font, encoding_of_run
from extractor.text.legacy.convert import Encoding

INSERTED = frozenset({W + "ins", W + "moveTo"})
DELETED = frozenset({W + "del", W + "moveFrom"})
CONTAINERS = frozenset(
    W + name for name in ("hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo", "sdtContent")
)
_LETTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "\u00ad",
}
_NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_TOGGLES = ((W + "b", "bold"), (W + "i", "italic"), (W + "vanish", "hidden"))
_UNICODE_ONLY = regex.compile(r"[\u0102\u0103\u0110\u0111\u01a0-\u01b0\u1ea0-\u1ef9]")
"""Letters no legacy font has: the run was typed in Unicode whatever its font is called."""
_TEXT_PATH = "{urn:schemas-microsoft-com:vml}textpath"
_DRAWN = frozenset({W + "drawing", W + "pict", W + "object"})


class _Hint(NamedTuple):
    """Encoding of a run before its words are asked."""

    encoding: Encoding
    capitals: bool
    """Small letters of the font are capitals."""
    named: bool
    """The name of the font tells it; else it is that of the file."""


class ParagraphContent(Struct):
    """Runs of one paragraph and what hangs on it."""

    runs: list[Run] = field(default_factory=list)
    fonts: list[str | None] = field(default_factory=list)
    """Font of each run."""
    boxes: list[etree._Element] = field(default_factory=list)
    """``w:txbxContent`` elements of text boxes anchored here."""
    art: list[str] = field(default_factory=list)
    """Words of WordArt anchored here."""


class RunReader:
    """Reads runs in the look that styles and their own properties give them."""

    def __init__(self, styles: Styles, composer: Composer) -> None:
        self._styles = styles
        self._composer = composer
        self.assumed: Encoding | None = None
        """Legacy encoding of runs whose font has no such name but whose words show it."""
        self.met: Counter[Encoding] = Counter()
        """Letters converted, by encoding."""
        self.notes: list[tuple[str, str]] = []
        """Kind and id of the notes referred to so far, in order."""

    def read(self, paragraph: etree._Element, style: StyleProperties, *, centered: bool) -> ParagraphContent:
        """All visible text of a paragraph with its text boxes."""
        content = ParagraphContent()
        self._inline(paragraph, style, content)
        content.runs = self._unicode(content)
        if centered:
            content.runs = [run._replace(centered=True) for run in content.runs]
        return content

    def _inline(self, element: etree._Element, style: StyleProperties, content: ParagraphContent) -> None:
        for each in self.visible(element):
            if each.tag == W + "r":
                self._run(each, style, content)
            elif each.tag in CONTAINERS or each.tag in INSERTED:
                self._inline(each, style, content)
            elif each.tag in {M + "oMath", M + "oMathPara"}:
                content.runs.append(Run("".join(text.text or "" for text in each.iter(M + "t"))))
                content.fonts.append(None)

    def visible(self, element: etree._Element) -> Iterator[etree._Element]:
        """Children as Word shows them with all changes accepted; alternatives and controls are opened."""
        for each in element:
            if each.tag in DELETED:
                self._report_change(each)
            elif each.tag == W + "sdt":
                inner = child(each, "sdtContent")
                if inner is not None:
                    if _has_text(inner):
                        self._report_control()
                    yield from self.visible(inner)
            elif each.tag == MC + "AlternateContent":
                chosen = each.find(MC + "Choice")
                chosen = chosen if chosen is not None else each.find(MC + "Fallback")
                if chosen is not None:
                    yield from self.visible(chosen)
            else:
                if each.tag in INSERTED:
                    self._report_change(each)
                yield each

    def _report_control(self) -> None:
        self._composer.issue(
            "content_control_read",
            "đã đọc chữ trong ô điều khiển nội dung / text in content controls was read",
        )

    def _report_change(self, element: etree._Element) -> None:
        if _has_text(element):
            self._composer.issue(
                "tracked_change_read",
                "đã đọc chữ chèn, bỏ chữ xoá / insertions were read, deletions left out",
            )

    def _run(self, run: etree._Element, style: StyleProperties, content: ParagraphContent) -> None:
        text = self._text(run, content)
        if not text:
            return
        own = run[0] if run[0].tag == W + "rPr" else None
        look = self._look(own, style) if own is not None else style
        if look.hidden:
            if text.strip():
                self._composer.issue("hidden_text", "đã bỏ chữ ẩn / hidden text was left out")
            return
        content.runs.append(Run(text, bool(look.bold), bool(look.italic)))
        content.fonts.append(look.font)

    def _unicode(self, content: ParagraphContent) -> list[Run]:
        """The runs of a paragraph, those set in legacy fonts in Unicode."""
        fonts = [
            None if _UNICODE_ONLY.search(run.text) else self._legacy(font)
            for run, font in zip(content.runs, content.fonts, strict=True)
        ]
        if not any(fonts):
            return content.runs
        words: dict[_Hint, str] = {}
        for run, font in zip(content.runs, fonts, strict=True):
            if font:
                words[font] = words.get(font, "") + run.text
        runs: list[Run] = []
        for font, group in groupby(zip(content.runs, fonts, strict=True), key=itemgetter(1)):
            alike = [run for run, _ in group]
            encoding = encoding_of_run(words[font], font.encoding, named=font.named) if font else None
            runs.extend(self._converted(alike, encoding, capitals=bool(font and font.capitals)))
        return runs

    def _legacy(self, font: str | None) -> _Hint | None:
        """What the name of a font tells, else the file."""
        named = encoding_of_font(font) if font else None
        if named:
            return _Hint(*named, named=True)
        return _Hint(self.assumed, capitals=False, named=False) if self.assumed else None

    def _converted(self, runs: list[Run], encoding: Encoding | None, *, capitals: bool) -> Iterator[Run]:
        """Runs of one encoding in Unicode; a letter whose mark stands in the next run is one letter."""
        if encoding is None:
            yield from runs
            return
        self._composer.issue("legacy_font_converted", converted_message(encoding))
        converted = convert("".join(run.text for run in runs), encoding, capitals=capitals)
        self.met[encoding] += len(converted.text)
        at = start = 0
        for run in runs:
            at += len(run.text)
            end = bisect_left(converted.starts, at)
            yield run._replace(text=converted.text[start:end])
            start = end

    def _look(self, own: etree._Element, style: StyleProperties) -> StyleProperties:
        """The style of a paragraph under the named style and the properties of one run."""
        settings = {each.tag: each.get(W + "val") for each in own}
        name = settings.get(W + "rStyle")
        named = self._styles.get(name) if name else None
        chosen: list[bool | None] = [None, None, None]
        for index, (tag, field_) in enumerate(_TOGGLES):
            inherited = getattr(named, field_) if named else None
            default = getattr(style, field_) if inherited is None else inherited
            chosen[index] = is_on(settings[tag]) if tag in settings else default
        font = font_in(own) or (named.font if named else None) or style.font
        return StyleProperties(bold=chosen[0], italic=chosen[1], hidden=chosen[2], font=font)

    def _text(self, run: etree._Element, content: ParagraphContent) -> str:
        parts: list[str] = []
        for each in self.visible(run):
            tag = str(each.tag)
            if tag == W + "t":
                parts.append((each.text or "").replace("\n", " "))
            elif tag in _LETTERS:
                parts.append(_LETTERS[tag])
            elif tag == W + "sym":
                parts.append(_symbol(each.get(W + "char")))
            elif tag in _NOTES:
                parts.append(self._note_mark(_NOTES[tag], each.get(W + "id") or ""))
            elif tag == W + "txbxContent":
                content.boxes.append(each)
            elif tag in _DRAWN:
                content.boxes.extend(_boxes(each))
                content.art.extend(path.get("string") or "" for path in each.iter(_TEXT_PATH))
            elif tag == W + "fldChar":
                parts.append(self._form_field(child(each, "ffData")))
        return "".join(parts)

    def _form_field(self, data: etree._Element | None) -> str:
        """What a field of an old form shows that no run holds: the entry chosen from a list."""
        if data is None:
            return ""
        choices = child(data, "ddList")
        if choices is not None or child(data, "textInput") is not None:
            self._report_control()
        if choices is None:
            return ""
        entries = [entry.get(W + "val") or "" for entry in choices.iter(W + "listEntry")]
        chosen = number(value(choices, "result") or value(choices, "default"), 0)
        return entries[chosen] if chosen < len(entries) else ""

    def _note_mark(self, kind: str, note_id: str) -> str:
        self.notes.append((kind, note_id))
        return f"[{len(self.notes)}]"


def _has_text(element: etree._Element) -> bool:
    return any((text.text or "").strip() for text in element.iter(W + "t", W + "delText"))


def _symbol(code: str | None) -> str:
    try:
        letter = chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return ""
    return bullet(letter)


def _boxes(drawn: etree._Element) -> Iterator[etree._Element]:
    """Text boxes of a drawing, each once: not those of a fallback, not those inside another box."""
    for box in drawn.iter(W + "txbxContent"):
        outer = []
        for ancestor in box.iterancestors():
            if ancestor is drawn:
                break
            outer.append(ancestor.tag)
        if MC + "Fallback" not in outer and W + "txbxContent" not in outer:
            yield box
