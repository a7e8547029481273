"""A page or an output as it is read where styles, scripts, drawings, classes and ids are dropped, as hosting services do."""

from __future__ import annotations

from html.parser import HTMLParser

from executed_notebooks import outputs_of

DROPPED = {"style", "script", "svg"}
BLOCKS = {
    "p",
    "div",
    "li",
    "ul",
    "tr",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "summary",
    "details",
    "caption",
    "figcaption",
    "br",
}
MARKS = {"mark", "u"}


class Reading(HTMLParser):
    """What is left of HTML: its lines of text, what is marked, its tables as rows of cells, its addresses."""

    def __init__(self, html: str):
        super().__init__()
        self.text, self.marks, self.tables, self.addresses = "", [], [], []
        self._dropped, self._begun = 0, []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self._dropped += tag in DROPPED
        if tag in BLOCKS:
            self.text += "\n"
        if tag in MARKS:
            self._begun.append(len(self.text))
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.text += " "
            self.tables[-1][-1].append([len(self.text), int(attributes.get("colspan", 1)), tag, ""])
        elif tag == "a" and "href" in attributes:
            self.addresses.append(attributes["href"])
        elif tag == "img":
            self.text += f"\n{attributes.get('alt', '')}\n"

    def handle_endtag(self, tag):
        self._dropped -= tag in DROPPED
        if tag in MARKS:
            self.marks.append(self.text[self._begun.pop() :])
        if tag in ("td", "th"):
            cell = self.tables[-1][-1][-1]
            cell[3] = self.text[cell[0] :].strip()
            self.text += " | "
        if tag in BLOCKS:
            self.text += "\n"

    def handle_data(self, data):
        if not self._dropped:
            self.text += data


def read_outputs(notebook) -> list[Reading]:
    """Each output of a notebook: what was printed, its HTML, or the words of a picture."""
    readings = []
    for output in outputs_of(notebook):
        data = output.get("data", {})
        alt = output.get("metadata", {}).get("image/png", {}).get("alt", "")
        reading = Reading(data.get("text/html", "") if "image/png" not in data else "")
        reading.text += output.get("text", "") or alt or ("" if "text/html" in data else data.get("text/plain", ""))
        readings.append(reading)
    return readings
