"""The site, as `make site` makes it: every link leads somewhere, nothing is loaded from elsewhere, everybody can use it."""

import json
import re
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest
from accessibility import violations
from lxml import html

pytestmark = pytest.mark.course

ROOT = Path(__file__).parents[2]
BINDER = "https://binder.example.org/v2/gh/OWNER/NAME/HEAD"
LOADED = (
    "//script/@src | //img/@src | //link[not(@rel='canonical')]/@href | //iframe/@src | //source/@src | //img/@srcset"
)
IN_STYLE = re.compile(r"url\(\s*[\"']?(?!data:|#)([^\"')]+)|@import\s+[\"']([^\"']+)")


def make_site(*options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, ROOT / "docs/site/make_site.py", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=900)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The site in a folder of its own."""
    folder = tmp_path_factory.mktemp("site") / "a folder"
    made = make_site("--to", folder, "--binder", BINDER)
    assert made.returncode == 0, made.stdout + made.stderr
    return folder


@pytest.fixture(scope="session")
def pages(site):
    """Every page of the site, read."""
    return {path: html.fromstring(path.read_bytes()) for path in sorted(site.rglob("*.html"))}


def ids_of(page):
    return page.xpath("//@id")


def of_sphinx(pages):
    return {
        path: page
        for path, page in pages.items()
        if page.xpath("//script[contains(@src, 'searchtools') or contains(@src, 'doctools')]")
    }


def test_every_link_leads_to_a_file_and_a_place_in_it(site, pages):
    ids = {path: set(ids_of(page)) for path, page in pages.items()}
    followed = [
        (path, address)
        for path, page in pages.items()
        for address in page.xpath("//a/@href | //link/@href | //script/@src | //img/@src")
        if not re.match(r"(https?|data|mailto):", address)
    ]
    assert len(followed) > 1000
    assert [(path.name, address) for path, address in followed if not leads_somewhere(path, address, site, ids)] == []


def leads_somewhere(path: Path, address: str, site: Path, ids: dict[Path, set[str]]) -> bool:
    file, _, anchor = address.partition("#")
    target = (path.parent / unquote(file.partition("?")[0])).resolve() if file else path
    if address.startswith("/") or not target.is_relative_to(site) or not target.is_file():
        return False
    return not anchor or target not in ids or unquote(anchor) in ids[target]


def test_no_page_has_an_id_twice(site, pages):
    twice = {
        path.relative_to(site).as_posix(): sorted({i for i in ids_of(page) if ids_of(page).count(i) > 1})
        for path, page in pages.items()
    }
    assert {path: ids for path, ids in twice.items() if ids} == {}


def is_far(address: str) -> bool:
    return bool(re.match(r"(?!data:)[a-z]+:|//", address.strip(), re.IGNORECASE))


def test_nothing_is_loaded_from_elsewhere(site, pages):
    far = [(path.name, address) for path, page in pages.items() for address in page.xpath(LOADED) if is_far(address)]
    for path in [*site.rglob("*.css"), *pages]:
        found = (a or b for a, b in IN_STYLE.findall(path.read_text(encoding="utf-8")))
        far += [(path.name, address) for address in found if is_far(address)]
    assert far == []


def test_the_computer_that_made_it_is_not_told(pages):
    assert [path for path in pages if str(ROOT) in path.read_text(encoding="utf-8")] == []


# --- what is on it -------------------------------------------------------------------------------------------------


def test_next_leads_from_the_front_page_through_every_page(site, pages):
    seen, path = [], site / "index.html"
    while path not in seen:
        seen.append(path)
        following = pages[path].xpath("//a[contains(@class, 'next-page')]/@href")
        path = (path.parent / following[0]).resolve() if following else path
    others = {path.relative_to(site).as_posix() for path in set(of_sphinx(pages)) - set(seen)}
    assert others <= {"search.html", "genindex.html"}


def test_no_two_pages_of_the_contents_have_one_title(pages):
    titles = [page.findtext(".//title") for page in of_sphinx(pages).values()]
    assert sorted(titles) == sorted(set(titles))


def test_pages_of_articles_and_boards_lead_back_and_show_no_tags(site, pages):
    apart = [path for path in pages if path.is_relative_to(site / "articles") or path.is_relative_to(site / "boards")]
    assert len(apart) > 24 * 4
    for path in apart:
        page = pages[path]
        back = [(path.parent / address).resolve() for address in page.xpath("//nav[@aria-label='Site']/a/@href")]
        assert back == [site / "index.html", site / "articles.html"], path
        assert "<a " not in page.text_content() and "<body" not in page.text_content(), path


def test_every_notebook_can_be_downloaded_and_opened_in_binder(site):
    for notebook in [*(ROOT / "notebooks").glob("*.ipynb"), *lessons()]:
        page = site / notebook.relative_to(ROOT).with_suffix(".html")
        links = html.fromstring(page.read_bytes()).xpath("//*[@class='ways-to-run']//a/@href")
        way = notebook.relative_to(ROOT).as_posix()
        assert links == [notebook.name, f"{BINDER}?urlpath=lab/tree/{way}"]
        assert json.loads((page.parent / notebook.name).read_bytes())["cells"]


def lessons() -> list[Path]:
    """The students' copies that are shown, which need not be there in the repository."""
    sources = sorted((ROOT / "notebooks/class/solutions").glob("*.ipynb"))
    return [
        ROOT / "notebooks/class" / f"{source.stem}{'_90' if source.stem[0].isdigit() else ''}.ipynb"
        for source in sources
    ]


