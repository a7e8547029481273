"""Index page: every article with its state and a small picture, sorted and filtered in a browser, plain without one."""

import json
import re
import tracemalloc

import pytest

from onrecord.pages.quotes_section import voices
from onrecord.runs import index_head as index_module
from onrecord.runs.article_folder import write_article
from onrecord.runs.index_head import _in_how_many, index_head
from onrecord.runs.index_page import write_index, write_summary
from onrecord.runs.index_paging import MOST_ARTICLES, MOST_LETTERS, Listed, paged, title_of
from onrecord.runs.manifest import DONE, FAILED, RUNNING, Entry, Manifest
from onrecord.tables.corpus import write_tables
from onrecord.tables.record import analyse
from onrecord.text.article import Article

TEXTS = {
    "quiet": "The park lay quiet in the morning. Leaves covered the grass, and the benches were wet with rain.",
    "flood": 'Mayor Anna Brandt said 12 people had been killed. "We lost the bridge," Brandt said. Tom Keller said 9,000 houses had been damaged.',
    "<i>odd</i>": 'Officials said at least 40 people were missing. "It is <b>over</b>," Officer Jane Roe said.',
}


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    out = tmp_path_factory.mktemp("runs")
    manifest = Manifest(out)
    for number, (title, text) in enumerate(TEXTS.items()):
        folder = out / f"a{number}"
        folder.mkdir()
        article = Article(f"a{number}", text, title=title, outlet="Hill Gazette", date=f"2031-05-0{number + 1}")
        write_article(article, folder)
        write_summary(analyse(article), folder)
        failed = title == "flood"
        error = "cell 3: ValueError: <no> way" if failed else None
        steps = {"01_small_one": FAILED if failed else DONE, None: DONE}
        for notebook, state in steps.items():
            manifest.add(Entry(folder.name, article.article_id, "x.txt", notebook, state, seconds=1.5, error=error))
            error = None
    manifest.add(Entry("gone", "gone", "gone.txt", None, FAILED, error="cannot be analysed (no reason)"))
    manifest.add(Entry("half", "half", "half.txt", "01_small_one", RUNNING))
    write_index(out)
    return out


def test_every_article_is_there_with_its_state(out):
    page = (out / "index.html").read_text(encoding="utf-8")
    rows = re.findall(r"<tr><th scope=\"row\".*?</tr>", page, re.DOTALL)
    assert len(rows) == 5
    assert ["failed" in row for row in rows] == [False, True, False, True, False]
    assert "Small one: cell 3: ValueError: &lt;no&gt; way" in rows[1]
    assert "not finished" in rows[4]
    assert "gone.txt" in rows[3]
    assert "<i>odd" not in page


@pytest.mark.parametrize("content", ["", "[]", "null", "{}", '{"title": "x", "rows": 3}', '{"title": 3, "about": 1}'])
def test_summary_of_another_program_ends_nothing(content, tmp_path):
    for name in ("ours", "theirs"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "summary.json").write_text(content)
    Manifest(tmp_path).add(Entry("ours", "a", "a.txt", None, DONE))
    page = write_index(tmp_path).read_text(encoding="utf-8")
    (row,) = re.findall(r"<tr><th scope=\"row\".*?</tr>", page, re.DOTALL)
    assert "a.txt" in row
    assert "not finished" in row


def test_speakers_and_counts_lead_to_the_words_and_pictures_are_said(out):
    rows = (out / "index.html").read_text(encoding="utf-8").split("<tr>")
    (flood,), (quiet,) = ([row for row in rows if f">{name}<" in row] for name in ("flood", "quiet"))
    assert '<a href="a1/index.html#q-q1">Anna Brandt</a> 9 words' in flood
    assert '<a href="a1/index.html#figures">2</a>' in flood
    (picture,) = re.findall(r"<svg.*?</svg>", flood)
    assert "<a " not in picture
    assert 'aria-label="Anna Brandt has most words, 9 of 14. 2 figures, from 12 to 9,000."' in picture
    assert 'aria-label="No words of anybody. No figures."' in quiet
    dots = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', picture)]
    assert len(dots) == 2 and 0 < dots[0] < dots[1] < 160


DAYS = [
    ("Hill Post", "2031-05-02", "Mayor Ada Brandt said 12 people were killed."),
    ("Sea Mail", "2031-05-02", "Chief Tom Keller said 40 people were killed. Mayor Ada Brandt said it was over."),
    ("Sea Mail", "2031-05-03", "Chief Tom Keller said 45 people were killed."),
]
FLOOD = " It was the flood of 1 May 2031 in Arnby, Belford, Corvale, Denholt and Elsmere."


