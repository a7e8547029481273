"""The dates that words of an article stand for."""

from __future__ import annotations

import pytest

from onrecord.charts._dates import when

DATES = [
    # words, day of the article (a Thursday), date
    ("Tuesday", "2022-03-24", "22 March 2022"),
    ("Thursday", "2022-03-24", "24 March 2022"),
    ("on Friday", "2022-03-24", "18 March 2022"),
    ("last Thursday", "2022-03-24", "17 March 2022"),
    ("yesterday", "2022-03-24", "23 March 2022"),
    ("14 April", "2022-03-24", "14 April 2021"),
    ("March 3rd", "2022-03-24", "3 March 2022"),
    ("Feb. 3, 2020", None, "3 February 2020"),
    ("the night of 3 February 2020", None, "3 February 2020"),
    ("2020-02-03", None, "3 February 2020"),
    ("February", "2022-03-24", "February 2022"),
    ("June", "2022-03-24", "June 2021"),
    ("June 1944", None, "June 1944"),
    ("1911", None, "1911"),
    ("next Tuesday", "2022-03-24", None),
    ("from Friday", "2022-03-24", None),
    ("Tuesday", None, None),
    ("Tuesday", "24/03/2022", None),  # as a corpus may state it
    ("Tuesday", "2022-03", None),
    ("14 April", "2022", None),
    ("yesterday", "2021-02-30", None),
    ("14 April", None, None),
    ("31 June 2020", None, None),
    ("29 February", "2022-03-24", None),
    ("this winter", "2022-03-24", None),
    ("a day earlier", "2022-03-24", None),
    ("58", "2022-03-24", None),
    (None, "2022-03-24", None),
]


@pytest.mark.parametrize("words, published, written", DATES)
def test_dates_that_words_stand_for(words, published, written):
    found = when(words, published)
    assert (found and found.written) == written
