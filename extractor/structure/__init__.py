"""Structure of a document: paragraphs, parts, section tree, logical tables."""

from extractor.structure.assemble import outline

__all__ = ["outline"]
