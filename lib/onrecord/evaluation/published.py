"""Published marks: how often rows are right on news that nobody here wrote, beside what our own articles give.

The texts of others are not ours to carry, so published_accuracy.csv holds counts alone, each with its day and its command.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pandas as pd

from onrecord.evaluation.row_accuracy import accuracy
from onrecord.evaluation.rules import OWN, described_rules, rule_accuracy
from onrecord.tone import best_scorer

TABLE = Path(__file__).with_name("published_accuracy.csv")
AGREEMENT = Path(__file__).with_name("readers_agreement.csv")
RELIABILITY = Path(__file__).with_name("reliability.csv")
COUNTS = ["n_articles", "n_right", "n_found", "n_hit", "n_marked"]
# A share of fewer than so many is chance.
LEAST = 30
LEAST_CASES = 10  # of a rule
MORE = "See notebook 05."


@cache
def published_accuracy() -> pd.DataFrame:
    """How often rows are right on marked texts that others wrote.

    Returns:
        DataFrame with a row per set of texts and kind of finding. `texts` says what was read (`n_articles` of them; `genre`
        is "news" for whole articles), `source` who marked them. n_right of n_found rows are right, n_hit of n_marked marks
        are found; precision, recall and f1 follow. n_found is null where a set marks only some of what there is.
        `half` is "open", or "kept back" for texts that nobody looked at while rules were made (shares only, no counts).
        `date` and `command` say when and how it was counted.

    Limits:
        Rules were made while the open halves were looked at. Each set has its own idea of what counts.
    """
    return pd.read_csv(TABLE, encoding="utf-8").astype(dict.fromkeys(COUNTS, "Int64"))


def agreement_of_readers() -> pd.DataFrame:
    """How far two people agree who read the same texts.

    Returns:
        DataFrame with a row per measure: set, what, texts, measure, value (0 to 1), n (how many were judged, null where it was not
        told), date, source.
    """
    return pd.read_csv(AGREEMENT, encoding="utf-8").astype({"n": "Int64"})


def reliability() -> pd.DataFrame:
    """How often labels of the scorer minilm toward a person are right, by the probability that it gives them.

    Returns:
        DataFrame with a row per group of sentences: scale ("as given" by the network, or "calibrated" as in the table
        tone_toward), low and high (bounds of the probability), n, says (mean probability), n_right, date, command.

    Limits:
        Sentences of US political news (NewsMTSC). The network was not trained on them; the calibration was fitted to them.
    """
    return pd.read_csv(RELIABILITY, encoding="utf-8")


def ranges_on_others_news() -> pd.DataFrame:
    """How often rows are right on news articles that nobody here wrote: the lowest and the highest share of all sets.

    Returns:
        DataFrame with a row per kind of finding: what, right_low and right_high (of 100 that are given), found_low and
        found_high (of 100 that are marked; null where only those that are found were asked about), articles.
    """
    news = published_accuracy().query("genre == 'news' and half == 'open'")
    news = news[news[["n_found", "n_marked"]].max(axis=1) >= LEAST]
    rows = [
        (what, *_ends(right), *_ends(found), of_kind["n_articles"].sum())
        for what, of_kind in news.groupby("what", sort=False)
        for right, found in [_shares(of_kind, "n_hit")]
    ]
    columns = ["what", "right_low", "right_high", "found_low", "found_high", "articles"]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns[1:], "Int64"))


@cache
def shares_on_others_news() -> pd.DataFrame:
    """How often rows are right on news articles that nobody here wrote, over all sets, in words.

    Returns:
        DataFrame with a row per kind of finding: what, right (how many of 100 that are given, such as "77 to 87" where sets
        differ), found (how many of 100 that are marked; "" where only those that are found were asked about), articles.
    """
    ranges = ranges_on_others_news()
    right, found = (
        [_in_words(*ends) for ends in zip(ranges[f"{share}_low"], ranges[f"{share}_high"], strict=True)]
        for share in ("right", "found")
    )
    return pd.DataFrame({"what": ranges["what"], "right": right, "found": found, "articles": ranges["articles"]})


def open_and_kept_back() -> pd.DataFrame:
    """The halves of sets that could be read while rules were made, beside those that were kept back.

    Returns:
        DataFrame with a row per set, kind of finding and measure of which both are known: texts, what, measure ("right",
        "found" or "F1", which joins the two), open and kept_back (of 100).
    """
    counted = published_accuracy().rename(columns={"precision": "right", "recall": "found", "f1": "F1"})
    long = counted.melt(["set", "texts", "what", "half"], ["right", "found", "F1"], "measure", "share")
    both = long.pivot_table("share", ["set", "texts", "what", "measure"], "half", sort=False).dropna().reset_index()
    both[["open", "kept back"]] = (100 * both[["open", "kept back"]]).round().astype(int)
    return both.rename(columns={"kept back": "kept_back"}).drop(columns="set").rename_axis(columns=None)


def hints_sentence() -> str:
    """How many of the clauses that are said to speak well or ill of a speaker do so, on others' news, in one sentence.

    Without the scorer that finds such clauses the sentence says that there are none, and why.
    """
    if best_scorer() != "minilm":
        return "Only the scorer minilm finds such clauses, and it is not installed here: none are shown."
    rows = published_accuracy().query("half == 'open' and what.str.startswith('tone toward speakers')")
    if rows.empty:
        return "How many of these hints are right has not been measured."
    right, found, articles = (int(rows[column].sum()) for column in ("n_right", "n_found", "n_articles"))
    return f"On {articles} news articles that nobody here wrote, {right} of {found} such hints were right."


def how_often_right(*what: str) -> pd.DataFrame:
    """How often rows are right, on news that nobody here wrote and, to compare, on our own articles.

    Args:
        what: names from the column `what` of `accuracy()`, such as "direct quotes"; none means all of them.

    Returns:
        DataFrame with a row per name: what, right (of 100 that are given), found (of 100 that are marked), articles, and
        own_right and own_found, the same of our own articles. In words, as `shares_on_others_news()` has them; "" where it
        was not counted.

    Raises:
        ValueError: no such name.
    """
    return _how_often_right(what).copy()


@cache
def _how_often_right(what: Sequence[str]) -> pd.DataFrame:
    ours = accuracy().set_index("what")
    if missing := [w for w in what if w not in ours.index]:
        raise ValueError(f"accuracy of {missing[0]!r} is not measured; there are: {', '.join(ours.index)}")
    chosen = list(what or ours.index)
    own = [[of_hundred(shares) for shares in _shares(ours.loc[[w]], "n_right")] for w in chosen]
    table = shares_on_others_news().set_index("what").reindex(chosen).fillna({"right": "", "found": "", "articles": 0})
    return (
        table.astype({"articles": int})
        .reset_index()
        .assign(own_right=[r for r, _ in own], own_found=[f for _, f in own])
    )


@cache
def accuracy_note(*what: str) -> str:
    """How often rows are right, in one line, to stand under a chart: "Right on others' news, of 100: speakers 78 to 94. …".

    Args:
        what: as in `how_often_right`; of three names or four the line has up to 110 characters.

    Returns:
        What was not counted on others' news is told of our own articles, and the line says so.

    Raises:
        ValueError: no such name.
    """
    rows = how_often_right(*what)
    others, own = rows[rows["right"] != ""], rows[rows["right"] == ""]
    told = [("Right on others' news, of 100: ", others["what"], others["right"])] * bool(len(others))
    told += [("Right on our own articles, of 100: ", own["what"], own["own_right"])] * bool(len(own))
    return " ".join([*(f"{where}{_in_line(list(names), list(shares))}." for where, names, shares in told), MORE])


def _in_line(names: Sequence[str], shares: Sequence[str]) -> str:
    """As in: direct 94 to 96, indirect quotes 77 to 87. A noun that comes again behind the next name is told once."""
    nouns = [name.split()[-1] for name in names]
    again = [noun == following for noun, following in zip(nouns, [*nouns[1:], ""], strict=True)]
    told = [
        name.removesuffix(f" {noun}") if once else name for name, noun, once in zip(names, nouns, again, strict=True)
    ]
    return ", ".join(f"{name} {share}" for name, share in zip(told, shares, strict=True))


def rule_shares(part: str) -> pd.DataFrame:
    """How often rules are right, on news that nobody here wrote and on our own articles.

    Args:
        part: "found" or "named", as in `rule_accuracy()`.

    Returns:
        DataFrame with the rule as index: right (of 100, as in `how_often_right`), cases (in how many rows that was counted),
        own_right and own_cases. "" and 0 where there were fewer than ten.
    """
    counts = rule_accuracy().query("part == @part and n_found >= @LEAST_CASES")
    names = [rule.name for rule in described_rules().values() if rule.part == part]
    own = counts["set"] == OWN
    cells = [
        [
            *_share_and_cases(counts[~own & (counts["rule"] == n)]),
            *_share_and_cases(counts[own & (counts["rule"] == n)]),
        ]
        for n in names
    ]
    return pd.DataFrame(cells, index=names, columns=["right", "cases", "own_right", "own_cases"])


def _share_and_cases(counts: pd.DataFrame) -> tuple[str, int]:
    return of_hundred(counts["n_right"] / counts["n_found"]), int(counts["n_found"].sum())


def _shares(counts: pd.DataFrame, hits: str) -> tuple[pd.Series, pd.Series]:
    """The shares that are right and, where not only those that are found were asked about, that are found."""
    found = counts[hits] / counts["n_marked"]
    return counts["n_right"] / counts["n_found"], found.head(
        0 if counts["n_found"].equals(counts["n_marked"]) else None
    )


def of_hundred(shares: pd.Series) -> str:
    """The least and the greatest share of 100: "82 to 97", or "91" where they are the same; "" of none. A null is no share."""
    return _in_words(*_ends(shares))


def _ends(shares: pd.Series) -> tuple[int | None, int | None]:
    """The least and the greatest share of 100; None twice of none."""
    shares = shares.dropna()
    return (round(100 * shares.min()), round(100 * shares.max())) if len(shares) else (None, None)


def _in_words(low: int | None, high: int | None) -> str:
    if low is None or pd.isna(low):
        return ""
    return f"{low}" if low == high else f"{low} to {high}"
