"""From mentions to people and bodies: tables of small made-up texts."""

import pytest

from onrecord.articles import Article
from onrecord.language import parse
from onrecord.quotes import find_quotes
from onrecord.sides import side_of
from onrecord.speakers import RULES, resolve


def resolved(text):
    parsed = parse(Article("a", text))
    return resolve(parsed, find_quotes(parsed))


CASES = [
    # (text, speakers of the quotes in order, how the last one was found)
    ("Ada Brandt arrived. “We were not warned,” Brandt said.", ["Ada Brandt"], "name"),
    ("“We were not warned,” Brandt said.\n\nMayor Ada Brandt left later.", ["Ada Brandt"], "name"),  # full name later
    ("Ada Brandt said it was late. She said help was near.", ["Ada Brandt"] * 2, "pronoun"),
    ("Ada Brandt, the mayor, came. The mayor said it was late.", ["Ada Brandt"], "role_noun"),
    (
        "The Ministry of Health said 12 died. The ministry said more may follow.",
        ["Ministry of Health"] * 2,
        "role_noun",
    ),
    ("A young woman stood by the river. “I lost my house,” she said.", ["A young woman"], "pronoun"),
    ("Residents said the siren was silent.", ["Residents"], "as_written"),
    ("Moscow said the talks were over.", ["Moscow"], "as_written"),
    ("Ada Brandt resigned. In her letter, she said the dam was old.", ["Ada Brandt"], "pronoun"),
    ("Anne-Marie Holt-Weber said it was late.", ["Anne-Marie Holt-Weber"], "name"),
    ("Ada Brandt and her crew won. The 31-year-old driver said it was luck.", ["Ada Brandt"], "in_view"),
    ("Ada Brandt resigned. Her statement said the dam was old.", ["Ada Brandt"], "author"),
    ("Ada Brandt shook her head. “Nobody came, and nobody rang the bell.”", ["Ada Brandt"], "before_quote"),
    ("The mayor of Vell, Ada Brandt, said it was late.", ["Ada Brandt"], "name"),
    ("The owner, Serena Lines, said it was sorry.", ["Serena Lines"], "name"),
    ("“I ran,” said Ada Brandt, a nurse who asked for calm. “It was dark.”", ["Ada Brandt"] * 2, "name"),
    ("\ufeffAda Brandt said it was late.", ["Ada Brandt"], "name"),  # an invisible mark before the name
    ("“We will not stop the party now,” said 😀.", [None], "nobody"),
    ("“We were not warned at all. Nobody came.”", [None], "nobody"),
    ("“I saw it,” I said.", [None], "nobody"),
]


@pytest.mark.parametrize(("text", "speakers", "how"), CASES)
def test_speakers(text, speakers, how):
    quotes, _ = resolved(text)
    assert [q.speaker for q in quotes] == speakers
    assert quotes[-1].rule.split("/")[1] == how
    assert how in RULES


def test_two_speakers_with_one_last_name_stay_two():
    text = "Tom Keller said the gate was open.\n\nNina Keller, a nurse, said the gate was shut."
    quotes, speakers = resolved(text)
    assert [q.speaker for q in quotes] == ["Tom Keller", "Nina Keller"] == [s.speaker for s in speakers]


def test_role_affiliation_and_side_come_from_the_text():
    _, (speaker,) = resolved("Ada Brandt, Norway’s minister of health, said it was late.")
    assert (speaker.role, speaker.affiliation, speaker.side) == ("Norway's minister of health", "Norway", "Norway")
    assert speaker.kind == "person" and speaker.named


def test_gender_comes_from_pronouns_never_from_names():
    _, speakers = resolved("Maria Holt said it was late.")
    assert speakers[0].gender is None
    _, speakers = resolved("Maria Holt said it was late. She said more.")
    assert speakers[0].gender == "female"


def test_words_are_counted_inside_and_outside_quotation_marks():
    _, (speaker,) = resolved("Ada Brandt said the plan was “a great disaster” for all.")
    assert (speaker.n_quotes, speaker.n_words_direct, speaker.n_words_indirect) == (1, 3, 5)


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("the Kremlin", "Russia"),
        ("Ukrainian officials", "Ukraine"),
        ("the White House", "United States"),
        ("the mayor", None),
        ("turkey farmers", None),
    ],
)
def test_side(text, side):
    assert side_of(text) == side
