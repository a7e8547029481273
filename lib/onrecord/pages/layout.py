"""Layout: the pieces that all pages of a report are made of.

Pages carry everything they show (style, pictures); they load nothing, and run no script but the one that the page over all
articles carries, and say so to the browser.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import NamedTuple

from onrecord.evaluation.published import MORE
from onrecord.pages.html import EMPTY, Html, anchor_address, join, render
from onrecord.pages.row_tables import rule_links

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
RULES = "rules.html"
MOST_ROWS = 8  # of a long table that are shown at once
FEW = 2  # rows that are not worth a click
COUNTS = "More on the page of rules."
Cell = Html | str  # text is escaped when it comes into a table


def page(name: str, body: Html, *, skip_to: tuple[str, str], rules: str = RULES, script: str = "") -> str:
    """A whole page around a body.

    Args:
        name: its title.
        body: finished HTML.
        skip_to: id and text of the first link, for those who use no mouse.
        rules: address of the page of rules, as seen from this page.
        script: the one script of the library that the browser may run, never text of an article; none when left out.
    """
    policy = POLICY
    if script:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        policy = f"{POLICY}; script-src 'sha256-{digest}'"
    html = render(
        "page.html",
        policy=Html(policy),
        name=name,
        style=_style(),
        skip_id=skip_to[0],
        skip_text=skip_to[1],
        body=body,
        version=version("onrecord"),
        rules=rules,
        script=Html(script),
    )
    return str(html)


@cache
def _style() -> Html:
    """The style sheet of every page."""
    return Html((files("onrecord.pages") / "report.css").read_text(encoding="utf-8"))


class Row(NamedTuple):
    """A row of a table: its cells, and the id that links lead to."""

    cells: Sequence[Cell]
    anchor: str = ""


class Group(NamedTuple):
    """Rows under a heading of their own, with the id that links lead to."""

    heading: Cell
    rows: Sequence[Row]
    anchor: str = ""


def table(headings: Sequence[str], body: Sequence[Sequence[Cell]], instead: str) -> Html:
    """A table; the first cell of a row is its header. A heading that begins with # is over numbers.

    Args:
        headings: one for each column.
        body: the cells of each row, as many as headings; text is escaped.
        instead: words that stand there when there is no row.

    Raises:
        ValueError: a row has more or fewer cells than there are headings.
    """
    return long_table(headings, [Group("", [Row(cells) for cells in body])], instead, "row", most=len(body))


def long_table(
    headings: Sequence[str], groups: Sequence[Group], instead: str, noun: str, *, name: str = "", most: int = MOST_ROWS
) -> Html:
    """A table of groups of rows; rows beyond the first ones open with a click on "36 more quotes".

    Args:
        headings: as in `table`.
        groups: rows with the same number of cells as headings; a group without a heading shows none.
        instead: words that stand there when there is no row.
        noun: what a row is: "quote".
        name: class of the table, for its style.
        most: rows that are shown at once, or a few more so that no group is cut.

    Raises:
        ValueError: a row has more or fewer cells than there are headings.
    """
    groups = [group for group in groups if group.rows]
    n_rows = sum(len(group.rows) for group in groups)
    if not n_rows:
        return empty(instead)
    if any(len(row.cells) != len(headings) for group in groups for row in group.rows):
        raise ValueError("table: a row has not as many cells as there are headings")
    first, rest = _cut(groups, most)
    n_more = sum(len(group.rows) for group in rest)
    shown = render("table.html", headings=headings, groups=first, name=name)
    if not n_more:
        return shown
    summary = f"{n_more:,} more {noun}{'' if n_more == 1 else 's'} ({n_rows - n_more:,} of {n_rows:,} shown)"
    return shown + more(summary, render("table.html", headings=headings, groups=rest, name=name))


def _cut(groups: Sequence[Group], most: int) -> tuple[list[Group], list[Group]]:
    """The groups to show at once and the others; a group is cut only where it is longer than all that is to be shown."""
    first: list[Group] = []
    rest = list(groups)
    room = most
    while rest and room > 0:
        group = rest.pop(0)
        if len(group.rows) > most + FEW:
            rest.insert(0, Group(join([group.heading, " (continued)"]) if group.heading else "", group.rows[room:]))
            group = group._replace(rows=group.rows[:room])
        first.append(group)
        room -= len(group.rows)
    if sum(len(group.rows) for group in rest) <= FEW:
        return list(groups), []
    return first, rest


def more(summary: str, body: Html) -> Html:
    """What opens with a click on its summary."""
    return Html('<details class="more"><summary>{}</summary>{}</details>').format(summary, body)


def empty(words: str) -> Html:
    """A line that stands where a table would."""
    return Html('<p class="empty">{}</p>').format(words)


def small(text: str | None) -> Html:
    """A second line of a cell."""
    return Html(' <small dir="auto">{}</small>').format(text) if text else EMPTY


def link_to_words(kind: str, row_id: str | None, shown: str, whole_row: bool = True) -> Html:
    """A link to the highlighted words of a quote (q) or figure (f); it covers its row unless the row has several."""
    if row_id is None:
        return Html.escape(shown)
    covers = Html(' class="go"') if whole_row else EMPTY
    return Html('<a{} href="{}">{}</a>').format(covers, anchor_address(f"{kind}-{row_id}"), shown)


def note_with_counts(note: str, part: str, also: str = "") -> Html:
    """A line on how often rows are right; it leads to the page of rules, since a run need not hold the notebook it names.

    Args:
        note: what `accuracy_note` or `scorer_sentence` gave.
        part: of the page of rules, where the counts stand.
        also: a sentence behind the note.
    """
    link = Html('<a href="../{}#part-{}">{}</a>').format(RULES, part, COUNTS)
    return join([*filter(None, [note.removesuffix(MORE).rstrip(), also]), link], " ")


def rule_cell(rule: str) -> Html:
    """The rule of a row in words, with links to the page of rules."""
    return Html(' <small class="rule">rule: {}</small>').format(rule_links(rule, "../" + RULES))
