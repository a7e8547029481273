"""Row tables: rows of a record's tables, each leading to its words in the highlighted article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from onrecord.evaluation.rules import described_rules
from onrecord.pages.html import Html, anchor_address, escape, join, render, wrapped
from onrecord.pages.wording import NOTHING, is_given, signed

ANCHORS = {"figure_id": "f", "quote_id": "q"}
FIGURE_LINKS = ("a", "b", "subset_of", "adds_to")


def rows(
    frame: pd.DataFrame,
    columns: Sequence[str] | Mapping[str, str] | None = None,
    *,
    caption: str = "",
    empty: str = NOTHING,
    page: str = "",
    rules: str = "",
) -> Html:
    """Show rows of a table in full, each leading to its words in the article.

    A row with a `figure_id` or a `quote_id` (shown or not) links to the mark that `highlight` gave it; cells that name
    a figure (`a`, `b`, `subset_of`, `adds_to`) link to that figure.

    Args:
        frame: a table of the record, or part of one.
        columns: those to show, in order; a mapping gives headings too. All of them when left out.
        caption: a line above the table.
        empty: words that stand there when the table has no row.
        page: address of the page with the highlighted article, when it is not the same one.
        rules: address of the page of rules (docs/rules.md); with it, the cells of a column `rule` lead there.

    Returns:
        A fragment with its own style; text is wrapped, never cut.

    Raises:
        KeyError: the table has no column of that name.
    """
    if frame.empty:
        return wrapped(Html("<p>{}</p>").format(empty))
    headings = columns if isinstance(columns, Mapping) else {c: c.replace("_", " ") for c in columns or frame.columns}
    numeric = [pd.api.types.is_numeric_dtype(frame[c]) and frame[c].dtype != bool for c in headings]
    body = [_row(row, list(headings), page, rules) for row in frame.to_dict("records")]
    table = render("row_table.html", caption=caption, headings=headings.values(), numeric=numeric, body=body)
    return wrapped(table)


def or_none(table: pd.DataFrame) -> pd.DataFrame | Html:
    """A table as it is, or "None found." where it has no rows: headings over nothing look like a mistake.

    Args:
        table: any table.
    """
    return table if len(table) else Html("<p>None found.</p>")


def rule_links(rule: str, page: str) -> Html:
    """The name of a rule, "how found/how named", each part a link to where a page of rules describes it.

    Args:
        rule: a cell of a column `rule`.
        page: address of the page of rules; "" when it is the same page.
    """
    return join(
        (
            Html('<a href="{}#{}">{}</a>').format(page, part, part) if part in described_rules() else escape(part)
            for part in rule.split("/")
        ),
        "/",
    )


def anchor(column: str, row_id: str) -> str:
    """The id of the mark of a row.

    Args:
        column: `figure_id` or `quote_id`.
        row_id: its value.
    """
    return f"{ANCHORS[column]}-{row_id}"


def _row(row: Mapping[Any, Any], columns: Sequence[str], page: str, rules: str) -> tuple[bool, list[Html]]:
    """Whether a row leads to words, and its cells."""
    target = _target(row, page)
    cells = []
    for at, column in enumerate(columns):
        cell = _cell(row[column])
        if column in FIGURE_LINKS and is_given(row[column]):
            cell = Html('<a href="{}">{}</a>').format(anchor_address(anchor("figure_id", row[column]), page), cell)
        elif rules and column == "rule" and is_given(row[column]):
            cell = rule_links(row[column], rules)
        elif target and at == 0:
            cell = Html('<a class="onrecord-go" href="{}">{}</a>').format(target, cell)
        cells.append(cell)
    return bool(target), cells


def _target(row: Mapping[Any, Any], page: str) -> str:
    """Address of the mark that belongs to a row: its figure, else its quote; "" where there is neither."""
    return next((anchor_address(anchor(c, row[c]), page) for c in ANCHORS if is_given(row.get(c))), "")


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
    return escape(str(value))


def _entry(entry: Mapping[str, Any] | Sequence[int]) -> str:
    """An entry of a list: a word of the tone table with what it adds to the score, "good +1.9 (negated)", or a span."""
    if not isinstance(entry, Mapping):
        return "–".join(f"{offset:,}" for offset in entry)
    shifted = f" ({entry['shifted']})" if entry["shifted"] else ""
    return f"{entry['word']} {signed(entry['valence'], 1)}{shifted}"
