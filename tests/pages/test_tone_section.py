"""Tone section: means only where there are quotes enough, what moved them, and whose sign turns."""

import html
import re

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
        "Ana Ruiz war −14.5 (event), <good> +9.5 5 −0.40 all the same +0.30 the sign turns −0.70 25% of the words"
        in words
    )
    assert "By side" in words and "Velmora" in words
    assert "No interval holds these errors." in words


def test_too_few_quotes_are_listed_each_with_its_tone():
    section = tone_section(made(*["Ana Ruiz"] * 2, "<b>Jo", "<b>Jo"))
    words = text_of(section)
    assert "No speaker has five quotes." in words and "No side has five quotes." in words
    assert "Ana Ruiz 2 q0 −0.40, q1 −0.40" in words and "<b>Jo 2 q2" in words
    assert 'href="#q-q3"' in section and "<b>Jo" not in section and "all the same" not in words
    assert "turns" not in words


def test_a_side_of_several_with_few_quotes_each():
    words = text_of(tone_section(made("Ana", "Jo", "Kim", "Lea", "Mia")))
    assert "No speaker has five quotes." in words
    assert "Velmora war −14.5 (event)" in words and " 5 −0.40" in words


def test_nobody_spoke():
    assert "No quotes with a speaker." in tone_section(made())


@pytest.mark.parametrize("n, turns", [(5, True), (4, False)])
def test_the_terminal_says_the_same(n, turns):
    said = " ".join(as_text(made(*["Ana Ruiz"] * n)).split())
    assert ("-0.40 all the same +0.30 without event words, the sign turns" in said) == turns
    assert ("Too few quotes to say anything: Ana Ruiz (4)." in said) != turns
