"""Reading: the articles behind a feed, those that earlier calls into the same folder have not read."""

from __future__ import annotations

import html
import time
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

from onrecord.text.article import Article, SourceError, SourceNote, count_words
from onrecord.text.sources._networks import Networks
from onrecord.text.sources._retries import TemporaryError
from onrecord.text.sources._rows import Placed, RowPlace
from onrecord.text.sources.downloads import READABLE, Download
from onrecord.text.sources.feeds.items import Feed, Item
from onrecord.text.sources.feeds.manners import Closed, LeftAlone, Visitor
from onrecord.text.sources.feeds.memory import MAX_WAIT, MOST_TRIES, Known, Memory, now
from onrecord.text.sources.feeds.parsing import MAX_ITEMS, MAX_SITEMAPS, is_feed, parse_feed
from onrecord.text.sources.places import place_name, without_password
from onrecord.text.sources.text_files import article_of_bytes
from onrecord.text.sources.web_pages import OnNote, article_of_page

# What servers call feeds.
FEEDS = (
    "application/rss+xml application/atom+xml application/rdf+xml application/xml text/xml application/feed+json "
    "application/json text/rss application/x-rss+xml"
).split()
WHOLE_WORDS = 80  # of an article in a feed itself; fewer are a summary


class NotHad(SourceError):
    """An article whose page did not come; it is asked for again in the next call."""


def read_feed(
    page: Download, address: str, networks: Networks, memory: Memory | None, retries: int
) -> Iterator[Placed]:
    """The articles behind a feed, one at a time, and what is to be said of it.

    Args:
        page: the feed, as its server gave it.
        address: as the user gave it.
        networks: where it may lead.
        memory: of the folder that is written to; None: all that it lists is read.
        retries: how many more times to ask for a page where the fault may pass.
    """
    place = place_name(address)
    known = memory.of(address) if memory else Known()
    visitor = Visitor(networks)
    visitor.came(page.address)
    feed = Feed()
    if not page.unchanged:
        feed = parse_feed(page.data, page.address, place)
        yield from _sitemaps(feed, place, visitor, retries)
        yield from _said_of(feed, place)
    new = _new_of(feed, known, without_password(address))
    if memory:
        known.waiting |= {item.name: item for item in new}
        known.etag, known.modified = page.headers.get("etag"), page.headers.get("last-modified")
        known.read = now() if new or not known.read else known.read
        memory.change()
        new = list(known.waiting.values())
    if not new:
        yield place, SourceNote(f"{place}: nothing new since {known.read or now()}.")
    for item in (_by_tls(item, address) for item in new):
        yield from _one(item, place, address, visitor, known, memory, retries)


def _sitemaps(feed: Feed, place: str, visitor: Visitor, retries: int) -> Iterator[Placed]:
    """Put the articles of the sitemaps of an index into the feed; a sitemap in which there are further ones is left out."""
    for link in feed.sitemaps:
        where = RowPlace(place, place_name(link))
        try:
            page = visitor.visit(link, str(where), retries=retries, readable=(*READABLE, *FEEDS))
            if not is_feed(page.data):
                raise SourceError(f"{where}: is no sitemap; left out.")
            found = parse_feed(page.data, page.address, str(where))
        except SourceError as problem:
            yield where, problem
        else:
            feed.items += found.items[: MAX_ITEMS - len(feed.items)]
            feed.more |= found.more
    if len(feed.sitemaps) == MAX_SITEMAPS:
        yield place, SourceNote(f"{place}: of the sitemaps that it lists, the first {MAX_SITEMAPS} are read.")


def _said_of(feed: Feed, place: str) -> Iterator[Placed]:
    if feed.more:
        yield place, SourceNote(f"{place}: lists more than {MAX_ITEMS:,} articles; the first {MAX_ITEMS:,} are read.")
    if feed.broken:
        yield place, SourceNote(f"{place}: breaks off; what stands before that is read.")
    if not feed.items:
        yield place, SourceNote(f"{place}: lists no article.")


def _new_of(feed: Feed, known: Known, address: str) -> list[Item]:
    """The articles of a feed that are neither done nor waiting, each once; a link to the feed itself is none."""
    new: dict[str, Item] = {}
    for item in feed.items:
        if item.name and item.link != address and known.is_new(item):
            new.setdefault(item.link or item.name, item)
    return list(new.values())


