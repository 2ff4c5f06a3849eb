"""Recognition of text on pictures of pages: preparation, ruling lines, words. Knows no file format."""
