"""Index page: what the articles of a folder say together, and each of them with a small picture of its voices and figures.

The articles are a plain table, on several pages where there are many; where scripts run, it can be sorted and filtered as well.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote as percent

from onrecord.corrections.sheets import APPLIED
from onrecord.pages.html import EMPTY, Html, anchor_address, join, render
from onrecord.pages.layout import RULES, Cell, page, small, table
from onrecord.pages.rules_page import rules_page
from onrecord.pages.wording import count, figure_in_words, notebook_title, row_dicts, title
from onrecord.runs.index_head import Head, index_head
from onrecord.runs.index_paging import (
    IndexPage,
    Listed,
    all_pages,
    clear_pages_after,
    cut,
    page_name,
    paged,
    title_of,
    to_other_pages,
    which,
)
from onrecord.runs.manifest import ACROSS, DONE, FAILED, MOST_ACROSS, RUNNING, Entry, Manifest
from onrecord.statistics.voices import speakers_by_side
from onrecord.system.files import write_whole
from onrecord.tables.record import Record

SUMMARY = "summary.json"
FAILED_STEP = Html('<strong class="failed">failed</strong>')
COUNTED = ("speakers", "quotes", "figures")
VOICES, FIGURES = 12, 60  # the most that a picture shows
LISTED = 3  # speakers that are named
LONGEST = 300  # letters of a title, a name or an error
WIDTH = 160  # of a picture, in pixels
LARGEST = 7  # powers of ten on the scale of the figures: up to ten million


def write_summary(record: Record, folder: Path) -> Path:
    """Write what the page over all articles shows of one.

    Args:
        record: of one article.
        folder: of the article.
    """
    article = row_dicts(record.articles)[0]
    speakers = row_dicts(speakers_by_side(record.quotes, record.speakers))
    voices = [
        [s["speaker"].partition(" (“")[0], s["quoted"], s["words"] - s["quoted"], s["quote_id"]]
        for s in speakers
        if s["quote_id"]
    ]
    figures = [
        [figure_in_words(f), f["value_low"] or f["value_high"], f["figure_id"]]
        for f in row_dicts(record.figures)
        if f["value_low"] or f["value_high"]
    ]
    content = {
        "title": title(record),
        "about": [
            *(article[name] for name in ("outlet", "date") if article[name]),
            *(["says the same as an earlier article"] if article["duplicate_of"] else []),
        ],
        "rows": {"speakers": len(speakers), "quotes": len(record.quotes), "figures": len(record.figures)},
        "words": sum(direct + indirect for _, direct, indirect, _ in voices),
        "voices": sorted(voices, key=lambda v: -(v[1] + v[2]))[:VOICES],
        "figures": figures[:FIGURES],
    }
    write_whole(folder / SUMMARY, json.dumps(content, indent=1))
    return folder / SUMMARY


def write_index(out: Path, unreadable: Collection[str] = (), n_misfits: int = 0) -> Path:
    """Write `index.html` over the articles of a folder, those of earlier calls among them, and the page of rules.

    Where there are many, the others follow in `index_2.html` and so on. `index.html` is written last.

    Args:
        out: the folder.
        unreadable: names of the articles' folders whose tables cannot be read.
        n_misfits: corrections that do not fit.
    """
    manifest = Manifest(out)
    write_whole(out / RULES, rules_page())
    folders = {name for name in os.listdir(out) if (out / name / SUMMARY).is_file()} | set(manifest.folders())
    listed = (_row(out / folder, manifest.steps(folder), folder not in unreadable) for folder in sorted(folders))
    pages = paged(article for article in listed if article)
    first, titles, last = next(pages), [], 0
    for index in chain([first], pages):
        titles.append(index.articles[0].title if index.articles else "")
        last = index.last
        if index.number > 1:
            _write(out, index, f"Articles {index.first:,} to {index.last:,}")
    number = sum(folder not in unreadable for folder, _ in manifest.done())
    name, head = count(last, "article").capitalize(), index_head(out, number)
    _write(out, first, name, _scope(number), head, [*_over_all(out, manifest), *_misfits(n_misfits)], all_pages(titles))
    clear_pages_after(out, len(titles))
    return out / page_name(1)


def _write(
    out: Path,
    index: IndexPage,
    name: str,
    scope: str = "",
    head: Head | None = None,
    over_all: Sequence[Html] = (),
    pages: Html = EMPTY,
) -> None:
    """Write a page of the index: its name, what stands above its articles, and what below."""
    headings = ["Article", "Most words", "Voices and figures", "#Speakers", "#Quotes", "#Figures", "Notebooks"]
    listed = table(headings, [article.cells for article in index.articles], "No articles.")
    above = {"which": which(index), "before": to_other_pages(index, "above"), "after": to_other_pages(index, "below")}
    body = render(
        "index.html", name=name, scope=scope, head=head, over_all=over_all, listed=listed, pages=pages, **above
    )
    script = (files("onrecord.runs") / "index_page.js").read_text(encoding="utf-8")
    skip = ("articles", "Skip to the articles")
    write_whole(out / page_name(index.number), page(title_of(index.number), body, skip_to=skip, script=script))


def _scope(number: int) -> str:
    """Which articles are compared, and how to compare others; nothing where none are."""
    if not 1 < number <= MOST_ACROSS:
        return ""
    every = "both articles" if number == 2 else f"all {count(number, 'article')}"
    return f"This page compares {every} that are done in this folder. To compare only some, run them into another one (--out)."


def _misfits(number: int) -> list[Html]:
    """A line on corrections that do not fit, where there are any."""
    words = f"{count(number, 'correction')} {'does' if number == 1 else 'do'} not fit: "
    link = Html('<a href="{}">{}</a>').format(f"tables/{APPLIED}", APPLIED)
    return [Html.escape(words) + link + " says why."] if number else []


def _over_all(out: Path, manifest: Manifest) -> list[Html]:
    """A line for each notebook over all articles: its page, what went wrong, and whether articles have come since."""
    steps = manifest.steps(ACROSS)
    now = manifest.all_done()[1] if steps else ""
    lines = []
    for step in sorted(steps, key=_name):
        page_of = f"{ACROSS}/notebooks/{step.notebook}.html"
        words: Cell = notebook_title(step.notebook or "")
        if (out / page_of).exists():
            words = Html('<a href="{}">{}</a>').format(percent(page_of), words)
        words = Html("All articles side by side: {}").format(words)
        if step.state == FAILED:
            words += Html(": ") + FAILED_STEP + small(step.error)
        elif step.state == RUNNING:
            words += ": not finished"
        if step.key.get("articles") != now:
            words += " (made before the last articles came; run all articles together to make it anew)"
        lines.append(Html("{}").format(words))
    return lines


def _row(folder: Path, steps: Sequence[Entry], readable: bool) -> Listed | None:
    """The row of an article; none for a folder that no run of this library has written."""
    file = folder / SUMMARY
    try:
        summary = json.loads(file.read_text(encoding="utf-8") if file.is_file() else "")  # a pipe would not end
        return Listed(str(summary["title"]), [*_summary_cells(summary, folder), _state(steps, readable)])
    # It could not be analysed, or a run was stopped before it was, or the summary is another program's.
    except (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError):
        if not steps:
            return None
        source = cut(steps[0].source, LONGEST)
        return Listed(source, [source, *[""] * 5, _state(steps, whole=False)])


def _summary_cells(summary: Mapping[str, Any], folder: Path) -> list[Cell]:
    """The cells that a summary fills."""
    link = Html('<a href="{}">{}</a>').format(percent(folder.name + "/index.html"), cut(summary["title"], LONGEST))
    page_of = percent(folder.name) + "/index.html"
    numbers = [
        Html('<a href="{}">{:,}</a>').format(anchor_address(name, page_of), summary["rows"][name]) for name in COUNTED
    ]
    return [
        link + small(cut(" · ".join(summary["about"]), LONGEST)),
        _most_words(summary, page_of),
        _picture(summary),
        *numbers,
    ]


def _most_words(summary: Mapping[str, Any], page_of: str) -> Html:
    """The speakers with most words, each with a link to the first of them."""
    lines = [
        Html('<a href="{}">{}</a> {}').format(
            anchor_address(f"q-{quote_id}", page_of), cut(name, LONGEST), count(direct + indirect, "word")
        )
        for name, direct, indirect, quote_id in summary["voices"][:LISTED]
    ]
    return join((Html('<span class="voice">{}</span>').format(line) for line in lines), " ")


def _state(steps: Sequence[Entry], whole: bool) -> Cell:
    """How the notebooks ended, in words; where the summary or the tables are not `whole`, nothing is done."""
    failed = sorted((step for step in steps if step.state == FAILED), key=_name)
    if failed:
        return join(FAILED_STEP + small(_error(step)) for step in failed)
    if not whole or any(step.state == RUNNING for step in steps):
        return "not finished"
    return DONE


def _name(step: Entry) -> str:
    """The order of steps on the page: that in which they ended is another one in each run."""
    return step.notebook or ""


def _error(step: Entry) -> str:
    return (notebook_title(step.notebook) + ": " if step.notebook else "") + cut(step.error or "", LONGEST)


# --- the picture -----------------------------------------------------------------------------------------------


class _Bar(NamedTuple):
    """Words of a speaker: `kind` is direct or indirect; places in pixels."""

    kind: str
    x: float
    width: float


def _picture(summary: Mapping[str, Any]) -> Html:
    """A bar of voices over a scale of figures."""
    voices, figures = summary["voices"], summary["figures"]
    dots = [_place(value) for _, value, _ in figures]
    return render("index_picture.html", width=WIDTH, label=_label(summary), bars=_bars(voices), dots=dots)


def _label(summary: Mapping[str, Any]) -> str:
    """The picture in words: who has most words, and between which numbers the figures lie."""
    voices, values = summary["voices"], [value for _, value, _ in summary["figures"]]
    words = "No words of anybody. "
    if voices:
        name, direct, indirect, _ = voices[0]
        words = f"{cut(name, LONGEST)} has most words, {direct + indirect:,} of {summary['words']:,}. "
    if not values:
        return words + "No figures."
    low, high = (f"{value:,.10g}" for value in (min(values), max(values)))
    return words + (f"One figure: {low}." if len(values) == 1 else f"{len(values)} figures, from {low} to {high}.")


def _bars(voices: Sequence[tuple[str, int, int, str]]) -> Iterator[_Bar]:
    """Bars of speakers: (name, words in quotation marks, words in paraphrase, id of the first quote) each."""
    x, words = 0.0, sum(direct + indirect for _, direct, indirect, _ in voices) or 1
    for _, direct, indirect, _ in voices:
        for kind, n in (("direct", direct), ("indirect", indirect)):
            width = WIDTH * n / words
            if n:
                yield _Bar(kind, x, max(width - 0.8, 0.4))
            x += width


def _place(value: float) -> float:
    """Where the dot of a figure lies on a scale of powers of ten, in pixels."""
    power = min(max(math.log10(value), 0), LARGEST) if value > 0 else 0
    return 3 + (WIDTH - 6) * power / LARGEST
