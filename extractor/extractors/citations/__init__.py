"""Citations (viện dẫn): numbers, names, nicknames with date, issuer, title, pinpoints, role and target."""

from extractor.extractors.citations.extraction import extract
from extractor.extractors.citations.mentions import deployed_by
from extractor.extractors.citations.targets import body, district

__all__ = ["body", "deployed_by", "district", "extract"]
