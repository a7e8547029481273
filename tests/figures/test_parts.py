"""Parts: which figures are part of which."""

import pytest
from made_up_figures import figures_of


@pytest.mark.parametrize(("gap", "expected"), [(200, {"f2": "f1"}), (201, {})])
def test_a_part_is_near_its_whole(gap, expected):
    between = " in ".ljust(gap - len(", including "), "x") + ", including "
    text = f"The raid killed 40 people{between}9 children."
    assert {f.figure_id: f.subset_of for f in figures_of(text) if f.subset_of} == expected


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
    # those hurt badly are some of the hurt
    ("The storm injured 60 sailors, with 19 in serious condition.", {"f2": "f1"}),
    (
        "Surgeons treated seven drivers, with four in serious condition and three in stable condition.",
        {"f2": "f1", "f3": "f1"},
    ),
    ("Forty people were hurt, 12 seriously.", {"f2": "f1"}),
    ("Twenty people were injured. Two were in a critical condition.", {"f2": "f1"}),
    ("Twenty people were killed, with 40 injured.", {}),
    # a whole that is named again
    ("The slide killed 40 people and injured 60. Nine of the dead were tourists.", {"f3": "f1"}),
    ("The slide killed 40 people. Nine of the injured were tourists.", {}),
    ("A ferry with 300 passengers sank. Forty of the passengers drowned.", {"f2": "f1"}),
    ("The bombing killed 40 people. Five nurses were among the dead.", {"f2": "f1"}),
    ("The toll rose to 46 from 17. Five nurses were among the dead.", {"f3": "f1"}),
    ("Forty people died. The dead included five nurses.", {"f2": "f1"}),
    # a part has a place of its own
    ("The quake killed 300 people. In the port alone, 120 people died.", {"f2": "f1"}),
    ("The quake killed 300 people. The port alone accounted for 120 deaths.", {"f2": "f1"}),
    ("Storms killed 24 people, with 14 deaths in the hills and nine in the valley.", {"f2": "f1", "f3": "f1"}),
    ("Seven people were killed, two in the valley.", {"f2": "f1"}),
    ("Seven people were killed in the hills, two in the valley.", {}),
    # the rest
    ("Of the 50 people hurt, 20 were women and the other 30 men.", {"f2": "f1", "f3": "f1"}),
    # what brings a count to a number is a part of it
    ("Three more people died on Monday, bringing the toll to 43.", {"f1": "f2"}),
    ("Five bodies were found. That brought the number of dead to 61.", {"f1": "f2"}),
    ("On Monday 40 people were dead. The mayor raised the toll to 43.", {}),
    # the half is no whole, and nothing is a part of it
    ("Some 130,000 people remained in the town, about half of its population.", {}),
    # a difference is part of the later count
    ("The flood wrecked 402 houses, 14 more than on Tuesday.", {"f2": "f1"}),
    ("The flood wrecked 402 houses, 14 fewer than on Tuesday.", {}),
]


@pytest.mark.parametrize(("text", "expected"), LINKS)
def test_subsets(text, expected):
    found = figures_of(text)
    assert {f.figure_id: f.subset_of for f in found if f.subset_of} == expected
