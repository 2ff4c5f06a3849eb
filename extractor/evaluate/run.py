"""Runs extraction over the gold documents in every format present."""

from collections.abc import Collection, Iterator
from hashlib import sha256
from pathlib import Path

from extractor import pipeline
from extractor.config import Config
from extractor.errors import ConfigError
from extractor.evaluate.gold import Gold, read_gold
from extractor.evaluate.score import score
from extractor.evaluate.tally import Evaluation, Scored, Skipped
from extractor.model.records import Header, Plan, Source
from extractor.model.source import SourceFile

FORMS = ("txt", "md", "html", "docx", "doc", "pdf", "scan.pdf")
"""Formats with a reader, as suffixes; files of other kinds are named as not evaluated."""


def evaluate(
    gold_dir: Path,
    docs_dir: Path | None = None,
    config: Config | None = None,
    *,
    forms: Collection[str] = (),
    doc_ids: Collection[str] = (),
) -> Evaluation:
    """Compares what extraction gives for each gold document, in each format, with its gold.

    Args:
        gold_dir: folder of ``<doc_id>.gold.json``.
        docs_dir: folder of ``<doc_id>.<format>``; by default ``docs`` or ``samples`` beside ``gold_dir``.
        config: options of the extraction.
        forms: formats to run; all where empty.
        doc_ids: documents to run; all where empty.

    Raises:
        ConfigError: no gold, no documents, or a file that is not in the gold form.
    """
    if not gold_dir.is_dir():
        raise ConfigError(
            f"{gold_dir}: no such folder of gold", message_vi=f"{gold_dir}: không có thư mục bản chuẩn này"
        )
    folder = docs_dir or _beside(gold_dir)
    if not folder.is_dir():
        raise ConfigError(
            f"{folder}: no such folder of documents", message_vi=f"{folder}: không có thư mục văn bản này"
        )
    gold = read_gold(gold_dir, folder)
    files = list(_files(gold, folder))
    chosen = [
        (entry, form, file)
        for entry, form, file in files
        if form in (forms or FORMS) and form in FORMS and entry.doc_id in (doc_ids or (entry.doc_id,))
    ]
    if not chosen:
        raise ConfigError(
            f"{folder}: no document of the gold in {', '.join(forms or FORMS)}; check --docs and --doc",
            message_vi=f"{folder}: không có văn bản nào của bản chuẩn ở dạng {', '.join(forms or FORMS)}; "
            "hãy kiểm tra --docs và --doc",
        )
    return Evaluation(
        corpus=corpus_digest(gold_dir, [file for _, _, file in files]),
        scored=tuple(_scored(entry, form, file, config or Config()) for entry, form, file in chosen),
        skipped=tuple(
            Skipped(file=file.name, reason=f"no reader for .{form}")
            for _, form, file in files
            if form not in FORMS
        ),
    )


def _beside(gold_dir: Path) -> Path:
    for name in ("docs", "samples"):
        if (gold_dir.parent / name).is_dir():
            return gold_dir.parent / name
    raise ConfigError(
        f"{gold_dir.parent}: neither docs nor samples there; name the documents' folder with --docs",
        message_vi=f"{gold_dir.parent}: không có docs hay samples; hãy nêu thư mục văn bản bằng --docs",
    )


def _files(gold: tuple[Gold, ...], folder: Path) -> Iterator[tuple[Gold, str, Path]]:
    names = sorted(path for path in folder.iterdir() if path.is_file())
    for entry in gold:
        own = [
            (path.name.removeprefix(f"{entry.doc_id}."), path) for path in names if _is_of(path, entry.doc_id)
        ]
        for form, path in sorted(own, key=lambda pair: (_rank(pair[0]), pair[0])):
            yield entry, form, path


def _is_of(path: Path, doc_id: str) -> bool:
    return path.name.startswith(f"{doc_id}.")


def _rank(form: str) -> int:
    return FORMS.index(form) if form in FORMS else len(FORMS)


def _scored(gold: Gold, form: str, file: Path, config: Config) -> Scored:
    try:
        plan = extract_file(file, config)
    except Exception as error:  # noqa: BLE001 - one document must not hide the figures of the others: it scores zero
        reason = f"{type(error).__name__}: {error}"
        return Scored(doc_id=gold.doc_id, form=form, outcomes=score(_nothing(file), gold, form), error=reason)
    return Scored(doc_id=gold.doc_id, form=form, outcomes=score(plan, gold, form))


def extract_file(file: Path, config: Config) -> Plan:
    """The plan of one file, by the pipeline every command uses.

    Raises:
        ReadError: the file cannot be read.
    """
    document = pipeline.read(SourceFile.of(file.name, file.read_bytes()), config)
    return pipeline.assemble(document, pipeline.analyse(document), file.name)


def _nothing(file: Path) -> Plan:
    source = Source(name=file.name, sha256="", bytes=0, media_type="", reader="text")
    return Plan(doc_id=file.name, source=source, header=Header())


def corpus_digest(gold_dir: Path, files: Collection[Path]) -> str:
    """One hash over the names and bytes of all gold files and documents, whatever their order."""
    lines = sorted(
        f"{path.name} {sha256(path.read_bytes()).hexdigest()}" for path in (*gold_dir.glob("*.json"), *files)
    )
    return sha256("\n".join(lines).encode()).hexdigest()
