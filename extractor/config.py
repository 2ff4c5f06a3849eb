"""Options of a run: ``kehoach.toml`` → frozen ``Config``; an unknown key is an error."""

import tomllib
from pathlib import Path

from msgspec import Struct, ValidationError, convert

from extractor.errors import ConfigError


class Limits(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Bounds on one document; beyond them it ends with code and message, never with a hang."""

    file_bytes: int = 30_000_000
    pages: int = 2_000
    page_characters: int = 50_000
    page_rules: int = 20_000
    page_intersections: int = 50_000
    inflated_bytes: int = 100_000_000
    zip_members: int = 2_000
    zip_ratio: int = 200
    grid_slots: int = 200_000
    cell_span: int = 100
    xml_depth: int = 256
    text_characters: int = 5_000_000
    line_characters: int = 10_000


class Config(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All options that change what is extracted."""

    limits: Limits = Limits()


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
        raise ConfigError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    except ValidationError as error:
        raise ConfigError(f"{path}: {error}; see docs/formats.md for the keys") from error
