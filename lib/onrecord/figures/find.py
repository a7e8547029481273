"""Figures: counts of people and things in an article, each with its range, event and claimant."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from onrecord.figures.events import (
    PEOPLE,
    Event,
    Unit,
    anybody,
    categories,
    event_of,
    event_text,
    is_hedged,
    is_negated,
    is_total,
    is_undone,
    lemma_of,
    money_event,
    unglued,
)
from onrecord.figures.numbers import NumberPhrase, find_numbers
from onrecord.rows import Figure, Quote
from onrecord.text.overlaps import covering, overlapping
from onrecord.text.parsing import ParsedArticle

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


@dataclass(frozen=True)
class _Found:
    """A number phrase with what the parse says about it, before it becomes a row."""

    phrase: NumberPhrase
    unit: Unit
    event: Event | None
    start: int
    end: int
    rule: str


def find_figures(parsed: ParsedArticle, quotes: list[Quote]) -> list[Figure]:
    """Find the casualty and damage figures of an article, and its other counts of people and things.

    Args:
        parsed: what `language.parse` gave.
        quotes: the article's quotes with their speakers filled in; a figure inside one is its speaker's.

    Returns:
        Figures in the order of the text. `event` is "other" where nothing casualty- or damage-like happens to what is
        counted; shares have category "share", sums of money "money". A number without a noun is a row where a verb or
        a total explains it, or where somebody says it. Every row names in `rule` what decided its event.

    Limits:
        Counts without a number ("a woman was killed") are not found. Ordinals, ages, dates, durations and distances are
        no figures. Boilerplate is skipped.
    """
    text = parsed.doc.text  # once: spaCy puts it together anew at each call
    found = _find(parsed, text)
    subsets = _subsets(text, found)
    found = _settle(text, found, subsets)
    subsets = _without_loops(subsets | _out_of(text, found))
    entities = [e for e in parsed.doc.ents if e.label_ in (*PLACES, *DATES)]
    additions = _additions(found)
    quotes = sorted(quotes, key=lambda q: q.start)
    said = covering([(q.start, q.end) for q in quotes])
    kept = [
        i
        for i, item in enumerate(found)
        if _is_explained(item) or ((i in subsets or said(item.start)) and _is_bare_count(item))
    ]
    names = {i: f"f{n}" for n, i in enumerate(kept, start=1)}
    rows = [
        replace(
            _row(parsed, found[i], names[i], entities),
            subset_of=names.get(subsets.get(i)),
            adds_to=names.get(additions.get(i)),
        )
        for i in kept
    ]
    return [_claim(parsed, row, quotes) for row in rows]


def _is_explained(item: _Found) -> bool:
    """Whether the text says what a number counts, or what happened to it."""
    explained = item.event is not None or item.unit.noun is not None or item.phrase.kind != "count"
    return explained or _is_people_saved(item) or is_total(item.unit)


def _is_bare_count(item: _Found) -> bool:
    """Whether a number without a noun says how many ("we expected 650"); "the two" and "Round 2" do not."""
    phrase, number = item.phrase, item.unit.anchor
    if phrase.low == 1 or phrase.rule == "vague_few" or _is_age(item):
        return False
    before = number.nbor(-1) if number.i else number
    return phrase.start < phrase.number_start or not (before.lower_ in POINTING or before.pos_ == "PROPN")


POINTING = ("the", "those", "these", "both")
OLDEST = 120  # years


def _is_age(item: _Found) -> bool:
    """A number that somebody is, or is under or over: "my boys are six and nine", "everybody under thirty"."""
    number = item.unit.anchor
    while number.dep_ == "conj" and number.head.like_num:
        number = number.head
    subjects = [c for c in number.head.children if c.dep_ == "nsubj"] if number.head.lemma_ == "be" else []
    older = number.doc[max(number.i - 1, 0)].lower_ in ("under", "over") and item.phrase.approx != "exact"
    somebody = any(_category(s) == "people" or s.lower_ in ("i", "he", "she", "we", "they", "who") for s in subjects)
    return (somebody or older) and (item.phrase.high or item.phrase.low or 0) < OLDEST


def _find(parsed: ParsedArticle, text: str) -> list[_Found]:
    """The number phrases that count something, with unit and event."""
    skipped = [(p.start, p.end) for p in parsed.paragraphs if p.kind == "boilerplate"]
    found = []
    for phrase in find_numbers(text):
        if any(a <= phrase.number_start < b for a, b in skipped):
            continue
        end = phrase.end if phrase.kind == "share" else phrase.number_end  # "per cent" is no noun that it counts
        span = parsed.doc.char_span(phrase.number_start, end, alignment_mode="expand")
        if span is not None and len(span) and (item := _read(phrase, span)):
            if found and found[-1].end > item.start:
                # "two of the four gates": each number keeps its own words.
                found[-1] = replace(found[-1], end=found[-1].phrase.end)
            found.append(item)
    return found


def _read(phrase: NumberPhrase, span: Span) -> _Found | None:
    """Unit and event of one number phrase, or None where it is no figure."""
    if measure := _measure(phrase, span):
        return measure
    unit = _unit(phrase, span)
    if unit is None or unit.category == "none":
        return None
    event = _event(phrase, unit)
    if _names_one_of_many(phrase, unit) or (event is None and not _is_count(phrase, unit)):
        return None
    start, end = _extent(phrase, span, unit)
    rule = event.rule if event else "count"
    return _Found(phrase, unit, event, start, end, rule)


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


def _measure(phrase: NumberPhrase, span: Span) -> _Found | None:
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
    return _Found(phrase, unit, None, phrase.start, noun.idx + len(noun), "measure_before_noun")


def _unit(phrase: NumberPhrase, span: Span) -> Unit | None:
    """What a number counts; None where it stands in a compound ("a three-storey house", "ten-year")."""
    doc, root, after = span.doc, span.root, span.end
    following = doc[after] if after < len(doc) else None
    if following is not None and following.text == "-" and not following.whitespace_ and phrase.approx != "range":
        return None
    if phrase.kind == "money":
        return Unit(root, None, "money", phrase.start)
    if following is not None and following.lower_ in ("of", "more") and (noun := _of_noun(doc, following)):
        return _counted(root, noun, phrase)
    noun = _head_noun(span)
    if noun is not None:
        return _counted(noun, noun, phrase)
    if phrase.kind == "share":
        return Unit(root, None, "share", phrase.start)
    return Unit(root, None, None, phrase.start)


def _of_noun(doc: Doc, of: Token) -> Token | None:
    """The noun after "of" in "dozens of houses", "two of his guards"; None for "two of them", "two of the eight"."""
    if of.lower_ == "more":
        of = doc[of.i + 1] if of.i + 1 < len(doc) else of
        if of.lower_ != "of":
            return None
    for child in of.children:
        if child.dep_ == "pobj" and child.i > of.i and child.pos_ in ("NOUN", "PROPN", "ADJ"):
            return child
    return None


def _head_noun(span: Span) -> Token | None:
    """The noun that a number stands before: by the parse, else the end of the run of nouns and adjectives after it."""
    root, last, doc = span.root, span[-1], span.doc
    following = next((t for t in doc[last.i + 1 : last.i + 4] if not t.is_space), None)
    if following is not None and unglued(following.lower_):
        return following
    head = root.head
    modifies = root.dep_ in ("nummod", "amod", "compound", "nmod", "det", "quantmod", "npadvmod", "advmod")
    near = modifies and last.i < head.i <= last.i + 9
    if near and _is_noun(head) and not any(map(_breaks, doc[last.i + 1 : head.i])):
        return head
    noun = None
    for i in range(last.i + 1, min(last.i + 7, len(doc))):
        token = doc[i]
        if token.is_sent_start or token.lower_ in BEFORE_TIMES or (token.is_space and "\n\n" in token.text):
            break
        if token.is_space:
            continue
        if _is_noun(token):
            noun = token
        elif noun is not None or not (
            token.pos_ in ("ADJ", "NUM", "ADV")
            or (token.tag_ == "VBN" and token.dep_ == "amod")
            or token.text in ("-", "[", "]")
        ):
            break
    return noun


BEFORE_TIMES = ("last", "this", "next")  # "200 last night" are no nights


def _is_noun(token: Token) -> bool:
    return (
        (token.pos_ in ("NOUN", "PROPN") and token.is_alpha)
        or token.lower_ in ("others", "dead", "wounded", "injured", "missing", "homeless")
        or ("-" in token.text and token.tag_ in ("NNS", "NNPS"))
    )


def _breaks(token: Token) -> bool:
    """A token that cannot stand between a number and its noun."""
    return token.like_num or token.tag_ in ("VBD", "VBZ", "VBP", "MD", "TO", "IN") or token.text in (";", ".", ":", "(")


def _counted(anchor: Token, noun: Token, phrase: NumberPhrase) -> Unit:
    category = "share" if phrase.kind == "share" else _category(noun)
    return Unit(anchor, noun, category, phrase.start)


# Endings of nouns for people that the lexicon does not have, and words that end so by chance.
PERSON = re.compile(r"\w+(?:ists?|m[ae]n|ians?|e?ers|ees?|ors)")
NO_PERSON = re.compile(
    r"others|\w*(?:paper|water|door|floor|tower|shower|river|layer|order)s|coffee|committees?|trees?|degrees?|\w*knees?"
)


def _category(noun: Token) -> str | None:
    """The category of a noun by words/units.csv, else people by its ending, else None."""
    known = categories()
    if category := known.get(noun.lower_) or known.get(lemma_of(noun)):
        return category
    return "people" if PERSON.fullmatch(noun.lower_) and not NO_PERSON.fullmatch(noun.lower_) else None


def _is_count(phrase: NumberPhrase, unit: Unit) -> bool:
    """Whether a number with no casualty or damage event still counts something worth a row.

    It must count a plural noun, be a sum of money, or a share of anything but time. "One", "several" and numbers that
    look like years or names (a singular noun) do not count here. Bare numbers stay: others may explain them.
    """
    if unit.noun is None or phrase.kind == "money" or unit.category == "money":
        return True
    if phrase.kind == "share":
        return phrase.rule != "fraction" or _category(unit.noun) != "none"
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
        # "the old one", "each one": a pronoun
        return unit.anchor.i > 0 and unit.anchor.nbor(-1).pos_ in ("ADJ", "DET") and phrase.start == phrase.number_start
    return any(t.tag_ == "JJS" for t in unit.noun.lefts)


def _looks_like_year(phrase: NumberPhrase) -> bool:
    """Four digits and no separator between 1500 and 2100; "2,000" is a count."""
    plain = phrase.rule == "digits" and phrase.number_end - phrase.number_start == 4
    return plain and phrase.low == phrase.high and 1500 <= phrase.low <= 2100


# What says that a number is part of the one before it, between the two or after it.
PART_BETWEEN = re.compile(
    r"\b(?:including|included|among (?:them|whom|those|these)|of (?:whom|which|these|those|them)"
    r"|(?:of|among) (?:the|those|these) (?:dead|victims|wounded|injured|missing))\b(?P<rest>[^.;]*)$",
    re.IGNORECASE,
)
PART_AFTER = re.compile(
    r"\W{0,2}(?:more |others? )?of (?:whom|which|them|these|those)\b|\s+(?:were |was )?among (?:them|whom|those)\b",
    re.IGNORECASE,
)
DIFFERENCE = re.compile(r"\s+(?:more|higher) than\b", re.IGNORECASE)
END_OF_WHOLE = re.compile(r"(?:\s\w+){0,3},\s*")
OF_THE_WHOLE = re.compile(r"\b(?:of|among) (?:the|these|those|all) $", re.IGNORECASE)
PART_REACH = 200  # characters between a part and the figure before it


def _subsets(text: str, found: list[_Found]) -> dict[int, int]:
    """Which figures are part of which: {index of the part: index of the whole}."""
    subsets: dict[int, int] = {}
    for i in range(1, len(found)):
        before, part = found[i - 1], found[i]
        between = text[before.end : part.start]
        if len(between) > PART_REACH or "\n\n" in between:
            continue
        if _says_part(text, before, part):
            wholes = [j for j in range(i - 1, max(i - 6, -1), -1) if _may_hold(found[j], part)]
            if wholes:
                subsets[i] = wholes[0]
        elif i - 1 in subsets and LIST_LINK.fullmatch(between) and _may_hold(found[subsets[i - 1]], part):
            # "including 10 women and 5 children"
            subsets[i] = subsets[i - 1]
    return subsets | _sums(text, found)


OF_A_COUNT = re.compile(r"\s+of (?:(?:all )?(?:the|these|those|its|their|his|her|our)|all)\s+", re.IGNORECASE)


def _out_of(text: str, found: list[_Found]) -> dict[int, int]:
    """A number of a number: "120 of the 402 houses". What happened to the part need not have happened to the whole."""
    return {
        i: i + 1
        for i, (part, whole) in enumerate(pairwise(found))
        if OF_A_COUNT.fullmatch(text[part.phrase.end : whole.start]) and _may_hold(whole, part)
    }


def _without_loops(links: dict[int, int]) -> dict[int, int]:
    """Links from part to whole; one that would make a figure a part of itself is left out."""
    kept: dict[int, int] = {}
    for part, whole in links.items():
        top = whole
        while top in kept:
            top = kept[top]
        if top != part:
            kept[part] = whole
    return kept


# "413 buildings in all", "12 dead (3 guards, 9 miners)", "12 dead: 3 guards and 9 miners"
IN_ALL_AFTER = re.compile(r",?\s*(?:in all|in total|all told|altogether|overall|combined)\b|\s?[(:]", re.IGNORECASE)
IN_ALL_BEFORE = re.compile(
    r"\b(?:in all|in total|all told|altogether|overall|a (?:combined )?total of),?\s*$", re.IGNORECASE
)
LONGEST_SUM = 8  # parts of one total


def _sums(text: str, found: list[_Found]) -> dict[int, int]:
    """Parts of totals, only where they add up: "402 houses and 11 shops, 413 buildings in all"."""
    parts: dict[int, int] = {}
    for i, total in enumerate(found):
        around = text[total.end : total.end + 20], text[max(0, total.start - 20) : total.phrase.number_start]
        if not (IN_ALL_AFTER.match(around[0]) or IN_ALL_BEFORE.search(around[1])):
            continue
        for side in (range(i - 1, i - 1 - LONGEST_SUM, -1), range(i + 1, i + 1 + LONGEST_SUM)):
            summands = _summands(found, total, [j for j in side if 0 <= j < len(found)])
            parts |= dict.fromkeys(summands, i)
    return parts


def _summands(found: list[_Found], total: _Found, places: list[int]) -> list[int]:
    """The first figures of these places that add up to a total within its sentence; empty where none do."""
    reached, taken = 0.0, []
    for j in places:
        if found[j].phrase.low is None or not _one_sentence(found[j], total):
            return []
        reached += found[j].phrase.low
        taken.append(j)
        if reached >= (total.phrase.low or 0):
            return taken if reached == total.phrase.low and len(taken) > 1 else []
    return []


def _says_part(text: str, before: _Found, part: _Found) -> bool:
    """Whether the words around a figure make it a part of one before it."""
    between = text[before.end : part.start]
    if "." in between.rstrip(". ") and not re.match(
        r"[^.]*\.\s*(?:of|among) (?:them|these|those|the)\b", between, re.I
    ):
        return False
    if PART_AFTER.match(text[part.end : part.end + 40]):
        return True
    of_the_whole = OF_THE_WHOLE.search(text[max(before.start - 16, 0) : before.start])
    if part.unit.noun is None and of_the_whole and END_OF_WHOLE.fullmatch(between):
        return True  # "Of the 171 injured, 16 are ..."
    if part.event is None and part.unit.noun is None and between.rstrip().endswith("("):
        return True  # "three persons (two were children)"; with a noun it is the same thing in other units
    if _is_difference(text, part):
        return between.rstrip().endswith(",")
    match = PART_BETWEEN.search(between)
    return bool(match and len(match["rest"].split()) <= 6)


def _is_difference(text: str, item: _Found) -> bool:
    """What has come on top since an earlier count: "402 houses, 14 more than on Tuesday" has 14 among the 402."""
    return item.unit.noun is None and bool(DIFFERENCE.match(text[item.end : item.end + 20]))


def _may_hold(whole: _Found, part: _Found) -> bool:
    """A whole is no smaller than its part, and people are no part of houses."""
    high = float("inf") if whole.phrase.high is None else whole.phrase.high
    low = part.phrase.low if part.phrase.low is not None else 0
    kinds = {whole.unit.category, part.unit.category} - {None, "share"}
    return low <= high and (len(kinds) < 2 or kinds <= set(PEOPLE)) and part.phrase.kind != "money"


def _settle(text: str, found: list[_Found], subsets: dict[int, int]) -> list[_Found]:
    """Give figures with no event of their own that of a figure they go with, forwards, then backwards for lists."""
    found = list(found)
    for i in range(len(found)):
        found[i] = _inherit(text, found, i, subsets)
    for i in reversed(range(len(found) - 1)):
        item, after = found[i], found[i + 1]
        if item.event is not None or after.event is None:
            continue
        if _is_first_in_list(text, item, after):
            found[i] = replace(item, event=after.event, rule="event_of_list")
        elif _is_same_in_other_units(text, item, after):
            found[i] = replace(item, event=after.event, rule="event_same_in_other_units")
    return found


def _inherit(text: str, found: list[_Found], i: int, subsets: dict[int, int]) -> _Found:
    """Give a figure with no event of its own that of the figure it belongs to."""
    item = found[i]
    if item.rule == "measure_before_noun" or (item.event is not None and not _is_difference(text, item)):
        return item
    if i in subsets and (event := found[subsets[i]].event):
        return replace(item, event=event, rule="event_of_whole")
    if i == 0 or item.event is not None or item.phrase.kind != "count" or found[i - 1].event is None:
        return item
    for rule, follows in INHERITANCE.items():
        if follows(text, found[i - 1], item):
            return replace(item, event=found[i - 1].event, rule=rule)
    return item


# A figure with neither noun nor verb says again what the one before it said: "... and 30,000 by drought".
ELIDED_LINK = re.compile(r"(?:,|;|\band\b|\bwhile\b|\bor\b|\bplus\b)\s*$")
ELIDED_AFTER = re.compile(r"\s*(?:by|in|at|from|near|across|on|during|to|more|others?)\b", re.IGNORECASE)
LIST_LINK = re.compile(r",?\s*(?:and|or|as well as|plus)?\s+(?:(?:the|their|his|her|its|an?)\s+)?|,\s*", re.IGNORECASE)


def _is_elided(text: str, before: _Found, item: _Found) -> bool:
    """ "2 million were displaced by war and 30,000 by drought"; "evacuated 300 people and plan to move thousands more"."""
    if item.unit.noun is not None or not _one_sentence(before, item):
        return False
    link, after = ELIDED_LINK.search(text[before.end : item.start]), text[item.end : item.end + 12]
    return item.phrase.adds or bool(link and ELIDED_AFTER.match(after))


def _is_next_in_list(text: str, before: _Found, item: _Found) -> bool:
    """ "two shops, three banks and 22 stands", where the parse has lost the list."""
    if not _one_sentence(before, item) or item.unit.noun is None:
        return False
    people = [unit.category in (*PEOPLE, None) for unit in (before.unit, item.unit)]
    return people[0] == people[1] and bool(LIST_LINK.fullmatch(text[before.end : item.start]))


def _is_first_in_list(text: str, item: _Found, after: _Found) -> bool:
    """ "In the valley 23 schools and 15 clinics were destroyed", where the parse ties the schools to the valley."""
    anchor, doc = item.unit.anchor, item.unit.anchor.doc
    first = doc.char_span(item.start, item.end, alignment_mode="expand")[0].i
    tied = anchor.dep_ in ("nsubj", "nsubjpass", "dobj") or (first > 0 and doc[first - 1].pos_ in ("ADP", "VERB"))
    return not tied and _is_next_in_list(text, item, after)


REVISED = re.compile(r"[^.;]*\b(?:up|down) from(?: the)?\s+$", re.IGNORECASE)


def _is_revised(text: str, before: _Found, item: _Found) -> bool:
    """The number that another one replaces: "74 were missing, down from about 120"."""
    return item.unit.noun is None and bool(REVISED.fullmatch(text[before.end : item.start][-80:]))


def _is_same_in_other_units(text: str, before: _Found, item: _Found) -> bool:
    """The same people counted twice: "400 families (1,900 people)", "400 families or 1,900 people"."""
    people_and_households = {before.unit.category, item.unit.category} == set(PEOPLE)
    return people_and_households and text[before.end : item.start].strip() in ("(", "or", ", or")


def _one_sentence(before: _Found, item: _Found) -> bool:
    return before.unit.anchor.sent.start == item.unit.anchor.sent.start


# Rules by which a figure takes the event of the one before it; their names stand in the column `rule`.
INHERITANCE: dict[str, Callable[[str, _Found, _Found], bool]] = {
    "event_same_in_other_units": _is_same_in_other_units,
    "event_revised": _is_revised,
    "event_elided": _is_elided,
    "event_of_list": _is_next_in_list,
}


def _additions(found: list[_Found]) -> dict[int, int]:
    """Which figures come on top of which ("another", "two more"): {index of the addition: index of the figure before}."""
    additions = {}
    for i, item in enumerate(found):
        if not item.phrase.adds:
            continue
        earlier = [j for j in _just_before(found, i) if _may_add(found[j], item)]
        same_event = [j for j in earlier if item.event and found[j].event and found[j].event.event == item.event.event]
        if earlier:
            additions[i] = (same_event or earlier)[0]
    return additions


ADDITION_REACH = 400  # characters: the same sentence or the one before


def _just_before(found: list[_Found], i: int) -> Iterator[int]:
    """The places of the figures before one and near it, the nearest first."""
    return takewhile(lambda j: found[i].start - found[j].end < ADDITION_REACH, range(i - 1, -1, -1))


def _may_add(before: _Found, item: _Found) -> bool:
    """Only like is added to like; where another thing happened to it, only within a sentence and of the same noun."""
    if before.phrase.kind != item.phrase.kind or _added_kind(before) != _added_kind(item):
        return False
    if None in (before.event, item.event) or before.event.event == item.event.event:
        same = before.event is not None and item.event is not None
        return _is_alike(before, item) or (same and _one_sentence(before, item))
    return _one_sentence(before, item) and _is_same_noun(before, item)


def _is_same_noun(before: _Found, item: _Found) -> bool:
    """The same noun, or one that stands for it: "destroyed 150 houses and damaged another 900", "86 others"."""
    noun = item.unit.noun
    if noun is None or before.unit.noun is None or noun.lower_ == "others":
        return True
    return lemma_of(noun) == lemma_of(before.unit.noun)


def _added_kind(item: _Found) -> str:
    """People, households, or things: what a bare number counts is told by what happened to it."""
    category = item.unit.category
    if item.unit.noun is None or category in (None, "transparent") or item.unit.noun.lower_ in ("other", "others"):
        harmed = item.event is not None and item.event.event in PEOPLE_EVENTS
        return "people" if harmed else "things"
    return category if category in PEOPLE else "things"


def _is_alike(before: _Found, item: _Found) -> bool:
    """The same noun, or a noun that may name either: "6,000 residents ... another 15,000 people"."""
    nouns = {lemma_of(noun) for noun in (before.unit.noun, item.unit.noun) if noun is not None}
    return len(nouns - anybody() - {"other", "more"}) < 2 and (len(nouns) < 2 or bool(nouns & anybody()))


def _row(parsed: ParsedArticle, item: _Found, figure_id: str, entities: list[Span]) -> Figure:
    """A row without its links to other rows and without its claimant."""
    text = parsed.article.text
    phrase, event = item.phrase, item.event
    place, date_text = _where_and_when(item, _in_sentence(entities, item.unit.anchor))
    return Figure(
        figure_id=figure_id,
        start=item.start,
        end=item.end,
        text=text[item.start : item.end],
        value_low=phrase.low,
        value_high=phrase.high,
        stated=text[phrase.number_start : phrase.number_end],
        approx=phrase.approx,
        unit=_unit_text(item),
        category=_row_category(item),
        event=event.event if event else "other",
        event_text=event_text(event) if event else None,
        negated=is_negated(event) if event else False,
        hedged=is_hedged(event) if event else False,
        subset_of=None,
        adds_to=None,
        place=place,
        date_text=date_text,
        speaker=None,
        mention=None,
        mention_start=None,
        mention_end=None,
        quote_id=None,
        attribution="none",
        rule=item.rule,
    )


def _unit_text(item: _Found) -> str | None:
    if item.unit.noun is not None:
        return unglued(item.unit.noun.lower_) or item.unit.noun.lower_
    if item.phrase.kind == "share" and item.phrase.rule not in ("fraction", "ratio"):
        return "percent"
    return item.unit.category if item.phrase.kind == "money" else None


def _is_people_saved(item: _Found) -> bool:
    """A bare number that something other than harm happened to: "163 were rescued"."""
    return item.unit.noun is None and item.phrase.kind == "count" and is_undone(item.unit)


PEOPLE_EVENTS = ("killed", "injured", "missing", "displaced", "detained")


def _row_category(item: _Found) -> str:
    category = item.unit.category
    if category in (None, "transparent"):
        harmed = item.event is not None and item.event.event in PEOPLE_EVENTS
        return "people" if harmed or _is_people_saved(item) else "other"
    return category


PLACES = ("GPE", "LOC", "FAC")
DATES = ("DATE", "TIME")


def _in_sentence(entities: list[Span], token: Token) -> Sequence[Span]:
    """The entities of a token's sentence that are near it; spaCy goes through all of the text to find them."""
    start, end = max(token.sent.start, token.i - ENTITY_REACH), min(token.sent.end, token.i + ENTITY_REACH)
    first = bisect_left(entities, start, key=lambda e: e.start)
    return entities[first : bisect_left(entities, end, key=lambda e: e.start)]


