"""``kehoach cite``: which documents are cited."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.batch.api import extract_with_text
from extractor.cli import exits
from extractor.cli.command import Command, lang_option
from extractor.cli.configuration import config_option, read_config
from extractor.cli.console import console
from extractor.cli.messages import bare_words_of, say, tell
from extractor.errors import ConfigError, ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.config import Config
    from extractor.model.extraction import Extraction

DOCUMENTS, MENTIONS = "documents", "mentions"


@click.command("cite", cls=Command)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True, readable=False)
)
@click.option("--json", "as_json", is_flag=True, help="In JSON thay cho bảng. / JSON instead of a table.")
@click.option(
    "--all",
    "what",
    type=click.Choice([DOCUMENTS, MENTIONS]),
    default=DOCUMENTS,
    show_default=True,
    help="Mọi văn bản hay mọi lần viện dẫn. / All documents cited, or all mentions.",
)
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Ghi văn bản có đánh dấu viện dẫn (một FILE). / Write the text, citations marked (one FILE).",
)
@config_option
@lang_option
@click.pass_context
def command(  # noqa: PLR0913 - one argument an option
    ctx: click.Context,
    /,
    files: tuple[Path, ...],
    *,
    as_json: bool,
    what: str,
    html: Path | None,
    config: Path | None,
    lang: str,
) -> None:
    """Liệt kê các văn bản mà FILE viện dẫn: số, loại, ngày, cơ quan, tên, số lần, vai trò. "-" đọc stdin.

    List the documents that each FILE cites: number, type, date, issuer, title, mentions, roles. "-" reads
    stdin. With several files, documents that they share stand in one row.
    """
    if html is not None and len(files) != 1:
        raise ConfigError(
            "--html takes one FILE; run the command once for each",
            message_vi="--html chỉ nhận một FILE; hãy chạy lệnh cho từng tệp",
        )
    made = list(_read(files, read_config(config), lang))
    if as_json:
        _print_json(made, what)
    elif made:
        _print_tables(made, what, lang)
    if html is not None and made:
        _write_html(html, *made[0], lang)
    if len(made) < len(files):
        ctx.exit(exits.SOME_FAILED)


def _read(files: tuple[Path, ...], config: "Config", lang: str) -> "Iterator[tuple[str, Extraction]]":
    """Name and extraction of each file; one that cannot be read is told and left out."""
    for file in files:
        try:
            yield str(file), extract_with_text(file, config=config)
        except ReadError as error:
            tell(say("failed", lang, file=file, what=bare_words_of(error, file.name, lang)))


def _print_json(made: "list[tuple[str, Extraction]]", what: str) -> None:
    import msgspec

    field = "cited_documents" if what == DOCUMENTS else "citations"
    found = [{"file": name, field: getattr(one.plan, field)} for name, one in made]
    click.echo(msgspec.json.format(msgspec.json.encode(found), indent=1))


def _print_tables(made: "list[tuple[str, Extraction]]", what: str, lang: str) -> None:
    from extractor.cli.cited import document_table, mention_tables

    printed = console()
    tables = [document_table(made, lang)] if what == DOCUMENTS else mention_tables(made, lang)
    for table in tables:
        printed.print(table)


def _write_html(path: Path, name: str, made: "Extraction", lang: str) -> None:
    from extractor.exporters.annotate import annotated_page
    from extractor.exporters.files import write_bytes

    title = made.plan.header.title or name
    write_bytes(path, annotated_page(made.text, made.plan.citations, title, lang).encode("utf-8", "replace"))
    tell(say("results", lang, path=path))
