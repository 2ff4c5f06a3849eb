"""Libraries that only some installations have: how one that is not there is told, with the line to type."""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct, convert

from extractor.errors import MissingTool


class Extra(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An extra of ``pyproject.toml``: what it serves, and the top modules it brings."""

    modules: tuple[str, ...]
    vi: str
    en: str
    is_apart: bool = False
    """Whether ``all`` leaves it out."""


@cache
def extras() -> dict[str, Extra]:
    """All extras by name, from ``extras.toml``."""
    raw = tomllib.loads(Path(__file__).with_name("extras.toml").read_text(encoding="utf-8"))
    return convert(raw, dict[str, Extra])


def install_line(extra: str) -> str:
    """What to type in the project folder to get ``extra``: the program is on no index of packages."""
    wanted = f"all,{extra}" if extras()[extra].is_apart else "all"
    return f"uv tool install '.[{wanted}]'"


def missing(extra: str, en: str = "", vi: str = "") -> MissingTool:
    """The error of a part that is not installed.

    Args:
        extra: name of the extra that brings it.
        en, vi: who needs what; what the extra serves where empty.
    """
    one, line = extras()[extra], install_line(extra)
    return MissingTool(
        f"{en or one.en} (extra [{extra}], not installed); in the project folder type: {line} "
        "(README, “Install”)",
        message_vi=f"{vi or one.vi} (phần [{extra}], chưa được cài); hãy gõ trong thư mục chương trình: "
        f"{line} (README, “Cài đặt”)",
    )


@contextmanager
def needing(*names: str) -> Iterator[None]:
    """Turns a missing library of one of the extras ``names`` into the error that names the extra.

    Raises:
        MissingTool: such a library cannot be imported.
    """
    try:
        yield
    except ImportError as error:
        module = (error.name or "").partition(".")[0]
        for name in names:
            if module in extras()[name].modules:
                raise missing(name) from error
        raise


def check(extra: str) -> None:
    """Raises the error of ``extra`` where one of its libraries is not installed; imports none of them.

    Raises:
        MissingTool: one is not installed.
    """
    if not all(map(is_installed, extras()[extra].modules)):
        raise missing(extra)


def is_installed(module: str) -> bool:
    """Whether a top module can be found."""
    try:
        return find_spec(module) is not None
    except ValueError:  # barred from being imported
        return False
