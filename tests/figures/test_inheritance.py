"""Inheritance: figures that take the event of a figure they go with."""

from made_up_figures import figures_of


def test_a_difference_has_the_event_of_the_count_it_belongs_to():
    _, more = figures_of("She said 402 houses were destroyed, 14 more than a day earlier, and 900 damaged.")[:2]
    assert (more.value_low, more.event) == (14, "destroyed")


def test_a_part_has_the_event_of_its_whole():
    whole, part = figures_of("Some 400 people, including 90 children, had been deported.")
    assert (whole.event, part.event, part.subset_of) == ("displaced", "displaced", "f1")


def test_a_number_that_another_is_set_against_counts_the_same():
    for link in ("against the 12", "compared with an earlier 12", "not 12"):
        rows = figures_of(f"The rebels said 40 porters were killed, {link} given by the army.")
        assert [row.event for row in rows] == ["killed", "killed"], link


def test_half_of_a_count_is_not_the_count():
    assert [row.event for row in figures_of("Half of the 300 barns were destroyed.")] == ["destroyed", "other"]


def test_those_killed_along_with_others_are_killed():
    assert [f.event for f in figures_of("At least seven farmers were killed along with ten guards.")] == ["killed"] * 2
