"""Connections: by urllib3, over the proxies that the environment names, to admitted addresses, and over at one deadline.

Before each step, a socket may wait no longer than until the deadline, whatever else was done before. For that, sockets
are of classes of ours. urllib3 makes plain ones in `HTTPConnection._new_conn`, a method that it may rename or no longer
call: when the lock moves, run tests/text/sources/test_downloads.py, whose servers send a byte at a time. So may Python with
`HTTPResponse._read_next_chunk_size`: tests/text/sources/test_asking_again.py has answers with such pieces.
"""

from __future__ import annotations

import http.client
import ipaddress
import queue
import socket
import ssl
import threading
import time
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager, ProxyManager, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.response import BaseHTTPResponse
from urllib3.util import make_headers, parse_url

from onrecord.text.sources._networks import Networks


class Client:
    """Asks servers, all in all no longer than until a deadline.

    Args:
        seconds: from now on until the deadline.
        silent_seconds: that a server may send nothing.
        networks: where it may connect to.
    """

    def __init__(self, seconds: float, silent_seconds: float, networks: Networks) -> None:
        self._deadline = _Deadline(seconds, silent_seconds)
        self._networks = networks

    def ask(self, address: str, headers: dict[str, str]) -> BaseHTTPResponse:
        """Ask for an address, in ASCII; the answer's body is not read yet, and neither unpacked nor redirected.

        Raises:
            urllib3.exceptions.HTTPError, OSError, ValueError: no answer, or none before the deadline.
            PrivateAddress: what led here may not lead into a private network.
        """
        return self._manager(address).request(
            "GET",
            address,
            headers=headers,
            redirect=False,
            retries=False,
            preload_content=False,
            decode_content=False,
            timeout=Timeout(self._deadline.seconds_to_wait()),
        )

    def _manager(self, address: str) -> PoolManager:
        """What connects to an address: over a proxy, where the environment names one for it."""
        parts = urlsplit(address)
        tls = self._tls if parts.scheme.lower() == "https" else None
        proxy = _proxy_for(address)
        if proxy is None:
            manager = PoolManager(ssl_context=tls)
        else:
            self._networks.admit_by_proxy(parts.hostname or "")
            manager = self._proxy_manager(proxy, tls)
        manager.pool_classes_by_scheme = _pool_classes(self._deadline, self._networks)
        return manager

    def _proxy_manager(self, proxy: str, tls: ssl.SSLContext | None) -> ProxyManager:
        auth = parse_url(proxy).auth
        headers = make_headers(proxy_basic_auth=unquote(auth)) if auth else None
        proxy_tls = self._tls if proxy.lower().startswith("https:") else None
        return ProxyManager(proxy, proxy_headers=headers, ssl_context=tls, proxy_ssl_context=proxy_tls)

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

    def connect(self, address: Any) -> None:
        self.settimeout(self.deadline.seconds_to_wait())
        super().connect(address)

    def recv(self, *args: Any) -> bytes:
        self.settimeout(self.deadline.seconds_to_wait())
        return super().recv(*args)

    def recv_into(self, *args: Any, **options: Any) -> int:
        self.settimeout(self.deadline.seconds_to_wait())
        return super().recv_into(*args, **options)

    def sendall(self, *args: Any) -> None:
        self.settimeout(self.deadline.seconds_to_wait())
        super().sendall(*args)


def _connected(connection: HTTPConnection, deadline: _Deadline, networks: Networks) -> socket.socket:
    """A socket to the first of a host's admitted addresses that answers; a proxy is where it is."""
    host = connection._dns_host
    found = {info[4][0]: info for info in _found(host.strip("[]"), connection.port, deadline)}
    if not connection.proxy:
        admitted = set(networks.admit(connection.host, [ipaddress.ip_address(name) for name in found]))
        found = {name: info for name, info in found.items() if ipaddress.ip_address(name) in admitted}
    problem: OSError = OSError("the name stands for no address")
    for family, kind, protocol, _, address in found.values():
        limited = _Socket(family, kind, protocol)
        limited.deadline = deadline
        try:
            for option in connection.socket_options or ():
                limited.setsockopt(*option)
            limited.connect(address)
            return limited
        except OSError as failure:
            limited.close()
            problem = failure
    raise problem


def _found(host: str, port: int, deadline: _Deadline) -> list[Any]:
    """The addresses of a host. A look-up cannot be stopped: one that takes too long is left to itself."""
    answers: queue.SimpleQueue[list[Any] | Exception] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            answers.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except Exception as problem:
            answers.put(problem)

    threading.Thread(target=look_up, daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.seconds_to_wait())
    except queue.Empty:
        raise TimeoutError("looking up the name takes too long") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def _tls_context(deadline: _Deadline) -> ssl.SSLContext:
    """The operating system's certificates, and sockets that wait no longer than until the deadline.

    A connection that ends without the goodbye of TLS was cut: an answer that has no other end may lack its rest.
    """

    class Socket(ssl.SSLSocket):
        def do_handshake(self, *args: Any) -> None:
            self.suppress_ragged_eofs = False
            self.settimeout(deadline.seconds_to_wait())
            super().do_handshake(*args)

        def read(self, *args: Any, **options: Any) -> Any:
            self.settimeout(deadline.seconds_to_wait())
            return super().read(*args, **options)

        def send(self, *args: Any) -> int:
            self.settimeout(deadline.seconds_to_wait())
            return super().send(*args)

    context = ssl.create_default_context()
    context.sslsocket_class = Socket
    return context


class _Response(http.client.HTTPResponse):
    """An answer in which no piece says that it has fewer than no bytes: of such a one, all that ever comes would be read."""

    def _read_next_chunk_size(self) -> int:
        size: int = super()._read_next_chunk_size()  # type: ignore[misc]
        if size < 0:
            raise ValueError("a piece of the answer has no size")
        return size


def _pool_classes(deadline: _Deadline, networks: Networks) -> dict[str, type[HTTPConnectionPool]]:
    class Connection(HTTPConnection):
        response_class = _Response

        def _new_conn(self) -> socket.socket:
            return _connected(self, deadline, networks)

    class SecureConnection(HTTPSConnection):
        response_class = _Response

        def _new_conn(self) -> socket.socket:
            return _connected(self, deadline, networks)

    class Pool(HTTPConnectionPool):
        ConnectionCls = Connection

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = SecureConnection

    return {"http": Pool, "https": SecurePool}


def _proxy_for(address: str) -> str | None:
    """The proxy for an address, as `urllib.request` finds it; None for none."""
    parts = urlsplit(address)
    proxy = getproxies().get(parts.scheme.lower())
    if not proxy or proxy_bypass(parts.netloc):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"
