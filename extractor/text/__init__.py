"""Text services: normal forms, clean view with offsets, numerals, dates."""
