"""``kehoach debug``: a page with what was read on it drawn over."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.batch.discover import printable
from extractor.batch.names import stem_slug
from extractor.batch.reading import read_input
from extractor.cli.command import PATH, Command, lang_option
from extractor.cli.configuration import config_option, read_config
from extractor.cli.messages import LANGUAGES, say, tell
from extractor.errors import ConfigError

if TYPE_CHECKING:
    from extractor.model.document import Document

LAYERS = ("words", "rules", "cells", "rows", "sections", "citations")


@click.command("debug", cls=Command)
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option(
    "-p",
    "--page",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Trang, đếm từ 1. / The page, from 1.",
)
@click.option("-o", "--output", type=PATH, required=True, help="Tệp PNG. / The PNG file.")
@click.option(
    "--scale",
    type=click.FloatRange(min=0.5, max=8),
    default=2.0,
    show_default=True,
    help="Số điểm ảnh mỗi point (1/72 inch). / Pixels a point.",
)
@click.option(
    "--layer",
    "layers",
    type=click.Choice(LAYERS, case_sensitive=False),
    multiple=True,
    help="Chỉ vẽ lớp này (dùng được nhiều lần). / Draw this layer only (may be repeated).",
)
@config_option
@lang_option
def command(file: Path, **options: Any) -> None:
    """Vẽ lên một trang của FILE (PDF hay ảnh) những gì đã đọc được: từ, đường kẻ, ô, dòng, đề mục, viện dẫn.

    Draw over one page of FILE (PDF or picture) what was read: words, ruling lines, cells, rows of tables,
    sections, citations. Shows why a row was cut where it was.
    """
    from extractor import pipeline
    from extractor.exporters.files import write_bytes
    from extractor.model.source import SourceFile
    from extractor.report.page_drawing import drawn_page
    from extractor.report.page_marks import page_marks

    if file.is_dir():
        raise _wrong("debug_folder", path=file)
    config = read_config(options["config"])
    name = printable(file.name)
    source = SourceFile.of(name, read_input(file, config.limits.file_bytes, name))
    document = pipeline.read(source, config)
    number, scale = options["page"], options["scale"]
    _check(document, file, number)
    plan = pipeline.assemble(document, pipeline.analyse(document), stem_slug(name))
    picture = pipeline.page_picture(document, source, config, number=number, scale=scale)
    marks = page_marks(document, plan, picture, number, options["layers"] or LAYERS)
    legend = [say(f"debug_{layer}", options["lang"]) for layer in LAYERS]
    write_bytes(options["output"], drawn_page(picture, marks, scale, legend))
    tell(say("results", options["lang"], path=options["output"]))


def _check(document: "Document", file: Path, number: int) -> None:
    from extractor.registry import PICTURES

    if document.reader not in PICTURES:
        raise _wrong("debug_no_pages", path=file)
    if number > len(document.pages):
        raise _wrong("debug_page", path=file, number=number, pages=len(document.pages))


def _wrong(key: str, **values: object) -> ConfigError:
    said = {lang: say(key, lang, **values) for lang in LANGUAGES}
    return ConfigError(said["en"], message_vi=said["vi"])
