"""What stands in quotation marks and is nobody's speech: names, thoughts, inches; and what is speech all the same."""

import pytest

from onrecord.quotes import find_quotes
from onrecord.text.article import Article
from onrecord.text.parsing import parse


def found(text, thoughts=False):
    return [(q.text, q.kind) for q in find_quotes(parse(Article("a", text)), thoughts)]


@pytest.mark.parametrize(
    "text",
    [
        "The commander, who goes by the call sign “Raven”, lost an arm.",
        "The rebel leader, nicknamed “the Fox”, was seen on Tuesday.",
        "Juan “El Toro” Perez was arrested on Friday.",
        "The trawler “Northern Pride” sank off the cape.",
        "The gang called itself “The Wolves” and sold cars.",
        "The drug, known as “blue”, is sold in schools.",
        "The so-called “green” tax is paid by farmers.",
        "“It cannot be true,” he realised, reading the letter.",
        "“I must run,” she thought.",
        'The player is 6\'2" tall, and a 12" pipe hit him.',
    ],
)
def test_names_thoughts_and_inches_are_no_speech(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nora Pitt called the plan “a disgrace”.", [("the plan “a disgrace”", "mixed")]),
        ("“I think it cannot be true,” he said.", [("“I think it cannot be true,”", "direct")]),
        ("“I knew him as a boy,” she remembers.", [("“I knew him as a boy,”", "direct")]),
        ("‘He told me “run” and I ran,’ Joan Price said.", [("‘He told me “run” and I ran,’", "direct")]),
        (
            "The mayor said it would be “a long and very bitter winter for all of us here in the north”.",
            [("it would be “a long and very bitter winter for all of us here in the north”", "mixed")],
        ),
    ],
)
def test_speech_stays_speech(text, expected):
    assert found(text) == expected


def test_a_quoted_thought_is_a_thought_where_those_are_asked_for():
    (quote,) = find_quotes(parse(Article("a", "“I must run,” she thought.")), thoughts=True)
    assert (quote.rule, quote.cue_class) == ("thought", "thought")
