"""A symbol that lacks or changes one letter, mended by the issuer that the citation names."""

from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from extractor.extractors.citations.mentions import Mention
from extractor.extractors.citations.numbers import Number
from extractor.extractors.citations.symbols import issuer_levels
from extractor.extractors.citations.targets import body
from extractor.rules import gazetteer
from extractor.text.likeness import distance
from extractor.text.normalize import key

_SHORTEST = 3
"""Letters of a code that one letter fewer still tells: CP and CT are two bodies."""


def by_issuer(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions; ``1/QĐ-TT … của Thủ tướng Chính phủ`` is ``1/QĐ-TTg``, with the repair ``ocr``.

    Only where the code is of no body, and one code of the named body is as long or one letter longer and
    differs in one letter.
    """
    return [_mended(text, mention) for mention in mentions]


def _mended(text: str, mention: Mention) -> Mention:
    number = mention.number
    if number is None or mention.issuer is None or len(number.groups) != 2 or number.code != number.groups[0]:
        return mention
    code = _code(number.groups[1], text[slice(*mention.issuer)])
    return mention if code is None else replace(mention, number=_with_code(number, code))


@lru_cache(maxsize=1024)
def _code(read: str, issuer: str) -> str | None:
    """The code of the issuer that was read as ``read``; None where it is a code itself or tells none."""
    if read in issuer_levels():
        return None
    known = body(issuer, None)
    if known.level not in {"central", "party"}:
        return None
    codes = [row["code"] for row in gazetteer("issuers") if key(row["name"]) == key(known.name)]
    near = [code for code in codes if len(code) >= _SHORTEST and _is_near(read, code)]
    return near[0] if len(near) == 1 else None


def _is_near(read: str, code: str) -> bool:
    return len(read) in {len(code), len(code) - 1} and distance(read, code, 1) == 1


def _with_code(number: Number, code: str) -> Number:
    head = number.normal.removesuffix(number.groups[1])
    return replace(
        number,
        normal=head + code,
        groups=(number.groups[0], code),
        repairs=(*number.repairs, "ocr"),
    )
