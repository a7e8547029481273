"""The board of claims as HTML: a table with a row per thing counted and a column per claimant, each number a link to its words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from onrecord.charts._claim_groups import PANELS, conflicts, group_claims
from onrecord.charts._ranges import by_id, mark_positions, position
from onrecord.charts.parts_and_wholes import LINKS
from onrecord.pages.html import EMPTY, Html, anchor_address, join, wrapped
from onrecord.pages.wording import claimant_in_words, figure_in_words, range_in_words

MOST_COLUMNS = 5  # claimants with a column of their own; more would leave no room for words
MOST_CONFLICTS = 3  # of one figure that are named
OTHERS = "others"
WIDE, HIGH, EDGE = 120, 14, 18  # pixels of a drawn range, and what stays free at its ends
STYLE = Html("""
.onrecord .onrecord-scroll { overflow-x: auto; }
.onrecord table.onrecord-board td { min-width: 6em; border-left: 1px solid #e3e3e3; }
.onrecord table.onrecord-board tbody th { min-width: 6em; max-width: 12em; font-weight: 700; }
.onrecord table.onrecord-board small { display: block; color: #4d4d4d; }
.onrecord table.onrecord-board svg { display: block; width: 100%; max-width: 120px; height: auto; }
.onrecord table.onrecord-board .onrecord-claim + .onrecord-claim { margin-top: 0.6em; }
.onrecord table.onrecord-board .onrecord-conflict { display: block; color: #a33d00; font-size: 0.92em; }
""")
LEGEND = Html(
    '<p class="onrecord-legend"><span>A number leads to its words.</span> <span>Drawn ranges: each row has its own '
    "scale, of powers of ten.</span> <span>≠ marks claims that conflict.</span></p>"
)
PANEL = Html(
    '<div class="onrecord-scroll"><table class="onrecord-board"><caption>{}</caption>'
    '<thead><tr><th scope="col">What is counted</th>{}</tr></thead><tbody>{}</tbody></table></div>'
)


def claims_table(figures: pd.DataFrame, pairs: pd.DataFrame, *, by: str = "speaker", page: str = "") -> Html:
    """Show claims about the same thing in one row, each under its claimant.

    A cell has the number as it is written, a link to its words; the range it stands for, in words and, beside others,
    drawn on a scale that its row shares; the words for what happened; what it is part of or comes on top of; and,
    in red, the claims it conflicts with, in number or in words.

    Args:
        figures: rows of one article or of several.
        pairs: the comparisons table of the same articles.
        by: the column of `figures` that names the columns of the board, such as "speaker", or a side that was put there.
        page: address of the page with the highlighted article, when it is not the same one.

    Returns:
        A table for people, for buildings, for everything else, for money and for shares, those that are empty left out.

    Raises:
        KeyError: `figures` has no column of that name.

    Limits:
        Five claimants have a column, those with most conflicts and figures; the rest share one, with their names.
        Claims stand in one row when event and noun are the same; the article may mean two places or two days.
    """
    if figures.empty:
        return wrapped(Html("<p>No figures found in this article.</p>"))
    data = group_claims(figures, pairs)
    data = data.assign(column=[_column(row, by) for row in data.to_dict("records")])
    notes = _notes(data, pairs, page)
    tables = [_panel(name, data[data["panel"] == name], notes, by, page) for name in PANELS]
    return wrapped(LEGEND + join(tables), STYLE)


def _column(row: Mapping[str, Any], by: str) -> str:
    """The heading that a figure stands under."""
    if isinstance(row[by], str) and row[by]:
        return row[by]
    if by == "speaker" or row["attribution"] == "none":
        return row["claimant"]
    return f"no {by.replace('_', ' ')} found"


def _panel(name: str, rows: pd.DataFrame, notes: Mapping[tuple[str, str], Html], by: str, page: str) -> Html:
    """The table of one panel; "" where it is empty."""
    if rows.empty:
        return EMPTY
    weight = rows.assign(weight=1 + 10 * (rows["conflict"] != "")).groupby("column", sort=False)["weight"].sum()
    kept = set(weight.sort_values(ascending=False, kind="stable").index[:MOST_COLUMNS])
    columns = [column for column in weight.index if column in kept]
    if len(weight) > MOST_COLUMNS:
        columns.append(OTHERS)
    head = join(Html('<th scope="col" dir="auto">{}</th>').format(column) for column in columns)
    body = join(_row(claims, columns, notes, by, page) for _, claims in rows.groupby("group", sort=False))
    return PANEL.format(PANELS[name], head, body)


def _row(claims: pd.DataFrame, columns: list[str], notes: Mapping[tuple[str, str], Html], by: str, page: str) -> Html:
    """A thing counted: its claims, each under its claimant."""
    rows = claims.to_dict("records")
    places = [place for row in rows for place in _ends(row)]
    compared = len(rows) > 1 and places and min(places) < max(places)
    scale = (min(places), max(places)) if compared else None
    cells: dict[str, list[Html]] = {column: [] for column in columns}
    for row in rows:
        column = row["column"] if row["column"] in cells else OTHERS
        named = by != "speaker" or column == OTHERS
        cells[column].append(_claim(row, scale, notes.get((row["article_id"], row["figure_id"]), EMPTY), named, page))
    body = join(Html('<td dir="auto">{}</td>').format(join(claims)) for claims in cells.values())
    return Html('<tr><th scope="row" dir="auto">{}</th>{}</tr>').format(rows[0]["counted"], body)


def _claim(row: Mapping[str, Any], scale: tuple[float, float] | None, note: Html, named: bool, page: str) -> Html:
    """A claim in its cell."""
    words, stands_for = figure_in_words(row), range_in_words(row)
    small = [stands_for] if stands_for and row["approx"] != "exact" else []
    event = " ".join(row["event_text"].split()) if isinstance(row["event_text"], str) else ""
    # The heading of the row says "killed" already.
    small += [f"“{event}”"] if event.lower() not in ("", row["event"]) else []
    small += ["denied"] * bool(row["negated"]) + ["hedged"] * bool(row["hedged"])
    if named:
        small.append(claimant_in_words(row))
    small += ["claimant inferred"] * (row["attribution"] == "continued")
    lines = join(Html("<small>{}</small>").format(words) for words in small)
    drawn = _drawn(row, scale) if scale else EMPTY
    return Html('<div class="onrecord-claim">{}{}{}{}</div>').format(_link(row, words, page), drawn, lines, note)


def _link(row: Mapping[str, Any], words: str, page: str) -> Html:
    return Html('<a href="{}">{}</a>').format(anchor_address(f"f-{row['figure_id']}", page), words)


def _notes(data: pd.DataFrame, pairs: pd.DataFrame, page: str) -> dict[tuple[str, str], Html]:
    """What stands in a cell about other claims: what it is part of or on top of, and what it conflicts with."""
    by_key, notes = by_id(data), {}
    against = conflicts(data, pairs)
    for key, row in by_key.items():
        linked = {how: by_key.get((key[0], row[column])) for column, how in LINKS.items()}
        notes[key] = join(
            Html("<small>{} {}</small>").format(how, _link(other, figure_in_words(other), page))
            for how, other in linked.items()
            if other
        )
        against_it = [
            Html("≠ in {}: {}").format(kind, _link(by_key[o], figure_in_words(by_key[o]), page))
            for kind, o in against.get(key, [])
        ]
        more = len(against_it) - MOST_CONFLICTS
        against_it = against_it[:MOST_CONFLICTS] + [Html(f"≠ and {more:,} more")] * (more > 0)
        notes[key] += join(Html('<span class="onrecord-conflict">{}</span>').format(words) for words in against_it)
    return notes


def _ends(row: Mapping[str, Any]) -> list[float]:
    """Where a claim begins and ends on the scale of its row, in powers of ten."""
    if math.isnan(position(row)):
        return []
    ends = [row["value_low"], row["value_high"]]
    return [math.log10(max(float(end), 0.1)) for end in ends if not pd.isna(end)]


def _drawn(row: Mapping[str, Any], scale: tuple[float, float]) -> Html:
    """The range of a claim, drawn; the words beside it say the same, so it is not read aloud."""
    ends = _ends(row)
    if not ends:
        return EMPTY
    a, b = (_pixel(end, scale) for end in (min(ends), max(ends)))
    middle = HIGH // 2
    open_to = WIDE if pd.isna(row["value_high"]) else 0 if pd.isna(row["value_low"]) else None
    parts = [f'<path d="M0 {middle}H{WIDE}" stroke="#d9d9d9"/>']
    if open_to is not None:
        back = -6 if open_to else 6
        parts.append(
            f'<path d="M{a} {middle}H{open_to}m{back} -4l{-back} 4l{back} 4" stroke="#1a1a1a" fill="none" stroke-width="2"/>'
        )
        dots = [a]
    else:
        parts.append(f'<path d="M{a} {middle}H{b}" stroke="#1a1a1a" stroke-width="3"/>')
        dots = [_pixel(math.log10(place), scale) for place in mark_positions(row)]
    parts += [f'<circle cx="{dot}" cy="{middle}" r="4" fill="#0072B2"/>' for dot in dots]
    # All that stands in the picture are numbers.
    drawing = (
        f'<svg width="{WIDE}" height="{HIGH}" viewBox="0 0 {WIDE} {HIGH}" aria-hidden="true">{"".join(parts)}</svg>'
    )
    return Html(drawing)


def _pixel(place: float, scale: tuple[float, float]) -> float:
    low, high = scale
    return round(EDGE + (WIDE - 2 * EDGE) * (place - low) / (high - low), 1)
