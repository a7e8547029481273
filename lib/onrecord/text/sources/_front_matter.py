"""Front matter: what stands in YAML or TOML on top of a Markdown file, in fields of its own, and is no part of the text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from onrecord.system.text_lines import one_line
from onrecord.text.sources.places import is_address
from onrecord.text.stated_dates import read_date
from onrecord.words import read_words

MAX_CHARACTERS = 20_000  # of front matter that is read as what it is; PyYAML takes a second for so much
MAX_DEPTH = 12  # of lists and tables in one another
MOST_NAMES = 20  # authors or sections that are read
SHOWN = 80  # characters of what a parser says
# Tables in which generators of sites let people add keys of their own.
ADDED = ("extra", "params", "metadata", "meta")

FENCES = {"---": re.compile(r"(?:---|\.\.\.)[ \t]*"), "+++": re.compile(r"\+\+\+[ \t]*")}
SIGNS = {"---": ":", "+++": "="}
KEY = re.compile(r"""["']?([A-Za-z][\w.-]{0,60}(?: [\w.-]{1,30}){0,2})["']?[ \t]*(=|:(?=[ \t]|$))[ \t]*""")
NO_SIMPLE_VALUE = ("[", "{", "&", "*", "|", ">", "!")
NUMBER = re.compile(r"[\d.,\s]*")


@dataclass(frozen=True)
class FrontMatter:
    """What front matter states.

    Attributes:
        fields: {title, date, author, outlet, url, section or page: what is stated}; dates are YYYY-MM-DD, YYYY-MM or YYYY.
        end: place in the text where the article begins.
        fault: what is wrong with it, in words; None where it could be read as what it is.
    """

    fields: dict[str, str] = field(default_factory=dict)
    end: int = 0
    fault: str | None = None


@cache
def front_matter_keys() -> dict[str, str]:
    """The lexicon words/front_matter.csv: {key: what it states}, those that count first before others."""
    return {row["key"]: row["field"] for row in read_words("front_matter.csv")}


def find_front_matter(text: str) -> FrontMatter | None:
    """Read the front matter that a text begins with.

    Args:
        text: of a Markdown file, line ends `\\n`.

    Returns:
        None where it begins with none: a line of dashes and then no line `key: value` is none, nor are such lines without an
        end, if they state nothing that we look for.

    Limits:
        What is broken, too long, too deep, or full of references is read line by line, its simple keys only.
    """
    start = len(text) - len(text.lstrip("\ufeff \t\n"))
    first, _, _ = text[start : start + 100].partition("\n")
    fence = first.strip()
    begin = start + len(first) + 1
    if fence not in FENCES or not _begins(text, begin, SIGNS[fence]):
        return None
    inside, end = _inside(text, begin, FENCES[fence])
    fault = None if end else "has no end"
    values: Mapping[Any, Any] = {}
    if not fault:
        values, fault = _values(inside, fence)
    if fault:
        values = dict(_simple_lines(inside))
    fields = _fields(values)
    return FrontMatter(fields, end or begin + len(inside), fault) if end or fields else None


def _begins(text: str, begin: int, sign: str) -> bool:
    """Whether the first line that is neither empty nor a comment states a key."""
    for line in text[begin : begin + MAX_CHARACTERS].split("\n"):
        if line.strip() and not line.lstrip().startswith("#"):
            found = KEY.match(line)
            return bool(line.startswith("[") and sign == "=") or (
                found is not None and found[2] == sign and " " not in found[1]
            )
    return False


def _inside(text: str, begin: int, fence: re.Pattern[str]) -> tuple[str, int]:
    """What stands up to the closing fence, and the place behind that; without one, up to the first empty line, and 0."""
    place = begin
    while place < len(text):
        stop = text.find("\n", place)
        stop = len(text) if stop < 0 else stop
        if stop - place < SHOWN and fence.fullmatch(text[place:stop]):
            return text[begin:place], min(stop + 1, len(text))
        place = stop + 1
    return text[begin:].partition("\n\n")[0], 0


def _values(inside: str, fence: str) -> tuple[Mapping[Any, Any], str | None]:
    """Keys and values of front matter, or what is wrong with it."""
    if len(inside) > MAX_CHARACTERS:
        return {}, f"has more than {MAX_CHARACTERS:,} characters"
    try:
        values = tomllib.loads(inside) if fence == "+++" else _yaml(inside)
    except (ValueError, RecursionError) as problem:
        return {}, f"cannot be read as {'TOML' if fence == '+++' else 'YAML'} ({one_line(problem, SHOWN)})"
    return (values, None) if isinstance(values, dict) else ({}, "names no keys")


def _yaml(inside: str) -> Any:
    """YAML with all values as the texts that they are; ValueError for what is none, too deep, or refers to itself."""
    import yaml  # imported where it is needed: it takes time

    class Loader(yaml.BaseLoader):
        depth = 0

        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.events.AliasEvent):
                raise ValueError("it refers to parts of itself")
            self.depth += 1
            if self.depth > MAX_DEPTH:
                raise ValueError("it is nested too deeply")
            try:
                return super().compose_node(parent, index)
            finally:
                self.depth -= 1

    try:
        return yaml.load(inside, Loader)
    except yaml.MarkedYAMLError as problem:
        line = f"line {problem.problem_mark.line + 2}: " if problem.problem_mark else ""
        raise ValueError(f"{line}{problem.problem}") from problem
    except yaml.YAMLError as problem:
        raise ValueError(str(problem)) from problem


