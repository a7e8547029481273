"""Pairwise: whether one speaker's tone differs from another's by more than chance, with many pairs looked at.

Where many pairs are compared, some differ by chance alone. The p-values are corrected by Holm's step-down method (Holm
1979, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6): the chance of one
or more false findings among all pairs stays at 5 %, whichever pairs do differ, and although the pairs share speakers. A
single test over all pairs (max-T, Westfall and Young 1993) finds a little more, but would have to shuffle the quotes of
all speakers together, which is right only if all of them are alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from onrecord.statistics.means import ENOUGH_QUOTES
from onrecord.statistics.resampling import interval, resampled_means, unit, units

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.intp]
    Values = NDArray[np.float64]
    Means = Callable[[str, int], list[Values]]  # resampled ones of each score, by group and seed

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
    rows = [row for column in by for row in _compared(tone.dropna(subset=[column, "compound"]), column, seed)]
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


@dataclass(frozen=True)
class _Pair:
    """Two groups, the one with the higher mean tone first, and their quotes in the order of the table.

    Attributes:
        is_a: of each quote, whether the first group said it.
        article: of each quote, a number for its article.
        together: of each quote, a number that it shares with those that are shuffled with it as one.
        scores: shape (scores, quotes).
    """

    a: str
    b: str
    is_a: NDArray[np.bool_]
    article: Numbers
    together: Numbers
    scores: Values

    @cached_property
    def unit(self) -> str:
        return unit(self.article.tolist())

    @cached_property
    def _places(self) -> list[tuple[Numbers, Numbers, Numbers]]:
        """Of each article the quotes, the first one of each piece that is shuffled, and the piece of each quote."""
        found = []
        for number in range(self.article.max() + 1):
            here = np.flatnonzero(self.article == number)
            _, first, piece = np.unique(self.together[here], return_index=True, return_inverse=True)
            found.append((here, here[first], piece))
        return found

    @cached_property
    def _speaks(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Of each article, whether the first group speaks in it, and whether one alone does."""
        n = self.article.max() + 1
        a, b = (np.bincount(self.article[quotes], minlength=n) > 0 for quotes in (self.is_a, ~self.is_a))
        return a, a != b

    @cached_property
    def shape(self) -> tuple[int | None, tuple[int, ...]]:
        """What its shuffles depend on, besides the seed: how many coins are thrown, and how many things put in order."""
        if self.unit == "articles":
            a, alone = self._speaks
            return len(a), (int(alone.sum()),)
        return None, tuple(len(first) for _, first, _ in self._places)

    def labels(self, coins: NDArray[np.bool_] | None, orders: list[Numbers]) -> NDArray[np.bool_]:
        """Who said what after some shuffles, a line for each.

        Quotes are shuffled within each article, those that belong together as one. Articles are exchanged as a whole:
        where both groups speak, by a coin; among the articles of one alone, by shuffling.
        """
        if coins is not None:
            a, alone = self._speaks
            turned = coins.copy()
            turned[:, alone] = a[alone][orders[0]] != a[alone]
            return self.is_a ^ turned[:, self.article]
        labels = np.empty((len(orders[0]), len(self.is_a)), dtype=bool)
        for (here, first, piece), order in zip(self._places, orders, strict=True):
            labels[:, here] = self.is_a[first][order][:, piece]
        return labels


class _Shuffled:
    """The shuffles of a pair so far: for each score how many there were, and how many left the two as far apart."""

    def __init__(self, pair: _Pair) -> None:
        self._pair = pair
        self._done, self._larger = [0] * len(SCORES), [0] * len(SCORES)
        self._observed = [_welch(values, pair.is_a[None, :])[0] for values in pair.scores]
        # A scorer without an attitude shows no difference of it: without a shuffle, p is 1.
        self._left = [score for score, values in enumerate(pair.scores) if not np.isnan(values).any()]

    @property
    def is_sure(self) -> bool:
        """Whether no more shuffles are needed."""
        return not self._left

    def count(self, coins: NDArray[np.bool_] | None, orders: list[Numbers]) -> None:
        """Look at more shuffles."""
        labels = self._pair.labels(coins, orders)
        for score in self._left:
            sizes = _welch(self._pair.scores[score], labels)
            self._larger[score] += int((sizes >= self._observed[score] - 1e-9).sum())
            self._done[score] += len(labels)
        self._left = [score for score in self._left if self._larger[score] < PLAIN_CHANCE]

    def chances(self) -> list[float]:
        """p of each score."""
        return [(larger + 1) / (done + 1) for larger, done in zip(self._larger, self._done, strict=True)]


def _compared(scored: pd.DataFrame, by: str, seed: int) -> list[dict]:
    """A row for every two groups of a column that have quotes enough."""
    quotes = scored.astype({"compound": float}).groupby(by)
    sizes, places, mean = quotes.size(), quotes.indices, quotes["compound"].mean().to_dict()
    article, speaker = (pd.factorize(scored[column])[0] for column in ("article_id", "speaker"))
    scores = scored[list(SCORES)].to_numpy(dtype=float, na_value=np.nan).T.copy()

    def pair_of(groups: tuple[str, str]) -> _Pair:
        a, b = sorted(groups, key=lambda group: -mean[group])
        both = np.sort(np.concatenate([places[a], places[b]]))
        is_a = np.isin(both, places[a])
        together = _kept_together(is_a, speaker[both], by)
        return _Pair(a, b, is_a, pd.factorize(article[both])[0], together, scores[:, both].copy())

    @cache  # of a group, and not of each pair that it is in
    def means(group: str, number: int) -> list[Values]:
        own = scores[:, places[group]]
        return [resampled_means(values[:, None], np.arange(len(values)), number)[:, 0] for values in own]

    pairs = [pair_of(groups) for groups in combinations(sizes[sizes >= ENOUGH_QUOTES].index, 2)]
    chances = _chances(pairs, seed)
    return [{"by": by} | _row(pair, means, p, seed) for pair, p in zip(pairs, chances, strict=True)]


