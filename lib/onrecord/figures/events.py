"""Events: what happened to the things that a number counts, read off the dependency parse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.figures._event_beside import beside
from onrecord.figures._event_nouns import by_among, by_label, by_modifier, by_noun, by_whole, implied, says_itself
from onrecord.figures._event_states import by_included, by_sought, by_state
from onrecord.figures._event_sums import summed_up
from onrecord.figures._event_totals import by_total
from onrecord.figures._event_verbs import by_clause_on_noun, by_lives, by_verb, is_undone
from onrecord.figures.event_terms import Event, Rule
from onrecord.figures.units import Unit, categories, is_part

if TYPE_CHECKING:
    from onrecord.text.tokens import Token


def event_of(unit: Unit) -> Event | None:
    """The event of a counted thing, by the first rule of `RULES` that sees one.

    Where the thing itself shows none, the thing it is coordinated with is asked ("23 schools and 15 clinics
    were destroyed"), then the noun whose complement it is ("a group of 12 soldiers was captured").
    """
    unit_itself, *above = _sites(unit)
    for rule in RULES:
        if event := rule(unit_itself):
            return summed_up(event, unit)
    for site in above:
        for rule in ABOVE:
            if event := rule(site):
                return summed_up(event, unit)
    return None if any(is_undone(site) for site in (unit_itself, *above)) else implied(unit)


def _sites(unit: Unit) -> Iterator[Unit]:
    """The counted thing, then the tokens that stand for it higher up in the sentence."""
    yield unit
    token, seen = unit.anchor, 0
    while seen < 6:
        seen += 1
        if token.dep_ in ("conj", "appos") and token.head.pos_ in ("NOUN", "PROPN", "NUM", "PRON", "ADJ"):
            token = token.head
        elif token.dep_ == "pobj" and token.head.lower_ in ("of", "including", "like") and _is_carrier(token.head.head):
            token = token.head.head
        elif (
            token.dep_ in ("nmod", "compound", "nummod", "appos", "dep")
            and (token.head.pos_ == "NOUN" or token.head.lower_ == "more")
            and token.head.i > token.i
        ):
            token = token.head
        else:
            return
        yield replace(unit, anchor=token)


def _is_carrier(token: Token) -> bool:
    """A noun that brings its complement with it: "a group of 12", "showcases of 30 stores", but not "a father of 7"."""
    person = token.tag_ == "NN" and categories().get(token.lower_) == "people"
    return token.pos_ in ("NOUN", "PROPN") and not person and not is_part(token)


# In the order in which they are asked. What each sees stands in its docstring.
RULES: tuple[Rule, ...] = (
    says_itself,
    by_verb,
    by_lives,
    by_noun,
    by_clause_on_noun,
    by_modifier,
    by_among,
    by_sought,
    by_included,
    by_total,
    by_label,
    by_state,
    beside,
    by_whole,
)
# Those that hold for a token that stands for the counted thing higher up.
ABOVE: tuple[Rule, ...] = (by_verb, by_lives, by_noun, by_clause_on_noun, by_among, by_total)
