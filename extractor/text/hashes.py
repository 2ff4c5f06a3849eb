"""Hashes of words: what a person decided holds as long as the words do, in whatever file they stand."""

import hashlib

from extractor.text.normalize import key

LENGTH = 16


def words_hash(words: str) -> str:
    """Hash of words, white space, case and the place of tones folded; 16 hex digits."""
    return hashlib.sha256(key(words).encode()).hexdigest()[:LENGTH]


def task_hash(text: str, product: str | None) -> str:
    """Hash of a task's words and product."""
    return hashlib.sha256(f"{key(text)}\n{key(product or '')}".encode()).hexdigest()[:LENGTH]
