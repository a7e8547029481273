"""The report: links from rows to words, nothing from elsewhere, untrusted text stays text, words for every picture."""

import csv
import html
import io
import re
from functools import cache
from html.parser import HTMLParser

import pandas as pd
import pytest

from onrecord.pages import layout
from onrecord.pages.article_page import article_page
from onrecord.pages.html import Html
from onrecord.pages.layout import Group, Row, long_table
from onrecord.pages.notebook_body import RULES_FOR_NOTEBOOKS
from onrecord.pages.notebook_page import notebook_page
from onrecord.pages.row_tables import rows
from onrecord.pages.wording import describe_speaker
from onrecord.tables.record import TABLES, analyse
from onrecord.text.article import make_article

PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


class Page(HTMLParser):
    """Tags, ids, addresses and text of a page."""

    def __init__(self, html: str):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.words.append(data)

    def all(self, tag: str, attribute: str) -> list[str]:
        return [a[attribute] for t, a in self.tags if t == tag and attribute in a]


def folder_of(finished, beginning: str):
    (folder,) = finished[1].glob(f"{beginning}*/")
    return folder


@pytest.fixture(scope="module")
def hostile(finished):
    return folder_of(finished, "script")


@pytest.fixture(scope="module")
def index(hostile):
    return (hostile / "index.html").read_text(encoding="utf-8")


@cache
def ids_of(path) -> list[str]:
    return [a["id"] for _, a in Page(path.read_text(encoding="utf-8")).tags if "id" in a]


def every_page(finished):
    return sorted(finished[1].rglob("*.html"))


def test_a_page_for_each_article_each_notebook_and_all(finished):
    names = sorted(path.name for path in every_page(finished))
    assert names == ["07_small_one.html", "07_small_one.html", "index.html", "index.html", "index.html", "rules.html"]


def test_pages_load_nothing_and_run_nothing(finished):
    for path in every_page(finished):
        page = Page(path.read_text(encoding="utf-8"))
        tags = {tag for tag, _ in page.tags}
        allowed = {"script"} if path.parent == finished[1] and path.name == "index.html" else set()
        assert not tags & {"script", "iframe", "object", "embed", "base", "form"} - allowed
        assert all(source.startswith("data:") for source in page.all("img", "src") + page.all("link", "href"))
        assert not [a for _, a in page.tags if any(name.startswith("on") for name in a)]
        assert not re.search(r"@import|url\(", "".join(page.words))


def test_untrusted_text_stays_text(index):
    page = Page(index)
    text = "".join(page.words)
    assert '<script>alert("title")</script> ../../{article} flood' in text
    assert "<b>Hill Gazette</b>" in text
    assert "<b>our school</b>" in text
    assert "<script>alert(1)</script>" in text


def test_every_link_leads_somewhere(finished):
    for path in every_page(finished):
        page = Page(path.read_text(encoding="utf-8"))
        for address in page.all("a", "href"):
            file, _, anchor = address.partition("#")
            target = path.parent / file if file else path
            assert target.exists(), (path, address)
            if anchor:
                assert anchor in ids_of(target), (path, address)


def test_every_quote_and_figure_links_to_its_words(hostile, index):
    quotes, figures = (pd.read_parquet(hostile / "tables" / f"{name}.parquet") for name in ("quotes", "figures"))
    addresses = set(Page(index).all("a", "href"))
    assert len(quotes) >= 3
    assert len(figures) == 2
    assert {f"#q-{q}" for q in quotes["quote_id"]} | {f"#f-{f}" for f in figures["figure_id"]} <= addresses


def test_every_quote_leads_to_its_rules(hostile, index):
    quotes = pd.read_parquet(hostile / "tables" / "quotes.parquet")
    wanted = {f"../rules.html#{part}" for rule in quotes["rule"] for part in rule.split("/")}
    assert wanted <= set(Page(index).all("a", "href"))


