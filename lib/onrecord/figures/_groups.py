"""Groups: which people a figure counts ("28 people", "two Finnish tourists"), and where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.figures.regions import region_of
from onrecord.figures.units import anybody
from onrecord.rows import Figure
from onrecord.words import read_words

WORD = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*")
# Nouns that name all whom a happening harmed; "civilians" and "residents" may be some of them.
ALL_PEOPLE = anybody() - {
    "civilian",
    "resident",
    "inhabitant",
    "citizen",
    "national",
    "evacuee",
    "refugee",
    "idp",
    "idps",
}
OWN = frozenset({"its", "their", "his", "her", "our", "my", "your", "whose"})


@dataclass(frozen=True)
class Group:
    """What a figure counts: the words that say which people or things, none for people in general, and the spot.

    `spot` is a place within what the article reports; None for the whole of it.
    """

    words: frozenset[str]
    spot: str | None


@cache
def _loose_words() -> frozenset[str]:
    """The lexicon words/loose_words.csv: words before a noun that leave open who is counted."""
    return frozenset(row["word"] for row in read_words("loose_words.csv"))


@cache
def _attackers() -> frozenset[str]:
    """Nouns for those who harm others, whom a toll of victims leaves out."""
    return frozenset(row["noun"] for row in read_words("people.csv") if row["attacks"] == "1")


@cache
def _people() -> dict[str, str]:
    """The lexicon words/people.csv: {noun: combatant or civilian}."""
    return {row["noun"]: row["kind"] for row in read_words("people.csv")}


def group_of(figure: Figure, home: str | None, scene: str = "") -> Group:
    """Whom or what a figure counts, and where.

    Args:
        figure: a claim.
        home: the place of what is reported, as the first figure of the occurrence has it: no spot within it.
        scene: the beginning of the text: a "hotel" that it speaks of is where all happened.
    """
    behind = figure.text.partition(figure.stated)[2]
    named = [singular(word.lower()) for word in WORD.findall(behind)]
    words = {word for word in named if word not in ALL_PEOPLE and word not in _loose_words()}
    if figure.category not in ("people", "events"):
        return Group(frozenset({singular(figure.unit.lower())} if figure.unit else words), _spot(figure, home, scene))
    return Group(frozenset(words), _spot(figure, home, scene))


def _spot(figure: Figure, home: str | None, scene: str) -> str | None:
    """The place of a figure where it is not that of the whole: another town or country, but not the country around it."""
    place = figure.place
    if place is None or place == home or place in (figure.occurrence or "").split(", "):
        return None
    if re.search(rf"\b{re.escape(place.split()[-1].lower())}\b", scene):
        return None
    region, around = region_of(place), region_of(home)
    return place if region is None or (around is not None and region != around) else None


def is_of_attackers(group: Group) -> bool:
    return bool(group.words & _attackers())


def kind_of_people(figure: Figure) -> tuple[str, str] | None:
    """Whether a figure counts people who fight or people who do not, by its noun: (combatant or civilian, the noun)."""
    nouns = [singular(word.lower()) for word in WORD.findall(figure.text)]
    return next(((kind, noun) for noun in nouns if (kind := _people().get(noun))), None)


def is_of_owner(figure: Figure) -> bool:
    """ "Six of its citizens": some of those of one country or body."""
    return bool(OWN & set(WORD.findall(figure.text.lower())))


def singular(noun: str) -> str:
    """A noun without the ending of its plural."""
    if noun in anybody() or noun in IRREGULAR:
        return IRREGULAR.get(noun, noun)
    for ending, put in (("ies", "y"), ("sses", "ss"), ("men", "man"), ("s", "")):
        if noun.endswith(ending) and not noun.endswith(("ss", "us")):
            return noun.removesuffix(ending) + put
    return noun


IRREGULAR = {
    "children": "child",
    "policemen": "policeman",
    "lives": "life",
    "people": "people",
    "bodies": "body",
    "deaths": "death",
}
