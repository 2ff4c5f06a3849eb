"""``kehoach merge``: the results of all shards as those of one run."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli import exits
from extractor.cli.command import Command, lang_option
from extractor.cli.ending import tell_counts, tell_results
from extractor.cli.messages import say, tell
from extractor.cli.progress import Reporter

if TYPE_CHECKING:
    from extractor.batch.merge import Merged
    from extractor.batch.remote import Place
    from extractor.batch.shard import Shard


@click.command("merge", cls=Command)
@click.argument("parts", nargs=-1, required=True, type=click.Path(readable=False))
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    type=click.Path(readable=False),
    help="Thư mục kết quả. / Folder of results.",
)
@lang_option
@click.pass_context
def command(ctx: click.Context, /, parts: tuple[str, ...], out: str, lang: str) -> None:
    """Gộp các thư mục kết quả PARTS của kehoach extract --shard i/n thành một.

    Merge the results of all shards of a run: the folder is that of a run without --shard, byte for byte but
    for run.json and what a run keeps to go on from (journal.jsonl, .unmended).
    """
    from extractor.batch.merge import merge
    from extractor.batch.remote import local

    with local(parts, out) as place:
        with Reporter(lang) as reporter:
            folders = [Path(part) for part in place.inputs]
            merged = merge(folders, Path(place.out), reporter, named=parts)
        place.push()
    _tell(merged, place, lang)
    failed = any(entry.status == "error" for entry in merged.entries)
    ctx.exit(exits.SOME_FAILED if failed or not merged.complete else exits.OK)


def _tell(merged: "Merged", place: "Place", lang: str) -> None:
    for key, shards in (("shards_absent", merged.absent), ("shards_interrupted", merged.interrupted)):
        if shards:
            tell(say(key, lang, shards=_listed(shards)))
    for notice in merged.notices:
        tell(say("cut", lang, doc_id=notice.doc_id, table=notice.table, column=notice.column))
    tell_counts(merged.entries, lang)
    tell_results(place, merged.entries, lang)


def _listed(shards: "Iterable[Shard]") -> str:
    return ", ".join(map(str, shards))
