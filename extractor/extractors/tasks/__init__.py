"""Tasks (nhiệm vụ) of table rows with their groups, units and deadlines."""

from extractor.extractors.tasks.extraction import extract

__all__ = ["extract"]
