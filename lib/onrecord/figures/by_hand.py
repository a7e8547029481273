"""Figures by hand: the row of a number that a reader says is a figure, and the pair of two that a reader compares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from onrecord.figures._claimant_names import Names
from onrecord.figures._figure_places import find_places
from onrecord.figures._figure_rows import figure_row, find_dates
from onrecord.figures._pairs import Pair, comparison_row
from onrecord.figures.candidates import Candidate, find_candidates
from onrecord.figures.claimants import with_claimant
from onrecord.figures.numbers import find_numbers
from onrecord.figures.occurrences import with_occurrences
from onrecord.quotes.by_hand import RULE
from onrecord.rows import Comparison, Figure, Quote
from onrecord.text.overlaps import overlapping
from onrecord.text.parsing import ParsedArticle

SET_BY_HAND = "Set by {}."  # the reason for a relation


def figure_at(
    parsed: ParsedArticle, start: int, end: int, figure_id: str, quotes: list[Quote], others: Sequence[Figure]
) -> Figure:
    """The row of a figure that no rule has found, with what the words and their sentence say of it.

    Args:
        parsed: the article.
        start, end: offsets of the words, the number with what it counts.
        figure_id: its name, which no other figure has.
        quotes: the article's, with their speakers; a figure inside one is its speaker's.
        others: the figures that the article has; where the words tell no happening, it is the one that most of these count.

    Returns:
        The row. Both ends of its interval are None where no number is read in the words.
    """
    quotes = sorted(quotes, key=lambda quote: quote.start)
    inside = (
        c for c in find_candidates(parsed, parsed.plain) if start <= c.phrase.number_start < c.phrase.number_end <= end
    )
    candidates = list(inside)
    # Of several, the one that has most of the words.
    found = max(candidates, key=lambda c: min(c.end, end) - max(c.start, start), default=None)
    row = _bare(parsed, start, end, figure_id, quotes) if found is None else _read(parsed, found, figure_id, quotes)
    counted = Counter(f.occurrence for f in others if f.occurrence and f.status != "background")
    occurrence = row.occurrence or next((key for key, _ in counted.most_common(1)), None)
    return replace(row, start=start, end=end, text=parsed.article.text[start:end], occurrence=occurrence, rule=RULE)


def _read(parsed: ParsedArticle, found: Candidate, figure_id: str, quotes: list[Quote]) -> Figure:
    row = figure_row(parsed, found, figure_id, find_places(parsed), find_dates(parsed))
    claimed = with_claimant(parsed, row, quotes, Names(parsed, quotes), found.unit.anchor)
    (read,) = with_occurrences(parsed, parsed.plain, [claimed], [found])
    return read


def _bare(parsed: ParsedArticle, start: int, end: int, figure_id: str, quotes: list[Quote]) -> Figure:
    """A row with the number of the words, if there is one, and the speaker of the quote that it stands in."""
    phrase = next(iter(find_numbers(parsed.plain[start:end])), None)
    around = min(overlapping(quotes, start, end), key=lambda quote: quote.end - quote.start, default=None)
    return Figure(
        figure_id=figure_id,
        start=start,
        end=end,
        text=parsed.article.text[start:end],
        value_low=phrase.low if phrase else None,
        value_high=phrase.high if phrase else None,
        stated=parsed.article.text[start:end][phrase.number_start : phrase.number_end] if phrase else "",
        approx=phrase.approx if phrase else "vague",
        unit=None,
        category="other" if phrase is None or phrase.kind == "count" else phrase.kind,
        event="other",
        event_text=None,
        negated=False,
        hedged=False,
        subset_of=None,
        adds_to=None,
        place=None,
        date_text=None,
        occurrence=None,
        as_of=None,
        status="claim",
        speaker=around.speaker if around else None,
        mention=around.mention if around else None,
        mention_start=around.mention_start if around else None,
        mention_end=around.mention_end if around else None,
        quote_id=around.quote_id if around else None,
        attribution="stated" if around else "none",
        rule=RULE,
    )


def pair_by_hand(a: Figure, b: Figure, relation: str, who: str) -> Comparison:
    """The pair of two figures with the relation that a reader gives it.

    Args:
        a, b: of a part and a whole the whole is `a`, of an addition and its base the base.
        relation: as in the table of comparisons.
        who: the reader.
    """
    return replace(comparison_row(Pair(a, b, relation, SET_BY_HAND.format(who))), corrected=who)
