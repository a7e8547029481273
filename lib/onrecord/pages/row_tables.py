"""Row tables: rows of a record's tables, each leading to its words in the highlighted article."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import pandas as pd

from onrecord.evaluation.rules import rule_in_words, rules_of_all_tables
from onrecord.pages.anchors import anchor, uncounted_anchor
from onrecord.pages.html import Html, anchor_address, escape, join, render, wrapped
from onrecord.pages.wording import NOTHING, count, given_or, is_given, signed
from onrecord.tables.frame_rows import dicts

FIGURE_LINKS = ("a", "b", "subset_of", "adds_to")


def rows(
    frame: pd.DataFrame,
    columns: Sequence[str] | Mapping[str, str] | None = None,
    *,
    caption: str = "",
    empty: str = NOTHING,
    page: str = "",
    rules: str = "",
    most: int | None = None,
    more: str = "",
    group: str = "",
    bars: Sequence[str] | Mapping[str, float] = (),
) -> Html:
    """Show rows of a table, each leading to its words in the article.

    A row of quotes, of figures or of statements without a number links to the mark that `highlight` gave it, and shows
    the number of that mark (q12, f3, u1); cells that name a figure (`a`, `b`, `subset_of`, `adds_to`) link to it.

    Args:
        frame: a table of the record, or part of one.
        columns: those to show, in order; a mapping gives headings too. All of them when left out.
        caption: a line above the table.
        empty: words that stand there when the table has no row.
        page: address of the page with the highlighted article, when it is not the same one.
        rules: address of the page of rules (docs/rules.md); with it, the cells of a column `rule`, a rule in words, lead there.
        most: how many rows are shown; all of them when left out. A line below says how many there are.
        more: how to see the rest, as a sentence behind that line.
        group: a column whose values become headings between the rows.
        bars: columns of numbers whose cells get a bar beside the number; a mapping gives the number of a full bar, which is
            the column's greatest number otherwise.

    Returns:
        A fragment with its own style; text is wrapped, never cut.

    Raises:
        KeyError: the table has no column of that name.
    """
    if frame.empty:
        return wrapped(Html("<p>{}</p>").format(empty))
    headings = columns if isinstance(columns, Mapping) else {c: c.replace("_", " ") for c in columns or frame.columns}
    headings = {column: heading for column, heading in headings.items() if column != group}
    shown = _by_group(frame, group)[:most]
    reaches = {column: (0.0, full) for column, full in bars.items()} if isinstance(bars, Mapping) else {}
    cells = _Cells(list(headings), page, rules, reaches or {column: _reach(frame[column]) for column in bars})
    table = render(
        "row_table.html",
        caption=caption,
        headings=list(headings.values()),
        numeric=[_is_numeric(frame[c]) for c in headings],
        groups=[(name, [cells.of(row) for _, row in same]) for name, same in groupby(shown, key=itemgetter(0))],
        cut=f"{len(shown):,} of {count(len(frame), 'row')} shown." if len(shown) < len(frame) else "",
        more=_with_code(more),
    )
    return wrapped(table)


def _with_code(words: str) -> Html:
    """Words of which those between backquotes are code."""
    return join(
        Html("<code>{}</code>").format(part) if at % 2 else escape(part) for at, part in enumerate(words.split("`"))
    )


def _by_group(frame: pd.DataFrame, group: str) -> list[tuple[str, Mapping[Any, Any]]]:
    """(heading, row) of all rows; rows of one group stand together, the groups in the order of their first rows."""
    if not group:
        return [("", row) for row in dicts(frame)]
    names = frame[group].map(lambda value: given_or(value, f"no {group.replace('_', ' ')} told"))
    ordered = frame.groupby(names, sort=False)
    return [(str(name), row) for name, rows in ordered for row in dicts(rows)]


def rule_links(rule: str, page: str) -> Html:
    """A rule in words, "how found; how named", each part a link to where a page of rules describes it under its own name.

    Args:
        rule: a cell of a column `rule`.
        page: address of the page of rules; "" when it is the same page.
    """
    linked = Html('<a href="{}#{}">{}</a>')
    return join(
        (
            linked.format(page, part, rule_in_words(part))
            if part in rules_of_all_tables()
            else escape(rule_in_words(part))
            for part in re.split(r"/|; ", rule)
        ),
        "; ",
    )


class _Cells(NamedTuple):
    """Makes the cells of a row."""

    columns: Sequence[str]
    page: str
    rules: str
    bars: Mapping[str, tuple[float, float]]

    def of(self, row: Mapping[Any, Any]) -> tuple[bool, list[Html]]:
        """Whether a row leads to words, and its cells."""
        number, target = _target(row)
        cells = [self._cell(column, row[column]) for column in self.columns]
        if target:
            link = Html('<a class="onrecord-go" href="{}">{}</a>').format(
                anchor_address(target, self.page), _cell(row[self.columns[0]])
            )
            named = row[self.columns[0]] == number
            cells[0] = link if named else link + Html(' <small class="onrecord-id">[{}]</small>').format(number)
        return bool(target), cells

    def _cell(self, column: str, value: Any) -> Html:
        cell = _cell(value)
        if column in self.bars and is_given(value):
            return cell + _bar(float(value), *self.bars[column])
        if column in FIGURE_LINKS and is_given(value):
            address = anchor_address(anchor("figure_id", value), self.page)
            return Html('<a href="{}">{}</a>').format(address, cell)
        if column == "rule" and is_given(value):
            return rule_links(value, self.rules) if self.rules else escape(rule_in_words(value))
        return cell


def _target(row: Mapping[Any, Any]) -> tuple[str, str]:
    """Number and anchor of the mark that belongs to a row: its figure, else its words, else its quote; "" twice without."""
    for column in ("figure_id", "uncounted_id", "quote_id"):
        if is_given(row.get(column)):
            own = uncounted_anchor(row) if column == "uncounted_id" else anchor(column, row[column])
            return str(row[column]), own
    return "", ""


def _is_numeric(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column) and column.dtype != bool


def _reach(column: pd.Series) -> tuple[float, float]:
    """From where to where the bars of a column go; always from or to zero."""
    values = [float(value) for value in column if is_given(value)]
    return min([0.0, *values]), max([0.0, *values])


def _bar(value: float, low: float, high: float) -> Html:
    """A bar from zero to a value, in percent of the way from the lowest to the highest; the number stands beside it."""
    whole = (high - low) or 1.0
    left, width = 100 * (min(value, 0.0) - low) / whole, 100 * abs(value) / whole
    bar = (
        ' <span class="onrecord-bar" aria-hidden="true"><span style="margin-left:{:.1f}%;width:{:.1f}%"></span></span>'
    )
    return Html(bar.format(left, width))


def _cell(value: Any) -> Html:
    """A value as people write it: 402,000; -0.62; yes; toned words in a row; a dash where there is none."""
    if isinstance(value, (list, tuple)):
        return escape("; ".join(_entry(x) for x in value))
    if not is_given(value):
        return Html('<span class="onrecord-missing">–</span>')
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return escape("yes" if value else "no")
    if isinstance(value, (int, float)):
        return escape(f"{value:,.0f}" if float(value).is_integer() else f"{round(value, 2) + 0.0:,.2f}")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):  # a date is not broken at its hyphens
        return Html('<span class="onrecord-whole">{}</span>').format(value)
    return escape(value if isinstance(value, Html) else str(value))


def _entry(entry: Mapping[str, Any] | Sequence[int]) -> str:
    """An entry of a list: a word of the tone table with what it adds to the score, "good +1.9 (negated)", or a span."""
    if not isinstance(entry, Mapping):
        return "–".join(f"{offset:,}" for offset in entry)
    shifted = f" ({entry['shifted']})" if entry["shifted"] else ""
    return f"{entry['word']} {signed(entry['valence'], 1)}{shifted}"
