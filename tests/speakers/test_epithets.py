"""Epithets: whom a description means that names nobody, and where it stays as written."""

import pytest
from resolving import apart, last_speaker, parsed, resolved

from onrecord.speakers._name_context import read_context


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # by age: who is of that age, however near somebody else is
        ("Ida Keller, 19, came home. Tom Reed was there. The 19-year-old said it was late.", "Ida Keller"),
        ("Ida Keller, 19, came with Tom Reed. The 40-year-old said it was late.", "Tom Reed"),
        # by what is told of them
        ("Ida Keller has owned the mill for years. Tom Reed left. The owner said it would close.", "Ida Keller"),
        ("Tom Reed drives a lorry. Ida Keller was there. The driver said it was late.", "Tom Reed"),
        ("Tom Reed coaches the team. Ida Keller was there. The coach said it was late.", "Tom Reed"),
        # two people
        ("Ida Keller and Tom Reed lost the barn. The couple said it was late.", "Ida Keller and Tom Reed"),
        # by new facts that fit the person in view
        ("Sam Osei dug through the night. The father of two said it was late.", "Sam Osei"),
        ("Sam Osei dug through the night. The retired miner said it was late.", "Sam Osei"),
        ("Sam Osei dug through the night. The cat-loving plumber said it was late.", "Sam Osei"),
        ("Sam Osei dug through the night. The grandfather said it was late.", "Sam Osei"),
        ("Ida Keller, mother of three, met Sam Osei. The grandfather of two said it was late.", "Sam Osei"),
    ],
)
def test_whom_an_epithet_means(text, speaker):
    assert last_speaker(text) == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # nobody, or somebody else, fits
        ("Ida Keller, mother of three, came home. The father of two said it was late.", "The father of two"),
        ("Ida Keller has owned the mill and Tom Reed has owned it too. The owner said it was late.", "The owner"),
        ("Sam Osei dug through the night. The victim's father said it was late.", "The victim's father"),
        ("Sam Osei dug through the night. The prosecutor in Vell said it was late.", "The prosecutor in Vell"),
        # two are in view alike
        ("Sam Osei and Tom Reed dug through the night. The retired miner said it was late.", "The retired miner"),
        (apart("Sam Osei left.", 3, "The grandfather said it was late."), "The grandfather"),
    ],
)
def test_a_description_that_fits_nobody_stays_as_written(text, speaker):
    assert last_speaker(text) == speaker


def test_an_epithet_tells_gender():
    quotes, _ = resolved(
        "Sam Osei dug with Ida Keller. The grandfather said it was late. He said she left. She said no."
    )
    assert [quote.speaker for quote in quotes[:2]] == ["Sam Osei", "Sam Osei"]


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Ida Keller, 19, came.", 19),
        ("Ida Keller (19) came.", 19),
        ("Ida Keller, a 19-year-old nurse, came.", 19),
        ("They met 19-year-old student Ida Keller.", 19),
        ("Ida Keller, 19 metres behind, came.", None),
        ("Ida Keller came.", None),
    ],
)
def test_ages_are_read_beside_names(text, age):
    (name,) = [ent for ent in parsed(text).tokens.ents if ent.text == "Ida Keller"]
    assert read_context(name, text).age == age


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("His wife, Ida Keller, came.", "female"),
        ("Actress Ida Keller came.", "female"),
        ("Ida Keller, a lawyer and mother of two, came.", "female"),
        ("Ida Keller is a grandmother.", "female"),
        ("They met a woman named Ida Keller.", "female"),
        ("The queen's lawyer, Ida Keller, came.", None),
        ("Ida Keller met a man.", None),
    ],
)
def test_nouns_beside_a_name_tell_gender(text, gender):
    (name,) = [ent for ent in parsed(text).tokens.ents if ent.text == "Ida Keller"]
    assert read_context(name, text).gender == gender
