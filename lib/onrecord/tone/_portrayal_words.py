"""Words of portrayals: the lexicons of words that credit or describe and of deeds, and what an object is."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.words import read_words
from onrecord.words.lexicons import kind_of_noun, word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

# Units of words/event_terms.csv whose events somebody may do to people, and to things.
PEOPLE_UNITS = ("people", "civilians", "residents", "residents_known", "any")
THING_UNITS = ("things", "structures", "buildings", "vehicles")

PLACE_NAMES = ("GPE", "LOC", "FAC")
PEOPLE_NAMES = ("PERSON", "NORP")
PLACE_CATEGORIES = ("places", "buildings", "infrastructure", "land")
THING_CATEGORIES = (*PLACE_CATEGORIES, "vehicles", "weapons", "money", "plants", "animals")
PEOPLE_CATEGORIES = ("people", "households")
PERSONAL = frozenset(
    {"he", "him", "she", "her", "they", "them", "who", "whom", "me", "us", "you", "everyone", "somebody"}
)


class Loaded(NamedTuple):
    """A line of words/loaded_words.csv: whether the word credits or discredits, and what must go with it.

    `needs` is "owner" for a word that means somebody's ("son of"), "owner or name" for one that may also stand right before
    a name ("rival Ann Hale"), and else "".
    """

    loaded: str | None
    needs: str


class DeedVerb(NamedTuple):
    """What a verb does: the event, to its object or subject, which object it takes, and words of which one must go with it.

    Needs that begin with "!" must not be there: "dismissed him as a fool".
    """

    event: str
    affects: str
    object: str
    needs: frozenset[str]


@cache
def loaded_words(pos: str, kind: str) -> dict[str, tuple[Loaded, ...]]:
    """The lexicon words/loaded_words.csv by part of speech and kind, {word: its lines}, those that need nothing first."""
    lines: dict[str, list[Loaded]] = {}
    for row in read_words("loaded_words.csv"):
        if (row["pos"], row["kind"]) == (pos, kind):
            lines.setdefault(row["word"], []).append(Loaded(row["loaded"] or None, row["with"]))
    return {word: tuple(sorted(those, key=lambda line: line.needs)) for word, those in lines.items()}


@cache
def deed_verbs() -> dict[str, tuple[DeedVerb, ...]]:
    """Verbs for what is done to others, {lemma: its entries}, those that need a further word first.

    They stand in words/deed_verbs.csv; verbs that are not there are taken from words/event_terms.csv if they need no
    further word and do something to people or things.
    """
    verbs: dict[str, list[DeedVerb]] = {}
    for row in read_words("deed_verbs.csv"):
        needs = frozenset(filter(None, row["with"].split("|")))
        verbs.setdefault(row["verb"], []).append(DeedVerb(row["event"], row["affects"], row["object"], needs))
    own = {verb for verb, lines in verbs.items() if any(e.affects == "object" for e in lines)}
    for row in read_words("event_terms.csv"):
        if row["pos"] != "verb" or row["affects"] not in ("object", "either") or row["with"] or row["term"] in own:
            continue
        kind = "people" if row["units"] in PEOPLE_UNITS else "things" if row["units"] in THING_UNITS else ""
        if kind:
            verbs.setdefault(row["term"], []).append(DeedVerb(row["event"], "object", kind, frozenset()))
    return {verb: tuple(sorted(entries, key=lambda entry: not entry.needs)) for verb, entries in verbs.items()}


@cache
def _categories() -> dict[str, str]:
    """The lexicon words/units.csv: {noun: category}."""
    return {row["noun"]: row["category"] for row in read_words("units.csv")}


def is_of_kind(noun: Token, kind: str) -> bool:
    """Whether a noun is an object of this kind: people, things, places, any, or one of some nouns ("power|control")."""
    lemma = noun.lemma_.lower()
    category = _categories().get(lemma)
    if kind == "people":
        return _is_somebody(noun, lemma, category)
    if kind == "captives":  # votes and viewers are captured, too
        return _is_somebody(noun, lemma, category) and lemma not in word_class("no_captive")
    if kind == "places":
        return noun.ent_type_ in PLACE_NAMES or category in PLACE_CATEGORIES
    if kind == "things":
        return noun.ent_type_ in PLACE_NAMES or category in THING_CATEGORIES
    if kind == "goods":  # nobody's chance, lead or attention
        return noun.pos_ == "NOUN" and lemma not in word_class("no_goods") and not _is_somebody(noun, lemma, category)
    return kind == "any" or lemma in kind.split("|")


def _is_somebody(noun: Token, lemma: str, category: str | None) -> bool:
    if noun.pos_ == "PRON":
        return noun.lower_ in PERSONAL
    if noun.pos_ == "NUM" or noun.lower_ in ("dozens", "hundreds", "thousands", "scores"):
        return True
    if noun.ent_type_ in PEOPLE_NAMES or category in PEOPLE_CATEGORIES or lemma == "life":
        return True
    return kind_of_noun(noun.lower_, lemma) == "person"
