"""Shows where the tables of an output folder are, and a few lines of them."""

import csv
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

SHOWN = {
    "documents": ("province", "number", "issued_on", "title", "sections", "citations", "tasks"),
    "tasks": ("group", "stt", "text", "lead", "deadline_raw", "page"),
    "cited_documents": ("number", "issued_on", "issuer", "title"),
}
"""Columns shown of each table."""

ROWS = 4


def preview(file: Path, columns: tuple[str, ...]) -> Table:
    """The first rows of a CSV table, long cells cut."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    table = Table(*columns, title=f"{file} – {len(rows)} dòng / rows", title_justify="left", expand=True)
    for row in rows[:ROWS]:
        table.add_row(*(_cut(row[column]) for column in columns))
    return table


def _cut(text: str, limit: int = 70) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def main() -> None:
    """Prints the tables of the folder given, then where the files for other programs are."""
    out = Path(sys.argv[1])
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=150)
    for name, columns in SHOWN.items():
        console.print(preview(out / f"{name}.csv", columns))
    console.print(f"\nExcel:            {out / 'kehoach.xlsx'}")
    console.print(f"CSV:              {out}/*.csv")
    console.print(f"JSON, text:       {out}/plans/*.json, {out}/text/*.txt")
    console.print("Xem một văn bản:  .venv/bin/kehoach show corpus/samples/<tệp>", soft_wrap=True)


if __name__ == "__main__":
    main()
