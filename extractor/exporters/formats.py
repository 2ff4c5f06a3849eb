"""The formats of ``--format``, read from ``formats.toml``: what each writes, and what it needs installed."""

import tomllib
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct, convert

from extractor.errors import ConfigError
from extractor.exporters.columns import tables
from extractor.extras import is_installed, missing


class Format(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A format: its own ``files`` under the output folder, formats it ``needs`` beside it, and the
    ``library`` that the ``extra`` of that name brings."""

    name: str
    vi: str
    en: str
    files: tuple[str, ...]
    default: bool = False
    needs: tuple[str, ...] = ()
    library: str | None = None
    extra: str | None = None


@cache
def formats() -> tuple[Format, ...]:
    """All formats in the order they are written."""
    raw = tomllib.loads(Path(__file__).with_name("formats.toml").read_text(encoding="utf-8"))
    return convert(raw["format"], tuple[Format, ...])


def default_formats() -> tuple[str, ...]:
    """The formats written where none is asked for."""
    return tuple(made.name for made in formats() if made.default)


def own_files(names: Collection[str]) -> Iterator[str]:
    """The files and folders under an output folder that belong to the formats ``names``."""
    for made in formats():
        for file in made.files if made.name in names else ():
            yield from (file.replace("*", spec.name) for spec in tables()) if "*" in file else (file,)


def choose(names: Collection[str]) -> tuple[str, ...]:
    """The formats ``names`` with those they need, in the order they are written, each once.

    Raises:
        ConfigError: an unknown one.
        MissingTool: the library of one is not installed; said before anything is read.
    """
    known = {made.name: made for made in formats()}
    if unknown := sorted(set(names) - set(known)):
        listed = ", ".join(known)
        raise ConfigError(
            f"unknown format {unknown[0]!r}; choose from {listed}",
            message_vi=f"không có định dạng {unknown[0]!r}; hãy chọn trong {listed}",
        )
    wanted = {*names, *(needed for name in names for needed in known[name].needs)}
    chosen = [made for made in formats() if made.name in wanted]
    for made in chosen:
        if made.library is not None and made.extra is not None and not is_installed(made.library):
            raise missing(
                made.extra,
                f"format {made.name} needs {made.library}",
                f"định dạng {made.name} cần {made.library}",
            )
    return tuple(made.name for made in chosen)
