"""Who counts, estimates or plans a number, in the sentence itself and inside what somebody says."""

import pytest
from made_up_figures import figures_of, speech


@pytest.mark.parametrize(
    ("text", "claimants"),
    [
        ("The ministry's count of 12 dead is disputed.", ["ministry"]),
        ("It was not clear whether Orr's report of 20 killed included the guards.", ["Orr"]),
        ("The figure of 200 dead came from the union.", ["union"]),
        ("The storm damaged 3,000 houses, by one estimate.", ["one estimate"]),
        ("A study by the board found 31 deaths.", ["board"]),
        ("The flood killed 12, with the mayor giving a toll as high as 40.", [None, "mayor"]),
        ("The police arrested 160 people, 107 of whom the ministry says were students.", [None, "ministry"]),
        ("The coast guard believes 40 people were on the boat.", ["coast guard"]),
        ("The army plans to move 5,000 people out of the valley.", ["army"]),
        ("Another slide shows that 40 houses were damaged.", ["Another slide"]),
        ("The toll, which the ministry puts at 300, is rising.", ["ministry"]),
        ("Thirty bodies were counted by the police.", ["police"]),
        ("The ministry's toll is 300.", ["ministry"]),
        ("The council reported losing 12 boats.", ["council"]),
        ("The governor told of 40 dead.", ["governor"]),
        ("The union demands 40 buses.", ["union"]),
        # Nobody's but the article's.
        ("Relatives hope to see the 30 miners who are trapped.", [None]),
        ("The town recorded 14 murders last year.", [None]),
        ("The Red Cross found 12 bodies in the mud.", [None]),
        ("Police believe the man who killed 12 people has fled.", [None]),
    ],
)
def test_who_gives_a_number(text, claimants):
    assert [_bare(f.speaker) for f in figures_of(text)] == claimants


def test_the_words_for_who_counts_are_the_mention():
    text = "Later the health ministry's count of 12 dead was doubted."
    (figure,) = figures_of(text)
    assert text[figure.mention_start : figure.mention_end] == figure.mention == "the health ministry"
    assert (figure.attribution, figure.quote_id) == ("stated", None) and "claimant_count_of" in figure.rule


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Doctors say 12 people died, the police 15 dead.", "police"),
        ("The board put the dead at seven, hospitals at nine.", "hospitals"),
        ("The government counts 300 dead, the opposition more than 1,000.", "opposition"),
        ("Police killed 12 people in the north, and soldiers three.", None),
        ("Tests put Orr at 12 per cent, Governor Moss at nine.", None),
    ],
)
def test_a_second_claimant_shares_the_verb(text, second):
    assert [_bare(f.speaker) for f in figures_of(text)][-1] == second


def test_a_count_inside_what_somebody_says_is_whose_it_is_there():
    text = "The general said the mayor had counted 100 bodies."
    (figure,) = figures_of(text, [speech(text, "the mayor had counted 100 bodies", "Ebo Tarn")])
    assert _bare(figure.speaker) == "mayor" and figure.quote_id == "q1"


def test_who_speaks_keeps_their_own_counts_and_what_others_mean_to_do():
    for words in (
        "she had counted 100 bodies",
        "the mayor wants to hire 100 nurses",
        "his staff had counted 100 bodies",
    ):
        text = f"Ann Lee said {words}."
        assert {f.speaker for f in figures_of(text, [speech(text, words, "Ann Lee")])} == {"Ann Lee"}


def test_one_name_for_one_speaker():
    text = "Many drowned, Nadia Orr said. By noon Orr's count of 12 dead was known."
    (figure,) = figures_of(text, [speech(text, "Many drowned", "Nadia Orr")])
    assert (figure.speaker, figure.mention) == ("Nadia Orr", "Orr")


def test_who_stands_before_the_colon_of_a_headline():
    below = "\n\nThe children died in the fighting around the town of Vell, the agency reported on Monday."
    figures = figures_of("UN: 300 children killed this year" + below, headline=(0, 33))
    assert [f.speaker for f in figures] == ["UN"]
    assert [f.speaker for f in figures_of("Blast: 12 dead in market of Vell" + below, headline=(0, 32))] == [None]


def _bare(speaker: str | None) -> str | None:
    return speaker.removeprefix("the ").removeprefix("The ") if speaker else None
