"""``kehoach extract``: documents in, comparable tables out."""

import sys
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from extractor.batch.decided import Mending, find_decisions
from extractor.batch.engine import Tell, Way
from extractor.batch.ordered import outcomes
from extractor.batch.remote import Place, local
from extractor.batch.run import (
    FORMATS,
    OPTIONAL,
    Request,
    Summary,
    check_formats,
    collect_metadata,
    run,
    take_orders,
)
from extractor.batch.shard import Shard
from extractor.batch.single import Outcome
from extractor.batch.wire import Bounds
from extractor.batch.worker import host_here
from extractor.cli import exits
from extractor.cli.bounds import MEMORY, attempts_to, cores
from extractor.cli.command import PATH, Command, csv_raw_option, headers_option, lang_option
from extractor.cli.configuration import config_option, read_config
from extractor.cli.deciding import decisions_option, tell_notices, tell_oddities
from extractor.cli.ending import counted, tell_counts, tell_results, tell_unread
from extractor.cli.interrupt import Interrupt, interruptible
from extractor.cli.messages import say, tell
from extractor.cli.progress import Reporter
from extractor.codec import encode
from extractor.errors import ConfigError
from extractor.exporters.options import ExportOptions


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
    help=f"Định dạng, cách nhau dấu phẩy (mặc định: {','.join(FORMATS)}). / Formats; also "
    f"{','.join(OPTIONAL)}.",
)
@csv_raw_option
@headers_option
@click.option(
    "--metadata",
    type=click.Path(readable=False),
    help="CSV bổ sung số, ngày, tỉnh… (metadata.csv cạnh đầu vào được đọc tự động). / Facts files lack.",
)
@decisions_option
@config_option
@click.option("--strict", is_flag=True, help="Coi tệp bị bỏ qua là lỗi. / Skipped files count as failed.")
@click.option("--shard", help="Phần i/n, thí dụ 2/8; gộp bằng kehoach merge. / Shard i/n of the inputs.")
@click.option(
    "--engine",
    type=click.Choice(("local", "ray")),
    default="local",
    show_default=True,
    help="Máy này, hay cụm máy Ray. / This machine, or a Ray cluster.",
)
@click.option("--address", help="Địa chỉ cụm máy Ray (mặc định: ngay trên máy này). / Of the Ray cluster.")
@click.option("--fail-fast", is_flag=True, help="Dừng ở văn bản lỗi đầu tiên. / Stop at the first failure.")
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Số văn bản đọc cùng lúc (mặc định: số nhân). / At a time."
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    help="Số giây cho mỗi văn bản (mặc định: 60, thêm theo số trang). / Seconds a document may take.",
)
@click.option(
    "--max-memory",
    "memory",
    type=MEMORY,
    default="1536M",
    show_default=True,
    help="Bộ nhớ cho mỗi văn bản, 0: không giới hạn. / Memory a document may take, 0: any.",
)
@click.option("--retry-failed", is_flag=True, help="Đọc lại văn bản lần trước bị lỗi. / Failed ones again.")
@click.option("--force", is_flag=True, help="Đọc lại tất cả, không dùng kết quả cũ. / Read all anew.")
@click.option(
    "--log-json", "log", type=PATH, help="Tệp nhật ký JSON, mỗi văn bản một dòng. / Log of JSON lines."
)
@click.option("--json", "as_json", is_flag=True, help="In tóm tắt dạng JSON ra stdout. / Summary as JSON.")
@lang_option
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:
    """Trích xuất các tệp hoặc thư mục PATHS thành bảng: .pdf .docx .doc .rtf .odt .txt .md .html .xlsx .xls,
    ảnh .png .jpg .tif …, và .zip chứa các tệp ấy.

    Extract files or folders, of these kinds, into JSON, CSV and Excel tables.
    """
    lang: str = options["lang"]
    if not options["out"].strip():
        raise ConfigError(say("no_output", "en"), message_vi=say("no_output", "vi"))
    if options["memory"] and not host_here().limits_memory:
        tell(say("no_memory_limit", lang))
    _check_engine(options)
    request = _request(options) if options["out"] != "-" else None
    limit = read_config(options["config"]).limits.file_bytes
    with local(options["paths"], options["out"], metadata=options["metadata"], limit=limit) as place:
        with (
            attempts_to(options["log"], place.out) as log,
            interruptible(lang) as interrupt,
            Reporter(lang) as reporter,
        ):
            if request is None:
                done, complete = _stream(options, place, reporter, interrupt, log), not interrupt()
            else:
                summary = _run(_at(place, request), options, reporter, interrupt, log)
                place.push()
                _tell_oddities(summary, lang)
                done, complete = summary.outcomes, summary.complete
                options["resumed"] = summary.resumed
        _conclude(done, unread_of=None if complete else reporter.total, options=options, place=place)
    ctx.exit(interrupt.exit_code or _exit_code(done, strict=options["strict"]))


