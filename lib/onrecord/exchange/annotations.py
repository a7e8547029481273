"""Annotations: the rows of the tables in the formats of programs that annotate texts, an article at a time.

Web Annotation and Label Studio count places in a text by code points, as the tables do; doccano counts as browsers do, where a
character beyond the basic plane (an emoji) is two.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from onrecord.exchange.codebook import guid
from onrecord.exchange.folders import Row, TablesFolder
from onrecord.exchange.marks import Mark, Pair, around, marked_articles
from onrecord.system.files import named_when_whole, unfinished_name
from onrecord.system.text_lines import one_line
from onrecord.system.wrong_calls import WrongCall


class NoAddress(WrongCall):
    """Articles of which none has an address, for a program that annotates pages of the web."""


CREATOR = {"type": "Software", "name": "On Record"}
ABOUT = ("article_id", "title", "outlet", "date", "url")


def write_web_annotations(tables: TablesFolder, file: Path) -> None:
    """Write the rows of a folder's tables as a collection of W3C web annotations, in JSON-LD.

    Args:
        tables: read an article at a time.
        file: its folder must be there.

    Raises:
        NoTables: a table cannot be read.
        OSError: the file cannot be written.

    Limits:
        Places count in the text that was read. Where that came from a web page, a program finds the words by themselves and
        what stands around them.
    """
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:uuid:{guid('annotations')}",
        "type": "AnnotationCollection",
        "label": "On Record",
    }
    page = {"id": f"urn:uuid:{guid('annotations', 1)}", "type": "AnnotationPage", "startIndex": 0}
    before = f'{_dumped(collection)[:-1]}, "first": {_dumped(page)[:-1]}, "items": [\n'
    items = (_annotation(article, mark) for article, marks, _ in marked_articles(tables) for mark in marks)
    _write(file, chain([before], _listed(items), ["\n]}}\n"]))


def write_label_studio(tables: TablesFolder, file: Path) -> None:
    """Write the articles of a folder's tables as tasks of Label Studio, their rows as predictions.

    Args:
        tables: read an article at a time.
        file: its folder must be there.

    Raises:
        NoTables: a table cannot be read.
        OSError: the file cannot be written.
    """
    tasks = (_task(*each) for each in marked_articles(tables))
    _write(file, chain(["[\n"], _listed(tasks), ["\n]\n"]))


def write_doccano(tables: TablesFolder, file: Path) -> None:
    """Write the articles of a folder's tables as lines of JSON that doccano reads, their rows as labelled spans.

    Args:
        tables: read an article at a time.
        file: its folder must be there.

    Raises:
        NoTables: a table cannot be read.
        OSError: the file cannot be written.
    """
    _write(file, (f"{_dumped(_labelled(article, marks))}\n" for article, marks, _ in marked_articles(tables)))


def write_hypothesis(tables: TablesFolder, file: Path) -> None:
    """Write the rows about articles that have an address as annotations that Hypothesis imports.

    Args:
        tables: read an article at a time.
        file: its folder must be there.

    Raises:
        NoAddress: no article has an address.
        NoTables: a table cannot be read.
        OSError: the file cannot be written.

    Limits:
        Articles without an address are left out; a page of the web is what Hypothesis annotates.
    """
    if not any(row["url"] for row in tables.rows("articles", ("url",))):
        raise NoAddress(
            f"{one_line(file)}: Hypothesis annotates pages of the web, and no article here has an address; "
            "give a .jsonld file, or tables of articles that were read from addresses or have them in a column `url`."
        )
    items = (_note(article, mark) for article, marks, _ in marked_articles(tables) if article["url"] for mark in marks)
    _write(file, chain(['{"annotations": [\n'], _listed(items), ["\n]}\n"]))


def _write(file: Path, pieces: Iterable[str]) -> None:
    unfinished = unfinished_name(file)
    with named_when_whole({unfinished: file}), unfinished.open("w", encoding="utf-8", newline="\n") as written:
        written.writelines(pieces)


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _listed(values: Iterable[object]) -> Iterator[str]:
    """The entries of a list in JSON, each on its line."""
    for number, value in enumerate(values):
        yield (",\n" if number else "") + _dumped(value)


def _about(article: Row) -> dict[str, Any]:
    return {column: article[column] for column in ABOUT if article[column] is not None}


def _annotation(article: Row, mark: Mark) -> dict[str, Any]:
    tags = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in (mark.label, *mark.tags)]
    told = {
        "type": "TextualBody",
        "purpose": "describing",
        "format": "text/plain",
        "language": "en",
        "value": mark.told,
    }
    return {
        "id": f"urn:uuid:{guid('annotation', article['article_id'], mark)}",
        "type": "Annotation",
        "motivation": "tagging",
        "creator": CREATOR,
        "body": [*tags, told],
        "target": {
            "source": article["url"] or f"urn:uuid:{guid('source', article['article_id'])}",
            "selector": [
                {"type": "TextPositionSelector", "start": mark.start, "end": mark.end},
                {"type": "TextQuoteSelector", **around(article["text"], mark)},
            ],
        },
    }


def _note(article: Row, mark: Mark) -> dict[str, Any]:
    # Without a place: it would be one in the text that was read, not in the page.
    target = {"source": article["url"], "selector": [{"type": "TextQuoteSelector", **around(article["text"], mark)}]}
    return {
        "uri": article["url"],
        "document": {"title": [article["title"]] if article["title"] else []},
        "user": "acct:on.record@localhost",
        "user_info": {"display_name": "On Record"},
        "text": mark.told,
        "tags": [mark.label, *mark.tags],
        "target": [target],
    }


def _task(article: Row, marks: list[Mark], pairs: list[Pair]) -> dict[str, Any]:
    regions: list[dict[str, Any]] = [
        {
            "id": mark.name,
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": mark.start,
                "end": mark.end,
                "text": article["text"][mark.start : mark.end],
                "labels": [mark.label],
            },
            "meta": {"text": [*mark.tags, mark.told]},
        }
        for mark in marks
    ]
    regions += [
        {"type": "relation", "from_id": pair.a, "to_id": pair.b, "direction": "right", "labels": [pair.relation]}
        for pair in pairs
    ]
    return {
        "data": {"text": article["text"], **_about(article)},
        "predictions": [{"model_version": "On Record", "result": regions}],
    }


def _labelled(article: Row, marks: list[Mark]) -> dict[str, Any]:
    text = article["text"]
    at = _in_units(text, {place for mark in marks for place in (mark.start, mark.end)})
    return {"text": text, "label": [[at[m.start], at[m.end], m.label] for m in marks], **_about(article)}


def _in_units(text: str, places: Iterable[int]) -> dict[int, int]:
    """Places in a text, counted in units of UTF-16, by where they are in code points."""
    if text.isascii():
        return {place: place for place in places}
    units, found, before = 0, {}, 0
    for place in sorted(places):
        units += len(text[before:place].encode("utf-16-le")) // 2
        found[place], before = units, place
    return found
