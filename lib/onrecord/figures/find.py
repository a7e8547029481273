"""Figures: counts of people and things in an article, each with its range, event and claimant."""

from __future__ import annotations

from onrecord.figures._additions import find_additions, of_one_occurrence
from onrecord.figures._claimant_names import Names
from onrecord.figures._figure_places import find_places
from onrecord.figures._figure_rows import figure_row, find_dates
from onrecord.figures._inheritance import pass_events_on
from onrecord.figures._parts import find_parts, parts_told_later
from onrecord.figures._second_claims import with_shared_events
from onrecord.figures.candidates import find_candidates, is_bare_count, is_explained
from onrecord.figures.claimants import is_given, with_claimant
from onrecord.figures.occurrences import with_occurrences
from onrecord.rows import Figure, Quote
from onrecord.text.overlaps import covering
from onrecord.text.parsing import ParsedArticle


def find_figures(parsed: ParsedArticle, quotes: list[Quote]) -> list[Figure]:
    """Find the casualty and damage figures of an article, and its other counts of people and things.

    Args:
        parsed: what `text.parse` gave.
        quotes: the article's quotes with their speakers filled in; a figure inside one is its speaker's.

    Returns:
        Figures in the order of the text. `event` is "other" where nothing casualty- or damage-like happens to what is
        counted; shares have category "share", sums of money "money". A number without a noun is a row where a verb or
        a total explains it, or where somebody says it. Every row names in `rule` what decided its event.

    Limits:
        Counts without a number ("a woman was killed") are not found. Ordinals, ages, dates, durations and distances are
        no figures. Boilerplate is skipped.
    """
    text = parsed.plain
    candidates = find_candidates(parsed, text)
    subsets = find_parts(text, candidates)
    candidates = pass_events_on(text, candidates, subsets)
    subsets = parts_told_later(text, candidates, subsets)
    places, dates = find_places(parsed), find_dates(parsed)
    headline = parsed.article.headline
    additions = find_additions(candidates, subsets, headline[1] if headline else 0)
    quotes = sorted(quotes, key=lambda q: q.start)
    in_quotes = covering([(q.start, q.end) for q in quotes])
    kept = [
        i
        for i, item in enumerate(candidates)
        if is_explained(item)
        or (is_bare_count(item) and (i in subsets or in_quotes(item.start) or is_given(parsed, item)))
    ]
    if not kept:
        return []
    names = {i: f"f{n}" for n, i in enumerate(kept, start=1)}
    links = {i: (names.get(subsets.get(i, -1)), names.get(additions.get(i, -1))) for i in kept}
    rows = [figure_row(parsed, candidates[i], names[i], places, dates, links[i]) for i in kept]
    speakers = Names(parsed, quotes)
    claimed = [
        with_claimant(parsed, row, quotes, speakers, candidates[i].unit.anchor)
        for i, row in zip(kept, rows, strict=True)
    ]
    shared = with_shared_events(claimed, quotes)
    return of_one_occurrence(with_occurrences(parsed, text, shared, [candidates[i] for i in kept]))