def test_the_page_leads_to_counts_that_the_run_holds_and_to_no_notebook(index):
    parts = {"speakers", "quotes", "figures", "tone"}
    assert {f"../rules.html#part-{part}" for part in parts} <= set(Page(index).all("a", "href"))
    words = "".join(Page(index).words)
    assert "notebook 05" not in words
    assert "as readers did. No interval holds these errors. More on" in words


def test_the_page_says_whose_ranges_these_are(index):
    assert "“About 400,000” is read as 380,000 to 420,000. Such ranges are this project’s" in index
    assert "is read as" not in article_page(analyse(make_article("It rained in Lanne on Monday.", "x")), {}, [])


def test_the_number_of_quotes_leads_to_all_of_them(index):
    lists = dict(re.findall(r'<tr class="group" id="(s-\w+)">(.*?)</tbody>', index, re.DOTALL))
    counted = re.findall(r'<a href="#(s-\w+)">(\d+) quotes?</a>', index)
    assert len(counted) == 2 and sum(int(n) for _, n in counted) >= 5
    assert [lists[anchor].count('id="row-q-') for anchor, _ in counted] == [int(n) for _, n in counted]


def test_a_row_says_how_to_cite_it(index):
    cited = html.unescape(re.search(r"<summary>Cite q1</summary><pre>(.*?)</pre>", index, re.DOTALL)[1]).splitlines()
    assert cited[0].endswith("kills. <b>Hill Gazette</b>. 2031-05-02.")
    assert cited[1:3] == ["Words: 12 people had been killed in the flood", "Said by Anna Brandt, in paraphrase."]
    assert cited[3] == "Characters 23 to 61 of the article's text; row q1."
    assert cited[4].endswith("(clause_after_cue/name).")


def long(*lengths: int) -> str:
    groups = [Group(f"Voice {n}", [Row([f"row{n}-{i}"]) for i in range(size)]) for n, size in enumerate(lengths)]
    return str(long_table(["Words"], groups, "nothing", "quote", most=4))


def test_a_long_table_shows_its_first_rows_and_opens_the_rest():
    table, rest = long(3, 2, 5).split("<details")
    assert "<summary>5 more quotes (5 of 10 shown)</summary>" in rest and "Voice 2" in rest
    assert len(re.findall(r">row\d", table)) == 5 and "Voice 2" not in table
    table, rest = long(9).split("<details")
    assert "<summary>5 more quotes (4 of 9 shown)</summary>" in rest and "Voice 0 (continued)" in rest
    assert "<details" not in long(4, 2), "two rows are not worth a click"
    assert "nothing" in long(0)


def test_no_id_stands_twice_on_a_page(finished):
    for path in every_page(finished):
        assert len(ids_of(path)) == len(set(ids_of(path))), path


def test_a_notebook_that_names_the_rules_leads_to_the_page_beside_it():
    from nbformat.v4 import new_code_cell, new_notebook, new_output

    frame = pd.DataFrame({"rule": ["clause_after_cue/name"]})
    shown_rows = str(rows(frame, rules=RULES_FOR_NOTEBOOKS))
    shown = new_code_cell("", outputs=[new_output("display_data", {"text/html": shown_rows})])
    page = Page(notebook_page(new_notebook(cells=[shown]), "07_small_one", "Flood"))
    assert {"../../rules.html#clause_after_cue", "../../rules.html#name"} <= set(page.all("a", "href"))


def notebook_about(*cells, **more) -> str:
    from nbformat.v4 import new_notebook

    return notebook_page(
        new_notebook(cells=list(cells)), "01_first", "Flood", notebooks=["00_zero", "01_first", "02_second"], **more
    )


def test_a_notebook_has_contents_neighbours_and_its_code_behind_a_click():
    from nbformat.v4 import new_code_cell, new_markdown_cell

    words = new_markdown_cell("# First\n\nWhy?\n\n## A & B\n\ntext\n\n## C `d`")
    code = new_code_cell("x = 1", metadata={"tags": ["parameters"]})
    page = Page(notebook_about(words, code, new_code_cell("y = 2")))
    text = " ".join("".join(page.words).split())
    links = list(zip(page.all("a", "href"), re.findall(r"<a[^>]*>(.*?)</a>", notebook_about(words, code)), strict=True))
    assert ("#part-1", "A &amp; B") in links and ("#part-2", "C d") in links
    assert links.count(("00_zero.html", "← Zero")) == 2 and links.count(("02_second.html", "Second →")) == 2
    assert page.all("details", "class") == ["code", "code"] and not page.all("details", "open")
    assert "Parameters x = 1" in text and "Code y = 2" in text


