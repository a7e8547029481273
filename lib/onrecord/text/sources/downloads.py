"""Downloads: the page at an http(s) address; redirects, bytes and the time of the whole exchange are bounded."""

from __future__ import annotations

import http.client
import socket
import ssl
import string
from collections.abc import Mapping
from email.message import Message
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from urllib3.exceptions import DecodeError, HTTPError, ProxyError
from urllib3.response import BaseHTTPResponse
from urllib3.util import make_headers

from onrecord.system.steps import tell
from onrecord.text.article import SourceError
from onrecord.text.sources._connections import Client
from onrecord.text.sources._networks import Networks, PrivateAddress
from onrecord.text.sources._retries import TemporaryError, seconds_asked, with_retries
from onrecord.text.sources._unpacking import TooLarge, Unpacker
from onrecord.text.sources.places import MAX_BYTES, is_address, place_name, too_large

FETCH_SECONDS = 60.0  # of the whole exchange
SILENT_SECONDS = 20.0  # without a byte from the server
MAX_REDIRECTS = 10
PIECE_BYTES = 65_536  # of a body that are unpacked at a time

AGENT = "onrecord"  # by which a site's robots.txt may name us


def _version() -> str:
    try:
        return version("onrecord")
    except PackageNotFoundError:  # read from its folder, not installed
        return "0"


HEADERS = {
    "User-Agent": f"Mozilla/5.0 (compatible; {AGENT}/{_version()})",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}
REDIRECTS = (301, 302, 303, 307, 308)
WHOLE = (200, 203)  # what a server answers that gives a page; 206 would be a part of one
BUSY = (429, 500, 502, 503, 504)  # what a server answers when another time it may give the page
UNCHANGED = 304
READABLE = ("text/html", "application/xhtml+xml", "text/plain")
BROKEN_OFF = (http.client.IncompleteRead, ssl.SSLEOFError)
INSTEAD = "save the page as an .html file and give its path."


class Download(NamedTuple):
    """A page: its bytes, unpacked, its media type, and the encoding that the server states.

    Attributes:
        address: at which it was, after all redirects.
        headers: of the answer.
        unchanged: whether the server says that it is what it was; then there are no bytes.
    """

    data: bytes
    media_type: str
    charset: str | None
    address: str = ""
    headers: Mapping[str, str] = {}
    unchanged: bool = False


def download(
    address: str,
    *,
    seconds: float = FETCH_SECONDS,
    silent_seconds: float = SILENT_SECONDS,
    max_bytes: int | None = None,
    retries: int = 0,
    readable: tuple[str, ...] = READABLE,
    headers: Mapping[str, str] | None = None,
    networks: Networks | None = None,
) -> Download:
    """Load the page at an address, by the proxies that the environment names, as `urllib.request` reads it.

    A redirect leads to other addresses of http and https only; not from https to http; and not from a public address
    into a private network, whatever a name stands for when it is connected to. What the user names himself may be
    private, and may send on inside private networks. A name and password in the address go to its own server alone.

    Args:
        address: of http or https.
        seconds: that the whole exchange may take; each try, where there are retries.
        silent_seconds: that the server may send nothing.
        max_bytes: of the unpacked page; None for MAX_BYTES.
        retries: how many more times to try where the fault may pass: no answer, one that breaks off, or a server that
            says it is busy (429, 500, 502, 503, 504). Waits double, from a second on; a server's Retry-After counts.
            No try begins when 300 seconds are over.
        readable: media types that are taken; none: all of them.
        headers: of the request, besides those of every one.
        networks: where what led to the address may lead; None where its user gives it himself.

    Raises:
        SourceError: the address is none, the server does not answer, or not with a page, or the page is too large.

    Limits:
        An answer without a length that breaks off between two bytes, as HTTP/1.0 allows, looks whole. Where there is a
        proxy, it looks names up, and it alone can know whether one stands for an address inside a private network.
    """
    place, way = place_name(address), networks or Networks(_host(address))
    tell(f"waiting for {place}")
    asked = HEADERS | {"Accept": ", ".join(readable) or "*/*"} | dict(headers or {})

    def attempt(seconds: float) -> Download:
        way.begin()
        return _download(address, place, Client(seconds, silent_seconds, way), max_bytes, readable, asked)

    return with_retries(attempt, retries, seconds)


def networks_of(address: str) -> Networks:
    """Where what stands at an address that its user gives may lead, for the downloads of all that it names."""
    return Networks(_host(address))


def _host(address: str) -> str:
    try:
        return (urlsplit(_encoded(address)).hostname or "").rstrip(".")
    except ValueError:
        return ""  # no address, as will be said when it is asked for


def _download(
    address: str,
    place: str,
    client: Client,
    max_bytes: int | None,
    readable: tuple[str, ...],
    headers: Mapping[str, str],
) -> Download:
    answer = None
    try:
        found, answer = _answer(address, place, client, headers)
        with answer:
            said = {name.lower(): value for name, value in answer.headers.items()}
            if answer.status == UNCHANGED:
                return Download(b"", "", None, found, said, unchanged=True)
            media_type, charset = _kind(answer, place, readable)
            return Download(_body(answer, place, max_bytes), media_type, charset, found, said)
    except PrivateAddress as problem:
        raise SourceError(
            f"{place}: sends its reader on to {place_name(problem)}, a place inside a private network. "
            f"Give that address itself if you trust it, or {INSTEAD}"
        ) from problem
    except (HTTPError, OSError, ValueError) as problem:
        error = SourceError if _is_for_good(problem) else TemporaryError
        raise error(f"{place}: {_fault(problem, answer is not None)}, or {INSTEAD}") from problem


