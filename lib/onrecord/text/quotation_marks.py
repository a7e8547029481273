"""Quotation marks: the spans between an opening and a closing mark, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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
    found = []
    for paragraph in paragraphs:
        # Many papers set single marks in headlines only.
        other = paragraph.kind == "headline" and not DOUBLE_MARK.search(text, paragraph.start, paragraph.end)
        find_marks = _single_marks if other else usual
        found += _pair(find_marks(text, paragraph), text, paragraph)
    return tuple(found)


def _pair(marks: Iterable[tuple[int, int, str]], text: str, paragraph: Paragraph) -> list[QuotedSpan]:
    """Spans between marks, given as (start, end, "open", "close" or "either")."""
    found: list[QuotedSpan] = []
    open_at = None
    for start, end, role in marks:
        if role == "either":
            role = "close" if open_at is not None else "open"
        if role == "open" and open_at is None:
            open_at = start
        elif role == "close" and open_at is not None:
            found.append(QuotedSpan(open_at, end, True, paragraph.number))
            open_at = None
        elif role == "close" and text[paragraph.start : start].rstrip()[-1:] in tuple(".!?,"):
            lost = _lost_opening(text, found[-1].end if found else None, start, paragraph)
            if lost is not None:
                found.append(QuotedSpan(lost, end, True, paragraph.number))
    if open_at is not None:
        found.append(QuotedSpan(open_at, paragraph.end, False, paragraph.number))
    return found


def _lost_opening(text: str, last_closed: int | None, closing: int, paragraph: Paragraph) -> int | None:
    """Where words begin that end with a closing mark and have no opening one; None if nothing tells."""
    if last_closed is None:
        return paragraph.start
    sentence_end = re.compile(r"[.!?]\s+(?=[A-Z])").search(text, last_closed, closing)
    return sentence_end.end() if sentence_end else None


def _double_marks(text: str, paragraph: Paragraph) -> Iterator[tuple[int, int, str]]:
    opened = ""
    for mark in DOUBLE_MARK.finditer(text, paragraph.start, paragraph.end):
        before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
        after = text[mark.end()] if mark.end() < paragraph.end else " "
        role = _role(mark.group(), before, after, opened)
        opened = mark.group() if role == "open" else ""
        yield mark.start(), mark.end(), role


def _role(mark: str, before: str, after: str, opened: str) -> str:
    """Does a mark open or close, after an opening one ("" if none is open)?"""
    if mark == "“" and opened == "„":
        return "close"
    if mark in OPENING or mark == "``":
        return "open"
    if mark in CLOSING:
        return "close"
    if opened:
        # A straight mark inside an open span closes it, unless it can only open: white space before, a letter after.
        return "open" if (before.isspace() or before in "([-—–") and after.isalnum() and mark in EITHER else "close"
    return "close" if after.isspace() and (before.isspace() or before in ".,!?") else "open"


def _single_marks(text: str, paragraph: Paragraph) -> Iterator[tuple[int, int, str]]:
    """Single quotation marks, told from apostrophes: one opens before a word, one closes after punctuation.

    After a bare word a mark closes only what is open, and only if no mark after punctuation follows before the next
    opening one: "the villagers' homes" is a possessive.
    """
    marks = [(m.start(), "open") for m in SINGLE_OPEN.finditer(text, paragraph.start, paragraph.end)]
    marks += [(m.start(), "close") for m in SINGLE_CLOSE.finditer(text, paragraph.start, paragraph.end)]
    marks += [(m.start(), "perhaps") for m in SINGLE_AFTER_WORD.finditer(text, paragraph.start, paragraph.end)]
    next_sure, sure = [], "open"
    for _, role in sorted(marks, reverse=True):
        next_sure.append(sure)
        sure = role if role != "perhaps" else sure
    open_now = False
    for (start, role), later in zip(sorted(marks), reversed(next_sure), strict=True):
        if role == "perhaps" and not (open_now and later == "open"):
            continue
        role = "open" if role == "open" else "close"
        open_now = role == "open"
        yield start, start + 1, role
