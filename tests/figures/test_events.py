"""Events: what happened to what a number counts, and the rule that saw it."""

import pytest
from made_up_figures import figures_of

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


RULES = [
    ("The crash left 12 dead.", "unit_is_event"),
    ("Twelve miners died.", "event_verb_subject"),
    ("The blast killed six guards.", "event_verb_object"),
    ("The gang set fire to two trucks.", "event_verb_to"),
    ("Nine sailors are missing.", "event_predicate"),
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
    assert rule in [row.rule.split("; ")[0] for row in figures_of(sentence)]


def test_verbs_of_a_list_each_have_their_own_number():
    text = "The flood destroyed 402 houses, damaged up to 1,000 more, and injured 31 workers."
    assert [f.event for f in figures_of(text)] == ["destroyed", "damaged", "injured"]


def test_an_aside_does_not_hide_the_event():
    (row,) = figures_of("The flood forced the evacuation of, according to the mayor, 400 people.")
    assert row.event == "displaced"
