"""Plain text (thin path)."""

import unicodedata

from extractor.config import Config
from extractor.model.document import Block, Document
from extractor.model.source import SourceFile


def read(source: SourceFile, config: Config) -> Document:
    """One line block a line."""
    text = unicodedata.normalize("NFC", source.data.decode("utf-8"))
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(kind="line", start=at, end=at + len(line)))
        at += len(line) + 1
    return Document(
        name=source.name, sha256=source.sha256, size=len(source.data), media_type="text/plain", reader="text",
        text=text, blocks=tuple(blocks),
    )
