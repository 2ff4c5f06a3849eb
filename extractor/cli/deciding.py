"""What people supply beside documents: the option ``--decisions``, what to say of it and of metadata."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from extractor.cli.command import PATH
from extractor.cli.messages import say, tell, terminal_text

if TYPE_CHECKING:
    from extractor.batch.metadata import Oddity
    from extractor.decisions.table import Notice

F = TypeVar("F", bound=Callable[..., Any])


def decisions_option(command: F) -> F:
    """Adds ``--decisions``."""
    return click.option(
        "--decisions",
        type=PATH,
        help="CSV những điều người xem đã quyết (mặc định: decisions.csv cạnh OUT). / What people decided.",
    )(command)


def tell_notices(notices: "Iterable[Notice]", lang: str) -> None:
    """What must be known about the decisions, a line each."""
    for notice in notices:
        vietnamese, _, english = notice.message.partition(" / ")
        tell(terminal_text(vietnamese if lang == "vi" else english))


def tell_oddities(oddities: "Iterable[Oddity]", lang: str) -> None:
    """What of the files of supplied facts is not used, a line each."""
    from extractor.batch.metadata import known_columns

    for one in oddities:
        tell(say(f"unknown_{one.what}", lang, where=one.where, name=one.name, known=known_columns()))
