"""Web pages: the article, title, outlet and date of a page."""

import pytest
from helpers import headline, skipped
from made_up_texts import FIXTURES, PROSE, error, write

from onrecord.text import read


def test_page():
    article = read(FIXTURES / "page.html")
    assert (article.title, article.outlet, article.date) == (
        "Quay fire kills four in Harbourton",
        "Harbour Courier",
        "2021-05-06",
    )
    assert headline(article) == article.title
    assert article.text.startswith(f"{article.title}\n\nHARBOURTON — Four people")
    assert "said Mira Olsen, 41, who works in the fish hall next door. “Nobody knew what it was.”\n\n" in article.text
    assert not any(words in article.text for words in ("Bo Lind", "Sport", "All rights"))
    assert skipped(article) == ["HARBOURTON —", "Read more: Storm damages the quay"]


def test_a_page_without_its_headline_in_the_text_gets_it_on_top(tmp_path):
    page = f"<html><head><title>Bridge to be mended</title></head><body><p>{PROSE}</p></body></html>"
    article = read(write(tmp_path / "a.html", page))
    assert article.text == f"Bridge to be mended\n\n{PROSE}"
    assert headline(article) == "Bridge to be mended"
    assert article.outlet is None


def test_a_page_whose_headline_is_not_its_title_keeps_its_headline(tmp_path):
    page = f'<html><head><meta property="og:title" content="Bridge news"></head><body><article><h1>Bridge to be mended at last</h1><p>{PROSE}</p></article></body></html>'
    article = read(write(tmp_path / "a.html", page))
    assert (article.title, headline(article)) == ("Bridge news", "Bridge to be mended at last")
    assert article.text == f"Bridge to be mended at last\n\n{PROSE}"


@pytest.mark.parametrize(("words", "is_article"), [(11, False), (12, True)])
def test_an_article_in_a_page_has_at_least_12_words(tmp_path, words, is_article):
    sentence = " ".join(PROSE.split()[:words]) + "."
    path = write(tmp_path / "a.html", f"<html><body><p>{sentence}</p></body></html>")
    if is_article:
        assert read(path).text == sentence
    else:
        assert "no article text" in error(path)


@pytest.mark.parametrize(
    "page, says",
    [
        ("<p>" * 100_001, "more than 100,000, too many for one article"),
        *(
            ("<div " + "".join(attribute.format(i) for i in range(5_001)) + ">", "more than 5,000 attributes")
            for attribute in ("a{}='>' ", "a{}\n", "a{} = 1\t", "a{}='1'", 'a{}=""', "a{}/", "a{}='//'/")
        ),
    ],
)
def test_a_page_that_would_take_minutes_is_refused(tmp_path, page, says):
    assert says in error(write(tmp_path / "a.html", f"<html><body><p>{PROSE}</p>{page}</body></html>"))


@pytest.mark.parametrize(
    "tag",
    [
        "<div data-props='{}'>",
        '<div data-props = "{}">',
        "<a href=http://example.org/{}>",
        "<div " + " ".join(f"a{i}='1 2'" for i in range(5_000)) + ">",
    ],
)
def test_the_words_of_a_value_are_no_attributes(tmp_path, tag):
    tag = tag.format("a/dam/" * 2_000 if "href" in tag else "A dam. " * 6_000)
    assert read(write(tmp_path / "a.html", f"<html><body><p>{PROSE}</p>{tag}</body></html>")).text == PROSE


def test_a_picture_inside_a_page_is_no_list_of_attributes(tmp_path):
    picture = f'<img alt="{"a dam " * 2000}" src="data:image/png;base64,{"AAAA=" * 50_000}">'
    assert read(write(tmp_path / "a.html", f"<html><body><p>{PROSE}</p>{picture}</body></html>")).text == PROSE
