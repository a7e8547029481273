"""The page of an executed notebook, and its charts as PNG."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.pages.html import render
from onrecord.pages.layout import page
from onrecord.pages.notebook_body import RULES_FROM_NOTEBOOKS, finished_body
from onrecord.pages.wording import notebook_title
from onrecord.system.files import make_folder, write_whole

if TYPE_CHECKING:
    from nbconvert import HTMLExporter
    from nbformat import NotebookNode

NO_ALT = "No description has been provided for this image"  # nbconvert's words
# A cell with its code behind a click; the code that failed is shown.
TEMPLATE = """{%- extends "index.html.j2" -%}
{% block input_group %}
<details class="code"{% if cell.outputs | selectattr("output_type", "equalto", "error") | list %} open{% endif %}>
<summary>{{ "Parameters" if "parameters" in cell.metadata.tags else "Code" }}</summary>{{ super() }}</details>
{% endblock input_group %}"""


class SavedChart(NamedTuple):
    """A picture of a notebook: its file and its numbers, as paths from the article's folder, its PNG in base64."""

    notebook: str
    png: str
    alt: str
    file: str
    csv: str | None


def notebook_page(
    executed: NotebookNode,
    name: str,
    about: str,
    back: tuple[str, str] = ("../index.html", "Back to the article"),
    notebooks: Sequence[str] = (),
    article: str = "../index.html",
) -> str:
    """An executed notebook as a page.

    The body is HTML that nbconvert has made and cleaned: source cells and texts are escaped there, and HTML that cells
    have put out, such as `highlight`'s, is trusted as the notebook's own.

    nbconvert's `basic` template gives the body: unlike `lab` it keeps the alternative texts of pictures, and it asks
    for no script or style from elsewhere.

    Args:
        executed: the notebook with its outputs.
        name: its file name without the ending.
        about: title of the article, or another name for what it was run on.
        back: address and words of the link at its top.
        notebooks: names of all notebooks that have a page beside this one, in the order in which to read them.
        article: address of the page with the marked article; "" when the notebook is about several articles.
    """
    body, _ = _exporter().from_notebook_node(executed)
    at = notebooks.index(name) if name in notebooks else 0
    before, after = notebooks[:at][-1:], notebooks[at + 1 :][:1] if name in notebooks else []
    body = render(
        "notebook.html",
        body=finished_body(body, notebooks, article),
        about=about,
        back=back,
        before=[(f"{n}.html", notebook_title(n)) for n in before],
        after=[(f"{n}.html", notebook_title(n)) for n in after],
    )
    skip = ("notebook", "Skip to the notebook")
    return page(f"{notebook_title(name)}: {about}", body, skip_to=skip, rules=RULES_FROM_NOTEBOOKS)


@cache
def _exporter() -> HTMLExporter:
    """nbconvert's HTML exporter, made fast: the cells of a notebook are the same in every run, so their HTML is kept, and
    the finished page, which needs no repair, is not read and written once more (half a second for a long notebook)."""
    from nbconvert import HTMLExporter
    from nbconvert.exporters.templateexporter import TemplateExporter
    from nbconvert.filters import Highlight2HTML, clean_html

    class Exporter(HTMLExporter):
        # nbconvert's own templates give text, not the notebook that the stubs of their base class speak of.
        def from_notebook_node(  # type: ignore[override]
            self, nb: NotebookNode, resources: dict[str, Any] | None = None, **more: Any
        ) -> tuple[str, dict[str, Any]]:
            body, resources = TemplateExporter.from_notebook_node(self, nb, resources, **more)
            return re.sub(r"<img(?![^>]*\salt=)", f'<img alt="{NO_ALT}"', body), resources

    exporter = Exporter(
        template_name="basic",
        raw_template=TEMPLATE,
        exclude_anchor_links=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )
    highlight_code = lru_cache(4096)(Highlight2HTML(pygments_lexer="ipython3"))
    exporter.register_filter("highlight_code", lambda source, metadata: highlight_code(source))
    exporter.register_filter("clean_html", lru_cache(4096)(clean_html))
    return exporter


def save_charts(executed: NotebookNode, notebook: str, folder: Path) -> list[SavedChart]:
    """Save each picture of an executed notebook as PNG; the numbers behind it the notebook has written itself, as CSV.

    Returns:
        The charts in the order of the notebook; `csv` is None where no numbers were written.
    """
    charts: list[SavedChart] = []
    names: set[str] = set()
    number = re.sub(r"\D.*", "", notebook, flags=re.DOTALL) or notebook
    outputs = (output for cell in executed.cells for output in cell.get("outputs", ()))
    for output in outputs:
        data = output.get("data", {})
        if "image/png" not in data:
            continue
        chart = re.match(r"<Chart (\w+):", data.get("text/plain", ""))
        name = f"{number}_{chart[1] if chart else 'chart'}"
        while name in names:
            name += "_more"
        names.add(name)
        make_folder(folder)
        write_whole(folder / f"{name}.png", base64.b64decode(data["image/png"]))
        charts.append(
            SavedChart(
                notebook,
                png=data["image/png"].replace("\n", ""),
                alt=output.metadata.get("image/png", {}).get("alt", ""),
                file=f"charts/{name}.png",
                csv=f"charts/{name}.csv" if (folder / f"{name}.csv").exists() else None,
            )
        )
    return charts
