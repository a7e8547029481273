"""Across: what several articles say together, in at most five sentences."""

from __future__ import annotations

import pandas as pd

from onrecord.pages.anchors import anchor
from onrecord.pages.answers.claims import Names, claimant, figure_link, noun_of, number, sums_of, weight, what_happened
from onrecord.pages.answers.disputes import dispute_line, find_disputes
from onrecord.pages.answers.lines import Line, Link, listed, say, sentences
from onrecord.pages.answers.voices import names_in_sentences
from onrecord.pages.wording import count, is_given, plain, row_dicts
from onrecord.statistics.governments import join_governments
from onrecord.tables.record import Record


def across_lines(record: Record, known: pd.DataFrame) -> list[Line]:
    """The sentences about these articles of a record, each at its outlet."""
    outlets = dict(zip(known["article_id"], known["outlet"], strict=True))
    tables = {name: getattr(record, name) for name in ("quotes", "figures", "speakers")}
    quotes, figures, speakers = (table[table["article_id"].isin(set(outlets))] for table in tables.values())
    pairs = record.comparisons
    pairs = pairs[pairs["article_id_a"].isin(set(outlets)) & pairs["article_id_b"].isin(set(outlets))]
    names = names_in_sentences(record)
    articles = record.articles[record.articles["article_id"].isin(set(outlets))]
    are_named = bool(articles["outlet"].notna().all())  # else titles stand in for outlets
    by_outlet = are_named and known["outlet"].nunique() > 1
    if not by_outlet:  # the articles stand side by side
        outlets = {article: article for article in outlets}
    return [
        _size(known, are_named),
        *_heard(quotes, speakers, outlets, names, "outlet" if by_outlet else "article"),
        _disputed(figures, pairs, speakers, names),
        _updated(figures, pairs, names),
    ]


def _size(known: pd.DataFrame, are_named: bool) -> Line:
    """Where the articles are from, unless they are from several outlets."""
    if known.empty:
        return ("No articles were kept.",)
    if known["outlet"].nunique() > 1:
        return ()
    if not are_named:
        return ("One article was kept.",)
    articles = count(len(known), "article")
    return (
        f"{articles}{', all' if len(known) > 2 else ', both' if len(known) == 2 else ''} from {plain(known['outlet'].iloc[0])}.",
    )


def _heard(quotes: pd.DataFrame, speakers: pd.DataFrame, outlets: dict[str, str], names: Names, of: str) -> list[Line]:
    """Who is heard in most outlets (or articles), and how many in one only."""
    rows = join_governments(quotes, speakers).dropna(subset="speaker")
    rows = rows.assign(outlet=rows["article_id"].map(outlets))
    n = len(set(outlets.values()))
    if rows.empty or n < 2:
        return []
    heard = rows.groupby("speaker", sort=False)["outlet"].nunique().sort_values(ascending=False, kind="stable")
    most, alone = int(heard.iloc[0]), int((heard == 1).sum())
    if most == 1:
        return [(f"Nobody is heard in two {of}s under the same name.",)]
    links = [_voice(speaker, rows, names) for speaker in heard.index[heard == most]]
    where = f"{most} of {n} {of}s" if most < n else f"both {of}s" if n == 2 else f"all {n} {of}s"
    widest = say(f"Heard in {where}: " + "{}.", listed(links, 3))
    only = f"{alone:,} of {count(len(heard), 'speaker')} {'is' if alone == 1 else 'are'} heard in one {of} only."
    return [widest, (only,) * bool(alone)]


def _voice(speaker: str, rows: pd.DataFrame, names: Names) -> Link:
    first = rows[rows["speaker"] == speaker].iloc[0]
    words = names.get(speaker) or plain(speaker).partition(" (“")[0]
    return Link(words, anchor("quote_id", first["quote_id"]), first["article_id"])


def _disputed(figures: pd.DataFrame, pairs: pd.DataFrame, speakers: pd.DataFrame, names: Names) -> Line:
    """The main conflict between two articles, else the main one within an article."""
    told, sources = row_dicts(pairs), row_dicts(speakers)
    between = find_disputes(row_dicts(figures), [p for p in told if p["article_id_a"] != p["article_id_b"]], sources)
    if between:
        return dispute_line(between[0], sources, names)
    within = find_disputes(row_dicts(figures), told, sources)
    apart = ("No two articles were found to contradict each other in a number.",)
    return sentences(
        apart, *([say("Within one article: {}", dispute_line(within[0], sources, names))] if within else [])
    )


def _updated(figures: pd.DataFrame, pairs: pd.DataFrame, names: Names) -> Line:
    """How many numbers were replaced by later ones, and the gravest of them."""
    by_id = {(row["article_id"], row["figure_id"]): row for row in row_dicts(figures)}
    updates = pairs[(pairs["relation"] == "updates") & (pairs["article_id_a"] != pairs["article_id_b"])]
    ends = [
        (by_id[row["article_id_a"], row["a"]], by_id[row["article_id_b"], row["b"]])
        for row in row_dicts(updates)
        if (row["article_id_a"], row["a"]) in by_id and (row["article_id_b"], row["b"]) in by_id
    ]
    if not ends:
        return ()
    one = max(
        ends,
        key=lambda pair: (pair[0]["speaker"] == pair[1]["speaker"] and is_given(pair[0]["speaker"]), weight(pair[1])),
    )
    noun = noun_of(one)
    what = sums_of(one) or f"{noun} {what_happened(one[1])}".strip()
    claims = [say("{} ({})", figure_link(row, number(row, noun)), claimant(row, names)) for row in one]
    n = len({(old["article_id"], old["figure_id"]) for old, _ in ends})
    opening = f"{count(n, 'number')} {'was' if n == 1 else 'were'} updated by a later article"
    return say(opening + (": " if n == 1 else ", such as ") + "{}, from {} to {}.", what, *claims)
