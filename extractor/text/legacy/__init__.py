"""Legacy Vietnamese fonts (TCVN3, VNI, VISCII) → Unicode, by the name of the font or by the text itself."""

from extractor.text.legacy.convert import (
    Converted,
    convert,
    convert_lines,
    encoding_of_font,
    encoding_of_run,
    encoding_of_text,
)

__all__ = [
    "Converted",
    "convert",
    "convert_lines",
    "encoding_of_font",
    "encoding_of_run",
    "encoding_of_text",
]
