"""Lines of a sheet of corrections, and which of them an article needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import NamedTuple

from onrecord.corrections.columns import CHANGES
from onrecord.system.fingerprints import fingerprint
from onrecord.text.article import Article

SOMEBODY = "a reader"


@dataclass(frozen=True)
class Value:
    """A number as a reader writes it: its ends, None where one is open, and how exact it is, as in figures."""

    low: float | None
    high: float | None
    approx: str


@dataclass(frozen=True)
class Line:
    """A line of a sheet with something filled in; the columns of the sheet, typed. What is not filled in is empty.

    Attributes:
        place: of the line, as messages name it; where a line stands in its file makes no difference to what it says.
    """

    table: str
    text: str = ""
    other_text: str = ""
    speaker: str = ""
    found: str = ""
    strike: bool = False
    add: bool = False
    speaker_is: str = ""
    event_is: str = ""
    value_is: str = ""
    relation_is: str = ""
    checked: bool = False
    by: str = ""
    note: str = ""
    context: str = ""
    title: str = ""
    outlet: str = ""
    source: str = ""
    article_id: str = ""
    start: int | None = None
    other_start: int | None = None
    value: Value | None = None
    place: str = field(default="", compare=False)

    @property
    def is_change(self) -> bool:
        """Whether it changes anything."""
        return any(getattr(self, column) for column in CHANGES)

    @property
    def who(self) -> str:
        """By whom it is."""
        return self.by or SOMEBODY

    @cached_property
    def key(self) -> str:
        """Letters that stand for what it says, wherever it stands."""
        return fingerprint([getattr(self, f.name) for f in fields(self) if f.name not in ("place", "value")])


class Outcome(NamedTuple):
    """What became of a line in an article: the place of its words, or the reason why it does not fit; whether it put a row in."""

    line: Line
    start: int | None
    end: int | None
    problem: str | None
    added: bool = False


@dataclass(frozen=True)
class Corrections:
    """The lines of a sheet that say something; also those of them that one article needs.

    Attributes:
        lines: in their order.
        faults: what is wrong with lines that were left out, a line of text for each.
    """

    lines: tuple[Line, ...] = ()
    faults: tuple[str, ...] = field(default=(), compare=False)

    @cached_property
    def key(self) -> str:
        """Letters that stand for all that the lines change; "" where that is nothing."""
        keys = [line.key for line in self.lines if line.is_change]
        return fingerprint(sorted(keys)) if keys else ""

    def of(self, article: Article) -> Corrections:
        """The lines that change something of an article: those with its id, those with no more than its title, and those of all.

        Where no line has its id, its text may have been edited, which changes the id: then also those of an article of the
        same title and the same outlet or place.
        """
        own = self._by_article.get(article.article_id)
        of_title = [line for line in self._by_title.get(article.title or "", ()) if _is_same(line, article)]
        own = of_title if own is None else [*own, *(line for line in of_title if not line.article_id)]
        return Corrections((*own, *self._by_article.get("", ())))

    @cached_property
    def _by_article(self) -> dict[str, list[Line]]:
        return _grouped(
            (line.article_id if line.article_id or not line.title else "\0", line) for line in self._changes
        )

    @cached_property
    def _by_title(self) -> dict[str, list[Line]]:
        return _grouped((line.title, line) for line in self._changes if line.article_id or line.title)

    @cached_property
    def _changes(self) -> list[Line]:
        return [line for line in self.lines if line.is_change]


def _grouped(lines: Iterable[tuple[str, Line]]) -> dict[str, list[Line]]:
    groups: dict[str, list[Line]] = {}
    for name, line in lines:
        groups.setdefault(name, []).append(line)
    return groups


def _is_same(line: Line, article: Article) -> bool:
    """Whether a line is of an article by its outlet or place, or, where it has no id, by its title alone."""
    same = (line.outlet, article.outlet), (line.source, article.source)
    return not line.article_id or any(stated and stated == there for stated, there in same)
