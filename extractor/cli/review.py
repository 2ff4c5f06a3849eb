"""``kehoach review``: results out to a workbook, what people changed back in."""

from datetime import datetime
from pathlib import Path

import click

from extractor.cli import exits
from extractor.cli.command import PATH, Command, lang_option
from extractor.cli.deciding import tell_notices
from extractor.cli.messages import say, tell
from extractor.errors import ConfigError
from extractor.rules.check import check_own


@click.group("review")
def command() -> None:
    """Xem lại kết quả trong Excel, ghi nhận điều đã quyết. / Review results in Excel, take decisions back."""


@command.command("export", cls=Command)
@click.argument("folders", nargs=-1, required=True, type=PATH)
@click.option("-o", "--output", "out", required=True, type=PATH, help="Tệp .xlsx. / The workbook.")
@click.option("--force", is_flag=True, help="Ghi đè tệp đã có. / Replace a workbook that is there.")
@lang_option
def export(folders: tuple[Path, ...], out: Path, *, force: bool, lang: str) -> None:
    """Lập tệp XLSX để xem lại kết quả trong FOLDERS (của extract, compare, hay cả hai).

    Make a workbook to review the results in FOLDERS (of extract, compare, or both): matches, tasks, units,
    headings; what to look at first stands on top. A workbook that is there already is left alone: somebody
    may have edited it.
    """
    from extractor.review.book import check_place, write_review
    from extractor.review.gathered import reviewed
    from extractor.review.rows import review_rows

    check_own("topics")
    check_place(out, force=force)
    results = reviewed(folders)
    rows = review_rows(results)
    doc_ids = [plan.doc_id for plan in results.plans]
    doc_ids += [one.doc_id for comparison in results.comparisons for one in comparison.documents]
    write_review(out, rows, tuple(dict.fromkeys(doc_ids)))
    tell(
        say("review_rows", lang, **{name: len(rows.get(name, ())) for name in ("matches", "tasks", "units")})
    )
    tell(say("results", lang, path=out))


@command.command("apply", cls=Command)
@click.argument("workbook", type=PATH)
@click.option("--decisions", required=True, type=PATH, help="Tệp decisions.csv ghi vào. / The file to write.")
@click.option("--who", default="", help="Người xem. / Who decided.")
@click.option("--when", help="Ngày xem (mặc định: hôm nay). / Date of the decisions (default: today).")
@lang_option
@click.pass_context
def apply(
    ctx: click.Context, /, workbook: Path, *, decisions: Path, who: str, when: str | None, lang: str
) -> None:
    """Ghi những chỗ đã sửa trong WORKBOOK vào decisions.csv; chạy lại lần nữa không đổi gì.

    Put what was changed in WORKBOOK into decisions.csv: rows on other subjects stay, a newer decision takes
    the place of the one before. Applied again it changes nothing.
    """
    from extractor.decisions.table import KEPT_OUT, Decisions, read_decisions, written
    from extractor.exporters.files import write_bytes
    from extractor.review.changes import Author, changed, merged
    from extractor.review.workbook import read_workbook

    author = Author(
        who=who, when=when if when is not None else datetime.now().astimezone().date().isoformat()
    )
    new, notices = changed(read_workbook(workbook), author)
    known = read_decisions(decisions, keep_torn=True) if decisions.is_file() else Decisions()
    if any(notice.code in KEPT_OUT for notice in known.notices):
        tell_notices(known.notices, lang)
        raise ConfigError(
            say("review_unread", "en", path=decisions), message_vi=say("review_unread", "vi", path=decisions)
        )
    rows = merged(known.rows, new)
    tell_notices((*notices, *known.notices), lang)
    fresh = sum(row not in known.rows for row in rows)
    if fresh or not decisions.is_file():
        write_bytes(decisions, written(rows))
        tell(say("results", lang, path=decisions))
    tell(say("review_applied", lang, new=fresh, all=len(rows)))
    untaken = any(notice.code != "review_spreads" for notice in notices)
    ctx.exit(exits.SOME_FAILED if untaken else exits.OK)
