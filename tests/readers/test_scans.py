"""Scans: pages that are pictures are recognised like digital pages, and what is doubtful is said."""

import io
import shutil

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractor import pipeline
from extractor.config import Config, OcrConfig
from extractor.errors import DamagedFile, MissingTool, ResourceLimit
from extractor.model.document import Document
from extractor.model.source import SourceFile
from extractor.readers.ocr.letters import mended
from extractor.readers.ocr.picture import prepare

FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
SIZE = 1654, 2339
"""A4 at 200 dpi."""
TEXT = (
    "II. NHIỆM VỤ VÀ GIẢI PHÁP",
    "III. TỔ CHỨC THỰC HIỆN",
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ",
    "Sở Nội vụ chủ trì, phối hợp với các cơ quan có liên quan",
    "tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 15/12",
)

pytestmark = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="Tesseract and its data are not installed (make setup)"
)


def page(lines: tuple[str, ...] = TEXT) -> Image.Image:
    """A printed page as a grey picture."""
    picture = Image.new("L", SIZE, 255)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(FONT, 38)
    for at, line in enumerate(lines):
        draw.text((240, 240 + 70 * at), line, font=font, fill=20)
    return picture


def table() -> Image.Image:
    """A ruled table of three columns and three rows."""
    picture = Image.new("L", SIZE, 255)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(FONT, 36)
    edges, rows = (200, 320, 900, 1450), (200, 300, 460, 620)
    for x in edges:
        draw.line((x, rows[0], x, rows[-1]), fill=0, width=3)
    for y in rows:
        draw.line((edges[0], y, edges[-1], y), fill=0, width=3)
    words = (
        ("STT", "Nội dung công việc", "Cơ quan chủ trì"),
        ("1", "Tổ chức hội nghị", "Sở Tư pháp"),
        ("2", "Xây dựng kế hoạch", "Sở Tài chính"),
    )
    for y, line in zip(rows, words, strict=False):
        for x, word in zip(edges, line, strict=False):
            draw.text((x + 20, y + 30), word, font=font, fill=20)
    return picture


def png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(200, 200))
    return out.getvalue()


