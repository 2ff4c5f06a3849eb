"""What the command says, in the language asked for, safe for a terminal."""

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

import click

from extractor.errors import ExtractorError
from extractor.model.types import VOCABULARY

LANGUAGES = ("vi", "en")
_FRONT = re.compile(r"(?:(?:trang \d+|[^\s:]+(?: \([^)]*\))?): )?(?:\d[\d./]* (?=\w)|“[^”]*” )?")
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


def code_name(codes: str, code: str, language: str) -> str:
    """The name of a code of the closed list ``codes``; its own words where it has none in English."""
    if language == "vi":
        return VOCABULARY[codes].get(code, code)
    return english_codes().get(codes, {}).get(code, code.replace("_", " "))


@cache
def english_codes() -> dict[str, dict[str, str]]:
    """English names of codes by their closed list."""
    return tomllib.loads(Path(__file__).with_name("codes_en.toml").read_text(encoding="utf-8"))


def in_language(message: str, language: str) -> str:
    """The half of a message “Vietnamese / English” in ``language``, with the facts that only the other says.

    What stands before the words (a page, an id, a count) is in the first half, what follows them in the last.
    """
    front = _FRONT.match(message)
    where = front[0] if front else ""
    vietnamese, parted, english = message[len(where) :].partition(" / ")
    if not parted:
        return message
    where_en = where.replace("trang ", "page ")
    if language == "vi":
        english = english.removeprefix(where_en)
        fact = "" if ": " in vietnamese else english.partition(": ")[2]
        is_said = not fact or fact.partition(",")[0] in where
        return where + (vietnamese if is_said else f"{vietnamese}: {fact}")
    bare = where_en.strip(" :")
    is_said = bare in english or bare.rpartition(": ")[2] in english
    return english if is_said else where_en + english


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
