"""What a bare number counts that somebody else gives right after the first."""

import pytest
from made_up_figures import figures_of, speech


@pytest.mark.parametrize(
    ("first", "then", "last"),
    [
        ("Doctors said ", "12 people had died", ", the police 15."),
        ("The board said ", "300 people had died", "; the ministry, 120."),
        ("The mayor said ", "12 people were killed", ". The governor spoke of 20."),
    ],
)
def test_the_second_number_counts_what_the_first_does(first, then, last):
    text = first + then + last
    one, other = figures_of(text, [speech(text, then, first.removesuffix(" said "))])
    assert (other.event, other.unit, other.category) == ("killed", "people", "people")
    assert one.speaker != other.speaker and "event_of_first_claim" in other.rule


def test_other_numbers_of_somebody_else_count_something_else():
    text = "Police said 12 people died. Hale said she was one of three in the car."
    quotes = [speech(text, "12 people died", "police"), speech(text, "she was one of three in the car", "Hale", 2)]
    assert figures_of(text, quotes)[-1].event == "other"


def test_nobody_takes_a_number_from_themselves():
    text = "Police said 12 people died. Police said nine."
    quotes = [speech(text, "12 people died", "police"), speech(text, "nine", "police", 2)]
    assert figures_of(text, quotes)[-1].event == "other"
