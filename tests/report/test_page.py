"""The report as an analyst meets it: a page that opens in a browser, asks for nothing and answers clicks."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor.cli.main import kehoach
from extractor.compare.api import compare
from extractor.report.build import write_report
from extractor.report.data import MANY
from extractor.text.normalize import strip_marks
from tests.compare.plans import make_plan
from tests.real_corpus import PROJECT
from tests.report.conftest import Opened

SAMPLES = [
    PROJECT / "corpus" / "samples" / name
    for name in ("mau-binh-duong-so-hoa-luu-tru-2023.pdf", "mau-thai-nguyen-du-lich-nong-thon-2025.docx")
]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a PDF and a Word file."""
    out = tmp_path_factory.mktemp("report") / "out"
    done = CliRunner().invoke(kehoach, ["compare", *map(str, SAMPLES), "-o", str(out), "--docx"])
    assert done.exit_code == 0, done.output
    return out / "report.html"


@pytest.fixture(scope="module")
def shown(report: Path, opens: Callable[[Path], Opened]) -> Opened:
    """The report in a browser."""
    return opens(report)


def test_the_page_opens_without_errors_or_requests(shown: Opened) -> None:
    """No console message, no error, no request but the file itself: its policy allows nothing else."""
    page, said = shown
    assert said == []
    assert page.locator("main section").count() == 9
    assert "default-src 'none'" in page.locator("meta[http-equiv]").get_attribute("content")


def test_a_figure_opens_the_tasks_behind_it(shown: Opened) -> None:
    """A click on a cell of the heat map lists as many tasks as the cell says; Escape closes the list."""
    page, said = shown
    cell = page.locator("#topics td.heat button").first
    count = int(cell.inner_text())
    cell.click()
    assert page.locator("#panel article.task").count() == count
    page.keyboard.press("Escape")
    assert not page.locator("#panel").is_visible()
    wrong = (
        "() => DATA.coverage.filter(([topic, doc, count]) => topicTasks(topic, doc).length !== count).length"
    )
    assert page.evaluate(wrong) == 0
    assert said == []


def test_search_needs_no_marks_and_filters_hold(shown: Opened) -> None:
    """Words without marks find words with them; a choice of document leaves its tasks alone."""
    page, _ = shown
    box = page.locator("#tasks input[type=search]")
    every = page.evaluate("TASKS.length")
    box.fill("so hoa")
    with_marks, found = "số hóa", page.locator("#tasks article.task")
    assert 0 < found.count() < every
    wanted = f"({{d, text, product, head}}) => [text, product, head].join(' ').toLowerCase().includes('{with_marks}')"
    assert page.evaluate(f"TASKS.filter({wanted}).length") <= found.count()
    for text in found.evaluate_all("found => found.map((one) => one.textContent)"):
        assert {"so", "hoa"} <= set(re.findall(r"so|hoa", strip_marks(text).lower()))
    box.fill("")
    page.locator("#tasks select").first.select_option("1")
    mine = page.evaluate("TASKS.filter((task) => task.d === 1).length")
    assert f"/{mine} " in page.locator("#tasks .count").inner_text()
    page.locator("#tasks select").first.select_option("")


def test_a_task_shows_its_place_in_the_document(shown: Opened) -> None:
    """Of a PDF the page with a box, of a Word file the words around, the task's own marked."""
    page, said = shown
    of_pdf = page.evaluate("TASKS.findIndex((task) => DATA.documents[task.d].id.includes('binh-duong'))")
    page.evaluate(f"openPanel('pdf', [{of_pdf}])")
    sheet = page.locator("#panel svg.sheet")
    assert sheet.locator("rect").count() >= 1
    assert sheet.locator("image").get_attribute("href").startswith("data:image/webp;base64,")
    page.keyboard.press("Escape")
    of_word = page.evaluate("TASKS.findIndex((task) => DATA.documents[task.d].id.includes('thai-nguyen'))")
    page.evaluate(f"openPanel('word', [{of_word}])")
    first_words = page.evaluate(f"TASKS[{of_word}].text.slice(0, 20)")
    assert first_words in page.locator("#panel blockquote").inner_text()
    assert page.locator("#panel blockquote mark.here").count() >= 1
    page.keyboard.press("Escape")
    assert said == []


def test_the_language_changes(shown: Opened) -> None:
    """One click and the page is English, another and it is Vietnamese again."""
    page, _ = shown
    assert page.locator("h1").inner_text() == "So sánh kế hoạch"
    page.locator("#language").click()
    assert page.locator("h1").inner_text() == "Comparison of plans"
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator("#language").click()
    assert page.locator("h1").inner_text() == "So sánh kế hoạch"


def test_a_tile_leads_to_what_it_counts(shown: Opened) -> None:
    """The tile of tasks that stand in one document only leaves as many in the list of tasks."""
    page, said = shown
    tile = page.locator("a.tile", has_text="chỉ một văn bản")
    count = int(tile.locator("strong").inner_text())
    tile.click()
    assert f"/{count} " in page.locator("#tasks .count").inner_text()
    assert page.locator("#tasks select[name=status]").input_value() == "only"
    page.locator("#tasks select[name=status]").select_option("")
    assert said == []


def test_the_language_keeps_what_was_searched(shown: Opened) -> None:
    """Search and choices stay when the language changes."""
    page, _ = shown
    page.locator("#tasks input[type=search]").fill("so hoa")
    before = page.locator("#tasks article.task").count()
    page.locator("#language").click()
    assert page.locator("#tasks input[type=search]").input_value() == "so hoa"
    assert page.locator("#tasks article.task").count() == before
    page.locator("#language").click()
    page.locator("#tasks input[type=search]").fill("")


