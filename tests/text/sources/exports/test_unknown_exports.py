"""Unknown exports: what looks like many articles is refused, one article never is."""

import made_up_exports as made
import pytest
from reading_exports import read_text

TOLD = [made.told(number) for number in range(5)]


def several(header, foot=""):
    """A text of five articles under such a header."""
    return "\n\n".join(
        header.format(n=one.number + 1, one=one) + "\n\n" + "\n\n".join(one.body) + "\n\n" + foot for one in TOLD
    )


MANY = {
    "numbered.txt": several("Document {n} of 5\n\n{one.title}"),
    "counted.txt": several("{n} of 5 DOCUMENTS\n\n{one.title}"),
    "labels.txt": several("Headline: {one.title}\n\nSource: {one.outlet}\n\nDate: {one.date}\n\nSection: World"),
    "codes.txt": several("TI  {one.title}\nSO  {one.outlet}\nDT  {one.date}\nAB  A summary\nAU  Jo Marsh"),
    "ris.txt": several("TY  - NEWS\nTI  - {one.title}\nJO  - {one.outlet}\nDA  - {one.date}\nAB  - A summary"),
    "loaded.txt": several("{one.title}", "Load-Date: May 27, 2031"),
    "words.txt": several("{one.title}\n\n312 words"),
    "articles.html": "".join(
        f"<article><h2>{one.title}</h2>{''.join(f'<p>{words}</p>' for words in one.body)}</article>" for one in TOLD
    ),
}


@pytest.mark.parametrize("name", MANY)
def test_many_articles_of_a_service_that_nobody_knows_are_refused(tmp_path, name):
    articles, errors, _ = read_text(tmp_path, name, MANY[name])
    assert articles == [] and len(errors) == 1 and "looks like many articles in one file" in errors[0]


BODY = "\n\n".join(words for one in TOLD for words in one.body)
ONE = {
    "plain.txt": BODY,
    "header.txt": f"Headline: Water rises\nSource: The Saltby Courier\nDate: May 3, 2031\nByline: Jo Marsh\n\n{BODY}",
    "books.txt": "\n\n".join(
        f"Title: Book {n}\nAuthor: A. Writer\nPublisher: Press\nPages: 2{n}\n\n{BODY}" for n in "1234"
    ),
    "events.txt": "\n\n".join(f"Date: May {n}\nLocation: Saltby\nTitle: Evening {n}\n\n{BODY}" for n in "1234"),
    "interview.txt": "\n\n".join(f"MARSH: What now, in year {n}?\n\nBRANDT: {TOLD[0].body[0]}" for n in range(20)),
    "numbers.txt": f"Document 1 of 1\n\n{BODY}",
    "gallery.txt": f"{BODY}\n\n© 2031 A. Photographer\n\n© 2031 B. Photographer\n\n© 2031 C. Photographer\n\n{BODY}",
    "teasers.html": "<nav>Home</nav>" + MANY["articles.html"],
    "live.html": f"<article><h1>Live</h1><p>{BODY}</p>" + "<article><h2>10:15</h2><p>Short.</p></article>" * 9,
}


@pytest.mark.parametrize("name", ONE)
def test_one_article_is_never_taken_for_many(tmp_path, name):
    articles, errors, _ = read_text(tmp_path, name, ONE[name])
    assert len(articles) == 1 and errors == []


@pytest.mark.parametrize("name", ["report.txt", "report.html"])
def test_an_export_without_an_article_is_named(tmp_path, name):
    text = "Report Information from ProQuest\n\n" + "_" * 60
    articles, errors, _ = read_text(tmp_path, name, text if name.endswith("txt") else f"<html><p>{text}</p></html>")
    assert articles == [] and len(errors) == 1 and "holds no article" in errors[0]
