"""Tesseract behind one small interface: a grey picture and a box in, words with boxes and confidence out.

The library runs in this process (tesserocr): on the same page it takes two thirds of the time of the command,
which starts anew and loads its data for every picture. The Vietnamese data come with the system.
"""

import ctypes
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from extractor.errors import MissingTool
from extractor.extras import missing
from extractor.readers.ocr.pixels import Picture

Rectangle = tuple[int, int, int, int]
"""x0, top, x1, bottom in pixels."""

DATA = "vie.traineddata"
_PLACES = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
    "C:/Program Files/Tesseract-OCR/tessdata",
)
"""Where systems keep Tesseract's data, tried in order behind the configuration and TESSDATA_PREFIX."""

_NOTHING = 6
"""Leptonica's severity above all messages (L_SEVERITY_NONE)."""

BLOCK = 6
"""Page segmentation: one uniform block of text (Tesseract's PSM_SINGLE_BLOCK)."""
AUTO = 3
"""Page segmentation: found by the engine (PSM_AUTO)."""
SPARSE = 11
"""Page segmentation: as many words as there are, in no order (PSM_SPARSE_TEXT)."""
WORD = 8
"""Page segmentation: one word (PSM_SINGLE_WORD)."""
LINE = 7
"""Page segmentation: one line of text (PSM_SINGLE_LINE)."""


class SeenWord(NamedTuple):
    """A word as recognised: box in pixels, line it stands on, that line's baseline, confidence 0–1."""

    text: str
    x0: int
    top: int
    x1: int
    bottom: int
    line: int
    baseline: float
    confidence: float


class SeenSymbol(NamedTuple):
    """A letter or digit as recognised, with its left and right edge in pixels."""

    text: str
    x0: int
    x1: int
    confidence: float


class Engine:
    """One recogniser, used for many pictures."""

    def __init__(self, api: Any) -> None:
        self._api = api
        self._lines = 0

    def words(self, picture: Picture, box: Rectangle, *, dpi: int, mode: int) -> list[SeenWord]:
        """The words inside ``box`` of a grey picture in reading order, set out as ``mode`` says.

        The box is cut out here: told to look at a part of a picture, the library (5.5) misreads it.
        """
        x0, top, x1, bottom = box
        self._show(picture[top:bottom, x0:x1], dpi, mode)
        return list(self._found(x0, top))

    def symbols(self, picture: Picture, *, dpi: int) -> list[SeenSymbol]:
        """The letters and digits of a grey picture of one line."""
        import tesserocr

        self._show(picture, dpi, LINE)
        level = tesserocr.RIL.SYMBOL
        found = self._api.GetIterator()
        if found is None or found.Empty(level):
            return []
        return [
            SeenSymbol(symbol.GetUTF8Text(level), box[0], box[2], symbol.Confidence(level) / 100)
            for symbol in tesserocr.iterate_level(found, level)
            if (box := symbol.BoundingBox(level))
        ]

    def new_line(self) -> int:
        """The number of a line that no word has yet."""
        self._lines += 1
        return self._lines

    def _show(self, picture: Picture, dpi: int, mode: int) -> None:
        height, width = picture.shape
        self._api.SetPageSegMode(mode)
        self._api.SetImageBytes(picture.tobytes(), width, height, 1, width)
        self._api.SetSourceResolution(dpi)
        self._api.Recognize()

    def close(self) -> None:
        """Gives back the memory."""
        self._api.End()

    def _found(self, left: int, above: int) -> Iterator[SeenWord]:
        import tesserocr

        level, line = tesserocr.RIL.WORD, tesserocr.RIL.TEXTLINE
        found = self._api.GetIterator()
        if found is None or found.Empty(level):
            return
        baseline: Any = None
        for word in tesserocr.iterate_level(found, level):
            if word.IsAtBeginningOf(line) or baseline is None:
                baseline = word.Baseline(line)
                self.new_line()
            text = word.GetUTF8Text(level).strip()
            box = word.BoundingBox(level)
            if text and box:
                x0, top, x1, bottom = box
                yield SeenWord(
                    text=text,
                    x0=x0 + left,
                    top=top + above,
                    x1=x1 + left,
                    bottom=bottom + above,
                    line=self._lines,
                    baseline=_height_at(baseline, box) + above,
                    confidence=word.Confidence(level) / 100,
                )


def _height_at(baseline: Any, box: Sequence[int]) -> float:
    """y of a line's baseline in the middle of a word; the lower edge of the word where there is none."""
    if not baseline:
        return float(box[3])
    (x0, y0), (x1, y1) = baseline
    return y0 + (y1 - y0) * ((box[0] + box[2]) / 2 - x0) / (x1 - x0) if x1 > x0 else float(y0)


def load_engine(folder: str | None) -> Engine:
    """The engine with Vietnamese data; end it with ``close``.

    Args:
        folder: where ``vie.traineddata`` lies; None for the places where systems keep it.

    Raises:
        MissingTool: the library or the data are not installed.
    """
    data = data_folder(folder)
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # more threads make a page slower, not faster
    try:
        import tesserocr
    except ImportError:
        raise missing("ocr") from None
    _silence(tesserocr.__file__)
    api = tesserocr.PyTessBaseAPI(path=str(data), lang="vie", psm=BLOCK)
    api.SetVariable("tessedit_do_invert", "0")  # white letters on black: costs time on each odd line
    return Engine(api)


def _silence(folder: str) -> None:
    """Keeps the picture library below the engine from writing to the terminal."""
    for library in Path(folder).parent.glob("*.so"):
        with suppress(OSError, AttributeError):
            ctypes.CDLL(str(library)).setMsgSeverity(_NOTHING)


def data_folder(folder: str | None) -> Path:
    """The folder that holds Tesseract's Vietnamese data.

    Raises:
        MissingTool: nowhere.
    """
    prefix = os.environ.get("TESSDATA_PREFIX")
    places = [folder] if folder else [*([prefix, f"{prefix}/tessdata"] if prefix else []), *_PLACES]
    for place in places:
        if place and (Path(place) / DATA).is_file():
            return Path(place)
    raise MissingTool(
        "a scan needs Tesseract's Vietnamese data; install them (Debian, Ubuntu: apt-get install "
        "tesseract-ocr-vie), or name the folder of vie.traineddata in kehoach.toml: [ocr] tessdata",
        message_vi="bản quét cần dữ liệu tiếng Việt của Tesseract; hãy cài (Debian, Ubuntu: apt-get install "
        "tesseract-ocr-vie), hoặc nêu thư mục có vie.traineddata trong kehoach.toml: [ocr] tessdata",
    )
