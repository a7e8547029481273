"""What is said of a part of N, or of none, is not said of the N."""

import pytest
from made_up_figures import figures_of


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("None of the 40 miners was hurt.", {40: "other"}),
        ("Neither of the two pilots was killed.", {2: "other"}),
        ("Not one of the 30 passengers was injured.", {30: "other"}),
        ("Most of the 300 houses were destroyed.", {300: "other"}),
        ("Half of the 300 houses were destroyed.", {0.5: "destroyed", 300: "other"}),
        ("The majority of the 700 villagers were displaced.", {700: "other"}),
        ("Dozens of the 400 passengers were killed.", {24: "killed", 400: "other"}),
        ("All of the 14 sailors died.", {14: "killed"}),
        ("Both of the two guards were wounded.", {2: "injured"}),
        ("Most of the 80 people killed were children.", {80: "killed"}),
        ("A group of 12 soldiers was captured.", {12: "detained"}),
        ("More than 100 of the injured are in hospital.", {100: "injured"}),
        ("Several of the wounded died.", {2: "killed"}),
    ],
)
def test_part_and_whole(text, events):
    assert {row.value_low: row.event for row in figures_of(text)} == events
