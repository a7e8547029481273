"""The page of an article: its tables on one side, its highlighted text on the other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote as percent

from onrecord.evaluation.published import accuracy_note
from onrecord.pages.highlights import highlight
from onrecord.pages.html import Html, join, render
from onrecord.pages.layout import RULES, Cell, link_to_words, page, small, table
from onrecord.pages.notebook_page import SavedChart, notebook_page, save_charts, without_folder
from onrecord.pages.portrayals_section import portrayals_section
from onrecord.pages.row_tables import rule_links
from onrecord.pages.tone_section import tone_section
from onrecord.pages.wording import (
    NOBODY,
    RELATIONS,
    THE_ARTICLE,
    UNCOUNTED,
    claimant_in_words,
    compared_figures,
    denied_by,
    describe_speaker,
    figure_in_words,
    notebook_title,
    range_in_words,
    row_dicts,
    sentence,
    status_in_words,
    title,
)
from onrecord.statistics.governments import join_governments
from onrecord.system.files import write_whole
from onrecord.tables.record import TABLES, Record

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
    for path in notebooks:
        if path.exists():
            executed = nbformat.read(path, as_version=4)
            shown = notebook_page(without_folder(executed, folder), path.stem, title(record))
            write_whole(path.with_suffix(".html"), shown)
            charts += save_charts(executed, path.stem, folder / "charts")
    index = folder / "index.html"
    write_whole(index, article_page(record, notebooks, charts))
    return index


def article_page(record: Record, notebooks: Mapping[Path, str | None], charts: Sequence[SavedChart]) -> str:
    """The whole page: the tables on one side, the article with its highlighted words on the other.

    Args:
        record: of one article, with `record.article`.
        notebooks: path of each executed notebook, with the error that ended it, or None.
        charts: of these notebooks.
    """
    sections = [
        ("speakers", "Who is on record", _speakers(record) + _how_right("speakers")),
        ("quotes", "Their words", _quotes(record) + _how_right("direct quotes", "mixed quotes", "indirect quotes")),
        ("figures", "Figures, and who claims them", _figures(record) + _how_right("figures", "events", "claimants")),
        ("claims", "Claims side by side", _claims(record) + _how_right("comparisons")),
        ("uncounted", "Said without a number", _uncounted(record)),
        ("tone", "Tone by speaker and side", tone_section(record)),
        ("portrayals", "What the article calls them, and tells of them", portrayals_section(record)),
        ("charts", "Charts", render("charts.html", charts=charts)),
        ("files", "Notebooks and tables", _notebooks(notebooks) + _tables(record)),
    ]
    body = render(
        "article.html",
        title=title(record),
        about=_about(record),
        sentence=sentence(record),
        sections=sections,
        highlighted=highlight(record),
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


def _speakers(record: Record) -> Html:
    first_quote = {q["speaker"]: q["quote_id"] for q in reversed(row_dicts(record.quotes))}
    joined = join_governments(record.speakers, record.speakers)["speaker"].to_numpy()
    body = []
    for shown, rows in record.speakers.groupby(joined, sort=False):
        first = row_dicts(rows)[0]
        link = link_to_words("q", first_quote.get(first["speaker"]), str(shown))
        counts = rows[["n_quotes", "n_words_direct", "n_words_indirect"]].sum()
        body.append([link + small(describe_speaker(first)), *map(str, counts)])
    headers = ["Speaker", "#Quotes", "#Words in quotation marks", "#Words in paraphrase"]
    return table(headers, body, "No speakers were found in this article.")


def _quotes(record: Record) -> Html:
    body = [
        [
            _speaker(q["speaker"], NOBODY),
            link_to_words("q", q["quote_id"], q["text"]) + _rule(q["rule"]),
            Html.escape(q["cue"] or "–") + small(q["cue_class"]),
            q["kind"],
        ]
        for q in row_dicts(record.quotes)
    ]
    return table(["Speaker", "Words", "Cue", "Kind"], body, "No quotes were found in this article.")


def _figures(record: Record) -> Html:
    told = record.figures["occurrence"].mode()
    usual = str(told.iloc[0]) if len(told) else None  # what the article reports need not be said in each row
    body = [
        [
            link_to_words("f", f["figure_id"], figure_in_words(f)) + small(_more_about(f, usual)),
            range_in_words(f) or "–",
            Html.escape(f["event"]) + small(status_in_words(f)),
            "denied by " * (f["status"] == "denied")
            + Html.escape(_speaker(f["speaker"], claimant_in_words(f)))
            + small("inferred from the sentences before" * (f["attribution"] == "continued")),
        ]
        for f in row_dicts(record.figures)
    ]
    headers = ["Figure", "#Stands for", "What happened", "Who claims it"]
    return table(headers, body, "No casualty or damage figures were found in this article.")


def _more_about(figure: Mapping[str, Any], usual: str | None) -> str:
    """Place, time and day of the count, and the occurrence where it is not the usual one of the article."""
    day = f"as of {figure['as_of']}" if figure["as_of"] else None
    occurrence = None if figure["occurrence"] == usual else figure["occurrence"]
    return ", ".join(x for x in (figure["place"], figure["date_text"], day, occurrence) if x)


def _claims(record: Record) -> Html:
    def side(figure: Mapping[str, Any]) -> Html:
        words = link_to_words("f", figure["figure_id"], figure_in_words(figure), whole_row=False)
        return words + small(denied_by(figure)) + small(status_in_words(figure) if figure["status"] != "denied" else "")

    body = [
        [side(a), side(b), Html.escape(RELATIONS.get(pair["relation"], pair["relation"])) + small(pair["why"])]
        for pair, a, b in compared_figures(record)
    ]
    return table(["One claim", "The other", "How they compare"], body, "No two figures are about the same thing.")


def _uncounted(record: Record) -> Html:
    body = [
        [
            Html.escape(r["text"]) + small(r["event"]),
            UNCOUNTED[r["what"]],
            r["speaker"] or THE_ARTICLE,
        ]
        for r in row_dicts(record.uncounted)
    ]
    return table(
        ["Words", "What they say", "Who says so"], body, "Nothing is said about numbers or damage without a number."
    )


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


# --- cells -----------------------------------------------------------------------------------------------------


def _link(path: str, words: str, exists: bool, instead: str | None = None) -> Cell:
    """A link to a file of the article's folder; plain words where it does not exist."""
    if not exists:
        return words if instead is None else instead
    return Html('<a href="{}">{}</a>').format(percent(path), words)


def _how_right(*what: str) -> Html:
    """How often such rows are right: on others' news, then on our own articles."""
    return Html("<p><small>{}</small></p>").format(accuracy_note(*what))


def _speaker(name: str | None, instead: str) -> Cell:
    return name or Html('<span class="nobody">{}</span>').format(instead)


def _rule(rule: str) -> Html:
    """The rule of a row, with links to the page of rules."""
    return Html(' <small class="rule">rule: {}</small>').format(rule_links(rule, "../" + RULES))
