"""What is told of a document is in one language, in words."""

import pytest

from extractor.cli.messages import in_language
from extractor.readers.sniff import SUFFIXES
from tests.cli.conftest import Kehoach


@pytest.mark.parametrize(
    ("message", "vi", "en"),
    [
        ("không thấy đề mục nào / no section", "không thấy đề mục nào", "no section"),
        (
            "trang 3: 5 ký tự thay thế / odd characters",
            "trang 3: 5 ký tự thay thế",
            "page 3: 5 odd characters",
        ),
        ("trang 3 không có chữ / page 3 has no text", "trang 3 không có chữ", "page 3 has no text"),
        ("trang 3: mờ / page 3: faint", "trang 3: mờ", "page 3: faint"),
        (
            "2/7 nhiệm vụ chưa có chủ đề / without topic: t1",
            "2/7 nhiệm vụ chưa có chủ đề: t1",
            "2/7 without topic: t1",
        ),
        (
            "bảng mã được đoán / encoding guessed: cp1258",
            "bảng mã được đoán: cp1258",
            "encoding guessed: cp1258",
        ),
        ("“quý 1 / 2024” giữ nguyên / kept", "“quý 1 / 2024” giữ nguyên", "“quý 1 / 2024” kept"),
        ("chỉ một nửa", "chỉ một nửa", "chỉ một nửa"),
    ],
)
def test_a_message_loses_no_fact_with_the_other_language(message: str, vi: str, en: str) -> None:
    """The page, the count and the id before the words, and what stands behind them."""
    assert in_language(message, "vi") == vi
    assert in_language(message, "en") == en


def test_show_speaks_one_language(kehoach: Kehoach, plans: object) -> None:
    """Issues by their names, without the other half and without codes."""
    vietnamese, english = (kehoach("show", "vao/a.txt", "--lang", lang).stdout for lang in ("vi", "en"))
    assert "Không thấy viện dẫn nào: không thấy viện dẫn văn bản nào" in vietnamese
    assert "no citation" not in vietnamese
    assert "no citations found: no citation was found" in english
    assert "no_citations" not in english


def test_every_kind_of_file_is_named_where_none_was_found(kehoach: Kehoach) -> None:
    """In the message and in the help of extract; less usual suffixes of a kind may be left out."""
    unusual = {
        ".markdown",
        ".htm",
        ".xhtml",
        ".mht",
        ".mhtml",
        ".docm",
        ".jpeg",
        ".tiff",
        ".gif",
        ".bmp",
        ".webp",
    }
    (said, told) = kehoach("extract", ".", "-o", "../ra").stderr, kehoach("extract", "--help").stdout
    for suffix in set(SUFFIXES) - unusual:
        assert suffix in said
        assert suffix in told


def test_cite_prints_nothing_where_nothing_was_read(kehoach: Kehoach) -> None:
    """One message, no empty table."""
    made = kehoach("cite", "khong-co.txt")
    assert made.returncode == 3
    assert made.stdout == ""
    assert made.stderr.count("khong-co.txt") == 1
