"""Wrong calls of the command, told in the language asked for."""

import re
from collections.abc import Sequence

import click

from extractor.cli.messages import LANGUAGES, say, terminal_text

_PATTERNS = {
    r"No such command '(?P<name>.*?)'": "usage_command",
    r"Option '(?P<name>.+?)' requires an argument": "usage_needs_value",
    r"Option '(?P<name>.+?)' requires \d+ arguments": "usage_needs_value",
    r"Option '(?P<name>.+?)' does not take a value": "usage_no_value",
    r"Got unexpected extra arguments? \((?P<name>.*)\)": "usage_extra",
}
"""What click says, in its own words only, and the message that says it here."""


def language_asked(arguments: Sequence[str], environment: str | None) -> str:
    """The language of a call that could not be understood: its ``--lang``, else the environment, else vi."""
    asked = environment or ""
    for at, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            asked = argument.partition("=")[2]
        elif argument == "--lang" and at + 1 < len(arguments):
            asked = arguments[at + 1]
    return asked.lower() if asked.lower() in LANGUAGES else "vi"


def told(error: click.ClickException, language: str) -> str:
    """All lines about ``error``: how the command is called, where help is, what is wrong."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    lines = []
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None:
        usage = context.get_usage().partition(":")[2].strip()
        lines.append(say("usage", language, usage=usage, path=context.command_path))
    what = terminal_text(error.format_message()) if language == "en" else _vietnamese(error)
    lines.append(say("usage_error", language, what=what))
    return "\n".join(lines)


def _vietnamese(error: click.ClickException) -> str:
    message = error.format_message()
    if isinstance(error, click.NoSuchOption):
        hint = say("usage_perhaps", "vi", names=", ".join(sorted(error.possibilities or ())))
        return say("usage_option", "vi", name=error.option_name) + (hint if error.possibilities else "")
    if isinstance(error, click.MissingParameter):
        is_option = isinstance(error.param, click.Option)
        key = "usage_missing_option" if is_option else "usage_missing_argument"
        return say(key, "vi", name=_name(error))
    if isinstance(error, click.BadParameter):
        return say("usage_value", "vi", name=_name(error), what=_bad_value(error))
    for pattern, key in _PATTERNS.items():
        match = re.search(pattern, message)
        if match:
            return say(key, "vi", name=match["name"])
    return terminal_text(message)


def _name(error: click.BadParameter) -> str:
    hint = error.param_hint
    if isinstance(hint, str):
        return hint
    if error.param is not None and error.ctx is not None:
        return error.param.get_error_hint(error.ctx).replace("'", "")
    return " / ".join(hint or ())


def _bad_value(error: click.BadParameter) -> str:
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        return say("usage_choice", "vi", known=", ".join(map(str, kind.choices)))
    if isinstance(kind, click.types.IntParamType):
        low = getattr(kind, "min", None)
        return say("usage_number" if low is None else "usage_number_from", "vi", low=low)
    return error.message
