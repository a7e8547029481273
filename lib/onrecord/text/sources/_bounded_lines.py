"""Bounded lines: what is said of the rows of a file, the first few times, and then how often it would have been."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from onrecord.text.article import SourceNote

MOST_LINES = 3


class BoundedLines:
    """Lines on one file."""

    def __init__(self, of_the_others: Callable[[int], str]) -> None:
        """Begin a file.

        Args:
            of_the_others: says, of a number, that there are so many more lines on rows.
        """
        self._of_the_others = of_the_others
        self._lines: list[str] = []
        self._number = 0

    def state(self, line: str) -> None:
        """Take in a line on the whole file, which is said however many others there are."""
        self._lines.append(line)

    def add(self, line: str) -> None:
        """Take in a line on one row."""
        self._number += 1
        if self._number <= MOST_LINES:
            self._lines.append(line)

    def new(self) -> Iterator[SourceNote]:
        """What is to be said since the last call."""
        lines, self._lines = self._lines, []
        return map(SourceNote, lines)

    def others(self) -> Iterator[SourceNote]:
        """How many lines were only counted, after the last row."""
        if (more := self._number - MOST_LINES) > 0:
            yield SourceNote(self._of_the_others(more))