def _run(
    request: Request, options: dict[str, Any], reporter: Reporter, interrupt: Interrupt, log: Tell
) -> Summary:
    if options["engine"] == "local":
        return run(request, reporter, interrupt, log)
    from extractor.batch.distributed import Cluster, distribute

    cluster = Cluster(address=options["address"])
    return distribute(request, reporter, interrupt, metadata=options["metadata"], cluster=cluster)


def _check_engine(options: dict[str, Any]) -> None:
    """Ray splits the inputs itself and writes to a folder; an address is for Ray alone."""
    if options["engine"] == "ray" and (options["shard"] or options["out"] == "-" or "-" in options["paths"]):
        raise ConfigError(say("ray_alone", "en"), message_vi=say("ray_alone", "vi"))
    if options["engine"] == "local" and options["address"]:
        raise ConfigError(say("address_alone", "en"), message_vi=say("address_alone", "vi"))


def _request(options: dict[str, Any]) -> Request:
    formats = options["formats"].lower().split(",") if options["formats"] else FORMATS
    return Request(
        inputs=options["paths"],
        named=options["paths"],
        out=Path(options["out"]),
        config=read_config(options["config"]),
        formats=check_formats([name.strip() for name in formats if name.strip()]),
        export=ExportOptions(
            headers=options["headers"], csv_raw=options["csv_raw"], language=options["lang"]
        ),
        decisions=options["decisions"],
        fail_fast=options["fail_fast"],
        way=_way(options),
        retry_failed=options["retry_failed"],
        force=options["force"],
        shard=Shard.parse(options["shard"]) if options["shard"] else None,
        log=options["log"],
    )


def _way(options: dict[str, Any]) -> Way:
    """How documents are read; ``--timeout`` is the last word on time, whatever the pages."""
    bounds = Bounds(memory=options["memory"])
    if options["timeout"] is not None:
        seconds = options["timeout"]
        bounds = Bounds(memory=options["memory"], seconds=seconds, cpu_seconds=seconds, is_final=True)
    return Way(workers=options["jobs"] or cores(), bounds=bounds)


def _at(place: Place, request: Request) -> Request:
    """The request with the local paths of what it names by URLs."""
    return replace(request, inputs=place.inputs, out=Path(place.out), metadata=place.metadata)


def _stream(
    options: dict[str, Any], place: Place, reporter: Reporter, interrupt: Interrupt, log: Tell
) -> tuple[Outcome, ...]:
    if options["formats"]:
        raise ConfigError(say("stdout_formats", "en"), message_vi=say("stdout_formats", "vi"))
    config = read_config(options["config"])
    metadata = collect_metadata(place.inputs, place.metadata)
    orders = take_orders(place.inputs, config, metadata)
    orders = Shard.parse(options["shard"]).of(orders) if options["shard"] else orders
    reporter.begin(sum(not order.item.expected for order in orders))
    done, mending = [], Mending(find_decisions(options["decisions"]))
    read = outcomes(
        orders, config, stopped=interrupt, fail_fast=options["fail_fast"], way=_way(options), tell=log
    )
    for outcome in map(mending.outcome, read):
        if outcome.extraction is not None:
            sys.stdout.buffer.write(encode(outcome.extraction.plan) + b"\n")
        reporter.done(outcome)
        done.append(outcome)
    tell_notices((*mending.applied(), *mending.notices()), options["lang"])
    return tuple(done)


def _tell_oddities(summary: Summary, lang: str) -> None:
    tell_notices(summary.decided, lang)
    tell_oddities(summary.oddities, lang)
    for notice in summary.notices:
        tell(say("cut", lang, doc_id=notice.doc_id, table=notice.table, column=notice.column))


def _conclude(
    done: tuple[Outcome, ...], *, unread_of: int | None, options: dict[str, Any], place: Place
) -> None:
    """The last lines.

    Args:
        unread_of: how many files the run has, where it did not come to its end.
    """
    lang, entries = options["lang"], [outcome.entry for outcome in done]
    counts, resumed = counted(entries), options.get("resumed", 0)
    if unread_of is not None:
        tell_unread(unread_of, entries, lang)
    elif not any(counts[name] for name in ("read", "failed")):
        tell(say("nothing", lang))
    tell_counts(entries, lang, resumed=resumed)
    if options["out"] == "-":
        return
    tell_results(place, entries, lang)
    if options["as_json"]:
        import msgspec

        facts = {
            "complete": unread_of is None,
            **counts,
            "resumed": resumed,
            "output": place.shown,
            "documents": entries,
        }
        click.echo(msgspec.json.format(msgspec.json.encode(facts), indent=1))


def _exit_code(done: tuple[Outcome, ...], *, strict: bool) -> int:
    counts = counted([outcome.entry for outcome in done])
    codes = {outcome.entry.code for outcome in done if outcome.entry.status == "error"}
    if not counts["read"] and codes == {"missing_tool"}:
        return exits.TOOL_MISSING
    too_strict = strict and (counts["skipped"] or not counts["read"])
    return exits.SOME_FAILED if counts["failed"] or too_strict else exits.OK
