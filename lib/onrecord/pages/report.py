"""Report: for each article one page with its tables and its highlighted text, and a page of each notebook.

Whatever comes from an article is escaped.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote as percent

from onrecord.pages.evidence import (
    NOBODY,
    RELATIONS,
    UNCOUNTED,
    claimant_in_words,
    escape,
    figure_in_words,
    highlight,
    rule_links,
)
from onrecord.pages.layout import RULES, Cell, address, masthead, page, small, table
from onrecord.pages.summary import (
    describe_speaker,
    dicts,
    figure_range,
    pairs,
    sentence,
    title,
)
from onrecord.pages.tone_section import tone_section
from onrecord.system.files import write_whole
from onrecord.tables.record import TABLES, Record

if TYPE_CHECKING:
    from nbformat import NotebookNode

NO_ALT = "No description has been provided for this image"  # nbconvert's words
# How the project's notebooks, which lie beside docs/, call the page of rules.
RULES_FOR_NOTEBOOKS = "../docs/rules.md"


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

    charts = []
    for path in notebooks:
        if path.exists():
            executed = nbformat.read(path, as_version=4)
            write_whole(
                path.with_suffix(".html"), notebook_page(_without_folder(executed, folder), path.stem, title(record))
            )
            charts += save_charts(executed, path.stem, folder / "charts")
    index = folder / "index.html"
    write_whole(index, article_page(record, notebooks, charts))
    return index


# --- the page of an article ------------------------------------------------------------------------------------


def article_page(record: Record, notebooks: Mapping[Path, str | None], charts: Sequence[dict]) -> str:
    """The whole page: what was found on one side, the article with its highlighted words on the other."""
    sections = {
        "speakers": ("Who is on record", _speakers(record)),
        "quotes": ("Their words", _quotes(record)),
        "figures": ("Figures, and who claims them", _figures(record)),
        "claims": ("Claims side by side", _claims(record)),
        "uncounted": ("Said without a number", _uncounted(record)),
        "tone": ("Tone by speaker and side", tone_section(record)),
        "charts": ("Charts", _charts(charts)),
        "files": ("Notebooks and tables", _files(record, notebooks)),
    }
    links = "".join(f'<a href="#{key}">{name}</a>' for key, (name, _) in sections.items())
    body = "".join(f'<section id="{key}"><h2>{name}</h2>{html}</section>' for key, (name, html) in sections.items())
    return page(
        title(record),
        f'<header>{masthead("../index.html", "All articles")}<h1 dir="auto">{escape(title(record))}</h1>{_about(record)}'
        f'<p class="lead">{escape(sentence(record))}</p></header>'
        f'<nav aria-label="On this page">{links}<a href="#article">The article</a></nav>'
        f'<div class="sides"><main id="found">{body}</main>'
        f'<aside id="article" aria-labelledby="article-heading" tabindex="0"><h2 id="article-heading">The article</h2>'
        f"{highlight(record)}</aside></div>",
        skip_to=("found", "Skip to what was found"),
        rules="../" + RULES,
    )


def _about(record: Record) -> Cell:
    article = dicts(record.articles)[0]
    source = article["source"]
    if source and re.match(r"https?://", source, re.IGNORECASE):
        shown = f'<a href="{escape(source)}" rel="noreferrer">{escape(source)}</a>'
    else:
        # A page is passed on; the folders of the disk that a file was read from are nobody's business.
        shown = escape(re.split(r"[/\\]", source or "")[-1])
    parts = [escape(x) for x in (article["outlet"], article["date"]) if x] + [shown] * bool(shown)
    return f'<p class="about">{" · ".join(parts)}</p>' if parts else ""


def _speakers(record: Record) -> Cell:
    first_quote = {q["speaker"]: q["quote_id"] for q in reversed(dicts(record.quotes))}
    body = [
        [
            _to_words("q", first_quote.get(s["speaker"]), escape(s["speaker"])) + small(describe_speaker(s)),
            str(s["n_quotes"]),
            str(s["n_words_direct"]),
            str(s["n_words_indirect"]),
        ]
        for s in dicts(record.speakers)
    ]
    headers = ["Speaker", "#Quotes", "#Words in quotation marks", "#Words in paraphrase"]
    return table(headers, body, "No speakers were found in this article.")


def _quotes(record: Record) -> Cell:
    body = [
        [
            _speaker(q["speaker"], NOBODY),
            _to_words("q", q["quote_id"], escape(q["text"])) + _rule(q["rule"]),
            escape(q["cue"] or "–") + small(q["cue_class"]),
            escape(q["kind"]),
        ]
        for q in dicts(record.quotes)
    ]
    return table(["Speaker", "Words", "Cue", "Kind"], body, "No quotes were found in this article.")


def _figures(record: Record) -> Cell:
    body = [
        [
            _to_words("f", f["figure_id"], escape(figure_in_words(f))) + small(_more_about(f)),
            escape(figure_range(f) or "–"),
            escape(("not " if f["negated"] else "") + f["event"]),
            _speaker(f["speaker"], claimant_in_words(f))
            + small("inferred from the sentences before" * (f["attribution"] == "continued")),
        ]
        for f in dicts(record.figures)
    ]
    headers = ["Figure", "#Stands for", "What happened", "Who claims it"]
    return table(headers, body, "No casualty or damage figures were found in this article.")


def _more_about(figure: dict) -> str:
    return ", ".join(x for x in (figure["place"], figure["date_text"], "hedged" * figure["hedged"]) if x)


def _claims(record: Record) -> Cell:
    def side(figure: dict) -> Cell:
        words = _to_words("f", figure["figure_id"], escape(figure_in_words(figure)), whole_row=False)
        return words + small(claimant_in_words(figure))

    body = [
        [side(a), side(b), escape(RELATIONS.get(pair["relation"], pair["relation"])) + small(pair["why"])]
        for pair, a, b in pairs(record)
    ]
    return table(["One claim", "The other", "How they compare"], body, "No two figures are about the same thing.")


def _uncounted(record: Record) -> Cell:
    body = [
        [
            escape(r["text"]) + small(r["event"] or ""),
            escape(UNCOUNTED[r["what"]]),
            escape(r["speaker"] or "the article itself"),
        ]
        for r in dicts(record.uncounted)
    ]
    return table(
        ["Words", "What they say", "Who says so"], body, "Nothing is said about numbers or damage without a number."
    )


def _charts(charts: Sequence[dict]) -> Cell:
    if not charts:
        return "<p>The notebooks of this run drew no charts.</p>"
    return "".join(
        f'<figure><img src="data:image/png;base64,{chart["png"]}" alt="{escape(chart["alt"])}">'
        f'<figcaption><a href="{address(chart["file"])}">PNG</a>{_csv_link(chart)}'
        f' · from <a href="{address("notebooks/" + chart["notebook"] + ".html")}">{escape(heading(chart["notebook"]))}</a>'
        "</figcaption></figure>"
        for chart in charts
    )


def _csv_link(chart: dict) -> Cell:
    return f' · <a href="{address(chart["csv"])}">numbers (CSV)</a>' if chart["csv"] else ""


def _files(record: Record, notebooks: Mapping[Path, str | None]) -> Cell:
    body = [
        [
            f'<a href="{address(f"notebooks/{path.stem}.html")}">{escape(heading(path.stem))}</a>'
            if path.exists()
            else escape(heading(path.stem)),
            f'<a href="{address(f"notebooks/{path.name}")}">notebook</a>' if path.exists() else "–",
            f"{_failed()}{small(error)}" if error else "done",
        ]
        for path, error in notebooks.items()
    ]
    tables = [
        [
            escape(name),
            f"{len(getattr(record, name)):,}",
            f'<a href="tables/{name}.csv">CSV</a> · <a href="tables/{name}.parquet">Parquet</a>',
        ]
        for name in TABLES
    ]
    return table(["Read", "Run it yourself", "State"], body, "No notebooks were executed.") + table(
        ["Table", "#Rows", "Files"], tables, ""
    )


# --- the page of a notebook, its charts ------------------------------------------------------------------------


def notebook_page(executed: NotebookNode, name: str, article_title: str) -> str:
    """An executed notebook as a page.

    nbconvert's `basic` template gives the body: unlike `lab` it keeps the alternative texts of pictures, and it asks
    for no script or style from elsewhere.
    """
    body, _ = _exporter().from_notebook_node(executed)
    body = body.replace(f'href="{RULES_FOR_NOTEBOOKS}#', f'href="../../{RULES}#')
    return page(
        f"{heading(name)}: {article_title}",
        f'<header>{masthead("../index.html", "Back to the article")}</header><main id="notebook" class="notebook">{body}</main>',
        skip_to=("notebook", "Skip to the notebook"),
        rules="../../" + RULES,
    )


def _without_folder(executed: NotebookNode, folder: Path) -> NotebookNode:
    """A copy whose paths begin at the article's folder: a page is passed on, and says nothing of the disk."""
    import nbformat

    whole = json.dumps(str(folder.resolve()))[1:-1]
    return nbformat.from_dict(json.loads(json.dumps(executed).replace(f"{whole}/", "").replace(whole, ".")))


