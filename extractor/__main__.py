"""``python -m extractor`` runs the command ``kehoach``."""

from extractor.cli.main import main

main()
