"""Names: a name that was typed beside the right one, and what kind of mistake it is."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from onrecord.classroom.alike import find_words, name_words
from onrecord.classroom.check._checked import Checked, blank, right, wrong
from onrecord.classroom.check._typed import fold, is_blank, meaning, text_of
from onrecord.words.lexicons import kind_of_noun

NOBODY = "nobody"
NEARLY = 0.8  # as `difflib` counts likeness: a slip of the pen
BESIDE = 50  # characters from a name to its role
ARTICLES = ("the", "a", "an")


def checked(
    what: str, given: object, wanted: Sequence[str | None], others: Sequence[str | None], text: str, mark: dict
) -> Checked:
    """Compare a name with the right ones.

    Args:
        what: "speaker" or "claimant", the beginning of the hints' names.
        given: what was typed.
        wanted: the right names; None for nobody, or for the article itself.
        others: those who say or claim something else in the article.
        text: of the article.
        mark: of the quote or figure.
    """
    if is_blank(given):
        return blank()
    typed = text_of(given)
    if typed is None:
        return wrong("no_text")
    if any(_is_name(typed, name) or _is_name_with_office(typed, name, text) for name in wanted):
        return right()
    if meaning("nobody", typed) == NOBODY:
        return right() if None in wanted else wrong(f"{what}_somebody")
    return wrong(_mistake(what, typed, [name for name in wanted if name], others, text, mark))


def _mistake(what: str, typed: str, wanted: Sequence[str], others: Sequence[str | None], text: str, mark: dict) -> str:
    """The kind of mistake, as hints.csv calls it."""
    words = name_words(typed)
    if meaning("pronoun", typed) == "pronoun":
        return f"{what}_pronoun" if wanted else f"{what}_nobody"
    if not words:
        return "no_words"
    if any(set(words) < set(name_words(name)) for name in wanted):
        return "name_part"
    if any(set(words) > set(name_words(name)) for name in wanted):
        return "name_more"
    if any(_like(typed, name) for name in wanted):
        return "name_spelling"
    if any(name and set(words) <= set(name_words(name)) for name in others):
        return f"{what}_other"
    if find_words(text[mark["start"] : mark["end"]], typed):
        return f"{what}_about"
    if _is_mention(typed, mark) or _is_role(words[-1], wanted, text):
        return f"{what}_role" if any(map(_has_name, wanted)) else f"{what}_words" if wanted else f"{what}_nobody"
    if not find_words(text, typed):
        return "not_in_article"
    return f"{what}_not_here"


def _is_role(noun: str, names: Sequence[str], text: str) -> bool:
    """Whether a noun is for a speaker and stands beside one of the names: "the ombudsman, Ludmila Denisova"."""
    if not kind_of_noun(noun):
        return False
    named = [place for name in names for place in find_words(text, name)]
    return any(abs(start - place[0]) < BESIDE for start, _ in find_words(text, noun) for place in named)


def _is_name(typed: str, name: str | None) -> bool:
    """Whether these are the words of a name; titles and articles do not count."""
    return bool(name) and name_words(typed) == name_words(name or "")


def _is_name_with_office(typed: str, name: str | None, text: str) -> bool:
    """Whether these are an office and the name as the article has them together: "Interior Minister Tomas Keld"."""
    words, of_name = name_words(typed), name_words(name or "")
    before = words[: -len(of_name)] if of_name and words[-len(of_name) :] == of_name else []
    is_office = bool(before) and bool(kind_of_noun(before[-1]))
    return is_office and bool(find_words(text, typed)) and _has_name(name or "")


def _like(typed: str, name: str) -> bool:
    return difflib.SequenceMatcher(None, fold(typed), fold(name)).ratio() >= NEARLY


def _is_mention(typed: str, mark: dict) -> bool:
    """Whether these are the words that point at the speaker here: "the ministry"."""
    mention = mark.get("speaker") or mark.get("source_text") or ""
    return bool(mention) and name_words(typed) == name_words(mention)


def _has_name(name: str) -> bool:
    return any(word[:1].isupper() for word in name.split() if fold(word) not in ARTICLES)
