"""Headlines: what a text begins with."""

import pytest
from helpers import headline
from made_up_texts import LONG, PROSE

from onrecord.text.article import make_article


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


@pytest.mark.parametrize(("words", "is_one"), [(3, False), (4, True), (25, True), (26, False)])
def test_a_headline_has_4_to_25_words(words, is_one):
    line = " ".join(["Bridge", *["is"] * (words - 2), "shut"])
    assert (headline(make_article(f"{line}\n\n{LONG}", "a test")) == line) == is_one


@pytest.mark.parametrize(("between", "is_one"), [(2, True), (3, False)])
def test_one_of_the_three_paragraphs_below_a_headline_is_a_sentence(between, is_one):
    text = "\n\n".join(["Bridge to be mended soon", *["At the quay"] * between, LONG])
    assert (headline(make_article(text, "a test")) is not None) == is_one


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("The Rovers Beat United.", True),  # three words of four letters
        ("The Rovers Hit United.", False),  # two
        ("Rovers Beat United after Penalties.", True),  # four in capitals of five
        ("Rovers Beat United again.", False),  # three of four
    ],
)
def test_a_line_that_ends_a_sentence_is_a_headline_where_most_of_its_long_words_have_capitals(line, is_one):
    assert (headline(make_article(f"{line}\n\n{LONG}", "a test")) == line) == is_one
