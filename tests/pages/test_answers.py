"""Answers: sentences about an article that are made from its tables, true for any of them."""

import pytest
from made_up import figure, quote, record, table

from onrecord import show
from onrecord.pages.answers import Link, answer_lines, as_plain, dispute

DAM = (
    "Norway said 400 people were deported. Sweden said 400 people were evacuated. Ana Ruiz said 40 people were killed."
)


def said(known, of="article"):
    return " ".join(as_plain(line) for line in answer_lines(known, of))


def speaker(name, side=None, kind="person", **more):
    return {"speaker": name, "side": side, "kind": kind, "first_start": 0, "mentions": []} | more


def counted(words, number, who, **more):
    """A figure of people who were displaced, as somebody claims it."""
    usual = {"event": "displaced", "unit": "people", "status": "claim", "attribution": "stated", "speaker": who}
    return figure(DAM, words, number, value_low=400.0, value_high=400.0, **usual | more)


def opposed(relation, why):
    row = {"article_id_a": "made-up", "article_id_b": "made-up", "a": "f1", "b": "f2", "relation": relation, "why": why}
    return table("comparisons", [row]).drop(columns="article_id", errors="ignore")


@pytest.fixture
def two_states():
    known = record(
        DAM,
        figures=[
            counted("400 people were", 1, "Norway", event_text="deported", stated="400", approx="exact"),
            counted("400 people", 2, "Sweden", event_text="evacuated", stated="400", approx="exact"),
        ],
    )
    known.comparisons = opposed("conflict_character", "The numbers agree. What happened is told in opposite words.")
    return known


def test_two_governments_that_use_opposite_words(two_states):
    two_states.speakers = table("speakers", [speaker(name, name, "government") for name in ("Norway", "Sweden")])
    told = said(two_states)
    assert "The governments of Norway and Sweden count the same people" in told
    assert "They agree on the number. They disagree on what happened: “deported” or “evacuated”." in told


def test_the_words_are_linked(two_states):
    links = [piece for line in answer_lines(two_states, "figures") for piece in line if isinstance(piece, Link)]
    assert {"f-f1", "f-f2"} <= {link.anchor for link in links}
    assert '<a href="a%20page.html#f-f1">' in show.answer(two_states, "figures", page="a page.html").replace(
        "a page", "a%20page"
    )
    assert "<a " not in show.answer(two_states, "figures", page=None)


def test_an_article_without_anything():
    empty = record("The river rose all night.")
    assert said(empty) == "No quotes were found. No numbers of casualties or damage were found."
    with pytest.raises(ValueError, match="answer"):
        show.answer(empty, "weather")


def test_the_article_is_no_markup():
    text = "<b>Ana</b> said so."
    known = record(text, quotes=[quote(text, "said so", speaker="<b>Ana</b>")])
    known.speakers = table("speakers", [speaker("<b>Ana</b>", n_quotes=1, n_words_direct=0, n_words_indirect=2)])
    assert "<b>" not in show.answer(known).partition("</style>")[2]


def test_no_conflict_is_no_dispute(two_states):
    assert dispute(two_states.figures, two_states.comparisons.head(0)) == ()
