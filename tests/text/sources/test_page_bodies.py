"""The text of a page: what is no article is left out, what was lost is put back, and what is missing is said."""

import json

import pytest
from made_up_texts import LONG, PROSE, write

from onrecord.text import read, read_many
from onrecord.text.sources.web.article_bodies import better_body, body_paragraphs

MORE = (
    "Mira Olsen, who runs the ferry, said that nobody had asked her, and that the old bridge was good enough for cars."
)
LAST = "The mayor answered that safety came first, and that the work would be done before the first snow fell."
TITLE = "Bridge to be mended before the winter"
TOWNS = ("harbour", "old town", "valley", "village of Teal", "upper valley", "marshes", "sawmill", "north")
BODY = [PROSE, MORE, LONG, LAST]


def paragraphs(tmp_path, body, head="", on_note=None):
    """The paragraphs of a page below its title."""
    page = f"<html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
    articles = list(read_many([write(tmp_path / "a.html", page)], on_note=on_note))
    return articles[0].text.removeprefix(f"{TITLE}\n\n").split("\n\n")


def ps(*texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def ld(**statements):
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE} | statements
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


@pytest.mark.parametrize(
    "side",
    [
        '<div class="x"><h3>Related</h3><ul><li><a href="#">Storm damages the quay</a></li><li><a href="#">Ferry is late</a></li></ul></div>',
        '<p><strong>Read next</strong></p><p><a href="#">Storm damages the quay</a></p>',
        '<div class="inline-promo"><p>The harbour letter tells you each morning what the day will bring.</p></div>',
        '<p><a href="#">Storm damages the old quay</a></p>',
        '<p>DON’T MISS: <a href="#">Storm damages the old quay</a></p>',
        "".join(
            f'<div><h4><a href="#">Storm number {i} damages the quay</a></h4><p>It was a bad night.</p></div>'
            for i in range(3)
        ),
        '<div class="newsletter_box"><p>Six stories before breakfast, each morning, free of charge.</p></div>',
    ],
)
def test_other_stories_and_promotions_are_left_out(tmp_path, side):
    middle = f"<article><h1>{TITLE}</h1>{ps(PROSE, MORE)}{side}{ps(LONG, LAST)}</article>"
    assert paragraphs(tmp_path, middle) == BODY
    assert paragraphs(tmp_path, f"<main><h1>{TITLE}</h1><div>{ps(*BODY)}</div>{side}</main>") == BODY


@pytest.mark.parametrize(
    "part",
    [
        "<h2>Background</h2>",
        "<h3>Latest</h3>",
        '<div class="related">{}</div>',
        '<ul><li><a href="#">The harbour board</a> says it has no money.</li><li><a href="#">The old ferry</a> needs a new engine.</li><li><a href="#">The fish hall</a> stays open all winter.</li></ul>',
        '<p><a href="#">The whole council voted for the repair.</a></p>',
    ],
)
def test_what_only_looks_like_it_stays(tmp_path, part):
    inner = ps(*BODY)
    page = part.format(inner) if "{}" in part else f"{ps(PROSE, MORE)}{part}{ps(LONG, LAST)}"
    found = paragraphs(tmp_path, f"<article><h1>{TITLE}</h1>{page}</article>")
    assert [p for p in found if p in BODY] == BODY
    if "{}" not in part:
        assert len(found) > len(BODY)


def test_a_story_that_follows_is_another_one(tmp_path):
    story = '<section class="story"><h1>{}</h1>{}</section>'
    other = ps(
        "Another council met on Tuesday and decided nothing at all about its harbour, its ferry and its fish hall."
    )
    assert (
        paragraphs(tmp_path, story.format(TITLE, ps(*BODY * 2)) + story.format("Another town", other * 9)) == BODY * 2
    )


def test_headings_of_the_first_level_inside_an_article_end_nothing(tmp_path):
    page = f"<div><h1>{TITLE}</h1></div><div>{ps(PROSE, MORE)}</div><div><h1>What they say</h1>{ps(LONG, LAST)}</div>"
    assert [p for p in paragraphs(tmp_path, page) if p in BODY] == BODY


def test_links_are_not_glued_to_names(tmp_path):
    popup = '<a href="#">Mira Olsen</a><span class="c"><a href="#">Mira OlsenFerry is late again</a><a href="#">MORE</a></span>'
    page = f"<article><h1>{TITLE}</h1>{ps(PROSE)}<p>The work, {popup} said, is <a>the board's</a><a>Olsen's</a> affair.</p>{ps(LONG, LAST)}</article>"
    assert "The work, Mira Olsen said, is the board's Olsen's affair." in " ".join(paragraphs(tmp_path, page))


def test_tables(tmp_path):
    data = "<table><tr><th>Town</th><th>Dead</th></tr><tr><td>Westmere</td><td><p>4</p></td></tr></table>"
    layout = f"<table><tr><td>{ps(PROSE, MORE)}</td></tr><tr><td>{LONG}<br><br>{LAST}</td></tr></table>"
    found = paragraphs(tmp_path, f"<article><h1>{TITLE}</h1>{ps(PROSE, MORE)}{data}{ps(LONG, LAST)}</article>")
    assert found == [PROSE, MORE, "Town, Dead", "Westmere, 4", LONG, LAST]
    assert paragraphs(tmp_path, layout) == BODY


def test_line_breaks(tmp_path):
    talk = f"Courier: Who asked you?<br>Olsen: Nobody.<br>{MORE}<br><br>{LAST.replace('and that', 'and<br>that')}"
    found = paragraphs(tmp_path, f"<article><h1>{TITLE}</h1>{ps(PROSE, LONG)}<p>{talk}</p></article>")
    assert found == [PROSE, LONG, "Courier: Who asked you?", "Olsen: Nobody.", MORE, LAST]


