"""The board: a page on which students mark an article by tapping its words; it loads nothing and sends nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

from onrecord.classroom.marking._frame import NUMBERS, ONE, fields
from onrecord.classroom.marking._places import Sentence, chunks, sentences
from onrecord.classroom.marking._reading import CSV
from onrecord.classroom.marking._shown import Shown
from onrecord.pages.html import UNPRINTABLE, Html, render
from onrecord.pages.wording import title_of
from onrecord.system.files import make_named_folder, write_whole
from onrecord.system.spreadsheets import AT_START, INSIDE
from onrecord.text.article import Article, article_id
from onrecord.text.layout import find_blocks

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; script-src 'sha256-{}'"
# The frame has no sandbox, in which it could keep no marks; its policy allows no script but ours.
FRAME = Html(
    '<iframe srcdoc="{}" title="{}" style="width:100%;height:46rem;max-height:90vh;border:1px solid #8c959f"></iframe>'
)
HOW = {
    "quotes": "Tap the first word of a quote, then the last one. Then say of which kind it is and who speaks.",
    "figures": "Tap the first word of a figure, then the last one: the number with what is counted. Then say what it means.",
    "pairs": "Tap the first and the last word of one number, then of the number that it is compared with. Then say how they compare.",
}


def board(article: Article, marker: str = "", kind: str = "quotes") -> Shown:
    """A board in a notebook on which one marks an article by tapping its words.

    Args:
        article: to be marked.
        marker: who marks; can be written on the board, too.
        kind: what is marked: "quotes", "figures" or "pairs".

    Returns:
        What shows the board. Copy the marks on it and paste them into a cell, for `read`; or download them.

    Raises:
        ValueError: nothing of this kind can be marked.

    Limits:
        It needs a browser that runs scripts, and a notebook that is trusted. `form` and `sheet` need neither.
    """
    page = _page(article, marker, kind)
    told = (
        f"Here you mark the {kind} of {_title(article)}. If you see no board below, or prefer text, use marking.form."
    )
    return Shown(pd.DataFrame(), [told], FRAME.format(page, f"Board to mark the {kind}"))


def write_board(article: Article, file: str | Path, kind: str = "quotes", marker: str = "") -> Path:
    """Write a board as a page of its own, for phones, for a web site, for a room without network.

    Args:
        article: to be marked.
        file: with the ending .html.
        kind: what is marked: "quotes", "figures" or "pairs".
        marker: who marks; can be written on the board, too.

    Returns:
        The path of the file.

    Raises:
        ValueError: nothing of this kind can be marked.
    """
    path = Path(file)
    make_named_folder(path.parent)
    write_whole(path, _page(article, marker, kind).encode())
    return path


def _page(article: Article, marker: str, table: str) -> str:
    script, style = (_file(f"board.{ending}") for ending in ("js", "css"))
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    page = render(
        "board.html",
        policy=Html(POLICY.format(digest)),
        table=table,
        name=_title(article),
        how=HOW.get(table, ""),
        style=Html(style),
        script=Html(script),
        data=json.dumps(_data(article, marker, table), ensure_ascii=False),
        paragraphs=list(_paragraphs(article)),
    )
    return str(page)


def _file(name: str) -> str:
    return (files("onrecord.classroom.marking") / name).read_text(encoding="utf-8")


def _title(article: Article) -> str:
    return title_of({"title": article.title, "text": article.text})


def _data(article: Article, marker: str, table: str) -> dict[str, Any]:
    """What the script works with."""
    asked = [
        {
            "name": field.name,
            "label": field.label,
            "choices": list(zip(field.choices, field.meanings, strict=True)) if field.choices else [],
            "meaning": field.meanings[0],
            "number": field.name in NUMBERS,
        }
        for field in fields(table)
    ]
    return {
        "text": article.text.translate(UNPRINTABLE),
        "table": table,
        "one": ONE[table],
        "marker": marker,
        "fields": asked,
        "columns": list(CSV[table]),
        "formulas": [AT_START, INSIDE],
        "key": f"onrecord/{article_id(article.text)}/{table}",
        "file": re.sub(r"[^\w-]+", "-", article.article_id)[:80],
    }


def _paragraphs(article: Article) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The paragraphs of the article, each with its class and its words; lines that are not its own are shown, not marked."""
    known = sentences(article)
    for start, end in find_blocks(article.text):
        inside = [sentence for sentence in known if start <= sentence.start < end]
        if not inside:
            yield "skipped", [{"text": article.text[start:end], "space": "", "word": False, "number": 0}]
            continue
        is_headline = article.headline is not None and article.headline[0] < end and start < article.headline[1]
        yield "headline" if is_headline else "body", [piece for s in inside for piece in _pieces(article, s)]


def _pieces(article: Article, sentence: Sentence) -> Iterator[dict[str, Any]]:
    """The words of a sentence as they stand on the board."""
    found = chunks(article, sentence)
    following = [start for start, _, _ in found[1:]] + [None]
    for n, ((start, end, is_word), after) in enumerate(zip(found, following, strict=True)):
        yield {
            "text": article.text[start:end],
            "space": " " if after is None else article.text[end:after],
            "word": is_word,
            "start": start,
            "end": end,
            "sentence": sentence.number,
            "number": sentence.number if n == 0 else 0,
        }
