"""What is said about a document is said in both languages."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "extractor"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "Issue(" in path.read_text(encoding="utf-8"))


def issue_messages(tree: ast.AST) -> Iterator[str]:
    """The source of every message given to an Issue or assigned to be given."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Issue":
            yield from (ast.unparse(given.value) for given in node.keywords if given.arg == "message")
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "message":
            yield ast.unparse(node.value)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_messages_of_issues_are_in_both_languages(module: Path) -> None:
    """A message reads “Vietnamese / English”; those made elsewhere are checked there."""
    texts = list(issue_messages(ast.parse(module.read_text(encoding="utf-8"))))
    literal = [text for text in texts if text.startswith(("'", '"', "f'", 'f"'))]
    computed = ("_COUNTED", "['message']")
    assert [
        text for text in literal if " / " not in text and not any(word in text for word in computed)
    ] == []
