"""Citations (viện dẫn): numbers, names, nicknames with date, issuer, title, pinpoints, role and target."""

from extractor.extractors.citations.extraction import extract

__all__ = ["extract"]
