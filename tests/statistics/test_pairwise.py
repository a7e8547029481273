"""Pairwise: differences that are there are found, those of chance are not, and many looks cost what they should."""

import numpy as np
import pandas as pd
import pytest

from onrecord.statistics import pairwise, resampling
from onrecord.statistics.pairwise import differences, holm


def tone(article: str = "a", **scores) -> pd.DataFrame:
    """Quotes of one article: scores by speaker."""
    rows = [(article, who, float(score), 0.0) for who, own in scores.items() for score in own]
    return pd.DataFrame(rows, columns=["article_id", "speaker", "compound", "attitude"])


def test_holm_as_in_the_textbook():
    corrected = holm(np.array([0.01, 0.04, 0.03, 0.005]))
    assert corrected.tolist() == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm(np.array([0.9, 0.8])).tolist() == [1.0, 1.0]
    assert holm(np.array([])).tolist() == []


def test_a_large_difference():
    (row,) = differences(tone(Ana=[0.5, 0.6, 0.7, 0.4, 0.5, 0.6], Jo=[-0.5, -0.4, -0.6, -0.7, -0.5])).to_dict("records")
    assert (row["by"], row["a"], row["b"], row["n_a"], row["n_b"]) == ("speaker", "Ana", "Jo", 6, 5)
    assert row["difference"] == pytest.approx(1.09)
    assert 0 < row["low"] < row["difference"] < row["high"] <= 2
    # Of the 462 ways to choose six of eleven quotes, one is as far apart.
    assert row["p"] == pytest.approx(1 / 462, abs=0.0015)
    assert row["beyond_chance"]
    # All attitudes are 0: what sets the two apart are event words.
    assert (row["attitude_difference"], row["attitude_p"], row["attitude_beyond_chance"]) == (0, 1, False)


def test_attitudes_are_compared_too():
    rows = tone(Ana=[0.1, -0.2, 0.3, 0, 0], Jo=[0.2, -0.1, 0.2, -0.1, 0.1])
    rows["attitude"] = [0.5, 0.4, 0.6, 0.5, 0.5, -0.5, -0.4, -0.5, -0.6, -0.5]
    (row,) = differences(rows).to_dict("records")
    assert (row["a"], row["beyond_chance"], row["attitude_beyond_chance"]) == ("Jo", False, True)
    assert row["attitude_low"] < row["attitude_difference"] < row["attitude_high"] < 0
    without = differences(rows.assign(attitude=None).astype({"attitude": "Float64"})).iloc[0]
    assert pd.isna(without["attitude_difference"]) and not without["attitude_beyond_chance"]


def test_no_difference():
    (row,) = differences(tone(Ana=[0.1, -0.2, 0.3, 0, 0], Jo=[0.2, -0.1, 0.2, -0.1, 0])).to_dict("records")
    assert row["low"] < 0 < row["high"] and row["p"] > 0.5 and not row["beyond_chance"]


@pytest.mark.parametrize("ana, jo, p", [([0] * 5, [0] * 5, 1.0), ([0.5] * 6, [-0.5] * 6, 2 / 924)])
def test_quotes_that_are_all_alike(ana, jo, p):
    assert differences(tone(Ana=ana, Jo=jo))["p"][0] == pytest.approx(p, abs=0.0015)


def test_too_few_quotes_are_not_compared():
    few = differences(tone(Ana=[0.5] * 9, Jo=[-0.5] * 4))
    assert few.empty and list(few.columns) == list(pairwise._COLUMNS)
    assert len(differences(tone(Ana=[0.5] * 9, Jo=[-0.5] * 5))) == 1


