"""Figures: unit, event, links and claimant of each number; claims side by side."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.articles import Article
from onrecord.comparisons import compare
from onrecord.figures import find_figures
from onrecord.language import parse
from onrecord.quotes import Quote


def figures_of(text, quotes=(), **known):
    return find_figures(parse(Article("a", text, **known)), list(quotes))


def speech(text, words, speaker, n=1):
    """A quote of `words` by `speaker`, as find_quotes and resolve would give it."""
    start = text.index(words)
    return Quote(
        quote_id=f"q{n}", statement_id=f"s{n}", start=start, end=start + len(words), text=words, kind="indirect",
        speaker=speaker, mention=speaker, mention_start=None, mention_end=None, cue="said", cue_start=None, cue_end=None,
        cue_class="neutral", position="after", paragraph=0, in_headline=False, rule="clause_before_cue",
    )  # fmt: skip


SENTENCES = [
    ("Dozens of sheep lay dead in the field.", [(24, 72, "sheep", "killed")]),
    ("The tug was carrying 30 men off the coast.", [(30, 30, "men", "other")]),  # "off" belongs to the coast
    ("Gunmen carried off 30 men.", [(30, 30, "men", "displaced")]),
    ("The coast guard said 163 were rescued.", [(163, 163, None, "other")]),
    ("The mayor put the death toll higher, at 58.", [(58, 58, None, "killed")]),
    # the verb, its subject and its object
    ("The blast killed six guards.", [(6, 6, "guards", "killed")]),
    ("Twelve miners died in the shaft.", [(12, 12, "miners", "killed")]),
    ("At least 70 homes were destroyed.", [(70, None, "homes", "destroyed")]),
    ("The storm claimed 31 lives.", [(31, 31, "lives", "killed")]),
    ("The flood took the lives of 13 farmers.", [(13, 13, "farmers", "killed")]),
    ("Nearly 2,000 villagers fled the valley.", [(1900, 2100, "villagers", "displaced")]),
    ("About 300 families lost their homes.", [(285, 315, "families", "displaced")]),
    ("Some 40 people were taken hostage.", [(38, 42, "people", "detained")]),
    ("The rebels blew up three pylons.", [(3, 3, "pylons", "destroyed")]),
    ("They brought down at least 20 pylons.", [(20, None, "pylons", "destroyed")]),  # parsed as a place: "at least 20"
    ("The gang set fire to two trucks.", [(2, 2, "trucks", "damaged")]),
    ("The hail damaged around 80 cars.", [(76, 84, "cars", "damaged")]),
    ("Police arrested 23 marchers.", [(23, 23, "marchers", "detained")]),
    # verbs that govern verbs
    ("The river forced 500 people to leave their homes.", [(500, 500, "people", "displaced")]),
    ("More than 90 people had to be evacuated.", [(90, None, "people", "displaced")]),
    ("Up to 250 people could be displaced.", [(None, 250, "people", "displaced")]),
    ("The quake left 12 people dead.", [(12, 12, "people", "killed")]),
    ("The fire left thousands homeless.", [(2000, 9000, "homeless", "displaced")]),
    ("The 300 guests could not return home.", [(300, 300, "guests", "displaced")]),
    # participles, adjectives, relative clauses
    ("She counted 30 houses destroyed by the wave.", [(30, 30, "houses", "destroyed")]),
    ("The camp holds 700 displaced people.", [(700, 700, "people", "displaced")]),
    ("He met 40 farmers who fled the fighting.", [(40, 40, "farmers", "displaced")]),
    ("Nine sailors are still missing.", [(9, 9, "sailors", "missing")]),
    # nouns
    ("The council mourned the death of 14 divers.", [(14, 14, "divers", "killed")]),
    ("The wind did damage to 33 roofs.", [(33, 33, "roofs", "damaged")]),
    ("The murder of the six priests shook the town.", [(6, 6, "priests", "killed")]),
    ("The death toll rose to 45.", [(45, 45, None, "killed")]),
    ("The number of displaced families is 52.", [(52, 52, None, "displaced")]),
    ("Houses destroyed: 64", [(64, 64, None, "destroyed")]),
    ("Among those captured were 600 soldiers.", [(600, 600, "soldiers", "detained")]),
    ("The camp shelters 9,000 refugees.", [(9000, 9000, "refugees", "displaced")]),
    # lists and what they leave out
    ("In the valley 23 schools and 15 clinics were destroyed.", [(23, 23, "schools", "destroyed"), (15, 15, "clinics", "destroyed")]),
    ("The crash left 12 dead, 40 injured and 3 missing.", [(12, 12, "dead", "killed"), (40, 40, "injured", "injured"), (3, 3, "missing", "missing")]),
    ("Three guards were killed and seven others were wounded.", [(3, 3, "guards", "killed"), (7, 7, "others", "injured")]),
    ("About 2 million were displaced by war and 30,000 by drought.", [(1.9e6, 2.1e6, None, "displaced"), (30_000, 30_000, None, "displaced")]),
    ("A group of 12 soldiers was captured.", [(12, 12, "soldiers", "detained")]),
    ("Two of his bodyguards were wounded.", [(2, 2, "bodyguards", "injured")]),
    # counts with no such event
    ("He offered passage to 24 ships from 6 countries.", [(24, 24, "ships", "other"), (6, 6, "countries", "other")]),
    ("About 500 people marched through the town.", [(475, 525, "people", "other")]),
    ("The sides exchanged 30 prisoners.", [(30, 30, "prisoners", "other")]),
    ("Troops rescued 80 hostages.", [(80, 80, "hostages", "other")]),
    ("The police fired 3 rockets.", [(3, 3, "rockets", "other")]),
    ("Some 2,000 were killed.", [(1900, 2100, None, "killed")]),
    ("In all 1,900 were killed.", [(1900, 1900, None, "killed")]),  # no year
    ("Two of the four gates were damaged.", [(2, 2, "gates", "damaged"), (4, 4, "gates", "other")]),
    ("The storm caused $3 million in damage.", [(3e6, 3e6, "money", "damaged")]),
    ("At least 700 people were shot and killed.", [(700, None, "people", "killed")]),
    ("A 300-ton tank was destroyed.", [(300, 300, "ton", "other")]),  # no 300 tanks
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_sentence(sentence, expected):
    found = [(f.value_low, f.value_high, f.unit, f.event) for f in figures_of(sentence)]
    assert found == expected


NOTHING = [
    "",
    "No one was hurt.",
    "He said so in 1994.",
    "The 92-year-old woman sat down.",
    "Ann Example, 42, lives on 12 May Street.",
    "They walked five km in two hours.",
    "It was the 19th day of World War III.",
    "The second blast came three minutes later.",
    "One of the worst attacks hit the town.",
    "One side blamed the other.",
    "A three-storey house collapsed.",
    "The fund gave $300 million.",
    "It cost 12 million dollars.",
    "Ann Example, a mother of seven, spoke.",
    "It was the 1999 shooting.",
    "Cyclone Ada-Ten destroyed much.",
    "There are two ways to do it.",
]


@pytest.mark.parametrize("sentence", NOTHING)
def test_no_figure(sentence):
    assert figures_of(sentence) == []


def test_row_of_one_figure():
    (row,) = figures_of("On Monday the army may have killed about 400 villagers in Brantia.")
    assert (row.text, row.stated, row.approx, row.category) == ("about 400 villagers", "400", "about", "people")
    assert (row.hedged, row.negated, row.event_text) == (True, False, "killed")
    assert (row.speaker, row.quote_id, row.attribution) == (None, None, "none")
    assert row.date_text == "Monday"


def test_negated():
    (row,) = figures_of("The shells did not destroy 12 houses.")
    assert row.negated and row.event == "destroyed"


def test_words_that_say_how_it_came_about():
    (row,) = figures_of("The police moved 300 nomads, who were deported against their will.")
    assert row.event == "displaced"
    (row,) = figures_of("Some 300 nomads were deported against their will.")
    assert row.event_text == "deported against their will"


LINKS = [
    ("The raid killed 40 people, including 9 children.", {"f2": "f1"}),
    ("The raid killed 40 people, including 9 children and 6 nurses.", {"f2": "f1", "f3": "f1"}),
    ("The raid killed 40 people, 12 of whom were children.", {"f2": "f1"}),
    ("Hundreds of people had been killed, 52 children among them.", {"f2": "f1"}),
    ("Three persons died (two were children).", {"f2": "f1"}),
    ("The raid killed 40 people. Seven of them were nurses.", {"f2": "f1"}),
    ("Police held 40 people in 12 towns, including 9 students.", {"f3": "f1"}),  # students are no part of towns
    ("The raid killed 9 people, including 40 children.", {}),  # a part is no larger than its whole
    ("The raid killed 40 people. It destroyed 9 houses.", {}),
]


@pytest.mark.parametrize(("text", "expected"), LINKS)
def test_subsets(text, expected):
    found = figures_of(text)
    assert {f.figure_id: f.subset_of for f in found if f.subset_of} == expected


def test_a_part_has_the_event_of_its_whole():
    whole, part = figures_of("Some 400 people, including 90 children, had been deported.")
    assert (whole.event, part.event, part.subset_of) == ("displaced", "displaced", "f1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police arrested 60 men. Another 15 men were held in the port.", {"f2": "f1"}),
        ("The storm sank 4 ships, and two more ships were damaged.", {"f2": "f1"}),
        ("Another 15 men were held.", {}),
        ("The storm sank 4 ships. Another 15 men were held.", {}),  # men are not added to ships
    ],
)
def test_additions(text, expected):
    assert {f.figure_id: f.adds_to for f in figures_of(text) if f.adds_to} == expected


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


def test_boilerplate_is_skipped():
    text = "Six men died.\n\nNext article: 2 women found dead"
    assert [f.text for f in figures_of(text, boilerplate=((15, len(text)),))] == ["Six men"]


PAIRS = [
    ("Six hundred people fled the fire. The fire displaced 600 residents.", "agree"),
    ("The mayor said 4,020 people had fled. The army said 4,000 people had fled.", "agree_rounded"),
    ("The mayor said 402 people had fled. The army said hundreds of civilians had fled.", "compatible"),
    ("The mayor said 402 people had been deported by force. The army said about 400 people had been evacuated.", "conflict_character"),
    ("The mayor said 90 people had died. The army said 31 people had died.", "conflict_value"),
    ("The mayor said 40 people had died, including 9 children.", "subset"),
    ("Police arrested 60 men. Another 15 men were arrested.", "adds"),
    ("The death toll rose from 17 to 46.", "updates"),
    ("The mayor said 90 people had died. The army said 90 people had been wounded.", None),
    ("The mayor said 90 houses were destroyed. The army said 31 bridges were destroyed.", None),
    ("The mayor said 9 soldiers had died. The army said 9 people had died.", None),  # small numbers recur by chance
    ("The mayor said 90,000 people had died. The army said 31 people had died.", None),  # not the same event
]  # fmt: skip


def claims(text):
    """Figures of a text whose every sentence with "X said" is X's speech."""
    quotes = []
    for n, sentence in enumerate(text.split(". ")):
        if " said " in sentence:
            who, words = sentence.split(" said ", 1)
            quotes.append(speech(text, words, who, n))
    return figures_of(text, quotes)


