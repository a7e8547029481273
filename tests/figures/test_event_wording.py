"""Wording: the words for an event that say how it came about."""

import pytest
from made_up_figures import figures_of
from spacy.tokens import Doc
from spacy.vocab import Vocab

from onrecord.figures.event_terms import Event
from onrecord.figures.wording import event_text
from onrecord.text.tokens import Tokens


@pytest.mark.parametrize(("place", "text"), [(37, "deported … against their will"), (38, "deported")])
def test_words_far_from_the_event_do_not_say_how_it_came_about(place, text):
    words = ["deported", *["x"] * (place - 1), "against", "their", "will"]
    doc = Tokens(Doc(Vocab(), words=words, heads=[0] * len(words), deps=["dep"] * len(words)))
    assert event_text(Event("displaced", doc[0], (doc[0],), "event_verb_object")) == text


def test_negated():
    (row,) = figures_of("The shells did not destroy 12 houses.")
    assert row.negated and row.event == "destroyed"


def test_words_that_say_how_it_came_about():
    (row,) = figures_of("The police moved 300 nomads, who were deported against their will.")
    assert row.event == "displaced"
    (row,) = figures_of("Some 300 nomads were deported against their will.")
    assert row.event_text == "deported against their will"
