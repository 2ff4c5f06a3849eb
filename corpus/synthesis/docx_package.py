"""The fixed parts of a .docx: content types, styles, page setup, numbering, page-number header."""

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"

LEVEL_OF_SHAPE = {"roman": 0, "arabic": 1, "decimal": 2, "letter": 3, "bullet": 4}
LEVELS = (
    ("upperRoman", "%1."),
    ("decimal", "%2."),
    ("decimal", "%2.%3."),
    ("lowerLetter", "%4)"),
    ("bullet", "-"),
)


def fixed_files() -> dict[str, str]:
    """Members that are the same in every file."""
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("rId1", f"{OFFICE}/officeDocument", "word/document.xml"),
            ("rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
             "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(),
        "word/_rels/document.xml.rels": _relations(
            ("rId1", f"{OFFICE}/styles", "styles.xml"),
            ("rId2", f"{OFFICE}/numbering", "numbering.xml"),
            ("rId3", f"{OFFICE}/header", "header1.xml"),
        ),
        "word/styles.xml": _styles(),
        "word/header1.xml": _page_number_header(),
    }  # fmt: skip


def document(body: str) -> str:
    """word/document.xml around the body."""
    return f"{HEAD}<w:document {W} {R}><w:body>{body}</w:body></w:document>"


def section(landscape: bool, restart: bool) -> str:
    """Page setup: A4, margins of Nghị định 30/2020, a page number from the second page on."""
    size = (
        '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        if landscape
        else '<w:pgSz w:w="11906" w:h="16838"/>'
    )
    margins = (
        'w:top="1134" w:right="1020" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"'
    )
    start = '<w:pgNumType w:start="1"/>' if restart else ""
    header = '<w:headerReference w:type="default" r:id="rId3"/>'
    return f"<w:sectPr>{header}{size}<w:pgMar {margins}/>{start}<w:titlePg/></w:sectPr>"


def borders(rules: str) -> str:
    """tblBorders for rules full, horizontal, outer or none."""
    drawn = {
        "full": ("top", "left", "bottom", "right", "insideH", "insideV"),
        "horizontal": ("top", "bottom", "insideH"),
        "outer": ("top", "left", "bottom", "right"),
        "none": (),
    }[rules]
    edges = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for edge in drawn)
    return f"<w:tblBorders>{edges}</w:tblBorders>" if edges else ""


def numbering(lists: int) -> str:
    """One multi-level list a part, each counting from I on its own."""
    abstracts = "".join(_abstract(number) for number in range(1, lists + 1))
    links = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in range(1, lists + 1)
    )
    return f"{HEAD}<w:numbering {W}>{abstracts}{links}</w:numbering>"


def _abstract(number: int) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="space"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="0" w:firstLine="567"/></w:pPr></w:lvl>'
        for at, (form, text) in enumerate(LEVELS)
    )
    kind = '<w:multiLevelType w:val="multilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{number}">{kind}{levels}</w:abstractNum>'


def _content_types() -> str:
    parts = (
        ("/word/document.xml", f"{TYPES}.document.main+xml"),
        ("/word/styles.xml", f"{TYPES}.styles+xml"),
        ("/word/numbering.xml", f"{TYPES}.numbering+xml"),
        ("/word/header1.xml", f"{TYPES}.header+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    )
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts)
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(*links: tuple[str, str, str]) -> str:
    body = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in links
    )
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{body}</Relationships>'


def _core() -> str:
    spaces = (
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    stamp = '<dcterms:created xsi:type="dcterms:W3CDTF">2024-01-01T00:00:00Z</dcterms:created>'
    subject = "<dc:subject>Văn bản mẫu - nội dung giả định</dc:subject>"
    return f"{HEAD}<cp:coreProperties {spaces}>{subject}{stamp}</cp:coreProperties>"


def _styles() -> str:
    fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    runs = f'<w:rPrDefault><w:rPr>{fonts}<w:sz w:val="26"/></w:rPr></w:rPrDefault>'
    paragraphs = '<w:pPrDefault><w:pPr><w:spacing w:before="60" w:after="60"/></w:pPr></w:pPrDefault>'
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    return f"{HEAD}<w:styles {W}><w:docDefaults>{runs}{paragraphs}</w:docDefaults>{normal}</w:styles>"


def _page_number_header() -> str:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return f'{HEAD}<w:hdr {W}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{field}</w:p></w:hdr>'
