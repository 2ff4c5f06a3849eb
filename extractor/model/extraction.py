"""A plan together with the text its offsets point into."""

from msgspec import Struct

from extractor.model.records import Plan


class Extraction(Struct, frozen=True, kw_only=True):
    """What one file gave: the records, and the source text that their spans quote."""

    plan: Plan
    text: str
