"""What to do about a kind of file that no reader knows; the kinds are data (``unsupported.toml``)."""

import tomllib
from functools import cache
from pathlib import Path, PurePath

from msgspec import Struct, convert

from extractor.errors import UnsupportedFormat

_OTHER = "other"
_TODOS = "kinds"


class _Kind(Struct, frozen=True, forbid_unknown_fields=True):
    """A kind in words, and the name of what to do about it."""

    suffixes: tuple[str, ...]
    en: str
    vi: str
    todo: str


def unsupported(name: str, kind: str | None = None) -> UnsupportedFormat:
    """The error for the file ``name`` of a ``kind`` without reader (None: the one its suffix promises)."""
    kinds, todos = _data()
    known = kinds[kind if kind in kinds else kind_of(name)]
    todo = todos[known.todo]
    return UnsupportedFormat(
        f"{name}: {known.en}, which cannot be read; {todo['en']}",
        message_vi=f"{name}: {known.vi}, chưa đọc được; {todo['vi']}",
    )


def advice(name: str, language: str) -> str:
    """What to do about the file ``name``, in ``en`` or ``vi``."""
    kinds, todos = _data()
    words = todos[kinds[kind_of(name)].todo][language]
    return words[:1].upper() + words[1:] + "."


def kind_of(name: str) -> str:
    """The kind that the suffix of ``name`` promises; ``other`` for an unknown one."""
    suffix = PurePath(name).suffix.lower()
    return next((kind for kind, one in _data()[0].items() if suffix and suffix in one.suffixes), _OTHER)


@cache
def _data() -> tuple[dict[str, _Kind], dict[str, dict[str, str]]]:
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    kinds = convert(data.pop(_TODOS), dict[str, _Kind])
    return kinds, convert(data, dict[str, dict[str, str]])
