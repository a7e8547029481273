"""Harm that somebody counts, and what is counted beside it and no speech."""

import pytest
from resolving import quotes_in

COUNTS = [
    ("The monitoring group documented 230 arrests since January.", "The monitoring group", "230 arrests"),
    ("The committee counts 5,000 detainees in four camps.", "The committee", "5,000 detainees"),
    ("The ministry has recorded more than 500 injuries.", "The ministry", "more than 500 injuries"),
    ("Aid workers tallied 112 bodies in the market.", "Aid workers", "112 bodies"),
    ("The watchdog has verified dozens of attacks on clinics.", "The watchdog", "dozens of attacks on clinics"),
    ("The governor put the number of missing at 12.", "The governor", "the number of missing at 12"),
    ("A hospital director spoke of at least 15 wounded.", "A hospital director", "at least 15 wounded"),
    ("By the opposition's count, 300 people were detained.", "the opposition", "300 people were detained"),
    ("Sixty houses burned, by the estimate of aid groups.", "aid groups", "Sixty houses burned"),
]


@pytest.mark.parametrize(("sentence", "mention", "words"), COUNTS)
def test_harm_is_counted_by_somebody(sentence, mention, words):
    assert [(q.mention, q.text) for q in quotes_in(sentence)] == [(mention, words)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The team recorded a goal in the last minute.",
        "The club recorded 12 wins and no defeats.",
        "The album was recorded in Berlin.",
        "The company registered a profit of 3 million.",
        "The farmers count on 40 seasonal workers.",
        "The town recorded 40 burglaries.",
        "He logged 200 miles on his bike.",
        "She spoke of 40 years in the theatre.",
        "The forty dead whom the mayor spoke of were miners.",
        "By the weekend's estimates, it was hot.",
    ],
)
def test_what_else_is_counted_is_no_speech(sentence):
    assert quotes_in(sentence) == []
