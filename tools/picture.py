"""Draws the picture of the README: two pages of a sample plan, what was found boxed, and the rows it gave."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from extractor import Plan, extract
from extractor.model.records import Provenance

SAMPLE = Path(__file__).parents[1] / "corpus" / "samples" / "mau-binh-duong-so-hoa-luu-tru-2023.pdf"
FONTS = Path("/usr/share/fonts/truetype/liberation2")
SCALE = 1.55
"""Pixels a point of the page."""

TABLE_WIDTH = 1010
GAP = 28
INK, GREY, LINE, PAPER = (32, 36, 44), (110, 116, 128), (214, 218, 226), (250, 250, 248)
PALETTE = ((31, 119, 180), (214, 110, 20), (44, 140, 60), (190, 50, 60), (120, 80, 170), (20, 140, 150))

Color = tuple[int, int, int]


class Found(NamedTuple):
    """A record of a page: its place, and its cells in the table."""

    provenance: Provenance
    cells: tuple[str, ...]


class Panel(NamedTuple):
    """A page, which slice of it to show and where its numbers stand (points), and the table beside it."""

    page: int
    top: float
    bottom: float
    numbers_x: float
    title: str
    head: tuple[str, ...]
    widths: tuple[int, ...]
    found: tuple[Found, ...]


def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Liberation Sans, which holds all Vietnamese letters."""
    return ImageFont.truetype(str(FONTS / f"LiberationSans-{'Bold' if bold else 'Regular'}.ttf"), size)


def citations_panel(plan: Plan) -> Panel:
    """Documents cited on the first page."""
    found = tuple(
        Found(
            one.provenance,
            (
                one.number or one.title or "",
                f"{one.issued_on:%d/%m/%Y}" if one.issued_on else "",
                one.issuer.surface if one.issuer else "",
                _place(one.provenance),
            ),
        )
        for one in plan.citations
        if one.provenance.spans[0].page == 1 and one.number and one.kind == "numbered"
    )
    head = ("số, ký hiệu", "ngày ban hành", "cơ quan ban hành", "trang · vị trí")
    return Panel(1, 45, 452, 68, "citations.csv – viện dẫn", head, (250, 150, 360, 190), found)


def tasks_panel(plan: Plan) -> Panel:
    """Tasks of the appendix page."""
    found = tuple(
        Found(
            task.provenance,
            (
                " › ".join(group.label or group.title or "" for group in task.groups[-1:]),
                task.stt or "",
                task.text,
                "; ".join(unit.surface for unit in task.lead),
                "; ".join(deadline.raw for deadline in task.deadlines),
                _place(task.provenance),
            ),
        )
        for task in plan.tasks
        if task.provenance.spans[0].page == 3
    )
    head = ("nhóm", "stt", "nội dung nhiệm vụ", "chủ trì", "thời hạn", "trang · vị trí")
    return Panel(3, 45, 540, 60, "tasks.csv – nhiệm vụ", head, (62, 44, 396, 190, 128, 130), found)


def _place(place: Provenance) -> str:
    return f"tr. {place.spans[0].page} · {place.start}–{place.end}"


