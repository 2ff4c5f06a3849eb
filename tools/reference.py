"""Writes the generated parts of docs/ from the data and the code they document.

A generated part stands between ``<!-- generated: NAME -->`` and ``<!-- end -->``. Run without arguments it
rewrites the files; with ``--check`` it names those that differ and ends with 1.
"""

import re
import sys
from collections.abc import Callable, Iterable
from itertools import takewhile
from pathlib import Path

import click

from extractor.cli.main import kehoach
from extractor.exporters.changes import change_tables
from extractor.exporters.columns import TableSpec, tables
from extractor.exporters.comparison import comparison_tables
from extractor.exporters.formats import formats
from extractor.model.types import VOCABULARY
from extractor.rules.load import DATA, GAZETTEER, RuleSet

DOCS = Path(__file__).parents[1] / "docs"
_PART = re.compile(r"(?P<open><!-- generated: (?P<name>[a-z-]+) -->\n).*?(?P<close><!-- end -->)", re.DOTALL)
_WIDTH = 96


def columns() -> str:
    """Every table of ``kehoach extract`` with its columns."""
    return _tables(tables())


def comparison_columns() -> str:
    """Every table of ``kehoach compare`` and ``kehoach diff`` with its columns."""
    return _tables((*comparison_tables(), *change_tables()))


def _tables(specs: Iterable[TableSpec]) -> str:
    parts = []
    for spec in specs:
        rows = [
            (f"`{column.name}`" + (" …" if column.repeat else ""), column.vi, column.about_en)
            for column in spec.column
        ]
        heading = f"### {spec.name}.csv – {spec.title_vi}\n{spec.about_en}\n\n"
        parts.append(heading + table(("column", "`--headers vi`", "holds"), rows))
    return "\n".join(parts)


def output_formats() -> str:
    """Every format of ``--format``."""
    rows = [
        (
            f"`{made.name}`" + (" (default)" if made.default else ""),
            ", ".join(f"`{name.replace('*', '<table>')}`" for name in made.files),
            made.vi,
            made.en,
            f"`[{made.extra}]`" if made.extra else "",
        )
        for made in formats()
    ]
    return table(("format", "writes", "tiếng Việt", "English", "extra"), rows)


def code_lists() -> str:
    """Every closed list but errors and issues, which docs/formats.md explains one by one."""
    parts = []
    for name, codes in VOCABULARY.items():
        if name not in ("error_code", "issue_code"):
            rows = [(f"`{code}`", vietnamese) for code, vietnamese in codes.items()]
            parts.append(f"### {name}\n\n" + table(("code", "tiếng Việt"), rows))
    return "\n".join(parts)


def commands() -> str:
    """The help of every command as a terminal shows it."""
    return "\n".join(_helps(kehoach, "kehoach"))


def _helps(command: click.Command, path: str, parent: click.Context | None = None) -> Iterable[str]:
    name = path.rpartition(" ")[2]
    size = {"max_content_width": _WIDTH, "terminal_width": _WIDTH}
    context = command.make_context(name, [], parent, resilient_parsing=True, **size)
    yield f"## {path}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            if found is not None:
                yield from _helps(found, f"{path} {child}", context)


def rule_files() -> str:
    """Rule files with their rules and the first words of their opening comment."""
    rows = []
    for file in sorted(DATA.rglob("*.toml")):
        rules = RuleSet(file).rules
        rows.append((f"`data/{file.relative_to(DATA).as_posix()}`", str(len(rules)), _opening(file)))
    return table(("file", "rules", "about"), rows)


def gazetteers() -> str:
    """Gazetteers with their columns and number of rows."""
    rows = []
    for file in sorted(GAZETTEER.glob("*.csv")):
        lines = file.read_text(encoding="utf-8").splitlines()
        rows.append((f"`gazetteer/{file.name}`", str(len(lines) - 1), lines[0].replace(",", ", ")))
    return table(("file", "rows", "columns"), rows)


def _opening(file: Path) -> str:
    """The first sentence of the comment that opens a file."""
    lines = file.read_text(encoding="utf-8").splitlines()
    comment = takewhile(lambda line: line.startswith("#"), lines)
    words = " ".join(line.removeprefix("#").strip() for line in comment)
    return re.split(r"(?<=\.) ", words, maxsplit=1)[0].rstrip(".:")


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


PARTS: dict[str, Callable[[], str]] = {
    "columns": columns,
    "comparison-columns": comparison_columns,
    "formats": output_formats,
    "code-lists": code_lists,
    "commands": commands,
    "rule-files": rule_files,
    "gazetteers": gazetteers,
}


def written(text: str) -> str:
    """``text`` with every generated part made anew."""
    return _PART.sub(lambda part: f"{part['open']}{PARTS[part['name']]()}{part['close']}", text)


def main() -> int:
    """Rewrites every file under docs/ whose generated parts changed, or names them."""
    only_check = sys.argv[1:] == ["--check"]
    changed = 0
    for file in sorted(DOCS.glob("*.md")):
        text = file.read_text(encoding="utf-8")
        made = written(text)
        if made == text:
            continue
        changed += 1
        if not only_check:
            file.write_text(made, encoding="utf-8")
        click.echo(f"{'differs' if only_check else 'written'}: {file.name}")
    return int(only_check and changed > 0)


if __name__ == "__main__":
    sys.exit(main())
