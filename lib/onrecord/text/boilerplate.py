"""Boilerplate: what of a text is not the article's own words, and the date and outlet that it states."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from onrecord.text.labels import Label
from onrecord.text.layout import Span, stripped
from onrecord.text.top_lines import authors_in, is_top_line, outlet_in, published_on
from onrecord.words import read_words

TOP_BLOCKS, END_BLOCKS = 6, 8  # where the rules `top`, and `end` and `tail`, of words/boilerplate.csv look
DATE_BLOCKS = 18  # where a date is looked for: below a dozen of labels there may be a byline yet
DATELINE_BLOCKS = 3  # where the report may begin: a summary may stand above it
MAX_RULE_CHARACTERS = 600  # no longer block is tried against the rules
MAX_LINK_CHARACTERS = 149  # of a link below the heading of a rule `tail`


class Boilerplate(NamedTuple):
    """A span of a text that is not the article's own words, and its kind: that of its rule, or label."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class BoilerplateRule:
    """A row of words/boilerplate.csv.

    `where` is any, top (the first blocks), end (the last ones), tail (a heading near the end with nothing but
    unfinished lines after it, which go with it) or start (the beginning of the first paragraph).
    """

    where: str
    kind: str
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def boilerplate_rules() -> tuple[BoilerplateRule, ...]:
    """The rows of words/boilerplate.csv, in order."""
    rows = read_words("boilerplate.csv")
    return tuple(BoilerplateRule(row["where"], row["kind"], re.compile(row["pattern"])) for row in rows)


def find_boilerplate(text: str, blocks: list[Span]) -> list[Boilerplate]:
    """The blocks of a text that a rule of words/boilerplate.csv fits, but for datelines."""
    spans: list[Boilerplate] = []
    for i, (start, end) in enumerate(blocks):
        rule = _rule_for(text, blocks, i)
        if rule and rule.where == "tail":
            return [*spans, Boilerplate(start, blocks[-1][1], rule.kind)]
        if kind := rule.kind if rule else _kind_on_top(text, blocks, i):
            spans.append(Boilerplate(start, end, kind))
    return spans


def _kind_on_top(text: str, blocks: list[Span], i: int) -> str | None:
    """Whether a block on top is a byline or a line of a date, whose parts can stand in many an order."""
    return is_top_line(_line(text, blocks[i])) if i < TOP_BLOCKS else None


def _line(text: str, span: Span) -> str:
    return " ".join(text[slice(*span)].split())


def _rule_for(text: str, blocks: list[Span], i: int) -> BoilerplateRule | None:
    """The first rule that fits a block where it stands."""
    start, end = blocks[i]
    if end - start > MAX_RULE_CHARACTERS:
        return None
    line = " ".join(text[start:end].split())
    places = {"any"} | ({"top"} if i < TOP_BLOCKS else set())
    if i >= len(blocks) - END_BLOCKS:
        places |= {"end", "tail"} if _are_links(text, blocks[i + 1 :]) else {"end"}
    return next((rule for rule in boilerplate_rules() if rule.where in places and rule.pattern.fullmatch(line)), None)


def _are_links(text: str, blocks: list[Span]) -> bool:
    """Whether these blocks are links: no sentence ends, nobody speaks."""
    return all(
        end - start <= MAX_LINK_CHARACTERS and not re.search(r"[.!?:;,”\"]$|“", text[start:end])
        for start, end in blocks
    )


def find_dateline(text: str, blocks: list[Span]) -> list[Boilerplate]:
    """The place (and day, and agency) before the first words of the report; a summary may stand above it."""
    for block in blocks[:DATELINE_BLOCKS]:
        for rule in boilerplate_rules():
            match = rule.pattern.match(text, *block) if rule.where == "start" else None
            if match and match.end() < block[1]:
                return [Boilerplate(*stripped(text, *match.span()), rule.kind)]
    return []


def stated_date(text: str, blocks: list[Span], boilerplate: list[Boilerplate]) -> str | None:
    """The date in a byline, a date line, a label or a dateline among the first blocks; that of a change where there is no other."""
    last = blocks[:DATE_BLOCKS][-1][1]
    top = sorted(s for s in boilerplate if s.end <= last and s.kind in ("byline", "date", "label", "dateline"))
    found = [published_on(_line(text, (span.start, span.end))) for span in top]
    days = sorted((is_update, n, day) for n, (day, is_update) in enumerate(found) if day)
    return days[0][2] if days else None


def stated_outlet(text: str, labels: dict[str, Label], boilerplate: list[Boilerplate]) -> str | None:
    """The outlet in a label, a byline or a line of a date on top."""
    if "outlet" in labels:
        return text[slice(*labels["outlet"].value)]
    return next(filter(None, map(outlet_in, _on_top(text, boilerplate))), None)


def stated_author(text: str, labels: dict[str, Label], boilerplate: list[Boilerplate]) -> str | None:
    """Who wrote a text, by a label or a byline on top."""
    if "author" in labels:
        named = text[slice(*labels["author"].value)]
        return authors_in(named) or named
    return next(filter(None, map(authors_in, _on_top(text, boilerplate, ("byline",)))), None)


def _on_top(text: str, boilerplate: list[Boilerplate], kinds: tuple[str, ...] = ("byline", "date")) -> list[str]:
    return [_line(text, (span.start, span.end)) for span in sorted(boilerplate) if span.kind in kinds]
