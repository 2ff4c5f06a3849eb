"""Shows where the tables of an output folder are, and a few lines of them."""

import csv
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

SHOWN = {
    "documents": ("reader", "province", "number", "issued_on", "title", "sections", "citations", "tasks"),
    "tasks": ("group", "stt", "text", "lead", "deadline_raw", "page"),
    "cited_documents": ("target", "number", "issued_on", "issuer", "title"),
}
"""Columns shown of each table."""

ROWS = 12

Rows = list[dict[str, str]]


def read(file: Path) -> Rows:
    """The rows of a CSV table."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def preview(title: str, rows: Rows, columns: tuple[str, ...]) -> Table:
    """The first rows as a table for the terminal, long cells cut; the title says where rows are left out."""
    shown = rows if columns == SHOWN["documents"] else rows[:ROWS]
    if len(shown) < len(rows):
        title += f" {len(shown)} dòng đầu / first {len(shown)} of {len(rows)}"
    table = Table(*columns, title=title, title_justify="left", expand=True)
    for row in shown:
        table.add_row(*(_cut(row[column]) for column in columns))
    return table


def _cut(text: str, limit: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def main() -> None:
    """Prints the documents of the folder given, the tables of one of them, and where the files are."""
    out = Path(sys.argv[1])
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=150)
    tables = {name: read(out / f"{name}.csv") for name in SHOWN}
    paged = [row["doc_id"] for row in tables["documents"] if row["pages"] and row["tasks"] != "0"]
    for name, columns in SHOWN.items():
        title = f"{out / name}.csv – {len(tables[name])} dòng / rows"
        rows = tables[name]
        if name != "documents":
            title += f", của / of {paged[0]}:"
            rows = [row for row in rows if row["doc_id"] == paged[0]]
        console.print(preview(title, rows, columns))
    console.print(f"\nExcel:            {out / 'kehoach.xlsx'}")
    console.print(f"CSV:              {out}/*.csv")
    console.print(f"JSON, text:       {out}/plans/*.json, {out}/text/*.txt")
    console.print("Xem một văn bản:  .venv/bin/kehoach show corpus/samples/<tệp>", soft_wrap=True)


if __name__ == "__main__":
    main()
