"""The file a plan was read from, found again: to show its pages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256

from extractor.batch.archive import unpacked
from extractor.batch.discover import Item, discover
from extractor.batch.names import is_document
from extractor.batch.single import source_of
from extractor.config import Config
from extractor.errors import ExtractorError
from extractor.model.records import Plan
from extractor.model.source import SourceFile


class Originals:
    """Finds the file behind a plan by ``doc_id``, else by name and SHA-256 under some folders."""

    def __init__(self, items: Mapping[str, Item], folders: Iterable[str], config: Config) -> None:
        """Lists what lies under ``folders``.

        Raises:
            ConfigError: a folder does not exist.
        """
        self._items = items
        self._config = config
        self._by_name: dict[str, list[Item]] = defaultdict(list)
        given = list(folders)
        for item in unpacked(discover(given), config.limits) if given else ():
            if is_document(item):
                self._by_name[item.name].append(item)

    def __call__(self, plan: Plan) -> SourceFile | None:
        """The file ``plan`` was read from; None where it is not found, or is no longer the same."""
        known = self._items.get(plan.doc_id)
        for item in [known] if known is not None else self._by_name[plan.source.name]:
            try:
                source = source_of(item, self._config)
            except ExtractorError:
                continue
            if sha256(source.data).hexdigest() == plan.source.sha256:
                return source
        return None
