"""Connections: by urllib3, over the proxies that the environment names, and over at one deadline.

Before each read, a socket may wait no longer than until the deadline, whatever else was read before. For that, sockets
are of classes of ours. urllib3 makes plain ones in `HTTPConnection._new_conn`, a method that it may rename or no longer
call: when the lock moves, run tests/text/sources/test_downloads.py, whose servers send a byte at a time.
"""

from __future__ import annotations

import socket
import ssl
import time
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager, ProxyManager, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.response import BaseHTTPResponse
from urllib3.util import make_headers, parse_url


class Client:
    """Asks servers, all in all no longer than until a deadline.

    Args:
        seconds: from now on until the deadline.
        silent_seconds: that a server may send nothing.
    """

    def __init__(self, seconds: float, silent_seconds: float) -> None:
        self._deadline = _Deadline(seconds, silent_seconds)

    def ask(self, address: str, headers: dict[str, str]) -> BaseHTTPResponse:
        """Ask for an address, in ASCII; the answer's body is not read yet, and a redirect not followed.

        Raises:
            urllib3.exceptions.HTTPError, OSError, ValueError: no answer, or none before the deadline.
        """
        return self._manager(address).request(
            "GET",
            address,
            headers=headers,
            redirect=False,
            retries=False,
            preload_content=False,
            timeout=Timeout(self._deadline.seconds_to_wait()),
        )

    def _manager(self, address: str) -> PoolManager:
        """What connects to an address: over a proxy, where the environment names one for it."""
        tls = self._tls if urlsplit(address).scheme.lower() == "https" else None
        proxy = _proxy_for(address)
        manager = PoolManager(ssl_context=tls) if proxy is None else _proxy_manager(proxy, tls)
        manager.pool_classes_by_scheme = _pool_classes(self._deadline)
        return manager

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return _tls_context(self._deadline)


class _Deadline:
    """When an exchange must be over, and how long its server may be silent."""

    def __init__(self, seconds: float, silent_seconds: float) -> None:
        self._end, self._silent_seconds = time.monotonic() + seconds, silent_seconds

    def seconds_to_wait(self) -> float:
        """How long to wait for the next bytes; TimeoutError when the deadline has passed."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("too slow")
        return min(left, self._silent_seconds)


class _Socket(socket.socket):
    """A socket that waits no longer than until its deadline."""

    deadline: _Deadline

    def recv_into(self, *args: Any, **options: Any) -> int:
        self.settimeout(self.deadline.seconds_to_wait())
        return super().recv_into(*args, **options)


def _with_deadline(plain: socket.socket, deadline: _Deadline) -> socket.socket:
    timeout = plain.gettimeout()
    limited = _Socket(plain.family, plain.type, plain.proto, plain.detach())
    limited.settimeout(timeout)
    limited.deadline = deadline
    return limited


def _tls_context(deadline: _Deadline) -> ssl.SSLContext:
    """The operating system's certificates, and sockets that wait no longer than until the deadline."""

    class Socket(ssl.SSLSocket):
        def read(self, *args: Any, **options: Any) -> Any:
            self.settimeout(deadline.seconds_to_wait())
            return super().read(*args, **options)

    context = ssl.create_default_context()
    context.sslsocket_class = Socket
    return context


def _pool_classes(deadline: _Deadline) -> dict[str, type[HTTPConnectionPool]]:
    class Connection(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _with_deadline(super()._new_conn(), deadline)

    class SecureConnection(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _with_deadline(super()._new_conn(), deadline)

    class Pool(HTTPConnectionPool):
        ConnectionCls = Connection

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = SecureConnection

    return {"http": Pool, "https": SecurePool}


def _proxy_manager(proxy: str, tls: ssl.SSLContext | None) -> ProxyManager:
    auth = parse_url(proxy).auth
    headers = make_headers(proxy_basic_auth=unquote(auth)) if auth else None
    return ProxyManager(proxy, proxy_headers=headers, ssl_context=tls)


def _proxy_for(address: str) -> str | None:
    """The proxy for an address, as `urllib.request` finds it; None for none."""
    parts = urlsplit(address)
    proxy = getproxies().get(parts.scheme.lower())
    if not proxy or proxy_bypass(parts.netloc):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"
