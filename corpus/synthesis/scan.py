"""Scans of made pages: turned a little, noisy, stamped, of low resolution, packed as JPEG.

The truth stays that of the pages.
"""

import io
import random
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFilter

POINTS = 72
RED = (196, 30, 45)


@dataclass(frozen=True, kw_only=True)
class Flaws:
    """What a scanner and an office do to a page.

    `skew` in degrees; `noise` as the part of grey levels by which points differ; `blur` in points of the
    picture; `quality` of the JPEG; `stamp`: a round red stamp over the foot of the last page; `grey` or in
    colour.
    """

    dpi: int = 200
    skew: float = 0.0
    noise: float = 0.0
    blur: float = 0.0
    quality: int = 80
    stamp: bool = False
    grey: bool = False


def scan_of(pdf: bytes, flaws: Flaws, seed: int = 0) -> bytes:
    """A PDF of pictures of the pages; the same arguments give the same bytes."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for picture in pictures_of(pdf, flaws, seed):
        packed = io.BytesIO()
        picture.save(packed, "JPEG", quality=flaws.quality)
        width, height = (side * POINTS / flaws.dpi for side in picture.size)
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(packed), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def pictures_of(pdf: bytes, flaws: Flaws, seed: int = 0) -> list[Image.Image]:
    """The pages as a scanner would see them."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    rng = random.Random(seed)
    count = len(document)
    return [
        _flawed(page.render(scale=flaws.dpi / POINTS).to_pil().convert("RGB"), flaws, rng, at == count - 1)
        for at, page in enumerate(document)
    ]


def _flawed(page: Image.Image, flaws: Flaws, rng: random.Random, is_last: bool) -> Image.Image:
    if flaws.stamp and is_last:
        page = _stamped(page, flaws.dpi)
    if flaws.skew:
        angle = flaws.skew * rng.choice((-1, 1))
        page = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    if flaws.blur:
        page = page.filter(ImageFilter.GaussianBlur(flaws.blur))
    if flaws.noise:
        page = _noisy(page, flaws.noise, rng)
    return page.convert("L") if flaws.grey else page


def _stamped(page: Image.Image, dpi: int) -> Image.Image:
    """A ring of 3.6 cm, as seals are, over what is printed."""
    layer = Image.new("RGB", page.size, (255, 255, 255))
    draw = ImageDraw.Draw(layer)
    radius, line = round(1.8 / 2.54 * dpi), max(round(dpi / 60), 1)
    x, y = round(page.width * 0.6), round(page.height * 0.7)
    for inner in (0, round(radius * 0.35)):
        box = (x - radius + inner, y - radius + inner, x + radius - inner, y + radius - inner)
        draw.ellipse(box, outline=RED, width=line)
    return ImageChops.multiply(page, layer)


def _noisy(page: Image.Image, part: float, rng: random.Random) -> Image.Image:
    import numpy as np

    grains: Any = np.random.default_rng(rng.getrandbits(32))
    levels = np.asarray(page, dtype=np.float32)
    levels = levels + grains.normal(0, 255 * part, levels.shape[:2])[:, :, None]
    return Image.fromarray(levels.clip(0, 255).astype(np.uint8))
