"""``kehoach evaluate``: what extraction finds against gold documents."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli import exits
from extractor.cli.command import PATH, Command, lang_option
from extractor.cli.configuration import config_option, read_config
from extractor.cli.messages import tell, terminal_text

if TYPE_CHECKING:
    from extractor.evaluate import Evaluation


@click.command("evaluate", cls=Command)
@click.argument("gold", type=PATH)
@click.option(
    "--docs",
    type=PATH,
    help="Thư mục văn bản. / Folder of the documents.",
)
@click.option(
    "--format",
    "forms",
    multiple=True,
    help="Chỉ định dạng này (lặp lại được, hoặc cách nhau dấu phẩy). / Only these formats.",
)
@click.option("--doc", "doc_ids", multiple=True, help="Chỉ văn bản này (lặp lại được). / Only this document.")
@click.option(
    "--floors",
    type=PATH,
    help="Tệp ngưỡng F1; dưới ngưỡng: mã thoát 5. / Floors of F1.",
)
@click.option(
    "--write-floors",
    type=PATH,
    help="Ghi ngưỡng theo kết quả đo. / Write floors.",
)
@click.option("--lower-floors", is_flag=True, help="Cho phép hạ ngưỡng. / Allow floors to fall.")
@click.option(
    "--misses/--no-misses",
    default=True,
    show_default=True,
    help="Nêu từng chỗ thiếu, chỗ sai. / Name each miss and each false find.",
)
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON ra stdout. / Result as JSON.")
@config_option
@lang_option
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:
    """So kết quả trích xuất với bản chuẩn trong thư mục GOLD: độ chính xác, độ phủ, F1.

    Compare extraction with the gold documents in GOLD: precision, recall and F1 per record kind and format.
    """
    from extractor.evaluate import evaluate

    evaluation = evaluate(
        options["gold"],
        options["docs"],
        read_config(options["config"]),
        forms=[form.strip(" .") for entry in options["forms"] for form in entry.lower().split(",") if form],
        doc_ids=options["doc_ids"],
    )
    _show(evaluation, as_json=options["as_json"], misses=options["misses"])
    if options["write_floors"] is not None:
        from extractor.evaluate.floors import write_floors

        write_floors(options["write_floors"], evaluation, lower=options["lower_floors"])
    if options["floors"] is not None:
        ctx.exit(_check_floors(evaluation, options["floors"]))


def _show(evaluation: "Evaluation", *, as_json: bool, misses: bool) -> None:
    from extractor.evaluate.report import miss_lines, tables, to_json

    if as_json:
        click.echo(to_json(evaluation), nl=False)
        return
    from rich.console import Console

    console = Console()
    if not console.is_terminal:
        console.width = 160
    for line in miss_lines(evaluation) if misses else ():
        click.echo(terminal_text(line))
    for entry in evaluation.skipped:
        click.echo(terminal_text(f"not evaluated: {entry.file}: {entry.reason}"))
    for table in tables(evaluation):
        console.print(table)


def _check_floors(evaluation: "Evaluation", path: Path) -> int:
    from extractor.evaluate.floors import below, read_floors

    short = below(evaluation, read_floors(path))
    for line in short:
        tell(terminal_text(line))
    return exits.CHECK_FAILED if short else exits.OK
