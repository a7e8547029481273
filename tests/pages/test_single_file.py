"""Single file: a page that is mailed works alone: no link into nowhere, no request, its tables within it."""

import re
from pathlib import Path

import pytest

from onrecord.pages.single_file import single_file, write_single_file
from onrecord.tables.record import load


@pytest.fixture(scope="module")
def folder(finished):
    """The folder of a finished run's first article."""
    (path,) = finished[1].glob("script*/index.html")
    return path.parent


@pytest.fixture(scope="module")
def alone(folder, tmp_path_factory):
    """The page as one file, in a folder where nothing else is."""
    target = tmp_path_factory.mktemp("mail") / "page.html"
    write_single_file(folder, target)
    return target


def test_it_works_in_an_empty_folder(alone, folder, browser):
    page, asked, trouble = browser.new_page(accept_downloads=True), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: trouble.append(message.text))
    page.goto(alone.as_uri())
    links = page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))")
    ids = set(page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)"))
    assert [link for link in links if link[0] != "#" and not link.startswith("data:text/csv;base64,")] == []
    assert {link[1:] for link in links if link[0] == "#"} <= ids
    assert len(links) > 20
    with page.expect_download() as download:
        page.get_by_role("link", name="quotes", exact=True).click()
    assert download.value.suggested_filename == "quotes.csv"
    assert Path(download.value.path()).read_bytes() == (folder / "tables" / "quotes.csv").read_bytes()
    assert [url for url in asked if not url.startswith(("data:", alone.as_uri()))] == []
    assert trouble == []
    page.close()


def test_it_says_what_the_page_says_and_what_the_notebooks_answer(alone):
    page = alone.read_text(encoding="utf-8")
    assert "What the notebooks answer" in page and "Which numbers, and who claims them?" in page
    assert (
        page.count("<img") == 1 and "PNG" not in page and "All articles" not in page and "More on the page" not in page
    )
    assert alone.stat().st_size < 3_000_000


def test_the_disk_and_large_tables_stay_behind(folder, tmp_path):
    links = '<a href="tables/articles.csv">a</a> <a href="../../secret.csv">b</a> <a href="big.csv">c</a> <a href="#no">d</a>'
    (tmp_path / "big.csv").write_text("x" * 1_000_001)
    (tmp_path.parent / "secret.csv").write_text("secret")
    (tmp_path / "web").mkdir()
    made = single_file(links + ' <a href="https://hill.test/x">e</a>', tmp_path / "web", load(folder / "tables"))
    assert made == 'a b c d <a href="https://hill.test/x">e</a>'
    assert (
        re.search(r"articles\.csv", single_file((folder / "index.html").read_text(), folder, load(folder / "tables")))
        is None
    )
