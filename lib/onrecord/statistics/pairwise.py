"""Pairwise: whether one speaker's tone differs from another's by more than chance, with many pairs looked at.

Where many pairs are compared, some differ by chance alone. The p-values are corrected by Holm's step-down method (Holm
1979, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6): the chance of one
or more false findings among all pairs stays at 5 %, whichever pairs do differ, and although the pairs share speakers. A
single test over all pairs (max-T, Westfall and Young 1993) finds a little more, but would have to shuffle the quotes of
all speakers together, which is right only if all of them are alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from onrecord.statistics.means import ENOUGH_QUOTES
from onrecord.statistics.resampling import interval, resampled_means, unit, units

N_SHUFFLES = 9999
BATCH = 1000  # shuffles at a time: memory stays flat with many quotes
PLAIN_CHANCE = 100  # as many as far apart: more shuffles would only make sure of a p that is no finding
LEVEL = 0.05

SCORES = {"compound": "", "attitude": "attitude_"}  # and what their columns begin with
_MEASURED = {
    "difference": "Float64",
    "low": "Float64",
    "high": "Float64",
    "p": "Float64",
    "p_corrected": "Float64",
    "beyond_chance": "bool",
}
_COLUMNS = {
    "by": "str",
    "a": "str",
    "b": "str",
    "n_a": "Int64",
    "n_b": "Int64",
    "n_articles": "Int64",
    "resampled": "str",
    **{prefix + name: dtype for prefix in SCORES.values() for name, dtype in _MEASURED.items()},
}


def differences(tone: pd.DataFrame, by: Sequence[str] = ("speaker",), seed: int = 0) -> pd.DataFrame:
    """Compare the mean tone, and the mean attitude, of every two groups that have quotes enough.

    Args:
        tone: rows of the tone table, of one article or several; or what `with_groups` gave. Read are article_id,
            speaker, compound and attitude (-1 to 1) and the columns `by`.
        by: the columns to compare groups of, such as ["speaker", "side"]; only groups of one column are compared with
            one another, and the correction is for all pairs of all columns, in tone and in attitude.
        seed: of bootstrap and shuffles.

    Returns:
        A row per pair of groups with five quotes or more each, the surest first: by (the column), a and b (a has the
        higher mean tone), n_a and n_b (quotes), n_articles (of both together), resampled ("quotes" or "articles"),
        difference (of the means of compound, 0 to 2), low and high (95 % interval of this one difference), p (of a
        difference as large or larger if quotes fell to the two by chance), p_corrected (for the number of
        comparisons), beyond_chance (p_corrected under 0.05); and the same six of the attitude, the score without event
        words, in columns that begin with "attitude_" (its difference can be below 0).

    Raises:
        KeyError: there is no such column.

    Source of the method: interval as in `resampling`. p by shuffling who said what within each article (of groups of
    several speakers, which speaker is in which group; from five articles on, by exchanging the two throughout an
    article), 9,999 times, with Welch's t as the measure, which holds for groups of unequal spread (Janssen 1997; Chung
    and Romano 2013); (count + 1) / 10,000 (Phipson and Smyth 2010), or after fewer shuffles where a hundred were as far
    apart (Besag and Clifford 1991). Correction by Holm (1979), see the head of this module.

    Limits:
        With five quotes each, only a large difference can be told from chance; "not beyond chance" does not mean "the
        same". Sides and roles of few speakers cannot be told from these speakers. The interval is over quotes, and too
        narrow where quotes of one speaker are alike; trust p. Two groups that never stand in the same article cannot be
        told apart from their articles when there are fewer than five: p is 1. What a scorer gets wrong about one speaker
        and not about the other is in the difference.
    """
    rows = []
    for column in by:
        scored = tone.dropna(subset=[column, "compound"])
        sizes = scored.groupby(column).size()
        pairs = combinations(sizes[sizes >= ENOUGH_QUOTES].index, 2)
        rows += [_compared(scored, column, pair, seed) for pair in pairs]
    frame = pd.DataFrame(rows, columns=list(_COLUMNS))
    names = [prefix + "p" for prefix in SCORES.values()]
    corrected = holm(frame[names].to_numpy(dtype=float).ravel()).reshape(len(frame), len(names))
    for prefix, values in zip(SCORES.values(), corrected.T, strict=True):
        frame[prefix + "p_corrected"] = values
        frame[prefix + "beyond_chance"] = values < LEVEL
    frame = frame.astype(_COLUMNS)
    return frame.sort_values(["p", "difference"], ascending=[True, False], kind="stable", ignore_index=True)


def holm(p: np.ndarray) -> np.ndarray:
    """p-values corrected for their number (Holm 1979): the k-th smallest of m times (m - k + 1), never falling."""
    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(p[order] * (len(p) - np.arange(len(p))))
    corrected = np.empty(len(p))
    corrected[order] = np.minimum(stepped, 1.0)
    return corrected


def _compared(scored: pd.DataFrame, by: str, pair: tuple[str, str], seed: int) -> dict:
    both = scored[scored[by].isin(pair)]
    means = both.astype({"compound": float}).groupby(by)["compound"].mean()
    a, b = sorted(pair, key=lambda group: -means[group])
    is_a, together = (both[by] == a).to_numpy(), _kept_together(both, by)
    row = {
        "by": by,
        "a": a,
        "b": b,
        "n_a": is_a.sum(),
        "n_b": (~is_a).sum(),
        "n_articles": both["article_id"].nunique(),
        "resampled": unit(both["article_id"]),
    }
    for score, prefix in SCORES.items():
        values = both[score].to_numpy(dtype=float, na_value=np.nan)
        low, high = _interval(values, is_a, both["article_id"], seed)
        row |= {
            prefix + "difference": values[is_a].mean() - values[~is_a].mean(),
            prefix + "low": low,
            prefix + "high": high,
            prefix + "p": _p(values, is_a, both["article_id"], together, seed),
        }
    return row


def _interval(values: np.ndarray, is_a: np.ndarray, articles: pd.Series, seed: int) -> tuple[float, float]:
    """Of the difference of two means; where articles are drawn, both speakers' quotes of an article come together."""
    if unit(articles) == "articles":
        columns = np.column_stack([np.where(is_a, values, np.nan), np.where(is_a, np.nan, values)])
        first, second = resampled_means(columns, units(articles), seed).T
        n_units = min(articles[is_a].nunique(), articles[~is_a].nunique())
    else:
        first, second = (
            resampled_means(scores[:, None], np.arange(len(scores)), number)[:, 0]
            for scores, number in ((values[is_a], seed), (values[~is_a], seed + 1))
        )
        n_units = min(is_a.sum(), (~is_a).sum())
    return interval(first - second, values[is_a].mean() - values[~is_a].mean(), max(2, n_units), (-2, 2))


