"""``kehoach schema``: the JSON Schemas of the outputs."""

from pathlib import Path

import click

from extractor.cli import exits
from extractor.cli.command import PATH, Command, lang_option
from extractor.cli.messages import say, tell
from extractor.codec import PUBLISHED, schema_bytes
from extractor.errors import ConfigError
from extractor.exporters.files import write_bytes


@click.command("schema", cls=Command)
@click.argument("name", required=False)
@click.option(
    "--write",
    "write_to",
    type=PATH,
    help="Ghi mọi lược đồ. / Write all schemas.",
)
@click.option(
    "--check",
    "check_in",
    type=PATH,
    help="So từng byte với thư mục. / Compare byte for byte.",
)
@lang_option
@click.pass_context
def command(
    ctx: click.Context, /, name: str | None, *, write_to: Path | None, check_in: Path | None, lang: str
) -> None:
    """In lược đồ JSON của bản ghi NAME (mặc định: danh sách), hoặc ghi, kiểm tra tất cả.

    Print the JSON Schema of the record NAME (default: the list), or write or check all.
    """
    if name is not None and name not in PUBLISHED:
        known = ", ".join(PUBLISHED)
        raise ConfigError(
            say("schema_unknown", "en", name=name, known=known),
            message_vi=say("schema_unknown", "vi", name=name, known=known),
        )
    names = list(PUBLISHED) if name is None else [name]
    if write_to is not None:
        for one in names:
            write_bytes(_path(write_to, one), schema_bytes(one))
        tell(say("schema_written", lang, count=len(names), path=write_to))
    elif check_in is not None:
        ctx.exit(_check(check_in, names, lang))
    elif name is None:
        click.echo("\n".join(PUBLISHED))
    else:
        click.echo(schema_bytes(name), nl=False)


def _check(folder: Path, names: list[str], lang: str) -> int:
    different = [path for name in names if _differs(path := _path(folder, name), name)]
    for path in different:
        tell(say("schema_differs", lang, path=path, folder=folder))
    if not different:
        tell(say("schema_same", lang, count=len(names), path=folder))
    return exits.CHECK_FAILED if different else exits.OK


def _differs(path: Path, name: str) -> bool:
    return not path.is_file() or path.read_bytes() != schema_bytes(name)


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}.schema.json"
