"""The board of claims as HTML: a table per occurrence, a row per claim under what happened, each number a link to its words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from onrecord.charts import _cells as cells
from onrecord.charts._claim_groups import CLAIMED, ELSEWHERE, PANELS, group_claims
from onrecord.charts._disputes import event_words
from onrecord.charts._ranges import by_id, least_and_most, position
from onrecord.charts.parts_and_wholes import LINKS
from onrecord.pages.codes import ranges_in_words
from onrecord.pages.disputes import Key
from onrecord.pages.html import EMPTY, Html, escape, join, wrapped
from onrecord.pages.wording import denied_by, figure_in_words, status_in_words
from onrecord.tables.frame_rows import dicts

MOST_NAMED = 2  # claims that a figure conflicts with; the others are counted
IN_WORDS = "conflicts in words with"
# What a figure is to another one, for the first and for the second of a pair.
HOW = {
    "conflict_value": ("conflicts with", "conflicts with"),
    "conflict_character": (IN_WORDS, IN_WORDS),
    "updates": ("counted later as", "a later count than"),
}
HEADINGS = ("Number, as written", "Who says so", "What happened, as written", "It stands for", "Beside other claims")
BOARD = Html('<div class="onrecord-board">{}</div>')
REPORTED, NOT_TOLD = "What the article reports", "Not told of which occurrence"
NO_EVENT = "Something else, or not told what happened"
DRAWN = ("people", "buildings", "money")  # what can be compared by the length of bars


def claims_table(figures: pd.DataFrame, pairs: pd.DataFrame, *, by: str = "speaker", page: str = "") -> Html:
    """Show all claims, the gravest first, claims about the same thing under each other, each with its claimant.

    A row has the number as it is written, a link to its words, with its number in the text; who says so; the words for
    what happened; the range that it stands for, in words and, where there is something to compare, as a bar; and what it is
    part of, or which claims it conflicts with.

    Args:
        figures: rows of one article or of several.
        pairs: the comparisons table of the same articles.
        by: the column of `figures` that says who says so, such as "speaker", or a side that was put there.
        page: address of the page with the highlighted article, when it is not the same one.

    Returns:
        A table for each occurrence, that with most figures first; then one for what is forecast, feared or denied, and one
        for background: figures of other occurrences, or of a longer time. Those that are empty are left out.

    Raises:
        KeyError: `figures` has no column of that name.

    Limits:
        Claims stand together when occurrence, event and noun are the same; where the article does not tell the
        occurrence, it may mean two places or two days.
    """
    if figures.empty:
        return wrapped(Html("<p>No figures found in this article.</p>"))
    data = group_claims(figures, pairs)
    data = data.assign(who=[_who(row, by) for row in dicts(data)], range=ranges_in_words(figures))
    notes = _notes(data, pairs, page)
    claimed = data.loc[data["apart"] == CLAIMED, "happening"]
    names = {"": NOT_TOLD} if claimed.nunique() > 1 else dict.fromkeys(claimed, REPORTED)
    data["section"] = [row["apart"] or names.get(row["happening"], row["happening"]) for row in dicts(data)]
    tables = [_section(name, rows, notes, by, page) for name, rows in data.groupby("section", sort=False)]
    return cells.with_legend(
        [BOARD.format(table) for table in tables], "Each heading has a scale of its own, from nought."
    )


def _who(row: Mapping[str, Any], by: str) -> str:
    """Who says so: the claimant, or what stands in the column that was asked for."""
    inferred = " (inferred)" * (row["attribution"] == "continued")
    if by == "speaker":
        return denied_by(row) + inferred
    if isinstance(row[by], str) and row[by]:
        return f"{row[by]}: {denied_by(row)}{inferred}"
    return denied_by(row) if row["attribution"] == "none" else f"no {by.replace('_', ' ')} found: {denied_by(row)}"


def _section(name: Any, rows: pd.DataFrame, notes: Mapping[Key, Html], by: str, page: str) -> Html:
    """The table of one occurrence, or of what stands apart."""
    rows = rows.assign(heading=list(map(_heading, dicts(rows))))
    groups = [
        (words, _claims(words, dicts(claims), notes, by, page)) for words, claims in rows.groupby("heading", sort=False)
    ]
    return cells.table(name, HEADINGS, groups)


def _heading(row: Mapping[str, Any]) -> str:
    """What happened to what, as a heading: "Killed: people"."""
    if row["event"] == "other":
        return NO_EVENT
    event = "destroyed or damaged" if row["event"] in ("destroyed", "damaged") else row["event"]
    return f"{event.capitalize()}: {'others' if row['panel'] == 'other' else PANELS[row['panel']].lower()}"


def _claims(
    heading: Any, rows: list[dict[str, Any]], notes: Mapping[Key, Html], by: str, page: str
) -> list[list[Html]]:
    """The claims of one event, those about the same thing under each other."""
    if by != "speaker":
        rows = sorted(rows, key=lambda row: str(row["who"]))
    ends = [float(row[end]) for row in rows for end in ("value_low", "value_high") if not pd.isna(row[end])]
    comparable = rows[0]["panel"] in DRAWN and heading != NO_EVENT and len(rows) > 1
    most = max(ends, default=0) if comparable else 0
    return [_cells(row, most, notes[row["article_id"], row["figure_id"]], page) for row in rows]


def _cells(row: Mapping[str, Any], most: float, note: Html, page: str) -> list[Html]:
    """The cells of a claim."""
    status = "" if row["status"] in ("denied", "background") else status_in_words(row)
    status = "told with a doubt" if status == "hedged" else status
    background = f"({row['happening']})" if row["apart"] == ELSEWHERE and row["happening"] else ""
    quoted = f"“{event_words(row)}”" if event_words(row) else ""
    happened = " ".join(filter(None, [", ".join(filter(None, [quoted, status])), background]))
    low, high = least_and_most(row)
    return [
        cells.figure_with_number(row, page),
        escape(row["who"]),
        escape(happened) if happened else cells.MISSING,
        escape(row["range"]) + (cells.range_bar(low, high, most) if low or high < math.inf else EMPTY),
        note or cells.MISSING,
    ]


def _notes(data: pd.DataFrame, pairs: pd.DataFrame, page: str) -> dict[Key, Html]:
    """What each figure is to others: part of one, on top of one, in conflict with some, a later count."""
    by_key = by_id(data)
    wholes, others = _wholes(by_key, pairs), _others(by_key, pairs)
    notes = {}
    for key, row in by_key.items():
        linked = {how: by_key.get((key[0], row[column])) for column, how in LINKS.items()}
        if not any(linked.values()) and key in wholes:
            linked = {"may be part of": wholes[key]}  # the text does not join the two
        lines = [Html("{} {}").format(how, cells.figure_link(o, page)) for how, o in linked.items() if o]
        for how, beside in others.get(key, {}).items():
            named = [_claim_of(by_key[other], how, page) for other in beside[:MOST_NAMED]]
            more = len(beside) - len(named)
            lines.append(Html("{} {}{}").format(how, join(named, ", "), f" and {more:,} more" * (more > 0)))
        notes[key] = join(lines, "; ")
    return notes


def _claim_of(row: Mapping[str, Any], how: str, page: str) -> Html:
    """Another claim, by its words where these conflict, with its claimant."""
    words = f"“{event_words(row)}”" if how == IN_WORDS and event_words(row) else figure_in_words(row)
    return Html("{} ({})").format(cells.figure_link(row, page, words), denied_by(row))


def _others(by_key: Mapping[Key, dict[str, Any]], pairs: pd.DataFrame) -> dict[Key, dict[str, list[Key]]]:
    """The claims that each figure conflicts with, that updated it or that it updates: {figure: {how: others}}."""
    others: dict[Key, dict[str, list[Key]]] = {}
    for pair in dicts(pairs[pairs["relation"].isin(HOW)]):
        a, b = (pair["article_id_a"], pair["a"]), (pair["article_id_b"], pair["b"])
        if a in by_key and b in by_key:
            for one, other, how in zip((a, b), (b, a), HOW[pair["relation"]], strict=True):
                others.setdefault(one, {}).setdefault(how, []).append(other)
    return others


def _wholes(by_key: Mapping[Key, dict[str, Any]], pairs: pd.DataFrame) -> dict[Key, dict[str, Any]]:
    """The whole of each figure that the comparisons call a part; the smaller of two is the part."""
    wholes: dict[Key, dict[str, Any]] = {}
    for pair in dicts(pairs[pairs["relation"] == "subset"]):
        ends = [(pair["article_id_a"], pair["a"]), (pair["article_id_b"], pair["b"])]
        if all(key in by_key for key in ends):
            part, whole = sorted(ends, key=lambda key: position(by_key[key]))
            wholes.setdefault(part, by_key[whole])
    return wholes
