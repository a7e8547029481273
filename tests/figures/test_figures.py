"""Figures: unit, event, links and claimant of each number; claims side by side."""

import re
import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.figures.comparisons import compare
from onrecord.figures.find import find_figures
from onrecord.rows import Quote
from onrecord.text.articles import Article
from onrecord.text.parse import parse


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
    ("At least two of those arrested have confessed.", [(2, None, None, "detained")]),
    ("He counted 40 men (15 wounded).", [(40, 40, "men", "other"), (15, 15, "wounded", "injured")]),
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
    ("A tank of 300 tons was destroyed.", [(300, 300, "tons", "other")]),
    ("The fire destroyed 300 tons of grain.", [(300, 300, "tons", "destroyed")]),
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
    "The old bridge fell, and a new one was built.",
    "He presented a ten-point plan.",
    "Half of the time it rains.",
    "Ann Example, a mother of seven, spoke.",
    "It was the 1999 shooting.",
    "Cyclone Ada-Ten destroyed much.",
    "There are two ways to do it.",
]


RULES = [
    ("The crash left 12 dead.", "unit_is_event"),
    ("Twelve miners died.", "event_verb_subject"),
    ("The blast killed six guards.", "event_verb_object"),
    ("The gang set fire to two trucks.", "event_verb_to"),
    ("Nine sailors are missing.", "event_beside"),
    ("Six people remain dead.", "event_predicate"),
    ("More than 90 people had to be evacuated.", "event_verb_chain"),
    ("She counted 30 houses destroyed by the wave.", "event_clause_on_noun"),
    ("The camp holds 700 displaced people.", "event_modifier"),
    ("The council mourned the death of 14 divers.", "event_noun"),
    ("Among those captured were 600 soldiers.", "event_among"),
    ("The ministry put the dead at 58.", "event_total"),
    ("Three homes burned, 40 damaged.", "event_bare_participle"),
    ("Injured: 12", "event_label"),
    ("They met 9,000 refugees.", "event_implied_by_unit"),
    ("The storm caused $3 million in damage.", "event_money"),
    ("A 300-ton tank was destroyed.", "measure_before_noun"),
    ("He offered passage to 24 ships.", "count"),
    # an event from the figure beside it
    ("In the valley 23 schools and 15 clinics were destroyed.", "event_of_list"),
    ("Some 400 people were deported, 90 of them children.", "event_of_whole"),
    ("They found 400 families (1,900 people) who had lost their houses.", "event_same_in_other_units"),
    ("About 2 million were displaced by war and 30,000 by drought.", "event_elided"),
    ("He said 74 were missing, down from about 120.", "event_revised"),
]


@pytest.mark.parametrize(("sentence", "rule"), RULES)
def test_rules(sentence, rule):
    assert rule in [row.rule for row in figures_of(sentence)]


AMOUNTS = [
    ("The fund gave $300 million.", [(3e8, 3e8, "money", "money", "other")]),
    ("It cost about 12 million dollars.", [(11.4e6, 12.6e6, "dollars", "money", "other")]),
    ("The repairs exceeded 40 crore rupees.", [(4e8, None, "rupees", "money", "other")]),
    ("Turnout reached 63 percent.", [(63, 63, "percent", "share", "other")]),
    ("About 60 per cent agreed.", [(57, 63, "percent", "share", "other")]),
    ("One in four houses was destroyed.", [(0.25, 0.25, "houses", "share", "destroyed")]),
    ("Half of the villagers fled.", [(0.5, 0.5, "villagers", "share", "displaced")]),
    ("She had a ten-point lead.", [(10, 10, "point", "measures", "other")]),
    ("The fund bought 300 acres.", [(300, 300, "acres", "land", "other")]),
    ("About 3,000 sheep had drowned.", [(2850, 3150, "sheep", "animals", "killed")]),
]