@pytest.fixture(scope="module")
def head(tmp_path_factory):
    """The head of the index page over three articles about one flood."""
    out = tmp_path_factory.mktemp("flood")
    write_tables(
        (
            analyse(Article(f"d{n}", text + FLOOD, title=f"Day {n}", outlet=outlet, date=day))
            for n, (outlet, day, text) in enumerate(DAYS)
        ),
        out / "tables",
    )
    return index_head(out, 3)


def test_head_says_who_is_in_it_most(head):
    (line,) = re.findall(r"<li>Most words: .*?</li>", head.answer)
    assert '<a href="./day-1-d1/index.html#q-q1">Tom Keller</a> (8 words in 2 of 3 articles)' in line
    assert "Ada Brandt</a> (7 words in 2 of 3 articles)" in line


OSLO = "Norwegian officials said the old bridge was lost. Oslo said help was coming soon. Tom Keller said it was bad."


def test_a_government_is_one_speaker_with_all_its_words_everywhere(tmp_path):
    article = Article("a", OSLO, title="Bridge")
    record = analyse(article)
    record.save(tmp_path / "tables")
    summary = json.loads(write_summary(record, tmp_path).read_text())
    shown = voices(record)
    assert [v.words for v in shown] == [sum(row[1:3]) for row in summary["voices"]] == [9, 3]
    assert (summary["rows"]["speakers"], summary["voices"][0][0], summary["words"]) == (2, "Norway", 12)
    assert ">Norway</a> (9 words), " in index_head(tmp_path, 1).answer


def test_index_says_which_articles_are_compared(out, tmp_path):
    assert "This page compares all 3 articles that are done in this folder." in (out / "index.html").read_text()
    Manifest(tmp_path).add(Entry("one", "one", "one.txt", None, DONE))
    assert "This page compares" not in write_index(tmp_path).read_text()


def test_head_has_five_lines_at_most(tmp_path, monkeypatch):
    write_tables((analyse(Article(name, DAYS[0][2] + FLOOD)) for name in "ab"), tmp_path / "tables")
    monkeypatch.setattr(index_module, "across_lines", lambda *_: [(), *[("It rained.",)] * 7])
    assert index_head(tmp_path, 2).answer.count("<li>") == 5


def test_head_shows_conflicts_and_updates_with_links_to_both_articles(head):
    conflicts, updates = re.split(
        "Numbers that a later article replaced", head.pairs.partition("Claims of two articles that conflict")[2]
    )
    ends = re.findall(r'href="\./(day-\d)-d\d/index\.html#f-f\d">([^<]+)</a> – (\w+ \w+) \(', conflicts)
    assert ends == [("day-0", "12 people", "Ada Brandt"), ("day-1", "40 people", "Tom Keller")]
    assert "40 people" in updates and "45 people" in updates and "day-2" in updates


@pytest.mark.parametrize(
    ("some", "articles", "words"),
    [(1, 1, ""), (1, 2, " in 1 of 2 articles"), (2, 2, " in both articles"), (3, 3, " in all 3 articles")],
)
def test_in_how_many_articles(some, articles, words):
    assert _in_how_many(some, articles) == words


def test_head_of_nothing_is_empty(tmp_path):
    assert index_head(tmp_path, 0) == index_head(tmp_path, 3) == ("", "")


def test_table_is_sorted_and_filtered(browser, out):
    page, trouble = browser.new_page(), []
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.goto((out / "index.html").as_uri())
    shown = "[...document.querySelectorAll('#articles tbody tr')].filter(r => !r.hidden).map(r => r.cells[0].innerText.split(/\\n| Hill/)[0].trim())"
    assert page.evaluate(shown) == ["quiet", "flood", "<i>odd</i>", "gone.txt", "half.txt"]
    page.get_by_role("button", name="Quotes").press("Enter")
    assert page.evaluate(shown)[0] == "quiet"
    page.get_by_role("button", name="Quotes").click()
    assert page.evaluate(shown)[-1] == "quiet" or page.evaluate(shown)[0] == "flood"
    page.get_by_label("State").select_option("failed")
    assert set(page.evaluate(shown)) == {"flood", "gone.txt"}
    page.get_by_label("Show").fill("hill")
    assert page.evaluate(shown) == ["flood"]
    assert page.get_by_role("status").inner_text() == "1 of 5"
    assert trouble == []
    page.close()


