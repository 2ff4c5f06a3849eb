"""What to do about a kind of file that no reader knows; the kinds are data (``unsupported.toml``)."""

import tomllib
from functools import cache
from pathlib import Path, PurePath

from msgspec import Struct, convert

from extractor.errors import UnsupportedFormat
from extractor.readers.sniff import SUFFIXES

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OTHER = "other"
UNSUFFIXED = {"pdf": "application/pdf", "docx": _WORD}
"""Kinds told apart by their content where the name says none, with their media types."""
_TODOS, _RENAME = "kinds", "rename"


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


def unsuffixed(name: str, kind: str) -> UnsupportedFormat:
    """The error for a document of ``kind`` whose name does not say so."""
    todo = _data()[1][_RENAME]
    return UnsupportedFormat(
        f"{name}: a {kind.upper()} whose name does not say so; {todo['en'].format(suffix=kind)}",
        message_vi=f"{name}: là {kind.upper()} mà tên tệp không có đuôi ấy; {todo['vi'].format(suffix=kind)}",
    )


def advice(name: str, language: str, media_type: str | None = None) -> str:
    """What to do about the file ``name``, in ``en`` or ``vi``.

    Args:
        media_type: what stands in it, where the name says no kind and it is known all the same.
    """
    kinds, todos = _data()
    kind = kind_of(name)
    inside = [one for one, media in UNSUFFIXED.items() if media == media_type and kind == OTHER]
    if inside and PurePath(name).suffix.lower() not in SUFFIXES:
        words = todos[_RENAME][language].format(suffix=inside[0])
    else:
        words = todos[kinds[kind].todo][language]
    return words[:1].upper() + words[1:] + "."


def kind_of(name: str) -> str:
    """The kind that the suffix of ``name`` promises; ``other`` for an unknown one."""
    suffix = PurePath(name).suffix.lower()
    return next((kind for kind, one in _data()[0].items() if suffix and suffix in one.suffixes), OTHER)


@cache
def _data() -> tuple[dict[str, _Kind], dict[str, dict[str, str]]]:
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    kinds = convert(data.pop(_TODOS), dict[str, _Kind])
    return kinds, convert(data, dict[str, dict[str, str]])
