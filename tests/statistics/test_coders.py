"""Coders: kappa and alpha as others have worked them out by hand, and what has none."""

import pandas as pd
import pytest

from onrecord.statistics import coder_agreement


def test_two_coders_as_in_the_textbook():
    """Krippendorff's example of two coders and a yes or no (2011, "Computing Krippendorff's alpha-reliability", B)."""
    labels = pd.DataFrame({"Meg": list("0100000010"), "Owen": list("1110010000")})
    (row,) = coder_agreement(labels).to_dict("records")
    assert (row["coders"], row["n"], row["agreed"], row["share"]) == ("Meg and Owen", 10, 6, 0.6)
    assert row["alpha"] == pytest.approx(0.095, abs=0.0005)


def test_kappa_is_cohens():
    """Both said yes 20 times, both no 15 times; alone they said yes 5 and 10 times: 0.7 observed, 0.5 by chance."""
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    (row,) = coder_agreement(pd.DataFrame(pairs, columns=["a", "b"])).to_dict("records")
    assert row["kappa"] == pytest.approx((0.7 - 0.5) / (1 - 0.5))


def test_three_coders_have_a_row_for_each_pair_and_one_for_all():
    table = coder_agreement(pd.DataFrame({"a": list("xyx"), "b": list("xyy"), "c": list("xxy")}))
    assert list(table["coders"]) == ["a and b", "a and c", "b and c", "all"]
    assert list(table["agreed"]) == [2, 1, 2, 1]


@pytest.mark.parametrize(
    ("labels", "n", "reason"),
    [
        ({}, 0, "one coder alone"),
        ({"a": ["x", "y"]}, 2, "one coder alone"),
        ({"a": [], "b": []}, 0, "nothing to compare"),
        ({"a": ["x", "x"], "b": ["x", "x"]}, 2, "the same label to everything"),
    ],
)
def test_where_there_is_no_number_there_is_a_reason(labels, n, reason):
    (row,) = coder_agreement(pd.DataFrame(labels, dtype="object")).to_dict("records")
    assert row["n"] == n and reason in row["why"]
    assert pd.isna(row["kappa"]) and pd.isna(row["alpha"])
