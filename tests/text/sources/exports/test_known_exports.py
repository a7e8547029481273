"""Exports of databases that are known: what is read of each article, in every layout."""

import tracemalloc

import made_up_exports as made
import pytest
from reading_exports import read_text

from onrecord.text.sources.counting import count_articles
from onrecord.text.sources.reading import read_many

TOLD = [made.told(number) for number in range(7)]
LAYOUTS = {
    "factiva.html": made.factiva_labelled(TOLD),
    "factiva_fr.html": made.factiva_labelled(TOLD, menus="fr"),
    "factiva_de.htm": made.factiva_labelled(TOLD, menus="de"),
    "factiva_shown.html": made.factiva_shown(TOLD),
    "proquest.txt": made.proquest_text(TOLD),
    "proquest_plain.txt": made.proquest_text(TOLD, numbered=False),
    "proquest.html": made.proquest_page(TOLD),
    "europresse.html": made.europresse(TOLD),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_article_is_read_with_what_is_stated_of_it(tmp_path, name):
    articles, errors, notes = read_text(tmp_path, name, LAYOUTS[name])
    assert errors == []
    assert len(articles) == len(TOLD) and len(notes) == 1 and "7 articles in the file" in notes[0]
    for article, told in zip(articles, TOLD, strict=True):
        assert article.text == "\n\n".join((told.title, *told.body))
        assert article.title == told.title and article.text[slice(*article.headline)] == told.title
        assert (article.outlet, article.date) == (told.outlet, told.date)
        assert article.author == (told.author if name != "proquest.html" else None)
        assert article.section == (told.section if name != "proquest.html" else None)
        assert article.page == told.page
    assert len({article.article_id for article in articles}) == len(TOLD)
    assert all(not part.isspace() for part in articles[0].article_id)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path, encoding):
    articles, errors, _ = read_text(tmp_path, "a.txt", made.proquest_text(TOLD), encoding)
    assert errors == [] and articles[1].text.count("“") == 2


def test_articles_in_other_languages_are_counted(tmp_path):
    articles, errors, notes = read_text(tmp_path, "a.html", made.factiva_labelled(TOLD, french=(2, 5)))
    assert [article.title for article in articles] == [one.title for one in TOLD if one.number not in (2, 5)]
    assert all("is not in English" in error for error in errors) and len(errors) == 2
    assert notes[0].endswith("7 articles in the file (Factiva), 5 read, 2 not in English")


def test_ids_of_databases_are_kept(tmp_path):
    first = {name: read_text(tmp_path, name, text)[0][0].article_id for name, text in LAYOUTS.items()}
    assert first["factiva.html"] == "SALTC00020310000e75a00000"
    assert first["proquest.txt"] == "990000000"
    assert first["europresse.html"] == "news·20310501·SC·00000"


def test_an_article_that_is_too_large_costs_itself(tmp_path):
    large = TOLD[1]._replace(body=("A sentence that is said again and again. " * 20_000,))
    for make in (made.factiva_labelled, made.factiva_shown, made.proquest_text, made.proquest_page, made.europresse):
        name = "a.txt" if make is made.proquest_text else "a.html"
        articles, errors, _ = read_text(tmp_path, name, make([TOLD[0], large, TOLD[2]]))
        assert len(articles) == 2 and len(errors) == 1 and "article 2" in errors[0] and "500,000" in errors[0]


def test_an_export_that_breaks_off_gives_what_it_has(tmp_path):
    for name, text in LAYOUTS.items():
        for share in (0.3, 0.77, 0.95):
            articles, errors, notes = read_text(tmp_path, name, text[: int(len(text) * share)])
            assert articles and articles[0].title == TOLD[0].title, (name, share)
            assert len(articles) + len(errors) <= len(TOLD) and len(notes) == 1


def test_an_article_without_a_text_is_named(tmp_path):
    silent = TOLD[1]._replace(body=("Not available.",))
    articles, errors, notes = read_text(tmp_path, "a.txt", made.proquest_text([TOLD[0], silent, TOLD[2]]))
    assert len(articles) == 2 and "has no text" in errors[0]
    assert notes[0].endswith("3 articles in the file (ProQuest), 2 read")


def test_articles_behind_elements_that_are_never_closed_are_read(tmp_path):
    deep = made.factiva_labelled(TOLD).replace("</table>", "</table>" + "<div>" * 2_000)
    articles, errors, _ = read_text(tmp_path, "a.html", deep)
    assert len(articles) == len(TOLD) and errors == []


def test_a_large_export_takes_little_memory_and_begins_at_once(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(made.factiva_labelled([made.told(number) for number in range(3_000)]), encoding="utf-8")
    articles = read_many([path])
    next(articles)  # what is loaded once is loaded now
    tracemalloc.start()
    for _ in range(200):
        next(articles)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert path.stat().st_size > 8_000_000 and peak < 3_000_000
    articles.close()


def test_counting_reads_no_text(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(made.proquest_text([made.told(number) for number in range(400)]), encoding="utf-8")
    assert count_articles([str(path)]) == 400


def test_labels_of_factiva_in_lines_of_rtf(tmp_path):
    rows = [
        ("SE", "World"),
        ("HD", TOLD[1].title),
        ("BY", "By Jo Marsh"),
        ("PD", "2 May 2031"),
        ("SN", TOLD[1].outlet),
        ("LA", "English"),
        ("LP", "A first paragraph says that the water rose in the night."),
        ("TD", "A second one says that nobody was hurt.\\par A third one says that it will fall again."),
        ("AN", "Document SALTC0020310502e75a00001"),
    ]
    lines = "".join(f"{{\\b {code}}}\\tab {words}\\par " for code, words in rows)
    articles, errors, notes = read_text(
        tmp_path, "a.rtf", f"{{\\rtf1\\ansi {lines}\\page {lines}}}".replace("e75a00001", "e75a00002", 1)
    )
    assert errors == [] and "2 articles in the file (Factiva), 2 read" in notes[0]
    first = articles[0]
    assert (first.title, first.author, first.section) == (TOLD[1].title, "Jo Marsh", "World")
    assert first.text.endswith("nobody was hurt.\n\nA third one says that it will fall again.")


def test_a_page_that_begins_in_a_header_parts_no_article(tmp_path):
    page = made.factiva_shown(TOLD).replace(
        '<div id="hd">', '<div style="page-break-before: always"></div><div id="hd">'
    )
    page = page.replace("<div>312 words", '<div style="page-break-before: always">312 words')
    articles, errors, _ = read_text(tmp_path, "a.html", page)
    assert errors == [] and [article.title for article in articles] == [one.title for one in TOLD]
