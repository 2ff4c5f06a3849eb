"""Exit codes of the command (the contract of scripts that call it)."""

from extractor.errors import ConfigError, ExtractorError, MissingTool, OutputError, ReadError
from extractor.model import types

OK = 0
BUG = 1
USAGE = 2
SOME_FAILED = 3
TOOL_MISSING = 4
CHECK_FAILED = 5
OUTPUT_REFUSED = 73
OUTPUT_FAILED = 74
INTERRUPTED = 130
TERMINATED = 143


def code_of(error: ExtractorError) -> int:
    """The exit code of an error that ends a command."""
    if isinstance(error, ConfigError):
        return USAGE
    if isinstance(error, OutputError):
        return OUTPUT_REFUSED if error.code == "output_refused" else OUTPUT_FAILED
    if error.code == MissingTool.code:
        return TOOL_MISSING
    return (
        SOME_FAILED
        if isinstance(error, ReadError) or error.code in types.VOCABULARY["error_code"]
        else CHECK_FAILED
    )
