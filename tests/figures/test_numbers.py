"""Numbers: what is read as which range, and what is left alone."""

import re
import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.figures.numbers import find_numbers

RANGES = [
    # digits in every grouping
    ("512,000 people", 512_000, 512_000, "exact"),
    ("8 400 farms", 8_400, 8_400, "exact"),
    ("2,46,135 people", 246_135, 246_135, "exact"),
    ("1.250.000 people", 1_250_000, 1_250_000, "exact"),
    ("18,000people fled", 18_000, 18_000, "exact"),  # PDF text loses spaces
    ("at least230,000 people", 230_000, None, "at_least"),
    ("47, 000 people", 47_000, 47_000, "exact"),
    # words, and digits with words
    ("six men", 6, 6, "exact"),
    ("twenty-five men", 25, 25, "exact"),
    ("a hundred and twenty men", 120, 120, "exact"),
    ("two hundred\nand fifty men", 250, 250, "exact"),
    ("1.2 million people", 1_200_000, 1_200_000, "exact"),
    ("3,5 million people", 3_500_000, 3_500_000, "exact"),
    ("fifty (50) people", 50, 50, "exact"),
    ("2.3m people", 2_300_000, 2_300_000, "exact"),
    ("two and a half million people", 2_500_000, 2_500_000, "exact"),
    ("half a million people", 500_000, 500_000, "exact"),
    ("a quarter of a million people", 250_000, 250_000, "exact"),
    ("nine lakh people", 900_000, 900_000, "exact"),
    ("two dozen cars", 24, 24, "about"),
    ("a couple of houses", 2, 2, "exact"),
    ("40 crore rupees", 400_000_000, 400_000_000, "exact"),
    # plurals without a number
    ("dozens of houses", 24, 72, "vague"),
    ("thousands and thousands of houses", 2_000, 9_000, "vague"),
    ("hundreds of houses", 200, 900, "vague"),
    ("hundreds of thousands of people", 200_000, 900_000, "vague"),
    ("several hundred people", 200, 900, "vague"),
    ("100s of homes", 200, 900, "vague"),
    ("a couple of hundred homes", 200, 300, "vague"),
    # ranges
    ("between 50 and 60 people", 50, 60, "range"),
    ("from 50 to 60 people", 50, 60, "range"),
    ("20-30 people", 20, 30, "range"),
    ("20-30,000 people", 20_000, 30_000, "range"),
    ("5 to 6 million people", 5_000_000, 6_000_000, "range"),
    ("one or two people", 1, 2, "range"),
    # approximators
    ("about 600,000 people", 570_000, 630_000, "about"),
    ("20 or so houses", 19, 21, "about"),
    ("some 96 people", 91, 101, "about"),  # people are whole
    ("about 2.5 million people", 2_375_000, 2_625_000, "about"),
    ("about 9 per cent", 8.55, 9.45, "about"),
    ("a half-dozen goats", 6, 6, "about"),
    ("about two dozen cars", 22, 26, "about"),
    ("40-odd villagers", 38, 42, "about"),
    ("thirty-odd huts", 28, 32, "about"),
    ("20-plus boats", 20, None, "at_least"),
    ("10k-15k people", 10_000, 15_000, "range"),
    ("≥20 people", 20, None, "at_least"),
    ("(>20 people)", 20, None, "more_than"),
    ("≤ 20 people", None, 20, "up_to"),
    ("<20 people", None, 20, "less_than"),
    ("~300 people", 285, 315, "about"),
    ("at least 12 dead", 12, None, "at_least"),
    ("more than a dozen dead", 12, None, "more_than"),
    ("300+ people", 300, None, "at_least"),
    ("20 or more people", 20, None, "at_least"),
    ("at least some 200 people", 200, None, "at_least"),
    ("up to 6,500 people", None, 6_500, "up_to"),
    ("as many as 80 people", None, 80, "up_to"),
    ("fewer than ten people", None, 10, "less_than"),
    ("exceeding $3 billion", 3e9, None, "more_than"),
    # shares in two numbers
    ("one in four homes", 0.25, 0.25, "exact"),
    ("1 in every 10 homes", 0.1, 0.1, "exact"),
    ("eight out of 10 voters", 0.8, 0.8, "exact"),
    ("18 out of 34 provinces", 0.5294, 0.5294, "exact"),
    ("Over 2,000 people", 2_000, None, "more_than"),  # not the age group "over 2"
]


@pytest.mark.parametrize(("text", "low", "high", "approx"), RANGES)
def test_range(text, low, high, approx):
    (found,) = find_numbers(text)
    assert (found.low, found.high, found.approx) == (low, high, approx)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The toll rose from 50 to 60.", [50, 60]),  # a change, not a range
        ("The toll rose by 12 to 96.", [12, 96]),
        ("12 dead, 40 injured and 3 missing", [12, 40, 3]),
        ("In 2018, 300 people", [300]),
        ("between 4 and 9 May 3,000 people fled", [3_000]),
        ("one two", [1, 2]),
        ("1,,,2", [1]),
        ("three in six towns", [3, 6]),  # no share: three things in six places
        ("one in ten days", [1, 10]),
        ("9 out of 4", [9, 4]),
        ("District Dagan: dead 80 150 injured", [80, 150]),  # cells of a table
        ("Total 960 250.", [960, 250]),
        ("80 150 people and 12 450 goats", [80_150, 12_450]),
        ("It rose 5 percent to 40 percent.", [5, 40]),
        ("3 men met in 1998. " + "x" * 200 + " 4 men met in 1999.", [3, 4]),
    ],
)
def test_several(text, numbers):
    assert [found.low for found in find_numbers(text)] == numbers


