"""Scores extraction against gold: precision, recall and F1 per record kind, format and document."""

from extractor.evaluate.run import evaluate
from extractor.evaluate.tally import Evaluation

__all__ = ["Evaluation", "evaluate"]
