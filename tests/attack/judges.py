"""Judges: what in a page, or on a terminal, no template of the program has written."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser

from payloads import NUMBER

Element = tuple[str, Mapping[str, str]]

TAGS = frozenset(
    "html head meta title link style body script header nav main section article aside footer div p span h1 h2 h3 h4 a ul ol li "
    "table caption thead tbody tr th td details summary figure figcaption img svg path circle rect mark b i u em strong small "
    "code pre blockquote ruby rt rp br".split()
)
FIELD_TAGS = TAGS | set("label input noscript textarea button select option".split())
ATTRIBUTES = frozenset(
    "class id title data-label dir scope rowspan colspan style href lang charset http-equiv content name rel role aria-level "
    "aria-label aria-hidden aria-labelledby tabindex src alt width height viewbox d cx cy r x y fill stroke stroke-width open "
    "download xmlns aria-sort scoped border".split()
)
FIELD_ATTRIBUTES = ATTRIBUTES | set(
    "data-board data-start data-end data-sentence type maxlength autocomplete hidden readonly rows spellcheck for aria-live "
    "aria-describedby value placeholder disabled".split()
)
FREE = {"title", "alt", "aria-label", "data-label", "data-board", "value"}  # hold words of an article
STYLE = re.compile(r"(?:text-align: ?left;?|(?:[a-z-]+: ?-?[\d.]+(?:%|em|px);? ?)*|[\w#:;., /%-]*)")
ADDRESS = re.compile(
    r"#[\w.%~-]+"
    r"|(?:\.{1,2}/)*(?:[\w.%~-]+/)*(?:[\w.%~-]+\.(?:html|ipynb|md|csv|parquet|png)|[\w.%~-]+/)(?:#[\w.%~-]*)?"
    r"|data:,|data:image/png;base64,[A-Za-z0-9+/=]*|data:text/csv;base64,[A-Za-z0-9+/=]*"
)
OF_THE_ARTICLE = re.compile(r"https?://", re.IGNORECASE)  # where it stands in the web
ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "srcset",
    "ping",
    "background",
    "xlink:href",
    "manifest",
}
OWN_ON_TERMINAL = ("\r\x1b[K", "\r\n")  # the line that is written over, and the line end of a terminal
STEERING = {"Cc", "Cf", "Cs", "Zl", "Zp"}


class _Elements(HTMLParser):
    """The elements of a page, and what stands in its styles and scripts, as a parser reads it that knows no policy."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Element] = []
        self.text = ""
        self.code = ""
        self.odd: list[str] = []
        self._in = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        self._in = tag

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in in ("style", "script"):
            self.code += data
        else:
            self.text += data

    def handle_comment(self, data: str) -> None:
        self.odd.append(f"a comment: {data[:80]}")

    def handle_pi(self, data: str) -> None:
        self.odd.append(f"an instruction: {data[:80]}")

    def unknown_decl(self, data: str) -> None:
        self.odd.append(f"a section: {data[:80]}")


def read_page(html: str) -> tuple[list[str], set[int]]:
    """What in a page no template has written, and the numbers of the payloads that its words have."""
    page = _Elements(html)
    faults = [*faults_of(page.found), *page.odd]
    faults += [f"in a style or script: {n}" for n in NUMBER.findall(page.code)]
    words = page.text + " ".join(value for _, a in page.found for name, value in a.items() if name in FREE)
    return faults, {int(n) for n in NUMBER.findall(words)}


def faults_of(elements: Iterable[Element]) -> list[str]:
    """The elements, attributes and addresses that no template has written."""
    found, ids = [], Counter[str]()
    listed = [(tag.lower(), attributes) for tag, attributes in elements]
    # A board, and the page over all articles once its script has run: it filters.
    has_fields = any("data-board" in attributes or attributes.get("class") == "filter" for _, attributes in listed)
    tags, known = (FIELD_TAGS, FIELD_ATTRIBUTES) if has_fields else (TAGS, ATTRIBUTES)
    for tag, attributes in listed:
        if tag not in tags:
            found.append(f"an element <{tag} {dict(attributes)}>")
        found += [f"<{tag}>: {fault}" for fault in _faults_of_attributes(tag, attributes, known)]
        ids.update([attributes["id"]] if "id" in attributes else [])
    return found + [f"an id that stands twice: {name}" for name, n in ids.items() if n > 1]


def _faults_of_attributes(tag: str, attributes: Mapping[str, str], known: Iterable[str]) -> Iterator[str]:
    for given, value in attributes.items():
        name = given.lower()
        if name not in known:
            yield f"an attribute {name}={value[:80]!r}"
        elif name in ADDRESSES and not ADDRESS.fullmatch(value):
            if not (tag == "a" and OF_THE_ARTICLE.match(value) and attributes.get("rel") == "noreferrer"):
                yield f"an address {value[:120]!r}"
        elif name == "style" and not STYLE.fullmatch(value):
            yield f"a style {value[:80]!r}"
        elif name == "name" and (tag, value) != ("meta", "viewport"):
            yield f"a name {value[:80]!r}"
        elif name in ("class", "style", "role", "rel", "content") and NUMBER.search(value):
            yield f"words of an article in {name}={value[:80]!r}"


def steering_in(printed: str) -> list[str]:
    """The characters in what was printed that steer a terminal and are not the program's own, each with what is around."""
    for own in OWN_ON_TERMINAL:
        printed = printed.replace(own, "\n")
    return [
        f"U+{ord(c):04X} in {printed[max(at - 30, 0) : at + 30]!r}"
        for at, c in enumerate(printed)
        if c != "\n" and unicodedata.category(c) in STEERING
    ]
