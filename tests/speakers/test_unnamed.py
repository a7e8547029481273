"""Sources without a name are called by all the words that make them a source."""

import pytest
from resolving import resolved

from onrecord.tables.columns import COLUMNS

DESCRIBED = [
    ("A banker who advised both firms", "said the price was too high."),
    ("People arrested last week", "said that they had been beaten."),
    ("Sources close to the minister", "said she would go."),
    ("A person familiar with the talks", "said the offer was dead."),
    ("Three people with direct knowledge of the matter", "said that the bank had been warned."),
    ("The lawyer for the family", "said the boy was innocent."),
    ("One of the survivors", "said the boat sank in minutes."),
    ("Residents living near the plant", "said the smell had grown worse."),
    ("Farmers whose fields were flooded", "said the money had never come."),
    ("A nurse at the hospital who treated the first patients", "said it was late."),
    ("Those who fled the fire", "said the wind had turned."),
]
NOT_OF_THE_NAME = [
    ("Residents, many of whom are older, said the power was off.", "Residents"),
    ("An official who asked not to be named said the talks had failed.", "An official"),
    ("One resident in an interview said the dust was everywhere.", "One resident"),
    ("A guard at the gate said on Tuesday that it had been open.", "A guard at the gate"),
    ("“They burned the camp,” said a fighter who goes by the name “Falcon.”", "Falcon"),
    ("A woman who said she had seen it left the hall.", "A woman"),
]
WHY_NAMELESS = [
    (
        "An official, who spoke on condition of anonymity because he was not authorized to speak, said it was late.",
        "spoke on condition of anonymity because he was not authorized to speak",
    ),
    (
        "“They came at night,” said a villager who declined to give her name for fear of reprisals.",
        "declined to give her name for fear of reprisals",
    ),
    ("“We are hungry,” said Maria, who gave only her first name.", "gave only her first name"),
    (
        "A resident said that soldiers had come. He requested anonymity, citing concerns for his safety.",
        "requested anonymity, citing concerns for his safety",
    ),
    (
        "An aide said the minister would go. The aide spoke on the condition that he not be named.",
        "spoke on the condition that he not be named",
    ),
    ("The pilot, who cannot be named for legal reasons, said it froze.", "cannot be named for legal reasons"),
    (
        "A clerk, whose name is being withheld to protect her, said that records were burned.",
        "name is being withheld to protect her",
    ),
    ("Officials who were not authorized to speak publicly said it was late.", "were not authorized to speak publicly"),
    ("A man who refused to identify himself said the shop was closed.", "refused to identify himself"),
    ("Speaking on condition of anonymity, a general said it was late.", "Speaking on condition of anonymity"),
    # somebody else, or something else
    ("The mayor said the donor wished to remain anonymous.", None),
    ("Police said a man had been held; they declined to identify the suspect.", None),
    ("A clerk said an anonymous letter had come.", None),
    ("The minister, who declined to comment on the case, said the court was free.", None),
    ("A nurse said the ward was full. The hospital declined to name the dead.", None),
]


@pytest.mark.parametrize(("source", "says"), DESCRIBED)
def test_what_describes_a_source_is_its_name(source, says):
    _, (speaker,) = resolved(f"{source} {says}")
    assert speaker.speaker == source
    assert speaker.kind.startswith("unnamed") and not speaker.named


@pytest.mark.parametrize(("text", "source"), NOT_OF_THE_NAME)
def test_how_and_when_somebody_spoke_is_no_part_of_the_name(text, source):
    assert [s.speaker for s in resolved(text)[1]] == [source]


def test_who_is_described_once_is_called_by_the_noun_alone_later():
    quotes, _ = resolved("A person briefed on the sale said it was off. The person said lawyers had come.")
    assert [q.speaker for q in quotes] == ["A person briefed on the sale"] * 2


def test_who_is_only_part_of_a_description_is_not_called_by_it():
    quotes, _ = resolved("A woman who argued with the tenant said it was late. The tenant said it was early.")
    assert [q.speaker for q in quotes] == ["A woman who argued with the tenant", "The tenant"]


@pytest.mark.parametrize(("text", "why"), WHY_NAMELESS)
def test_why_a_source_has_no_name_is_told_in_the_words_of_the_article(text, why):
    assert resolved(text)[1][0].anonymity == why


def test_a_column_says_it():
    assert COLUMNS["speakers"]["anonymity"] == "str"
