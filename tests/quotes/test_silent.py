"""What is no person, body, document or group speaks for nobody."""

import pytest
from resolving import parsed, quotes_in, resolved

from onrecord.quotes._silent import is_silent
from onrecord.words.lexicons import silent_nouns, speaker_nouns

SILENT = [
    "The opening of the complex announced a new era, adding that jobs would follow.",
    "The storm claimed that nobody was safe.",
    "The landslide injured six people, warning that more could follow.",
    "Main Street said the shops would close.",
    "Experience tells us that the rains come late.",
    "The silence suggests that the talks failed.",
    "The sirens warned that a raid was coming.",
    "The refusal insisted that the plan was flawed.",
    "On Friday said that the match was off.",
]
SPEAKING = [
    ("The government said the road was shut.", "government"),
    ("The family said the boy was shy.", "family"),
    ("The crowd chanted that the king must go.", "crowd"),
    ("Downing Street said the talks had failed.", "Downing Street"),
    ("The jury recommended that the driver be freed.", "jury"),
    ("The seamstress claimed that she was cheated.", "seamstress"),
    ("A third of voters said that they were tired.", "third of voters"),
    ("An investigation by the harbour board found that the wall was thin.", "harbour board"),
    ("The warning said that the wall was thin.", "warning"),
]


@pytest.mark.parametrize("text", SILENT)
def test_things_say_nothing(text):
    assert [quote.mention for quote in quotes_in(text)] == []


@pytest.mark.parametrize(("text", "speaker"), SPEAKING)
def test_bodies_groups_and_documents_speak(text, speaker):
    (quote,) = resolved(text)[0]
    assert speaker in quote.speaker


def test_what_a_passive_names_behind_by_speaks_for_its_participle():
    (quote,) = quotes_in("The raid was condemned by the minister, saying that it was a crime.")
    assert quote.mention == "the minister"


def test_a_number_said_to_be_the_same_is_no_part_of_the_speaker():
    (quote,) = quotes_in("Same figure officials said on Friday that the port was closed.")
    assert quote.mention == "officials"


@pytest.mark.parametrize("words", ["One of them", "Some of us"])
def test_one_of_them_has_no_name(words):
    (quote,) = resolved(f"{words} said that the guards were asleep.")[0]
    assert quote.speaker is None


def test_no_noun_is_both_silent_and_a_speaker():
    assert not silent_nouns() & set(speaker_nouns())


def test_names_are_never_silent_for_what_they_mean():
    doc = parsed("Storm said that Rose Hill had left.").tokens
    assert not any(is_silent(token) for token in doc if token.pos_ == "PROPN")
