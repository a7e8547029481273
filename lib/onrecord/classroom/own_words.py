"""Own words: an article read again with lines added to a lexicon; the installed files stay as they are."""

from __future__ import annotations

import csv
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from onrecord.classroom.texts import LessonError
from onrecord.classroom.texts import article as article_of
from onrecord.tables.record import Record, analyse
from onrecord.text.article import Article
from onrecord.text.pipelines import DEFAULT_MODEL
from onrecord.words import OWN, PACKAGE, read_words

FREE = ("why", "source")  # columns for people, which no rule reads
ROWS_PER_CLASS = 8  # a column with this many rows for each of its different words holds classes

Cells = tuple[tuple[str, str], ...]


def with_words(
    source: str | Article, lexicon: str, lines: Sequence[Mapping[str, str]], model: str = DEFAULT_MODEL
) -> Record:
    """Read an article again with lines added to a lexicon.

    It takes some seconds, in a process of its own: each rule reads its lexicon once.

    Args:
        source: the name of an article (see `names`), or an article that `onrecord.read` gave.
        lexicon: the name of a lexicon, as "cue_verbs", "event_terms" or "tone_words".
        lines: of the lexicon, {column: cell} each; columns that are left out are empty. A line whose first cell is
            blank counts for nothing.
        model: name of the spaCy pipeline.

    Raises:
        LessonError: there is no such lexicon or column, or a cell has a class that the lexicon does not know.
    """
    article = source if isinstance(source, Article) else article_of(source)
    name = f"{str(lexicon).removesuffix('.csv')}.csv"
    if not files(PACKAGE).joinpath(name).is_file() or Path(name).name != name:
        raise LessonError(f"There is no lexicon {str(lexicon)[:40]!r}. Lexicons are {', '.join(_lexicons())}.")
    rows = read_words(name)
    first = next(iter(rows[0]))
    checked = [_checked(line, rows, name) for line in lines]
    added = tuple(line for line in checked if dict(line)[first])
    return _read_again(article, model, name, added) if added else analyse(article, model)


def _lexicons() -> list[str]:
    return sorted(path.name.removesuffix(".csv") for path in files(PACKAGE).iterdir() if path.name.endswith(".csv"))


def _checked(line: Mapping[str, object], rows: list[dict[str, str]], name: str) -> Cells:
    """A line with all columns of its lexicon."""
    columns = list(rows[0])
    for column in line:
        if column not in columns:
            raise LessonError(f"{name} has no column {str(column)[:40]!r}. Its columns are {', '.join(columns)}.")
    cells = {column: str(line.get(column, "") or "").strip() for column in columns}
    if cells[columns[0]]:
        for column in columns[1:]:
            _check_cell(column, cells[column], [row[column] for row in rows], name)
    return tuple(cells.items())


def _check_cell(column: str, cell: str, there: list[str], name: str) -> None:
    """Raise where a cell is none of the classes, or no number, in a column that holds these."""
    given = sorted({word for known in there for word in known.split()})
    if column in FREE or (len(given) * ROWS_PER_CLASS > len(there) and not all(map(_is_number, given))):
        return
    if all(map(_is_number, given)):
        least, most = min(map(float, given)), max(map(float, given))
        if not _is_number(cell) or not least <= float(cell) <= most:
            raise LessonError(f"{name}: {column} has to be a number from {least:g} to {most:g}.")
    elif unknown := [word for word in cell.split() if word not in given]:
        raise LessonError(f"{name}: {column} has no {unknown[0][:40]!r}. It can be {', '.join(given)}.")
    elif not cell and "" not in there:
        raise LessonError(f"{name}: give the {column}, too. It can be {', '.join(given)}.")


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal()


@cache
def _read_again(article: Article, model: str, name: str, lines: tuple[Cells, ...]) -> Record:
    with tempfile.TemporaryDirectory() as folder:
        with open(Path(folder, name), "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(read_words(name)[0])
            writer.writerows([cell for _, cell in line] for line in lines)
        command = [sys.executable, "-P", "-m", "onrecord.classroom._read_apart"]
        read = subprocess.run(
            command, input=pickle.dumps((article, model)), capture_output=True, env={**os.environ, OWN: folder}
        )
    if read.returncode:
        said = read.stderr.decode("utf-8", "replace").strip().splitlines() or ["it was stopped"]
        raise LessonError(f"The article could not be read again: {said[-1][:200]}")
    return Record(article, **pickle.loads(read.stdout))
