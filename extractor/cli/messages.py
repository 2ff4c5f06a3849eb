"""What the command says, in the language asked for, safe for a terminal."""

import tomllib
import unicodedata
from functools import cache
from pathlib import Path

import click

from extractor.errors import ExtractorError

LANGUAGES = ("vi", "en")
_UNSAFE = {"Cc", "Cs", "Zl", "Zp"}


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("messages.toml").read_text(encoding="utf-8"))


def say(key: str, language: str, **values: object) -> str:
    """The message ``key`` in ``language`` with ``values`` filled in, made safe for a terminal."""
    safe = {name: terminal_text(str(value)) for name, value in values.items()}
    return _catalogue()[key][language].format(**safe)


def tell(message: str) -> None:
    """A line to the standard error."""
    click.echo(message, err=True)


def words_of(error: ExtractorError, language: str) -> str:
    """The error's message in ``language``, safe for a terminal."""
    return terminal_text(error.message_vi if language == "vi" else str(error))


def bare_words_of(error: ExtractorError, name: str, language: str) -> str:
    """As ``words_of``, without the file's ``name`` in front: the line that holds it says the path."""
    return words_of(error, language).removeprefix(f"{terminal_text(name)}: ")


def terminal_text(text: str) -> str:
    """``text`` on one line without control characters (shown as �) and invisible direction marks.

    What a document or a file name holds must not move the cursor, change colours or turn the line around.
    """
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character.isascii() and character.isprintable():
        return character
    category = unicodedata.category(character)
    if category in _UNSAFE:
        return " " if character in "\n\t" else "\ufffd"
    return "" if category == "Cf" else character
