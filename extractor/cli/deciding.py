"""The option ``--decisions`` of the commands that replay what people decided."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from extractor.cli.command import PATH
from extractor.cli.messages import tell, terminal_text

if TYPE_CHECKING:
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
