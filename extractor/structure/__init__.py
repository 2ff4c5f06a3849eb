"""Structure of a document: paragraphs, parts, section tree, logical tables."""

from extractor.structure.assemble import outline
from extractor.structure.plain import plain_outline

__all__ = ["outline", "plain_outline"]
