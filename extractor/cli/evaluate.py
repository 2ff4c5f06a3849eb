"""``kehoach evaluate``: precision, recall and F1 against gold."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from extractor.evaluate import Evaluation

EXIT_BELOW_FLOORS = 5
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("gold_dir", type=_FOLDER)
@click.option(
    "--docs",
    "docs_dir",
    type=_FOLDER,
    help="Folder of the documents; default: docs or samples beside GOLD_DIR.",
)
@click.option(
    "--format", "forms", multiple=True, help="Format to run (txt, md, html, docx, pdf); repeat or use commas."
)
@click.option("--doc", "doc_ids", multiple=True, help="Document to run; repeat for more.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, every miss and false find included.")
@click.option("--misses", is_flag=True, help="List each miss and each false find.")
@click.option("--floors", type=_FILE, help="Floors file (TOML): exit 5 where an F1 lies below its floor.")
@click.option("--write-floors", type=_FILE, help="Write the measured F1 as floors; refuses to lower one.")
@click.option("--lower-floors", is_flag=True, help="Let --write-floors lower floors.")
def evaluate(  # noqa: PLR0913 - click hands over one argument an option
    *,
    gold_dir: Path,
    docs_dir: Path | None,
    forms: tuple[str, ...],
    doc_ids: tuple[str, ...],
    as_json: bool,
    misses: bool,
    floors: Path | None,
    write_floors: Path | None,
    lower_floors: bool,
) -> None:
    """Compare extraction with gold: precision, recall and F1 per record kind, format and document.

    GOLD_DIR holds <doc_id>.gold.json; the documents are <doc_id>.<format>. What a careful reader marked as
    doubtful counts neither way.
    """
    from extractor.errors import ConfigError
    from extractor.evaluate import evaluate as run

    try:
        chosen = tuple(form for entry in forms for form in entry.split(",") if form)
        result = run(gold_dir, docs_dir, forms=chosen, doc_ids=doc_ids)
        _print(result, as_json=as_json, misses=misses)
        if write_floors:
            _write(write_floors, result, lower=lower_floors)
        short = _short(floors, result) if floors else ()
    except ConfigError as error:
        raise click.UsageError(str(error)) from error
    for line in short:
        click.echo(line, err=True)
    if short:
        raise click.exceptions.Exit(EXIT_BELOW_FLOORS)


def _print(result: "Evaluation", *, as_json: bool, misses: bool) -> None:
    from extractor.evaluate.report import miss_lines, tables, to_json

    if as_json:
        click.echo(to_json(result), nl=False)
        return
    from rich.console import Console

    console = Console(width=None if sys.stdout.isatty() else 200)
    for table in tables(result):
        console.print(table)
    for entry in result.skipped:
        click.echo(f"not evaluated: {entry.file}: {entry.reason}")
    if misses:
        for line in miss_lines(result):
            click.echo(line)


def _write(path: Path, result: "Evaluation", *, lower: bool) -> None:
    from extractor.evaluate.floors import write_floors

    write_floors(path, result, lower=lower)


def _short(path: Path, result: "Evaluation") -> tuple[str, ...]:
    from extractor.evaluate.floors import below, read_floors

    return below(result, read_floors(path))
