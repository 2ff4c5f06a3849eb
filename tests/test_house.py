"""The house rules that no linter knows: layers, families, dependencies, lock, nothing of one machine."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from extractor import __version__
from extractor.registry import EXPORTERS, EXTRACTORS, READERS

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "extractor"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")

HEAVY = {
    "PIL",
    "asn1crypto",
    "cv2",
    "docx",
    "fsspec",
    "numpy",
    "pandas",
    "pdfplumber",
    "pyarrow",
    "pypdfium2",
    "python_calamine",
    "scipy",
    "ray",
    "sklearn",
    "spacy",
    "tesserocr",
    "xlsxwriter",
}
"""Imported on use only, so that help and small commands answer at once."""

EXTRAS = {"spacy": "extractor.spacy_components"}
"""Library that an extra of its own name brings → the one module that imports it."""

USERS = {"spacy": {"extractor.exporters.spacy"}}
"""Modules that use such a module, on call: the exporter of spans."""

READING = {
    "fsspec": "cloud",
    "numpy": "ocr",
    "opencv-python-headless": "ocr",
    "pillow": "ocr",
    "pyarrow": "parquet",
    "python-docx": "compare",
    "ray": "distributed",
    "scikit-learn": "compare",
    "scipy": "compare",
    "tesserocr": "ocr",
    "python-calamine": "office",
}
"""Distribution that readers of scans and office files, comparing, outputs and engines use → its extra."""

PICTURES = {"numpy", "PIL"}
"""Libraries of arrays and pictures: whoever makes a picture for recognition needs them."""

CONVERTS = ("office", "docx")
"""The one reader that hands what it made to another: LibreOffice turns a file into .docx."""

UNLOCKED = {"gcsfs", "ray", "spacy"}
"""Not in the lock: adapters for pipelines, clusters and stores of others, left to those who have them; their
tests skip without."""

DISTRIBUTION = {
    "PIL": "pillow",
    "cv2": "opencv-python-headless",
    "docx": "python-docx",
    "sklearn": "scikit-learn",
}
"""Import name → distribution, where they differ."""

MACHINE = re.compile(
    r"""/(?:home|root|Users|work|opt)/[\w.-]+      # a folder of one machine
      | [A-Za-z]:\\Users\\
      | (?:https?|file)://\S*(?:pypi|pythonhosted|npmjs|registry)   # a package index
      | --(?:extra-)?index-url | --find-links | --trusted-host
    """,
    re.VERBOSE,
)


def project_files() -> list[Path]:
    """Every text file that belongs to the project, as git sees it."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    binary = {".pdf", ".docx", ".png", ".xlsx"}
    files = [ROOT / name for name in names.split("\0") if name]
    return [file for file in files if file.suffix not in binary and file.is_file()]


