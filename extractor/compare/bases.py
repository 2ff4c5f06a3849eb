"""Legal bases of two plans: kept, added, dropped, replaced by a later document of the same kind."""

from collections.abc import Iterator, Sequence

from extractor.compare.assign import assigned
from extractor.compare.differing import Reading, changed_words, misread
from extractor.compare.similarity import shared_part
from extractor.model.changes import BasisChange, StatedBasis
from extractor.model.extraction import Extraction
from extractor.model.records import LegalBasis, Plan, Span
from extractor.rules import ruleset
from extractor.text.normalize import key


def basis_changes(old: Extraction, new: Extraction, reading: Reading) -> Iterator[BasisChange]:
    """What became of each legal basis, in the order of the new plan, those dropped last.

    The same: it cites the same document. Replaced: another document of the same type, with enough words of
    its title in common.
    """
    ones, others = _stated(old.plan), _stated(new.plan)
    joined = _same_target(ones, others)
    replaced = _alike(old.plan, new.plan, (ones, others), joined)
    for place, basis in enumerate(others):
        if place in joined:
            one = ones[joined[place]]
            here = reading.at(one.spans, basis.spans)
            words = tuple(changed_words(_words(one, old), _words(basis, new), here))
            differs = any(word.kind == "words" for word in words)
            yield BasisChange(
                change="changed" if differs else "same", old=one, new=basis, score=1.0, words=words
            )
        elif place in replaced:
            at, score = replaced[place]
            here = reading.at(ones[at].spans, basis.spans)
            words = tuple(changed_words(_words(ones[at], old), _words(basis, new), here))
            is_other = _cites_another(ones[at], basis, here) or any(word.kind == "words" for word in words)
            yield BasisChange(
                change="replaced" if is_other else "same", old=ones[at], new=basis, score=score, words=words
            )
        else:
            yield BasisChange(change="added", new=basis)
    kept = {*joined.values(), *(at for at, _ in replaced.values())}
    yield from (BasisChange(change="dropped", old=one) for at, one in enumerate(ones) if at not in kept)


def _cites_another(old: StatedBasis, new: StatedBasis, reading: Reading) -> bool:
    """Whether both name a document and it is not one; figures of a name are never taken for misread ones."""
    if not (old.targets and new.targets):
        return False
    return not (reading.recognised and misread(old.targets[0], new.targets[0]))


def _words(basis: StatedBasis, extraction: Extraction) -> tuple[str, str, Sequence[Span]]:
    return basis.text, extraction.text, basis.spans


def _stated(plan: Plan) -> list[StatedBasis]:
    return [_basis(plan, basis) for basis in plan.legal_bases]


def _basis(plan: Plan, basis: LegalBasis) -> StatedBasis:
    cited = {citation.id: citation for citation in plan.citations}
    targets = [cited[one].target for one in basis.citations if one in cited]
    place = basis.provenance
    return StatedBasis(
        doc_id=plan.doc_id,
        id=basis.id,
        text=basis.text,
        targets=tuple(dict.fromkeys(target for target in targets if target)),
        start=place.start,
        end=place.end,
        spans=place.spans,
        page=place.spans[0].page if place.spans else None,
    )


def _same_target(old: Sequence[StatedBasis], new: Sequence[StatedBasis]) -> dict[int, int]:
    """Place in the new plan → place in the old one, where both cite the same document first."""
    free: dict[str, list[int]] = {}
    for at, basis in enumerate(old):
        free.setdefault(_name(basis), []).append(at)
    found = {}
    for place, basis in enumerate(new):
        if free.get(_name(basis)):
            found[place] = free[_name(basis)].pop(0)
    return found


def _name(basis: StatedBasis) -> str:
    return basis.targets[0] if basis.targets else key(basis.text)


def _alike(
    old: Plan, new: Plan, bases: tuple[Sequence[StatedBasis], Sequence[StatedBasis]], joined: dict[int, int]
) -> dict[int, tuple[int, float]]:
    """Place in the new plan → place in the old one and the part of words shared, for what is left."""
    import numpy as np

    rows = [at for at in range(len(bases[0])) if at not in joined.values()]
    columns = [at for at in range(len(bases[1])) if at not in joined]
    if not (rows and columns):
        return {}
    types = [_types(old), _types(new)]
    scores = shared_part(
        [_title(bases[0][at]) for at in rows], [_title(bases[1][at]) for at in columns]
    ) * np.array(
        [[types[0][bases[0][a].id] == types[1][bases[1][b].id] for b in columns] for a in rows],
        dtype="float32",
    )
    least = float(ruleset("compare").data["diff"]["basis"])
    return {
        columns[column]: (rows[row], round(float(scores[row, column]), 3))
        for row, column in assigned(scores, scores, least)
    }


def _types(plan: Plan) -> dict[str, str | None]:
    """Type of the document that each legal basis cites first."""
    cited = {citation.id: citation.doc_type for citation in plan.citations}
    return {basis.id: next((cited.get(one) for one in basis.citations), None) for basis in plan.legal_bases}


def _title(basis: StatedBasis) -> list[str]:
    """The words without numbers and dates: what a successor keeps."""
    return [word for word in key(basis.text).split() if not any(letter.isdigit() for letter in word)]
