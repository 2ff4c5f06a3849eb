"""Digital PDF: words, ruling lines, grids, reading order, furniture."""
