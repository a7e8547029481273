"""An object store over HTTP, as much of S3 as pyarrow asks for: objects appear whole, and nothing can be renamed or locked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread
from typing import BinaryIO
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape


class Store(ThreadingHTTPServer):
    """Attributes: objects, by bucket and key; puts, the keys in the order in which they were written."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.objects: dict[str, bytes] = {}
        self.puts: list[str] = []
        self.unfinished: dict[str, dict[int, bytes]] = {}


@contextmanager
def running_store() -> Iterator[Store]:
    with Store() as store:
        Thread(target=store.serve_forever, daemon=True).start()
        yield store
        store.shutdown()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Store

    def log_message(self, *_: object) -> None:
        pass

    def _asked(self) -> tuple[str, dict[str, list[str]]]:
        parts = urlsplit(self.path)
        return unquote(parts.path).lstrip("/"), parse_qs(parts.query, keep_blank_values=True)

    def _body(self) -> bytes:
        chunked = "Transfer-Encoding" in self.headers
        whole = _unchunked(self.rfile) if chunked else self.rfile.read(int(self.headers.get("Content-Length", 0)))
        return _unchunked(BytesIO(whole)) if "aws-chunked" in self.headers.get("Content-Encoding", "") else whole

    def _answer(self, code: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", headers.pop("length", str(len(body))))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_PUT(self) -> None:
        key, asked = self._asked()
        body = self._body()
        if "partNumber" in asked:
            self.server.unfinished[key][int(asked["partNumber"][0])] = body
        else:
            self._keep(key, body)
        self._answer(200, ETag='"1"')

    def do_POST(self) -> None:
        key, asked = self._asked()
        self._body()
        if "uploads" in asked:
            self.server.unfinished[key] = {}
            self._answer(200, b"<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>")
        else:
            self._keep(key, b"".join(body for _, body in sorted(self.server.unfinished.pop(key).items())))
            self._answer(200, b"<CompleteMultipartUploadResult><ETag>1</ETag></CompleteMultipartUploadResult>")

    def _keep(self, key: str, body: bytes) -> None:
        self.server.objects[key] = body
        self.server.puts.append(key)

    def do_GET(self) -> None:
        key, asked = self._asked()
        if "list-type" in asked:
            self._list(key.rstrip("/"), asked)
        elif key in self.server.objects:
            whole = self.server.objects[key]
            first, _, last = self.headers.get("Range", "bytes=0-").removeprefix("bytes=").partition("-")
            some = whole[int(first) : int(last) + 1 if last else None]
            self._answer(206 if "Range" in self.headers else 200, whole if self.command == "HEAD" else some, ETag='"1"')
        else:
            self._answer(404, b"" if self.command == "HEAD" else b"<Error><Code>NoSuchKey</Code></Error>")

    do_HEAD = do_GET

    def do_DELETE(self) -> None:
        self.server.objects.pop(self._asked()[0], None)
        self._answer(204)

    def _list(self, bucket: str, asked: dict[str, list[str]]) -> None:
        (prefix,) = asked.get("prefix", [""])
        keys = sorted(k.removeprefix(f"{bucket}/") for k in self.server.objects if k.startswith(f"{bucket}/{prefix}"))
        found = "".join(
            f"<Contents><Key>{escape(key)}</Key><Size>{len(self.server.objects[f'{bucket}/{key}'])}</Size>"
            "<LastModified>2031-05-02T00:00:00Z</LastModified></Contents>"
            for key in keys
        )
        self._answer(200, f"<ListBucketResult><IsTruncated>false</IsTruncated>{found}</ListBucketResult>".encode())


def _unchunked(stream: BinaryIO) -> bytes:
    """What HTTP's chunks hold, or Amazon's, and behind the last one checksums up to an empty line."""
    whole = b""
    while size := int(stream.readline().split(b";")[0], 16):
        whole += stream.read(size)
        stream.readline()
    while stream.readline().strip():
        pass
    return whole
