"""Articles: what is found in a text: headline, date, outlet, boilerplate, blocks and language."""

import time
from pathlib import Path

import pytest
from conftest import check_spans, headline, skipped
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.text import articles
from onrecord.text.articles import SourceError, count_words, make_article

FIXTURES = Path(__file__).parents[1] / "fixtures"
PROSE = "The council said on Monday that it would repair the bridge before the winter, and that it had the money."
LONG = "The council said on Monday that it would repair the old bridge before the winter comes to the valley."


# Headlines


@pytest.mark.parametrize(
    "text, expected",
    [
        (f"Bridge to be mended before winter\n\n{LONG}", "Bridge to be mended before winter"),
        (f"\n\nBridge to be mended before winter\n{LONG}", "Bridge to be mended before winter"),
        (
            f"Bridge To Be Mended Before Winter, Council Says.\n\n{LONG}",
            "Bridge To Be Mended Before Winter, Council Says.",
        ),
        (f"‘We are ready’: valley waits for the flood\n\n{LONG}", "‘We are ready’: valley waits for the flood"),
        (f"Who will pay for the bridge?\n\nBy Ada Penn\n\n{LONG}", "Who will pay for the bridge?"),
        (f"By Ada Penn\n\nBridge to be mended before winter\n\n{LONG}", "Bridge to be mended before winter"),
        (f"Title: Bridge to be mended\nOutlet: The Courier\n\n{LONG}", "Bridge to be mended"),
        # none
        (f"The bridge will be mended before winter.\n\n{LONG}", None),
        ("Bridge to be mended before winter", None),
        (f"WESTMERE — The bridge is shut.\n\n{LONG}", None),
        (f"What is next\n\n{LONG}", None),
        (f"{LONG}\n\n{LONG}", None),
        (f"- Bridge to be mended before winter\n\n{LONG}", None),
        (
            "Some 54,000 people live in the valley while\n\nothers left it for the coast after the flood of the year before.",
            None,
        ),
        ("Bridge to be mended before winter\n\nMayor speaks of a great day for the town and its people", None),
    ],
)
def test_headlines(text, expected):
    article = make_article(text, "a test")
    assert headline(article) == expected
    assert article.title == expected


def test_the_title_of_a_corpus_is_the_headline_where_the_text_has_it():
    article = make_article(f"Bridge shut\n\n{PROSE}", "a test", title="Bridge Shut.")
    assert (article.title, headline(article)) == ("Bridge Shut.", "Bridge shut")
    assert make_article(PROSE, "a test", title="Bridge Shut.").headline is None


# Dates and outlets


@pytest.mark.parametrize(
    "top, date, outlet",
    [
        ("By Ada Penn, The Valley Courier | 6 May 2021", "2021-05-06", "The Valley Courier"),
        ("By Ada Penn and Bo Lind, Coast Wire, May 6, 2021", "2021-05-06", "Coast Wire"),
        ("Published: Thursday, 6 May 2021 at 10:30 GMT", "2021-05-06", None),
        ("Updated 2021-05-06 10:30", "2021-05-06", None),
        ("Outlet: The Valley Courier\nDate: Sept. 6, 2021", "2021-09-06", "The Valley Courier"),
        ("By Ada Penn, Political Editor | May 6th, 2021", "2021-05-06", None),
        ("By Ada Penn in Westmere", None, None),
        ("WESTMERE, May 6, 2021 (CW) -- Four people died.", "2021-05-06", None),
        ("31 June 2021", None, None),
        ("Published: 05/06/2021", None, None),
        ("The mayor resigned on 6 May 2021 over the bridge.", None, None),
    ],
)
def test_dates_and_outlets(top, date, outlet):
    article = make_article(f"{top}\n\n{PROSE}", "a test")
    assert (article.date, article.outlet) == (date, outlet)


# Boilerplate: a line between two paragraphs, and whether it is skipped