@pytest.mark.parametrize(("text", "relation"), PAIRS)
def test_compare(text, relation):
    assert [pair.relation for pair in compare(claims(text), text)] == ([relation] if relation else [])


OTHER_EXTENTS = [
    ("The mayor said 90 people had died in the blast. The army said 431 people had died this year.", []),
    ("Nationwide, the army said 431 people had died. The mayor said 90 people had died.", []),
    ("The mayor said 431 people had died this year. The army said 390 people had died this year.", ["conflict_value"]),
    ("A nurse said 90 people had died at his clinic. A doctor said 31 people had died at a second hospital.", []),
    ("A nurse said 31 people had died at his clinic. The army said 90 people had died.", ["compatible"]),
    ("A nurse said 90 people had died at his clinic. The army said 31 people had died.", ["conflict_value"]),
    ("The mayor said 31 bodies had been found. The army said 90 people had died.", ["compatible"]),
    ("The mayor said 90 bodies had been found. The army said 31 people had died.", ["conflict_value"]),
    ("The mayor said 90 people had died in Lima. The army said 31 people had died in Quito.", []),
]


@pytest.mark.parametrize(("text", "relations"), OTHER_EXTENTS)
def test_numbers_of_other_extents_are_no_conflict(text, relations):
    assert [pair.relation for pair in compare(claims(text), text)] == relations


