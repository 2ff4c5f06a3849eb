"""``kehoach topics``: topics of a field that has no pack."""

from pathlib import Path

import click

from extractor.cli import exits
from extractor.cli.command import PATH, Command, lang_option
from extractor.cli.configuration import config_option, read_config
from extractor.cli.messages import say, tell
from extractor.cli.reading import read_plans
from extractor.errors import ConfigError


@click.group("topics")
def command() -> None:
    """Bộ chủ đề của một lĩnh vực. / Topic packs."""


@command.command("suggest", cls=Command)
@click.argument("plans", nargs=-1, required=True, type=click.Path(readable=False))
@click.option(
    "-o", "--output", "out", type=PATH, help="Tệp .toml (mặc định: stdout). / File, default stdout."
)
@click.option("--field", default="", help="Tên lĩnh vực. / Name of the field.")
@click.option("--most", type=click.IntRange(1, 200), help="Nhiều nhất bao nhiêu chủ đề. / Topics at most.")
@config_option
@lang_option
@click.pass_context
def suggest(  # noqa: PLR0913 - one argument an option
    ctx: click.Context,
    /,
    plans: tuple[str, ...],
    *,
    out: Path | None,
    field: str,
    most: int | None,
    config: Path | None,
    lang: str,
) -> None:
    """Soạn nháp bộ chủ đề từ các kế hoạch PLANS cùng lĩnh vực: cụm từ chung của nhiệm vụ, nhóm, đề mục.

    Draft a topic pack from PLANS of one field: phrases that tasks, groups and headings share. Look it over,
    then use it: KEHOACH_TOPICS=topics.toml kehoach compare …
    """
    from extractor.compare.suggest import pack_of, suggest_topics
    from extractor.exporters.files import write_bytes

    gathered = read_plans(plans, read_config(config), None, lang)
    topics = suggest_topics(gathered.extractions, most)
    if not topics:
        raise ConfigError(say("topics_none", "en"), message_vi=say("topics_none", "vi"))
    pack = pack_of(topics, field)
    if out is None:
        click.echo(pack, nl=False)
    else:
        write_bytes(out, pack.encode())
        tell(say("topics_drafted", lang, count=len(topics), path=out))
    ctx.exit(exits.SOME_FAILED if gathered.failed else exits.OK)
