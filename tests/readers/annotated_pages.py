"""Adds to a PDF what offices lay over it: text boxes, stamps, form fields, comments, files, signatures."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from reportlab.pdfgen.canvas import Canvas

from tests.readers.pdf_pages import HEIGHT

Change = Callable[[Pdf], None]


def changed(data: bytes, *changes: Change) -> bytes:
    """The PDF with each change made, in order."""
    with pikepdf.open(io.BytesIO(data)) as file:
        for change in changes:
            change(file)
        buffer = io.BytesIO()
        file.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def look(font: str, width: float, height: float, *lines: str, size: float = 12) -> bytes:
    """A page of the size of an annotation with its lines."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(width, height), invariant=True)
    canvas.setFont(font, size)
    for at, line in enumerate(lines, 1):
        canvas.drawString(1, height - at * size * 1.15, line)
    canvas.save()
    return buffer.getvalue()


def annotation(
    kind: str,
    place: tuple[float, float, float, float],
    *,
    words: str = "",
    appearance: bytes | None = None,
    page: int = 0,
    **keys: pikepdf.Object | str,
) -> Change:
    """An annotation at x, top, width and height of a page; ``appearance``: a PDF with its look."""

    def change(file: Pdf) -> None:
        x, top, width, height = place
        box = Array([x, HEIGHT - top - height, x + width, HEIGHT - top])
        made = Dictionary(
            Type=Name.Annot, Subtype=Name("/" + kind), Rect=box, F=4, Contents=String(words), **keys
        )
        if appearance is not None:
            with pikepdf.open(io.BytesIO(appearance)) as drawn:
                made.AP = Dictionary(N=file.copy_foreign(drawn.pages[0].as_form_xobject()))
        target = file.pages[page]
        if Name.Annots not in target:
            target.Annots = Array([])
        target.Annots.append(file.make_indirect(made))

    return change


def printed(place: tuple[float, float, float, float], appearance: bytes) -> Change:
    """A look printed into the first page."""

    def change(file: Pdf) -> None:
        x, top, width, height = place
        box = pikepdf.Rectangle(x, HEIGHT - top - height, x + width, HEIGHT - top)
        with pikepdf.open(io.BytesIO(appearance)) as drawn:
            file.pages[0].add_overlay(drawn.pages[0], box)

    return change


def attached(file: Pdf) -> None:
    """A file attached to the document."""
    file.attachments["so-lieu.xlsx"] = b"so lieu"


def signed(
    subject: dict[str, str], stated: str | None = "D:20240315081502+07'00'", contents: bytes | None = None
) -> Change:
    """A signature field whose certificate names ``subject`` (oid name → words)."""

    def change(file: Pdf) -> None:
        value = Dictionary(
            Type=Name.Sig,
            Filter=Name("/Adobe.PPKLite"),
            SubFilter=Name("/adbe.pkcs7.detached"),
            ByteRange=Array([0, 1, 2, 3]),
            Contents=String((contents if contents is not None else signature(subject)) + b"\0" * 64),
        )
        if stated:
            value.M = String(stated)
        field = file.make_indirect(
            Dictionary(FT=Name.Sig, T=String("Signature1"), V=file.make_indirect(value), Rect=Array([0] * 4))
        )
        file.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)

    return change


def signature(subject: dict[str, str]) -> bytes:
    """A detached CMS signature by a key made for it."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import pkcs7
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(getattr(NameOID, oid), words) for oid, words in subject.items()])
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "CA")])
    start = datetime(2024, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=3650))
        .sign(key, hashes.SHA256())
    )
    builder = pkcs7.PKCS7SignatureBuilder().set_data(b"x").add_signer(certificate, key, hashes.SHA256())
    return builder.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature])
