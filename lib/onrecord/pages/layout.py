"""Pages: the pieces that all pages of a report are made of.

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
from urllib.parse import quote as percent

from onrecord.pages.evidence import escape

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
RULES = "rules.html"
Cell = str  # a finished piece of HTML


def page(name: str, body: Cell, *, skip_to: tuple[str, str], rules: str = RULES, script: str = "") -> str:
    """A whole page around a body.

    Args:
        name: its title.
        body: finished HTML.
        skip_to: id and text of the first link, for those who use no mouse.
        rules: address of the page of rules, as seen from this page.
        script: the one script that the browser may run; none when left out.
    """
    policy, run = POLICY, ""
    if script:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        policy, run = f"{POLICY}; script-src 'sha256-{digest}'", f"<script>{script}</script>"
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(name)} | On Record</title>'
        f'<link rel="icon" href="data:,"><style>{style()}</style></head><body>'
        f'<a class="skip" href="#{skip_to[0]}">{skip_to[1]}</a>{body}'
        f'<footer><p>Made by On Record {escape(version("onrecord"))} by <a href="{escape(rules)}">rules</a> that can be wrong: '
        f"check a row against its words before you use it.</p></footer>{run}</body></html>\n"
    )


@cache
def style() -> str:
    """The style sheet of every page."""
    return (files("onrecord.pages") / "report.css").read_text(encoding="utf-8")


def table(headers: Sequence[str], body: Sequence[Sequence[Cell]], instead: str) -> Cell:
    """A table of finished cells; the first of a row is its header. A heading that begins with # is over numbers."""
    if not body:
        return empty(instead)
    number = [' class="number"' if h.startswith("#") else "" for h in headers]
    head = "".join(f'<th scope="col"{n}>{escape(h.lstrip("#"))}</th>' for h, n in zip(headers, number, strict=True))
    lines = []
    for first, *others in body:
        cells = "".join(
            f'<td{n} dir="auto" data-label="{escape(h.lstrip("#"))}">{cell}</td>'
            for h, n, cell in zip(headers[1:], number[1:], others, strict=True)
        )
        lines.append(f'<tr><th scope="row" dir="auto">{first}</th>{cells}</tr>')
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def empty(words: str) -> Cell:
    """A line that stands where a table would."""
    return f'<p class="empty">{escape(words)}</p>'


def masthead(to: str = "", name: str = "") -> Cell:
    """The first line of a page, with a link back if there is where to go."""
    back = f'<a href="{to}">{name}</a>' if to else ""
    return f'<p class="masthead"><b>On Record</b>{back}</p>'


def small(text: str | None) -> Cell:
    """A second line of a cell."""
    return f' <small dir="auto">{escape(text)}</small>' if text else ""


def address(path: str) -> str:
    """A path as the value of an attribute."""
    return escape(percent(path))