def modules() -> list[Path]:
    """The modules of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def test_layers_hold() -> None:
    """Imports run downwards only, and every package has its place in the contract."""
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert status == EXIT_STATUS_SUCCESS


@pytest.mark.parametrize(
    ("package", "names"),
    [("readers", READERS), ("extractors", EXTRACTORS), ("exporters", EXPORTERS)],
)
def test_siblings_do_not_import_each_other(package: str, names: dict[str, str]) -> None:
    """A reader, extractor or exporter imports its own helpers and shared ones, never those of a sibling.

    Helpers of a sibling are the modules that bear its name before an underscore, and its package.
    """
    entries = {entry.partition(":")[0].split(".")[2] for entry in names.values()}
    graph = grimp.build_graph("extractor", cache_dir=None, exclude_type_checking_imports=True)
    crossing = []
    for module in graph.find_descendants(f"extractor.{package}"):
        own = family(module, entries)
        for imported in graph.find_modules_directly_imported_by(module):
            other = family(imported, entries) if imported.startswith(f"extractor.{package}.") else None
            if other is not None and other != own and (own, other) != CONVERTS:
                crossing.append(f"{module} imports {imported}")
    assert crossing == []


def family(module: str, entries: set[str]) -> str | None:
    """The entry a module belongs to: ``html_flow`` to ``html``, ``pdf.words`` to ``pdf``; None if shared."""
    name = module.split(".")[2]
    stems = [
        entry for entry in entries if name == entry or name.startswith((f"{entry}_", f"{singular(entry)}_"))
    ]
    return max(stems, key=len, default=None)


def singular(entry: str) -> str:
    """``citations`` → ``citation``: helpers bear either."""
    return "legal_basis" if entry == "legal_bases" else entry.removesuffix("s")


def imports(tree: ast.Module) -> Iterator[str]:
    """Top-level name of every absolute import, those for the type checker alone left out."""
    typing_only = {id(node) for part in ast.walk(tree) if _is_typing(part) for node in ast.walk(part)}
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def _is_typing(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def third_party() -> dict[str, set[Path]]:
    """Top-level name of each third-party import → the modules that import it."""
    found: dict[str, set[Path]] = {}
    for file in modules():
        for name in imports(ast.parse(file.read_text(encoding="utf-8"))):
            if name != "extractor" and name not in sys.stdlib_module_names:
                found.setdefault(name, set()).add(file.relative_to(PACKAGE))
    return found


def test_the_base_install_is_what_the_package_imports() -> None:
    """Every import is declared as a dependency, and nothing is installed that nothing imports."""
    declared = {canonicalize_name(Requirement(line).name) for line in PROJECT["project"]["dependencies"]}
    imported = {canonicalize_name(DISTRIBUTION.get(name, name)) for name in third_party()}
    extras = PROJECT["project"]["optional-dependencies"]
    brought = {
        name: {canonicalize_name(Requirement(line).name) for line in extras[extra]}
        for name, extra in READING.items()
    }
    assert all(name in found for name, found in brought.items())
    assert imported - set(EXTRAS) - set(READING) == declared


def test_what_an_extra_brings_stays_in_its_module() -> None:
    """A library of an extra is imported by one module, which only its users in the package import."""
    graph = grimp.build_graph("extractor", cache_dir=None, exclude_type_checking_imports=True)
    for name, module in EXTRAS.items():
        assert name in PROJECT["project"]["optional-dependencies"]
        assert third_party()[name] == {Path(*module.split(".")[1:]).with_suffix(".py")}
        assert graph.find_modules_that_directly_import(module) == USERS[name]


def test_heavy_libraries_have_one_home() -> None:
    """A heavy library is imported in one module, or one package below readers: replaced in one place."""
    homes = {
        name: {file.parts[:2] if len(file.parts) > 2 else file.parts for file in files}
        for name, files in third_party().items()
        if name in HEAVY - PICTURES
    }
    assert {name: home for name, home in homes.items() if len(home) > 1} == {}


def test_help_loads_no_heavy_library() -> None:
    """``kehoach --help`` answers without any heavy library, lxml and the readers among them."""
    code = (
        "import sys; from extractor.cli.main import kehoach\n"
        "try: kehoach(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted(name for name in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, cwd=ROOT)
    loaded = {name.partition(".")[0] for name in ast.literal_eval(done.stderr.strip().splitlines()[-1])}
    assert "extract" in done.stdout
    assert loaded & (HEAVY | {"lxml", "rich", "regex"}) == set()


def test_lock_pins_every_dependency_with_hashes() -> None:
    """Each dependency is pinned to one version a platform, fits pyproject and carries hashes."""
    blocks = re.findall(r"^([\w.-]+)==(\S+)(.*(?:\n {4}.*)*)", LOCK, re.MULTILINE)
    pinned: dict[str, set[str]] = {}
    for name, version, rest in blocks:
        pinned.setdefault(canonicalize_name(name), set()).add(version)
        assert "--hash=sha256:" in rest, name
    wanted = list(PROJECT["project"]["dependencies"])
    for extra in PROJECT["project"]["optional-dependencies"].values():
        wanted += [line for line in extra if not line.startswith("kehoach")]
    for requirement in map(Requirement, wanted):
        if requirement.name in UNLOCKED:
            continue
        versions = pinned.get(canonicalize_name(requirement.name), set())
        assert versions, f"{requirement.name}: run make lock"
        assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_lock_names_no_index() -> None:
    """The lock holds names, versions, markers and hashes, nothing of where they came from."""
    assert not re.search(r"://|--index|--find-links|^#|@ ", LOCK, re.MULTILINE)


def test_nothing_of_one_machine() -> None:
    """No file of the project names a folder of somebody's machine or the address of a package index."""
    found = []
    for file in project_files():
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if file != Path(__file__) and (match := MACHINE.search(line)):
                found.append(f"{file.relative_to(ROOT)}:{number}: {match.group()}")
    assert found == []


def test_one_version() -> None:
    """Package, pyproject and changelog agree on the version."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert PROJECT["project"]["version"] == __version__
    assert f"## [{__version__}]" in changelog


def test_modules_and_functions_stay_small() -> None:
    """A module has at most 400 lines, a function at most 45 without its docstring."""
    large = []
    for file in modules():
        text = file.read_text(encoding="utf-8")
        if len(text.splitlines()) > 400:
            large.append(str(file.relative_to(ROOT)))
        large += [f"{file.relative_to(ROOT)}: {name}" for name in _long_functions(ast.parse(text))]
    assert large == []


def _long_functions(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
            if (node.end_lineno or 0) - first.lineno + 1 > 45:
                yield node.name
