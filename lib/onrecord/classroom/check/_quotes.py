"""Which words somebody says, and in which manner."""

from __future__ import annotations

import itertools

from onrecord.classroom.alike import SAME, find_words
from onrecord.classroom.check._checked import Checked, blank, right, wrong
from onrecord.classroom.check._places import Mark, Text, overlapping, picked
from onrecord.classroom.check._stopped import unless_stopped
from onrecord.classroom.check._typed import fold, is_blank, meaning, text_of
from onrecord.classroom.texts import kept_marks

MARKS = "\"'"
EDGES = " .,;:-" + MARKS
KINDS = ("direct", "mixed", "indirect")


@unless_stopped
def kind(of: str, words: str, given: object) -> Checked:
    """Check in which manner words are reported.

    Args:
        of: name of the text.
        words: words that pick out the quote.
        given: the answer: direct, mixed or indirect.

    Raises:
        LessonError: the text or the words are not there.
    """
    _, mark = picked(of, words, "quotes")
    if is_blank(given):
        return blank()
    typed = text_of(given)
    if typed is None:
        return wrong("no_text")
    means = meaning("kind", typed)
    if means == mark["kind"]:
        return right()
    if means not in KINDS:
        return wrong("kind_none")
    if mark["kind"] == "direct" and not any(letter in MARKS for letter in text_of(mark["text"]) or ""):
        return wrong("kind_turn")
    return wrong(f"kind_{means}_{mark['kind']}")


@unless_stopped
def quote(of: str, given: object) -> Checked:
    """Check whether these are exactly the words of a quote of the text.

    Args:
        of: name of the text.
        given: the answer, copied from the text, with its quotation marks where it has some.

    Raises:
        LessonError: there is no such text.
    """
    text = kept_marks(of)
    if is_blank(given):
        return blank("blank_quote")
    typed = text_of(given)
    if typed is None:
        return wrong("no_text")
    if any(_same(typed, mark) for mark in text["quotes"]):
        return right()
    core = typed.strip(EDGES)
    if not core:
        return wrong("no_words")
    places = find_words(text["text"], core)
    if not places:
        return wrong("quote_two_joined" if _joined(core, text) else "quote_not_in_article")
    return wrong(min((_mistake(typed, text, place) for place in places), key=_certainty))


def _same(typed: str, mark: Mark) -> bool:
    """Whether these are the words of a mark, with quotation marks at the ends where the mark has them."""
    wanted = text_of(mark["text"]) or ""
    return fold(typed.strip(EDGES)) == fold(wanted.strip(EDGES)) and _ends(typed) == _ends(wanted)


def _ends(words: str) -> tuple[bool, bool]:
    """Whether words begin and end with a quotation mark; commas and full stops beside it do not count."""
    bare = words.strip(" .,;:-")
    return bare[:1] in MARKS, bare[-1:] in MARKS


def _joined(core: str, text: Text) -> bool:
    """Whether these are two quotes of the text without what stands between them."""
    parts = [_letters(mark["text"]) for mark in text["quotes"]]
    typed = _letters(core)
    return any(a and b and a + b == typed for a, b in itertools.pairwise(parts))


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))


def _certainty(case: str) -> int:
    """Where words stand in several places, that which is likeliest meant comes first."""
    return ("quote_narration", "quote_thought", "quote_no_speech").index(case) + 1 if case in NO_QUOTE else 0


NO_QUOTE = ("quote_narration", "quote_thought", "quote_no_speech")


def _mistake(typed: str, text: Text, place: tuple[int, int]) -> str:
    """The kind of mistake of words that stand at a place of the text."""
    start, end = place
    met = overlapping(text["quotes"], start, end)
    if not met:
        if overlapping(text["not_speech"], start, end):
            return "quote_no_speech"
        return "quote_thought" if overlapping(text["thoughts"], start, end) else "quote_narration"
    if len(met) > 1:
        return "quote_two"
    (mark,) = met
    first, last = _core(mark)
    if any(_covers(place, mark, name) for name in ("cue", "speaker")):
        return "quote_cue"
    if start > first and end < last:
        return "quote_part"
    if (start, end) == (first, last):
        return "quote_marks" if _ends(text_of(mark["text"]) or "")[0] else "quote_no_marks"
    if start <= first:
        return "quote_ends_early" if end < last else "quote_ends_late" if start == first else "quote_begins_early"
    return "quote_begins_late"


def _covers(place: tuple[int, int], mark: Mark, name: str) -> bool:
    """Whether a place takes in the cue, or the words that point at the speaker, where these stand outside the quote."""
    start, end = mark.get(f"{name}_start"), mark.get(f"{name}_end")
    if start is None or end is None or mark["start"] <= start < mark["end"]:
        return False
    return bool(place[0] <= start and end <= place[1])


def _core(mark: Mark) -> tuple[int, int]:
    """Where the words of a mark begin and end without quotation marks and commas."""
    bare = mark["text"].translate(SAME)
    left = len(bare) - len(bare.lstrip(EDGES))
    return mark["start"] + left, mark["start"] + len(bare.rstrip(EDGES))