def _kept_together(both: pd.DataFrame, by: str) -> np.ndarray:
    """A number for each quote, the same for quotes that are shuffled as one: those of a speaker within a group of many.

    Quotes of one speaker are alike; taken one by one they would make a side of two speakers look like a crowd. Where
    each group is one speaker, or speakers are in both groups, each quote is on its own; so is a quote that nobody is
    named for.
    """
    if by == "speaker" or both.groupby("speaker")[by].nunique().gt(1).any():
        return np.arange(len(both))
    number = pd.factorize(both["speaker"])[0]
    nobody = number < 0
    number[nobody] = number.max() + 1 + np.arange(nobody.sum())
    return number


def _p(values: np.ndarray, is_a: np.ndarray, articles: pd.Series, together: np.ndarray, seed: int) -> float:
    if np.isnan(values).any():
        return 1.0  # a scorer without an attitude shows no difference of it
    observed = _welch(values, is_a[None, :])[0]
    number = pd.factorize(articles)[0]
    if unit(articles) == "articles":
        shuffles = _articles_exchanged(is_a, number, seed)
    else:
        shuffles = _quotes_shuffled(is_a, number, together, seed)
    larger = done = 0
    for labels in shuffles:
        larger += int((_welch(values, labels) >= observed - 1e-9).sum())
        done += len(labels)
        if larger >= PLAIN_CHANCE:
            break
    return (larger + 1) / (done + 1)


def _batches() -> Iterator[int]:
    for done in range(0, N_SHUFFLES, BATCH):
        yield min(BATCH, N_SHUFFLES - done)


def _quotes_shuffled(is_a: np.ndarray, article: np.ndarray, together: np.ndarray, seed: int) -> Iterator[np.ndarray]:
    """Who said what, shuffled within each article; a line per shuffle. Quotes with the same number stay together."""
    rng = np.random.default_rng(seed)
    places = [np.flatnonzero(article == number) for number in np.unique(article)]
    for size in _batches():
        labels = np.empty((size, len(is_a)), dtype=bool)
        for here in places:
            _, first, piece = np.unique(together[here], return_index=True, return_inverse=True)
            labels[:, here] = rng.permuted(np.tile(is_a[here][first], (size, 1)), axis=1)[:, piece]
        yield labels


def _articles_exchanged(is_a: np.ndarray, article: np.ndarray, seed: int) -> Iterator[np.ndarray]:
    """The two exchanged in whole articles: where both speak, by a coin; among the articles of one alone, by shuffling."""
    rng = np.random.default_rng(seed)
    a, b = (np.bincount(article[quotes], minlength=article.max() + 1) > 0 for quotes in (is_a, ~is_a))
    alone = a != b
    for size in _batches():
        turned = rng.random((size, len(a))) < 0.5
        turned[:, alone] = rng.permuted(np.tile(a[alone], (size, 1)), axis=1) != a[alone]
        yield is_a ^ turned[:, article]


def _welch(values: np.ndarray, is_a: np.ndarray) -> np.ndarray:
    """Size of Welch's t for each line of labels; infinite where a group has no spread to measure it by."""
    a = is_a.astype(float)
    n_a, n_b = a.sum(axis=1), (1 - a).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean_a, mean_b = a @ values / n_a, (1 - a) @ values / n_b
        spread_a = (a @ values**2 / n_a - mean_a**2).clip(0) / (n_a - 1)
        spread_b = ((1 - a) @ values**2 / n_b - mean_b**2).clip(0) / (n_b - 1)
        gap = np.where(np.isclose(mean_a, mean_b), 0.0, np.abs(mean_a - mean_b))
        spread = np.sqrt(spread_a + spread_b)
        size = np.where(gap == 0, 0.0, gap / np.where(spread < 1e-9, 0.0, spread))
    return np.where((n_a < 2) | (n_b < 2), np.inf, size)