@pytest.mark.parametrize(
    ("ana", "jo", "corrected", "beyond_chance"),
    [
        ([0.0, 0.6, 0.3, 0.1, 0.9], [-0.2, -0.1, -0.2, -0.3, 0.1], 0.046, True),
        ([0.1, -0.1, -0.1, 0.3, 0.2], [-0.1, -0.4, -0.2, -0.4, -0.4], 0.057, False),
    ],
)
def test_a_difference_is_beyond_chance_under_five_in_a_hundred(ana, jo, corrected, beyond_chance):
    row = differences(tone(Ana=ana, Jo=jo)).iloc[0]
    assert row["p_corrected"] == pytest.approx(corrected, abs=0.001)
    assert row["beyond_chance"] == beyond_chance


@pytest.mark.parametrize(
    ("ana", "jo", "p"),
    [
        # 101 of the first 1,000 shuffles are as far apart: no more are made.
        ([-0.5, 0.6, 0.8, 0.0, 0.6], [-0.3, -0.8, -0.2, 0.0, -0.1], 102 / 1001),
        # Fewer than a hundred are: another 1,000 are made.
        ([0.7, 0.9, 0.3, 0.0, -0.3], [-0.6, -0.1, 0.0, 0.0, -0.2], 206 / 2001),
    ],
)
def test_a_hundred_as_far_apart_are_enough(ana, jo, p):
    assert differences(tone(Ana=ana, Jo=jo))["p"][0] == pytest.approx(p, abs=1e-9)


def test_the_correction_is_for_all_columns_together():
    rows = tone(Ana=[0.5, 0.4, 0.6, 0.3, 0.5], Jo=[-0.1, 0.2, 0, 0.1, -0.3], Kim=[0, 0, 0.2, -0.2, 0.1])
    sided = rows.assign(side=rows["speaker"].replace({"Kim": "Jo"}))
    alone, both = differences(sided), differences(sided, ["speaker", "side"])
    assert (len(alone), len(both)) == (3, 4)
    same = alone.merge(both, on=["by", "a", "b"])
    assert (same["p_x"] == same["p_y"]).all() and (same["p_corrected_x"] <= same["p_corrected_y"]).all()


def test_a_side_is_not_a_crowd():
    """Two speakers a side, each with many like quotes: exchanged whole, they can fall into six pairs of sides."""
    own = {"Ana": [0.5, 0.6] * 5, "Jo": [0.4, 0.5] * 5, "Kim": [-0.5, -0.4] * 5, "Lea": [-0.6, -0.5] * 5}
    sided = tone(**own).assign(side=lambda rows: rows["speaker"].isin(["Ana", "Jo"]).map({True: "A", False: "B"}))
    pairs = differences(sided, ["speaker", "side"]).set_index("by")
    assert pairs.loc["side", "p"] == pytest.approx(2 / 6, abs=0.05) and not pairs.loc["side", "beyond_chance"]
    assert (pairs.loc["speaker", "p"] < 0.01).sum() >= 4, "of speakers, quotes are shuffled"
    mixed = sided.assign(wording=["word for word", "in paraphrase"] * 20)
    assert differences(mixed, ["wording"])["p"][0] > 0.05, "speakers in both groups: each quote on its own"


def test_quotes_that_nobody_is_named_for_are_shuffled_one_by_one():
    own = tone(direct=[0.5, 0.6, 0.7, 0.4, 0.5, 0.6], told=[-0.5, -0.4, -0.6, -0.7, -0.5])
    worded = own.rename(columns={"speaker": "wording"})
    # Of the 462 ways to choose six of eleven quotes, one is as far apart.
    assert differences(worded.assign(speaker=None), ["wording"])["p"][0] == pytest.approx(1 / 462, abs=0.0015)
    said_by_ana = np.arange(11) < 6
    together = pairwise._kept_together(said_by_ana, np.where(said_by_ana, 0, -1), "wording")
    assert len(set(together)) == 1 + 5, "Ana's quotes are one piece"


