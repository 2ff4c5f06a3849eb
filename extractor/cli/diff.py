"""``kehoach diff``: what a plan changed against the one before."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli.command import PATH, Command, csv_raw_option, headers_option, lang_option
from extractor.cli.configuration import config_option, read_config
from extractor.cli.console import console
from extractor.cli.deciding import decisions_option, tell_notices
from extractor.cli.exits import code_of
from extractor.cli.messages import say, tell
from extractor.cli.reading import read_plans
from extractor.errors import ConfigError
from extractor.exporters.options import ExportOptions

if TYPE_CHECKING:
    from extractor.config import Config
    from extractor.model.changes import PlanDifference
    from extractor.model.extraction import Extraction


@click.command("diff", cls=Command)
@click.argument("old", type=click.Path(readable=False))
@click.argument("new", type=click.Path(readable=False))
@click.option("-o", "--output", "out", type=PATH, help="Thư mục kết quả. / Folder of results.")
@headers_option
@csv_raw_option
@click.option("--metadata", type=PATH, help="CSV bổ sung số, ngày, tỉnh… / Facts files lack.")
@click.option("--all", "everything", is_flag=True, help="Hiện cả mục không đổi. / Show what is the same too.")
@click.option("--json", "as_json", is_flag=True, help="In JSON thay cho bảng. / JSON instead of a table.")
@decisions_option
@config_option
@lang_option
def command(**options: Any) -> None:
    """Kế hoạch NEW sửa gì so với OLD: nhiệm vụ thêm, bỏ, sửa lời, dời thời hạn, đổi cơ quan; căn cứ thay đổi.

    What plan NEW changed against OLD, the plan before it or that of the year before: tasks added, dropped,
    reworded, moved in time or to other units; legal bases added, dropped, replaced. OLD and NEW are documents
    or plans of an earlier run (OUT/plans/….json).
    """
    from extractor.batch.decided import applied, find_decisions, mended
    from extractor.batch.output import check_comparison_folder
    from extractor.codec import encode
    from extractor.compare.diff import diff
    from extractor.exporters.changes import DIFF, WORKBOOK, change_tables
    from extractor.extras import check

    check("compare")
    lang, config = options["lang"], read_config(options["config"])
    own = {DIFF, WORKBOOK, *(f"{spec.name}.csv" for spec in change_tables())}
    if options["out"] is not None:
        check_comparison_folder(options["out"], [options["old"], options["new"]], own)
    given = _read(options, config)
    decisions = find_decisions(options["decisions"], options["out"])
    (old, new), notices = mended(given, decisions)
    difference = diff(old, new, decisions.rows)
    if options["as_json"]:
        click.echo(encode(difference, indent=1))
    else:
        _print(difference, lang, everything=options["everything"])
    for issue in difference.issues:
        vietnamese, _, english = issue.message.partition(" / ")
        tell(vietnamese if lang == "vi" else english)
    tell_notices((*applied(decisions, given, [old, new]), *notices), lang)
    if options["out"] is not None:
        _write(difference, options["out"], own, options)


def _read(options: dict[str, Any], config: "Config") -> "list[Extraction]":
    """The two plans; the command ends where one cannot be read."""
    paths = [options["old"], options["new"]]
    gathered = read_plans(paths, config, options["metadata"], options["lang"])
    for outcome in gathered.failed:
        if outcome.error is not None:
            click.get_current_context().exit(code_of(outcome.error))
    for path, count in zip(paths, gathered.counts, strict=True):
        if count != 1:
            raise ConfigError(
                say("diff_one", "en", path=path, count=count),
                message_vi=say("diff_one", "vi", path=path, count=count),
            )
    return list(gathered.extractions)


def _print(difference: "PlanDifference", lang: str, *, everything: bool) -> None:
    from extractor.cli.changes import change_view

    printed = console()
    for piece in change_view(difference, lang, everything=everything):
        printed.print(piece)


def _write(difference: "PlanDifference", out: Path, own: set[str], options: dict[str, Any]) -> None:
    from extractor.batch.output import comparison_folder
    from extractor.exporters.changes import DIFF, WORKBOOK, write_changes

    lang = options["lang"]
    export = ExportOptions(headers=options["headers"], csv_raw=options["csv_raw"], language=lang)
    with comparison_folder(out, [options["old"], options["new"]], own):
        write_changes(difference, out, export)
    for name in (WORKBOOK, DIFF):
        tell(say("results", lang, path=out / name))
