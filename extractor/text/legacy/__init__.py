"""Legacy Vietnamese fonts (TCVN3, VNI, VISCII) → Unicode, by the name of the font or by the text itself."""

from extractor.text.legacy.convert import (
    Converted,
    as_windows_shows,
    convert,
    convert_lines,
    encoding_of_font,
    encoding_of_run,
    encoding_of_text,
)

__all__ = [
    "Converted",
    "as_windows_shows",
    "convert",
    "convert_lines",
    "encoding_of_font",
    "encoding_of_run",
    "encoding_of_text",
]
