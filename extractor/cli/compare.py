"""``kehoach compare``: plans side by side."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from extractor.cli import exits
from extractor.cli.command import PATH, Command, csv_raw_option, headers_option, lang_option
from extractor.cli.configuration import config_option, read_config
from extractor.cli.deciding import decisions_option, tell_notices
from extractor.cli.messages import say, tell
from extractor.cli.reading import read_plans
from extractor.errors import ConfigError
from extractor.exporters.options import ExportOptions

if TYPE_CHECKING:
    from extractor.batch.gather import Gathered
    from extractor.batch.originals import Originals
    from extractor.model.comparison import Comparison


@click.command("compare", cls=Command)
@click.argument("plans", nargs=-1, required=True, type=click.Path(readable=False))
@click.option("-o", "--output", "out", required=True, type=PATH, help="Thư mục kết quả. / Folder of results.")
@headers_option
@csv_raw_option
@click.option("--metadata", type=PATH, help="CSV bổ sung số, ngày, tỉnh… / Facts files lack.")
@click.option(
    "--originals",
    type=click.Path(),
    multiple=True,
    help="Nơi có văn bản gốc, để báo cáo hiện trang. / Where originals are; the report shows pages.",
)
@click.option("--no-report", is_flag=True, help="Không viết report.html. / Leave out report.html.")
@click.option("--docx", is_flag=True, help="Thêm tóm tắt report.docx. / Summary as a Word file, too.")
@click.option("--json", "as_json", is_flag=True, help="In tóm tắt dạng JSON ra stdout. / Summary as JSON.")
@decisions_option
@config_option
@lang_option
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:
    """So sánh các kế hoạch PLANS: văn bản, thư mục văn bản, hoặc thư mục kết quả của kehoach extract.

    Compare plans: who has which topics and tasks, which tasks may be one, units, deadlines and legal bases
    shared or not. Mix documents, folders of documents and folders of results as you like.
    """
    from extractor.batch.decided import applied, compare_mended, find_decisions, mended
    from extractor.batch.originals import Originals
    from extractor.batch.output import check_comparison_folder, comparison_folder
    from extractor.exporters.comparison import write_comparison
    from extractor.extras import check
    from extractor.report.memo import check_memo, write_memo

    lang: str = options["lang"]
    check("compare")
    if options["docx"]:
        check_memo()
    config = read_config(options["config"])
    check_comparison_folder(options["out"], options["plans"])
    gathered = read_plans(options["plans"], config, options["metadata"], lang)
    if not gathered.extractions:
        raise ConfigError(say("nothing", "en"), message_vi=say("nothing", "vi"))
    decisions = find_decisions(options["decisions"], options["out"])
    extractions, notices = mended(gathered.extractions, decisions)
    tell_notices(applied(decisions, gathered.extractions, extractions), lang)
    gathered = replace(gathered, extractions=tuple(extractions))
    comparison = compare_mended(extractions, notices, decisions)
    export = ExportOptions(headers=options["headers"], csv_raw=options["csv_raw"], language=lang)
    with comparison_folder(options["out"], options["plans"]):
        write_comparison(comparison, options["out"], export)
        if options["docx"]:
            write_memo(comparison, options["out"], lang)
        if not options["no_report"]:
            _report(comparison, gathered, Originals(gathered.items, options["originals"], config), options)
    _tell(comparison, options["out"], lang)
    if options["as_json"]:
        click.echo((options["out"] / "summary.json").read_text(encoding="utf-8"), nl=False)
    ctx.exit(exits.SOME_FAILED if gathered.failed else exits.OK)


def _report(
    comparison: "Comparison", gathered: "Gathered", originals: "Originals", options: dict[str, Any]
) -> None:
    """The page to look at, with pictures of pages where the files are at hand."""
    from extractor.report.build import write_report
    from extractor.report.data import pages_wanted
    from extractor.report.sheets import sheets

    plans = [extraction.plan for extraction in gathered.extractions]
    extractions = {extraction.plan.doc_id: extraction for extraction in gathered.extractions}
    pages = sheets(plans, originals, pages_wanted(comparison), read_config(options["config"]))
    write_report(comparison, extractions, options["out"], pages=pages, language=options["lang"])


def _tell(comparison: "Comparison", out: Path, lang: str) -> None:
    """What was found, in a few lines."""
    from extractor.report.words import counted

    for issue in comparison.issues:
        vietnamese, _, english = issue.message.partition(" / ")
        message = vietnamese if lang == "vi" else english
        tell(f"{issue.doc_id}: {message}" if issue.doc_id else message)
    left = [match for match in comparison.matches if match.status == "needs_review"]
    shared = {row.topic for row in comparison.coverage_topics if row.status == "both"}
    topics = {row.topic for row in comparison.coverage_topics}
    tell(
        say(
            "compared",
            lang,
            documents=sum(document.same_as is None for document in comparison.documents),
            shared=len(shared),
            topics=len(topics),
            high=sum(match.band == "high" for match in left),
            matches=len(left),
            **counted(comparison),
        )
    )
    if decided := len(comparison.matches) - len(left):
        tell(say("pairs_decided", lang, count=decided))
    for name in ("report.html", "report.docx", "so-sanh.xlsx", "comparison.json"):
        if (out / name).exists():
            tell(say("results", lang, path=out / name))
