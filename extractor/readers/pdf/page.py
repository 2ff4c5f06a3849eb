"""One page of a PDF: by its text layer, or recognised where that is missing or worthless."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor.errors import MissingTool
from extractor.readers.ocr.page import Recogniser
from extractor.readers.page.document import FoundPage, rows_of
from extractor.readers.page.grid import find_tables, level_lines
from extractor.readers.page.stamps import set_stamps_aside
from extractor.readers.page.tables import fill_tables
from extractor.readers.page.words import SetWord, Style
from extractor.readers.pdf.fonts import Fonts
from extractor.readers.pdf.frame import Frame, page_frame
from extractor.readers.pdf.legacy import in_unicode
from extractor.readers.pdf.overlay import bare_words, is_laid, without_signatures
from extractor.readers.pdf.ruling import read_rules
from extractor.readers.pdf.scan import is_doubtful, judge, pictures_of, render
from extractor.readers.pdf.source import Handles, count_objects, open_page
from extractor.readers.pdf.words import PageText, read_words, split_word
from extractor.text.syllables import count_syllables

if TYPE_CHECKING:  # config stands above readers; only its shape is needed here
    from extractor.config import Config, Limits


_VIETNAMESE = 0.6
"""Part of possible syllables from which recognised text is Vietnamese."""
_CLEARER = 0.3


class PageRead(NamedTuple):
    """A page and what was odd on it: counts of characters, names of limits met."""

    page: FoundPage
    characters: int = 0
    unmapped: int = 0
    replaced: int = 0
    hidden: int = 0
    annotated: int = 0
    comments: int = 0
    embedded: int = 0
    limits: tuple[str, ...] = ()
    objects: int = 0
    """Texts, pictures, drawings and forms on the page."""


class PageReader:
    """Reads the pages of one PDF, one after the other."""

    def __init__(self, document: Any, config: "Config", recogniser: Recogniser) -> None:
        self._document = document
        self._config = config
        self._recogniser = recogniser
        self._fonts = Fonts()
        self._foreign = False
        """Whether a layer without Vietnamese words proved to be in another language."""
        self.converted: set[str] = set()
        """Legacy encodings of fonts met."""
        self.missing: MissingTool | None = None
        """Why pages that need recognition could not be read."""

    @property
    def recognises(self) -> bool:
        """Whether pages without text are recognised."""
        return self._config.ocr.pages != "never"

    def read(self, index: int) -> PageRead:
        """Page ``index``, from 0."""
        with open_page(self._document, index) as handles:
            if handles is None:
                return PageRead(FoundPage(0.0, 0.0))
            page, text_page, overlay = handles
            frame = page_frame(page, text_page)
            text = read_words(text_page, frame, self._config.limits.page_characters)
            styles = self._fonts.styles(text_page, text.words)
            words = [
                SetWord(word, style | (Style.HIDDEN if frame.is_outside(word) else 0))
                for word, style in zip(text.words, styles, strict=True)
            ]
            words, legacy = in_unicode(words)
            if legacy:
                self.converted.add(legacy)
            words, annotated = _laid(words, handles, frame, text.characters)
            read = self._recognised(page, frame, words) or _layer(
                handles, frame, text, words, self._config.limits
            )
            return read._replace(
                annotated=annotated,
                comments=overlay.comments,
                embedded=overlay.embedded,
                objects=count_objects(page),
                limits=(*read.limits, *(["annotations"] if overlay.cut else [])),
            )

    def _recognised(self, page: Any, frame: Frame, words: list[SetWord]) -> PageRead | None:
        """The page by recognition; None where its text layer serves, or is no worse."""
        if self._config.ocr.pages == "never" or self.missing:
            return None
        always = self._config.ocr.pages == "always"
        if not always and not is_doubtful(words):
            return None
        pictures = pictures_of(page, frame)
        if not count_objects(page) or pictures.others > self._config.limits.page_rules:
            return None  # nothing to see, or so much that to draw it takes minutes
        layer = "none" if always else judge(words, pictures)
        if layer == "good" or (layer == "garbage" and self._foreign):
            return None
        try:
            picture, dpi = render(page, frame, pictures, self._config.limits.image_pixels)
            seen = self._recogniser.read(picture, dpi, words if layer == "stamp" else ())
        except MissingTool as error:
            self.missing = error
            return None
        found = list(_words_of(seen.page))
        if layer == "garbage" and not _is_clearer(found, words):
            self._foreign = True
            return None
        return PageRead(
            seen.page._replace(turned=(seen.page.turned + frame.turned) % 4),
            characters=sum(len(item.word.text) for item in found),
            limits=("page_intersections",) if seen.cut else (),
        )


def _laid(words: list[SetWord], handles: Handles, frame: Frame, first: int) -> tuple[list[SetWord], int]:
    """``words`` with those of annotations, the looks of digital signatures set aside, and how many were read.

    ``first`` is the place of the first word that the text page does not have.
    """
    overlay = handles.overlay
    laid = [item for item in words if overlay.objects and is_laid(handles.text_page, item.word, overlay)]
    added = {
        item.word.at: item for item in without_signatures(laid, [frame.box(*box) for box in overlay.boxes])
    }
    bare = bare_words(overlay, frame, first)
    read = len(bare) + sum(not item.style & Style.ASIDE for item in added.values())
    return [added.get(item.word.at, item) for item in words] + bare, read


def _layer(
    handles: Handles, frame: Frame, text: PageText, words: list[SetWord], limits: "Limits"
) -> PageRead:
    """The page by its text layer."""
    page, text_page, _ = handles
    rules = read_rules(page, frame, limits.page_rules)
    grids = find_tables([] if rules.cut else rules.rules, limits.page_intersections)
    tables, outside = fill_tables(
        grids.tables, set_stamps_aside(words), partial(split_word, text_page, frame)
    )
    met = (("page_characters", text.cut), ("page_rules", rules.cut), ("page_intersections", grids.cut))
    return PageRead(
        page=FoundPage(
            width=frame.width,
            height=frame.height,
            turned=frame.turned,
            rows=rows_of(outside),
            tables=tables,
            lines=[] if rules.cut else level_lines(rules.rules),
        ),
        characters=text.characters,
        unmapped=text.unmapped + sum(len(item.word.text) for item in words if item.style & Style.UNMAPPED),
        replaced=text.replaced,
        hidden=sum(1 for item in words if item.style & Style.HIDDEN),
        limits=tuple(name for name, cut in met if cut),
    )


def _is_clearer(seen: list[SetWord], words: list[SetWord]) -> bool:
    """Whether recognition found Vietnamese where the text layer has none: English text is no garbage."""
    share = count_syllables(_text(seen)).share
    return share >= _VIETNAMESE and share >= count_syllables(_text(words)).share + _CLEARER


def _text(words: Iterable[SetWord]) -> str:
    return " ".join(item.word.text for item in words)


def _words_of(page: FoundPage) -> Iterator[SetWord]:
    rows = chain(page.rows, *(cell.rows for table in page.tables for cell in table.cells))
    return chain.from_iterable(row.words for row in rows)
