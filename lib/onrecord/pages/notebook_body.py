"""The body of a notebook's page: what nbconvert made, with contents, working links, and frames for what is wide."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator
from itertools import count as numbers
from urllib.parse import unquote

from onrecord.pages.html import Html, join
from onrecord.pages.layout import RULES

# How the project's notebooks, which lie beside docs/, call the page of rules.
RULES_FOR_NOTEBOOKS = "../docs/rules.md"
RULES_FROM_NOTEBOOKS = "../../" + RULES

_LINK = re.compile(r'<a\b[^>]*?\shref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_PICTURE = re.compile(r'<div class="output_png ')
_FRAME = '<div role="group" tabindex="0" aria-label="{} {}, scrolls sideways on a small screen" class="{}frame'
_TABLE = re.compile(r'(<div class="onrecord-frame"[^>]*>)?<table\b.*?</table>', re.DOTALL)
_EMPTY_HEADER = re.compile(r"<th\b[^>]*>\s*</th>")
_HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)


def finished_body(body: str, notebooks: Collection[str], article: str) -> Html:
    """The HTML of a notebook made into the body of its page.

    Args:
        body: of nbconvert's `basic` template.
        notebooks: names of those that have a page beside this one.
        article: address of the page with the marked article; "" when the notebook is about several articles.
    """
    pictures, tables = numbers(1), numbers(1)
    body = _PICTURE.sub(lambda _: _FRAME.format("Chart", next(pictures), "output_png ") + " ", body)
    body = _TABLE.sub(lambda m: m[0] if m[1] else f'{_FRAME.format("Table", next(tables), "")}">{m[0]}</div>', body)
    body = _EMPTY_HEADER.sub("<td></td>", body)
    body = _with_contents(body)
    ids = set(re.findall(r'\sid="([^"]+)"', body))
    return Html(_LINK.sub(lambda m: _linked(m, ids, notebooks, article), body))


def _linked(link: re.Match[str], ids: Collection[str], notebooks: Collection[str], article: str) -> str:
    """A link that leads somewhere, or else its words."""
    whole, address, words = link[0], html.unescape(link[1]), link[2]
    if re.match(r"[a-z]+:|//", address, re.IGNORECASE):
        return whole
    file, _, anchor = address.partition("#")
    name = file.removesuffix(".ipynb")
    if not file and anchor:
        there = unquote(anchor) in ids
        return whole if there else _to(whole, f"{article}#{anchor}") if article else words
    if file == RULES_FOR_NOTEBOOKS:
        return _to(whole, f"{RULES_FROM_NOTEBOOKS}{'#' * bool(anchor)}{anchor}")
    if name in notebooks and name != file:
        return _to(whole, f"{name}.html")
    return whole if file.endswith(".html") else words


def _to(link: str, address: str) -> str:
    return re.sub(r'\shref="[^"]*"', lambda _: f' href="{html.escape(address)}"', link, count=1)


def _with_contents(body: str) -> str:
    """The body with a list of its headings before the first of them, below what the notebook answers."""
    headings = [(f"part-{n}", heading) for n, heading in enumerate(_HEADING.findall(body), 1)]
    if len(headings) < 2:
        return body
    entry = Html('<li><a href="#{}">{}</a></li>')
    listed = join(entry.format(anchor, html.unescape(re.sub(r"<.*?>", "", heading))) for anchor, heading in headings)
    contents = Html('<nav class="contents" aria-label="On this page"><ol>{}</ol></nav>').format(listed)
    anchors: Iterator[str] = iter([anchor for anchor, _ in headings])
    body = _HEADING.sub(lambda m: f'<h2 id="{next(anchors)}">{m[1]}</h2>', body)
    at = body.index('<h2 id="part-1">')
    return body[:at] + str(contents) + body[at:]