ENTITY_REACH = 100  # tokens: any sentence but an endless one


def _where_and_when(item: _Found, entities: Sequence[Span]) -> tuple[str | None, str | None]:
    """The place and date that the sentence names nearest to the figure, within its clause where there is one."""
    places = [e for e in entities if e.label_ in PLACES and e.root.dep_ in ("pobj", "appos", "npadvmod")]
    dates = [e for e in entities if e.label_ in DATES and not _is_duration(e)]
    return _nearest(places, item), _nearest(dates, item)


def _is_duration(entity: Span) -> bool:
    return bool(
        re.search(r"\b(?:old|aged|years?|hours?|minutes?|decades?|daily|annual)\b", entity.text.lower())
    ) and not re.search(r"\b(?:last|this|ago|earlier|next|past)\b", entity.text.lower())


def _nearest(entities: list[Span], item: _Found) -> str | None:
    """The nearest entity, those after the figure first."""
    clear = [e for e in entities if e.end_char <= item.start or e.start_char >= item.end]
    if not clear:
        return None
    best = min(
        clear, key=lambda e: (e.start_char - item.end) if e.start_char >= item.end else 40 + item.start - e.end_char
    )
    return " ".join(best.text.split())


def _claim(parsed: ParsedArticle, row: Figure, quotes: list[Quote]) -> Figure:
    """Give a figure its claimant: the speaker of the quote it stands in, or of the quotes around its sentence.

    What is reported with a verb of denial is negated: "the army denied that 15 people had been killed".
    """
    around = overlapping(quotes, row.start, row.end)
    if around:
        quote = min(around, key=lambda q: (q.end - q.start, q.start))
        if quote.cue_class == "deny" and quote.kind != "direct":
            row = replace(row, negated=True, rule=f"{row.rule}; claim_denied")
        carried_on = quote.rule.startswith("continued")
        return _claimed(row, quote, "continued" if carried_on else "stated", row.rule)
    if quote := _continued(parsed, row, quotes):
        return _claimed(row, quote, "continued", f"{row.rule}; claimant_between_quotes")
    return row


def _claimed(row: Figure, quote: Quote, attribution: str, rule: str) -> Figure:
    return replace(
        row,
        speaker=quote.speaker,
        mention=quote.mention,
        mention_start=quote.mention_start,
        mention_end=quote.mention_end,
        quote_id=quote.quote_id,
        attribution=attribution,
        rule=rule,
    )


def _continued(parsed: ParsedArticle, row: Figure, quotes: list[Quote]) -> Quote | None:
    """The last quote before a sentence that has no speech in it, if the same speaker goes on in the next sentence.

    Only within a paragraph: nothing else says that the speech was not over.
    """
    span = parsed.doc.char_span(row.start, row.end, alignment_mode="expand")
    sentence = span.sent
    paragraph = next(iter(overlapping(parsed.paragraphs, row.start, row.start + 1)), None)
    if paragraph is None or overlapping(quotes, sentence.start_char, sentence.end_char):
        return None
    inside = [q for q in overlapping(quotes, paragraph.start, paragraph.end) if q.speaker is not None]
    before = [q for q in inside if q.end <= sentence.start_char]
    after = [q for q in inside if q.start >= sentence.end_char]
    if before and after and before[-1].speaker == after[0].speaker:
        return before[-1]
    return None
