"""Crawls that print no blank line between paragraphs, and a portal's own article above the document."""

from extractor.config import Config
from extractor.model.document import Document
from extractor.model.source import SourceFile
from extractor.pipeline import analyse
from extractor.readers.md import read

BOX = "\n".join(
    f"|\n**{name}:**\n|\n{value}\n|"
    for name, value in (
        ("Số hiệu", "7/QĐ-UBND"),
        ("Loại văn bản", "Quyết định"),
        ("Người ký", "Lê Thị A"),
        ("Ngày ban hành", "02/03/2031"),
        ("Tình trạng", "Đã biết"),
    )
)
HEAD = """|
**ỦY BAN NHÂN DÂN**
TỈNH AN LẠC
|
**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
Độc lập - Tự do - Hạnh phúc
|
|
Số: 7/QĐ-UBND
|
*An Lạc, ngày 02 tháng 3 năm 2031*
|"""
BODY = """**QUYẾT
ĐỊNH**
VỀ VIỆC MỞ THƯ VIỆN XÃ
*Căn cứ Luật Thư viện ngày 01 tháng
01 năm 2030;*
*Theo đề nghị của Giám đốc Sở Văn hóa.*
# QUYẾT ĐỊNH:
**Điều 1. Phạm vi**
Mở thư viện tại các xã trên địa bàn tỉnh, giờ mở cửa do xã
tự quyết định.
**Điều 2. **Giao Sở Văn hóa hướng dẫn các xã.
**Điều 3. **Quyết định này có hiệu lực kể từ ngày ký."""


def document_of(*pieces: str) -> Document:
    """The pieces as one crawled file."""
    return read(SourceFile.of("a.md", "\n".join(pieces).encode()), Config())


def test_articles_are_found_without_blank_lines() -> None:
    """Where nothing but line ends part the paragraphs, articles, type and title are found all the same."""
    found = analyse(document_of(HEAD, BODY))
    assert [section.label for section in found.outline.sections] == ["Điều 1", "Điều 2", "Điều 3"]
    assert found.header.type == "decision"
    assert found.header.title == "VỀ VIỆC MỞ THƯ VIỆN XÃ"
    assert len(found.legal_bases) == 1


def test_a_wrap_inside_emphasis_is_one_line() -> None:
    """A line broken inside bold or italic letters goes on; line ends outside of them are kept."""
    lines = [line.strip() for line in document_of(HEAD, BODY).text.split("\n")]
    assert "QUYẾT ĐỊNH" in lines
    assert "Căn cứ Luật Thư viện ngày 01 tháng 01 năm 2030;" in lines


def test_the_portals_article_is_no_part_of_the_document() -> None:
    """What the portal writes about the document between its box and the first line is set aside, not lost."""
    article = "## Mở thư viện tại các xã\nTheo đó, năm 2031 mỗi xã có một thư viện."
    document = document_of(BOX.replace("Đã biết\n|", f"Đã biết\n|\n{article}"), HEAD, BODY)
    found = analyse(document)
    place = document.text.index("Theo đó, năm 2031")
    assert [block.kind for block in document.blocks if block.start <= place < block.end] == ["furniture"]
    assert found.header.issuer is not None
    assert found.header.issuer.surface == "ỦY BAN NHÂN DÂN TỈNH AN LẠC"
