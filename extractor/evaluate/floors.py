"""Floors of F1 per record kind and format, kept with the digest of the corpus they were measured on."""

import math
import tomllib
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, ValidationError, convert

from extractor.errors import ConfigError
from extractor.evaluate.score import INFORMATIONAL
from extractor.evaluate.tally import ALL, Evaluation

_DIGITS = 3


class Floors(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """F1 by record kind and format that an evaluation on ``corpus`` must reach."""

    corpus: str = ""
    floors: dict[str, dict[str, float]] = {}


def read_floors(path: Path) -> Floors:
    """The floors in a TOML file.

    Raises:
        ConfigError: the file cannot be read or is not in the form of a floors file.
    """
    try:
        return convert(tomllib.loads(path.read_text(encoding="utf-8")), Floors)
    except OSError as error:
        raise ConfigError.reading(path, error) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as error:
        raise ConfigError(
            f"{path}: no floors file: {error}", message_vi=f"{path}: không phải tệp ngưỡng: {error}"
        ) from error


def below(evaluation: Evaluation, floors: Floors) -> tuple[str, ...]:
    """What falls short of the floors, one line each; empty when all hold."""
    if floors.floors and floors.corpus != evaluation.corpus:
        return (f"the floors are of another corpus ({floors.corpus[:12]}…): measure and write them anew",)
    return tuple(_short(evaluation, floors))


def _short(evaluation: Evaluation, floors: Floors) -> Iterator[str]:
    measured = _measured(evaluation)
    for kind, forms in floors.floors.items():
        for form, floor in forms.items():
            f1 = measured.get(kind, {}).get(form)
            if f1 is None or f1 < floor:
                yield f"{kind} in {form}: F1 {'not measured' if f1 is None else f1} below the floor {floor}"


def write_floors(path: Path, evaluation: Evaluation, *, lower: bool = False) -> Floors:
    """Writes the measured F1 (rounded down) as floors.

    Raises:
        ConfigError: a floor of the file would fall or vanish and ``lower`` is not set.
    """
    floors = Floors(corpus=evaluation.corpus, floors=_measured(evaluation))
    fallen = tuple(_short(evaluation, read_floors(path))) if path.exists() else ()
    if fallen and not lower:
        raise ConfigError(
            f"{path}: floors would fall; mend it, or say so with --lower-floors:\n" + "\n".join(fallen),
            message_vi=f"{path}: ngưỡng sẽ bị hạ; hãy sửa, hoặc thêm --lower-floors:\n" + "\n".join(fallen),
        )
    path.write_text(_toml(floors), encoding="utf-8")
    return floors


def _measured(evaluation: Evaluation) -> dict[str, dict[str, float]]:
    scale = 10**_DIGITS
    return {
        kind: {form: math.floor(tally.f1 * scale) / scale for form, tally in forms.items() if form != ALL}
        for kind, forms in evaluation.totals().items()
        if kind not in INFORMATIONAL
    }


def _toml(floors: Floors) -> str:
    lines = ["# F1 floors by record kind and format; written by `kehoach evaluate --write-floors`."]
    lines += [
        "# A floor is lowered only with --lower-floors and a line in CHANGELOG.md.",
        f'corpus = "{floors.corpus}"',
    ]
    for kind, forms in floors.floors.items():
        lines += ["", f'[floors."{kind}"]', *(f'"{form}" = {floor}' for form, floor in forms.items())]
    return "\n".join(lines) + "\n"
