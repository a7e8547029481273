"""The page of an article: the answer, its highlighted text on one side, what was found in it on the other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote as percent

import pandas as pd

from onrecord.evaluation.published import accuracy_note
from onrecord.pages.answers import answer_lines, as_html
from onrecord.pages.corrected import corrections_section
from onrecord.pages.figures_section import claims_section, figures_section, uncounted_section
from onrecord.pages.highlights import highlight
from onrecord.pages.html import EMPTY, Html, join, render
from onrecord.pages.layout import RULES, Cell, more, note_with_counts, page, small, table
from onrecord.pages.notebook_page import SavedChart, notebook_page, save_charts
from onrecord.pages.portrayals_section import portrayals_section
from onrecord.pages.quotes_section import Voice, quotes_section, speakers_section, voices
from onrecord.pages.tone_section import tone_section
from onrecord.pages.wording import count, notebook_title, row_dicts, title
from onrecord.system.files import write_whole
from onrecord.tables.record import TABLES, Record

QUOTES = ("direct quotes", "mixed quotes", "indirect quotes")
FIGURES = ("figures", "events", "claimants")
MOST_CHARTS = 2
# The parts of the page: each with its name in the navigation and its heading.
SECTIONS = {
    "speakers": ("Speakers", "Who is on record"),
    "quotes": ("Quotes", "Their words"),
    "figures": ("Figures", "Figures, and who claims them"),
    "claims": ("Claims", "Claims side by side"),
    "uncounted": ("No number", "Said without a number"),
    "tone": ("Tone", "Tone by speaker and side"),
    "portrayals": ("Portrayals", "What the article calls them, and tells of them"),
    "corrected": ("Corrected", "Corrected by hand"),
    "charts": ("Charts", "Charts"),
    "files": ("Notebooks", "Notebooks and tables"),
}
FAILED = Html('<strong class="failed">failed</strong>')


def write_pages(record: Record, folder: Path, notebooks: Mapping[Path, str | None]) -> Path:
    """Write an article's `index.html`, a page of each of its notebooks, and its charts as PNG.

    Args:
        record: of one article, with `record.article`.
        folder: the article's folder; the notebooks lie in `notebooks`, the tables in `tables`.
        notebooks: path of each executed notebook, with the error that ended it, or None.

    Returns:
        The path of `index.html`.
    """
    # Takes a second to import, which whoever only reads an article need not wait for.
    import nbformat

    charts: list[SavedChart] = []
    there = {}
    for path in filter(Path.is_file, notebooks):
        with suppress(Exception):  # whatever nbformat raises: it is not what was written here, and has no page
            there[path] = nbformat.read(path, as_version=4)
    names = [path.stem for path in there]
    for path, executed in there.items():
        shown = notebook_page(executed, path.stem, title(record), notebooks=names)
        write_whole(path.with_suffix(".html"), shown)
        charts += save_charts(executed, path.stem, folder / "charts")
    index = folder / "index.html"
    write_whole(index, article_page(record, notebooks, charts))
    return index


def article_page(record: Record, notebooks: Mapping[Path, str | None], charts: Sequence[SavedChart]) -> str:
    """The whole page: the answer, the article with its highlighted words, and all that was found in it.

    Args:
        record: of one article, with `record.article`.
        notebooks: path of each executed notebook, with the error that ended it, or None.
        charts: of these notebooks.
    """
    known = voices(record)
    bodies = {
        "speakers": speakers_section(known) + _how_right(record.speakers, "speakers", "speakers"),
        "quotes": quotes_section(record, known) + _how_right(record.quotes, "quotes", *QUOTES),
        "figures": figures_section(record) + _how_right(record.figures, "figures", *FIGURES),
        "claims": claims_section(record) + _how_right(record.comparisons, "comparisons", "comparisons"),
        "uncounted": uncounted_section(record),
        "tone": tone_section(record),
        "portrayals": portrayals_section(record),
        "corrected": corrections_section(record),
        "charts": _charts(charts),
        "files": _notebooks(notebooks) + _tables(record),
    }
    body = render(
        "article.html",
        title=title(record),
        about=_about(record),
        answer=as_html(answer_lines(record)),
        in_short=_in_short(record, known),
        sections=[(key, *SECTIONS[key], body) for key, body in bodies.items() if body],
        highlighted=highlight(record, to_rows=True),
    )
    return page(title(record), body, skip_to=("found", "Skip to what was found"), rules="../" + RULES)


def _about(record: Record) -> Html:
    """Outlet, date and source of the article in one line; "" where nothing is known."""
    article = row_dicts(record.articles)[0]
    source = article["source"] or ""
    shown: Cell
    if re.match(r"https?://", source, re.IGNORECASE):
        shown = Html('<a href="{0}" rel="noreferrer">{0}</a>').format(source)
    else:
        # A page is passed on; the folders of the disk that a file was read from are nobody's business.
        shown = re.split(r"[/\\]", source)[-1]
    return join([part for part in (article["outlet"], article["date"], shown) if part], " · ")


def _in_short(record: Record, known: Sequence[Voice]) -> Html:
    """How much there is of what, each number leading to its section."""
    speakers = [voice for voice in known if voice.anchor != "s-nobody"]
    parts = [
        ("article", count(int(record.articles["n_words"].iloc[0]), "word")),
        ("speakers", count(len(speakers), "speaker")),
        ("quotes", count(len(record.quotes), "quote")),
        ("figures", count(len(record.figures), "figure")),
        ("claims", count(len(record.comparisons), "pair") + " of claims side by side"),
    ]
    return join([Html('<a href="#{}">{}</a>').format(*part) for part in parts], " · ")


def _charts(charts: Sequence[SavedChart]) -> Html:
    """The first charts, and the others to open with a click."""
    shown = render("charts.html", charts=charts[:MOST_CHARTS], first=1)
    rest = charts[MOST_CHARTS:]
    if not rest:
        return shown
    return shown + more(f"{len(rest)} more charts", render("charts.html", charts=rest, first=MOST_CHARTS + 1))


def _notebooks(notebooks: Mapping[Path, str | None]) -> Html:
    body = [
        [
            _link(f"notebooks/{path.stem}.html", notebook_title(path.stem), path.exists()),
            _link(f"notebooks/{path.name}", "notebook", path.exists(), instead="–"),
            FAILED + small(error) if error else "done",
        ]
        for path, error in notebooks.items()
    ]
    return table(["Read", "Run it yourself", "State"], body, "No notebooks were executed.")


def _tables(record: Record) -> Html:
    body = [
        [
            name,
            f"{len(getattr(record, name)):,}",
            Html('<a href="tables/{0}.csv">CSV</a> · <a href="tables/{0}.parquet">Parquet</a>').format(name),
        ]
        for name in TABLES
    ]
    return table(["Table", "#Rows", "Files"], body, "")


def _link(path: str, words: str, exists: bool, instead: str | None = None) -> Cell:
    """A link to a file of the article's folder; plain words where it does not exist."""
    if not exists:
        return words if instead is None else instead
    return Html('<a href="{}">{}</a>').format(percent(path), words)


def _how_right(rows: pd.DataFrame, part: str, *what: str) -> Html:
    """How often such rows are right, with a link to that part of the page of rules; "" where there are none."""
    if rows.empty:
        return EMPTY
    return Html("<p><small>{}</small></p>").format(note_with_counts(accuracy_note(*what), part))
