"""Parsing: RSS, Atom, JSON Feed and sitemaps, told by what they hold and not by what they are called.

XML is read by lxml without entities, document types and the network, item by item; what breaks off is read as far as it goes.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urljoin

from onrecord.text.article import LONGEST_NAME, SourceError
from onrecord.text.sources.feeds.items import Feed, Item, person, plain
from onrecord.text.sources.places import is_address, without_password
from onrecord.text.stated_dates import read_date

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_ITEMS = 1000  # of a feed; at one page in a second they take a quarter of an hour
MAX_SITEMAPS = 20  # of an index
MAX_CONTENT = 200_000  # characters of an article in the feed itself
SNIFFED = 4000  # bytes at the beginning that tell what a file is
ROOTS = re.compile(rb"<(?:[A-Za-z][\w.-]{0,30}:)?(rss|rdf|feed|urlset|sitemapindex)[\s>/]", re.IGNORECASE)
PROLOG = re.compile(
    rb"\s*(?:<\?[^>]{0,1000}>\s*|<!--[^>]{0,1000}-->\s*|<!DOCTYPE[^>\[]{0,500}(?:\[[^\]]{0,3000}\]\s*)?>\s*){0,8}"
)
JSON_FEED = re.compile(rb'\s*\{[\s\S]{0,1000}"https?://jsonfeed\.org/version/')

ATOM = "http://www.w3.org/2005/Atom"
# Namespaces of what is read, by the prefix that names it here.
PREFIXES = {
    "": "",
    ATOM: "",
    "http://purl.org/atom/ns#": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://www.sitemaps.org/schemas/sitemap/0.9": "",
    "http://www.google.com/schemas/sitemap-news/0.9": "news:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dc:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
}
ENDS = ("item", "entry", "url", "sitemap")
BASE = "{http://www.w3.org/XML/1998/namespace}base"
DATES = (
    "pubdate",
    "published",
    "news:publication_date",
    "dc:date",
    "dc:issued",
    "dc:created",
    "issued",
    "updated",
    "modified",
)


def is_feed(data: bytes) -> bool:
    """Whether bytes begin as a feed or a sitemap does."""
    top = data[:SNIFFED].lstrip(b"\xef\xbb\xbf")
    if JSON_FEED.match(top):
        return True
    if top.startswith((b"\xff\xfe", b"\xfe\xff")):
        top = top.decode("utf-16", "replace").encode()
    prolog = PROLOG.match(top)
    return bool(ROOTS.match(top, prolog.end() if prolog else 0))


def parse_feed(data: bytes, address: str, place: str) -> Feed:
    """Read a feed.

    Args:
        data: bytes of which `is_feed` is true.
        address: which relative links are relative to; "" for none.
        place: what an error calls it.

    Returns:
        Up to MAX_ITEMS articles, or up to MAX_SITEMAPS sitemaps where it is an index of these.

    Raises:
        SourceError: it declares entities of its own, or is no feed behind its first words.
    """
    if JSON_FEED.match(data[:SNIFFED].lstrip(b"\xef\xbb\xbf")):
        return _json_feed(data, address, place)
    if re.search(rb"<!ENTITY", data[:1_000_000], re.IGNORECASE):
        raise SourceError(f"{place}: is a feed that declares entities of its own, as no feed needs; left out.")
    feed = Feed()
    try:
        for element in _elements(data):
            _take(element, feed, address)
            if feed.more:
                break
    except (SyntaxError, ValueError):  # lxml's errors of syntax are of this class
        feed.broken = True
    return feed


def _elements(data: bytes) -> Iterator[_Element]:
    """The elements of items, one after the other; each is emptied behind its use."""
    from lxml import etree  # imported where it is needed: it takes time

    tags = [f"{{*}}{name}" for name in ENDS]
    for _, element in etree.iterparse(
        io.BytesIO(data),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
    ):
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _take(element: _Element, feed: Feed, address: str) -> None:
    """Take in an item, an entry, a page of a sitemap or a sitemap of an index."""
    kind = _name(element)
    said = _said(element)
    if kind == "sitemap":
        link = urljoin(address, said.get("loc", ""))
        if is_address(link) and len(feed.sitemaps) < MAX_SITEMAPS:
            feed.sitemaps.append(without_password(link))
    elif kind == "url" and "news:title" not in said and "news:publication_date" not in said:
        return  # a page that is no news
    elif len(feed.items) >= MAX_ITEMS:
        feed.more = True
    elif kind in ("item", "entry", "url"):
        feed.items.append(_item(element, said, address))


def _name(element: Any) -> str:
    """The name of an element in small letters, behind the prefix of its namespace; "?" for one of a namespace that is not read."""
    if not isinstance(element.tag, str):
        return "?"
    namespace, _, name = element.tag.rpartition("}")
    return PREFIXES.get(namespace.lstrip("{"), "?") + name.lower()


def _said(element: _Element) -> dict[str, str]:
    """The text of each element in an item, the first of a name; news of sitemaps, and names of persons, stand one level deeper."""
    said: dict[str, str] = {}
    for child in element.iterdescendants():
        parent = child.getparent()
        if parent is element or _name(parent) in ("news:news", "news:publication", "author", "source"):
            name = _name(child) if parent is element or not _name(parent).startswith(("author", "source")) else ""
            name = name or f"{_name(parent)}/{_name(child)}"
            said.setdefault(name, _text(child))
    return said


def _text(element: _Element) -> str:
    """The text of an element; XHTML in it as tags."""
    if len(element) and element.get("type") == "xhtml":
        from lxml import etree

        return "".join(etree.tostring(child, encoding="unicode") for child in element)
    return "".join(str(piece) for piece in element.itertext()).strip()


def _item(element: _Element, said: dict[str, str], address: str) -> Item:
    for above in reversed([element, *element.iterancestors()]):
        address = urljoin(address, above.get(BASE) or "")
    name = said.get("guid") or said.get("id") or said.get("news:loc") or ""
    link = _address(address, said.get("feedburner:origlink") or _link(element) or said.get("loc") or "")
    guid = next((child for child in element if _name(child) == "guid"), None)
    if link is None and guid is not None and guid.get("ispermalink", guid.get("isPermaLink", "true")).lower() == "true":
        link = _address("", name)
    title = plain(said.get("title") or said.get("news:title") or said.get("dc:title"))
    return Item(
        link,
        name[:LONGEST_NAME] or link or title or "",
        title=title,
        date=next(filter(None, (read_date(said[date]) for date in DATES if date in said)), None),
        author=person(said.get("author/name") or said.get("dc:creator") or said.get("author")),
        outlet=plain(said.get("news:name") or said.get("source/title") or said.get("source")),
        content=(said.get("content:encoded") or said.get("content") or "")[:MAX_CONTENT],
    )


def _link(element: _Element) -> str:
    """Where an item leads: the text of its link, or the address in it that is that of a page."""
    links = [child for child in element if _name(child) == "link"]
    for child in links:
        if child.get("href") is None and child.text and child.text.strip():
            return str(child.text.strip())
    pages = [child for child in links if child.get("rel", "alternate") == "alternate"]
    pages.sort(key=lambda child: child.get("type", "text/html") != "text/html")
    return str(pages[0].get("href") or "") if pages else ""


def _address(base: str, link: str) -> str | None:
    """An address of the web that a link leads to from a base, without its fragment and a password; None where it leads to none."""
    try:
        found = without_password(urldefrag(urljoin(base, link.strip())).url) if link.strip() else ""
    except ValueError:  # such as `http://[`
        return None
    return found if is_address(found) and len(found) <= LONGEST_NAME else None


def _json_feed(data: bytes, address: str, place: str) -> Feed:
    try:
        stated = json.loads(data)
    except (ValueError, RecursionError) as problem:
        raise SourceError(f"{place}: is a JSON feed that breaks off or is none. Try again later.") from problem
    items = stated.get("items") if isinstance(stated, dict) else None
    rows = [row for row in items if isinstance(row, dict)] if isinstance(items, list) else []
    return Feed([_json_item(row, address) for row in rows[:MAX_ITEMS]], more=len(rows) > MAX_ITEMS)


def _json_item(row: dict[str, Any], address: str) -> Item:
    texts = {name: value for name, value in row.items() if isinstance(value, str)}
    authors = row.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else row.get("author")
    name = first.get("name") if isinstance(first, dict) else None
    link = _address(address, texts.get("url", ""))
    dates = (read_date(texts[date]) for date in ("date_published", "date_modified") if date in texts)
    title = plain(texts.get("title"))
    return Item(
        link,
        texts.get("id", "")[:LONGEST_NAME] or link or title or "",
        title=title,
        date=next(filter(None, dates), None),
        author=person(name) if isinstance(name, str) else None,
        content=(texts.get("content_html") or texts.get("content_text", ""))[:MAX_CONTENT],
    )
