"""Quotation marks: the spans between an opening and a closing mark, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from onrecord.text.layout import last_before
from onrecord.text.overlaps import covering
from onrecord.text.paragraphs import Paragraph
from onrecord.words.lexicons import word_class

OPENING = "“„‟«"
CLOSING = "”»"
EITHER = '"″'
DOUBLE_MARK = re.compile(r"[“”„‟«»\"″]|``|''")

# Single marks where they open more often than double ones. "'Tis", "'em" and "'90s" begin with an apostrophe.
SINGLE_OPEN = re.compile(r"(?<![\w.,!?…'’])['‘‚](?=[\w…])(?!(?:[Tt]is|[Tt]was|[Tt]il|[Ee]m|[Cc]ause|[Nn]|\d\ds)\b)")
SINGLE_CLOSE = re.compile(r"(?<=[.,!?…—-])['’](?!\w)")
SINGLE_AFTER_WORD = re.compile(r"(?<=\w)['’](?!\w)")

# An inch mark stands right behind a number or a part of one: 12", 6'2", 5½″.
INCHES = re.compile(r"(?:\d|\d/\d|[½¼¾]|\d['’′]\s?\d{1,2})$")
REST_OF_SENTENCE = 500  # characters that may stand between "said Ann Hale" and the end of the sentence
LONGEST_TAG = REST_OF_SENTENCE + 500  # characters from the comma to the end of the sentence
LONGEST_NUMBER = 8  # characters that are looked at before an inch mark

# The next paragraph begins with an opening mark, too.
GOES_ON = re.compile(r"\s*+[“„‟«\"″‘']")

# Where the closing mark is missing, who says so still stands behind a comma: “We had no water, said Ann Hale.
NAME = r"[A-Z][\w.'’-]*(?: (?:(?:de|la|van|der|den|von|al|bin|of) )*[A-Z][\w.'’-]*){0,3}"


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
    usual = _single_marks if _sets_single_marks(text, paragraphs) else _double_marks
    spans: list[QuotedSpan] = []
    for paragraph in paragraphs:
        # Many papers set single marks in headlines only.
        other = paragraph.kind == "headline" and not DOUBLE_MARK.search(text, paragraph.start, paragraph.end)
        find_marks = _single_marks if other else usual
        spans += _pair(find_marks(text, paragraph), text, paragraph)
    return tuple(spans)


def _sets_single_marks(text: str, paragraphs: tuple[Paragraph, ...]) -> bool:
    """Whether single marks open more often than double ones, or no double mark stands outside the single ones."""
    n_single, n_double = len(SINGLE_OPEN.findall(text)), len(DOUBLE_MARK.findall(text)) / 2
    if n_single > n_double or not n_single:
        return n_single > n_double
    single = [(s.start, s.end) for p in paragraphs for s in _pair(_single_marks(text, p), text, p) if s.closed]
    inside = covering(single)
    return all(inside(mark.start()) for mark in DOUBLE_MARK.finditer(text))


def _pair(marks: Iterable[_Mark], text: str, paragraph: Paragraph) -> list[QuotedSpan]:
    """The spans between the marks of a paragraph."""
    spans: list[QuotedSpan] = []
    open_at: int | None = None
    # Up to here there is no lost mark: to look at the same words for each mark would take time by the square of their number.
    no_closing = no_opening = paragraph.start
    for mark in marks:
        if mark.opens:
            if open_at is not None and (tag := _lost_closing(text, open_at, no_closing, mark.start)) is not None:
                spans.append(QuotedSpan(open_at, tag, True, paragraph.number))
                open_at = None
            open_at = mark.start if open_at is None else open_at
            no_closing = mark.start
        elif open_at is not None:
            spans.append(QuotedSpan(open_at, mark.end, True, paragraph.number))
            open_at = None
        elif text.startswith((".", "!", "?", ","), last_before(text, paragraph.start, mark.start)):
            last_closed = max(spans[-1].end, no_opening) if spans else None
            opening = _lost_opening(text, last_closed, mark.start, paragraph)
            if opening is not None:
                spans.append(QuotedSpan(opening, mark.end, True, paragraph.number))
            no_opening = mark.start
    if open_at is not None:
        goes_on = GOES_ON.match(text, paragraph.end) is not None
        tag = None if goes_on else _lost_closing(text, open_at, no_closing, paragraph.end)
        end, closed = (paragraph.end, False) if tag is None else (tag, True)
        spans.append(QuotedSpan(open_at, end, closed, paragraph.number))
    return spans


def _lost_closing(text: str, opening: int, none_before: int, end: int) -> int | None:
    """Where words end that have no closing mark before the next opening one: behind the comma before "said Ann Hale".

    None if no such words follow, or do not stand at the end of a sentence: within speech, they are part of the story.
    """
    tag = _tag_of_speech().search(text, max(opening, none_before - LONGEST_TAG), end)
    return None if tag is None else tag.start() + 1


@cache
def _tag_of_speech() -> re.Pattern[str]:
    """ "…, said Ann Hale, a nurse." and "…, the mayor told the paper.", at the end of a sentence."""
    said = "|".join(sorted(word_class("speech_tag")))
    described = r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Oo]ne|[Tt]wo) [\w’'-]+(?: [\w’'-]+){0,4}?"
    who = rf"(?:{described}|{NAME})(?:, {NAME},)?"
    tag = rf"(?:{said}) {who}|(?:{who}|he|she|they) (?:{said})"
    return re.compile(rf"[,?!] (?:{tag})\b(?=[^.!?“”\"]{{0,{REST_OF_SENTENCE}}}+[.!?](?:\s|$))")


def _lost_opening(text: str, last_closed: int | None, closing: int, paragraph: Paragraph) -> int | None:
    """Where words begin that end with a closing mark and have no opening one; None if nothing tells."""
    if last_closed is None:
        return paragraph.start
    sentence_end = re.compile(r"[.!?]\s+(?=[A-Z])").search(text, last_closed, closing)
    return sentence_end.end() if sentence_end else None


def _double_marks(text: str, paragraph: Paragraph) -> Iterator[_Mark]:
    open_mark = ""
    matches = list(DOUBLE_MARK.finditer(text, paragraph.start, paragraph.end))
    for at, match in enumerate(matches):
        before = text[match.start() - 1] if match.start() > paragraph.start else " "
        after = text[match.end()] if match.end() < paragraph.end else " "
        following = matches[at + 1] if at + 1 < len(matches) else None
        if _is_inch(text, match, bool(open_mark), following, paragraph):
            continue
        opens = _opens(match.group(), before, after, open_mark)
        open_mark = match.group() if opens else ""
        yield _Mark(match.start(), match.end(), opens)


def _is_inch(
    text: str, mark: re.Match[str], is_open: bool, following: re.Match[str] | None, paragraph: Paragraph
) -> bool:
    """Is this a mark for inches: behind a number, and not what closes the words that are open?

    In open words it is one if it stands behind feet, or if the next mark closes too.
    """
    number = INCHES.search(text, max(paragraph.start, mark.start() - LONGEST_NUMBER), mark.start())
    if number is None or mark.group() not in (*EITHER, "”", "''"):
        return False
    if not is_open or not number.group().isalnum():
        return True
    if following is None:
        return False
    before = text[following.start() - 1]
    return following.group() not in OPENING and not before.isspace() and before not in "([-—–"


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
