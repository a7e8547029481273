"""Sentences that carry a report on without a word for it."""

import pytest

from onrecord.quotes import find_quotes
from onrecord.speakers import resolve
from onrecord.text.article import Article
from onrecord.text.parsing import parse

REPORT = "Ada Brandt said the river had risen. {} She said more rain was on its way."


def found(text):
    parsed = parse(Article("a", text))
    return resolve(parsed, find_quotes(parsed))


def test_a_sentence_between_two_reports_of_one_speaker_is_hers_and_says_how():
    text = REPORT.format("Across the country, 230 bridges and 12 schools were closed.")
    quotes, (speaker,) = found(text)
    carried = quotes[1]
    assert (carried.text, carried.speaker, carried.kind, carried.rule.split("/")[0]) == (
        "Across the country, 230 bridges and 12 schools were closed",
        "Ada Brandt",
        "indirect",
        "continued",
    )
    assert (carried.cue, carried.cue_class, carried.position) == (None, None, "none")
    assert carried.statement_id == quotes[0].statement_id
    assert [q.quote_id for q in quotes] == ["q1", "q2", "q3"]
    assert speaker.n_quotes == 3


@pytest.mark.parametrize(("sentences", "number"), [(1, 1), (2, 2), (3, 0)])
def test_one_or_two_sentences_are_carried(sentences, number):
    quotes, _ = found(
        REPORT.format(" ".join(["The road was closed.", "The school was shut.", "The mill was wet."][:sentences]))
    )
    assert len([q for q in quotes if q.rule.startswith("continued")]) == number


@pytest.mark.parametrize(
    "sentence",
    [
        "She had come to the valley on Monday.",  # about the speaker
        "Emil Sarkan came in late.",  # about somebody else
        "A band played “The Long River” outside.",
        "Rain.",  # no statement
        "The road was closed. The school was closed. The church was closed.",  # too long for a pause
    ],
)
def test_what_may_be_the_reporters_own_is_left_to_the_reporter(sentence):
    quotes, _ = found(REPORT.format(sentence))
    assert [q.rule.split("/")[0] for q in quotes] == ["clause_after_cue"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Ada Brandt said the river had risen. 230 bridges were closed.\n\nShe said more rain was on its way.",
        "Ada Brandt said the river had risen. 230 bridges were closed. Emil Sarkan said more rain was on its way.",
        "“The river has risen,” Ada Brandt said. 230 bridges were closed. “More rain is on its way,” she said.",
    ],
)
def test_only_inside_a_paragraph_and_between_paraphrases_of_one_speaker(text):
    quotes, _ = found(text)
    assert len(quotes) == 2
