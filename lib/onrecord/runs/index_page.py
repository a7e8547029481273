"""Index page: all articles of a folder, each with a small picture of its voices and figures.

The page is a plain table; where scripts run, it can be sorted and filtered as well.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote as percent

from onrecord.pages.evidence import escape, figure_in_words
from onrecord.runs.manifest import DONE, FAILED, RUNNING, Entry, Manifest
from onrecord.pages.layout import RULES, Cell, address, masthead, page, small, table
from onrecord.tables.record import Record
from onrecord.pages.report import heading
from onrecord.pages.rules_page import rules_page
from onrecord.pages.summary import dicts, title
from onrecord.system.files import write_whole

SUMMARY = "summary.json"
VOICES, FIGURES = 12, 60  # the most that a picture shows
WIDTH = 160  # of a picture, in pixels
LARGEST = 7  # powers of ten on the scale of the figures: up to ten million


def write_summary(record: Record, folder: Path) -> Path:
    """Write what the page over all articles shows of one.

    Args:
        record: of one article.
        folder: of the article.
    """
    article = dicts(record.articles)[0]
    first_quote = {q["speaker"]: q["quote_id"] for q in reversed(dicts(record.quotes))}
    voices = [
        [s["speaker"], s["n_words_direct"], s["n_words_indirect"], first_quote[s["speaker"]]]
        for s in dicts(record.speakers)
        if s["speaker"] in first_quote
    ]
    figures = [
        [figure_in_words(f), f["value_low"] or f["value_high"], f["figure_id"]]
        for f in dicts(record.figures)
        if f["value_low"] or f["value_high"]
    ]
    content = {
        "title": title(record),
        "about": [article[name] for name in ("outlet", "date") if article[name]],
        "rows": {name: len(getattr(record, name)) for name in ("speakers", "quotes", "figures")},
        "voices": sorted(voices, key=lambda v: -(v[1] + v[2]))[:VOICES],
        "figures": figures[:FIGURES],
    }
    write_whole(folder / SUMMARY, json.dumps(content, indent=1))
    return folder / SUMMARY


def write_index(out: Path, unreadable: Collection[str] = ()) -> Path:
    """Write `index.html` over the articles of a folder, those of earlier calls among them, and the page of rules.

    Args:
        out: the folder.
        unreadable: names of the articles' folders whose tables cannot be read.
    """
    manifest = Manifest(out)
    write_whole(out / RULES, rules_page())
    folders = {summary.parent.name for summary in out.glob(f"*/{SUMMARY}")} | set(manifest.folders())
    rows = [_row(out / folder, manifest.steps(folder), folder not in unreadable) for folder in sorted(folders)]
    body = [row for row in rows if row]
    headers = ["Article", "Voices and figures", "#Speakers", "#Quotes", "#Figures", "Notebooks"]
    listed = table(headers, body, "No articles.")
    html = (
        f"<header>{masthead()}<h1>Articles</h1>"
        '<p class="lead">The bar shows whose words an article carries (dark: in quotation marks, light: in paraphrase); '
        "the dots show its figures, from one on the left to ten million. Each leads to its words. "
        f'<a href="tables/">Tables of all articles</a></p></header><main id="articles">{listed}</main>'
    )
    script = (files("onrecord.runs") / "index_page.js").read_text(encoding="utf-8")
    write_whole(out / "index.html", page("Articles", html, skip_to=("articles", "Skip to the articles"), script=script))
    return out / "index.html"


def _row(folder: Path, steps: list[Entry], readable: bool) -> list[Cell]:
    """The row of an article; none for a folder that no run of this library has written."""
    try:
        known = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
        return [*_shown(known, folder), _state(steps, readable)]
    # It could not be analysed, or a run was stopped before it was, or the summary is another program's.
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return [escape(steps[0].source), "", "", "", "", _state(steps, whole=False)] if steps else []


def _shown(known: Mapping, folder: Path) -> list[Cell]:
    """What a summary says of an article."""
    link = f'<a href="{address(folder.name + "/index.html")}">{escape(known["title"])}</a>'
    numbers = [f"{known['rows'][name]:,}" for name in ("speakers", "quotes", "figures")]
    return [link + small(" · ".join(known["about"])), _picture(known, folder.name), *numbers]


def _state(steps: list[Entry], whole: bool) -> Cell:
    """How the notebooks ended, in words; where the summary or the tables are not `whole`, nothing is done."""
    failed = [step for step in steps if step.state == FAILED]
    if failed:
        return "".join(
            '<strong class="failed">failed</strong>'
            + small((heading(step.notebook) + ": " if step.notebook else "") + (step.error or ""))
            for step in failed
        )
    if not whole or any(step.state == RUNNING for step in steps):
        return "not finished"
    seconds = sum(step.seconds or 0 for step in steps if step.notebook)
    return DONE + (small(f"{seconds:.1f} s") if seconds else "")


def _picture(known: Mapping, folder: str) -> Cell:
    """A bar of voices over a scale of figures; every part leads to its words."""
    page_of = percent(folder) + "/index.html"
    voices, figures = known["voices"], known["figures"]
    parts, at = [], 0.0
    words = sum(direct + indirect for _, direct, indirect, _ in voices) or 1
    for name, direct, indirect, quote in voices:
        said = f"{name}: {direct + indirect:,} words"
        bars = ""
        for kind, n in (("direct", direct), ("indirect", indirect)):
            width = WIDTH * n / words
            bars += f'<rect class="{kind}" x="{at:.1f}" y="1" width="{max(width - 0.8, 0.4):.1f}" height="11"/>' * bool(
                n
            )
            at += width
        parts.append(_link(f"{page_of}#q-{percent(quote)}", said, bars))
    for said, value, figure in figures:
        x = 3 + (WIDTH - 6) * min(max(math.log10(value), 0), LARGEST) / LARGEST if value > 0 else 3
        parts.append(_link(f"{page_of}#f-{percent(figure)}", said, f'<circle cx="{x:.1f}" cy="21" r="2.6"/>'))
    label = f"{len(voices)} voices, {len(figures)} figures"
    return (
        f'<svg class="small" viewBox="0 0 {WIDTH} 26" width="{WIDTH}" height="26" role="img" aria-label="{label}">'
        f'<path d="M0 21H{WIDTH}"/>{"".join(parts)}</svg>'
    )


def _link(to: str, said: str, shape: Cell) -> Cell:
    return f'<a href="{escape(to)}" tabindex="-1"><title>{escape(said)}</title>{shape}</a>'
