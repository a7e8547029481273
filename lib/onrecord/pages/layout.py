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

from onrecord.pages.html import EMPTY, Html, anchor_address, render

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
RULES = "rules.html"
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
    return render(
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


@cache
def _style() -> Html:
    """The style sheet of every page."""
    return Html((files("onrecord.pages") / "report.css").read_text(encoding="utf-8"))


def table(headings: Sequence[str], body: Sequence[Sequence[Cell]], instead: str) -> Html:
    """A table; the first cell of a row is its header. A heading that begins with # is over numbers.

    Args:
        headings: one for each column.
        body: the cells of each row, as many as headings; text is escaped.
        instead: words that stand there when there is no row.

    Raises:
        ValueError: a row has more or fewer cells than there are headings.
    """
    if not body:
        return empty(instead)
    if any(len(row) != len(headings) for row in body):
        raise ValueError("table: a row has not as many cells as there are headings")
    return render("table.html", headings=headings, body=body)


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
