"""Figure rows: a candidate with its place and date as a row of the table."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.figures._additions import PEOPLE_EVENTS
from onrecord.figures._figure_places import place_of
from onrecord.figures.candidates import Candidate, is_people_saved
from onrecord.figures.status import status_of
from onrecord.figures.units import unglued
from onrecord.figures.wording import event_text
from onrecord.rows import Figure
from onrecord.text.parsing import ParsedArticle

if TYPE_CHECKING:
    from onrecord.text.tokens import Span, Token


def figure_row(
    parsed: ParsedArticle,
    item: Candidate,
    figure_id: str,
    places: list[Span],
    dates: list[Span],
    links: tuple[str | None, str | None] = (None, None),
) -> Figure:
    """A row without its claimant and its occurrence; `links` are the rows of which it is a part and to which it adds."""
    text, phrase, event = parsed.article.text, item.phrase, item.event
    status, doubted = status_of(item, text)
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
        negated=status == "denied",
        hedged=doubted or status in ("forecast", "hypothetical"),
        subset_of=links[0],
        adds_to=links[1],
        place=place_of(item, _in_sentence(places, item.unit.anchor)),
        date_text=_nearest(_in_sentence(dates, item.unit.anchor), item),
        occurrence=None,
        as_of=None,
        status=status,
        speaker=None,
        mention=None,
        mention_start=None,
        mention_end=None,
        quote_id=None,
        attribution="none",
        rule=item.rule,
    )


def _unit_text(item: Candidate) -> str | None:
    if item.unit.noun is not None:
        return unglued(item.unit.noun.lower_) or item.unit.noun.lower_
    if item.phrase.kind == "share" and item.phrase.rule not in ("fraction", "ratio"):
        return "percent"
    return item.unit.category if item.phrase.kind == "money" else None


def _row_category(item: Candidate) -> str:
    category = item.unit.category
    if category in (None, "transparent"):
        harmed = item.event is not None and item.event.event in PEOPLE_EVENTS
        return "people" if harmed or is_people_saved(item) else "other"
    return category


DATES = ("DATE", "TIME")


def _in_sentence(entities: list[Span], token: Token) -> Sequence[Span]:
    """The entities of a token's sentence that are near it; spaCy goes through all of the text to find them."""
    start, end = max(token.sent.start, token.i - ENTITY_REACH), min(token.sent.end, token.i + ENTITY_REACH)
    first = bisect_left(entities, start, key=lambda e: e.start)
    return entities[first : bisect_left(entities, end, key=lambda e: e.start)]


ENTITY_REACH = 100  # tokens: any sentence but an endless one


def find_dates(parsed: ParsedArticle) -> list[Span]:
    """The dates that an article names, in the order of the text, and no durations."""
    return [e for e in parsed.entities if e.label_ in DATES and not _is_duration(e)]


def _is_duration(entity: Span) -> bool:
    return bool(
        re.search(r"\b(?:old|aged|years?|hours?|minutes?|decades?|daily|annual)\b", entity.text.lower())
    ) and not re.search(r"\b(?:last|this|ago|earlier|next|past)\b", entity.text.lower())


def _nearest(entities: Sequence[Span], item: Candidate) -> str | None:
    """The nearest entity, those after the figure first."""
    clear = [e for e in entities if e.end_char <= item.start or e.start_char >= item.end]
    if not clear:
        return None
    best = min(
        clear, key=lambda e: (e.start_char - item.end) if e.start_char >= item.end else 40 + item.start - e.end_char
    )
    return " ".join(best.text.split())