def _row(pair: _Pair, means: Means, chances: Sequence[float], seed: int) -> dict:
    """The columns of `differences` of a pair."""
    is_a, intervals = pair.is_a, _intervals(pair, means, seed)
    row = {
        "a": pair.a,
        "b": pair.b,
        "n_a": is_a.sum(),
        "n_b": (~is_a).sum(),
        "n_articles": pair.article.max() + 1,
        "resampled": pair.unit,
    }
    for prefix, values, (low, high), p in zip(SCORES.values(), pair.scores, intervals, chances, strict=True):
        difference = values[is_a].mean() - values[~is_a].mean()
        row |= {prefix + "difference": difference, prefix + "low": low, prefix + "high": high, prefix + "p": p}
    return row


def _intervals(pair: _Pair, means: Means, seed: int) -> list[tuple[float, float]]:
    """Of the difference of two means; where articles are drawn, both speakers' quotes of an article come together."""
    is_a = pair.is_a
    if pair.unit == "articles":
        of = units(pair.article.tolist())
        columns = [np.column_stack([np.where(is_a, v, np.nan), np.where(is_a, np.nan, v)]) for v in pair.scores]
        drawn = [tuple(resampled_means(both, of, seed).T) for both in columns]
        n_units = min(len(np.unique(pair.article[quotes])) for quotes in (is_a, ~is_a))
    else:
        drawn = list(zip(means(pair.a, seed), means(pair.b, seed + 1), strict=True))
        n_units = min(is_a.sum(), (~is_a).sum())
    return [
        interval(first - second, values[is_a].mean() - values[~is_a].mean(), max(2, n_units), (-2, 2))
        for values, (first, second) in zip(pair.scores, drawn, strict=True)
    ]


def _kept_together(is_a: NDArray[np.bool_], speaker: Numbers, by: str) -> Numbers:
    """A number for each quote, the same for quotes that are shuffled as one: those of a speaker within a group of many.

    Quotes of one speaker are alike; taken one by one they would make a side of two speakers look like a crowd. Where
    each group is one speaker, or speakers are in both groups, each quote is on its own; so is a quote that nobody is
    named for, whose speaker is -1.
    """
    nobody = speaker < 0
    if by == "speaker" or len(np.intersect1d(speaker[is_a & ~nobody], speaker[~is_a & ~nobody])):
        return np.arange(len(speaker))
    number = pd.factorize(speaker)[0]
    number[nobody] = number.max() + 1 + np.arange(nobody.sum())
    return number


def _chances(pairs: Sequence[_Pair], seed: int) -> list[list[float]]:
    """p of each pair in each score; pairs of the same shape are shuffled alike, so that their shuffles are drawn once."""
    counted = [_Shuffled(pair) for pair in pairs]
    shapes: dict[tuple[int | None, tuple[int, ...]], list[_Shuffled]] = {}
    for pair, one in zip(pairs, counted, strict=True):
        shapes.setdefault(pair.shape, []).append(one)
    for shape, left in shapes.items():
        for coins, orders in _shuffles(*shape, seed):
            left = [one for one in left if not one.is_sure]
            if not left:
                break
            for one in left:
                one.count(coins, orders)
    return [one.chances() for one in counted]


def _shuffles(
    n_coins: int | None, lengths: tuple[int, ...], seed: int
) -> Iterator[tuple[NDArray[np.bool_] | None, list[Numbers]]]:
    """Throws of some coins, if any, and orders of so many things each; in batches, with a line for each shuffle."""
    rng = np.random.default_rng(seed)
    for done in range(0, N_SHUFFLES, BATCH):
        size = min(BATCH, N_SHUFFLES - done)
        coins = None if n_coins is None else rng.random((size, n_coins)) < 0.5
        yield coins, [rng.permuted(np.tile(np.arange(n), (size, 1)), axis=1) for n in lengths]


def _welch(values: np.ndarray, is_a: np.ndarray) -> np.ndarray:
    """Size of Welch's t for each line of labels; infinite where a group has no spread to measure it by."""
    a = is_a.astype(float)
    b, squares = 1 - a, values**2
    n_a = np.count_nonzero(is_a, axis=1)
    n_b = len(values) - n_a
    with np.errstate(divide="ignore", invalid="ignore"):
        mean_a, mean_b = a @ values / n_a, b @ values / n_b
        spread_a = (a @ squares / n_a - mean_a**2).clip(0) / (n_a - 1)
        spread_b = (b @ squares / n_b - mean_b**2).clip(0) / (n_b - 1)
        gap = np.abs(mean_a - mean_b)
        gap[gap <= 1e-8 + 1e-5 * np.abs(mean_b)] = 0.0  # but for rounding, there is none
        spread = np.sqrt(spread_a + spread_b)
        size = np.where(gap == 0, 0.0, gap / np.where(spread < 1e-9, 0.0, spread))
    return np.where((n_a < 2) | (n_b < 2), np.inf, size)
