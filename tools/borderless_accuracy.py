"""How well tables are read once their lines are taken away: Word files with gold, set anew by LibreOffice.

    python tools/borderless_accuracy.py ../shared/corpus [--look none|level|outer] [--top] [--left] [--tight]

The lines of all tables of <doc_id>.docx are removed (or kept level, or around the table), LibreOffice makes a
PDF of it, and what is read of that is compared with the gold. --top sets cells at the top of their rows,
--left neither centres nor justifies their words, --tight leaves no white space between rows.
"""

import argparse
import io
import re
import sys
import tempfile
import zipfile
from pathlib import Path

from extractor.evaluate import Evaluation, evaluate

sys.path.append(str(Path(__file__).parents[1] / "corpus"))  # scripts with their package beside them

from synthesis.office import converted

KINDS = ("tables", "table_rows", "table_rows.number", "table_groups", "tasks", "sections")
SIDES = {
    "none": (),
    "level": ("top", "bottom", "insideH"),
    "outer": ("top", "left", "bottom", "right"),
}
TIGHT = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'


def without_lines(
    docx: bytes, look: str, *, top: bool = False, left: bool = False, tight: bool = False
) -> bytes:
    """A Word file whose tables have other lines, and cells set as the options say."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            data = given.read(name)
            if name == "word/document.xml":
                text = re.sub(r"<w:(tblBorders|tcBorders)>.*?</w:\1>", "", data.decode(), flags=re.S)
                text = re.sub(r"<w:tblStyle [^>]*>", "", text)
                text = re.sub(
                    r"(<w:tblPr>.*?)(<w:tblLayout|<w:tblLook|</w:tblPr>)", _lines(look), text, flags=re.S
                )
                if top:
                    text = re.sub(r"<w:vAlign [^>]*>", "", text)
                text = re.sub(r"<w:tbl>.*?</w:tbl>", lambda tbl: _set(tbl[0], left, tight), text, flags=re.S)
                data = text.encode()
            made.writestr(name, data)
    return out.getvalue()


def _lines(look: str) -> str:
    sides = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in SIDES[look])
    return rf"\1<w:tblBorders>{sides}</w:tblBorders>\2" if sides else r"\1\2"


def _set(table: str, left: bool, tight: bool) -> str:
    if left:
        table = re.sub(r'<w:jc w:val="(?:both|center)"/>', "", table)
    return re.sub(r"<w:spacing [^>]*/>", TIGHT, table) if tight else table


def evaluated(
    corpus: Path, look: str, *, top: bool = False, left: bool = False, tight: bool = False
) -> Evaluation:
    """What is read of the documents with gold once the lines of their tables are gone.

    Raises:
        OfficeMissing: LibreOffice is not installed.
    """
    docs = corpus / "docs"
    files = {
        path.name: without_lines(path.read_bytes(), look, top=top, left=left, tight=tight)
        for path in sorted(docs.glob("*.docx"))
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, data in converted(files, "pdf").items():
            Path(folder, name).write_bytes(data)
        for path in docs.glob("*.txt"):  # places of the gold point into them
            Path(folder, path.name).write_bytes(path.read_bytes())
        return evaluate(corpus / "gold", Path(folder), forms=("pdf",))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--look", choices=tuple(SIDES), default="none")
    for flag in ("top", "left", "tight"):
        parser.add_argument(f"--{flag}", action="store_true")
    options = parser.parse_args()
    found = evaluated(options.corpus, options.look, top=options.top, left=options.left, tight=options.tight)
    totals = found.totals()
    for kind in KINDS:
        sys.stdout.write(f"{kind:20} {totals[kind]['pdf'].f1:.3f}\n")


if __name__ == "__main__":
    main()
