"""A site with a feed, on loopback: what it answers to each path can be changed, and it remembers what it was asked."""

from __future__ import annotations

import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STORIES = {
    "ferry": "The ferry sank off Westmere on Monday and 12 people were killed, the coast guard said.",
    "quay": "A fire at the quay of Harbourton destroyed 40 houses on Tuesday, the fire brigade said.",
    "bridge": "The bridge over the Lanne was closed for the winter on Wednesday, the mayor said.",
}


def story(name: str, head: str = "") -> bytes:
    """A page with an article; no two of them say nearly the same."""
    words = STORIES.get(name, f"The news of {name} was told on Thursday, an official said.")
    more = [
        f"“We at the {name} had no warning,” said Ada Penn of the {name}, who saw the {name} that night.",
        f"Nobody near the {name} slept, and the {name} was closed; of the {name} little is left.",
        f"Help for the {name} came late, the {name} council said, and the {name} school stayed open.",
    ]
    body = f"<article><h1>The news of {name}</h1><p>{words}</p><p>{'</p><p>'.join(more)}</p></article>"
    return f"<html><head><title>The news of {name}</title>{head}</head><body>{body}</body></html>".encode()


def rss(*items: str) -> bytes:
    """A feed with items, each the inside of an `<item>` or the path of a story."""
    inside = "".join(f"<item>{item if '<' in item else f'<link>{item}</link>'}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{inside}</channel></rss>'.encode()


class Site:
    """A server on loopback.

    Attributes:
        pages: status, headers and body by path; what is not here is 404.
        asked: path and headers of each request, in order.
    """

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                site.asked.append((self.path, headers))
                status, more, body = site.pages.get(self.path, (404, {}, b"no"))
                if "ETag" in more and headers.get("if-none-match") == more["ETag"]:
                    status, body = 304, b""
                self.send_response(status)
                for name, value in ({"Content-Type": "text/html; charset=utf-8"} | more).items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with suppress(OSError):
                    self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Site:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def put(self, path: str, body: bytes, status: int = 200, **headers: str) -> str:
        """Put something at a path; its address. `Content_Type` stands for the header Content-Type."""
        self.pages[path] = (status, {name.replace("_", "-"): value for name, value in headers.items()}, body)
        return self.address + path

    def feed(self, *items: str, **headers: str) -> str:
        """Put a feed at /feed; its address."""
        return self.put("/feed", rss(*items), Content_Type="application/rss+xml", **headers)

    def paths(self) -> list[str]:
        """The paths that were asked for since this was last called."""
        paths = [path for path, _ in self.asked]
        self.asked.clear()
        return paths
