"""``kehoach extract``: documents in, comparable tables out."""

import sys
from pathlib import Path
from typing import Any

import click

from extractor.batch.decided import Mending, find_decisions
from extractor.batch.discover import Item
from extractor.batch.run import (
    FORMATS,
    Request,
    Summary,
    check_formats,
    collect_metadata,
    outcomes,
    run,
    take_orders,
)
from extractor.batch.single import Outcome
from extractor.cli import exits
from extractor.cli.command import PATH, Command, lang_option
from extractor.cli.configuration import config_option, read_config
from extractor.cli.deciding import decisions_option, tell_notices
from extractor.cli.interrupt import Interrupt, interruptible
from extractor.cli.messages import say, tell
from extractor.cli.progress import Reporter
from extractor.codec import encode
from extractor.errors import ConfigError
from extractor.exporters.options import ExportOptions

_SHOWN_FIRST = ("kehoach.xlsx", "tasks.csv", "plans.jsonl", "plans")


@click.command("extract", cls=Command)
@click.argument("paths", nargs=-1, required=True, type=click.Path(allow_dash=True, readable=False))
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    type=click.Path(allow_dash=True, readable=False),
    help="Thư mục kết quả; - ghi JSON từng dòng ra stdout. / Folder of results; - for JSON lines on stdout.",
)
@click.option(
    "--format",
    "formats",
    help=f"Định dạng (mặc định: {','.join(FORMATS)}). / Formats, with commas between.",
)
@click.option("--csv-raw", is_flag=True, help="CSV giữ nguyên từng ký tự. / CSV exact, formulas not defused.")
@click.option(
    "--headers",
    type=click.Choice(("en", "vi")),
    default="en",
    show_default=True,
    help="Tên cột tiếng Anh hay tiếng Việt. / Column names.",
)
@click.option(
    "--metadata",
    type=PATH,
    help="CSV bổ sung số, ngày, tỉnh… (metadata.csv cạnh đầu vào được đọc tự động). / Facts files lack.",
)
@decisions_option
@config_option
@click.option("--strict", is_flag=True, help="Coi tệp bị bỏ qua là lỗi. / Skipped files count as failed.")
@click.option("--fail-fast", is_flag=True, help="Dừng ở văn bản lỗi đầu tiên. / Stop at the first failure.")
@click.option("--json", "as_json", is_flag=True, help="In tóm tắt dạng JSON ra stdout. / Summary as JSON.")
@lang_option
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:
    """Trích xuất các tệp hoặc thư mục PATHS (.txt .md .html .docx .pdf) thành bảng.

    Extract files or folders into JSON, CSV and Excel tables.
    """
    lang: str = options["lang"]
    with interruptible(lang) as interrupt, Reporter(lang) as reporter:
        if options["out"] == "-":
            done, complete = _stream(options, reporter, interrupt), not interrupt()
        else:
            summary = run(_request(options), reporter, interrupt)
            _tell_oddities(summary, lang)
            done, complete = summary.outcomes, summary.complete
    _conclude(done, complete=complete, options=options)
    ctx.exit(interrupt.exit_code or _exit_code(done, strict=options["strict"]))


def _request(options: dict[str, Any]) -> Request:
    if not options["out"].strip():
        raise ConfigError(say("no_output", "en"), message_vi=say("no_output", "vi"))
    formats = options["formats"].lower().split(",") if options["formats"] else FORMATS
    return Request(
        inputs=options["paths"],
        out=Path(options["out"]),
        config=read_config(options["config"]),
        formats=check_formats([name.strip() for name in formats if name.strip()]),
        export=ExportOptions(
            headers=options["headers"], csv_raw=options["csv_raw"], language=options["lang"]
        ),
        metadata=options["metadata"],
        decisions=options["decisions"],
        fail_fast=options["fail_fast"],
    )


def _stream(options: dict[str, Any], reporter: Reporter, interrupt: Interrupt) -> tuple[Outcome, ...]:
    if options["formats"]:
        raise ConfigError(say("stdout_formats", "en"), message_vi=say("stdout_formats", "vi"))
    config = read_config(options["config"])
    metadata = collect_metadata(options["paths"], options["metadata"])
    orders = take_orders(options["paths"], config, metadata)
    reporter.begin(sum(not order.item.expected for order in orders))
    done, mending = [], Mending(find_decisions(options["decisions"]))
    for made in outcomes(orders, config, stopped=interrupt, fail_fast=options["fail_fast"]):
        outcome = mending.outcome(made)
        if outcome.extraction is not None:
            sys.stdout.buffer.write(encode(outcome.extraction.plan) + b"\n")
        reporter.done(outcome)
        done.append(outcome)
    tell_notices(mending.notices(), options["lang"])
    return tuple(done)


def _tell_oddities(summary: Summary, lang: str) -> None:
    tell_notices(summary.decided, lang)
    for oddity in summary.oddities:
        tell(say(f"unknown_{oddity.what}", lang, where=oddity.where, name=oddity.name))
    for notice in summary.notices:
        tell(say("cut", lang, doc_id=notice.doc_id, table=notice.table, column=notice.column))


def _conclude(done: tuple[Outcome, ...], *, complete: bool, options: dict[str, Any]) -> None:
    lang, counts = options["lang"], _counts(done)
    if not complete:
        tell(say("incomplete", lang))
    if not any(counts[name] for name in ("read", "failed")):
        tell(say("nothing", lang))
    tell(say("summary", lang, **counts))
    if options["out"] == "-":
        return
    out = Path(options["out"])
    for name in _SHOWN_FIRST:
        if counts["read"] and (out / name).exists():
            tell(say("results", lang, path=out / name))
    if counts["failed"]:
        tell(say("quarantine", lang, path=out / "quarantine.csv"))
    if options["as_json"]:
        import msgspec

        documents = [outcome.entry for outcome in done]
        facts = {"complete": complete, **counts, "output": str(out), "documents": documents}
        click.echo(msgspec.json.format(msgspec.json.encode(facts), indent=1))


def _counts(done: tuple[Outcome, ...]) -> dict[str, int]:
    statuses = [outcome.entry.status for outcome in done if not _by_intent(outcome.item)]
    warned = statuses.count("ok-with-warning")
    return {
        "read": statuses.count("ok") + warned,
        "warned": warned,
        "failed": statuses.count("error"),
        "skipped": statuses.count("skipped"),
    }


def _by_intent(item: Item) -> bool:
    return item.expected


def _exit_code(done: tuple[Outcome, ...], *, strict: bool) -> int:
    counts = _counts(done)
    codes = {outcome.entry.code for outcome in done if outcome.entry.status == "error"}
    if not counts["read"] and codes == {"missing_tool"}:
        return exits.TOOL_MISSING
    too_strict = strict and (counts["skipped"] or not counts["read"])
    return exits.SOME_FAILED if counts["failed"] or too_strict else exits.OK