def scan(*pictures: Image.Image, stamp: str | None = None) -> bytes:
    """A PDF of nothing but pictures; ``stamp`` is a text layer over the first."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=True)
    for at, picture in enumerate(pictures):
        canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
        if stamp and not at:
            canvas.drawString(380, 820, stamp)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def read(name: str, data: bytes, config: Config | None = None) -> Document:
    return pipeline.read(SourceFile.of(name, data), config or Config())


def codes(document: Document) -> list[str]:
    return [issue.code for issue in document.issues]


def _transparent(mode: str) -> Image.Image:
    """The page as black on a ground that is transparent, as programs that draw save it."""
    ink = Image.eval(page(), lambda shade: 255 - shade)
    drawn = Image.new("RGBA", SIZE)
    drawn.putalpha(ink)
    return drawn.convert(mode)


@pytest.mark.parametrize("mode", ["LA", "RGBA"])
def test_what_is_transparent_is_paper(mode: str) -> None:
    """Black letters on a ground that is transparent, and black below."""
    assert "Nghị định số 30/2020/NĐ-CP" in _text(png(_transparent(mode)))


@pytest.mark.parametrize("deepest", [255, 4_095, 65_535])
def test_grey_of_more_bits_is_grey(deepest: int) -> None:
    """Scans of 12 and 16 bits a pixel, and of 8 in a wider frame."""
    deep = Image.fromarray((np.asarray(page(), np.float64) * deepest / 255).astype(np.uint16))
    assert "Nghị định số 30/2020/NĐ-CP" in _text(png(deep))


def _text(data: bytes) -> str:
    return pipeline.read(SourceFile.of("page.png", data), Config()).text


def test_a_scanned_page_is_read() -> None:
    """Words, numbers of documents and Roman numerals come back; the page says how it was read and how surely."""
    document = read("plan.pdf", scan(page()))
    lines = [line for line in document.text.splitlines() if line]
    assert [line.replace(".", "") for line in lines] == [line.replace(".", "") for line in TEXT]
    assert [(one.read_by, one.number) for one in document.pages] == [("ocr", 1)]
    assert (document.pages[0].confidence or 0) > 0.9
    assert codes(document) == []


@pytest.mark.parametrize("mode", ["RGB", "P", "LA", "RGBA"])
def test_grey_page_reads_alike_however_it_is_stored(mode: str) -> None:
    """Coloured, with a palette, with transparency: a page without colour is a grey page."""
    plain = pipeline.read(SourceFile.of("page.png", png(page())), Config()).text
    assert "Nghị định số 30/2020/NĐ-CP" in plain
    assert pipeline.read(SourceFile.of("page.png", png(page().convert(mode))), Config()).text == plain


def test_words_of_a_scan_have_boxes_on_the_page() -> None:
    """The box of a word lies where the word is printed: 200 dpi, so 240 pixels are 86 points."""
    document = read("plan.png", png(page()))
    box = document.span(0, 2).bbox
    assert box is not None
    assert abs(box[0] - 240 * 0.36) < 3
    assert abs(box[1] - 250 * 0.36) < 5


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_turned_pages_are_set_upright(degrees: int) -> None:
    """A page scanned on its side or upside down reads like the upright one and says by how much it was turned."""
    lines = TEXT * 5
    upright = read("plan.png", png(page(lines)))
    turned = read("plan.png", png(page(lines).rotate(degrees, expand=True)))
    assert turned.pages[0].turned == degrees // 90
    assert turned.text == upright.text
    assert turned.pages[0].width == upright.pages[0].width


def test_a_leaning_page_is_straightened_and_its_boxes_lean_back() -> None:
    """Two degrees of skew change no word; boxes stay on the page as scanned."""
    leaning = page(TEXT * 4).rotate(2, fillcolor=255, resample=Image.Resampling.BICUBIC)
    assert abs(prepare(np.asarray(leaning), 200).turn.degrees + 2) < 0.2
    document = read("plan.png", png(leaning))
    assert "30/2020/NĐ-CP" in document.text
    first, last = document.pages[0].words[0], document.pages[0].words[-1]
    assert last.x0 - first.x0 != pytest.approx(0, abs=0.1)


def test_a_ruled_table_of_a_scan_has_cells() -> None:
    """Lines of a picture make a table; lone digits of the first column are read."""
    document = read("plan.png", png(table()))
    (grid,) = document.grids
    cells = [" ".join(document.text[cell.start : cell.end].split()) for cell in grid.cells]
    assert (grid.rows, grid.cols) == (3, 3)
    assert cells[0::3] == ["STT", "1", "2"]
    assert cells[3:6] == ["1", "Tổ chức hội nghị", "Sở Tư pháp"]


def test_a_red_stamp_does_not_spoil_the_words_below() -> None:
    """A seal over print is taken out by its colour."""
    picture = page().convert("RGB")
    seal = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(seal)
    draw.ellipse((300, 330, 720, 750), outline=(215, 40, 50), width=12)
    draw.ellipse((360, 390, 660, 690), outline=(215, 40, 50), width=8)
    stamped = Image.fromarray(np.minimum(np.asarray(picture), np.asarray(seal)))
    document = read("plan.png", png(stamped))
    assert "Căn cứ Nghị định số 30/2020/NĐ-CP" in document.text
    assert "Sở Nội vụ chủ trì" in document.text


def test_a_blank_page_is_said_and_gives_no_words() -> None:
    """Nothing is invented on empty paper, grain of the scanner included."""
    grain = np.random.default_rng(3).normal(236, 5, (SIZE[1], SIZE[0])).clip(0, 255).astype(np.uint8)
    document = read("plan.pdf", scan(page(), Image.fromarray(grain)))
    assert [one.read_by for one in document.pages] == ["ocr", "none"]
    assert codes(document) == ["page_without_text"]


def test_a_stamp_in_the_text_layer_does_not_hide_a_scan() -> None:
    """A signed scan has a few words of text; the page is recognised and the stamp kept."""
    document = read("plan.pdf", scan(page(), stamp="Signed by the office"))
    assert document.pages[0].read_by == "ocr"
    assert "30/2020/NĐ-CP" in document.text
    assert "Signed" in document.text


def test_recognition_can_be_turned_off() -> None:
    """With ``[ocr] pages = "never"`` a scan is a document without text, said so."""
    document = read("plan.pdf", scan(page()), Config(ocr=OcrConfig(pages="never")))
    assert document.text == ""
    assert codes(document) == ["no_text_layer"]
    assert "nhận dạng chữ đang tắt" in document.issues[0].message


def test_missing_data_are_said_with_the_line_to_type(tmp_path: object) -> None:
    """Without Tesseract's data a scan ends as missing_tool and says what to install."""
    with pytest.raises(MissingTool, match="apt-get install tesseract-ocr-vie"):
        read("plan.pdf", scan(page()), Config(ocr=OcrConfig(tessdata=str(tmp_path))))


def test_several_frames_are_several_pages() -> None:
    """A TIFF of two frames is a document of two pages."""
    out = io.BytesIO()
    page().save(out, "TIFF", save_all=True, append_images=[table()], dpi=(200, 200))
    document = read("plan.tif", out.getvalue())
    assert [one.number for one in document.pages] == [1, 2]
    assert document.media_type == "image/tiff"


def test_a_picture_cut_off_is_damaged() -> None:
    """A broken download says so."""
    with pytest.raises(DamagedFile):
        read("plan.png", png(page())[:2000])


def test_a_picture_too_large_is_refused_before_it_is_read() -> None:
    """Pixels are counted from the header."""
    limits = Config().limits
    small = Config(limits=type(limits)(image_pixels=1000))
    with pytest.raises(ResourceLimit, match="image_pixels"):
        read("plan.png", png(page()), small)


def test_the_same_scan_gives_the_same_words() -> None:
    """Recognition depends on nothing but the page."""
    data = scan(page(), table())
    assert read("plan.pdf", data) == read("plan.pdf", data)


@pytest.mark.parametrize(
    ("read_as", "printed"),
    [("QĐÐ-TTg", "QĐ-TTg"), ("cứu", "cứu"), ("lưu", "lưu"), ("23⁄4", "23/4"), ("IoøT", "IoT")],
)
def test_letters_recognition_invents_go(read_as: str, printed: str) -> None:
    """A letter written twice is one; ưu is two letters of Vietnamese."""
    assert mended(read_as) == printed


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("0l", "01"),
        ("202],", "2021,"),
        ("I7/NQ-", "17/NQ-"),
        ("O1/NQ-CP", "01/NQ-CP"),
        ("III.", "III."),
        ("I2.", "I2."),
    ],
)
def test_letters_in_numbers_are_digits(read: str, printed: str) -> None:
    """A bar inside of a number is a digit; Roman numerals and labels stay."""
    assert mended(read) == printed
