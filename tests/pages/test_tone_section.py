"""Tone section: means only where there are quotes enough, what moved them, and whose sign turns."""

import html
import re

import pandas as pd
import pytest
from made_up import record, table

from onrecord.pages.terminal import as_text
from onrecord.pages.tone_section import tone_section
from onrecord.tables.record import TABLES, Record

TEXT = "Words. " * 20
WAR = {"word": "war", "valence": -2.9, "start": 0, "end": 3, "shifted": "event word"}
GOOD = {"word": "<good>", "valence": 1.9, "start": 4, "end": 8, "shifted": ""}


def made(*speakers: str, name: str = "Ana Ruiz") -> Record:
    """A record with a quote per speaker, each dark with its event words and bright without."""
    at = list(enumerate(speakers))
    quotes = [
        {"quote_id": f"q{i}", "speaker": who, "start": 7 * i, "end": 7 * i + 6, "text": "Words.", "kind": "direct"}
        for i, who in at
    ]
    tone = [
        {"quote_id": f"q{i}", "speaker": who, "compound": -0.4, "attitude": 0.3, "event_load": 0.25, "label": -1}
        | {"n_words": 4, "words": [WAR, GOOD]}
        for i, who in at
    ]
    known = [{"speaker": who, "kind": "person", "side": "Velmora", "mentions": []} for who in dict.fromkeys(speakers)]
    article = {"title": "Dam", "text": TEXT, "n_words": 20}
    own = {"tone": tone, "speakers": known, "articles": [article]}
    bare = record(TEXT, quotes)
    tables = {name: table(name, own[name]) if name in own else getattr(bare, name) for name in TABLES}
    return Record(bare.article, **tables)


def text_of(section: str) -> str:
    return " ".join(html.unescape(re.sub("<.*?>", " ", section)).split())


def test_a_mean_with_what_moved_it_and_the_sign_that_turns():
    words = text_of(tone_section(made(*["Ana Ruiz"] * 5)))
    assert (
        "Ana Ruiz war −14.5 (event), <good> +9.5 −0.40 all the same +0.30 the sign turns −0.70 25% of the words "
        "5 quotes q0 −0.40, q1 −0.40" in words
    )
    assert "By side" in words and "Velmora" in words
    assert "No interval holds these errors." in words


def test_too_few_quotes_are_listed_each_with_its_tone():
    section = tone_section(made(*["Ana Ruiz"] * 2, "<b>Jo", "<b>Jo"))
    words = text_of(section)
    assert "Nobody here has five quotes with a tone." in words and "95 %" not in words
    assert "Ana Ruiz 2 quotes q0 −0.40, q1 −0.40" in words and "<b>Jo 2 quotes q2" in words
    assert 'href="#q-q3"' in section and "<b>Jo" not in section and "all the same" not in words
    assert "turns" not in words


def test_a_side_of_several_with_few_quotes_each():
    words = text_of(tone_section(made("Ana", "Jo", "Kim", "Lea", "Mia")))
    assert "By speaker" not in words and "Kim 1 quote q2 −0.40" in words
    assert "Velmora war −14.5 (event)" in words and "5 quotes q0 −0.40" in words


def test_nobody_spoke():
    assert "No quotes with a speaker." in tone_section(made())


def by_minilm(*, vader: list[float | None]) -> Record:
    """The record of a speaker whose quotes minilm gave -0.4, and VADER these."""
    known = made(*["Ana Ruiz"] * len(vader))
    labels = [None if score is None else int(score > 0) - int(score < 0) for score in vader]
    known.tone = known.tone.assign(scorer="minilm").assign(
        vader_compound=pd.array(vader, "Float64"), vader_label=pd.array(labels, "Int64")
    )
    return known


def test_two_scorers_stand_side_by_side_and_where_they_disagree_is_said():
    words = text_of(tone_section(by_minilm(vader=[-0.5, -0.5, 0.6, 0.0, None])))
    said = "They give 2 of 4 quotes the same sign. They give 1 quote opposite signs: read these first. "
    said += "VADER rates no word of 1 quote."
    assert said in words
    assert "q2 −0.40 (VADER +0.60), Ana Ruiz: Words." in words
    assert "−0.40 all the same VADER −0.10 (4 quotes)" in words
    known = by_minilm(vader=[None, -0.3])
    assert "q0 −0.40 (VADER no rated word), q1 −0.40 (VADER −0.30)" in text_of(tone_section(known))
    assert "They give the only quote that both score the same sign." in " ".join(
        as_text(known, everything=True).split()
    )


def test_a_quote_without_a_rated_word_is_listed_without_a_score():
    known = made("Ana Ruiz", "Jo")
    known.tone = known.tone.assign(compound=pd.array([None, -0.4], "Float64"))
    assert "Ana Ruiz 1 quote, none with a rated word q0 no rated word Jo 1 quote q1 −0.40" in text_of(
        tone_section(known)
    )
    assert "Ana Ruiz (1 quote, none with a rated word), Jo (1 quote)." in " ".join(
        as_text(known, everything=True).split()
    )


@pytest.mark.parametrize("n, turns", [(5, True), (4, False)])
def test_the_terminal_says_the_same(n, turns):
    said = " ".join(as_text(made(*["Ana Ruiz"] * n), everything=True).split())
    assert ("Ana Ruiz: −0.40 (5 quotes, all the same); +0.30 without event words, the sign turns" in said) == turns
    assert ("Too few quotes to say anything: Ana Ruiz (4 quotes)." in said) != turns
