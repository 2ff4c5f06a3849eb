"""The command ``kehoach``: commands are imported when they are used, so that help answers at once."""

import logging
import os
import sys
from importlib import import_module

import click

from extractor import __version__
from extractor.cli import exits
from extractor.cli.messages import LANGUAGES, say, tell
from extractor.cli.usage import language_asked, told

COMMANDS = {
    "extract": "Trích xuất văn bản thành bảng. / Extract documents into tables.",
    "merge": "Gộp kết quả của các phần. / Merge the results of shards.",
    "show": "Xem một văn bản ngay trên màn hình. / Show one document as a tree.",
    "cite": "Liệt kê các văn bản được viện dẫn. / List the documents cited.",
    "compare": "So sánh các kế hoạch. / Compare plans: tasks, topics, units, citations.",
    "diff": "Hai bản của một kế hoạch khác nhau ở đâu. / What an amended or later plan changed.",
    "review": "Xem lại kết quả trong Excel. / Review results in Excel, take decisions back.",
    "validate": "Kiểm tra kết quả đã trích xuất. / Check results against schema and text.",
    "evaluate": "Đo độ chính xác với bản chuẩn. / Measure against gold documents.",
    "debug": "Vẽ lên trang những gì đã đọc được. / Draw over a page what was read on it.",
    "schema": "Lược đồ JSON của kết quả. / JSON Schemas of the outputs.",
    "topics": "Soạn nháp bộ chủ đề cho lĩnh vực mới. / Draft topics of a new field.",
    "rules": "Kiểm tra tệp luật. / Check rule files.",
}
"""Each command with its short help; its module bears its name."""
SUBCOMMANDS = ("check", "export", "apply", "suggest")
"""Of the commands that are groups: they take the language too."""


class LazyGroup(click.Group):
    """A group whose commands are modules of this package, imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order analysts need them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = getattr(import_module(f"extractor.cli.{cmd_name}"), "command")  # noqa: B009
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, "--version", prog_name="kehoach", help="Phiên bản. / Version.")
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES, case_sensitive=False),
    envvar="KEHOACH_LANG",
    help="Ngôn ngữ thông báo, như ở từng lệnh. / Language of messages, as after the command.",
)
@click.pass_context
def kehoach(ctx: click.Context, lang: str | None) -> None:
    """Đọc kế hoạch, quyết định của các tỉnh và lập bảng so sánh được; mỗi dòng chỉ rõ chỗ trong văn bản.

    Reads Vietnamese provincial plans and gives comparable tables; every row points at its place in the page.
    """
    if lang is not None:
        below = {name: {"lang": lang} for name in SUBCOMMANDS}
        ctx.default_map = {name: {"lang": lang, **below} for name in COMMANDS}


def main() -> None:
    """Runs the command and ends the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    if os.environ.get("KEHOACH_DEBUG"):
        logging.basicConfig(level=logging.DEBUG)
    sys.exit(_run())


def _run() -> int:
    try:
        code = kehoach.main(prog_name="kehoach", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        tell(told(error, _language()))
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return exits.INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # The reader of our output (head, less) went away, which click and rich tell by ending the process:
        # nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exits.OK
    except Exception as error:
        if os.environ.get("KEHOACH_DEBUG"):
            raise
        tell(say("bug", _language(), what=f"{type(error).__name__}: {error}"))
        return exits.BUG
    return code if isinstance(code, int) else exits.OK


def _language() -> str:
    return language_asked(sys.argv[1:], os.environ.get("KEHOACH_LANG"))
