"""What finding citations costs: beside eyecite on English in the same run, and as the text grows."""

import functools
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor import Citation, find_citations
from extractor.extractors.citations import extract
from extractor.extractors.citations.mentions import collect
from extractor.extractors.citations.numbers import find_numbers
from extractor.model.document import Document
from extractor.model.outline import Found, Outline
from extractor.structure import plain_outline
from tests.real_corpus import CORPUS

pytestmark = pytest.mark.bench

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
LENGTH = 200_000
"""Code points of a text that is measured."""
GROWTH = 8.8
"""Most that eight times the text may cost, as a multiple of the text."""
REPEATS = 5
ROUNDS = 25
"""Most rounds of a ratio that is near its limit: the least time of a size settles with more of them."""
BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm {year}; Luật sửa đổi, bổ sung một số điều của "
    "Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22 tháng 11 năm {year};\n"
    "Căn cứ Nghị định số {n}/{year}/NĐ-CP ngày 06 tháng 12 năm {year} của Chính phủ quy định việc lập, sử dụng và "
    "luân chuyển tủ sách ở cấp xã, ở trường học và ở các thôn, bản vùng cao giai đoạn {year} - 2035;\n"
    "Căn cứ Thông tư số {n}/{year}/TT-BNV ngày 02/3/{year} của Bộ trưởng Bộ Nội vụ hướng dẫn một số điều của "
    "Nghị định số {n}/{year}/NĐ-CP ngày 06 tháng 12 năm {year} của Chính phủ về tủ sách ở cấp xã, ở trường học;\n"
    "Căn cứ Quyết định số {n}/QĐ-UBND ngày 11/01/{year} của Ủy ban nhân dân tỉnh Hà Nam ban hành Quy chế phối hợp "
    "giữa các cơ quan, đơn vị trong việc luân chuyển sách và phục vụ bạn đọc trên địa bàn tỉnh;\n"
)
"""As dense as the legal bases of the real plans: one citation in 190 to 200 bytes."""
ENGLISH = (
    "The court affirmed the judgment, finding that the agency had acted within the authority which the statute "
    "gives it and that the record supports each of its findings. See Bush v. Gore, {n} U.S. 98, 103 (2000); "
    "Miranda v. Arizona, 384 U.S. {n}, 440 (1966). The plaintiff relies on 42 U.S.C. § 1983 and on Smith v. "
    "Jones, {n} F.3d 123 (9th Cir. 1999), which is distinguished below. Id. at 125.\n"
)


def _repeated(text: str, length: int = LENGTH) -> str:
    return text * (length // len(text)) + text[: length % len(text)]


def _filled(form: str, length: int = LENGTH) -> str:
    """``form`` with other numbers and years every time, so that no cache helps."""
    count = length // len(form) + 1
    return "".join(form.format(n=n % 900 + 1, year=1990 + n % 36) for n in range(count))[:length]


def _plan_text() -> str:
    """Real plans where they are there, else the samples."""
    real = sorted((CORPUS / "docs").glob("*.txt")) if CORPUS.is_dir() else []
    texts = [path.read_text(encoding="utf-8") for path in real or sorted(SAMPLES.glob("*.txt"))]
    return "\n\n".join(texts)


def _outline(text: str) -> tuple[Document, Found]:
    """``text`` read and cut into paragraphs, which is not measured."""
    from extractor.config import Config
    from extractor.model.source import SourceFile
    from extractor.readers.text import lay_out

    document = lay_out(text, Config().limits).document(SourceFile(name="", data=b"", sha256=""), "text")
    outline: Outline = plain_outline(document)
    return document, Found(outline=outline)


def _seconds(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """CPU seconds of one call: the least of several."""
    best = float("inf")
    for _ in range(repeats):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def _rate(text: str, seconds: float) -> float:
    return len(text.encode("utf-8")) / seconds / 1e6


def _typed(document: Document, found: Found) -> int:
    return sum(isinstance(one, Citation) for one in extract(document, found))


@pytest.mark.parametrize(("name", "text"), [("plans", _plan_text()), ("legal bases", _filled(BASES))])
def test_rates(name: str, text: str) -> None:
    """Prints MB/s (UTF-8, one core) of numbers, mentions, typed records and of the whole of ``find_citations``."""
    document, found = _outline(text)
    clean = found.outline.clean.text
    steps: dict[str, Callable[[], object]] = {
        "numbers found": lambda: list(find_numbers(clean)),
        "mentions of all kinds": lambda: collect(clean),
        "typed records with provenance": lambda: _typed(document, found),
        "find_citations, paragraphs included": lambda: find_citations(text),
    }
    for step, work in steps.items():
        print(f"{name}: {step}: {_rate(clean, _seconds(work)):.1f} MB/s")
    assert _typed(document, found) > 0


@pytest.mark.parametrize(
    ("name", "text"), [("plans", _repeated(_plan_text())), ("legal bases", _filled(BASES))]
)
def test_beside_eyecite(name: str, text: str) -> None:
    """Vietnamese citations, typed and resolved, cost no more than eyecite takes for English of the same length."""
    eyecite = pytest.importorskip("eyecite", reason="eyecite is not installed (pip install eyecite)")
    english = _filled(ENGLISH, len(text))
    ours = _seconds(lambda: find_citations(text))
    eyecite.get_citations(english[:2000])  # its tables are made on the first call
    theirs = _seconds(lambda: eyecite.get_citations(english), repeats=1)
    print(
        f"{name}: {_rate(text, ours):.1f} MB/s of Vietnamese; eyecite: {_rate(english, theirs):.2f} MB/s of "
        f"English of the same length; {theirs / ours:.1f} times as fast"
    )
    assert theirs / ours >= 1


@pytest.mark.parametrize("name", ["plans", "legal bases", "one line of numbers"])
def test_time_grows_with_the_text(name: str) -> None:
    """Eight times the text takes at most 8.8 times the time."""
    texts = {
        "plans": lambda length: _repeated(_plan_text(), length),
        "legal bases": lambda length: _filled(BASES, length),
        "one line of numbers": lambda length: _filled("số {n}/{year}/NĐ-CP, ", length),
    }
    works = []
    for factor in (1, 2, 4, 8):
        document, found = _outline(texts[name](LENGTH // 4 * factor))
        works.append(functools.partial(_typed, document, found))
    best = [float("inf")] * len(works)
    for _ in range(ROUNDS):
        best = [min(least, _seconds(work, repeats=1)) for least, work in zip(best, works, strict=True)]
        ratios = [seconds / best[0] for seconds in best]
        if ratios[-1] <= GROWTH:
            break
    print(f"{name}: time at 1, 2, 4, 8 times the text: " + ", ".join(f"{ratio:.2f}" for ratio in ratios))
    assert ratios[-1] <= GROWTH
