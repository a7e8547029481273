"""Downloads: the page at an http(s) address; redirects, bytes and the time of the whole exchange are bounded."""

from __future__ import annotations

import http.client
import socket
import string
from email.message import Message
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from urllib3.exceptions import DecodeError, HTTPError, ProxyError
from urllib3.response import BaseHTTPResponse
from urllib3.util import make_headers

from onrecord.system.text_lines import one_line
from onrecord.text.article import SourceError
from onrecord.text.sources._connections import Client
from onrecord.text.sources._retries import TemporaryError, seconds_asked, with_retries
from onrecord.text.sources.places import MAX_NAME, check_size, is_address, place_name

FETCH_SECONDS = 60.0  # of the whole exchange
SILENT_SECONDS = 20.0  # without a byte from the server
MAX_REDIRECTS = 10
PIECE_BYTES = 65_536  # of a body that are unpacked at a time

HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; onrecord)",
    "Accept": "text/html",
    "Connection": "close",
    **make_headers(accept_encoding=True),
}
REDIRECTS = (301, 302, 303, 307, 308)
BUSY = (429, 500, 502, 503, 504)  # what a server answers when another time it may give the page
READABLE = ("text/html", "application/xhtml+xml", "text/plain")
INSTEAD = "save the page as an .html file and give its path."


class Download(NamedTuple):
    """A page: its bytes, unpacked, its media type, and the encoding that the server states."""

    data: bytes
    media_type: str
    charset: str | None


def download(
    address: str,
    *,
    seconds: float = FETCH_SECONDS,
    silent_seconds: float = SILENT_SECONDS,
    max_bytes: int | None = None,
    retries: int = 0,
) -> Download:
    """Load the page at an address, by the proxies that the environment names, as `urllib.request` reads it.

    Args:
        address: of http or https.
        seconds: that the whole exchange may take; each try, where there are retries.
        silent_seconds: that the server may send nothing.
        max_bytes: of the unpacked page; None for MAX_BYTES.
        retries: how many more times to try where the fault may pass: no answer, one that breaks off, or a server that
            says it is busy (429, 500, 502, 503, 504). Waits double, from a second on; a server's Retry-After counts.
            No try begins when 300 seconds are over.

    Raises:
        SourceError: the server does not answer, or not with a page, or the page is too large.

    Limits:
        The operating system looks the name up in its own time, and each of a name's addresses may be silent once.
    """
    place = place_name(address)
    return with_retries(
        lambda seconds: _download(address, place, Client(seconds, silent_seconds), max_bytes), retries, seconds
    )


def _download(address: str, place: str, client: Client, max_bytes: int | None) -> Download:
    try:
        with _answer(address, place, client) as answer:
            media_type, charset = _kind(answer, place)
            return Download(_body(answer, place, max_bytes), media_type, charset)
    except (HTTPError, OSError, ValueError) as problem:
        error = SourceError if _is_for_good(problem) else TemporaryError
        raise error(
            f"{place}: does not answer ({_reason(problem)}). Check the address and the connection, or {INSTEAD}"
        ) from problem


def _answer(address: str, place: str, client: Client) -> BaseHTTPResponse:
    """The server's answer, not read yet, at the end of all redirects."""
    target = _encoded(address)
    for _ in range(MAX_REDIRECTS + 1):
        answer = client.ask(target, HEADERS)
        location = answer.headers.get("Location")
        if answer.status not in REDIRECTS or not location:
            return answer
        answer.close()
        target = _redirected(target, location, place)
    raise SourceError(f"{place}: sends its reader on more than {MAX_REDIRECTS} times. Check the address, or {INSTEAD}")


def _redirected(address: str, location: str, place: str) -> str:
    # A header comes as Latin-1, and its bytes beyond ASCII are what the server means.
    target = urljoin(address, quote(location, safe=string.punctuation, encoding="iso-8859-1"))
    if not is_address(target):
        where = one_line(target, MAX_NAME)
        raise SourceError(f"{place}: sends its reader on to {where}, which is no web address. Check it, or {INSTEAD}")
    return _encoded(target)


def _encoded(address: str) -> str:
    """An address as it goes over the wire: in ASCII, without its fragment."""
    parts = urlsplit(address)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    path, query = (quote(part, safe="%/:=&?~+!$,;'@()*[]") for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, host, path, query, ""))


def _kind(answer: BaseHTTPResponse, place: str) -> tuple[str, str | None]:
    """Media type and encoding of an answer that is a page."""
    if not 200 <= answer.status < 300:
        status = f"{answer.status} {place_name(answer.reason or '')}".strip()
        message = f"{place}: the server answers {status}. Check the address, or {INSTEAD}"
        if answer.status in BUSY:
            raise TemporaryError(message, seconds_asked(answer.headers.get("Retry-After")))
        raise SourceError(message)
    header = Message()
    header["Content-Type"] = answer.headers.get("Content-Type") or "text/html"
    if header.get_content_type() not in READABLE:
        kind = place_name(header.get_content_type())
        raise SourceError(f"{place}: is no web page but {kind}. Give the address of an article.")
    return header.get_content_type(), header.get_content_charset()


def _body(answer: BaseHTTPResponse, place: str, max_bytes: int | None) -> bytes:
    data = bytearray()
    while piece := answer.read(PIECE_BYTES):
        data += piece
        check_size(data, place, max_bytes)
    return bytes(data)


def _is_for_good(problem: BaseException) -> bool:
    """Whether a problem will be the same at the next try: an address that is none, a name or certificate that is wrong."""
    causes = _causes(problem)
    if any(isinstance(cause, http.client.IncompleteRead) for cause in causes):
        return False
    unknown_name = any(isinstance(cause, socket.gaierror) and cause.errno != socket.EAI_AGAIN for cause in causes)
    return unknown_name or any(isinstance(cause, DecodeError | ValueError) for cause in causes)


def _causes(problem: BaseException) -> list[BaseException]:
    """A problem, what brought it about, and so on to the bottom."""
    causes = [problem]
    while cause := causes[-1].__cause__ or causes[-1].__context__:
        causes.append(cause)
    return causes


def _reason(problem: BaseException) -> str:
    """What is at the bottom of a problem, in a few words."""
    causes, proxy = _causes(problem), isinstance(problem, ProxyError)
    if any(isinstance(cause, http.client.IncompleteRead) for cause in causes):
        return "the answer broke off"
    reason = next((str(cause) for cause in reversed(causes) if str(cause)), type(problem).__name__)
    return place_name(f"the proxy: {reason}" if proxy else reason)
