"""``kehoach rules``: rule files against their own examples."""

from pathlib import Path

import click

from extractor.cli import exits
from extractor.cli.command import PATH, Command, lang_option
from extractor.cli.messages import say, tell, words_of
from extractor.errors import RuleError


@click.group("rules")
def command() -> None:
    """Làm việc với tệp luật. / Work with rule files."""


@command.command("check", cls=Command)
@click.argument("files", nargs=-1, type=PATH)
@lang_option
@click.pass_context
def check(ctx: click.Context, /, files: tuple[Path, ...], *, lang: str) -> None:
    """Chạy mỗi luật trên ví dụ của chính nó (mặc định: mọi luật đi kèm chương trình).

    Run every rule on its own examples and rejects (default: all rules of the program).
    """
    from extractor.rules.load import DATA

    paths = files or tuple(sorted(DATA.rglob("*.toml")))
    wrong = [line for path in paths for line in _wrong(path, lang)]
    for line in wrong:
        tell(line)
    if wrong:
        ctx.exit(exits.CHECK_FAILED)
    tell(say("rules_ok", lang, count=len(paths)))


def _wrong(path: Path, lang: str) -> list[str]:
    from extractor.rules.check import check_file

    try:
        failures = check_file(path)
    except RuleError as error:
        return [words_of(error, lang)]
    return [
        say("failed", lang, file=f"{failure.file}: {failure.rule}", what=failure.message)
        for failure in failures
    ]
