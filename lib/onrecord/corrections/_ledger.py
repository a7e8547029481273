"""Ledger: what becomes of each line in an article: where it fits, or why it does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from onrecord.corrections._places import NoPlace, Span, Words, place_of_line, row_at
from onrecord.corrections.columns import ADDABLE
from onrecord.corrections.lines import Line, Outcome
from onrecord.text.overlaps import Spanned

S = TypeVar("S", bound=Spanned)


class Ledger:
    """The outcomes of the lines of an article."""

    def __init__(self) -> None:
        self._outcomes: dict[str, Outcome] = {}

    def fits(self, line: Line, place: Span | None = None, added: bool = False) -> None:
        """Note that a line was applied, where, and whether it put a row in."""
        start, end = place or (None, None)
        self._outcomes.setdefault(line.key, Outcome(line, start, end, None, added))

    def misfits(self, line: Line, problem: str) -> None:
        """Note why a line cannot be applied; that counts, whatever else is noted of it."""
        self._outcomes[line.key] = Outcome(line, None, None, problem)

    def is_misfit(self, line: Line) -> bool:
        """Whether it was noted that a line cannot be applied."""
        outcome = self._outcomes.get(line.key)
        return outcome is not None and outcome.problem is not None

    def outcomes(self) -> tuple[Outcome, ...]:
        """Those of all lines, in the order in which they were noted."""
        return tuple(self._outcomes.values())


class Change(NamedTuple, Generic[S]):
    """A line and the row that it is about; None where the place has none."""

    line: Line
    row: S | None
    place: Span


def find_rows(lines: Iterable[Line], rows: Sequence[S], words: Words, ledger: Ledger) -> list[Change[S]]:
    """The row of each line, by words and place. Lines whose place has no row are among them where they may add one."""
    found = []
    for line in lines:
        try:
            place = place_of_line(words, line, rows)
        except NoPlace as problem:
            ledger.misfits(line, str(problem))
            continue
        row = row_at(rows, place)
        if row is None and not adds(line):
            ledger.misfits(line, f"none of the {line.table} is found at its words")
            continue
        found.append(Change(line, row, place))
    return found


def missing_by_place(changes: Iterable[Change[S]]) -> dict[Span, list[Line]]:
    """The lines that put a row in, by the place of its words."""
    found: dict[Span, list[Line]] = {}
    for change in changes:
        if change.row is None:
            found.setdefault(change.place, []).append(change.line)
    return found


def adds(line: Line) -> bool:
    """Whether a line may add a row: it says so, or nobody has written a place into it, and it does not strike."""
    return line.table in ADDABLE and not line.strike and (line.add or line.start is None)


def without_contradictions(
    lines: Sequence[Line], said: Callable[[Line], dict[str, object]], ledger: Ledger
) -> tuple[dict[str, object], list[Line]]:
    """What lines about one thing say of it, by column, without what two of them say differently; these are noted.

    Returns:
        The values by column, and the lines that say them.
    """
    values: dict[str, dict[object, Line]] = {}
    for line in lines:
        for column, value in said(line).items():
            values.setdefault(column, {}).setdefault(value, line)
    if "strike" in values and len(values) > 1:
        struck = next(iter(values["strike"].values()))
        kept = next(line for column, by_value in values.items() if column != "strike" for line in by_value.values())
        _contradict([struck, kept], ledger)
    for by_value in values.values():
        if len(by_value) > 1:
            _contradict(list(by_value.values()), ledger)
    left = [line for line in lines if not ledger.is_misfit(line)]
    return {column: value for line in left for column, value in said(line).items()}, left


def _contradict(lines: list[Line], ledger: Ledger) -> None:
    for line, other in zip(lines, [*lines[1:], lines[0]], strict=True):
        ledger.misfits(
            line, f"says something else than {other.place} of the same; neither is applied: delete one of the two"
        )


def by_whom(lines: Iterable[Line]) -> str:
    """The readers whose lines these are."""
    return ", ".join(dict.fromkeys(line.who for line in lines))