def test_table_stands_without_scripts(browser, out):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((out / "index.html").as_uri())
    assert page.locator("#articles tbody tr").count() == 5
    assert page.locator("#articles button, #articles input").count() == 0
    context.close()


def test_summary_is_small(out):
    assert all(len(json.dumps(json.loads(p.read_text()))) < 4000 for p in out.glob("*/summary.json"))


# --- many articles ---------------------------------------------------------------------------------------------


def many(out, number, title="Flood in town {:04}"):
    """A folder of runs with the summaries of many articles, as a run leaves them."""
    first = out / "0"
    first.mkdir(parents=True)
    summary = json.loads(write_summary(analyse(Article("0", TEXTS["flood"])), first).read_text())
    for n in range(number):
        (out / f"{n:04}").mkdir()
        (out / f"{n:04}" / "summary.json").write_text(json.dumps({**summary, "title": title.format(n)}))
    (first / "summary.json").unlink()
    return out


def rows_of(page):
    return re.findall(r"<tr><th scope=\"row\".*?</tr>", page.read_text(encoding="utf-8"), re.DOTALL)


def test_a_page_of_somebody_else_is_not_taken_away(tmp_path):
    page = tmp_path / "index_2.html"
    page.write_text("<title>My own second page</title>")
    write_index(tmp_path)
    assert page.exists()
    page.write_text(f"<head><title>{title_of(2)} | On Record</title></head>")
    write_index(tmp_path)
    assert not page.exists()


def test_many_articles_are_on_several_pages(tmp_path):
    out = many(tmp_path, 2 * MOST_ARTICLES + 3)
    (out / "index_4.html").write_text(f"<title>{title_of(4)} | On Record</title>")
    write_index(out)
    pages = [out / "index.html", out / "index_2.html", out / "index_3.html"]
    assert sorted(out.glob("index*.html")) == sorted(pages)
    assert [len(rows_of(page)) for page in pages] == [MOST_ARTICLES, MOST_ARTICLES, 3]
    first, second, third = (page.read_text(encoding="utf-8") for page in pages)
    assert ("Previous page" in first, "Next page" in first) == (False, True)
    assert ("Previous page" in third, "Next page" in third) == (True, False)
    assert '<a rel="prev" href="index.html">' in second and '<a rel="next" href="index_3.html">' in second
    assert f'<a href="index_3.html">3. Flood in town {2 * MOST_ARTICLES:04}</a>' in first
    assert f"<h1>{2 * MOST_ARTICLES + 3} articles</h1>" in first
    assert f"<h1>Articles {MOST_ARTICLES + 1} to {2 * MOST_ARTICLES}</h1>" in second
    for page in (first, second, third):
        assert set(re.findall(r'href="(index[^"#]*)', page)) <= {path.name for path in pages}


def test_no_page_of_the_index_is_large(tmp_path):
    out = many(tmp_path, 40, "{:04}" + "long " * 100_000)
    write_index(out)
    assert max(path.stat().st_size for path in out.glob("index*.html")) < 1_000_000
    assert sum(len(rows_of(path)) for path in out.glob("index*.html")) == 40


def test_pages_are_cut_by_their_letters_too():
    cells = ["x" * (MOST_LETTERS // 2)]
    pages = list(paged(Listed(str(n), cells) for n in range(5)))
    assert [(page.number, page.first, page.last, page.is_last) for page in pages] == [
        (1, 1, 2, False),
        (2, 3, 4, False),
        (3, 5, 5, True),
    ]
    assert [page.last for page in paged([])] == [0]


def test_what_is_held_of_an_article_is_small(tmp_path):
    """Where the lines of its steps begin, not what they say."""
    key = {name: "0123456789abcdef" for name in ("article", "library", "model", "scorer", "notebook", "parameters")}
    lines = (
        json.dumps(
            {
                "folder": f"flood-in-town-{n}",
                "article_id": str(n),
                "source": "x",
                "notebook": name,
                "key": key,
                "state": DONE,
            }
        )
        for n in range(2_000)
        for name in ("00_start_here", "01_quoting_patterns", "02_figures", "03_tone", None)
    )
    (tmp_path / "manifest.jsonl").write_text("\n".join(lines))
    tracemalloc.start()
    manifest = Manifest(tmp_path)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(manifest.folders()) == 2_000
    assert held / 2_000 < 1_000
    assert manifest.all_done()[0] == 2_000
