"""Sums of events: one number for what happened in several ways."""

import pytest
from made_up_figures import figures_of

from onrecord.figures.wording import is_mixed

SUMS = [
    ("Some 40 divers were killed or wounded.", "killed", "killed or wounded"),
    ("Some 40 divers were killed and wounded.", "killed", "killed and wounded"),
    ("The storm left 90 people dead or missing.", "killed", "left … dead or missing"),
    ("The battle left 600 dead and wounded.", "killed", "dead and wounded"),
    ("The quake destroyed or damaged 70 barns.", "destroyed", "destroyed or damaged"),
    ("Seventy barns were badly damaged or destroyed.", "destroyed", "damaged or destroyed"),
    ("The patrol killed or captured 30 smugglers.", "killed", "killed or captured"),
    ("Thirty herders were killed, injured or displaced.", "killed", "killed … injured or displaced"),
]


@pytest.mark.parametrize(("sentence", "event", "words"), SUMS)
def test_the_gravest_event_and_the_words_of_all(sentence, event, words):
    (row,) = figures_of(sentence)
    assert (row.event, row.event_text, is_mixed(row)) == (event, words, True)


NO_SUMS = [
    ("At least 700 people were shot and killed.", ["killed"]),
    ("Six clerks were abducted and murdered.", ["killed"]),
    ("Three guards were killed and seven wounded.", ["killed", "injured"]),
    ("The crash killed 12 and wounded 40.", ["killed", "injured"]),
    ("The crash left 12 dead and 40 wounded.", ["killed", "injured"]),
    ("The flood destroyed 12 huts and damaged a mill.", ["destroyed"]),
]


@pytest.mark.parametrize(("sentence", "events"), NO_SUMS)
def test_each_number_keeps_its_own_event(sentence, events):
    rows = figures_of(sentence)
    assert [row.event for row in rows] == events and not any(map(is_mixed, rows))