@pytest.mark.parametrize(("sentence", "expected"), AMOUNTS)
def test_shares_money_and_measures(sentence, expected):
    assert [(f.value_low, f.value_high, f.unit, f.category, f.event) for f in figures_of(sentence)] == expected


SCRAPED = [
    ("Around 5,000 people weredisplaced in the north.", (4750, 5250, "people", "displaced")),
    ("The fighting displaced 9,000 peoplebetween May and June.", (9000, 9000, "people", "displaced")),
    ("Nearly 500 newdisplacements have been recorded.", (475, 525, "displacements", "displaced")),
    ("The island has 40 islanders.", (40, 40, "islanders", "other")),
]


@pytest.mark.parametrize(("sentence", "expected"), SCRAPED)
def test_words_that_lost_their_spaces(sentence, expected):
    assert [(f.value_low, f.value_high, f.unit, f.event) for f in figures_of(sentence)] == [expected]


BARE = [
    ("We expected 650.", [650]),
    ("The crowd grew to more than 200 last night.", [200]),
    ("Forty-three said yes.", [43]),
    ("The two were never close.", []),
    ("My boys are six and nine.", []),  # ages
    ("Everybody under thirty must go.", []),
    ("I was there in Round 2.", []),
    ("This is one for the books.", []),
    ("He meant every one of them.", []),
]


@pytest.mark.parametrize(("sentence", "numbers"), BARE)
def test_bare_numbers_count_where_somebody_says_them(sentence, numbers):
    said = figures_of(sentence, [speech(sentence, sentence, "Ann Lee")])
    assert [f.value_low for f in said] == numbers
    assert figures_of(sentence) == []


def test_a_number_of_a_number_is_a_figure():
    assert [f.value_low for f in figures_of("Two of the eight had been on a list.")] == [2]


def test_a_total_of_anything_is_a_figure():
    (row,) = figures_of("The number brought out alive stands at 131.")
    assert (row.value_low, row.unit, row.event) == (131, None, "other")


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
    ("Of the 171 people hurt, 16 are in hospital.", {"f2": "f1"}),
    ("They rebuilt 120 of the 402 houses.", {"f1": "f2"}),
    ("They rebuilt 500 of the 402 houses.", {}),
    ("Hundreds of people had been killed, 52 children among them.", {"f2": "f1"}),
    ("Three persons died (two were children).", {"f2": "f1"}),
    ("The raid killed 40 people. Seven of them were nurses.", {"f2": "f1"}),
    ("Police held 40 people in 12 towns, including 9 students.", {"f3": "f1"}),  # students are no part of towns
    ("The raid killed 9 people, including 40 children.", {}),  # a part is no larger than its whole
    ("The raid killed 40 people. It destroyed 9 houses.", {}),
    # what adds up to a total is part of it
    ("The flood wrecked 402 houses and 11 shops, 413 buildings in all.", {"f1": "f3", "f2": "f3"}),
    ("A total of 413 buildings fell: 402 houses and 11 shops.", {"f2": "f1", "f3": "f1"}),
    ("The flood wrecked 402 houses and 11 shops, 900 buildings in all.", {}),  # it does not add up
    ("The raid left 12 dead (3 guards, 9 miners).", {"f2": "f1", "f3": "f1"}),
    ("The raid left 12 dead (3 guards, 8 horses).", {}),
    ("The flood wrecked 413 houses. In all, 413 people fled.", {}),
    # a difference is part of the later count
    ("The flood wrecked 402 houses, 14 more than on Tuesday.", {"f2": "f1"}),
    ("The flood wrecked 402 houses, 14 fewer than on Tuesday.", {}),
]


@pytest.mark.parametrize(("text", "expected"), LINKS)
def test_subsets(text, expected):
    found = figures_of(text)
    assert {f.figure_id: f.subset_of for f in found if f.subset_of} == expected


def test_a_difference_has_the_event_of_the_count_it_belongs_to():
    _, more = figures_of("She said 402 houses were destroyed, 14 more than a day earlier, and 900 damaged.")[:2]
    assert (more.value_low, more.event) == (14, "destroyed")


