"""Candidates: number phrases with what the parse says of them, before they become rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.figures._event_headlines import in_headline
from onrecord.figures._event_nouns import money_event
from onrecord.figures._event_totals import is_total
from onrecord.figures._event_verbs import is_undone
from onrecord.figures._no_counts import OLDEST, is_cell, is_no_count
from onrecord.figures.event_terms import Event
from onrecord.figures.events import event_of
from onrecord.figures.numbers import NumberPhrase, find_numbers
from onrecord.figures.units import PEOPLE, Unit, categories, category_of, lemma_of, unit_of
from onrecord.text.parsing import ParsedArticle

if TYPE_CHECKING:
    from onrecord.text.tokens import Span


@dataclass(frozen=True)
class Candidate:
    """A number phrase with what the parse says about it, before it becomes a row."""

    phrase: NumberPhrase
    unit: Unit
    event: Event | None
    start: int
    end: int
    rule: str


def is_explained(item: Candidate) -> bool:
    """Whether the text says what a number counts, or what happened to it."""
    explained = item.event is not None or item.unit.noun is not None or item.phrase.kind != "count"
    return explained or is_people_saved(item) or is_total(item.unit)


def is_bare_count(item: Candidate) -> bool:
    """Whether a number without a noun says how many ("we expected 650"); "the two" and "Round 2" do not."""
    phrase, number = item.phrase, item.unit.anchor
    if phrase.low == 1 or phrase.rule == "vague_few" or _is_age(item):
        return False
    before = number.nbor(-1) if number.i else number
    return phrase.start < phrase.number_start or not (before.lower_ in POINTING or before.pos_ == "PROPN")


POINTING = ("the", "those", "these", "both")


def _is_age(item: Candidate) -> bool:
    """A number that somebody is, or is under or over: "my boys are six and nine", "everybody under thirty"."""
    number = item.unit.anchor
    while number.dep_ == "conj" and number.head.like_num:
        number = number.head
    subjects = [c for c in number.head.children if c.dep_ == "nsubj"] if number.head.lemma_ == "be" else []
    older = number.doc[max(number.i - 1, 0)].lower_ in ("under", "over") and item.phrase.approx != "exact"
    somebody = any(category_of(s) == "people" or s.lower_ in ("i", "he", "she", "we", "they", "who") for s in subjects)
    return (somebody or older) and (item.phrase.high or item.phrase.low or 0) < OLDEST


def find_candidates(parsed: ParsedArticle, text: str) -> list[Candidate]:
    """The number phrases that count something, with unit and event."""
    headline_end = parsed.article.headline[1] if parsed.article.headline else 0
    skipped = [(p.start, p.end) for p in parsed.paragraphs if p.kind == "boilerplate"]
    candidates: list[Candidate] = []
    for phrase in find_numbers(text):
        if any(a <= phrase.number_start < b for a, b in skipped):
            continue
        end = phrase.end if phrase.kind == "share" else phrase.number_end  # "per cent" is no noun that it counts
        span = parsed.tokens.char_span(phrase.number_start, end, alignment_mode="expand")
        if span is not None and len(span) and (item := _read(phrase, span, phrase.start < headline_end)):
            if candidates and candidates[-1].end > item.start:
                # "two of the four gates": each number keeps its own words.
                candidates[-1] = replace(candidates[-1], end=candidates[-1].phrase.end)
            candidates.append(item)
    return candidates


def _read(phrase: NumberPhrase, span: Span, headline: bool) -> Candidate | None:
    """Unit and event of one number phrase, or None where it is no figure."""
    if measure := _measure(phrase, span):
        return measure
    unit = unit_of(phrase, span)
    if unit is None or unit.category == "none" or is_no_count(phrase, unit):
        return None
    event = _event(phrase, unit)
    if event is None and headline and phrase.kind == "count":
        unit, event = in_headline(unit, phrase.number_end)
    if _names_one_of_many(phrase, unit) or (event is None and not _is_count(phrase, unit)):
        return None
    start, end = _extent(phrase, span, unit)
    rule = event.rule if event else "count"
    return Candidate(phrase, unit, event, start, end, rule)


def _event(phrase: NumberPhrase, unit: Unit) -> Event | None:
    if phrase.kind == "money" or unit.category == "money":
        return money_event(unit)
    if unit.category == "measures" and unit.anchor.dep_ == "pobj" and unit.anchor.head.lower_ == "of":
        return None  # "a tank of 3,000 tons was destroyed": the size of one thing
    return event_of(unit)


def _extent(phrase: NumberPhrase, span: Span, unit: Unit) -> tuple[int, int]:
    """From the approximator to the noun, where the noun comes after the number and near it."""
    noun = unit.noun
    if noun is not None and noun.i > span[-1].i and noun.idx + len(noun) - phrase.end < 80:
        return phrase.start, max(phrase.end, noun.idx + len(noun))
    return phrase.start, phrase.end


def _measure(phrase: NumberPhrase, span: Span) -> Candidate | None:
    """A measure of weight or volume before a noun: "a 300-ton tank" counts tons, and no tanks."""
    doc, i = span.doc, span.end
    if (
        i + 1 >= len(doc)
        or doc[i].text != "-"
        or doc[i].whitespace_
        or categories().get(lemma_of(doc[i + 1])) != "measures"
    ):
        return None
    noun = doc[i + 1]
    unit = Unit(noun, noun, "measures", phrase.start)
    return Candidate(phrase, unit, None, phrase.start, noun.idx + len(noun), "measure_before_noun")


def _is_count(phrase: NumberPhrase, unit: Unit) -> bool:
    """Whether a number with no casualty or damage event still counts something worth a row.

    It must count a plural noun, be a sum of money, or a share of anything but time. "One", "several" and numbers that
    look like years or names (a singular noun) do not count here. Bare numbers stay: others may explain them.
    """
    if unit.noun is None or phrase.kind == "money" or unit.category == "money":
        return phrase.kind != "share" or not is_cell(phrase, unit.anchor)
    if phrase.kind == "share":
        return phrase.rule != "fraction" or category_of(unit.noun) != "none"
    if phrase.rule == "vague_few" or phrase.low == phrase.high == 1:
        return False
    if _looks_like_year(phrase) and unit.category is None:
        return False
    plural = unit.noun.tag_ in ("NNS", "NNPS") or unit.noun.lower_ not in (lemma_of(unit.noun), unit.noun.lemma_)
    return plural or unit.category in (*PEOPLE, "vehicles", "animals")


def _names_one_of_many(phrase: NumberPhrase, unit: Unit) -> bool:
    """A number that ranks and does not count ("one of the worst attacks"), or a bare year."""
    if _looks_like_year(phrase) and phrase.approx == "exact" and (unit.noun is None or unit.noun.tag_ in ("NN", "NNP")):
        return True
    if phrase.low != 1 or phrase.high != 1:
        return False
    if unit.noun is None:
        if any(t.tag_ == "JJS" for of in unit.anchor.rights if of.lower_ == "of" for t in of.children):
            return True  # "one of the oldest"
        # "the old one", "each one": a pronoun
        return unit.anchor.i > 0 and unit.anchor.nbor(-1).pos_ in ("ADJ", "DET") and phrase.start == phrase.number_start
    return any(t.tag_ == "JJS" for t in unit.noun.lefts)


def _looks_like_year(phrase: NumberPhrase) -> bool:
    """Four digits and no separator between 1500 and 2100; "2,000" is a count."""
    plain = phrase.rule == "digits" and phrase.number_end - phrase.number_start == 4
    return plain and phrase.low is not None and phrase.low == phrase.high and 1500 <= phrase.low <= 2100


def is_people_saved(item: Candidate) -> bool:
    """A bare number that something other than harm happened to: "163 were rescued"."""
    return item.unit.noun is None and item.phrase.kind == "count" and is_undone(item.unit)
