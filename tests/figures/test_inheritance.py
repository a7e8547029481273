"""Inheritance: figures that take the event of a figure they go with."""

from made_up_figures import figures_of


def test_a_difference_has_the_event_of_the_count_it_belongs_to():
    _, more = figures_of("She said 402 houses were destroyed, 14 more than a day earlier, and 900 damaged.")[:2]
    assert (more.value_low, more.event) == (14, "destroyed")


def test_a_part_has_the_event_of_its_whole():
    whole, part = figures_of("Some 400 people, including 90 children, had been deported.")
    assert (whole.event, part.event, part.subset_of) == ("displaced", "displaced", "f1")
