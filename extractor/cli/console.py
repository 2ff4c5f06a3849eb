"""The terminal, or what stands in its place, for what commands print."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def console(width: int = 160) -> "Console":
    """Where tables and trees are printed; ``width`` columns where it is no terminal.

    A reader that goes away (``| head``) raises ``BrokenPipeError``, which ends the command quietly: rich
    itself would end it as failed.
    """
    from rich.console import Console

    class Piped(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    made = Piped(highlight=False)
    if not made.is_terminal:
        made.width = width
    return made
