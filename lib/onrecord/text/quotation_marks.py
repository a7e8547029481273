"""Quotation marks: the spans between an opening and a closing mark, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.text.paragraphs import Paragraph

OPENING = "“„‟«"
CLOSING = "”»"
EITHER = '"″'
DOUBLE_MARK = re.compile(r"[“”„‟«»\"″]|``|''")

# Single marks where they open more often than double ones. "'Tis", "'em" and "'90s" begin with an apostrophe.
SINGLE_OPEN = re.compile(r"(?<![\w.,!?…'’])['‘‚](?=[\w…])(?!(?:[Tt]is|[Tt]was|[Tt]il|[Ee]m|[Cc]ause|[Nn]|\d\ds)\b)")
SINGLE_CLOSE = re.compile(r"(?<=[.,!?…—-])['’](?!\w)")
SINGLE_AFTER_WORD = re.compile(r"(?<=\w)['’](?!\w)")


@dataclass(frozen=True)
class QuotedSpan:
    """Text between two quotation marks, marks included.

    `closed` is False when the paragraph ends before a closing mark comes; the span then ends with the paragraph.
    """

    start: int
    end: int
    closed: bool
    paragraph: int


class _Mark(NamedTuple):
    """A quotation mark in the text, and whether it opens or closes."""

    start: int
    end: int
    opens: bool


def find_quoted(text: str, paragraphs: tuple[Paragraph, ...]) -> tuple[QuotedSpan, ...]:
    """Pair the quotation marks of each paragraph.

    Double marks of every kind are understood: typographic, straight, guillemets, `` and ''. Where single marks open
    more often, they are the quotation marks, and double ones stand inside. A second opening mark before any closing one (as scraped text often has)
    does not open a second span. An unclosed span runs to the end of its paragraph; one that is closed and was never
    opened runs from the beginning of its paragraph or from the end of the sentence with the last closing mark.

    Limits:
        The text of an article is read with one kind of mark; the other kind marks no speech of its own.
    """
    n_double = len(DOUBLE_MARK.findall(text)) / 2
    usual = _single_marks if len(SINGLE_OPEN.findall(text)) > n_double else _double_marks
    spans: list[QuotedSpan] = []
    for paragraph in paragraphs:
        # Many papers set single marks in headlines only.
        other = paragraph.kind == "headline" and not DOUBLE_MARK.search(text, paragraph.start, paragraph.end)
        find_marks = _single_marks if other else usual
        spans += _pair(find_marks(text, paragraph), text, paragraph)
    return tuple(spans)


def _pair(marks: Iterable[_Mark], text: str, paragraph: Paragraph) -> list[QuotedSpan]:
    """The spans between the marks of a paragraph."""
    spans: list[QuotedSpan] = []
    open_at: int | None = None
    for mark in marks:
        if mark.opens:
            open_at = mark.start if open_at is None else open_at
        elif open_at is not None:
            spans.append(QuotedSpan(open_at, mark.end, True, paragraph.number))
            open_at = None
        elif text[paragraph.start : mark.start].rstrip().endswith((".", "!", "?", ",")):
            opening = _lost_opening(text, spans[-1].end if spans else None, mark.start, paragraph)
            if opening is not None:
                spans.append(QuotedSpan(opening, mark.end, True, paragraph.number))
    if open_at is not None:
        spans.append(QuotedSpan(open_at, paragraph.end, False, paragraph.number))
    return spans


def _lost_opening(text: str, last_closed: int | None, closing: int, paragraph: Paragraph) -> int | None:
    """Where words begin that end with a closing mark and have no opening one; None if nothing tells."""
    if last_closed is None:
        return paragraph.start
    sentence_end = re.compile(r"[.!?]\s+(?=[A-Z])").search(text, last_closed, closing)
    return sentence_end.end() if sentence_end else None


def _double_marks(text: str, paragraph: Paragraph) -> Iterator[_Mark]:
    open_mark = ""
    for match in DOUBLE_MARK.finditer(text, paragraph.start, paragraph.end):
        before = text[match.start() - 1] if match.start() > paragraph.start else " "
        after = text[match.end()] if match.end() < paragraph.end else " "
        opens = _opens(match.group(), before, after, open_mark)
        open_mark = match.group() if opens else ""
        yield _Mark(match.start(), match.end(), opens)


def _opens(mark: str, before: str, after: str, open_mark: str) -> bool:
    """Whether a mark opens, between two characters and after an opening mark ("" if none is open), or closes."""
    if mark == "“" and open_mark == "„":
        return False
    if mark in OPENING or mark == "``":
        return True
    if mark in CLOSING:
        return False
    if open_mark:
        # A straight mark inside an open span closes it, unless it can only open: white space before, a letter after.
        return (before.isspace() or before in "([-—–") and after.isalnum() and mark in EITHER
    return not (after.isspace() and (before.isspace() or before in ".,!?"))


def _single_marks(text: str, paragraph: Paragraph) -> Iterator[_Mark]:
    """Single quotation marks, told from apostrophes: one opens before a word, one closes after punctuation.

    After a bare word a mark closes only if one is open, and only if no mark after punctuation follows before the next
    opening one: "the villagers' homes" is a possessive.
    """
    marks = sorted(
        (match.start(), role)
        for role, pattern in (("open", SINGLE_OPEN), ("close", SINGLE_CLOSE), ("perhaps", SINGLE_AFTER_WORD))
        for match in pattern.finditer(text, paragraph.start, paragraph.end)
    )
    is_open = False
    for (start, role), next_role in zip(marks, _next_sure_roles(marks), strict=True):
        if role == "perhaps" and not (is_open and next_role == "open"):
            continue
        is_open = role == "open"
        yield _Mark(start, start + 1, is_open)


def _next_sure_roles(marks: list[tuple[int, str]]) -> list[str]:
    """For each mark, the role of the first one after it that certainly opens or closes; "open" where none follows."""
    roles, sure = [], "open"
    for _, role in reversed(marks):
        roles.append(sure)
        sure = role if role != "perhaps" else sure
    return roles[::-1]
