"""Header fields: first page, signature block, facts a user supplies."""

from extractor.extractors.header.extraction import extract

__all__ = ["extract"]
