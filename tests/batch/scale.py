"""How much the tests of long runs do: a little in ``make test``, all of the contract in ``make soak``."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SOAK = bool(os.environ.get("KEHOACH_SOAK"))
KILLS = 20 if SOAK else 3
PLANS = 250 if SOAK else 8
"""Invented plans, each in four formats."""


def synthesize(folder: Path, plans: int, formats: str = "txt,html,docx,pdf") -> Path:
    """Invented plans in ``folder``; those in PDF only where the fonts for them are installed."""
    script = str(PROJECT / "corpus" / "synthesize.py")
    command = [sys.executable, script, str(folder), "--count", str(plans), "--seed", "11", "--formats"]
    done = subprocess.run([*command, formats], capture_output=True, text=True, check=False)
    if done.returncode == 2:
        done = subprocess.run([*command, "txt,html,docx"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for gold in folder.glob("*.gold.json"):
        gold.unlink()
    return folder
