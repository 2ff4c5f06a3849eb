"""Digital signatures of a PDF as facts: who signed, for whom, when. Nothing is verified here."""

import ctypes
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pypdfium2.raw as pdfium
import regex

from extractor.model.records import Signature
from extractor.text.normalize import collapse

_MOST = 100
"""Signatures of one file that are looked at."""
_TIMESTAMP = "ETSI.RFC3161"
"""A time stamp of the whole file: nobody's signature."""
_TIME = regex.compile(
    r"(?:D:)?(?P<day>\d{8})(?P<clock>\d{6})?(?:(?P<sign>[+-])(?P<hours>\d{2})'?(?P<minutes>\d{2})?|Z)?"
)


def signatures(document: Any) -> tuple[Signature, ...]:
    """The signatures of a loaded document, in the order of the file; facts that cannot be read are None.

    Source: ISO 32000-1, 12.8; RFC 5652. Names come from the certificate beside the signature, which anybody
    can make: they are what the signature says of itself.
    """
    count = min(pdfium.FPDF_GetSignatureCount(document), _MOST)
    return tuple(_signatures(document, range(max(count, 0))))


def _signatures(document: Any, numbers: range) -> Iterator[Signature]:
    for number in numbers:
        handle = pdfium.FPDF_GetSignatureObject(document, number)
        if not handle or _ascii(handle, pdfium.FPDFSignatureObj_GetSubFilter) == _TIMESTAMP:
            continue
        signer, stated = _certificate(_bytes(handle, pdfium.FPDFSignatureObj_GetContents))
        yield Signature(
            name=_words(signer.get("common_name")),
            organization=_words(signer.get("organization_name")),
            unit=_words(signer.get("organizational_unit_name")),
            signed_at=_time(_ascii(handle, pdfium.FPDFSignatureObj_GetTime)) or stated,
            reason=_words(_utf16(handle)),
        )


def _certificate(contents: bytes) -> tuple[dict[str, Any], datetime | None]:
    """The subject of the signer's certificate and the time the signature states; nothing where unreadable."""
    from asn1crypto import cms

    try:
        signed = cms.ContentInfo.load(contents)["content"]
        signer = signed["signer_infos"][0]
        wanted = signer["sid"].chosen
        certificates = [one.chosen for one in signed["certificates"] if one.name == "certificate"]
        own = [one for one in certificates if _is_of(one, wanted)] or certificates[:1]
        times = [
            value.native
            for attribute in signer["signed_attrs"]
            if attribute["type"].native == "signing_time"
            for value in attribute["values"]
        ]
        return (dict(own[0].subject.native) if own else {}), (times[0] if times else None)
    except Exception:  # noqa: BLE001 - whatever a hostile signature holds, it is a fact less, not a failure
        return {}, None


def _is_of(certificate: Any, wanted: Any) -> bool:
    if hasattr(wanted, "native") and isinstance(wanted.native, bytes):
        return bool(certificate.key_identifier == wanted.native)
    return bool(
        certificate.serial_number == wanted["serial_number"].native and certificate.issuer == wanted["issuer"]
    )


def _words(value: object) -> str | None:
    """A name of a certificate, the first of several."""
    first = value[0] if isinstance(value, list) and value else value
    return collapse(first.replace("\0", " ")) or None if isinstance(first, str) else None


def _time(stated: str) -> datetime | None:
    """A time as PDF writes it, ``D:20240315081502+07'00'``; None without zone, as its hour is not known."""
    found = _TIME.match(stated)
    if found is None or not found["clock"] or not (found["sign"] or stated.rstrip("'").endswith("Z")):
        return None
    offset = timedelta(hours=int(found["hours"] or 0), minutes=int(found["minutes"] or 0))
    try:
        zone = timezone(-offset if found["sign"] == "-" else offset) if offset else UTC
        return datetime.strptime(found["day"] + found["clock"], "%Y%m%d%H%M%S").replace(tzinfo=zone)
    except ValueError:
        return None


def _bytes(handle: Any, get: Any) -> bytes:
    size = get(handle, None, 0)
    buffer = ctypes.create_string_buffer(max(size, 1))
    get(handle, buffer, size)
    return buffer.raw[:size]


def _ascii(handle: Any, get: Any) -> str:
    return _bytes(handle, get).decode("ascii", "replace").rstrip("\0")


def _utf16(handle: Any) -> str:
    return _bytes(handle, pdfium.FPDFSignatureObj_GetReason).decode("utf-16-le", "replace").rstrip("\0")