def test_links_of_a_notebook_lead_to_pages_that_are_there():
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

    links = new_markdown_cell(
        "[next](02_second.ipynb) [other](05_fifth.ipynb) [docs](../docs/speed.md) [web](https://example.org/) [rule](../docs/rules.md#name)"
    )
    shown = '<p id="q-q1">x</p><a href="#q-q1">here</a> <a class="go" href="#f-f2">there</a>'
    output = new_code_cell("", outputs=[new_output("display_data", {"text/html": shown})])
    addresses = Page(notebook_about(links, output)).all("a", "href")
    inside = ["02_second.html", "https://example.org/", "../../rules.html#name", "#q-q1", "../index.html#f-f2"]
    assert [a for a in addresses if a in inside] == ["02_second.html", *inside, "02_second.html"]
    assert not [a for a in addresses if "fifth" in a or "speed" in a]
    of_several = notebook_about(links, output, article="")
    assert "f-f2" not in of_several and "there" in of_several


def test_wide_outputs_scroll_in_a_frame_that_can_be_focused():
    from nbformat.v4 import new_code_cell, new_output

    table = pd.DataFrame({"n": [1]}).rename_axis(index="x")._repr_html_()
    picture = new_output("display_data", {"image/png": "iVBORw0KGgo="}, metadata={"image/png": {"alt": "A dot"}})
    cell = new_code_cell("", outputs=[new_output("display_data", {"text/html": table}), picture])
    page = Page(notebook_about(cell))
    frames = [a for _, a in page.tags if "frame" in a.get("class", "").split()]
    assert [(a["tabindex"], a["aria-label"].split(",")[0]) for a in frames] == [("0", "Table 1"), ("0", "Chart 1")]
    assert not re.search(r"<th[^>]*>\s*</th>", notebook_about(cell))


def test_pages_can_be_read_without_eyes(finished):
    for path in every_page(finished):
        page = Page(path.read_text(encoding="utf-8"))
        assert page.all("html", "lang") == ["en"]
        assert all(text.strip() for text in page.all("img", "alt"))
        assert len(page.all("img", "alt")) == len(page.all("img", "src"))
        assert [tag for tag, _ in page.tags].count("h1") == 1
        assert page.all("a", "class")[0] == "skip"
        if path.name == "index.html":
            assert {a.get("scope") for tag, a in page.tags if tag == "th"} <= {"col", "row", "rowgroup"}


def test_charts_lie_beside_the_page(hostile, index):
    (chart,) = (hostile / "charts").glob("*.png")
    assert chart.name == "07_speaking_share.png"
    assert chart.read_bytes().startswith(b"\x89PNG")
    numbers = list(csv.reader(io.StringIO(chart.with_suffix(".csv").read_text(encoding="utf-8"))))
    assert len(numbers) >= 2
    assert [text for text in Page(index).all("img", "alt") if "Tom Keller" in text]


def test_tables_lie_beside_the_page(hostile):
    names = {path.name for path in (hostile / "tables").iterdir()}
    assert names - {".onrecord"} == {f"{name}.{suffix}" for name in TABLES for suffix in ("csv", "parquet")}


def test_failed_notebook_is_named_in_the_pages(finished):
    page = "".join(Page((folder_of(finished, "council") / "index.html").read_text(encoding="utf-8")).words)
    assert "failed cell 3: AssertionError: this article cannot pass" in page
    overview = "".join(Page((finished[1] / "index.html").read_text(encoding="utf-8")).words)
    assert "Small one: cell 3: AssertionError: this article cannot pass" in overview
    assert "Council reopens the harbour road" in overview


