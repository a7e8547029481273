"""Cache: the tables of articles that were analysed before, each under a name made of everything that they depend on.

Off unless the environment variable ONRECORD_CACHE names a folder; `onrecord run` sets it for its notebooks, so that an
article is parsed once, not once for each notebook.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, Protocol, TypeVar

from onrecord.corrections.lines import Corrections, Outcome
from onrecord.system.files import InTheWay, is_link, is_plain_file, write_whole
from onrecord.system.fingerprints import fingerprint, of_article, of_library, of_model
from onrecord.tables.columns import TABLES
from onrecord.text.article import Article

FOLDER = "ONRECORD_CACHE"
OUTCOMES = "corrections"  # beside the tables: what became of each
OURS = re.compile("[0-9a-f]{16}")  # names of what is kept, and of folders of it


class HasRows(Protocol):
    """What is kept: called with an article and, by name, the rows of each table; gives them again, and what became of corrections."""

    outcomes: tuple[Outcome, ...]

    def __init__(self, article: Article | None = None, **tables: Any) -> None: ...

    def rows(self, name: str) -> list[tuple]: ...


Kept = TypeVar("Kept", bound=HasRows)
Parameters = ParamSpec("Parameters")


def folder_of_library(folder: Path) -> Path:
    """The part of a cache that this library finds things in."""
    return folder / of_library()


def clear_outdated(folder: Path) -> None:
    """Remove from a cache what other libraries have left, and nothing but what has names as they are given here."""
    for file in folder.glob("*/*.json"):
        ours = OURS.fullmatch(file.parent.name) and not is_link(file.parent)
        outdated = ours and file.parent != folder_of_library(folder)
        if outdated and (OURS.fullmatch(file.stem) or file.name.startswith(".partial-")):
            with suppress(OSError):
                file.unlink()
                file.parent.rmdir()  # goes with the last of its files


def remembered(kind: type[Kept]) -> Callable[[Callable[Parameters, Kept]], Callable[Parameters, Kept]]:
    """Let a function that analyses an article return what it returned before.

    Args:
        kind: the class of what it returns.
    """

    def decorate(analyse: Callable[Parameters, Kept]) -> Callable[Parameters, Kept]:
        options = inspect.signature(analyse)

        @wraps(analyse)
        def cached(*args: Parameters.args, **more: Parameters.kwargs) -> Kept:
            folder = os.environ.get(FOLDER)
            if not folder:
                return analyse(*args, **more)
            call = options.bind(*args, **more)
            call.apply_defaults()
            file = Path(folder) / f"{_key(**call.arguments)}.json"
            content = _read(file)
            rows, outcomes = _tables(content), _outcomes(content, call.arguments["corrections"])
            if rows is None or outcomes is None:
                record = analyse(*args, **more)
                told = [(outcome.line.key, *outcome[1:]) for outcome in record.outcomes]
                _write(file, {**{name: record.rows(name) for name in TABLES}, **({OUTCOMES: told} if told else {})})
                return record
            record = kind(call.arguments["article"], **rows)
            record.outcomes = outcomes
            return record

        return cached

    return decorate


def _key(article: Article, model: str, corrections: Corrections, **options: object) -> str:
    return fingerprint([of_article(article), of_model(model), of_library(), options, corrections.key])


def kept(question: Sequence[object], find: Callable[[], list]) -> list:
    """The answer that was kept before for this library, or the one that is given now.

    Args:
        question: numbers and texts that say what is asked, and all that the answer depends on besides the library.
        find: gives the answer, a list of what JSON can hold.
    """
    folder = os.environ.get(FOLDER)
    if not folder:
        return find()
    file = Path(folder) / f"{fingerprint([of_library(), *question])}.json"
    answer = _read(file)
    if not isinstance(answer, list):
        answer = find()
        _write(file, answer)
    return answer


def _read(file: Path) -> object:
    """What a file keeps; None where it is not there, or is damaged."""
    try:
        digest, _, text = file.read_bytes().partition(b"\n") if is_plain_file(file) else (b"", b"", b"")
        return json.loads(text) if digest == _digest(text) else None
    except (OSError, ValueError, RecursionError):
        return None


def _tables(content: object) -> dict[str, list[tuple]] | None:
    """The rows of each table; None where they are not all there."""
    if not isinstance(content, dict):
        return None
    try:
        return {name: [tuple(row) for row in content[name]] for name in TABLES}
    except (KeyError, TypeError):
        return None


def _outcomes(content: object, corrections: Corrections) -> tuple[Outcome, ...] | None:
    """What became of each correction; None where that is not there."""
    lines = {line.key: line for line in corrections.lines}
    try:
        told = content.get(OUTCOMES, ()) if isinstance(content, dict) else ()
        return tuple(Outcome(lines[key], *of_line) for key, *of_line in told)
    except (KeyError, TypeError, ValueError):
        return None


def _write(file: Path, content: object) -> None:
    with suppress(OSError, InTheWay):  # a cache that cannot be written to is no reason to stop
        file.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(content).encode()
        write_whole(file, _digest(text) + b"\n" + text)


def _digest(text: bytes) -> bytes:
    """What the first line of a file says of the rest: whatever is changed in it, by whatever, is not believed."""
    return hashlib.sha256(text).hexdigest().encode()
