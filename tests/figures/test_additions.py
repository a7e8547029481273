"""Additions: which figures come on top of which."""

import pytest
from made_up_figures import figures_of


@pytest.mark.parametrize(("gap", "expected"), [(399, {"f2": "f1"}), (400, {})])
def test_an_addition_is_near_what_it_is_added_to(gap, expected):
    between = ". It" + " rained and" * 40
    text = f"Police arrested 60 men{between[: gap - 3]}. \nAnother 15 men were held in the port."
    assert text.index("Another") - text.index(" men") - 4 == gap
    assert {f.figure_id: f.adds_to for f in figures_of(text) if f.adds_to} == expected


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
