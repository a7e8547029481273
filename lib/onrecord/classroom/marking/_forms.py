"""Forms: where no board runs, a form in plain text and a table for a spreadsheet; both are read by `read`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from onrecord.classroom.marking._frame import ONE, fields
from onrecord.classroom.marking._places import sentences
from onrecord.classroom.marking._reading import HEADER
from onrecord.classroom.marking._shown import Shown
from onrecord.pages.wording import plain, title_of
from onrecord.system.files import make_named_folder, write_whole
from onrecord.system.spreadsheets import guarded
from onrecord.text.article import Article

SAID = {
    "sentence": "sentence",
    "words": "the words",
    "other_sentence": "sentence of the other number",
    "other_words": "the other number",
}


def form(article: Article, kind: str = "quotes") -> str:
    """A form in plain text for those who mark without a board.

    Args:
        article: to be marked.
        kind: what is marked: "quotes", "figures" or "pairs".

    Returns:
        The numbered sentences of the article, and how to write a line for each mark. Give it back to `read`.

    Raises:
        ValueError: nothing of this kind can be marked.
    """
    asked = fields(kind)
    lines = [
        f"# The {kind} of: {plain(title_of({'title': article.title, 'text': article.text}))}",
        "# Write your name behind “marker:”. Lines that begin with # or [ are not read.",
        "marker: ",
        f"marks: {kind}",
        "",
        *(f"[{s.number}] {plain(article.text[s.start : s.end])}" for s in sentences(article)),
        "",
        f"# Write a line for each {ONE[kind]}, in this order:",
        f"# {' | '.join(SAID.get(name, name) for name in HEADER[kind])}",
    ]
    for field in asked:
        meant = [f"{c} ({m})" for c, m in zip(field.choices, field.meanings, strict=False)] or field.meanings
        lines.append(f"# {field.name}: {'; '.join(meant)}")
    lines += [
        "# What you do not know stays blank. Do not guess.",
        "# Words that stand twice in one sentence: 3#2 means the second time in sentence 3.",
        "",
    ]
    return "\n".join(lines) + "\n"


def sheet(article: Article, file: str | Path, kind: str = "quotes") -> Shown:
    """Write a table for a spreadsheet, with a row per sentence, in which marks are written.

    Args:
        article: to be marked.
        file: with the ending .csv.
        kind: what is marked: "quotes", "figures" or "pairs".

    Returns:
        Where it is. A file that is there and says something else is left as it is: somebody has filled it in. Save the
        sheet as CSV again and give it to `read`; a row without words is no mark, and of a sentence with two marks the row
        is copied.

    Raises:
        ValueError: nothing of this kind can be marked.
    """
    fields(kind)
    names = ["marker", "sentence", "text_of_sentence", *HEADER[kind][1:]]
    texts = [(s.number, plain(article.text[s.start : s.end])) for s in sentences(article)]
    rows = [["", str(number), text, *[""] * (len(names) - 3)] for number, text in texts]
    return Shown(pd.DataFrame(), [write_csv([names, *rows], file)])


def write_csv(rows: Iterable[Sequence[object]], file: str | Path) -> str:
    """Write rows that spreadsheets open as they are: UTF-8 with its mark, and no cell that is taken for a formula.

    A file that is there and says something else stays as it is: somebody has filled it in.

    Returns:
        A sentence that says what became of the file.
    """
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([[guarded(str(cell)) for cell in row] for row in rows])
    path = Path(file)
    content = text.getvalue().encode("utf-8-sig", "replace")
    if path.exists() and not (path.is_file() and path.read_bytes() == content):
        return (
            f"The file {path} is there and says something else. It stays as it is. For a new table, take another name."
        )
    make_named_folder(path.parent)
    write_whole(path, content)
    return f"The table to fill in is {path}."