def _by_tls(item: Item, address: str) -> Item:
    """An article that a feed over https lists over http, over https: on the way to it nobody is to read and change it."""
    parts = urlsplit(item.link or "")
    if not address.lower().startswith("https:") or parts.scheme.lower() != "http" or ":" in parts.netloc:
        return item
    return replace(item, link=urlunsplit(parts._replace(scheme="https")))


def _one(
    item: Item,
    place: str,
    address: str,
    visitor: Visitor,
    known: Known,
    memory: Memory | None,
    retries: int,
) -> Iterator[Placed]:
    """An article of a feed, or why it cannot be had; it is written down when the caller says that it is done with it."""
    where = RowPlace(place, place_name(item.link or item.title or item.name))
    notes: list[str] = []
    if memory:
        memory.change()
    try:
        is_last_try = known.tries.get(item.name, 0) + 1 >= MOST_TRIES
        article = _article(item, where, visitor, retries, notes.append, is_last_try)
    except LeftAlone as problem:
        yield where, SourceNote(str(problem))
        return
    except SourceError as problem:
        if not isinstance(problem, NotHad):
            known.end(item)
        elif known.fail(item):
            notes.append(f"{where}: was asked for in {MOST_TRIES} calls, and is given up.")
        yield where, problem
    else:
        if memory:
            memory.give(address, item, article.source)
        yield where, article
    yield from ((where, SourceNote(note)) for note in notes)


def _article(
    item: Item, where: RowPlace, visitor: Visitor, retries: int, on_note: OnNote, is_last_try: bool
) -> Article:
    """The article of an item: its page, or the feed's own words where that cannot be read."""
    try:
        if item.link is None:
            raise SourceError(f"{where}: leads to no web address; left out.")
        article = _article_of_page(item.link, where, visitor, retries, on_note)
    except LeftAlone:
        raise
    except SourceError as problem:
        if isinstance(problem.__cause__, TemporaryError) and not is_last_try:
            raise
        article = article_in_feed(item, str(where), item.link or "", problem)
        on_note(f"{where}: read from the feed itself, for its page cannot be read.")
    return replace(
        article,
        title=article.title or item.title,
        date=article.date or item.date,
        author=article.author or item.author,
        outlet=article.outlet or item.outlet,
    )


def _article_of_page(link: str, where: RowPlace, visitor: Visitor, retries: int, on_note: OnNote) -> Article:
    try:
        page = visitor.visit(link, str(where), retries=retries, readable=READABLE)
    except (LeftAlone, Closed):
        raise
    except SourceError as problem:
        raise NotHad(
            f"{where}: {str(problem).removeprefix(place_name(link)).removeprefix(str(where)).lstrip(': ')}"
        ) from problem
    if page.media_type == "text/plain":
        return article_of_bytes(page.data, str(where), source=link, on_note=on_note)
    return article_of_page(page.data, str(where), source=link, charset=page.charset, on_note=on_note)


def article_in_feed(item: Item, place: str, source: str, instead: SourceError) -> Article:
    """The article whose words a feed has itself.

    Args:
        item: of the feed.
        place: what an error calls it.
        source: of the article.
        instead: what is raised where the feed has no whole article.
    """
    if count_words(item.content) < WHOLE_WORDS:
        raise instead
    title = html.escape(item.title or "")
    page = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{item.content}</article></body></html>"
    try:
        return article_of_page(page.encode(), place, source=source, charset="utf-8")
    except SourceError as problem:
        raise instead from problem


def left_alone(known: Known, place: str) -> SourceNote | None:
    """What to say of a feed whose server has asked to be left alone until later; None where it has not."""
    seconds = known.not_before - time.time()
    return (
        SourceNote(f"{place}: its server asks to be left alone for {seconds:.0f} seconds more.")
        if seconds > 0
        else None
    )


def wait_for(known: Known, problem: SourceError) -> None:
    """Write down how long the server of a feed asks to be left alone, a day at most."""
    if isinstance(problem, TemporaryError) and problem.wait:
        known.not_before = time.time() + min(problem.wait, MAX_WAIT)


def validators(known: Known) -> dict[str, str]:
    """The headers with which a feed is asked for that was read before: it need not come again if it is what it was."""
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in headers.items() if value}
