"""Drafts: what is gathered of an article while an export is read, field by field, and not more than an article may have."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.text.article import MAX_CHARACTERS, SourceError


class Draft:
    """The lines of one article by their field, in order."""

    def __init__(self) -> None:
        self._lines: dict[str, list[str]] = {}
        self._size = 0

    def __bool__(self) -> bool:
        return bool(self._lines)

    def __contains__(self, field: str) -> bool:
        return field in self._lines

    def add(self, field: str, *lines: str) -> None:
        """Take in lines of a field; of what is too much for an article, only that it is."""
        for line in lines:
            if self._size <= MAX_CHARACTERS:
                self._lines.setdefault(field, []).append(line)
                self._size += len(line) + 1

    def lines(self, field: str) -> list[str]:
        """The lines of a field, as they were taken in."""
        return self._lines.get(field, [])

    def get(self, field: str) -> str | None:
        """The first line of a field that is not empty, with single spaces; None where there is none."""
        return next((words for line in self.lines(field) if (words := " ".join(line.split()))), None)

    def all(self, field: str) -> str | None:
        """All words of a field, with single spaces; None where there are none."""
        return " ".join(" ".join(self.lines(field)).split()) or None

    def too_large(self) -> SourceError | None:
        """What is wrong with an article that has more characters than one may have; None with any other."""
        if self._size <= MAX_CHARACTERS:
            return None
        return SourceError(f"has more than {MAX_CHARACTERS:,} characters, too many for one article; left out.")


def joined(paragraphs: Iterable[str]) -> str:
    """The paragraphs of a text, with a blank line between them."""
    return "\n\n".join(words for paragraph in paragraphs if (words := paragraph.strip()))
