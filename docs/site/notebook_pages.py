"""Executed notebooks as Sphinx takes them: pictures and numbers as files, working links, ids that are there once."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from docutils.nodes import make_id
from links import Links
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_output

from onrecord.pages.html import Html

RULES = "docs/rules.md"
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_ID = re.compile(r'\sid="([^"]+)"')
_LINK = re.compile(r'<a\b([^>]*?)\shref="([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_CHART = """<figure class="chart"><div class="chart-frame" role="group" tabindex="0" aria-label="{label}">
<img src="{png}" alt="{alt}" width="{width}" height="{height}"></div>{data}</figure>"""
_DATA = '<figcaption><a href="{csv}" download>The numbers of this chart (CSV)</a> · <a href="{png}" download>Picture (PNG)</a></figcaption>'


@dataclass
class Page:
    """A notebook on its way to be a page of the site.

    Attributes:
        file: in the repository, as a path from its root; the page is at the same path.
        extra: folder that becomes the site together with the pages.
        links: where links lead.
        article: address of the page with the marked article, as seen from this page; "" when there is none.
        runs: address of the folder of runs that `article` and pages of other articles stand in; "" when there is none.
        binder: address that opens the repository on Binder; "" gives no link.
        hides_code: whether code is behind a click.
    """

    file: str
    extra: Path
    links: Links
    article: str = ""
    runs: str = ""
    binder: str = ""
    hides_code: bool = False
    _styles: set[str] = field(default_factory=set)
    _charts: list[str] = field(default_factory=list)

    def made_from(self, executed: NotebookNode) -> NotebookNode:
        """A copy of an executed notebook, ready for Sphinx.

        Raises:
            ValueError: a cell has failed.
        """
        cells = [cell for cell in executed.cells if "injected-parameters" not in cell.metadata.get("tags", [])]
        bodies = [self._bodies(cell) for cell in cells]
        flat = self._with_links(_unique_ids([body for cell in bodies for body in cell]))
        has_checks = any("check" in cell.metadata.get("tags", []) for cell in cells)
        at = 0
        for cell, cell_bodies in zip(cells, bodies, strict=True):
            cell.metadata = {"tags": ["hide-input"]} if self.hides_code and cell.cell_type == "code" else {}
            if cell.cell_type == "markdown":
                cell.source = self.links.rewritten(cell.source, self.file)
            else:
                shown = flat[at : at + len(cell_bodies)]
                cell.outputs = [new_output("display_data", {"text/html": body}) for body in shown]
                at += len(cell_bodies)
        executed.cells = [cells[0], self._ways_to_run(has_checks), *cells[1:]]
        executed.metadata = {"kernelspec": executed.metadata.kernelspec, "language_info": {"name": "python"}}
        return executed

    def _ways_to_run(self, has_checks: bool) -> NotebookNode:
        name = self.file.rpartition("/")[2]
        links = [Html('<a href="{}" download>Download this notebook</a>').format(name)]
        if self.binder:
            address = f"{self.binder}?urlpath=lab/tree/{self.file}"
            links.append(Html('<a href="{}">Open in Binder</a>').format(address))
        on_paper = " On this page, write your answers on paper; the notebook checks them." * has_checks
        return new_markdown_cell(f'<p class="ways-to-run">{" · ".join(links)}.{on_paper}</p>')

    # --- outputs ---

    def _bodies(self, cell: NotebookNode) -> list[str]:
        """The outputs of a cell, each as HTML. A check has none: a page cannot be answered, and all would say so."""
        if "check" in cell.metadata.get("tags", []):
            return []
        bodies = []
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if output.output_type == "error":
                raise ValueError(f"{self.file}: a cell failed: {output.ename}: {output.evalue}")
            if output.output_type == "stream":
                bodies.append(str(Html('<pre class="printed" tabindex="0">{}</pre>').format(output.text)))
            elif "image/png" in data:
                bodies.append(self._chart(output))
            elif "text/html" in data:
                bodies.append(_STYLE.sub(self._once, data["text/html"]))
            elif "text/plain" in data:
                bodies.append(str(Html('<pre class="printed" tabindex="0">{}</pre>').format(data["text/plain"])))
        return bodies

    def _once(self, style: re.Match[str]) -> str:
        """A style that stands in many outputs; a page needs it once."""
        is_new = style[0] not in self._styles
        self._styles.add(style[0])
        return style[0] if is_new else ""

    def _chart(self, output: NotebookNode) -> str:
        """A picture with its words, and its numbers beside it as a file."""
        stem = Path(self.file).stem
        called = re.match(r"<Chart (\w+):", output.data.get("text/plain", ""))
        name = f"{stem}_{len(self._charts) + 1}_{called[1] if called else 'chart'}"
        self._charts.append(name)
        folder = (self.extra / self.file).parent / "charts"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.png").write_bytes(base64.b64decode(output.data["image/png"]))
        png, csv, about = f"charts/{name}.png", f"charts/{name}.csv", output.metadata.get("image/png", {})
        data = Html("")
        if "text/csv" in output.data:
            (folder / f"{name}.csv").write_text(output.data["text/csv"], encoding="utf-8")
            data = Html(_DATA).format(csv=csv, png=png)
        label = f"Chart {len(self._charts)}, scrolls sideways on a small screen"
        size = {"width": about.get("width", 720), "height": about.get("height", "")}
        return str(Html(_CHART).format(label=label, png=png, alt=about.get("alt", ""), data=data, **size))

    # --- links ---

    def _with_links(self, bodies: Sequence[str]) -> list[str]:
        ids = {found for body in bodies for found in _ID.findall(body)}
        return [_LINK.sub(lambda link: self._link(link, ids), body) for body in bodies]

    def _link(self, link: re.Match[str], ids: set[str]) -> str:
        """A link that leads somewhere, or else its words."""
        before, address, after, words = link.groups()
        address = html.unescape(address)
        file, _, anchor = address.partition("#")
        is_there = file.startswith("charts/") or (not file and unquote(anchor) in ids)
        if is_there or re.match(r"[a-z]+:|//", address, re.IGNORECASE):
            return link[0]
        if not file and self.article:
            file = self.article
        elif file.endswith("docs/rules.md"):
            depth = self.file.count("/")
            file, anchor = "../" * depth + "docs/rules.html", make_id(anchor)
        elif file.startswith("../../") and self.runs:
            file = self.runs + file.removeprefix("../../")
        else:
            return f"<span{before}{after}>{words}</span>"
        address = html.escape(f"{file}{'#' * bool(anchor)}{anchor}")
        return f'<a{before} href="{address}"{after}>{words}</a>'


def _unique_ids(bodies: Sequence[str]) -> list[str]:
    """Outputs of a page in which no id stands twice.

    Marks of two articles can have the same id, each in an output of its own. The second gets another one; links lead to
    the mark in their own output, else to the last one before them.
    """
    seen: set[str] = set()
    now: dict[str, str] = {}
    changed = []
    for number, body in enumerate(bodies):
        own = _ID.findall(body)
        now |= {name: f"{name}-{number}" if name in seen else name for name in own}
        seen |= set(own)
        names = {name: new for name, new in now.items() if name != new}
        if names:
            body = _renamed(body, names)
        changed.append(body)
    return changed


def _renamed(body: str, names: dict[str, str]) -> str:
    def new(found: re.Match[str]) -> str:
        before, name, after = found.groups()
        return f"{before}{names.get(html.unescape(unquote(name)), name)}{after}"

    return re.sub(r'(\s(?:id|for|aria-labelledby|aria-describedby)="|\shref="#)([^"]+)(")', new, body)