NOT_FIGURES = [
    "on 3 February 2013",
    "on May 3, 2014",
    "since 2011",
    "from 1914-18",
    "in the 1990s",
    "at 10:30 a.m.",
    "at 0640 GMT",
    "a 92-year-old woman",
    "Ann Example, 42, said",
    "Ann Example (42) said",
    "in the '90s",
    "write to (desk12-4@example.org)",
    "at -12 degrees",
    "children aged 12 to 14",
    "a boy aged about nine",
    "the girls, 12 and 14, were hurt",
    "an earthquake of 6.4",
    "at 35˚ in the shade",
    "the 19th brigade",
    "World War III",
    "an M-16 rifle",
    "Resolution 1701",
    "No. 4",
    "a 3-1 win",
    "a ten-point plan",
    "https://example.org/" + "a/" * 60 + "12 ",
    "no one came",
    "one another",
    "5km",
    "cyclone Ada-Ten",
    "Covid-19",
    "losses in the millions",
    "call +1 555 123 4567",
    "9" * 400,
    "٣٤",
    "",
]


@pytest.mark.parametrize("text", NOT_FIGURES)
def test_not_figures(text):
    assert find_numbers(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("$3 billion", "money"),
        ("2 million in damage", "money"),
        ("95 percent of its people", "share"),
        ("half of the city", "share"),
        ("two-thirds of the houses", "share"),
        ("nine in ten houses", "share"),
        ("12 men", "count"),
    ],
)
def test_kind(text, kind):
    assert [found.kind for found in find_numbers(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "adds"),
    [
        ("another 1,500 people", True),
        ("two more ships", True),
        ("six others", True),
        ("two ships", False),
        ("14 more than a day earlier", False),  # a difference, not an addition
    ],
)
def test_additions(text, adds):
    assert [found.adds for found in find_numbers(text)] == [adds]


HOSTILE = st.lists(
    st.sampled_from(
        re.findall(
            r"\n|\S+",
            "\n "
            "0 1 2 12 300 , . - – + ( % $ ½ ² ٣ İ and to of between from about at least more million hundreds dozens "
            "thousand one two twenty half a an several people killed May 2014",
        )
    ),
    max_size=30,
).map(" ".join) | st.text(max_size=60)


@given(HOSTILE)
@example("1,,,2")
@example("1" * 400)
@example("one " * 200)
@example("thousand of " * 60)
@example("1 million million million million million")
def test_any_text_gives_ordered_phrases(text):
    found = find_numbers(text)
    for phrase in found:
        assert 0 <= phrase.start <= phrase.number_start < phrase.number_end <= phrase.end <= len(text)
        assert phrase.low is not None or phrase.high is not None
        assert phrase.low is None or phrase.high is None or phrase.low <= phrase.high
    assert all(a.number_end <= b.number_start for a, b in pairwise(found))


@pytest.mark.parametrize("piece", ["1", "1,234,", "one hundred and ", "a-", "1.", "a", "a@b.", "thousand "])
def test_long_texts_of_one_piece_take_no_longer_than_others(piece):
    """A pattern that looks at the rest of the text from every place in it takes minutes here."""
    started = time.process_time()
    find_numbers(piece * (60_000 // len(piece)))
    assert time.process_time() - started < 5


LONGEST = "one hundred twenty three million four hundred fifty six thousand seven hundred"


def test_a_number_in_words_has_so_many_words():
    assert [phrase.low for phrase in find_numbers(f"{LONGEST} men")] == [123_456_700]
    assert 123_456_780 not in [phrase.low for phrase in find_numbers(f"{LONGEST} eighty men")]


@pytest.mark.parametrize(("number", "count"), [("1,000,000,000,000,000", 1), ("1,000,000,000,000,001", 0)])
def test_longer_digits_are_codes(number, count):
    assert len(find_numbers(f"{number} people")) == count


@pytest.mark.parametrize(("letters", "count"), [(51, 0), (52, 1)])
def test_what_makes_a_number_a_name_is_near(letters, count):
    assert len(find_numbers(f"The 2018 {'x' * letters} monsoon.")) == count


@pytest.mark.parametrize(("letters", "count"), [(31, 2), (32, 1)])
def test_what_makes_two_numbers_a_change_is_near(letters, count):
    """Behind more letters nothing says that the count has changed, and the numbers are one range."""
    text = f"It increased {'x' * letters} from an estimated 50 to 60."
    assert len(find_numbers(text)) == count
