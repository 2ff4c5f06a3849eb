"""A topic pack drafted from plans of a field that has none: phrases that tasks and headings share."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from extractor.compare.evidence import Placed, placed_words
from extractor.compare.folding import folded
from extractor.compare.phrases import Phrase, limits, shared_phrases_of
from extractor.compare.prepared import Prepared, prepare
from extractor.compare.topics import cover
from extractor.model.extraction import Extraction
from extractor.text.normalize import collapse, key, slug

_FACET = "content"
_LETTERS = "0123456789"


class DraftTopic(Struct, frozen=True, kw_only=True):
    """A topic of a draft: id, name, the phrases as printed, the tasks and documents that hold them."""

    id: str
    name: str
    phrases: tuple[str, ...]
    tasks: int
    documents: int


def suggest_topics(extractions: Iterable[Extraction], most: int | None = None) -> tuple[DraftTopic, ...]:
    """Topics of a field, those of most tasks first.

    Args:
        extractions: plans of the field; of several, phrases that stand in more of them go first.
        most: topics at most; None for what comparisons take.
    """
    documents = [folded(prepare(one)) for one in extractions]
    places = [(at, place) for at, document in enumerate(documents) for place in document.compared]
    found = shared_phrases_of([documents[at].words[place].clauses for at, place in places])
    printed = _printed(documents, found)
    found = {phrase: held for phrase, held in found.items() if phrase in printed}
    chosen = cover(found, most or int(limits()["most"]))
    drafts = []
    for phrase, held in chosen:
        alike = _alike(phrase, held, found, {other for other, _ in chosen})
        tasks = held.union(*(found[other] for other in alike))
        words = [word for one in (phrase, *alike) for word in printed[one]]
        drafts.append(
            DraftTopic(
                id=_id(phrase),
                name=" ".join(phrase),
                phrases=tuple(dict.fromkeys(words)),
                tasks=len(tasks),
                documents=len({places[task][0] for task in tasks}),
            )
        )
    return tuple(sorted(drafts, key=lambda draft: (-draft.tasks, draft.id)))


def _id(phrase: Phrase) -> str:
    name = slug(" ".join(phrase)).replace("-", "_")
    return f"t_{name}" if name[:1] in _LETTERS else name


def _alike(phrase: Phrase, held: set[int], found: dict[Phrase, set[int]], taken: set[Phrase]) -> list[Phrase]:
    """Phrases that mostly stand where this one does and share words with it: other wordings of the topic."""
    near = [
        other
        for other, tasks in found.items()
        if other not in taken
        and set(phrase) & set(other)
        and not _holds(other, phrase)
        and len(tasks & held) >= limits()["inside"] * len(tasks)
    ]
    return sorted(near, key=lambda other: (-len(found[other]), other))[: limits()["wordings"]]


def _holds(longer: Phrase, phrase: Phrase) -> bool:
    """Whether the longer phrase holds the other: it is found with it."""
    return f" {' '.join(phrase)} " in f" {' '.join(longer)} "


def _printed(documents: Sequence[Prepared], found: Iterable[Phrase]) -> dict[Phrase, list[str]]:
    """The wordings of each phrase as the tasks print them, in lower case, the most frequent first."""
    by_first: dict[str, list[Phrase]] = {}
    for phrase in found:
        by_first.setdefault(phrase[0], []).append(phrase)
    counts: dict[Phrase, Counter[str]] = {}
    for document in documents:
        for place in document.compared:
            words = placed_words(document, document.tasks[place])
            for phrase, surface in _places(document.text, words, by_first):
                counts.setdefault(phrase, Counter())[surface] += 1
    return {
        phrase: [surface for surface, _ in sorted(seen.items(), key=lambda item: (-item[1], item[0]))][:3]
        for phrase, seen in counts.items()
    }


def _places(
    text: str, words: Sequence[Placed], by_first: dict[str, list[Phrase]]
) -> Iterator[tuple[Phrase, str]]:
    for at, word in enumerate(words):
        for phrase in by_first.get(word.word, ()):
            run = words[at : at + len(phrase)]
            if tuple(one.word for one in run) == phrase:
                surface = key(text[run[0].span.start : run[-1].span.end])
                yield phrase, collapse(surface)


def pack_of(topics: Sequence[DraftTopic], field: str) -> str:
    """The draft as a rule file: it loads as it is and passes ``kehoach rules check``.

    Args:
        topics: of the field.
        field: name of the field.
    """
    lines = [
        "# Draft of a topic pack / bản nháp bộ chủ đề.",
        "# Look over names and phrases (lower case); facet is channel (how it is done), content (about what)",
        "# or governance (money, reports, checks). Then take out the line “draft”: until then the topics are",
        "# shown, and matches are scored without them.",
        "draft = true",
        f"field = {_quoted(field)}",
        "",
        "[names]",
        *(f"{topic.id} = {_quoted(topic.name)}" for topic in topics),
        "",
        "[lists]",
        *(f"{topic.id} = [{', '.join(map(_quoted, topic.phrases))}]" for topic in topics),
    ]
    for topic in topics:
        lines += ["", *_rule(topic)]
    return "\n".join(lines) + "\n"


def _rule(topic: DraftTopic) -> Iterator[str]:
    yield "[[rule]]"
    yield f'id = "topic.draft.{topic.id}"'
    yield f'why = "phrase of {topic.tasks} tasks in {topic.documents} documents"'
    yield f'value = {{ topic = "{topic.id}", facet = "{_FACET}" }}'
    yield rf"pattern = '''(?<!\p{{L}}) \L<{topic.id}> (?!\p{{L}})'''"
    yield f"examples = [{{ text = {_quoted(topic.phrases[0])} }}]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