def test_documents_of_one_province_and_year_are_told_apart(
    tmp_path: Path, opens: Callable[[Path], Opened]
) -> None:
    """Province, then year, then number, then the file: no two columns bear one name."""
    plans = [make_plan(name, ["tưới cây", f"việc {name}"], number=f"{at}/KH") for at, name in enumerate("ab")]
    page, _ = opens(write_report(compare(plans), {plan.plan.doc_id: plan for plan in plans}, tmp_path))
    assert page.evaluate("new Set(NAMES).size") == 2


def test_what_is_left_out_for_size_is_said(tmp_path: Path, opens: Callable[[Path], Opened]) -> None:
    """Of many documents nothing is said to be marked, one note says what is left out; of few there is none."""
    for count, name in ((2, "few"), (MANY + 1, "many")):
        plans = [
            make_plan(f"d{at}", ["tưới cây hoa", f"việc {at}"], province=f"Tỉnh {at}") for at in range(count)
        ]
        (tmp_path / name).mkdir()
        page, _ = opens(
            write_report(compare(plans), {plan.plan.doc_id: plan for plan in plans}, tmp_path / name)
        )
        is_large = name == "many"
        assert page.locator("#summary .large").count() == is_large
        assert ("được tô" in page.locator("#pairs .lead").inner_text()) is not is_large
        assert f"còn {page.evaluate('COUNTING.length')} nhiệm vụ" in page.locator("p.counted").inner_text()
        for button in page.locator(".actions button").all():
            assert button.bounding_box()["height"] < 45


def test_endless_words_do_not_widen_the_page(tmp_path: Path, opens: Callable[[Path], Opened]) -> None:
    """A word of 300 letters in any field is broken, not the page."""
    plans = [make_plan(name, ["tưới cây", "t" * 300], lead=["u" * 300], province=name * 60) for name in "ab"]
    page, _ = opens(write_report(compare(plans), {plan.plan.doc_id: plan for plan in plans}, tmp_path))
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_words_of_documents_are_no_markup(tmp_path: Path, opens: Callable[[Path], Opened]) -> None:
    """Tags, scripts and closing tags in a plan are shown as they stand and do nothing."""
    hostile = "</script><script>document.title='gone'</script><img src=x onerror=alert(1)> tưới cây"
    plans = [make_plan("a<b>", [hostile, "trồng hoa hồng"]), make_plan("b", [hostile], province="Huế")]
    path = write_report(compare(plans), {plan.plan.doc_id: plan for plan in plans}, tmp_path)
    page, said = opens(path)
    assert said == []
    assert page.title().startswith("So sánh")
    assert hostile in page.locator("#tasks").inner_text()
    assert page.locator("main img").count() == 0


def test_the_same_plans_give_the_same_bytes(report: Path, tmp_path: Path) -> None:
    """A second run writes the same page and the same Word file."""
    again = tmp_path / "again"
    done = CliRunner().invoke(kehoach, ["compare", *map(str, SAMPLES), "-o", str(again), "--docx"])
    assert done.exit_code == 0
    for name in ("report.html", "report.docx"):
        assert (again / name).read_bytes() == (report.parent / name).read_bytes()


def test_results_show_pages_where_the_originals_are_named(tmp_path: Path) -> None:
    """From results of an earlier run, pages are shown if --originals says where the files are."""
    results = tmp_path / "results"
    assert CliRunner().invoke(kehoach, ["extract", *map(str, SAMPLES), "-o", str(results)]).exit_code == 0
    sizes = []
    for name, further in (("without", []), ("with", ["--originals", str(SAMPLES[0].parent)])):
        out = tmp_path / name
        done = CliRunner().invoke(kehoach, ["compare", str(results), "-o", str(out), *further])
        assert done.exit_code == 0, done.output
        sizes.append((out / "report.html").read_text(encoding="utf-8").count("data:image/webp"))
    assert sizes[0] == 0
    assert sizes[1] > 0


def test_headers_of_a_long_heat_map_stay_in_view(report: Path, opens: Callable[[Path], Opened]) -> None:
    """The map scrolls below the bar, its header stays; print has no scrolling and a header on each page."""
    page, _ = opens(report)
    page.set_viewport_size({"width": 1280, "height": 360})
    page.evaluate("document.documentElement.style.scrollBehavior = 'auto'")
    page.evaluate("document.querySelector('#topics .scroll').scrollTop = 150")
    page.evaluate("document.querySelector('#topics .scroll').scrollIntoView()")
    boxes = [
        page.locator(place).first.bounding_box()
        for place in ("#nav", "#topics .scroll", "#topics thead .doc")
    ]
    bar, around, header = boxes
    assert page.evaluate("document.querySelector('#topics .scroll').scrollTop") == 150
    assert bar["y"] + bar["height"] <= header["y"]
    assert abs(header["y"] - around["y"]) < 2
    assert around["y"] + around["height"] <= 360
    page.emulate_media(media="print")
    style = "(node) => [getComputedStyle(node).position, getComputedStyle(node.closest('thead')).breakInside]"
    assert page.locator("#topics thead .doc").first.evaluate(style) == ["static", "avoid"]
    assert page.locator("#topics .scroll").evaluate("(node) => getComputedStyle(node).overflow") == "visible"


def test_numbers_of_units_stand_below_each_other(shown: Opened) -> None:
    """Boxes of one width with the number at the right end; how full a box is says how many."""
    page, _ = shown
    edges = page.locator("#units tbody td:nth-child(2) button.bar").evaluate_all(
        "(all) => all.map((one) => [getComputedStyle(one).textAlign, Math.round(one.getBoundingClientRect().width)])"
    )
    assert len(edges) > 1
    assert len({tuple(edge) for edge in edges}) == 1
    assert edges[0][0] == "right"
