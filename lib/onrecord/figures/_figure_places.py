"""Places: where what a figure counts happened, by the parse."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from onrecord.figures.candidates import Candidate
from onrecord.figures.units import categories, lemma_of
from onrecord.text.parsing import ParsedArticle
from onrecord.words.lexicons import kind_of_noun, titles, word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Span, Token

PLACES = ("GPE", "LOC", "FAC")
MAY_BE_PLACES = ("ORG", "PERSON", "PRODUCT", "WORK_OF_ART")  # beside a noun for a place: "the capital, Dorn"
WHERE = frozenset(
    "in at near on outside inside across around along off over through throughout within beside above below under beyond"
    " into from to of amid between toward towards".split()
)
SURELY_WHERE = ("in", "near", "outside")
DIRECTIONS = frozenset(
    "north south east west northeast northwest southeast southwest mile km kilometer kilometre".split()
)
CLAUSES = ("ccomp", "advcl", "relcl", "parataxis", "conj")
STEPS_UP = 20  # heads from a place or a figure up to the top of its sentence
FAR = 2  # clauses between a figure and a place that is taken to be its own


def find_places(parsed: ParsedArticle) -> list[Span]:
    """The places that an article names, in the order of the text; no people, no days, and no part of another word."""
    people = {e[-1].lower_ for e in parsed.entities if e.label_ == "PERSON" and len(e) > 1}
    return [e for e in parsed.entities if _is_place(e) and not _is_somebody(e, people)]


def _is_place(entity: Span) -> bool:
    root = entity.root
    after = root.nbor() if root.i + 1 < len(root.doc) else root
    if root.lower_ in word_class("calendar") or (after.text == "-" and not root.whitespace_):
        return False  # "Britain-based"
    if entity.label_ in PLACES:
        return root.dep_ in ("pobj", "appos", "npadvmod")
    if entity.label_ not in MAY_BE_PLACES:
        return False
    if root.dep_ == "pobj" and root.head.lower_ in SURELY_WHERE:
        # "in Dorn", where the model takes the town for a body or a man
        body = root.text.isupper() or kind_of_noun(root.lower_)
        return not body and not any(c.dep_ in ("det", "poss", "amod") for c in root.children)
    named = root.head if root.dep_ == "appos" else root.head.head
    of_place = root.dep_ == "appos" or (root.dep_ == "pobj" and root.head.lower_ == "of")
    return of_place and (named.lower_ == "capital" or categories().get(lemma_of(named)) == "places")


def _is_somebody(entity: Span, people: set[str]) -> bool:
    """A name that somebody in the text bears, or behind a title."""
    before = entity[0].nbor(-1).lower_.rstrip(".") if entity.start else ""
    return entity[-1].lower_ in people or before in titles()


def place_of(item: Candidate, places: Iterable[Span]) -> str | None:
    """Of the places in a figure's sentence the one in its own clause; among several the nearest, those behind it first."""
    path = _path(item.unit.anchor)
    near = []
    for place in places:
        if place.end_char <= item.start or place.start_char >= item.end:
            clauses = _clauses_between(place.root, path)
            if clauses is not None and clauses <= FAR:
                behind = place.start_char >= item.end
                distance = place.start_char - item.end if behind else 40 + item.start - place.end_char
                near.append((clauses, distance, " ".join(place.text.split())))
    return min(near)[2] if near else None


def _path(token: Token) -> list[Token]:
    path = [token]
    while token.head is not token and len(path) < STEPS_UP:
        token = token.head
        path.append(token)
    return path


def _clauses_between(place: Token, path: list[Token]) -> int | None:
    """How many clauses part a place from a figure; None where the place is somebody's or something else's."""
    token, clauses = place, 0
    for _ in range(STEPS_UP):
        if token in path:
            return clauses + sum(t.dep_ in CLAUSES for t in path[: path.index(token)])
        if token.dep_ == "pobj" and not _says_where(token.head):
            return None
        if token.dep_ in ("nsubj", "nsubjpass") and token.head in path:
            below = path[: path.index(token.head)]
            if any(t.dep_ == "ccomp" for t in below):
                return None  # of those who say it: "police in Dorn said"
        clauses += token.dep_ in CLAUSES and token.pos_ in ("VERB", "AUX")
        if token.head is token:
            return None
        token = token.head
    return None


def _says_where(preposition: Token) -> bool:
    """Whether a preposition tells where something happened, not whose it is or where somebody comes from."""
    above = preposition.head
    if preposition.lower_ not in WHERE:
        return False
    if preposition.lower_ == "of":
        aside = above.lemma_.lower() in DIRECTIONS and (above.dep_ != "pobj" or above.head.lower_ == "to")
        return not aside and not _is_somebodys(above)
    return preposition.lower_ != "from" or above.pos_ not in ("NOUN", "PROPN", "NUM")


def _is_somebodys(noun: Token) -> bool:
    category = categories().get(lemma_of(noun))
    if category in ("places", "buildings"):
        return False
    return category in ("people", "organisations") or kind_of_noun(noun.lemma_.lower()) is not None
