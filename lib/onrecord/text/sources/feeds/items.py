"""Items: what a feed states of one article, and the feed around them."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from onrecord.text.article import LONGEST_NAME

TAG = re.compile(r"<[^<>]{0,500}>")


@dataclass(frozen=True)
class Item:
    """An article that a feed lists.

    Attributes:
        link: its address; None where the feed gives none, or what is no address of the web.
        name: by which the feed knows it; its link or title where it gives no other, "" where it gives none of them.
        title, date, author, outlet: as far as the feed states them; the date is YYYY-MM-DD.
        content: its words as HTML, where the feed has the whole article; "" where it has a summary or nothing.
    """

    link: str | None
    name: str
    title: str | None = None
    date: str | None = None
    author: str | None = None
    outlet: str | None = None
    content: str = ""


@dataclass
class Feed:
    """What a site lists.

    Attributes:
        items: in the order of the feed.
        more: whether there are more than are read.
        broken: whether it breaks off.
        sitemaps: addresses of sitemaps that it lists instead of articles.
    """

    items: list[Item] = field(default_factory=list)
    more: bool = False
    broken: bool = False
    sitemaps: list[str] = field(default_factory=list)


def plain(stated: str | None) -> str | None:
    """A title or name without tags and entities, in one line; None where nothing is left, or too much for one."""
    if stated is None or len(stated) > LONGEST_NAME:
        return None
    words = " ".join(html.unescape(TAG.sub(" ", html.unescape(stated))).split())
    return words or None


def person(stated: str | None) -> str | None:
    """The name in what a feed says of an author, such as "ada@example.org (Ada Penn)"; None where it is an address only."""
    words = plain(stated)
    address, _, named = (words or "").partition(" (")
    if "@" in address and named.endswith(")"):
        return named[:-1].strip() or None
    return None if words is None or "@" in words else words
