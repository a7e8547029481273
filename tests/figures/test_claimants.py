"""Claimants: who says a figure, and who denies it."""

from dataclasses import replace

import pytest
from made_up_figures import figures_of, speech


def test_the_claimant_is_who_says_it():
    text = "Two boats sank, the navy said. Nine men are missing."
    stated, unclaimed = figures_of(text, [speech(text, "Two boats sank", "Navy")])
    assert (stated.speaker, stated.quote_id, stated.attribution) == ("Navy", "q1", "stated")
    assert (unclaimed.speaker, unclaimed.attribution) == (None, "none")


GOES_ON = "He said six men had died. In the port 30 sheds were destroyed. The rest is ash, {} said."


@pytest.mark.parametrize(
    ("second", "claimant", "attribution"), [("Ann Lee", "Ann Lee", "continued"), ("Bo Day", None, "none")]
)
def test_speech_goes_on_between_two_sentences_of_one_speaker(second, claimant, attribution):
    text = GOES_ON.format("somebody")
    quotes = [speech(text, "six men had died", "Ann Lee"), speech(text, "The rest is ash", second, 2)]
    row = figures_of(text, quotes)[1]
    assert (row.text, row.speaker, row.attribution) == ("30 sheds", claimant, attribution)
    assert ("claimant_between_quotes" in row.rule) == (attribution == "continued")


def test_speech_does_not_go_on_over_a_paragraph():
    text = GOES_ON.format("she").replace(". In", ".\n\nIn")
    quotes = [speech(text, "six men had died", "Ann Lee"), speech(text, "The rest is ash", "Ann Lee", 2)]
    assert figures_of(text, quotes)[1].speaker is None


def test_a_denial_is_its_speakers():
    text = "The army denied that 15 people had been killed."
    denial = replace(speech(text, "that 15 people had been killed", "army"), cue_class="deny")
    (figure,) = figures_of(text, [denial])
    assert figure.negated and figure.status == "denied" and figure.speaker == "army"


@pytest.mark.parametrize(
    "text",
    [
        "The army rejected the hospital's count of 15 dead.",
        "The army disputed the toll of 15.",
        "The army denied having killed 15 people.",
        "Reports that 15 people had died were dismissed by the army.",
        "A spokesman said the army had denied killing 15 people.",
    ],
)
def test_the_claimant_of_a_denied_number_denies_it(text):
    (figure,) = figures_of(text)
    assert (figure.status, figure.speaker) == ("denied", "army") and "claimant_denies" in figure.rule