def test_preformatted_text_and_items_are_paragraphs(tmp_path):
    lines = "\n\n".join(text.replace(" and ", "\nand ") for text in BODY)
    assert paragraphs(tmp_path, f"<h1>{TITLE}</h1><pre>{lines}</pre>") == BODY
    items = f"<article><h1>{TITLE}</h1>{ps(PROSE)}<ul><li>{MORE}</li><li><p>{LONG}</p></li></ul>{ps(LAST)}</article>"
    assert paragraphs(tmp_path, items) == BODY


@pytest.mark.parametrize(
    "lead",
    [
        '<div class="article__standfirst"><p>{}</p></div>',
        '<h2 class="articleSubTitle">{}</h2>',
        '<p itemprop="alternativeHeadline">{}</p>',
        "<div><p>{}</p></div>",
    ],
)
def test_a_lead_above_the_text_is_put_back(tmp_path, lead):
    words = "The town has argued over its only bridge for years; now it must shut the road."
    head = (
        f'<meta property="og:description" content="{words[:60]}…">'
        if "class" not in lead and "itemprop" not in lead
        else ""
    )
    page = f'<div class="head"><h1>{TITLE}</h1>{lead.format(words)}</div><div class="article-body">{ps(*BODY)}</div>'
    assert paragraphs(tmp_path, page, head) == [words, *BODY]


def test_parts_of_the_text_in_boxes_of_their_own_are_put_back(tmp_path):
    parts = [
        f"In the {town} the work began on the same day, and {n} people were told to stay away."
        for n, town in enumerate(TOWNS)
    ]
    boxes = "".join(
        f'<div class="article-body">{ps(*parts[i : i + 2])}</div><p>Advert</p>' for i in range(0, len(parts), 2)
    )
    page = f'<div><h1>{TITLE}</h1></div><div class="a"><div class="article-body">{ps(*BODY)}</div></div><div class="b">{boxes}</div>'
    assert paragraphs(tmp_path, page, ld(wordCount=220)) == BODY + parts


def test_the_text_of_json_ld_is_used_where_the_page_has_only_its_beginning(tmp_path):
    page = f"<article><h1>{TITLE}</h1>{ps(PROSE, MORE)}<p>Subscribe to read on.</p></article>"
    assert paragraphs(tmp_path, page, ld(articleBody="\n".join(BODY))) == BODY
    assert paragraphs(tmp_path, page, ld(articleBody=" ".join(BODY))) == [PROSE, MORE, f"{LONG} {LAST}"]
    marked = "".join(f"&lt;p&gt;{text} &amp;amp; more&lt;/p&gt;" for text in BODY)
    assert paragraphs(tmp_path, page, ld(articleBody=marked)) == [f"{text} & more" for text in BODY]


@pytest.mark.parametrize("body", [PROSE, f"{PROSE} {MORE}", "Another article. " * 40, "<" * 1000, LONG * 3])
def test_the_text_of_json_ld_is_not_used_where_it_is_no_better(tmp_path, body):
    assert paragraphs(tmp_path, f"<article><h1>{TITLE}</h1>{ps(*BODY * 2)}</article>", ld(articleBody=body)) == BODY * 2


def test_what_follows_the_end_of_the_text_in_json_ld_is_no_article():
    follows = (
        "The next story begins with the ferry and its captain, who has seen better days than this one in the harbour."
    )
    assert better_body([*BODY, follows], BODY) == BODY
    assert better_body([follows, *BODY], BODY) == [follows, *BODY]
    assert body_paragraphs("<p>One.</p><!-- x --><p>Two &amp; three.</p>", []) == ["One.", "Two & three."]


@pytest.mark.parametrize(
    ("statements", "says"),
    [
        ({"wordCount": 400}, "words were read, of 400 that the page says it has. Check the text."),
        ({"wordCount": "400", "isAccessibleForFree": False}, "The rest may be for subscribers."),
        ({"isAccessibleForFree": "False"}, "the rest is for subscribers"),
        (
            {"articleBody": "A wholly different text with other words in it stands here. " * 9},
            "have another text than was read",
        ),
        (
            {"description": "Penguins wander through frozen gardens looking hungrily towards distant icebergs"},
            "summary",
        ),
        ({"wordCount": 90}, None),
        ({"wordCount": 2_000_000}, None),
        ({"wordCount": "many"}, None),
        ({"description": "Penguins"}, None),
        ({"articleBody": " ".join(BODY), "wordCount": 80, "description": PROSE}, None),
    ],
)
def test_what_may_be_missing_is_said(tmp_path, statements, says):
    notes = []
    paragraphs(tmp_path, f"<article><h1>{TITLE}</h1>{ps(*BODY)}</article>", ld(**statements), on_note=notes.append)
    assert len(notes) == (says is not None)
    assert says is None or (says in notes[0] and "a.html: " in notes[0] and "\n" not in notes[0])


def test_captions_are_the_text_of_a_gallery_only(tmp_path):
    figures = "".join(f"<figure><img src=x><figcaption>{text}</figcaption></figure>" for text in BODY)
    assert paragraphs(tmp_path, f"<main><h1>{TITLE}</h1>{figures}</main>") == BODY
    assert paragraphs(tmp_path, f"<main><h1>{TITLE}</h1>{ps(*BODY * 3)}{figures}</main>") == BODY * 3


def test_a_page_of_very_many_blocks_is_read_in_time(tmp_path):
    page = f"<h1>{TITLE}</h1>" + "<div class=a><h1>Bridge to be mended</h1><p>text</p></div>" * 16_000
    assert read(write(tmp_path / "a.html", f"<html><body><p>{PROSE}</p>{page}</body></html>")).text