def test_no_solution_is_on_it(site):
    shown = {path: path.read_text(encoding="utf-8") for path in site.glob("notebooks/class/*.*")}
    assert len(shown) > 10
    told = re.compile(r"Model answer|#\s*student:|#\s*wrong:")
    assert [path.name for path, text in shown.items() if told.search(text)] == []
    assert not list(site.rglob("answers*")) and not list(site.rglob("*solution*"))


def test_no_lesson_on_it_asks_for_an_answer_that_a_page_cannot_take(site):
    lessons = sorted((site / "notebooks" / "class").glob("[1-4]_*.html"))
    assert len(lessons) == 4
    for lesson in lessons:
        page = lesson.read_text(encoding="utf-8")
        assert "on paper; the notebook checks them" in page and "Not answered yet" not in page, lesson.name


def test_every_chart_has_its_words_and_its_numbers(site, pages):
    charts = [(path, chart) for path, page in pages.items() for chart in page.xpath("//figure[@class='chart']")]
    assert len(charts) > 10
    for path, chart in charts:
        assert chart.xpath(".//img/@alt")[0].strip(), path
        numbers = chart.xpath(".//figcaption//a/@href")[0]
        assert (path.parent / numbers).read_text(encoding="utf-8").count("\n") > 1


# --- what it is made of, and where it goes -------------------------------------------------------------------------


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("three years", encoding="utf-8")
    made = make_site("--to", tmp_path)
    assert made.returncode and "did not make" in made.stderr and "Traceback" not in made.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_lessons_are_executed_again_when_the_data_change_and_a_file_of_the_system_does_no_harm(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "docs/site")
    import execution

    def of_data() -> str:
        execution._of_data.cache_clear()
        return execution._of_data()

    monkeypatch.setattr(execution, "DATA", tmp_path)
    (tmp_path / "one.txt").write_text("31 dead", encoding="utf-8")
    before = of_data()
    (tmp_path / ".DS_Store").write_bytes(b"\xff\xfe")
    assert of_data() == before
    (tmp_path / "picture.bin").write_bytes(b"\xff\xfe")
    (tmp_path / "one.txt").write_text("32 dead", encoding="utf-8")
    assert of_data() != before


def test_a_title_with_markup_shows_its_own_words(monkeypatch):
    from markdown_it import MarkdownIt

    monkeypatch.syspath_prepend(ROOT / "docs/site")
    from articles import plain

    title = "[x](javascript:a) <img src=y> *b* &amp; `c` http://d.example"
    shown = html.fromstring(MarkdownIt("commonmark").render(f"- {plain(title)}"))
    assert shown.text_content().strip() == title
    assert not shown.xpath("//a | //img | //em | //code")


# --- in a browser --------------------------------------------------------------------------------------------------

KINDS = (
    "index.html",
    "articles.html",
    "search.html",
    "docs/rules.html",
    "notebooks/00_start_here.html",
    "notebooks/class/1_who_speaks_90.html",
    "docs/teaching/lesson_1.html",
    "docs/teaching/harrow_dam.html",
    "boards/meridian-wire_2021-04-13_quotes.html",
)


def kinds(site) -> list[Path]:
    """A page of each kind."""
    article = min(site.glob("articles/*/*/index.html"))
    return [*(site / name for name in KINDS), article]


def test_no_kind_of_page_has_a_fault(browser, site):
    assert violations(browser, kinds(site)) == []


def test_a_lesson_in_print_is_the_lesson_alone_and_as_wide_as_the_paper(browser, site):
    page = browser.new_page(viewport={"width": 680, "height": 960})  # the width of A4 without its margins
    page.emulate_media(media="print")
    page.goto((site / "notebooks/class/1_who_speaks_90.html").as_uri())
    for around in (".sidebar-drawer", ".toc-drawer", ".mobile-header", ".ways-to-run", ".related-pages"):
        assert page.locator(around).count() and not page.locator(around).first.is_visible(), around
    assert page.locator("article h1").is_visible() and page.locator("article table").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


@pytest.fixture
def served(site):
    """The address of a web host that has the site in a folder."""
    handler = partial(SimpleHTTPRequestHandler, directory=site.parent)
    handler.log_message = lambda *_: None
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/a%20folder/"
        server.shutdown()


@pytest.mark.parametrize("hosted", [False, True], ids=["from a folder", "from a host"])
def test_pages_and_search_ask_for_nothing_outside_the_folder(browser, site, served, hosted):
    start, asked, wrong = served if hosted else f"{site.as_uri()}/", [], []
    page = browser.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.route(
        "**/*",
        lambda route: (
            asked.append(route.request.url)
            or (route.continue_() if route.request.url.startswith((start, "data:")) else route.abort())
        ),
    )
    for path in kinds(site):
        page.goto(start + path.relative_to(site).as_posix())
    page.goto(start + "docs/install.html")
    page.fill("input[name=q]", "Mizintsev")
    page.press("input[name=q]", "Enter")
    found = page.wait_for_selector("#search-results li a")
    assert "notebooks/" in found.get_attribute("href")
    page.close()
    assert [address for address in asked if not address.startswith((start, "data:"))] == []
    assert wrong == []
