"""Texts: the articles that lessons name, their records, and what we marked in them by hand."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from onrecord.evaluation.marked import read_marks
from onrecord.system.models import DEFAULT_MODEL
from onrecord.system.resources import CLASS, MARKED, SAMPLES
from onrecord.system.wrong_calls import WrongCall
from onrecord.tables.corpus import combine
from onrecord.tables.record import Record, analyse
from onrecord.text.article import Article
from onrecord.text.sources import read
from onrecord.text.sources.text_files import PAGES


class LessonError(WrongCall, ValueError):
    """A lesson that names a text, words or a file that are not there; the message says what to change."""

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows of it: the message alone."""
        return [f"{self}"]


def names() -> list[str]:
    """The names of the articles of the class set, in order: outlet and date.

    Returns:
        Names such as "meridian-wire_2021-04-13". `article` and its fellows know the project's other articles, too, by
        their files: "brief_2022-03-24".
    """
    return [path.stem for path in _files(CLASS / "articles")]


def article(name: str) -> Article:
    """An article of the class set, or another one of the project.

    Args:
        name: its file without the ending; see `names`.

    Raises:
        LessonError: there is no such article; the message names one that is spelled like it.
    """
    files = {path.stem: path for folder in (SAMPLES, CLASS / "articles") for path in _files(folder)}
    if name not in files:
        raise LessonError(_no_text(name, list(files)))
    return replace(read(files[name]), article_id=name, source=name)


def record(name: str, model: str = DEFAULT_MODEL) -> Record:
    """The tables of an article; it is read once, and then kept in memory.

    Args:
        name: as for `article`.
        model: name of the spaCy pipeline.

    Raises:
        LessonError: there is no such article.
        ModelError: the model is not installed.
    """
    return _record(name, model)


def records(model: str = DEFAULT_MODEL) -> Record:
    """The tables of all articles of the class set together, with their figures compared across articles.

    Args:
        model: name of the spaCy pipeline.

    Raises:
        ModelError: the model is not installed.
    """
    return _records(model)


def marks(name: str) -> dict[str, Any]:
    """What we marked in an article by reading it: quotes, thoughts, figures, pairs and more (data/README.md).

    Args:
        name: as for `article`.

    Returns:
        A copy, with "text" and the lists "quotes", "thoughts", "not_speech", "figures", "pairs", "traps", "uncounted".

    Raises:
        LessonError: the article is not there or nobody marked it.
    """
    return deepcopy(kept_marks(name))


@cache
def kept_marks(name: str) -> dict[str, Any]:
    """What `marks` gives, read once; whoever asks may not change it."""
    found = {name: mark for folder in (MARKED, CLASS / "marked") for name, mark in _marks_in(folder).items()}
    if name not in found:
        raise LessonError(_no_text(name, list(found)))
    return {"id": name, "text": found[name]["text"], **{kind: found[name].get(kind) or [] for kind in LISTS}}


# What a relation of two marked figures is called in lessons and on the board.
RELATIONS = {"subset": "part", "possible_subset_not_stated": "part", "additive": "adds", "update": "updates"}


def relations_of(pair: Mapping[str, Any]) -> list[str]:
    """What a marked pair is called, likeliest first: two figures can conflict on what happened and agree on the number.

    Args:
        pair: one of the "pairs" of `marks`.
    """
    if pair["relation"].startswith("same_quantity"):
        return [word for word in ("conflict", "agree") if pair.get(word)]
    return [RELATIONS[pair["relation"]]] if pair["relation"] in RELATIONS else []


LISTS = ("quotes", "thoughts", "not_speech", "figures", "pairs", "traps", "uncounted")


@cache
def _record(name: str, model: str) -> Record:
    return analyse(article(name), model)


@cache
def _records(model: str) -> Record:
    return combine(record(name, model) for name in names())


@cache
def _marks_in(folder: Path) -> dict[str, dict[str, Any]]:
    """The marks of each text, quotes and figures together."""
    found: dict[str, dict[str, Any]] = {}
    for file in ("quotes.jsonl", "figures.jsonl"):
        for mark in read_marks(folder / file) if (folder / file).is_file() else ():
            found.setdefault(str(mark["id"]), {}).update(mark)
    return found


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in PAGES)


def _no_text(name: object, known: list[str]) -> str:
    near = difflib.get_close_matches(str(name), known, 1, 0)
    meant = f"Did you mean {near[0]!r}? " if near else ""
    return f"There is no text called {str(name)[:60]!r}. {meant}classroom.names() lists those of the class set."