def test_verbs_of_a_list_each_have_their_own_number():
    text = "The flood destroyed 402 houses, damaged up to 1,000 more, and injured 31 workers."
    assert [f.event for f in figures_of(text)] == ["destroyed", "damaged", "injured"]


def test_an_aside_does_not_hide_the_event():
    (row,) = figures_of("The flood forced the evacuation of, according to the mayor, 400 people.")
    assert row.event == "displaced"


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
        ("Nineteen people died. Another 200 families moved into tents.", {}),
        ("The port lent 14 barges. Another three ferries came later.", {}),
        ("Police hold 6,000 residents. The papers of another 15,000 people were taken.", {"f2": "f1"}),
        ("Two guards and three other clerks were hurt.", {"f2": "f1"}),
        ("One person was killed, and another 90 residents were evacuated.", {}),
        ("The quake destroyed 150 houses and damaged another 900.", {"f2": "f1"}),
        ("The blast killed one man and injured 12 others.", {"f2": "f1"}),
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


def test_what_is_denied_is_negated():
    text = "The army denied that 15 people had been killed."
    denial = replace(speech(text, "that 15 people had been killed", "army"), cue_class="deny")
    (figure,) = figures_of(text, [denial])
    assert figure.negated and figure.speaker == "army" and "claim_denied" in figure.rule
    (said,) = figures_of(text, [replace(denial, cue_class="neutral")])
    assert not said.negated
    (quoted,) = figures_of(text, [replace(denial, kind="direct")])
    assert not quoted.negated


HOSTILE = [
    "9" * 400 + " people died.",
    "(" * 300 + "12 people died" + ")" * 300,
    "1,0000 people died.",
    "-5 people died. 0 people died. Minus three people died.",
    "Year\tDead\tHurt\n2019\t12\t40\n2020\t9\t31\n",
    "more than more than more than 12 more others dead",
    "1 out of 0 died. 0 out of 9 died. 900 out of 9 died.",
    "in all, in all, 5 in all in all",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_bad_input_gives_rows_or_none(text):
    for row in figures_of(text, [speech(text, text, "Ann Lee")]):
        assert text[row.start : row.end] == row.text
        assert row.value_low is None or row.value_low >= 0


def test_time_is_linear_in_one_endless_sentence():
    """Three times the text may take five times as long, not nine."""
    piece = "Ada Lund said 12 houses were destroyed by force and "
    times = []
    for n in (60, 180):
        text = piece * n
        parsed, quotes = parse(Article("a", text)), [speech(text, piece, "Ada Lund")]
        started = time.process_time()
        found = find_figures(parsed, quotes)
        times.append(time.process_time() - started)
        assert len(found) > n - 5
    assert times[1] < 5 * times[0] + 0.2


WORDS = st.sampled_from(
    re.findall(
        r"\n\n|\S+",
        "\n\n "
        "12 3,400 1,,,2 9999999999999999999 about two dozen thousands of people houses killed destroyed . , ; ( ) - "
        "including another of them in all a total of “ ” ½ ٣ İ the were who toll to 45 2014 May % $",
    )
)


def wholes_of(row, found):
    """The ids of what a figure is part of, of what that is part of, and so on."""
    by_id, above = {f.figure_id: f for f in found}, []
    while (row := by_id.get(row.subset_of)) and row.figure_id not in above:
        above.append(row.figure_id)
    return above


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=40))
def test_every_row_points_at_its_words(text):
    found = figures_of(text)
    names = {f.figure_id for f in found}
    for row in found:
        assert text[row.start : row.end] == row.text
        assert row.stated in row.text
        assert row.figure_id not in wholes_of(row, found)
        assert {row.subset_of, row.adds_to} - {None} <= names - {row.figure_id}
        assert row.rule
    assert found == figures_of(text)
    compare(found, text)
