"""Builds corpus/samples, corpus/gold and corpus/catalog.csv from corpus/sources.

    python corpus/build_samples.py            writes what changed
    python corpus/build_samples.py --check    writes nothing; exit code 1 where a file would change

The bytes of a PDF also depend on the font and on reportlab, those of a DOCX on zlib: catalog.csv
names the ones the checked-in files were built with.
"""

import argparse
import csv
import hashlib
import io
import sys
import zlib
from pathlib import Path

from synthesis.build import read_source, render
from synthesis.draft import Draft

HERE = Path(__file__).parent
COLUMNS = (
    "file", "doc_id", "format", "province", "type", "number", "issued_on", "parts", "tasks", "status",
    "built_with", "sha256",
)  # fmt: skip
STATUS = "văn bản mẫu - nội dung giả định"


def built_files() -> dict[str, bytes]:
    """Path under corpus/ to bytes of every file that is built, the catalogue included."""
    files: dict[str, bytes] = {}
    rows: list[dict[str, str]] = []
    for path in sorted((HERE / "sources").glob("*.toml")):
        draft, formats = read_source(path)
        for name, content in render(draft, formats).items():
            folder = "gold" if name.endswith(".gold.json") else "samples"
            files[f"{folder}/{name}"] = content
            if folder == "samples":
                rows.append(_catalogue_row(draft, name, content))
    files["catalog.csv"] = _csv(rows)
    return files


def toolchain(form: str) -> str:
    """What the bytes of a format depend on beside this code; empty for text formats."""
    if form == "docx":
        return f"zlib {zlib.ZLIB_RUNTIME_VERSION}"
    if form != "pdf":
        return ""
    import reportlab
    from synthesis.pdf_fonts import register_fonts

    return (
        f"reportlab {reportlab.__version__}, font {register_fonts()[:12]}, zlib {zlib.ZLIB_RUNTIME_VERSION}"
    )


def _catalogue_row(draft: Draft, name: str, content: bytes) -> dict[str, str]:
    form = name.rpartition(".")[2]
    blocks = [block for part in draft.parts for block in part.blocks]
    prose = sum(1 for block in blocks if getattr(block, "task", None))
    rows = sum(1 for block in blocks for row in getattr(block, "rows", ()) if row.task)
    return {
        "file": f"samples/{name}",
        "doc_id": draft.doc_id,
        "format": form,
        "province": draft.metadata["province"],
        "type": draft.metadata["type"],
        "number": draft.metadata["number"] or "",
        "issued_on": draft.metadata["date"] or "",
        "parts": " + ".join(part.kind for part in draft.parts),
        "tasks": str(prose + rows),
        "status": STATUS,
        "built_with": toolchain(form),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _csv(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def main(argv: list[str] | None = None) -> int:
    """Runs the command; gives the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="only compare")
    options = parser.parse_args(argv)
    changed = []
    for name, content in built_files().items():
        path = HERE / name
        if path.exists() and path.read_bytes() == content:
            continue
        changed.append(name)
        if not options.check:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
    print("\n".join(changed) or "nothing changed")
    return 1 if options.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
