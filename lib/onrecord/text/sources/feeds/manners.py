"""Manners: one request at a time to each host, with a pause, and none to a page that the host's robots.txt closes."""

from __future__ import annotations

import time
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from onrecord.text.article import SourceError
from onrecord.text.sources import downloads
from onrecord.text.sources._networks import Networks
from onrecord.text.sources._retries import TemporaryError
from onrecord.text.sources.downloads import AGENT, Download

PAUSE = 1.0  # seconds between two requests to a host
LONGEST_PAUSE = 30.0  # seconds: what a robots.txt asks for beyond that is not waited for
MAX_WAIT = 60.0  # seconds that a server may ask to wait (Retry-After) and is waited for
ROBOTS_BYTES = 500_000  # as RFC 9309 asks for at least
ROBOTS_SECONDS = 20.0


class LeftAlone(SourceError):
    """A page that is not asked for in this call: its host asks to be left alone for a while."""


class Closed(SourceError):
    """A page that its host's robots.txt closes."""


class Visitor:
    """Asks hosts for pages, politely.

    Args:
        networks: where the feed may lead.
    """

    def __init__(self, networks: Networks) -> None:
        self._networks = networks
        self._robots: dict[str, RobotFileParser | str] = {}
        self._last: dict[str, float] = {}
        self._closed: dict[str, str] = {}

    def visit(self, address: str, place: str, *, retries: int = 0, readable: tuple[str, ...]) -> Download:
        """Ask for a page, when its host's pause is over.

        Args:
            address: of the page.
            place: what an error calls it.
            retries: how many more times to try where the fault may pass.
            readable: media types that are taken.

        Raises:
            LeftAlone: the host is not asked now.
            Closed: its robots.txt closes the page.
            SourceError: the page cannot be read.
        """
        parts = urlsplit(address)
        host = parts.netloc.lower()
        if host in self._closed:
            raise LeftAlone(f"{place}: {self._closed[host]}")
        robots = self._robots_of(f"{parts.scheme}://{parts.netloc}", place)
        if not robots.can_fetch(AGENT, address):
            raise Closed(f"{place}: the site's robots.txt closes this page to programs; not read.")
        self._pause(host, robots)
        try:
            return self._ask(address, host, retries, readable)
        except TemporaryError as problem:
            if not problem.wait:
                raise
            if problem.wait > MAX_WAIT:
                self._closed[host] = f"{host} asks to be left alone for {problem.wait:.0f} seconds. Try again later."
                raise LeftAlone(f"{place}: {self._closed[host]}") from problem
            time.sleep(problem.wait)
            return self._ask(address, host, retries, readable)

    def came(self, address: str) -> None:
        """Remember that a host was asked for something just now."""
        self._last[urlsplit(address).netloc.lower()] = time.monotonic()

    def _ask(self, address: str, host: str, retries: int, readable: tuple[str, ...]) -> Download:
        try:
            return downloads.download(address, retries=retries, readable=readable, networks=self._networks)
        finally:
            self._last[host] = time.monotonic()

    def _pause(self, host: str, robots: RobotFileParser) -> None:
        delay = robots.crawl_delay(AGENT)
        rate = robots.request_rate(AGENT)
        asked = max(float(delay or 0), rate.seconds / rate.requests if rate and rate.requests else 0.0)
        if host in self._last:
            over = self._last[host] + min(max(PAUSE, asked), LONGEST_PAUSE)
            time.sleep(max(0.0, over - time.monotonic()))

    def _robots_of(self, site: str, place: str) -> RobotFileParser:
        if site not in self._robots:
            self._robots[site] = self._read_robots(site)
        known = self._robots[site]
        if isinstance(known, str):
            raise TemporaryError(f"{place}: {known}")
        return known

    def _read_robots(self, site: str) -> RobotFileParser | str:
        """What a site allows: all where it has no robots.txt; nothing for now where it does not answer (RFC 9309)."""
        robots = RobotFileParser()
        host = urlsplit(site).netloc.lower()
        try:
            page = downloads.download(
                f"{site}/robots.txt",
                seconds=ROBOTS_SECONDS,
                max_bytes=ROBOTS_BYTES,
                readable=(),
                networks=self._networks,
            )
        except TemporaryError:
            return f"{host} does not say now what programs may read (robots.txt). Try again later."
        except SourceError:
            robots.parse([])
        else:
            robots.parse(page.data.decode("utf-8", "replace").splitlines())
        finally:
            self._last[host] = time.monotonic()
        return robots
