"""Front matter of Markdown files: what it states, in which words; broken front matter; what is none."""

import time

import pytest
from made_up_texts import PROSE, write

from onrecord.text import read, read_many
from onrecord.text.sources._front_matter import MAX_CHARACTERS, find_front_matter


def stated(tmp_path, top):
    article = read(write(tmp_path / "note.md", f"{top}\n\n{PROSE}\n"))
    assert article.text.endswith(f"{PROSE}\n") and "---" not in article.text and "+++" not in article.text
    return article


ALL = {
    "title": "The ferry is lost",
    "date": "2021-05-06",
    "outlet": "The Valley Courier",
    "author": "Ada Penn and Bo Lind",
    "section": "World",
    "source": "https://courier.example/ferry",
}

WHOLE = [
    "---\ntitle: The ferry is lost\ndate: 2021-05-06 10:30:00 +0200\nauthors: [Ada Penn, Bo Lind]\n"
    "publisher: The Valley Courier\nurl: https://courier.example/ferry\nsection: World\n---",
    '---\nID: 2937\npost_title: "The ferry is lost"\npost_date: 2021-05-06T10:30:00\npost_author: 4\n'
    "Author Name: Ada Penn and Bo Lind\nsite-name: The Valley Courier\npermalink: https://courier.example/ferry\n"
    "categories:\n  - World\n...",
    "\n---\n# made by a program\nheadline: The ferry is lost\npublished: 6 May 2021\n"
    "author:\n- name: Ada Penn\n  url: https://a.example\n- {name: Bo Lind}\npublisher: {name: The Valley Courier}\n"
    "source: https://courier.example/ferry\ncategory: World\n---  ",
    '+++\ntitle="The ferry is lost"\ndate = 2021-05-06T10:30:00Z\nauthors = ["Ada Penn", "Bo Lind"]\n[extra]\n'
    'outlet = "The Valley Courier"\nlink = "https://courier.example/ferry"\nsection = "World"\n+++',
]


@pytest.mark.parametrize("top", WHOLE)
def test_what_front_matter_states(tmp_path, top):
    article = stated(tmp_path, top)
    assert {name: getattr(article, name) for name in ALL} == ALL
    assert article.text == f"The ferry is lost\n\n{PROSE}\n"
    assert article.headline == (0, len("The ferry is lost"))


@pytest.mark.parametrize(
    "line, field, value",
    [
        ("publishDate: 2021-05-06\nlastmod: 2022-01-01", "date", "2021-05-06"),
        ("lastmod: 2022-01-01\nx: y", "date", None),
        ("date: 05/06/2021", "date", None),
        ("date: 2021-02-30", "date", None),
        ("date: May 2021", "date", "2021-05"),
        ("post_date: 1620288000", "date", "2021-05-06"),
        ("author: 7", "author", None),
        ("author: ~", "author", None),
        ("authors: [[a, b], Ada Penn]", "author", "Ada Penn"),
        ("authors: [Ada Penn, Bo Lind, Cy Dahl]", "author", "Ada Penn, Bo Lind and Cy Dahl"),
        ("source: Coast Wire\nurl: /2021/ferry", "outlet", "Coast Wire"),
        ("source: https://x.example/a\nx: y", "outlet", None),
        ("guid: https://x.example/?p=7\nlink: https://x.example/a", "source", "https://x.example/a"),
        ("url: https://ada:secret@x.example/a", "source", "https://x.example/a"),
        ("title: 007", "title", "007"),
        ("title: >\n  The ferry\n  is lost", "title", "The ferry is lost"),
        ("params:\n  outlet: Coast Wire\noutlet: The Courier", "outlet", "The Courier"),
    ],
)
def test_a_field(tmp_path, line, field, value):
    assert getattr(stated(tmp_path, f"---\n{line}\n---"), field) == value


@pytest.mark.parametrize(
    "top, says",
    [
        ("---\ntitle: The ferry: lost\ndate: 6 May 2021\n---", "cannot be read as YAML (line 2: mapping values"),
        ('---\ntitle: "The ferry: lost\ndate: 6 May 2021\n---', "cannot be read as YAML"),
        ("---\ntitle: The ferry: lost\ndate: 6 May 2021", "has no end"),
        ('+++\ntitle = "The ferry: lost\ndate = 2021-05-06\n+++', "cannot be read as TOML"),
        ("---\na: &a [x, x]\nb: [*a, *a]\ntitle: The ferry: lost\ndate: 2021-05-06\n---", "refers to parts of itself"),
        (f"---\na: {'[' * 50}{']' * 50}\ntitle: 'The ferry: lost'\ndate: 2021-05-06\n---", "nested too deeply"),
        (
            f"---\ntitle: The ferry: lost\ndate: 2021-05-06\nx: {'y' * MAX_CHARACTERS}\n---",
            "more than 20,000 characters",
        ),
    ],
)
def test_broken_front_matter_is_read_as_far_as_possible(tmp_path, top, says):
    notes = []
    path = write(tmp_path / "note.md", f"{top}\n\n{PROSE}\n")
    [article] = read_many([path], on_note=notes.append)
    assert (article.title, article.date) == ("The ferry: lost", "2021-05-06")
    assert article.text == f"The ferry: lost\n\n{PROSE}\n"
    [note] = notes
    assert note.startswith(str(path)[:50]) and says in note and "\n" not in note


@pytest.mark.parametrize(
    "text",
    [
        f"---\n\n{PROSE}\n\n---\n",
        f"---\nHe said: “No.”\n---\n{PROSE}",
        f"---\nkey: value\n\n{PROSE}",
        f"{PROSE}\n\n---\ntitle: x\n---\n",
        f"+++\nno key\n+++\n{PROSE}",
        "---",
        "",
    ],
)
def test_what_is_no_front_matter(text):
    assert find_front_matter(text) is None


@pytest.mark.parametrize("value", ["&a [*a]", "!!python/object/apply:os.system [echo]", "!!int x", "0o9", "1:2:3"])
def test_values_are_texts(tmp_path, value):
    stated(tmp_path, f"---\nx: {value}\ntitle: The ferry is lost\n---")


def test_a_heading_is_the_headline_whatever_title_is_stated(tmp_path):
    path = write(tmp_path / "a.md", f"---\ntitle: ferry-lost\n---\n\n# The ferry is lost\n\n{PROSE}\n")
    article = read(path)
    assert (article.title, article.text) == ("ferry-lost", f"# The ferry is lost\n\n{PROSE}\n")
    assert article.text[slice(*article.headline)] == "The ferry is lost"


@pytest.mark.parametrize("inside", ["a: " + "[" * 19_000, "a:\n" * 6000, "? " * 9000, "- " * 9000, "a: &b c\n" * 2400])
def test_hostile_front_matter_is_quick(inside):
    begun = time.monotonic()
    find_front_matter(f"---\nx: y\n{inside}\n---\n{PROSE}")
    assert time.monotonic() - begun < 5
