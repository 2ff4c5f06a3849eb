"""metadata.csv supplies what documents lack and never overrides what they state."""

from pathlib import Path

import pytest

from extractor.batch.metadata import Metadata, Oddity
from extractor.errors import ConfigError
from extractor.extractors.header.supplied import complete
from extractor.model.records import Header


def metadata(tmp_path: Path, text: str, encoding: str = "utf-8") -> Metadata:
    """The facts in a metadata file with that text."""
    path = tmp_path / "metadata.csv"
    path.write_bytes(text.encode(encoding))
    made = Metadata()
    made.add(path)
    return made


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_facts_are_found_by_path_or_by_name(tmp_path: Path, separator: str) -> None:
    """Excel's separators are all understood; a bare file name finds the file in any folder."""
    lines = (("file", "number", "issued_on"), ("a.txt", "12/KH-UBND", "2024-03-05"))
    made = metadata(tmp_path, "\n".join(separator.join(line) for line in lines))
    assert made.supplied("a.txt") == {"number": "12/KH-UBND", "issued_on": "2024-03-05"}
    assert made.supplied("tinh/a.txt") == made.supplied("a.txt")
    assert made.supplied("b.txt") == {}


def test_the_nearest_table_wins_but_for_the_one_asked_for(tmp_path: Path) -> None:
    """A table in the folder of a file wins over one above it; that of --metadata over all."""
    made = Metadata()
    for prefix, number in (("", "1/KH"), ("2024/", "2/KH")):
        path = tmp_path / "metadata.csv"
        path.write_text(f"file,number\na.txt,{number}\n", encoding="utf-8")
        made.add(path, prefix)
    assert made.supplied("a.txt") == {"number": "1/KH"}
    assert made.supplied("2023/a.txt") == {"number": "1/KH"}
    assert made.supplied("2024/xa/a.txt") == {"number": "2/KH"}
    path.write_text("file,number\na.txt,3/KH\n", encoding="utf-8")
    made.add(path, first=True)
    assert made.supplied("2024/a.txt") == {"number": "3/KH"}


def test_vietnamese_column_names_are_understood(tmp_path: Path) -> None:
    """An analyst may name the columns in Vietnamese, and Excel may add a byte order mark."""
    made = metadata(
        tmp_path, "Tên tệp,Số, ký hiệu\na.txt,5/KH".replace("Số, ký hiệu", '"Số, ký hiệu"'), "utf-8-sig"
    )
    assert made.supplied("a.txt") == {"number": "5/KH"}


def test_what_is_not_used_is_told_once(tmp_path: Path) -> None:
    """Unknown columns, files never met and values that make no sense are named, each once."""
    made = metadata(tmp_path, "file,mau_sac,issued_on,province\na.txt,đỏ,hôm qua,Atlantis\nb.txt,xanh,,\n")
    made.supplied("a.txt")
    assert list(made.oddities()) == [
        Oddity("column", "metadata.csv", "mau_sac"),
        Oddity("value", "metadata.csv", "a.txt: issued_on"),
        Oddity("value", "metadata.csv", "a.txt: province"),
        Oddity("file", "metadata.csv", "b.txt"),
    ]


@pytest.mark.parametrize(
    ("data", "words"), [(b"a,b\n1,2", "file"), (b"file\n\xff\xfe", "UTF-8"), (b"", "file")]
)
def test_an_unusable_table_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    """A table without the column file, or in another encoding, is an error that says what to do."""
    path = tmp_path / "metadata.csv"
    path.write_bytes(data)
    with pytest.raises(ConfigError, match=words):
        Metadata().add(path)


def test_supplied_facts_fill_only_what_is_missing() -> None:
    """The document's own number stays; date, type, issuer and province come from the table."""
    header = complete(
        Header(number="1/KH-UBND"),
        {
            "number": "2/KH-UBND",
            "issued_on": "05/3/2024",
            "type": "Kế hoạch",
            "province": "tỉnh Bình Phước",
            "issuer": "UBND tỉnh",
            "plan_year": "2024",
        },
    )
    assert header.number == "1/KH-UBND"
    assert str(header.issued_on) == "2024-03-05"
    assert (header.type, header.plan_year) == ("plan", 2024)
    assert header.province is not None
    assert (header.province.code, header.province.successor_name) == ("70", "Đồng Nai")
    assert header.issuer is not None
    assert (header.issuer.surface, header.issuer.provenance.rule) == ("UBND tỉnh", "supplied")
    assert header.fields == {}


def test_the_province_is_that_of_the_day() -> None:
    """After the merger of 1 July 2025 a name means the new unit."""
    before = complete(Header(), {"province": "Bắc Ninh", "issued_on": "2025-06-30"}).province
    after = complete(Header(), {"province": "Bắc Ninh", "issued_on": "2025-07-01"}).province
    assert before is not None
    assert after is not None
    assert (before.code, after.code) == ("27", "24")
