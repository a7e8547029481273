"""Hostile sources: articles of every kind that is read, with payloads in every field."""

from __future__ import annotations

import csv
import html
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd
from hostile_documents import write_documents
from payloads import Payload

FIELDS = ("title", "outlet", "date", "url", "id", "author")
PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>{title}</title><meta property="og:title" content="{title}">
<meta property="og:site_name" content="{outlet}"><meta name="author" content="{author}"><meta name="date" content="{date}">
<meta name="description" content="{title}"><link rel="canonical" href="{url}">
<script type="application/ld+json">{data}</script></head>
<body><article id="{id}"><h1>{title}</h1><p class="byline">By {author}</p>{body}</article></body></html>"""


def text_of(payloads: Sequence[Payload]) -> str:
    """An article in which each payload is a headline, words that somebody says, a speaker, what is counted, and a verb."""
    paragraphs = [payloads[0].text]
    for payload in payloads:
        words = payload.text
        paragraphs.append(
            f"“The water took our bridge and {words} before the morning,” said Mayor Anna Brandt of {words}. {words}, the fire "
            f"chief Tom Keller said 12 {words} had been killed in the flood, but {words} said 9 people had been killed. "
            f"The ministry {words} that 300 houses were destroyed."
        )
        paragraphs.append(f"{words}: We lost everything that we had, and nobody has come to help us.")
    return "\n\n".join(paragraphs).replace("\0", "\ufffd")


def rows(batches: Sequence[Sequence[Payload]]) -> Iterator[dict[str, str]]:
    """The rows of a corpus: an article for each batch, with its payloads in every field, and one field of one payload alone."""
    for number, batch in enumerate(batches):
        joined = " ".join(payload.text for payload in batch).replace("\0", "\ufffd")
        row = dict.fromkeys(FIELDS, joined) | {"id": f"{number} {joined}", "text": text_of(batch)}
        yield row | {
            "url": batch[number % len(batch)].text.replace("\0", "\ufffd"),
            "date": batch[-1].text.replace("\0", ""),
        }


def write_sources(folder: Path, batches: Sequence[Sequence[Payload]]) -> list[tuple[str, Path]]:
    """Write the sources; what kind each is, and where it lies."""
    made: list[tuple[str, Path]] = []
    listed = list(rows(batches))
    for number, (row, batch) in enumerate(zip(listed, batches, strict=True)):
        texts = {
            "txt": row["text"],
            "md": f"# {row['title']}\n\n{row['text']}",
            "html": _page(row, html.escape),
            "htm": _page(row, str),
            "json-ld.html": _page(row, html.escape, json.dumps({"@type": "NewsArticle", **_linked_data(row)})),
        }
        for ending, text in texts.items():
            path = folder / f"{number}.{ending}"
            path.write_bytes(text.encode("utf-8", "replace"))
            made.append((ending, path))
        made += write_documents(folder, number, row)
        named = folder / (
            re.sub(r"[/\0\ud800-\udfff]", "_", batch[0].text).encode()[:120].decode("utf-8", "ignore") + ".txt"
        )
        try:
            named.write_bytes(row["text"].encode("utf-8", "replace"))
            made.append(("file name", named))
        except OSError:  # this platform has no such name
            pass
    return [*made, *_corpora(folder, listed)]


def _corpora(folder: Path, listed: list[dict[str, str]]) -> list[tuple[str, Path]]:
    paths = {kind: folder / f"corpus.{kind}" for kind in ("jsonl", "csv", "parquet")}
    paths["jsonl"].write_text("".join(json.dumps(row) + "\n" for row in listed), encoding="utf-8")
    whole = [{name: cell.encode("utf-8", "replace").decode() for name, cell in row.items()} for row in listed]
    with open(paths["csv"], "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(whole[0]))
        writer.writeheader()
        writer.writerows(whole)
    pd.DataFrame(whole).to_parquet(paths["parquet"])
    return list(paths.items())


def _page(row: dict[str, str], escape: object, data: str = "{}") -> str:
    """A web page of a row; with `html.escape` its payloads are words, with `str` they are what they would be."""
    safe = {name: escape(cell) for name, cell in row.items()}  # type: ignore[operator]
    body = "".join(f"<p>{escape(part)}</p>" for part in row["text"].split("\n\n"))  # type: ignore[operator]
    return PAGE.format(**safe, body=body, data=data.replace("</", "<\\/"))


def _linked_data(row: dict[str, str]) -> dict[str, object]:
    return {
        "headline": row["title"],
        "author": {"@type": "Person", "name": row["author"]},
        "publisher": {"@type": "Organization", "name": row["outlet"]},
        "datePublished": row["date"],
        "articleBody": row["text"],
        "url": row["url"],
    }