def _answer(address: str, place: str, client: Client, headers: Mapping[str, str]) -> tuple[str, BaseHTTPResponse]:
    """The end of all redirects, and the server's answer there, not read yet; only the server that its user names gets his password."""
    named = target = _encoded(address)
    user = urlsplit(address).netloc.rpartition("@")[0]
    password = make_headers(basic_auth=unquote(user)) if user else {}
    for _ in range(MAX_REDIRECTS + 1):
        try:
            answer = client.ask(target, dict(headers) | (password if _origin(target) == _origin(named) else {}))
        except ValueError as problem:  # a host or port that is none
            if target == named:
                raise
            raise _leads_to_none(place, target) from problem
        location = answer.headers.get("Location")
        if answer.status not in REDIRECTS or not location:
            return target, answer
        answer.close()
        target = _redirected(target, location, place)
    raise SourceError(f"{place}: sends its reader on more than {MAX_REDIRECTS} times. Check the address, or {INSTEAD}")


def _redirected(address: str, location: str, place: str) -> str:
    # A header comes as Latin-1, and its bytes beyond ASCII are what the server means.
    location = quote(location, safe=string.punctuation, encoding="iso-8859-1")
    try:
        target = urljoin(address, location)
        encoded = _encoded(target)
    except ValueError:  # such as `http://[`
        target = encoded = ""
    where = place_name(target)
    if not is_address(target):
        raise _leads_to_none(place, target or location)
    if urlsplit(address).scheme == "https" and urlsplit(target).scheme == "http":
        raise SourceError(
            f"{place}: sends its reader on to {where}, where anyone on the way can read and change the page. "
            f"Give that address itself if that is no matter, or {INSTEAD}"
        )
    return encoded


def _leads_to_none(place: str, target: str) -> SourceError:
    where = place_name(target)
    return SourceError(f"{place}: sends its reader on to {where}, which is no web address. Check it, or {INSTEAD}")


def _encoded(address: str) -> str:
    """An address as it goes over the wire: in ASCII, without a user's name and password, and without its fragment."""
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    host = host if host.isascii() else host.encode("idna").decode()
    path, query = (quote(part, safe="%/:=&?~+!$,;'@()*[]") for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, host, path, query, ""))


def _origin(address: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port


def _kind(answer: BaseHTTPResponse, place: str, readable: tuple[str, ...]) -> tuple[str, str | None]:
    """Media type and encoding of an answer that is a page."""
    if answer.status not in WHOLE:
        status = f"{answer.status} {place_name(answer.reason or '')}".strip()
        message = f"{place}: the server answers {status}. Check the address, or {INSTEAD}"
        if answer.status in BUSY:
            raise TemporaryError(message, seconds_asked(answer.headers.get("Retry-After")))
        raise SourceError(message)
    header = Message()
    header["Content-Type"] = answer.headers.get("Content-Type") or "text/html"
    if readable and header.get_content_type() not in readable:
        kind = place_name(header.get_content_type())
        raise SourceError(f"{place}: is no web page but {kind}. Give the address of an article.")
    return header.get_content_type(), header.get_content_charset()


def _body(answer: BaseHTTPResponse, place: str, max_bytes: int | None) -> bytes:
    limit = MAX_BYTES if max_bytes is None else max_bytes
    coding = answer.headers.get("Transfer-Encoding", "chunked").strip().lower()
    if coding != "chunked":
        raise ValueError(f"its page is sent as {coding}, which was not asked for")
    unpacker, packed, data = Unpacker(answer.headers.get("Content-Encoding", ""), limit), 0, bytearray()
    try:
        while packed <= limit and (piece := answer.read(PIECE_BYTES)):
            packed += len(piece)
            data += unpacker.unpack(piece)
    except TooLarge:
        packed = limit + 1
    if max(packed, len(data)) > limit:
        raise too_large(place, max_bytes)
    unpacker.end()
    return bytes(data)


def _is_for_good(problem: BaseException) -> bool:
    """Whether a problem will be the same at the next try: an address that is none, a name or certificate that is wrong."""
    causes = _causes(problem)
    if any(isinstance(cause, BROKEN_OFF) for cause in causes):
        return False
    unknown_name = any(isinstance(cause, socket.gaierror) and cause.errno != socket.EAI_AGAIN for cause in causes)
    return unknown_name or any(isinstance(cause, DecodeError | ValueError) for cause in causes)


def _causes(problem: BaseException) -> list[BaseException]:
    """A problem, what brought it about, and so on to the bottom."""
    causes = [problem]
    while cause := causes[-1].__cause__ or (None if causes[-1].__suppress_context__ else causes[-1].__context__):
        causes.append(cause)
    return causes


def _fault(problem: BaseException, has_answered: bool) -> str:
    """What is wrong: with the address, with a server that says nothing, or with what it says; and what to do."""
    causes, reason = _causes(problem), _reason(problem)
    if any(isinstance(cause, BROKEN_OFF) for cause in causes):
        return "cannot be read, the answer broke off. Try again later"
    if any(isinstance(cause, TimeoutError) for cause in causes):
        return f"does not answer in time ({reason}). Try again later"
    said_something = any(
        isinstance(cause, http.client.HTTPException) and not isinstance(cause, ConnectionError) for cause in causes
    )
    if has_answered or said_something:
        return f"the answer cannot be read ({reason}). Try again later"
    if isinstance(problem, ValueError):
        return f"is no web address ({reason}). Check it"
    return f"does not answer ({reason}). Check the address and the connection"


def _reason(problem: BaseException) -> str:
    """What is at the bottom of a problem, in a few words."""
    causes, proxy = _causes(problem), isinstance(problem, ProxyError)
    reason = next((str(cause) for cause in reversed(causes) if str(cause)), type(problem).__name__)
    return place_name(f"the proxy: {reason}" if proxy else reason)