SKIPPED = [
    "Previous articleFour held after quay fire",
    "Next article2 ships collide off Westmere",
    "Next story »",
    "Read more: Storm damages the quay",
    "READ MORE: ‘We ran’: the night of the fire",
    "Related: The ferry that nobody wanted",
    "WATCH | Highlights of the harbour race",
    "VIDEO: Smoke over the quay",
    "Watch the full interview below:",
    "Sign up for our morning newsletter",
    "Subscribe to our newsletter",
    "Share this",
    "Share on Facebook",
    "Advertisement",
    "- ADVERTISEMENT -",
    "Story continues below advertisement",
    "We use cookies to make this page better.",
    "***",
    "Reporting by Ada Penn in Westmere; Editing by Bo Lind",
    "(Additional reporting by Ada Penn; Writing by Bo Lind; Editing by Cy Dahl.)",
    "Coast Wire writers Ada Penn in Westmere and Bo Lind in Ostby contributed to this report.",
    "Ada Penn reported from Westmere, Northland. Coast Wire writer Bo Lind contributed to this report.",
    "With files from Coast Wire",
    "Copyright 2021 Coast Wire. All rights reserved.",
    "© 2021 Coast Wire",
    "Follow Ada Penn on Twitter: @adapenn",
    "Email: ada@example.org | Twitter: @adapenn",
    "Editor's note: The valley's name has changed since.",
    "Correction: An earlier version of this article said 40 people had died. It was four.",
    "This article was first published by Coast Wire.",
    "FILE - Smoke rises over the quay on May 6, 2021. (CW Photo/Bo Lind)",
    "Smoke rises over the quay at Harbourton on Thursday. (CW Photo/Bo Lind, Pool)",
    "Mayor Ada Penn opens the bridge. (Bo Lind/Coast Wire)",
    "The porters of 1920. ( Valley Courier file photo )",
    "The Rovers win at home for the first time since May. 0:25",
    "Image: Smoke over the quay",
    "(Photo: Bo Lind)",
    "Bo Lind/Coast Images",
    "More from Coast Wire",
]

KEPT = [
    "“Read more,” the teacher told them. “Write less.”",
    "Next article of the treaty to be discussed is the ninth, the minister said.",
    "Previous articles in this paper had said so.",
    "Related cases were found in two other towns, the hospital said.",
    "Reporting by the Valley Courier found that 40 people had died.",
    "Watch out for ice on the bridge, the police said.",
    "Video of the fire was shown in court.",
    "Sign up for the march has doubled in a day, she said.",
    "Advertisement sales fell by 12 per cent, the company said.",
    "Copyright law is a matter for parliament, he said.",
    "Photo albums were all that she saved, Olsen said.",
    "The ministry contributed to the report's delay, the judge said.",
    "He held up a picture of his son (in a photo of 1999, a boy).",
    "“They left at dawn,” said Mayor Ada Penn (Greens/Reform).",
    "The train left at 10:25.",
    "By Monday the water had reached the school.",
    "Correction officers said 12 prisoners had fled.",
    "File the papers in time, the clerk told her.",
    "Share prices fell after the fire.",
    "More from the harbour: four ships are missing, the police said.",
    "Ada Penn reported from Westmere that 40 people had died.",
    "Follow the rules on X and Y, the chairman said.",
    "What is next",
]


@pytest.mark.parametrize("line, skip", [*((line, True) for line in SKIPPED), *((line, False) for line in KEPT)])
def test_boilerplate(line, skip):
    article = make_article(f"{PROSE}\n\n{LONG}\n\n{line}", "a test")
    assert skipped(article) == ([line] if skip else [])


def test_credits_in_the_middle_of_a_long_article_are_not_looked_for():
    article = make_article("\n\n".join([PROSE] * 8 + ["Copyright 2021 Coast Wire"] + [PROSE] * 8), "a test")
    assert skipped(article) == []


def test_two_lines_of_navigation_are_two_spans():
    article = make_article(f"{PROSE}\n\nPrevious articleFire on the quay\nNext articleFlood in the valley", "a test")
    assert skipped(article) == ["Previous articleFire on the quay", "Next articleFlood in the valley"]


def test_links_below_their_heading_go_with_it():
    links = "Related stories\nFire on the quay\nFlood in the valley"
    assert skipped(make_article(f"{PROSE}\n\n{links}", "a test")) == [links]
    ends_in_prose = f"{PROSE}\n\nRelated stories\n\nFire on the quay\n\n{PROSE}"
    assert skipped(make_article(ends_in_prose, "a test")) == []


@pytest.mark.parametrize(
    "start, skip",
    [
        ("WESTMERE — Four people died.", ["WESTMERE —"]),
        ("WESTMERE, Northland -- Four people died.", ["WESTMERE, Northland --"]),
        ("WESTMERE, May 6 (CW) - Four people died.", ["WESTMERE, May 6 (CW) -"]),
        ("Westmere (CW) — Four people died.", ["Westmere (CW) —"]),
        ("Westmere — once a port — is dry.", []),
        ("The mayor – a doctor – resigned.", []),
        ("NATO said on Monday it would help.", []),
    ],
)
def test_datelines(start, skip):
    assert skipped(make_article(f"{start} {PROSE}", "a test")) == skip


