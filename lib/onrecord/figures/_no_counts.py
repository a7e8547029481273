"""Numbers that count nothing, as the parse shows them: ages, addresses, names, sizes, fractions of whole things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.figures.numbers import NumberPhrase
from onrecord.figures.units import Unit, category_of
from onrecord.words.lexicons import word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

OLDEST = 120  # years that somebody may be old


def is_no_count(phrase: NumberPhrase, unit: Unit) -> bool:
    """Whether a number is somebody's age, part of an address or a name, a size, or no whole number of whole things."""
    if phrase.kind != "count" or (phrase.high or 0) >= 10_000:
        return False
    if phrase.high is None:
        return unit.noun is None and _is_step(phrase, unit.anchor)
    if unit.noun is not None:
        return _is_house_number(phrase, unit.noun) or (_is_broken(phrase) and unit.category in WHOLE)
    if _is_broken(phrase) or any(is_none(phrase, unit.anchor) for is_none in (_is_in_a_name, _is_size, _is_step)):
        return True
    return phrase.high < OLDEST and any(is_age(phrase, unit.anchor) for is_age in AGES)


WHOLE = ("people", "households", "buildings", "vehicles", "weapons", "animals", "places", "infrastructure")
THINGS = ("buildings", "vehicles", "infrastructure", "places", "organisations")


def _is_broken(phrase: NumberPhrase) -> bool:
    """A number with a fraction: a magnitude, a calibre or an average, as there is no half of a person or a house."""
    return phrase.rule == "digits" and phrase.low is not None and phrase.low != int(phrase.low)


def _is_in_a_name(phrase: NumberPhrase, number: Token) -> bool:
    """ "Reactor 4 was destroyed": digits right behind One Thing with a capital."""
    if phrase.rule != "digits" or phrase.start < phrase.number_start or not number.i:
        return False
    thing = number.nbor(-1)
    return thing.text[0].isupper() and thing.tag_ in ("NN", "NNP") and category_of(thing) in THINGS


def _is_size(phrase: NumberPhrase, number: Token) -> bool:
    """ "A village of 300 was destroyed", "a school for 400": people who live or learn there, and no villages."""
    thing = number.head.head
    inside = number.dep_ == "pobj" and number.head.lower_ in ("of", "for", "with") and number.head.dep_ == "prep"
    return inside and thing.tag_ in ("NN", "NNP") and category_of(thing) in THINGS


def is_cell(phrase: NumberPhrase, number: Token) -> bool:
    """Whether a share without a noun stands alone in brackets or in a cell of a table: nobody says what of."""
    doc, before = number.doc, _word_before(phrase, number)
    i = number.i
    while i < len(doc) and doc[i].idx < phrase.end:
        i += 1
    opened = before.text in ("|", "(", "[") or before.is_space or before.i == number.i
    return opened and (i == len(doc) or doc[i].text in ("|", ")", "]") or doc[i].is_space)


def _is_house_number(phrase: NumberPhrase, noun: Token) -> bool:
    """ "27 Harbour Road": a number in digits before names, the last of which is a kind of street."""
    streets = word_class("street") | word_class("street_in_address")
    if phrase.rule != "digits" or not noun.text[0].isupper() or noun.lower_ not in streets:
        return False
    between = noun.doc.char_span(phrase.number_end, noun.idx, alignment_mode="contract")
    names = [t for t in between or () if not t.is_space]
    return bool(names) and all(t.text[0].isupper() or t.is_punct for t in names)


def _is_step(phrase: NumberPhrase, number: Token) -> bool:
    """ "The number of dead rose by 12 to 96": by how much a total changed is no total."""
    by = _word_before(phrase, number)
    changes = by.doc[max(by.i - 3, 0) : by.i]
    return by.lower_ == "by" and any(t.lemma_.lower() in word_class("change") for t in changes)


def _is_age_beside(phrase: NumberPhrase, number: Token) -> bool:
    """An age set off by commas: "her daughter, six, ...", "Ann Example, seven, ...", "the brothers, six and nine, ..."."""
    first = number
    while first.dep_ == "conj" and first.head.like_num:
        first = first.head
    somebody = first.head
    if first.dep_ != "appos" or somebody.i >= first.i or not _after_comma(phrase, first):
        return False
    several = first is not number or any(c.dep_ == "conj" and c.like_num for c in first.children)
    return _is_one_person(somebody) or (several and category_of(somebody) == "people")


def _after_comma(phrase: NumberPhrase, number: Token) -> bool:
    """Whether a number, or the words that widen it, come right after a comma."""
    before = _word_before(phrase, number)
    return before.text in (",", "(") or before.dep_ == "advmod"


def _word_before(phrase: NumberPhrase, number: Token) -> Token:
    """The word before a number and the words that widen it."""
    i = max(number.i - 1, 0)
    while i > 0 and number.doc[i].idx >= phrase.start:
        i -= 1
    return number.doc[i]


def _is_age_of(phrase: NumberPhrase, number: Token) -> bool:
    """An age after "of": "a girl of about nine"; "a crew of nine" is a count."""
    return number.dep_ == "pobj" and number.head.lower_ == "of" and _is_one_person(number.head.head)


def _is_one_person(token: Token) -> bool:
    if token.ent_type_ == "PERSON":
        return True
    singular = token.tag_ == "NN" and token.lower_ not in word_class("collective") | word_class("people_without_plural")
    return singular and category_of(token) == "people"


def _is_age_by_verb(phrase: NumberPhrase, number: Token) -> bool:
    """ "She was nine when soldiers came": what one person is."""
    if number.dep_ not in ("attr", "acomp") or number.head.lemma_ != "be":
        return False
    subjects = [c for c in number.head.children if c.dep_ == "nsubj"]
    return any(s.lower_ in ("he", "she", "i") or _is_one_person(s) for s in subjects)


AGES = (_is_age_beside, _is_age_of, _is_age_by_verb)
