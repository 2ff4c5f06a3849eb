"""``kehoach show``: one document as a readable tree."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.batch.api import extract_with_text
from extractor.cli.command import Command, lang_option
from extractor.cli.configuration import config_option, read_config

if TYPE_CHECKING:
    from rich.console import Console


@click.command("show", cls=Command)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--rows", default=5, show_default=True, help="Số dòng mỗi bảng. / Rows shown of each table.")
@click.option("--all", "everything", is_flag=True, help="Hiện tất cả. / Show everything.")
@config_option
@lang_option
def command(file: Path, *, rows: int, everything: bool, config: Path | None, lang: str) -> None:
    """Đọc FILE và hiện thông tin đầu văn bản, đề mục, căn cứ, viện dẫn, bảng, cảnh báo.

    Read FILE and show its header, sections, legal bases, citations, tables and issues.
    """
    from extractor.cli.tree import plan_view

    made = extract_with_text(file, config=read_config(config))
    for piece in plan_view(made.plan, lang, None if everything else rows):
        _console().print(piece)


def _console() -> "Console":
    from rich.console import Console

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 140
    return console
