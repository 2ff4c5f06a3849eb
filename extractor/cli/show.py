"""``kehoach show``: one document as a readable tree."""

from pathlib import Path
from typing import Any

import click

from extractor.batch.api import extract_with_text
from extractor.batch.discover import printable
from extractor.batch.run import collect_metadata
from extractor.cli.command import PATH, Command, lang_option
from extractor.cli.configuration import config_option, read_config
from extractor.cli.console import console
from extractor.cli.deciding import tell_oddities
from extractor.cli.messages import LANGUAGES, say
from extractor.errors import ConfigError


@click.command("show", cls=Command)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True, readable=False))
@click.option(
    "--rows",
    type=click.IntRange(min=0),
    default=5,
    show_default=True,
    help="Số dòng mỗi bảng. / Rows shown of each table.",
)
@click.option("--all", "everything", is_flag=True, help="Hiện tất cả. / Show everything.")
@click.option(
    "--metadata",
    type=PATH,
    help="CSV bổ sung số, ngày, tỉnh… (metadata.csv cạnh tệp được đọc tự động). / Facts the file lacks.",
)
@config_option
@lang_option
def command(file: Path, **options: Any) -> None:
    """Đọc FILE và hiện thông tin đầu văn bản, đề mục, căn cứ, viện dẫn, bảng, cảnh báo.

    Read FILE and show its header, sections, legal bases, citations, tables and issues.
    """
    from extractor.cli.tree import plan_view

    if file.is_dir():
        said = {lang: say("show_folder", lang, path=file) for lang in LANGUAGES}
        raise ConfigError(said["en"], message_vi=said["vi"])
    facts = collect_metadata([str(file)], options["metadata"])
    supplied = facts.supplied(printable(file.name))
    tell_oddities((one for one in facts.oddities() if one.what != "file"), options["lang"])
    made = extract_with_text(file, config=read_config(options["config"]), supplied=supplied)
    printed = console(140)
    for piece in plan_view(made, options["lang"], None if options["everything"] else options["rows"]):
        printed.print(piece)
