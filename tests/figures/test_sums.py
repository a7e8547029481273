"""Sums: figures that are parts of a total because they add up to it."""

import pytest
from made_up_figures import figures_of

NOUNS = "guards miners nurses clerks farmers cooks divers sailors priests".split()


@pytest.mark.parametrize(("parts", "linked"), [(2, 2), (8, 8), (9, 0)])
def test_a_total_has_no_endless_parts(parts, linked):
    listed = ", ".join(f"10 {noun}" for noun in NOUNS[:parts])
    found = figures_of(f"The raid left {10 * parts} dead ({listed}).")
    assert [f.subset_of for f in found] == [None] + ["f1"] * linked + [None] * (parts - linked)


LINKS = [
    ("The flood wrecked 402 houses and 11 shops, 413 buildings in all.", {"f1": "f3", "f2": "f3"}),
    ("A total of 413 buildings fell: 402 houses and 11 shops.", {"f2": "f1", "f3": "f1"}),
    ("The flood wrecked 402 houses and 11 shops, 900 buildings in all.", {}),  # it does not add up
    ("The raid left 12 dead (3 guards, 9 miners).", {"f2": "f1", "f3": "f1"}),
    ("The raid left 12 dead (3 guards, 8 horses).", {}),
    ("The flood wrecked 413 houses. In all, 413 people fled.", {}),
    ("The crash killed 12 people, nine passengers and three guards.", {"f2": "f1", "f3": "f1"}),
    ("The crash killed 12 people - nine passengers and three guards.", {"f2": "f1", "f3": "f1"}),
    ("The crash killed 12 people, and nine passengers and three guards were hurt.", {}),
    ("The court tried eight soldiers, among them two majors, for killing six clerks.", {"f2": "f1"}),
    # the total stands elsewhere
    ("Some 50 people died. Troops killed 33 rebels. Seven farmers died along with ten guards.",
     {"f2": "f1", "f3": "f1", "f4": "f1"}),
    ("Some 50 people died. Troops killed 33 rebels. Seven farmers died along with nine guards.", {}),
    ("Five men were killed. Two men were killed in the port, and three others were killed at sea.",
     {"f2": "f1", "f3": "f1"}),
    ("Five men were killed. Two men were killed in the port. Three guards were killed at sea.", {}),  # chance
    ("Forty people were killed. Thirty men were killed in May, ten men in June.", {}),  # men and men may be the same
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LINKS)
def test_what_adds_up_to_a_total_is_part_of_it(text, expected):
    found = figures_of(text)
    assert {f.figure_id: f.subset_of for f in found if f.subset_of} == expected
