"""Options of a run: ``kehoach.toml`` → frozen ``Config``; an unknown key is an error."""

import re
import tomllib
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct, ValidationError, convert

from extractor.errors import ConfigError

Count = Annotated[int, Meta(ge=1, le=1 << 40)]
"""How many at most: nobody means none, and libraries count in 64 bits."""


class Limits(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Bounds on one document; beyond them it ends with code and message, never with a hang."""

    file_bytes: Count = 30_000_000
    pages: Count = 2_000
    page_characters: Count = 50_000
    page_rules: Count = 20_000
    page_intersections: Count = 50_000
    stream_bytes: Count = 40_000_000
    inflated_bytes: Count = 100_000_000
    zip_members: Count = 2_000
    zip_ratio: Count = 200
    grid_slots: Count = 200_000
    table_rows: Count = 5_000
    cell_span: Count = 100
    xml_depth: Count = 256
    text_characters: Count = 5_000_000
    line_characters: Count = 10_000
    image_pixels: Count = 50_000_000


class OcrConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Recognition of scans. ``pages``: ``auto`` where a page has no usable text, ``never``, ``always``."""

    pages: Literal["auto", "never", "always"] = "auto"
    tessdata: str = ""


class ToolsConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Programs of others. ``libreoffice``: its path, where it is not found on PATH."""

    libreoffice: str = ""
    office_seconds: Count = 60


class Config(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All options that change what is extracted."""

    limits: Limits = Limits()
    ocr: OcrConfig = OcrConfig()
    tools: ToolsConfig = ToolsConfig()


def load_config(path: Path | None) -> Config:
    """The configuration in ``path``; defaults where ``path`` is None.

    Raises:
        ConfigError: the file cannot be read, is no TOML or has an unknown key.
    """
    if path is None:
        return Config()
    try:
        return convert(tomllib.loads(path.read_text(encoding="utf-8")), Config)
    except OSError as error:
        raise ConfigError.reading(path, error) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{path}: not valid TOML: {error}",
            message_vi=f"{path}: không phải TOML hợp lệ{_place_vi(str(error))}",
        ) from error
    except ValidationError as error:
        raise ConfigError(
            f"{path}: {error}; see docs/formats.md for the keys",
            message_vi=f"{path}: {_fault_vi(str(error))}; các khóa: xem docs/formats.md",
        ) from error


def _place_vi(message: str) -> str:
    found = re.search(r"line (\d+), column (\d+)", message)
    return f" (dòng {found[1]}, cột {found[2]})" if found else ""


def _fault_vi(message: str) -> str:
    """What msgspec says about a value, in Vietnamese; its own words where they are of another kind."""
    unknown = re.search(r"unknown field `(.+?)`(?: - at `\$?\.?(.+?)`)?", message)
    if unknown:
        return f"không có khóa “{unknown[1]}”" + (f" trong [{unknown[2]}]" if unknown[2] else "")
    wrong = re.search(r"Expected `(.+?)`, got `(.+?)`(?: - at `\$?\.?(.+?)`)?", message)
    if wrong:
        return f"giá trị của “{wrong[3] or ''}” phải là {wrong[1]}, không phải {wrong[2]}"
    beyond = re.search(r"Expected `\w+` ([<>])= (\d+)(?: - at `\$?\.?(.+?)`)?", message)
    if beyond:
        bound = "từ {} trở lên" if beyond[1] == ">" else "nhiều nhất là {}"
        return f"giá trị của “{beyond[3] or ''}” phải {bound.format(beyond[2])}"
    return message
