"""Own words: an article read again with lines added to a lexicon; the installed files stay as they are."""

from __future__ import annotations

import csv
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from onrecord.classroom.texts import LessonError
from onrecord.classroom.texts import article as article_of
from onrecord.system.fingerprints import OWN_WORDS
from onrecord.system.models import DEFAULT_MODEL
from onrecord.tables.record import Record, analyse
from onrecord.text.article import Article
from onrecord.words import WordsError, fit, lexicon_names, own_words

MOST_SECONDS = 300

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
    known = str(lexicon).removesuffix(".csv")
    if known not in lexicon_names():
        raise LessonError(f"There is no lexicon {str(lexicon)[:40]!r}. Lexicons are {', '.join(lexicon_names())}.")
    try:
        added = fit(f"{known}.csv", lines)
    except WordsError as problem:
        raise LessonError(str(problem)) from None
    cells = tuple(tuple(line.items()) for line in added)
    return _read_again(article, model, f"{known}.csv", cells) if added else analyse(article, model)


@cache
def _read_again(article: Article, model: str, name: str, lines: tuple[Cells, ...]) -> Record:
    with tempfile.TemporaryDirectory() as folder:
        words, asked, rows = (Path(folder, part) for part in ("words", "asked", "rows"))
        _write_words(words, name, [dict(line) for line in lines])
        asked.write_bytes(pickle.dumps((article, model)))
        command = [sys.executable, "-P", "-m", "onrecord.classroom._read_apart", str(asked), str(rows)]
        try:
            done = subprocess.run(
                command, capture_output=True, env={**os.environ, OWN_WORDS: str(words)}, timeout=MOST_SECONDS
            )
        except subprocess.TimeoutExpired:
            raise LessonError(
                f"The article could not be read again in {MOST_SECONDS} seconds. Try a shorter one."
            ) from None
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["it was stopped"]
            raise LessonError(f"The article could not be read again: {said[-1][:200]}")
        return Record(article, **pickle.loads(rows.read_bytes()))


def _write_words(folder: Path, name: str, lines: list[dict[str, str]]) -> None:
    """A folder with one's own words, if there are any, and these lines behind those of their lexicon."""
    folder.mkdir()
    if there := os.environ.get(OWN_WORDS):
        for path in Path(there).glob("*.csv"):
            shutil.copy(path, folder)
    with open(folder / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, lines[0])
        writer.writeheader()
        writer.writerows([*own_words(name), *lines])