def test_what_is_denied_is_negated():
    text = "The army denied that 15 people had been killed."
    denial = replace(speech(text, "that 15 people had been killed", "army"), cue_class="deny")
    (figure,) = figures_of(text, [denial])
    assert figure.negated and figure.speaker == "army" and "claim_denied" in figure.rule
    (said,) = figures_of(text, [replace(denial, cue_class="neutral")])
    assert not said.negated
    (quoted,) = figures_of(text, [replace(denial, kind="direct")])
    assert not quoted.negated


def test_why_names_both_claimants_and_both_numbers():
    text = PAIRS[3][0]
    (pair,) = compare(claims(text), text)
    assert (pair.a, pair.b) == ("f1", "f2")
    for part in ("The mayor", "The army", "402 people", "about 400 people", "by force", "evacuated", "agree"):
        assert part in pair.why


def test_no_figures_no_pairs():
    assert compare([], "") == []


WORDS = st.sampled_from(
    re.findall(
        r"\n\n|\S+",
        "\n\n "
        "12 3,400 1,,,2 9999999999999999999 about two dozen thousands of people houses killed destroyed . , ; ( ) - "
        "including another of them “ ” ½ ٣ İ the were who toll to 45 2014 May % $",
    )
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=40))
def test_every_row_points_at_its_words(text):
    found = figures_of(text)
    names = {f.figure_id for f in found}
    for row in found:
        assert text[row.start : row.end] == row.text
        assert row.stated in row.text
        assert {row.subset_of, row.adds_to} - {None} <= names - {row.figure_id}
        assert row.rule
    assert found == figures_of(text)
    compare(found, text)
