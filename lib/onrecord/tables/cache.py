"""Cache: what `analyse` found before, kept in a folder under the name of everything it was found with.

Off unless the environment variable ONRECORD_CACHE names a folder; `onrecord run` sets it for its notebooks, so that an
article is parsed once, not once for each notebook.
"""

from __future__ import annotations

import inspect
import json
import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import TypeVar

from onrecord.system.files import write_whole
from onrecord.system.fingerprints import fingerprint, of_article, of_library, of_model
from onrecord.tables.columns import TABLES
from onrecord.text.article import Article

FOLDER = "ONRECORD_CACHE"
OURS = re.compile("[0-9a-f]{16}")  # names of what is kept, and of folders of it
Found = TypeVar("Found")


def folder_of_library(folder: Path) -> Path:
    """The part of a cache that this library finds things in."""
    return folder / of_library()


def clear_outdated(folder: Path) -> None:
    """Remove from a cache what other libraries have left, and nothing but what has names as they are given here."""
    for file in folder.glob("*/*.json"):
        outdated = file.parent != folder_of_library(folder) and OURS.fullmatch(file.parent.name)
        if outdated and (OURS.fullmatch(file.stem) or file.name.startswith(".partial-")):
            with suppress(OSError):
                file.unlink()
                file.parent.rmdir()  # goes with the last of its files


def remembered(made: type[Found]) -> Callable[[Callable[..., Found]], Callable[..., Found]]:
    """Let a function that analyses an article find again what it found before.

    Args:
        made: the class of what it returns: called with an article and, by name, the rows of each table; its method
            `rows` gives them.
    """

    def decorate(analyse: Callable[..., Found]) -> Callable[..., Found]:
        options = inspect.signature(analyse)

        @wraps(analyse)
        def found(*args: object, **more: object) -> Found:
            folder = os.environ.get(FOLDER)
            if not folder:
                return analyse(*args, **more)
            call = options.bind(*args, **more)
            call.apply_defaults()
            file = Path(folder) / f"{_key(**call.arguments)}.json"
            rows = _tables(_read(file))
            if rows is None:
                record = analyse(*args, **more)
                _write(file, {name: record.rows(name) for name in TABLES})
                return record
            return made(call.arguments["article"], **rows)

        return found

    return decorate


def _key(article: Article, model: str, **options: object) -> str:
    return fingerprint([of_article(article), of_model(model), of_library(), options])


def kept(what: Sequence[object], find: Callable[[], list]) -> list:
    """What was found before for this library, or what is found now.

    Args:
        what: numbers and texts that say what is looked for, and all it depends on besides the library.
        find: gives a list of what JSON can hold.
    """
    folder = os.environ.get(FOLDER)
    if not folder:
        return find()
    file = Path(folder) / f"{fingerprint([of_library(), *what])}.json"
    found = _read(file)
    if not isinstance(found, list):
        found = find()
        _write(file, found)
    return found


def _read(file: Path) -> object:
    """What a file keeps; None where it is not there, or is damaged."""
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _tables(found: object) -> dict[str, list[tuple]] | None:
    """The rows of each table; None where they are not all there."""
    try:
        return {name: [tuple(row) for row in found[name]] for name in TABLES}
    except (KeyError, TypeError):
        return None


def _write(file: Path, found: object) -> None:
    with suppress(OSError):  # a cache that cannot be written to is no reason to stop
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, json.dumps(found))
