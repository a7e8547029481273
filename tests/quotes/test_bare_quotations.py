"""Quoted words without a verb of saying: behind a name and a colon, and beside what somebody does."""

import pytest

from onrecord.quotes import find_quotes
from onrecord.text.article import Article
from onrecord.text.parsing import parse


def found(text):
    return [(q.mention, q.cue, q.rule) for q in find_quotes(parse(Article("a", text)))]


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("The head of the water board, Carlos Vega: “The pumps work day and night.”", "Carlos Vega"),
        ("And from Mayor Ana Lopes: “We are not leaving this valley.”", "Ana Lopes"),
        ("This from the foreign ministry: “We have no comment on that.”", "the foreign ministry"),
        ("Britain's prime minister: “Solidarity with the miners.”", "Britain's prime minister"),
        ("Ivan Horvat (plumber): “My phone has not stopped.”", "Ivan Horvat"),
        ("It rained. Senator Petra Novak, on the budget: “I will vote no.”", "Petra Novak"),
    ],
)
def test_a_name_and_a_colon_say_who_speaks(text, mention):
    assert found(text) == [(mention, None, "quoted_label")]


@pytest.mark.parametrize(
    "text", ["The sign on the gate: “Keep Out”.", "Here is the recipe: mix “the dry things” first."]
)
def test_a_text_or_a_topic_before_a_colon_is_nobody(text):
    assert found(text) == []


def test_who_acts_behind_a_quotation_does_not_say_it():
    text = "Nina Falk ran her hand over the map. “We have asked for tents.” The mayor, Otto Graf, nodded."
    assert found(text) == [(None, None, "quoted_no_cue")]
    assert found("“We have asked for tents,” Otto Graf nodded.") == [("Otto Graf", "nodded", "quoted_cue_after")]