@cache
def _exporter():
    """nbconvert's HTML exporter, made fast: the cells of a notebook are the same in every run, so their HTML is kept, and
    the finished page, which needs no repair, is not read and written once more (half a second for a long notebook)."""
    from nbconvert import HTMLExporter
    from nbconvert.exporters.templateexporter import TemplateExporter
    from nbconvert.filters import Highlight2HTML, clean_html

    class Exporter(HTMLExporter):
        def from_notebook_node(self, nb, resources=None, **more):
            body, resources = TemplateExporter.from_notebook_node(self, nb, resources, **more)
            return re.sub(r"<img(?![^>]*\salt=)", f'<img alt="{NO_ALT}"', body), resources

    exporter = Exporter(
        template_name="basic", exclude_anchor_links=True, exclude_input_prompt=True, exclude_output_prompt=True
    )
    highlight = lru_cache(4096)(Highlight2HTML(pygments_lexer="ipython3"))
    exporter.register_filter("highlight_code", lambda source, metadata: highlight(source))
    exporter.register_filter("clean_html", lru_cache(4096)(clean_html))
    return exporter


def save_charts(executed: NotebookNode, notebook: str, folder: Path) -> list[dict]:
    """Save each picture of an executed notebook as PNG; the numbers behind it the notebook has written itself, as CSV.

    Returns:
        For each chart: notebook, png (base64), alt, and the paths of its files from the article's folder.
    """
    charts, names = [], set()
    number = re.match(r"\d*", notebook)[0] or notebook
    outputs = (output for cell in executed.cells for output in cell.get("outputs", ()))
    for output in outputs:
        data = output.get("data", {})
        if "image/png" not in data:
            continue
        known = re.match(r"<Chart (\w+):", data.get("text/plain", ""))
        name = f"{number}_{known[1] if known else 'chart'}"
        while name in names:
            name += "_more"
        names.add(name)
        folder.mkdir(exist_ok=True)
        write_whole(folder / f"{name}.png", base64.b64decode(data["image/png"]))
        charts.append(
            {
                "notebook": notebook,
                "png": data["image/png"].replace("\n", ""),
                "alt": output.metadata.get("image/png", {}).get("alt", ""),
                "file": f"charts/{name}.png",
                "csv": f"charts/{name}.csv" if (folder / f"{name}.csv").exists() else None,
            }
        )
    return charts


def heading(notebook: str) -> str:
    """A notebook's file name as words: `01_quoting_patterns` is "Quoting patterns"."""
    words = re.sub(r"^\d+[_-]+", "", notebook).replace("_", " ").strip() or notebook
    return words[0].upper() + words[1:]


# --- pieces ----------------------------------------------------------------------------------------------------


def _speaker(name: str | None, instead: str) -> Cell:
    return escape(name) if name else f'<span class="nobody">{escape(instead)}</span>'


def _rule(rule: str) -> Cell:
    """The rule of a row, with links to the page of rules."""
    return f' <small class="rule">rule: {rule_links(rule, "../" + RULES)}</small>'


def _failed() -> Cell:
    return '<strong class="failed">failed</strong>'


def _to_words(kind: str, row_id: str | None, shown: Cell, whole_row: bool = True) -> Cell:
    """A link to the highlighted words of a quote (q) or figure (f); it covers its row unless the row has several."""
    if row_id is None:
        return shown
    covers = ' class="go"' if whole_row else ""
    return f'<a{covers} href="#{kind}-{escape(percent(row_id))}">{shown}</a>'
