"""Plans that people corrected, as they had been extracted: kept aside in the output folder."""

from pathlib import Path

UNMENDED = ".unmended"


def unmended_path(out: Path, doc_id: str) -> Path:
    """Where a plan that was corrected stands as it had been extracted."""
    return out / UNMENDED / f"{doc_id}.json"
