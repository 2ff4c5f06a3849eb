"""Which configuration a command runs with: the option, else the environment, else ``kehoach.toml`` here."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from extractor.cli.command import PATH
from extractor.config import Config, load_config
from extractor.rules.check import check_own

F = TypeVar("F", bound=Callable[..., Any])

_HERE = Path("kehoach.toml")


def config_option(command: F) -> F:
    """Adds ``--config``."""
    return click.option(
        "--config",
        type=PATH,
        envvar="KEHOACH_CONFIG",
        help="Tệp cấu hình (mặc định: kehoach.toml nếu có). / Configuration file.",
    )(command)


def read_config(path: Path | None) -> Config:
    """The configuration in ``path``, else in ``kehoach.toml`` of the working folder, else the defaults.

    Raises:
        ConfigError: the file is wrong, or the packs of ``KEHOACH_TOPICS`` are.
    """
    check_own("topics")
    if path is None and _HERE.is_file():
        path = _HERE
    return load_config(path)
