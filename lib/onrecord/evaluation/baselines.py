"""Baselines: what a few lines get that anybody can write, to stand beside what the library gets.

A pattern for "said" finds quotes and speakers; VADER as its authors give it scores tone.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from onrecord.tone.vader import label_of

if TYPE_CHECKING:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

PLAIN_VADER = "plain vader"
SAID = r"(?:said|says|say|told|tells|added|adds|announced|argued|claimed|explained|insisted|noted|reported|stated|warned|wrote)"
NAME = r"[A-Z][\w.'’-]+(?: (?:(?:of|the|de|van|bin|al) )*[A-Z][\w.'’-]+)*"
WHO = (
    rf"(?P<who>(?:[Tt]he |[Aa] )?(?:[a-z-]+ ){{0,3}}{NAME}|[Hh]e|[Ss]he|[Tt]hey|(?:[Tt]he|[Aa]n?) (?:[a-z-]+ )?[a-z-]+)"
)
QUOTED = re.compile(r'["“][^"“”\n]{12,}?["”]')
BEFORE = re.compile(rf"{WHO} {SAID}(?: [a-z]+)?[,:]?\s*$")
AFTER = re.compile(rf"\s*,?\s*(?:{WHO} {SAID}\b|{SAID} {WHO.replace('?P<who>', '?P<after>')})")
SENTENCE = re.compile(r"[^\n]+?(?:[.!?][\"”’)]*(?=\s+[A-Z\"“]|\s*\n|\s*$)|$)", re.MULTILINE)
REPORTS = (
    re.compile(
        rf"^(?:[A-Z][a-z]+ [a-z]+, )?{WHO}(?:, [^,]+,)? {SAID}(?: [A-Z]\w+| (?:on|in) \w+)? (?:that )?(?P<words>\w.{{12,}})"
    ),
    re.compile(rf"^(?P<words>.{{12,}}), {WHO} {SAID}\b[^,]{{0,30}}$"),
    re.compile(rf"^(?P<words>.{{12,}}), {SAID} {WHO}"),
    re.compile(rf"^[Aa]ccording to {WHO}(?:, [^,]+)?, (?P<words>.{{12,}})"),
    re.compile(rf"^(?P<words>.{{12,}}?),? according to {WHO}"),
)
PERSON = re.compile(NAME)
PRONOUNS = ("he", "she", "they")


def said_quotes(text: str) -> list[dict]:
    """The quotes of a text by a pattern: words in quotation marks, and what stands beside a name and "said".

    Args:
        text: of an article.

    Returns:
        Rows like those of the quotes table: start, end, kind, speaker, mention, mention_start, mention_end. A name is
        the longest one so far that ends in the same word; a pronoun is the speaker before; so is nobody.
    """
    rows = sorted([*_in_marks(text), *_reported(text)], key=lambda row: row["start"])
    names = deque(PERSON.finditer(text))
    longest: dict[str, str] = {}
    before = None
    for row in rows:
        mention = row["mention"]
        if mention and mention.lower() not in PRONOUNS:
            while names and names[0].start() <= row["mention_start"]:
                name = names.popleft().group()
                longest[name.split()[-1]] = max(name, longest.get(name.split()[-1], ""), key=len)
            before = max(mention, longest.get(mention.split()[-1], ""), key=len)
        row["speaker"] = before
    return rows


def plain_vader(texts: Sequence[str]) -> pd.DataFrame:
    """Compound and label of whole texts by VADER as its authors give it, whatever they are about.

    Returns:
        DataFrame with compound (-1 to 1) and label (-1, 0, 1), a row per text.
    """
    compounds = [_vader().polarity_scores(text)["compound"] for text in texts]
    return pd.DataFrame({"compound": compounds, "label": [label_of(compound) for compound in compounds]})


def _in_marks(text: str) -> Iterator[dict]:
    for quote in QUOTED.finditer(text):
        before = BEFORE.search(text, max(0, text.rfind("\n", 0, quote.start())), quote.start())
        who = before or AFTER.match(text, quote.end())
        group = next((g for g in ("who", "after") if who and who.groupdict().get(g)), None)
        yield _row(quote.span(), "direct", who, group)


def _reported(text: str) -> Iterator[dict]:
    for sentence in SENTENCE.finditer(text):
        said = sentence.group().strip().rstrip(".!?")
        found = next((m for m in (report.search(said) for report in REPORTS) if m), None)
        if found and not set(said) & set('"“”'):
            offset = sentence.start() + sentence.group().index(said)
            yield _row(found.span("words"), "indirect", found, "who", offset)


def _row(span: tuple[int, int], kind: str, found: re.Match | None, group: str | None, offset: int = 0) -> dict:
    mention = found.span(group) if found and group else (None, None)
    who = found.group(group) if found and group else None
    start, end = (place if place is None else place + offset for place in mention)
    return {
        "start": span[0] + offset,
        "end": span[1] + offset,
        "kind": kind,
        "mention": who,
        "mention_start": start,
        "mention_end": end,
    }


@cache
def _vader() -> SentimentIntensityAnalyzer:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()
