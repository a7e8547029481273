"""Parts: which figures are part of which."""

import pytest
from made_up_figures import figures_of


@pytest.mark.parametrize(("gap", "expected"), [(200, {"f2": "f1"}), (201, {})])
def test_a_part_is_near_its_whole(gap, expected):
    between = " in ".ljust(gap - len(", including "), "x") + ", including "
    text = f"The raid killed 40 people{between}9 children."
    assert {f.figure_id: f.subset_of for f in figures_of(text) if f.subset_of} == expected


NOUNS = "guards miners nurses clerks farmers cooks divers sailors priests".split()


@pytest.mark.parametrize(("parts", "linked"), [(2, 2), (8, 8), (9, 0)])
def test_a_total_has_no_endless_parts(parts, linked):
    listed = ", ".join(f"10 {noun}" for noun in NOUNS[:parts])
    found = figures_of(f"The raid left {10 * parts} dead ({listed}).")
    assert [f.subset_of for f in found] == [None] + ["f1"] * linked + [None] * (parts - linked)


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