def _simple_lines(inside: str) -> Iterator[tuple[str, str]]:
    """The keys and values of lines that begin with a key; quotation marks around a value are none of it."""
    for line in inside[:MAX_CHARACTERS].split("\n"):
        if (found := KEY.match(line)) and not line.startswith(NO_SIMPLE_VALUE, found.end()):
            yield found[1], line[found.end() :].strip().strip("\"'")


def _fields(values: Mapping[Any, Any]) -> dict[str, str]:
    """What the keys state that are in the lexicon; of several for one field, the first in it that says something."""
    stated = {_looked_up(key): value for key, value in values.items()}
    for name in ADDED:
        added = stated.get(name)
        if isinstance(added, dict):
            stated = {_looked_up(key): value for key, value in added.items()} | stated
    fields: dict[str, str] = {}
    for key, name in front_matter_keys().items():
        if name not in fields and (value := _read(name, stated.get(key))):
            fields[name] = value
        elif key == "source" and "url" not in fields and (address := _read("url", stated.get(key))):
            fields["url"] = address
    return fields


def _looked_up(key: object) -> str:
    return re.sub(r"[\s:.-]+", "_", str(key).strip()).lower()


def _read(name: str, value: object) -> str | None:
    """What a value says of a field; None where it cannot be that."""
    names = list(_names(value))
    if name == "date":
        return next(filter(None, map(read_date, names)), None)
    if name == "url":
        return next(filter(is_address, names), None)
    if name in ("author", "outlet", "section"):
        names = [one for one in names if not NUMBER.fullmatch(one) and not is_address(one)]
    return names_in_words(names) if name in ("author", "section") else next(iter(names), None)


def names_in_words(names: Iterable[str]) -> str | None:
    """Names as people write them, "Ada Penn, Bo Lind and Cy Dahl"; None where there are none."""
    *first, last = list(names) or [""]
    return (f"{', '.join(first)} and {last}" if first else last) or None


def _names(value: object) -> Iterator[str]:
    """The texts in a value: itself, those of a list, or the name of what is a table."""
    if isinstance(value, list):
        for one in value[:MOST_NAMES]:
            if not isinstance(one, list):
                yield from _names(one)
    elif isinstance(value, dict):
        for key in ("name", "title"):
            if isinstance(value.get(key), str):
                yield from _names(value[key])
                return
    elif value is not None and (text := " ".join(str(value).split())) and text not in ("~", "null", "[]", "{}"):
        yield text
