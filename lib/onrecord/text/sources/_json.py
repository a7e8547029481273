"""JSON: a list of objects, an object that holds one, or one object after the other; an article per object."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import NamedTuple, TextIO

from onrecord.text.article import SourceError
from onrecord.text.sources._jsonl import MOST_PARTS
from onrecord.text.sources._rows import LabelledRow, Row, column_names, looked_up
from onrecord.text.sources.encodings import table_encoding
from onrecord.text.sources.places import MAX_BYTES, place_name
from onrecord.text.sources.source_files import SourceFile

PIECE, LARGEST_PIECE = 1 << 16, 1 << 20  # characters that are read at once; of a longer value, more each time
LOOKED_AT = 100  # objects at the beginning, one of which must have a text
SPACE = " \t\n\r\ufeff"


class JsonFile:
    """The reader of .json files."""

    def rows(self, file: SourceFile) -> Iterator[LabelledRow]:
        """The objects of the file's list in order."""
        place = place_name(file.path)
        with _opened(file) as text:
            _check_columns(file, text)
        with _opened(file) as text:
            for number, item in enumerate(_items(text), 1):
                yield f"item {number}", _row(item, f"{place}, item {number}")

    def count(self, file: SourceFile) -> int:
        """The number of objects in the file's list."""
        return sum(1 for _ in self.rows(file))


class _Broken(NamedTuple):
    """What is wrong at a place behind which nothing can be read."""

    fault: str


@contextmanager
def _opened(file: SourceFile) -> Iterator[TextIO]:
    with file.open() as opened, io.TextIOWrapper(opened, table_encoding(file), errors="replace", newline="") as text:
        yield text


def _check_columns(file: SourceFile, text: TextIO) -> None:
    """Raise where the first objects have no text."""
    keys: dict[str, None] = {}
    for item in islice(_items(text), LOOKED_AT):
        if isinstance(item, _Broken) and not keys:
            raise SourceError(f"{place_name(file.path)}: {item.fault}. Write it again, or give .jsonl or .csv.")
        keys.update(dict.fromkeys(item) if isinstance(item, dict) else {})
    column_names(keys, file.path)


def _row(item: object, place: str) -> Row | SourceError:
    if isinstance(item, _Broken):
        return SourceError(f"{place}: {item.fault}; it and all that follows are left out.")
    if not isinstance(item, dict):
        return SourceError(f"{place}: is no JSON object; left out.")
    return dict(zip(looked_up(list(item)), item.values(), strict=True))


def _items(text: TextIO) -> Iterator[object]:
    """The objects of a file, and what breaks it off as the last one."""
    values = _Values(text)
    try:
        while char := values.peek():
            if char == "[":
                yield from values.listed()
            elif char == "{":
                yield from _of_object(values)
            else:
                raise ValueError("neither a list nor an object")
    except RecursionError:
        yield _Broken("is nested too deeply, no article is so deep")
    except OverflowError:
        yield _Broken(
            f"a value has more than {MAX_BYTES // 1_000_000} MB, or more than {MOST_PARTS:,} lists and objects"
        )
    except ValueError:
        yield _Broken(f"is no JSON from character {values.at:,} on")


def _of_object(values: _Values) -> Iterator[object]:
    """The objects of the first list in an object that are articles; without one, the object itself."""
    about: Row = {}
    lists: list[object] = []
    for name in values.names():
        if values.peek() != "[":
            about[name] = values.value()
            lists += _articles_within(about[name])
            continue
        items = values.listed()
        first = next(items, None)
        if isinstance(first, dict) and "text" not in looked_up(list(about)):
            if "text" in looked_up(list(first)):
                yield first
                yield from items
                values.finish()
                return
            lists.append(first)
        about[name] = [first, *islice(items, LOOKED_AT)]
        for _ in items:
            pass
    has_text = "text" in looked_up(list(about))
    yield from [about] if has_text or not lists else lists


def _articles_within(value: object) -> list[object]:
    """The articles of a list in an object in an object: `{"articles": {"results": […]}}`."""
    inner = value.values() if isinstance(value, dict) else ()
    found = (items for items in inner if isinstance(items, list) and items and isinstance(items[0], dict))
    return next((items for items in found if "text" in looked_up(list(items[0]))), [])


class _Values:
    """The values of a file, one after the other; what was taken is held no longer.

    Attributes:
        at: the place of the next character in the file, from 1.
    """

    def __init__(self, text: TextIO) -> None:
        self._text, self._held, self._next = text, "", 0
        self._gone = 0
        self._decoder = json.JSONDecoder()

    @property
    def at(self) -> int:
        return self._gone + self._next + 1

    def _more(self) -> bool:
        """Read on; whether there was anything."""
        self._gone += self._next
        self._held, self._next = self._held[self._next :], 0
        piece = self._text.read(min(max(PIECE, len(self._held)), LARGEST_PIECE))
        self._held += piece
        return bool(piece)

    def peek(self) -> str:
        """The next character that is no white space; "" at the end."""
        while True:
            while self._next < len(self._held) and self._held[self._next] in SPACE:
                self._next += 1
            if self._next < len(self._held):
                return self._held[self._next]
            if not self._more():
                return ""

    def take(self, char: str) -> None:
        """Pass over a character; ValueError where another one stands."""
        if self.peek() != char:
            raise ValueError(f"no {char}")
        self._next += 1

    def value(self) -> object:
        """The next value; OverflowError where it is too large."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._held, self._next)
            except ValueError:  # or it is not there as a whole
                self._check_size()
                if not self._more():
                    raise
                continue
            if end < len(self._held) or not self._more_behind(end):
                self._next = end
                return value

    def _check_size(self) -> None:
        n_parts = self._held.count("[", self._next) + self._held.count("{", self._next)
        if len(self._held) - self._next > MAX_BYTES or n_parts > MOST_PARTS:
            raise OverflowError

    def _more_behind(self, end: int) -> bool:
        """Whether a value that ends with what was read, as a number may, can go on: then it is read again."""
        return self._held[end - 1] not in '"]}' and self._more()

    def listed(self) -> Iterator[object]:
        """The items of a list, one at a time."""
        self.take("[")
        if self.peek() == "]":
            self.take("]")
            return
        while True:
            yield self.value()
            if self.peek() == "]":
                self.take("]")
                return
            self.take(",")

    def names(self) -> Iterator[str]:
        """The names in an object; behind each, its value is to be taken."""
        self.take("{")
        if self.peek() == "}":
            self.take("}")
            return
        while True:
            name = self.value()
            if not isinstance(name, str):
                raise ValueError("a name that is no text")
            self.take(":")
            yield name
            if self.peek() == "}":
                self.take("}")
                return
            self.take(",")

    def finish(self) -> None:
        """Pass over what follows in the file: the list of articles is over."""
        self._held, self._next = "", 0
        while self._text.read(PIECE):
            pass
