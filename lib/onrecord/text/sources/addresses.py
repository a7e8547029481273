"""Addresses: the article at one, or the articles behind it where a feed stands there."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.text.article import Article, SourceError
from onrecord.text.sources import downloads
from onrecord.text.sources._rows import Placed
from onrecord.text.sources._unpacking import GZIP, TooLarge, Unpacker
from onrecord.text.sources.dispatch import with_notes
from onrecord.text.sources.downloads import READABLE, Download, networks_of
from onrecord.text.sources.feeds.memory import Known, Memory
from onrecord.text.sources.feeds.parsing import is_feed
from onrecord.text.sources.feeds.reading import FEEDS, left_alone, read_feed, validators, wait_for
from onrecord.text.sources.places import MAX_BYTES, place_name, too_large, without_password
from onrecord.text.sources.text_files import article_of_bytes
from onrecord.text.sources.web_pages import OnNote, article_of_page

ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml;q=0.9, application/atom+xml;q=0.9, application/xml;q=0.8, "
    "text/xml;q=0.8, application/feed+json;q=0.8, text/plain;q=0.5"
)
PACKED = ("application/gzip", "application/x-gzip")  # as sitemaps are


def read_address(address: str, place: str, retries: int, memory: Memory | None) -> Iterator[Placed]:
    """The article at an address, or those behind the feed or the sitemap there.

    Args:
        address: of http or https.
        place: what an error calls it.
        retries: how many more times to ask where the fault may pass.
        memory: what of feeds was read before; None: all that a feed lists is read.

    Raises:
        SourceError: it cannot be read.
    """
    known, networks = memory.of(address) if memory else Known(), networks_of(address)
    if note := left_alone(known, place):
        yield place, note
        return
    try:
        headers = {"Accept": ACCEPT} | validators(known)
        readable = (*READABLE, *FEEDS, *PACKED)
        page = downloads.download(address, retries=retries, readable=readable, headers=headers, networks=networks)
    except SourceError as problem:
        wait_for(known, problem)
        if memory:
            memory.change()
        raise
    page = page._replace(data=_unpacked(page.data, place))
    if page.unchanged or is_feed(page.data):
        yield from read_feed(page, address, networks, memory, retries)
    elif page.media_type in READABLE:
        yield from with_notes(place, lambda on_note: _article(page, address, place, on_note))
    else:
        raise SourceError(f"{place}: is no web page but {place_name(page.media_type)}. Give the address of an article.")


def _article(page: Download, address: str, place: str, on_note: OnNote) -> Article:
    source = without_password(address)
    if page.media_type == "text/plain":
        return article_of_bytes(page.data, place, source=source, on_note=on_note)
    return article_of_page(page.data, place, source=source, charset=page.charset, on_note=on_note)


def _unpacked(data: bytes, place: str) -> bytes:
    """What a file holds that is packed by gzip; any other as it is."""
    if not data.startswith(GZIP):
        return data
    unpacker = Unpacker("gzip", MAX_BYTES)
    try:
        return unpacker.unpack(data)
    except TooLarge:
        raise too_large(place) from None
    except ValueError as problem:
        raise SourceError(f"{place}: is packed, and cannot be unpacked. Try again later.") from problem
