"""Which reader a file asks for, decided by its first bytes, then by its suffix."""

from extractor.model.source import SourceFile

_SUFFIX = {".txt": "text", ".md": "md", ".html": "html", ".htm": "html", ".docx": "docx", ".pdf": "pdf"}


def sniff(source: SourceFile) -> str:
    """Name of the reader."""
    if source.data[:1024].find(b"%PDF-") >= 0:
        return "pdf"
    return _SUFFIX.get(source.suffix, "text")
