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
        ("The storm sank 4 ships, and two more ships were damaged.", {}),  # another thing happened to them
        ("Another 15 men were held.", {}),
        ("The storm sank 4 ships. Another 15 men were held.", {}),  # men are not added to ships
        ("Nineteen people died. Another 200 families moved into tents.", {}),
        ("The port lent 14 barges. Another three ferries came later.", {}),
        ("Police hold 6,000 residents. The papers of another 15,000 people were taken.", {"f2": "f1"}),
        ("Two guards and three other clerks were hurt.", {"f2": "f1"}),
        ("One person was killed, and another 90 residents were evacuated.", {}),
        ("The blast killed one man and injured 12 others.", {}),
        ("The toll stood at 80, with 18 others in critical condition.", {}),
        ("Some 30,000 people came. Another 200 were wounded.", {}),  # what befell those who came is not told
        ("The crash on Sunday killed 12 men. Another 30 men were killed in a crash in 1998.", {}),
        ("Nine men were hurt in the crash and a further four when a wall fell.", {"f2": "f1"}),
        ("Twelve men were hurt on Monday. The cook and three others were hurt on Tuesday.", {}),  # on top of the cook
        # of a whole and its part, the whole is added to
        ("The blast killed 27 people, including three boys. Another 30 people were killed later.", {"f3": "f1"}),
    ],
)
def test_additions(text, expected):
    assert {f.figure_id: f.adds_to for f in figures_of(text) if f.adds_to} == expected


def test_nothing_comes_on_top_of_a_headline():
    text = "Five men killed\n\nThree other men were killed later."
    assert [f.adds_to for f in figures_of(text, headline=(0, 15))] == [None, None]
    assert [f.adds_to for f in figures_of(text)] == [None, "f1"]
