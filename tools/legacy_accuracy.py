"""Diacritic accuracy of files in legacy fonts: how many marked letters of the truth come back exactly.

    python tools/legacy_accuracy.py FOLDER

FOLDER holds <name>.<format> with <name>.truth.txt beside it. Both texts are NFC and aligned by their base
letters (least edits); a letter with a mark (or đ) counts as right where that very letter stands at its place.
A file without result counts as wrong. Files are split in halves by a hash of their names: rules are tuned on
the one, the other tells how they do on files not looked at.
"""

import re
import sys
import unicodedata
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

import edlib

from extractor import pipeline
from extractor.config import Config
from extractor.errors import ExtractorError
from extractor.model.source import SourceFile

_STEP = re.compile(r"(\d+)([=XID])")
_SIGN = "\x7f"
_D = str.maketrans("đĐ", "dD")


def marked_letters(truth: str, found: str) -> tuple[int, int]:
    """Letters with marks of the truth that come back exactly, and all of them."""
    letters, others = (" ".join(unicodedata.normalize("NFC", text).split()) for text in (truth, found))
    path = edlib.align(_bare(letters), _bare(others), task="path")["cigar"] or ""
    at = other = right = 0
    for step in _STEP.finditer(path):
        size, kind = int(step[1]), step[2]
        if kind == "=":
            right += sum(
                _is_marked(one) and one == two
                for one, two in zip(letters[at : at + size], others[other : other + size], strict=True)
            )
        at += 0 if kind == "D" else size
        other += 0 if kind == "I" else size
    return right, sum(map(_is_marked, letters))


def _bare(text: str) -> str:
    """One base letter for each letter; signs the aligner has no room for are all one."""
    bare = (unicodedata.normalize("NFD", letter)[0].translate(_D) for letter in text)
    return "".join(letter if letter < _SIGN else _SIGN for letter in bare)


def _is_marked(letter: str) -> bool:
    return letter in "đĐ" or (letter.isalpha() and len(unicodedata.normalize("NFD", letter)) > 1)


@cache
def _read(file: Path) -> str:
    """The text of a file; nothing where it cannot be read."""
    try:
        return pipeline.read(SourceFile.of(file.name, file.read_bytes()), Config()).text
    except ExtractorError as error:
        sys.stderr.write(f"{error}\n")
        return ""


def accuracy(folder: Path, fold: Callable[[str], str] = str) -> dict[str, tuple[int, int]]:
    """Right and all marked letters by file; ``fold`` is applied to both texts."""
    found = {}
    for truth in sorted(folder.glob("*.truth.txt")):
        stem = truth.name.removesuffix(".truth.txt")
        file = next(path for path in sorted(folder.glob(f"{stem}.*")) if path != truth)
        found[file.name] = marked_letters(fold(truth.read_text(encoding="utf-8")), fold(_read(file)))
    return found


def half(name: str) -> int:
    """0 for the half that rules are tuned on, 1 for the one held back."""
    return sha256(name.encode()).digest()[0] % 2


def main() -> None:
    folder = Path(sys.argv[1])
    for fold, label in ((str, "exact"), (str.lower, "without case (fonts of capitals: .VnTimeH)")):
        found = accuracy(folder, fold)
        for name, (right, total) in found.items():
            sys.stdout.write(f"{right / max(total, 1):.4f} {total:6} {half(name)} {name}\n")
        for part, chosen in (("tuned on", {0}), ("held back", {1}), ("all", {0, 1})):
            rows = [
                pair for name, pair in found.items() if half(name) in chosen and not name.endswith(".ppt")
            ]
            share = sum(right for right, _ in rows) / max(sum(total for _, total in rows), 1)
            sys.stdout.write(f"{label}, {part}: {share:.4f}, {len(rows)} files\n")


if __name__ == "__main__":
    main()
