"""The commands' common ground: language option, errors turned into messages and exit codes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from extractor.cli.exits import code_of
from extractor.cli.messages import LANGUAGES, tell, words_of
from extractor.errors import ExtractorError

PATH = click.Path(path_type=Path, readable=False)
"""A path that the program checks when it opens it, and speaks about like about everything else."""

F = TypeVar("F", bound=Callable[..., Any])


class Command(click.Command):
    """A command that ends with one clear message and its exit code where an ``ExtractorError`` is raised."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command."""
        try:
            return super().invoke(ctx)
        except ExtractorError as error:
            tell(words_of(error, ctx.params.get("lang", "vi")))
            ctx.exit(code_of(error))


def lang_option(command: F) -> F:
    """Adds ``--lang``. The program itself takes it too, and the environment, and hands them down."""
    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES, case_sensitive=False),
        default="vi",
        show_default=True,
        help="Ngôn ngữ thông báo. / Language of messages.",
    )(command)


def headers_option(command: F) -> F:
    """Adds ``--headers``, the language of the column names of tables."""
    return click.option(
        "--headers",
        type=click.Choice(("en", "vi")),
        default="en",
        show_default=True,
        help="Tên cột tiếng Anh hay tiếng Việt. / Column names.",
    )(command)


def csv_raw_option(command: F) -> F:
    """Adds ``--csv-raw``, which leaves cells as they are, formulas too."""
    return click.option(
        "--csv-raw", is_flag=True, help="CSV giữ nguyên từng ký tự. / CSV exact, formulas not defused."
    )(command)
