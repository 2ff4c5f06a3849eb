"""Which of the fields every document should state are missing."""

from collections.abc import Iterable, Iterator

from extractor.model.records import Header, Issue

_CODE = "header_incomplete"
_NAMES = {
    "type": "loại văn bản",
    "number": "số, ký hiệu",
    "issued_on": "ngày ban hành",
    "issuer": "cơ quan ban hành",
    "title": "trích yếu",
}


def incomplete(header: Header) -> Iterator[Issue]:
    """One issue that names the fields without a value; none where all have one."""
    missing = [name for name in _NAMES if getattr(header, name) is None]
    if missing:
        words = ", ".join(_NAMES[name] for name in missing)
        yield Issue(code=_CODE, message=f"không nêu: {words} / not stated: {', '.join(missing)}")


def restated(issues: Iterable[Issue], header: Header) -> tuple[Issue, ...]:
    """``issues`` of a document whose header a user completed: only what is missing still is reported."""
    still = tuple(incomplete(header))
    return tuple(one for issue in issues for one in (still if issue.code == _CODE else (issue,)))
