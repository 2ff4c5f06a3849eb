"""Plans made for tests: a source, written or generated, becomes files in every format and their truth."""
