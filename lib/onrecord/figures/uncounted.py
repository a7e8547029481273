"""Uncounted: statements about casualties and damage that give no number."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from onrecord.figures._statements import Statement, terms_that_say
from onrecord.figures._uncounted_damage import damage_verbs, damaged, in_ruins
from onrecord.figures._unknown_numbers import compared_noun, compared_with, count_unknown, how_many
from onrecord.rows import Figure, Quote, Uncounted
from onrecord.text.parsing import ParsedArticle
from onrecord.text.tokens import tokens_in

if TYPE_CHECKING:
    from onrecord.text.tokens import Token, Tokens


NEAR_FIGURES = 20  # figures back to that toll
TOLL_REACH = 500  # characters back to the toll that "the same numbers" are


def find_uncounted(parsed: ParsedArticle, quotes: list[Quote], figures: list[Figure]) -> list[Uncounted]:
    """Find what an article says about numbers, damage and loss without giving a number.

    - unknown_number: that a number is not known or not told ("the number of dead was unclear");
    - about_numbers: a number is only compared with another ("almost the same numbers", "a higher toll");
    - damage: things were damaged or destroyed, and nothing says how many ("an important bridge was destroyed").

    Args:
        parsed: what `text.parse` gave.
        quotes: the article's quotes with their speakers filled in; a statement inside one is its speaker's, and so is
            one that says that a speaker of these quotes gives a number.
        figures: the article's figures; what they count is left out here.

    Returns:
        Statements in the order of the text. `event` is one of the events of the figures, None where the words name
        none; `unit` is the noun of what is spoken of.

    Limits:
        By the parse and the words of words/unknowns.csv and words/event_terms.csv: what is told in other words is not
        found. People without a number ("a woman was killed") are not listed. Boilerplate is skipped.
    """
    statements: dict[tuple[int, int], Statement] = {}
    for token in _tokens(parsed.tokens):
        for rule in _rules()[token.lemma_]:
            if statement := rule(token):
                statements.setdefault((statement.first, statement.last), statement)
    rows = [_row(parsed, statement, quotes) for _, statement in sorted(statements.items())]
    rows = [_of_what(row, figures) for row in rows if not _is_skipped(parsed, row) and not _is_counted(row, figures)]
    kept = [row for row in rows if row.event or row.unit]
    return [replace(row, uncounted_id=f"u{n}") for n, row in enumerate(_once(kept), start=1)]


def _tokens(doc: Tokens) -> Iterator[Token]:
    """The tokens that a rule looks at."""
    return (doc[i] for i in tokens_in(doc, _rules(), "LEMMA"))


@cache
def _rules() -> dict[str, list[Rule]]:
    """The rules that look at a word, by its lemma."""
    rules: dict[str, list[Rule]] = {}
    for rule, words in RULES.items():
        for lemma in sorted(words()):
            rules.setdefault(lemma, []).append(rule)
    return rules


Rule = Callable[["Token"], "Statement | None"]
# Each rule with the lemmas that it looks at.
RULES: dict[Rule, Callable[[], frozenset[str]]] = {
    how_many: lambda: terms_that_say("how"),
    count_unknown: lambda: terms_that_say("count", "extent"),
    compared_noun: lambda: terms_that_say("count"),
    compared_with: lambda: frozenset({"high", "low", "large", "small", "big"}) | terms_that_say("compares"),
    damaged: damage_verbs,
    in_ruins: lambda: terms_that_say("ruin"),
}


def _row(parsed: ParsedArticle, statement: Statement, quotes: list[Quote]) -> Uncounted:
    """A row with the words of the article and, inside a quote, its speaker."""
    doc = parsed.tokens
    start, end = doc[statement.first].idx, doc[statement.last].idx + len(doc[statement.last])
    around = [q for q in quotes if q.start < end and start < q.end]
    quote = min(around, key=lambda q: (q.end - q.start, q.start)) if around else None
    named = (q.speaker for q in quotes if statement.giver and q.speaker and statement.giver in q.speaker.split())
    return Uncounted(
        uncounted_id="",
        start=start,
        end=end,
        text=parsed.article.text[start:end],
        what=statement.what,
        event=statement.event,
        unit=statement.unit,
        speaker=quote.speaker if quote else next(named, None),
        quote_id=quote.quote_id if quote else None,
        rule=statement.rule,
    )


def _is_skipped(parsed: ParsedArticle, row: Uncounted) -> bool:
    return any(p.kind == "boilerplate" and p.start <= row.start < p.end for p in parsed.paragraphs)


def _is_counted(row: Uncounted, figures: list[Figure]) -> bool:
    """Whether a figure stands in the words: then the figure says it."""
    near = _figures_before(row.end, figures)
    return row.what != "unknown_number" and any(row.start < f.end for f in near)


def _of_what(row: Uncounted, figures: list[Figure]) -> Uncounted:
    """A statement about numbers that does not say of what is about the last toll before it."""
    if row.event or row.unit:
        return row
    for figure in reversed(_figures_before(row.start, figures)):
        if figure.event != "other" and not figure.subset_of and row.start <= figure.end + TOLL_REACH:
            return replace(row, event=figure.event, unit=figure.unit)
    return row


def _figures_before(offset: int, figures: list[Figure]) -> list[Figure]:
    """The last figures that start before an offset."""
    i = bisect_left(figures, offset, key=lambda figure: figure.start)
    return figures[max(0, i - NEAR_FIGURES) : i]


def _once(rows: list[Uncounted]) -> Iterator[Uncounted]:
    """The rows without those that lie inside the one before."""
    end = 0
    for row in rows:
        if row.end > end:
            yield row
            end = row.end
