"""Numbers that count nothing: ages, addresses, names, sizes and times leave no row, counts that look like them do."""

import pytest
from made_up_figures import figures_of


@pytest.mark.parametrize(
    "text",
    [
        "The girl, about nine, was killed by a falling wall.",
        "Her daughter, six, was injured.",
        "Mira Dolan, seven, was hit by a stone and died.",
        "The brothers, six and nine, were killed.",
        "A girl of about nine was killed.",
        "A woman of 45 was injured.",
        "A rocket hit 27 Harbour Road.",
        "The house at 14 Old Mill Lane was destroyed.",
        "She was nine when soldiers killed her father.",
        "A village of 300 was destroyed.",
        "A school for 400 was hit and destroyed.",
        "Reactor 4 was destroyed.",
        "The tremors ranged from 5.4 to 4.8.",
        "| Gora | 12.5% |",
        "They were killed between eight and nine in the evening.",
    ],
)
def test_ages_addresses_names_sizes_and_times_are_no_figures(text):
    assert figures_of(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The attackers, nine, were shot dead.", 9),
        ("The staff, nine, were hurt.", 9),
        ("The death toll rose by at least 12 to 96.", 96),
        ("Houses destroyed: 64 (3 %).", 64),
        ("Schools damaged: 12.", 12),
        ("The crew, nine men, drowned.", 9),
        ("Rockets hit 27 roads.", 27),
        ("Two 15-year-old boys were killed.", 2),
        ("On day 40 of the siege, nine people starved.", 9),
    ],
)
def test_counts_beside_commas_and_of_roads_are(text, number):
    assert [row.value_low for row in figures_of(text)] == [number]
