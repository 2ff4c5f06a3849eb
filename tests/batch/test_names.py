"""Names of outputs are safe, unique and the same for the same inputs."""

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.batch.discover import Item
from extractor.batch.names import MAX_BYTES, doc_ids, stem_slug

SAFE = set("abcdefghijklmnopqrstuvwxyz0123456789-")


def item(name: str) -> Item:
    """A document of that name."""
    return Item(file=name, path=Path(name))


def ids(*names: str, contents: dict[str, str] | None = None) -> tuple[str | None, ...]:
    """doc_ids of documents with those names; content is the name unless stated."""
    words = contents or {}
    return doc_ids(
        [item(name) for name in names], lambda one: sha256(words.get(one.file, one.file).encode()).hexdigest()
    )


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Kế hoạch Đắk Lắk 2024.pdf", "ke-hoach-dak-lak-2024"),
        ("CON.txt", "van-ban-con"),
        ("…….txt", "van-ban"),
        ("..%2f..%2fetc%2fpasswd.txt", "2f-2fetc-2fpasswd"),
        ("C:\\x.txt", "c-x"),
        ("-rf.txt", "rf"),
    ],
)
def test_a_stem_becomes_a_safe_name(name: str, slug: str) -> None:
    """Vietnamese marks go, separators become hyphens, device names and empty ones get a word."""
    assert stem_slug(name) == slug


@given(st.text(min_size=1, max_size=300))
def test_any_name_gives_a_safe_slug(name: str) -> None:
    """Whatever a file is called, its output name is plain ASCII, short and never empty."""
    slug = stem_slug(name.replace("/", "_"))
    assert 0 < len(slug) <= MAX_BYTES
    assert set(slug) <= SAFE
    assert not slug.startswith("-")


def test_every_clashing_document_gets_its_hash() -> None:
    """Two files of one stem both carry the hash of their content; the third keeps its plain name."""
    first, second, other = ids("kh.txt", "KH.html", "khac.txt")
    assert other == "khac"
    assert first == f"kh-{sha256(b'kh.txt').hexdigest()[:12]}"
    assert second == f"kh-{sha256(b'KH.html').hexdigest()[:12]}"


def test_the_same_bytes_under_one_stem_count_on() -> None:
    """Copies of one file in two folders are told apart by -2."""
    same = {"a/kh.txt": "x", "b/kh.txt": "x"}
    first, second = ids(*same, contents=same)
    assert second == f"{first}-2"


@given(
    st.lists(
        st.sampled_from(["a.txt", "A.pdf", "á.md", "b.txt", "a-2.txt", "c/a.txt", "c/b.txt"]), unique=True
    )
)
def test_names_are_unique_and_free_of_order(names: list[str]) -> None:
    """No two documents share a name, and sorting the inputs differently gives each the same name."""
    made = ids(*names)
    assert len(set(made)) == len(made)
    again = dict(zip(reversed(names), ids(*reversed(names)), strict=True))
    assert dict(zip(names, made, strict=True)) == again
