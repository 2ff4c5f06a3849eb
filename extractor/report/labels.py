"""What a document is called in the report."""

from extractor.model.comparison import ComparedDocument


def body_of(document: ComparedDocument) -> str:
    """The province, else who issued the document, else its file."""
    return document.province or document.issuer or document.doc_id


def label_of(document: ComparedDocument) -> str:
    """The province; of a document without one issuer and number, else the name of its file."""
    if document.province or not (document.issuer and document.number):
        return document.province or document.doc_id
    return f"{document.issuer} {document.number}"


def name_of(document: ComparedDocument) -> str:
    """The same, a province with the number or the year."""
    if document.province is None:
        return label_of(document)
    return f"{document.province} {document.number or document.plan_year or ''}".strip()
