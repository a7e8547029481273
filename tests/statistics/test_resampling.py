"""Resampling: quantiles from tables, and intervals that hold the true mean as often as they say."""

import numpy as np
import pandas as pd
import pytest

from onrecord.statistics import resampling
from onrecord.statistics.resampling import interval, resampled_means, unit, units


@pytest.mark.parametrize(
    "freedom, quantile",
    [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (5, 2.571), (9, 2.262), (30, 2.042), (10_000, 1.960)],
)
def test_student_as_in_printed_tables(freedom, quantile):
    assert resampling._t_quantile(freedom) == pytest.approx(quantile, abs=0.005)


def test_articles_are_drawn_where_there_are_five():
    four, five = pd.Series(list("aabbccdd")), pd.Series(list("aabbccdde"))
    assert (unit(four), unit(five)) == ("quotes", "articles")
    assert units(four).tolist() == list(range(8))
    assert units(five).tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4]


def test_quotes_of_an_article_are_drawn_together():
    values = np.array([[1.0], [0.0], [1.0], [0.0]])
    together = resampled_means(values, np.array([0, 0, 1, 1]), seed=0)
    assert set(together[:, 0]) == {0.5}, "each article has the mean 0.5, whichever is drawn"
    assert len(set(resampled_means(values, np.arange(4), seed=0)[:, 0])) == 5


def test_same_seed_same_draws():
    values = np.arange(8.0)[:, None]
    one, again, other = (resampled_means(values, np.arange(8), seed) for seed in (1, 1, 2))
    assert (one == again).all() and (one != other).any()


def test_a_missing_value_is_none():
    means = resampled_means(np.array([[1.0, np.nan], [1.0, np.nan]]), np.arange(2), seed=0)
    assert (means[:, 0] == 1).all() and np.isnan(means[:, 1]).all()
    assert np.isnan(interval(means[:, 1], np.nan, 2)).all()


def test_an_interval_ends_where_the_scale_does():
    means = resampled_means(np.array([[1.0], [1], [1], [1], [-1]]), np.arange(5), seed=0)[:, 0]
    assert interval(means, 0.6, 5)[1] == 1.0


def scores(rng: np.random.Generator, n: int) -> np.ndarray:
    """Scores as quotes have them: four in ten neutral, the others anywhere."""
    return np.where(rng.random(n) < 0.4, 0, np.clip(rng.normal(-0.1, 0.5, n), -1, 1))


@pytest.mark.parametrize("n", [5, 20])
def test_intervals_hold_the_true_mean_about_95_times_in_100(n, monkeypatch):
    monkeypatch.setattr(resampling, "N_RESAMPLES", 500)
    rng = np.random.default_rng(5)
    true = scores(rng, 200_000).mean()
    held = 0
    for seed in range(300):
        values = scores(rng, n)
        low, high = interval(resampled_means(values[:, None], np.arange(n), seed)[:, 0], values.mean(), n)
        held += low <= true <= high
    assert 0.91 <= held / 300 <= 0.99


def test_articles_that_differ_need_the_wider_interval(monkeypatch):
    """Quotes of one article are alike; who takes each quote for a witness of its own is too sure."""
    monkeypatch.setattr(resampling, "N_RESAMPLES", 500)
    rng = np.random.default_rng(6)
    articles = np.repeat(np.arange(10), 4)
    held = {"articles": 0, "quotes": 0}
    for seed in range(200):
        values = rng.normal(0, 0.25, 10)[articles] + rng.normal(0, 0.3, 40)
        for name, of, n in (("articles", articles, 10), ("quotes", np.arange(40), 40)):
            low, high = interval(resampled_means(values[:, None], of, seed)[:, 0], values.mean(), n)
            held[name] += low <= 0 <= high
    assert held["articles"] >= 180 and held["quotes"] < held["articles"] - 10
