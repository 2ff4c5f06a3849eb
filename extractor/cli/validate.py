"""``kehoach validate``: results against their schema and their text."""

from pathlib import Path

import click

from extractor.batch.check import Fault, check_manifest, check_plan, plan_files
from extractor.cli import exits
from extractor.cli.command import PATH, Command, lang_option
from extractor.cli.messages import say, tell
from extractor.exporters.changes import DIFF
from extractor.exporters.comparison import COMPARISON, SUMMARY


@click.command("validate", cls=Command)
@click.argument("paths", nargs=-1, required=True, type=PATH)
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON ra stdout. / Result as JSON.")
@lang_option
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[Path, ...], *, as_json: bool, lang: str) -> None:
    """Kiểm tra thư mục kết quả hoặc tệp JSON: khuôn dạng, trích đúng nguyên văn, mục lục.

    Check output folders or plan files: schema, quotes of the text, references, manifest.
    """
    count, faults = 0, []
    for path in paths:
        if _is_of_comparison(path):
            faults.append(
                Fault(file=path, what=say("of_comparison", "en"), what_vi=say("of_comparison", "vi"))
            )
            continue
        files = plan_files(path)
        count += len(files)
        if path.is_dir() and (path / "plans").is_dir():
            faults += list(check_manifest(path))
        elif not files:
            faults.append(Fault(file=path, what=say("no_plans", "en"), what_vi=say("no_plans", "vi")))
        for file in files:
            faults += list(check_plan(file))
    for fault in faults:
        tell(say("failed", lang, file=fault.file, what=_words(fault, lang)))
    if as_json:
        _print_json(count, faults, lang)
    files_at_fault = len({fault.file for fault in faults})
    if faults:
        tell(say("check_bad", lang, count=len(faults), files=files_at_fault))
        ctx.exit(exits.CHECK_FAILED)
    tell(say("check_ok", lang, count=count))


def _is_of_comparison(path: Path) -> bool:
    """Whether the path is what ``compare`` or ``diff`` wrote: its folder, or a file of it."""
    own, beside = (COMPARISON, DIFF), path.parent
    if path.is_dir():
        return not (path / "plans").is_dir() and any((path / name).is_file() for name in own)
    return path.name in own or (path.name == SUMMARY and (beside / COMPARISON).is_file())


def _words(fault: Fault, lang: str) -> str:
    return fault.what_vi if lang == "vi" else fault.what


def _print_json(count: int, faults: list[Fault], lang: str) -> None:
    import msgspec

    found = [{"file": str(fault.file), "what": _words(fault, lang)} for fault in faults]
    click.echo(msgspec.json.format(msgspec.json.encode({"plans": count, "faults": found}), indent=1))
