"""Made-up figures and quotes, for tests of figures."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.figures.find import find_figures
from onrecord.rows import Figure, Quote
from onrecord.text.article import Article
from onrecord.text.parsing import parse


def figures_of(text: str, quotes: Iterable[Quote] = (), **columns) -> list[Figure]:
    return find_figures(parse(Article("a", text, **columns)), list(quotes))


def speech(text: str, words: str, speaker: str, n: int = 1) -> Quote:
    """A quote of `words` by `speaker`, as find_quotes and resolve would give it."""
    start = text.index(words)
    return Quote(
        quote_id=f"q{n}", statement_id=f"s{n}", start=start, end=start + len(words), text=words, kind="indirect",
        speaker=speaker, mention=speaker, mention_start=None, mention_end=None, cue="said", cue_start=None, cue_end=None,
        cue_class="neutral", position="after", paragraph=0, in_headline=False, rule="clause_before_cue",
    )  # fmt: skip


def claims(text: str, **columns) -> list[Figure]:
    """Figures of a text whose every sentence with "X said" is X's speech."""
    quotes = []
    for n, sentence in enumerate(text.split(". ")):
        if " said " in sentence:
            who, words = sentence.split(" said ", 1)
            quotes.append(speech(text, words, who, n))
    return figures_of(text, quotes, **columns)


def figure(n: int, low: float, speaker: str | None = None, high: float | None = None, **more) -> Figure:
    """A row of the figures table: so many people killed, in the n-th sentence of twenty characters."""
    row = dict(
        figure_id=f"f{n}", start=20 * n, end=20 * n + 9, text=f"{low} people", value_low=low, value_high=high or low,
        stated=str(low), approx="exact", unit="people", category="people", event="killed", event_text="killed",
        negated=False, hedged=False, subset_of=None, adds_to=None, place=None, date_text=None,
        occurrence=None, as_of=None, status="claim", speaker=speaker,
        mention=None, mention_start=None, mention_end=None, quote_id=None, attribution="none", rule="event_verb_object",
    )  # fmt: skip
    return Figure(**row | more)


def sentences(n: int) -> str:
    """Text for figures 0 to n - 1."""
    return "xxxxxxxx xxxxxxxxx. " * n
