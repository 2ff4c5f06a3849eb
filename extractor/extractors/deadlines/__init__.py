"""Deadlines (thời hạn): time phrases of cells and of prose in normal form."""

from extractor.extractors.deadlines.cells import read_cell
from extractor.extractors.deadlines.prose import find_in_prose
from extractor.extractors.deadlines.scan import is_unread
from extractor.extractors.deadlines.stage import FALLBACK, Context, Stage

__all__ = ["FALLBACK", "Context", "Stage", "find_in_prose", "is_unread", "read_cell"]
