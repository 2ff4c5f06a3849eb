"""Legal bases of two plans: kept, added, dropped, replaced by a later document of the same kind."""

from collections.abc import Container, Iterator, Sequence

from extractor.compare.assign import assigned
from extractor.compare.differing import Reading, changed_words, misread
from extractor.compare.named import NamedBasis, named_bases
from extractor.compare.similarity import shared_part
from extractor.model.changes import BasisChange, Change, StatedBasis, WordChange
from extractor.model.extraction import Extraction
from extractor.rules import ruleset
from extractor.text.normalize import key


def basis_changes(old: Extraction, new: Extraction, reading: Reading) -> Iterator[BasisChange]:
    """What became of each legal basis, in the order of the new plan, those dropped last.

    Each document that a paragraph lists is compared for itself. The same: the other plan cites the same
    document. Replaced: another document of the same type, with enough words of its title in common.
    """
    ones, others = named_bases(old), named_bases(new)
    joined = _same_target(ones, others)
    within = _named_within(ones, others, joined)
    taken = {*joined, *within[0]}, {*joined.values(), *within[1]}
    replaced = _alike(ones, others, taken)
    for place, basis in enumerate(others):
        if place in joined:
            yield _kept(ones[joined[place]], basis, reading)
        elif place in within[0]:
            yield _mentioned(ones[within[0][place]], basis)
        elif place in replaced:
            at, score = replaced[place]
            yield _replaced((ones[at], basis), score, reading)
        else:
            yield BasisChange(change="added", new=basis.stated)
    for at, one in enumerate(ones):
        if at in within[1]:
            yield _mentioned(one, others[within[1][at]])
        elif at not in {*joined.values(), *(row for row, _ in replaced.values())}:
            yield BasisChange(change="dropped", old=one.stated)


def _kept(one: NamedBasis, other: NamedBasis, reading: Reading) -> BasisChange:
    words = _changed(one, other, reading)
    differs = any(word.kind == "words" for word in words)
    change: Change = "changed" if differs else "same"
    return BasisChange(change=change, old=one.stated, new=other.stated, score=1.0, words=words)


def _mentioned(one: NamedBasis, other: NamedBasis) -> BasisChange:
    """A document that both plans name, one of them in the title of another basis."""
    return BasisChange(change="same", old=one.stated, new=other.stated, score=1.0)


def _replaced(pair: tuple[NamedBasis, NamedBasis], score: float, reading: Reading) -> BasisChange:
    one, other = pair
    words = _changed(one, other, reading)
    is_other = _cites_another(
        one.stated, other.stated, reading.at(one.stated.spans, other.stated.spans)
    ) or any(word.kind == "words" for word in words)
    change: Change = "replaced" if is_other else "same"
    return BasisChange(change=change, old=one.stated, new=other.stated, score=score, words=words)


def _changed(one: NamedBasis, other: NamedBasis, reading: Reading) -> tuple[WordChange, ...]:
    here = reading.at(one.stated.spans, other.stated.spans)
    return tuple(changed_words(one.words, other.words, here))


def _cites_another(old: StatedBasis, new: StatedBasis, reading: Reading) -> bool:
    """Whether both name a document and it is not one; figures of a name are never taken for misread ones."""
    if not (old.targets and new.targets):
        return False
    return not (reading.recognised and misread(old.targets[0], new.targets[0]))


def _same_target(old: Sequence[NamedBasis], new: Sequence[NamedBasis]) -> dict[int, int]:
    """Place in the new plan → place in the old one, where both cite the same document first."""
    free: dict[str, list[int]] = {}
    for at, basis in enumerate(old):
        free.setdefault(_name(basis), []).append(at)
    found = {}
    for place, basis in enumerate(new):
        if free.get(_name(basis)):
            found[place] = free[_name(basis)].pop(0)
    return found


def _named_within(
    old: Sequence[NamedBasis], new: Sequence[NamedBasis], joined: dict[int, int]
) -> tuple[dict[int, int], dict[int, int]]:
    """Bases whose document the other plan names in another basis: by places in the new and the old plan."""

    def places(bases: Sequence[NamedBasis], others: Sequence[NamedBasis], left: set[int]) -> dict[int, int]:
        where: dict[str, int] = {}
        for at, basis in enumerate(others):
            for target in basis.stated.targets:
                where.setdefault(target, at)
        targets = {at: bases[at].stated.targets for at in sorted(left)}
        return {at: where[named[0]] for at, named in targets.items() if named and named[0] in where}

    free = set(range(len(new))) - set(joined), set(range(len(old))) - set(joined.values())
    return places(new, old, free[0]), places(old, new, free[1])


def _name(basis: NamedBasis) -> str:
    return basis.stated.targets[0] if basis.stated.targets else key(basis.stated.text)


def _alike(
    old: Sequence[NamedBasis], new: Sequence[NamedBasis], taken: tuple[Container[int], Container[int]]
) -> dict[int, tuple[int, float]]:
    """Place in the new plan → place in the old one and the part of words shared, for what is left."""
    import numpy as np

    columns = [at for at in range(len(new)) if at not in taken[0]]
    rows = [at for at in range(len(old)) if at not in taken[1]]
    if not (rows and columns):
        return {}
    alike = shared_part([_title(old[at]) for at in rows], [_title(new[at]) for at in columns])
    types = [[old[a].doc_type == new[b].doc_type for b in columns] for a in rows]
    scores = alike * np.array(types, dtype="float32")
    least = float(ruleset("compare").data["diff"]["basis"])
    return {
        columns[column]: (rows[row], round(float(scores[row, column]), 3))
        for row, column in assigned(scores, scores, least)
    }


def _title(basis: NamedBasis) -> list[str]:
    """The words without numbers and dates: what a successor keeps."""
    return [word for word in key(basis.words[0]).split() if not any(letter.isdigit() for letter in word)]
