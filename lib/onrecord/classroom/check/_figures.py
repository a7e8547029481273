"""What a figure counts, and which numbers it stands for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from onrecord.classroom.check._checked import Checked, blank, right, wrong
from onrecord.classroom.check._places import Mark, Text, picked
from onrecord.classroom.check._stopped import unless_stopped
from onrecord.classroom.check._typed import fold, is_blank, meaning, number_of, text_of
from onrecord.classroom.texts import LessonError, kept_marks, names
from onrecord.rows import EVENTS

Ends = tuple[float | None, float | None]


@unless_stopped
def event(of: str, words: str, given: object) -> Checked:
    """Check what happened to those whom a figure counts.

    Args:
        of: name of the text.
        words: words that pick out the figure.
        given: the answer: killed, injured, missing, displaced, detained, destroyed, damaged or other.

    Raises:
        LessonError: the text or the words are not there.
    """
    text, mark = picked(of, words, "figures")
    if is_blank(given):
        return blank()
    typed = text_of(given)
    if typed is None:
        return wrong("no_text")
    means = meaning("event", typed)
    wanted = {mark["event"] or "other", *mark.get("event_alt", ())}
    if means in wanted:
        return right()
    if means not in (*EVENTS, "other"):
        return wrong("event_none")
    if means == "other":
        return wrong("event_not_other")
    if "other" in wanted:
        return wrong("event_nothing_happened")
    beside = any(figure["event"] == means for figure in text["figures"])
    return wrong("event_another_figure" if beside else "event_not_in_article")


@unless_stopped
def value(of: str, words: str, low: object, high: object) -> Checked:
    """Check which numbers a figure stands for.

    Args:
        of: name of the text.
        words: words that pick out the figure.
        low, high: the answer: the least and the greatest number that it allows; None for an end that is open.

    Raises:
        LessonError: the text or the words are not there, or the figure gives no number.
    """
    text, mark = picked(of, words, "figures")
    wanted = _ends(mark)
    if wanted == (None, None):
        raise LessonError(f"{of}: the figure {mark['text']!r} gives no number. Ask for another one.")
    low, high = _open_end(low), _open_end(high)
    if (low is None and high is None) or is_blank_text(low) or is_blank_text(high):
        return blank("blank_value")
    given = tuple(None if end is None else number_of(end) for end in (low, high))
    if any(number is None and end is not None for number, end in zip(given, (low, high), strict=True)):
        return wrong("no_number")
    ends = (given[0], given[1])
    if ends == wanted:
        return right()
    return wrong(next(case for case, is_so in MISTAKES if is_so(of, text, mark, ends)))


def _open_end(given: object) -> object:
    """An end as it was typed; None, too, where the word was typed as a text."""
    return None if isinstance(given, str) and fold(given) == "none" else given


def is_blank_text(given: object) -> bool:
    """Whether an end was not answered; None is an answer: the end is open."""
    return given is not None and is_blank(given)


def _ends(mark: Mark) -> Ends:
    return mark["value_low"], mark["value_high"]


def _are_swapped(of: str, text: Text, mark: Mark, given: Ends) -> bool:
    return (None not in given and given[0] > given[1]) or given == _ends(mark)[::-1]  # type: ignore[operator]


def _opens_wrong_end(of: str, text: Text, mark: Mark, given: Ends) -> bool:
    """Only an upper end where the lower one is given, or the other way round."""
    low, high = _ends(mark)
    return (low is None) == (given[1] is None) != (given[0] is None) == (high is None)


def _is_open(of: str, text: Text, mark: Mark, given: Ends) -> bool:
    """An end is closed that the article leaves open; the other is right."""
    low, high = _ends(mark)
    return (low is None and given[1] == high) or (high is None and given[0] == low)


def _is_closed(of: str, text: Text, mark: Mark, given: Ends) -> bool:
    """An end is open that the article closes; the other is right."""
    low, high = _ends(mark)
    return None not in (low, high) and None in given and (given[0] == low or given[1] == high)


def _is_rounded(of: str, text: Text, mark: Mark, given: Ends) -> bool:
    """One number where the article gives a range around or from it."""
    low, high = _ends(mark)
    if None in (low, high, *given) or low == high:
        return False
    return low <= given[0] <= given[1] <= high  # type: ignore[operator]


def _counts(field: str) -> Callable[[str, Text, Mark, Ends], bool]:
    """The number of another figure of the text that differs in what it counts, or in who claims it."""

    def is_so(of: str, text: Text, mark: Mark, given: Ends) -> bool:
        same = [figure for figure in text["figures"] if _ends(figure) == given]
        return any(figure[field] != mark[field] for figure in same)

    return is_so


def _is_part(of: str, text: Text, mark: Mark, given: Ends) -> bool:
    """The number of a part of what the figure counts, or of what it is a part of."""
    parts = [figure for figure in text["figures"] if _ends(figure) == given]
    return any(figure.get("subset_of") == mark["fid"] or mark.get("subset_of") == figure["fid"] for figure in parts)


def _is_here(of: str, text: Text, mark: Mark, given: Ends) -> bool:
    return any(_ends(figure) == given for figure in text["figures"])


def _is_elsewhere(of: str, text: Text, mark: Mark, given: Ends) -> bool:
    """The number that another article of the class set gives for the same."""
    return of in names() and (mark["event"], given) in _numbers_of_class()


def _has_other_zeros(of: str, text: Text, mark: Mark, given: Ends) -> bool:
    pairs = [(one, other) for one, other in zip(given, _ends(mark), strict=True) if one and other]
    return bool(pairs) and all(_zeros(one, other) for one, other in pairs)


def _zeros(one: float, other: float) -> bool:
    return any(one * 10**places == other or one == other * 10**places for places in range(1, 7))


@cache
def _numbers_of_class() -> frozenset[tuple[str, Ends]]:
    return frozenset((mark["event"], _ends(mark)) for name in names() for mark in kept_marks(name)["figures"])


MISTAKES: tuple[tuple[str, Callable[[str, Text, Mark, Ends], bool]], ...] = (
    ("value_wrong_end", _opens_wrong_end),
    ("value_swapped", _are_swapped),
    ("value_open", _is_open),
    ("value_closed", _is_closed),
    ("value_range", _is_rounded),
    ("value_part", _is_part),
    ("value_other_event", _counts("event")),
    ("value_other_claimant", _counts("source")),
    ("value_other_figure", _is_here),
    ("value_other_day", _is_elsewhere),
    ("value_zeros", _has_other_zeros),
    ("value_not_here", lambda *_: True),
)