def test_every_rule_is_quick():
    hostile = [
        "A" * 600,
        "Aa " * 200,
        "Aa/" * 200,
        "(" * 600,
        " (a photo" * 60,
        "Reporting by " + "A, " * 190,
        "- " * 300,
    ]
    began = time.process_time()
    for rule in articles.boilerplate_rules():
        assert rule.where in {"any", "top", "end", "tail", "start"} and rule.kind
        for line in hostile:
            rule.pattern.fullmatch(line)
    assert time.process_time() - began < 2


# Hard-wrapped lines


def test_wrapped_lines():
    article = make_article((FIXTURES / "wrapped.txt").read_text(encoding="utf-8"), "a test")
    blocks = [article.text[start:end] for start, end in articles.find_blocks(article.text)]
    assert [block.split()[0] for block in blocks] == ["Bridge", "By", "6", "WESTMERE,", '"I', "Read"]
    assert blocks[3].endswith("on a working day.")
    assert headline(article) == "Bridge closes after crack is found in the main pier"
    assert article.date == "2021-05-06"
    assert skipped(article) == [
        "By Ada Penn",
        "6 May 2021",
        "WESTMERE, May 6 -",
        "Read more: The ferry that nobody wanted",
    ]


def test_wrapped_lines_with_indented_paragraphs():
    text = (
        "   The old road bridge at Westmere was closed on Thursday after\n"
        "divers found a crack in its main pier, the county engineer said.\n"
        "Some 9,000 people cross it on a working day.\n"
        "   The ferry will sail twice an hour until the bridge is mended,\n"
        "and buses will take the long way around by the northern road.\n"
    )
    assert [text[start:end].split()[1] for start, end in articles.find_blocks(text)] == ["old", "ferry"]


def test_lines_that_are_paragraphs():
    text = f"{PROSE}\nHe said so.\n{LONG}\r\nShe did not.\n\n{PROSE}"
    assert [text[a:b] for a, b in articles.find_blocks(text)] == [PROSE, "He said so.", LONG, "She did not.", PROSE]


# Languages

OTHER = {
    "fr": "Le conseil a déclaré lundi que le pont serait réparé avant l'hiver et que l'argent nécessaire était disponible.",
    "de": "Der Rat teilte am Montag mit, dass die Brücke noch vor dem Winter repariert werde und das Geld dafür vorhanden sei.",
    "uk": "Рада заявила у понеділок, що міст відремонтують до зими і що гроші на це вже є.",
    "zh": "市议会星期一表示，这座桥将在冬天之前修好，并且已经有了所需的资金。市长说，工程下周开始。",
}


@pytest.mark.parametrize("code", OTHER)
def test_other_languages_are_refused(code):
    with pytest.raises(SourceError) as caught:
        make_article(OTHER[code], "a test")
    assert str(caught.value).startswith(f"a test: is not in English (but {code!r})")


@pytest.mark.parametrize(
    "text, language",
    [
        (PROSE, "en"),
        ("Yes.", None),
        ("Rio de Janeiro, São Paulo, Belo Horizonte", None),
        ("Das ist gut.", None),
        (f"“{OTHER['fr'][:40]},” the mayor said, and that was the end of it for the day. {PROSE}", "en"),
    ],
)
def test_language(text, language):
    assert make_article(text, "a test").language == language


# What always holds

PIECES = [
    "Title: ",
    "By Ada Penn",
    "# ",
    "\n",
    "\n\n",
    "\r\n",
    "WESTMERE — ",
    "Related stories",
    "Read more: x",
    "“",
    "”",
    "said",
    PROSE,
    " ",
]


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=12).map("".join)))
def test_any_text_gives_an_article_or_an_error(text):
    try:
        article = make_article(text, "a test")
    except SourceError as problem:
        assert str(problem).startswith("a test: ")
    else:
        assert len(article.text) == len(text)
        assert article == make_article(text, "a test")
        check_spans(article)


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("– “…” !", 0), ("The well-known mayor’s bridge", 4), ("“We don't,” she said.", 4), ("on 24 March", 3)],
)
def test_words_are_letters_and_digits_with_hyphens_and_apostrophes(text, words):
    assert count_words(text) == words
