"""Frozen records: the neutral document, the outline of its structure, the records of the output contract."""
