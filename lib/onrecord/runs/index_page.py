"""Index page: all articles of a folder, each with a small picture of its voices and figures.

The page is a plain table; where scripts run, it can be sorted and filtered as well.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote as percent

from onrecord.pages.html import Html, anchor_address, join, render
from onrecord.pages.layout import RULES, Cell, page, small, table
from onrecord.pages.rules_page import rules_page
from onrecord.pages.wording import figure_in_words, notebook_title, row_dicts, title
from onrecord.runs.manifest import ACROSS, DONE, FAILED, RUNNING, Entry, Manifest
from onrecord.system.files import write_whole
from onrecord.system.fingerprints import fingerprint
from onrecord.tables.record import Record

SUMMARY = "summary.json"
FAILED_STEP = Html('<strong class="failed">failed</strong>')
VOICES, FIGURES = 12, 60  # the most that a picture shows
WIDTH = 160  # of a picture, in pixels
LARGEST = 7  # powers of ten on the scale of the figures: up to ten million


def write_summary(record: Record, folder: Path) -> Path:
    """Write what the page over all articles shows of one.

    Args:
        record: of one article.
        folder: of the article.
    """
    article = row_dicts(record.articles)[0]
    first_quote = {q["speaker"]: q["quote_id"] for q in reversed(row_dicts(record.quotes))}
    voices = [
        [s["speaker"], s["n_words_direct"], s["n_words_indirect"], first_quote[s["speaker"]]]
        for s in row_dicts(record.speakers)
        if s["speaker"] in first_quote
    ]
    figures = [
        [figure_in_words(f), f["value_low"] or f["value_high"], f["figure_id"]]
        for f in row_dicts(record.figures)
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
    all_rows = (_row(out / folder, manifest.steps(folder), folder not in unreadable) for folder in sorted(folders))
    rows = [row for row in all_rows if row]
    headings = ["Article", "Voices and figures", "#Speakers", "#Quotes", "#Figures", "Notebooks"]
    over_all = _over_all(out, manifest)
    body = render("index.html", over_all=over_all, listed=table(headings, rows, "No articles."))
    script = (files("onrecord.runs") / "index_page.js").read_text(encoding="utf-8")
    write_whole(out / "index.html", page("Articles", body, skip_to=("articles", "Skip to the articles"), script=script))
    return out / "index.html"


def _over_all(out: Path, manifest: Manifest) -> list[Html]:
    """A line for each notebook over all articles: its page, what went wrong, and whether articles have come since."""
    now = fingerprint(manifest.articles())
    lines = []
    for step in manifest.steps(ACROSS):
        page_of = f"{ACROSS}/notebooks/{step.notebook}.html"
        words: Cell = notebook_title(step.notebook or "")
        if (out / page_of).exists():
            words = Html('<a href="{}">{}</a>').format(percent(page_of), words)
        if step.state == FAILED:
            words += Html(": ") + FAILED_STEP + small(step.error)
        elif step.state == RUNNING:
            words += ": not finished"
        if step.key.get("articles") != now:
            words += " (made before the last articles came; run all articles together to make it anew)"
        lines.append(Html("{}").format(words))
    return lines


def _row(folder: Path, steps: Sequence[Entry], readable: bool) -> list[Cell]:
    """The row of an article; none for a folder that no run of this library has written."""
    try:
        summary = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
        return [*_summary_cells(summary, folder), _state(steps, readable)]
    # It could not be analysed, or a run was stopped before it was, or the summary is another program's.
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return [steps[0].source, "", "", "", "", _state(steps, whole=False)] if steps else []


def _summary_cells(summary: Mapping[str, Any], folder: Path) -> list[Cell]:
    """The cells that a summary fills."""
    link = Html('<a href="{}">{}</a>').format(percent(folder.name + "/index.html"), summary["title"])
    numbers = [f"{summary['rows'][name]:,}" for name in ("speakers", "quotes", "figures")]
    return [link + small(" · ".join(summary["about"])), _picture(summary, folder.name), *numbers]


def _state(steps: Sequence[Entry], whole: bool) -> Cell:
    """How the notebooks ended, in words; where the summary or the tables are not `whole`, nothing is done."""
    failed = [step for step in steps if step.state == FAILED]
    if failed:
        return join(FAILED_STEP + small(_error(step)) for step in failed)
    if not whole or any(step.state == RUNNING for step in steps):
        return "not finished"
    seconds = sum(step.seconds or 0 for step in steps if step.notebook)
    return Html(DONE) + small(f"{seconds:.1f} s" if seconds else None)


def _error(step: Entry) -> str:
    return (notebook_title(step.notebook) + ": " if step.notebook else "") + (step.error or "")


# --- the picture -----------------------------------------------------------------------------------------------


class _Bar(NamedTuple):
    """Words of a speaker: `kind` is direct or indirect; places in pixels."""

    kind: str
    x: float
    width: float


class _Part(NamedTuple):
    """A part of the picture that leads to words: the bars of a speaker, or the dot of a figure, in pixels."""

    address: str
    title: str
    bars: Sequence[_Bar] = ()
    dot: float | None = None


def _picture(summary: Mapping[str, Any], folder: str) -> Html:
    """A bar of voices over a scale of figures; every part leads to its words."""
    page_of = percent(folder) + "/index.html"
    voices, figures = summary["voices"], summary["figures"]
    parts = [
        *_voice_parts(voices, page_of),
        *(_figure_part(words, value, key, page_of) for words, value, key in figures),
    ]
    drawn = {"speakers": len(voices), "figures": len(figures)}
    label = ", ".join(_how_many(n, summary["rows"][name], name) for name, n in drawn.items())
    return render("index_picture.html", width=WIDTH, label=label, parts=parts)


def _how_many(drawn: int, there: int, name: str) -> str:
    """As in: 21 speakers; where not all are drawn, 12 of 21 speakers."""
    return f"{there} {name}" if drawn == there else f"{drawn} of {there} {name}"


def _voice_parts(voices: Sequence[tuple[str, int, int, str]], page_of: str) -> Iterator[_Part]:
    """A part per speaker: (name, words in quotation marks, words in paraphrase, id of the first quote) each."""
    x, words = 0.0, sum(direct + indirect for _, direct, indirect, _ in voices) or 1
    for name, direct, indirect, quote_id in voices:
        bars = []
        for kind, n in (("direct", direct), ("indirect", indirect)):
            width = WIDTH * n / words
            bars += [_Bar(kind, x, max(width - 0.8, 0.4))] * bool(n)
            x += width
        yield _Part(anchor_address(f"q-{quote_id}", page_of), f"{name}: {direct + indirect:,} words", bars)


def _figure_part(words: str, value: float, figure_id: str, page_of: str) -> _Part:
    """The dot of a figure on a scale of powers of ten."""
    power = min(max(math.log10(value), 0), LARGEST) if value > 0 else 0
    return _Part(anchor_address(f"f-{figure_id}", page_of), words, dot=3 + (WIDTH - 6) * power / LARGEST)
