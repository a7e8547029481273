"""The board of claims as HTML: a table per occurrence, a row per claim under what it counts, each number a link to its words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from onrecord.charts._claim_groups import CLAIMED, Key, conflicts, group_claims
from onrecord.charts._ranges import by_id, mark_positions, position
from onrecord.charts.parts_and_wholes import LINKS
from onrecord.pages.html import EMPTY, Html, anchor_address, join, wrapped
from onrecord.pages.wording import figure_in_words, range_in_words, status_in_words

MOST_CONFLICTS = 3  # of one figure that are named
WIDE, HIGH, EDGE = 120, 14, 18  # pixels of a drawn range, and what stays free at its ends
STYLE = Html("""
.onrecord .onrecord-scroll { overflow-x: auto; }
.onrecord table.onrecord-board tbody th { max-width: 12em; font-weight: 700; }
.onrecord table.onrecord-board tbody th, .onrecord table.onrecord-board tr.onrecord-last td { border-bottom-color: #6b6b6b; }
.onrecord table.onrecord-board small { display: block; color: #4d4d4d; }
.onrecord table.onrecord-board svg { display: block; width: 100%; max-width: 120px; height: auto; }
.onrecord table.onrecord-board .onrecord-conflict { display: block; color: #a33d00; font-size: 0.92em; }
""")
LEGEND = Html(
    '<p class="onrecord-legend"><span>A number leads to its words.</span> <span>Drawn ranges: each thing counted has its '
    "own scale, of powers of ten.</span> <span>≠ marks claims that conflict.</span></p>"
)
SECTION = Html(
    '<div class="onrecord-scroll"><table class="onrecord-board"><caption>{}</caption><thead><tr>'
    '<th scope="col">What is counted</th><th scope="col">Who says so</th><th scope="col">Number, as written</th>'
    '<th scope="col">What it stands for</th></tr></thead>{}</table></div>'
)
NOT_TOLD = "Not told of which occurrence"


def claims_table(figures: pd.DataFrame, pairs: pd.DataFrame, *, by: str = "speaker", page: str = "") -> Html:
    """Show claims about the same thing under each other, each with its claimant; a table for each occurrence.

    A row has who says so; the number as it is written, a link to its words, with the words for what happened, what it is
    part of or comes on top of, and, in red, the claims it conflicts with, in number or in words; and the range that it
    stands for, in words and, beside others, drawn on a scale that they share.

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
    data = data.assign(who=[_who(row, by) for row in data.to_dict("records")])
    notes = _notes(data, pairs, page)
    told = bool((data.loc[data["apart"] == CLAIMED, "happening"] != "").any())
    section = [row["apart"] or (row["happening"] or NOT_TOLD if told else "Claims") for row in data.to_dict("records")]
    tables = [_section(name, rows, notes, by, page) for name, rows in data.groupby(section, sort=False)]
    return wrapped(LEGEND + join(tables), STYLE)


def _who(row: Mapping[str, Any], by: str) -> str:
    """Who says so: the claimant, or what stands in the column that was asked for."""
    if isinstance(row[by], str) and row[by]:
        return row[by]
    if by == "speaker" or row["attribution"] == "none":
        return row["claimant"]
    return f"no {by.replace('_', ' ')} found"


def _section(name: Any, rows: pd.DataFrame, notes: Mapping[Key, Html], by: str, page: str) -> Html:
    """The table of one occurrence, or of what stands apart."""
    body = join(_counted(claims, notes, by, page) for _, claims in rows.groupby("group", sort=False))
    return SECTION.format(name, body)


def _counted(claims: pd.DataFrame, notes: Mapping[Key, Html], by: str, page: str) -> Html:
    """A thing counted: its claims, each with its claimant."""
    rows = claims.to_dict("records")
    if by != "speaker":
        rows.sort(key=lambda row: row["who"])
    places = [place for row in rows for place in _ends(row)]
    scale = (min(places), max(places)) if len(rows) > 1 and places and min(places) < max(places) else None
    small = (
        Html("<small>{}</small>").format(rows[0]["happening"]) if rows[0]["apart"] and rows[0]["happening"] else EMPTY
    )
    head = Html('<th scope="rowgroup" rowspan="{}" dir="auto">{}{}</th>').format(len(rows), rows[0]["counted"], small)
    lines = [
        Html("<tr{}>{}{}</tr>").format(
            Html(' class="onrecord-last"') if row is rows[-1] else EMPTY,
            head if row is rows[0] else EMPTY,
            _claim(row, scale, notes.get((row["article_id"], row["figure_id"]), EMPTY), by, page),
        )
        for row in rows
    ]
    return Html("<tbody>{}</tbody>").format(join(lines))


def _claim(row: Mapping[str, Any], scale: tuple[float, float] | None, note: Html, by: str, page: str) -> Html:
    """A claim: who says so, the number as it is written, and what it stands for."""
    words = figure_in_words(row)
    event = " ".join(row["event_text"].split()) if isinstance(row["event_text"], str) else ""
    # The heading of the row says "killed" already.
    small = [f"“{event}”"] * (event.lower() not in ("", row["event"]))
    small += [status_in_words(row)] * (row["status"] not in ("denied", "background"))
    who = [row["claimant"]] * (by != "speaker") + ["claimant inferred"] * (row["attribution"] == "continued")
    denial = "denied by " * (row["status"] == "denied")
    return join(
        Html('<td dir="auto">{}{}</td>').format(first, rest)
        for first, rest in [
            (denial + row["who"], _small(who)),
            (_link(row, words, page), _small(small) + note),
            (range_in_words(row) or "no number", _drawn(row, scale) if scale else EMPTY),
        ]
    )


def _small(lines: Iterable[str]) -> Html:
    return join(Html("<small>{}</small>").format(words) for words in lines if words)


def _link(row: Mapping[str, Any], words: str, page: str) -> Html:
    return Html('<a href="{}">{}</a>').format(anchor_address(f"f-{row['figure_id']}", page), words)


def _notes(data: pd.DataFrame, pairs: pd.DataFrame, page: str) -> dict[Key, Html]:
    """What stands in a cell about other claims: what it is part of or on top of, and what it conflicts with."""
    by_key, notes = by_id(data), {}
    against, wholes = conflicts(data, pairs), _wholes(by_key, pairs)
    for key, row in by_key.items():
        linked = {how: by_key.get((key[0], row[column])) for column, how in LINKS.items()}
        if not any(linked.values()) and key in wholes:
            linked = {LINKS["subset_of"]: wholes[key]}
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


def _wholes(by_key: Mapping[Key, dict[str, Any]], pairs: pd.DataFrame) -> dict[Key, dict[str, Any]]:
    """The whole of each figure that the comparisons call a part; the smaller of two is the part."""
    wholes: dict[Key, dict[str, Any]] = {}
    for pair in pairs[pairs["relation"] == "subset"].to_dict("records"):
        ends = [(pair["article_id_a"], pair["a"]), (pair["article_id_b"], pair["b"])]
        if all(key in by_key for key in ends):
            part, whole = sorted(ends, key=lambda key: position(by_key[key]))
            wholes.setdefault(part, by_key[whole])
    return wholes


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