def four_speakers(n_articles):
    own = {name: np.linspace(at - 0.3, at + 0.3, 6) for at, name in enumerate(["Ana", "Jo", "Kim", "Lea"])}
    rows = tone(**{name: scores / 4 for name, scores in own.items()})
    return rows.assign(article_id=[f"a{n % n_articles}" for n in range(len(rows))])


@pytest.mark.parametrize("n_articles", [1, 2, 6])
def test_a_pair_is_as_it_would_be_alone(n_articles):
    rows = four_speakers(n_articles)
    together = differences(rows).set_index(["a", "b"])
    for a, b in together.index:
        alone = differences(rows[rows["speaker"].isin([a, b])]).set_index(["a", "b"])
        measured = [name for name in alone if not name.endswith(("p_corrected", "beyond_chance"))]
        assert together.loc[(a, b), measured].equals(alone.loc[(a, b), measured])


def test_what_pairs_have_in_common_is_worked_out_once(monkeypatch):
    resampled, shuffled = [], []
    means, shuffles = pairwise.resampled_means, pairwise._shuffles
    monkeypatch.setattr(pairwise, "resampled_means", lambda *of: resampled.append(of) or means(*of))
    monkeypatch.setattr(pairwise, "_shuffles", lambda *of: shuffled.append(of) or shuffles(*of))
    assert len(differences(four_speakers(1))) == 6
    assert shuffled == [(None, (12,), 0)]
    assert len(resampled) == 2 * (3 + 3), (
        "tone and attitude of three that are the first of a pair, and of three the second"
    )


def test_same_seed_same_numbers_whatever_the_order():
    rows = tone(Ana=[0.5, 0.4, -0.6, 0.3, 0.5], Jo=[-0.1, 0.2, 0, 0.1, -0.3])
    assert differences(rows, seed=3).equals(differences(rows, seed=3))
    assert not differences(rows, seed=3).equals(differences(rows, seed=4))


def test_speakers_of_different_articles_cannot_be_told_from_their_articles():
    apart = pd.concat([tone("a", Ana=[0.5, 0.6, 0.4, 0.5, 0.6]), tone("b", Jo=[-0.5, -0.6, -0.4, -0.5, -0.6])])
    row = differences(apart).iloc[0]
    assert (row["p"], row["n_articles"], row["resampled"]) == (1.0, 2, "quotes")


def test_whole_articles_are_exchanged_where_there_are_five():
    several = pd.concat([tone(f"a{i}", Ana=[0.5, 0.4 + i / 50], Jo=[-0.5, -0.4]) for i in range(8)])
    row = differences(several).iloc[0]
    assert row["resampled"] == "articles"
    # Of the 256 ways to exchange the two in eight articles, two are as far apart.
    assert row["p"] == pytest.approx(2 / 256, abs=0.004)


@pytest.mark.parametrize("sizes", [[8, 8, 8, 8], [6, 6, 20, 20]])
def test_chance_alone_is_seldom_called_a_finding(sizes, monkeypatch):
    """Four speakers who do not differ: one or more of six pairs beyond chance about five times in a hundred, or fewer."""
    monkeypatch.setattr(pairwise, "N_SHUFFLES", 399)
    monkeypatch.setattr(resampling, "BATCH", 10)
    monkeypatch.setattr(resampling, "N_RESAMPLES", 10)  # nothing here looks at the intervals
    rng = np.random.default_rng(7)
    findings, uncorrected = 0, 0
    for seed in range(50):
        own = {f"s{i}": np.where(rng.random(n) < 0.4, 0, rng.normal(-0.1, 0.4, n)) for i, n in enumerate(sizes)}
        # No attitude counts as a comparison without a difference, as the same attitude everywhere does.
        pairs = differences(tone(**own).assign(attitude=None).astype({"attitude": "Float64"}), seed=seed)
        findings += pairs["beyond_chance"].any()
        uncorrected += (pairs["p"] < 0.05).any()
    assert findings / 50 <= 0.1
    assert uncorrected > 2 * findings, "without the correction there would be many more"