def test_article_without_anything_has_a_page_that_says_so():
    article = make_article("The park was quiet in the morning. Leaves lay on the grass and the benches were wet.", "x")
    page = "".join(Page(article_page(analyse(article), {}, [])).words)
    for words in (
        "No speakers",
        "No quotes",
        "No casualty or damage figures",
        "No two figures",
        "drew no charts",
    ):
        assert words in page
    assert "Right on others' news" not in page, "nothing was found that could be right"


def test_pages_do_not_say_where_on_the_disk_they_were_made(finished, hostile):
    assert all(str(finished[1].parent) not in "".join(Page(p.read_text()).words) for p in every_page(finished))
    (notebook,) = hostile.glob("notebooks/*.html")
    assert "article.jsonl" in notebook.read_text(encoding="utf-8")
    record = analyse(make_article("It rained all day.", "x", source="/home/somebody/notes/rain.txt"))
    assert '<p class="about">rain.txt</p>' in article_page(record, {}, [])


@pytest.mark.parametrize(
    ("role", "affiliation", "described"),
    [
        ("Norway's minister", "Norway", "Norway's minister, person"),
        ("minister", "Norway", "minister, Norway, person"),
        ("business editor", "US", "business editor, US, person"),
        (None, None, "person"),
    ],
)
def test_an_affiliation_that_the_role_names_is_not_said_again(role, affiliation, described):
    speaker = {"role": role, "affiliation": affiliation, "kind": "person", "anonymity": None}
    assert describe_speaker(speaker) == described


def test_why_a_source_has_no_name_stands_behind_its_kind():
    speaker = {"role": None, "affiliation": None, "kind": "unnamed person", "anonymity": "asked not to be named"}
    assert describe_speaker(speaker) == "unnamed person, “asked not to be named”"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_click_on_a_row_leads_to_its_words(browser, hostile, size):
    page, trouble = browser.new_page(viewport=size), []
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on(
        "request", lambda request: trouble.append(request.url) if not request.url.startswith(("file:", "data:")) else 0
    )
    page.goto((hostile / "index.html").as_uri())
    for section, stays in (("quotes", "Brandt"), ("figures", "9 people")):
        row = page.locator(f"#{section} tbody tr", has_text=stays).last
        row.scroll_into_view_if_needed()
        row.click(position={"x": 4, "y": 4})
        page.wait_for_function("document.querySelector(':target') !== null")
        target = page.locator(":target")
        box = target.bounding_box()
        assert 0 <= box["y"] < size["height"], f"the words of {section} are not in view"
        assert page.url.split("#")[1] == target.get_attribute("id")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the screen"
    assert trouble == []
    page.close()


def test_a_link_opens_the_rows_that_hide_its_target(browser, tmp_path):
    rows_of_one = Group("Voice", [Row([f"row {n}"], f"row-{n}") for n in range(11)])
    shown = layout.page(
        "x", Html('<a href="#row-10">10</a>') + long_table(["Words"], [rows_of_one], "", "quote"), skip_to=("x", "x")
    )
    (tmp_path / "x.html").write_text(shown)
    page = browser.new_page(viewport=PHONE)
    page.goto((tmp_path / "x.html").as_uri())
    page.get_by_role("link", name="10", exact=True).press("Enter")
    page.locator("#row-10").wait_for(state="visible", timeout=5000)
    page.close()


def test_on_a_phone_the_article_is_near(browser, hostile):
    page = browser.new_page(viewport=PHONE)
    page.goto((hostile / "index.html").as_uri())
    assert page.locator(".onrecord-text").bounding_box()["y"] < 2 * PHONE["height"]
    page.close()


def test_pages_print(browser, hostile):
    page = browser.new_page(viewport=DESKTOP)
    page.goto((hostile / "index.html").as_uri())
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    cut_off = "(() => { const a = document.getElementById('article'); return a.scrollHeight > a.clientHeight + 1 })()"
    assert not page.evaluate(cut_off), "the end of the article would not be printed"
    assert page.pdf().startswith(b"%PDF")
    page.close()