def draw_page(panel: Panel) -> Image.Image:
    """The slice of the page with a box around everything found."""
    with pypdfium2.PdfDocument(SAMPLE) as pdf:
        page = pdf[panel.page - 1]
        image = page.render(scale=SCALE * 2).to_pil().convert("RGBA")
    layer = Image.new("RGBA", image.size)
    draw = ImageDraw.Draw(layer)
    for number, one in enumerate(panel.found, 1):
        _mark(draw, one.provenance, number, panel)
    image = Image.alpha_composite(image, layer)
    image = image.resize((image.width // 2, image.height // 2), Image.Resampling.LANCZOS)
    return image.convert("RGB").crop((0, int(panel.top * SCALE), image.width, int(panel.bottom * SCALE)))


def _mark(draw: ImageDraw.ImageDraw, place: Provenance, number: int, panel: Panel) -> None:
    color = _color(number)
    boxes = [span.bbox for span in place.spans if span.bbox and span.page == panel.page]
    for x0, top, x1, bottom in boxes:
        corners = [value * SCALE * 2 for value in (x0 - 1.5, top - 1, x1 + 1.5, bottom + 1)]
        draw.rectangle(corners, fill=(*color, 38), outline=(*color, 255), width=3)
    if boxes:
        middle = (min(box[1] for box in boxes) + max(box[3] for box in boxes)) / 2
        _badge(draw, (panel.numbers_x * SCALE * 2, middle * SCALE * 2), number, 22)


def _badge(draw: ImageDraw.ImageDraw, center: tuple[float, float], number: int, radius: int) -> None:
    x, y = center
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(*_color(number), 255))
    draw.text(center, str(number), font=font(int(radius * 1.2), bold=True), fill="white", anchor="mm")


def _color(number: int) -> Color:
    return PALETTE[(number - 1) % len(PALETTE)]


def draw_table(panel: Panel) -> Image.Image:
    """The rows found, numbered as on the page."""
    image = Image.new("RGB", (TABLE_WIDTH, 2000), "white")
    draw = ImageDraw.Draw(image)
    draw.text((0, 8), panel.title, font=font(23, bold=True), fill=INK)
    y = _row(draw, 50, panel.head, panel.widths, bold=True)
    for number, one in enumerate(panel.found, 1):
        middle = y
        y = _row(draw, y, one.cells, panel.widths)
        _badge(draw, (22, (middle + y) / 2 - 2), number, 14)
    return image.crop((0, 0, TABLE_WIDTH, y + 2))


def _row(
    draw: ImageDraw.ImageDraw, y: int, cells: Sequence[str], widths: Sequence[int], *, bold: bool = False
) -> int:
    face = font(17, bold=bold)
    wrapped = [_wrap(draw, cell, face, width - 14) for cell, width in zip(cells, widths, strict=True)]
    height = max(len(lines) for lines in wrapped) * 23 + 14
    x = 50
    for lines, width in zip(wrapped, widths, strict=True):
        for at, line in enumerate(lines):
            draw.text((x, y + 6 + at * 23), line, font=face, fill=GREY if bold else INK)
        x += width
    draw.line((0, y + height, TABLE_WIDTH, y + height), fill=LINE, width=2 if bold else 1)
    return y + height


def _wrap(draw: ImageDraw.ImageDraw, text: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if draw.textlength(longer, font=face) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines if len(lines) <= 3 else [*lines[:2], f"{lines[2]} …"]


def draw_panel(panel: Panel, width: int) -> Image.Image:
    """Page slice and table side by side; pages of any width are set to ``width``."""
    page, table = draw_page(panel), draw_table(panel)
    page = page.resize((width, round(page.height * width / page.width)), Image.Resampling.LANCZOS)
    framed = Image.new("RGB", (page.width + 2, page.height + 2), LINE)
    framed.paste(page, (1, 1))
    height = max(framed.height, table.height)
    image = Image.new("RGB", (framed.width + GAP + table.width + GAP * 2, height + GAP * 2), PAPER)
    image.paste(Image.new("RGB", (table.width + GAP, height + GAP * 2), "white"), (framed.width + GAP * 2, 0))
    image.paste(framed, (GAP, GAP))
    image.paste(table, (framed.width + GAP * 2 + GAP // 2, GAP))
    return image


def main() -> None:
    """Writes the picture to the path given."""
    plan = extract(SAMPLE)
    panels = [draw_panel(panel, 880) for panel in (citations_panel(plan), tasks_panel(plan))]
    image = Image.new("RGB", (max(one.width for one in panels), sum(one.height for one in panels)), "white")
    y = 0
    for one in panels:
        image.paste(one, (0, y))
        y += one.height
    out = Path(sys.argv[1])
    out.parent.mkdir(parents=True, exist_ok=True)
    image.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, optimize=True)


if __name__ == "__main__":
    main()
