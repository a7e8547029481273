"""Applying: the rows of an article as readers have corrected them, with all that follows from it.

Quotes and speakers are corrected first; figures, statements and portrayals are then looked for again with them, so that the
figure in a quote that somebody else said is that speaker's. Then those are corrected, and claims are set side by side anew.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import fields, replace
from typing import Any, NamedTuple, TypeVar

from onrecord.corrections._comparisons import correct_comparisons
from onrecord.corrections._figures import correct_figures
from onrecord.corrections._ledger import Ledger, by_whom, find_rows, without_contradictions
from onrecord.corrections._names import Renaming
from onrecord.corrections._places import Words
from onrecord.corrections._quotes import correct_quotes
from onrecord.corrections.lines import Corrections, Line, Outcome
from onrecord.figures.by_hand import SET_BY_HAND
from onrecord.figures.comparisons import compare
from onrecord.figures.find import find_figures
from onrecord.figures.uncounted import find_uncounted
from onrecord.rows import Comparison, Figure, PortrayalRow, Quote, Speaker, ToneRow, ToneTowardRow, Uncounted
from onrecord.speakers.by_hand import speakers_of
from onrecord.text.parsing import ParsedArticle
from onrecord.tone.portrayals import find_portrayals

R = TypeVar("R", Quote, Speaker, Figure, Comparison, Uncounted, PortrayalRow)


class Reading(NamedTuple):
    """The rows of an article that do not depend on who scores its tone."""

    parsed: ParsedArticle
    quotes: list[Quote]
    speakers: list[Speaker]
    figures: list[Figure]
    uncounted: list[Uncounted]
    portrayals: list[PortrayalRow]
    comparisons: list[Comparison]


def read_on(parsed: ParsedArticle, quotes: list[Quote], speakers: list[Speaker]) -> Reading:
    """All that is found in an article whose quotes and speakers are known."""
    figures = find_figures(parsed, quotes)
    uncounted = find_uncounted(parsed, quotes, figures)
    portrayals = find_portrayals(parsed, quotes, speakers)
    return Reading(parsed, quotes, speakers, figures, uncounted, portrayals, compare(figures, parsed.article.text))


def corrected(found: Reading, corrections: Corrections) -> tuple[Reading, tuple[Outcome, ...]]:
    """Correct the rows of an article.

    Args:
        found: as the library finds them.
        corrections: those of the article, as `Corrections.of` gives them.

    Returns:
        The rows, each that differs from what was found with who corrected it, and what became of each line that is about
        this article.
    """
    if not corrections.lines:
        return found, ()
    lines: dict[str, list[Line]] = {}
    for line in corrections.lines:
        lines.setdefault(line.table, []).append(line)
    ledger, words = Ledger(), Words(found.parsed.article.text)
    names = Renaming(lines.get("speakers", ()), _names_in(found), ledger)
    reading = _heard(found, lines.get("quotes", []), names, words, ledger)
    figures = correct_figures(
        found.parsed, reading.figures, reading.quotes, lines.get("figures", []), names, words, ledger
    )
    uncounted = _correct_uncounted(reading.uncounted, lines.get("uncounted", []), names, words, ledger)
    portrayals = _strike(reading.portrayals, lines.get("portrayals", []), words, ledger)
    pairs = compare(figures, found.parsed.article.text)
    pairs = correct_comparisons(pairs, figures, lines.get("comparisons", []), words, ledger)
    reading = reading._replace(figures=figures, uncounted=uncounted, portrayals=portrayals, comparisons=pairs)
    outcomes = ledger.outcomes()
    return _marked(found, reading, _Readers(found, reading, outcomes, names)), outcomes


def _names_in(found: Reading) -> list[str]:
    rows: list[Quote | Figure | Uncounted] = [*found.quotes, *found.figures, *found.uncounted]
    return list(dict.fromkeys(row.speaker for row in rows if row.speaker))


def _heard(found: Reading, lines: list[Line], names: Renaming, words: Words, ledger: Ledger) -> Reading:
    """The rows with the quotes and speakers as they are corrected, and what follows from these."""
    quotes = correct_quotes(found.parsed, found.quotes, lines, names, words, ledger)
    if quotes == found.quotes and not names.to:
        return found
    speakers = speakers_of(found.parsed, quotes, found.quotes, found.speakers, names.changed())
    return read_on(found.parsed, quotes, speakers)


def _correct_uncounted(
    rows: list[Uncounted], lines: list[Line], names: Renaming, words: Words, ledger: Ledger
) -> list[Uncounted]:
    kept = []
    rows = [replace(row, speaker=names.meant(row.speaker)) for row in rows]
    changes = find_rows(lines, rows, words, ledger)
    for row in rows:
        said, by = without_contradictions([c.line for c in changes if c.row is row], _said_of_statement, ledger)
        for change in changes:
            if change.row is row and change.line in by:
                ledger.fits(change.line, (row.start, row.end))
        if "strike" in said:
            continue
        if "speaker_is" in said:
            row = replace(row, speaker=names.meant(str(said["speaker_is"])))
        if "event_is" in said:
            row = replace(row, event=str(said["event_is"]))
        kept.append(replace(row, corrected=by_whom(by)) if by else row)
    return kept


def _said_of_statement(line: Line) -> dict[str, object]:
    said = {"strike": line.strike, "speaker_is": line.speaker_is, "event_is": line.event_is}
    return {column: value for column, value in said.items() if value}


def _strike(rows: list[PortrayalRow], lines: list[Line], words: Words, ledger: Ledger) -> list[PortrayalRow]:
    """The rows without those that are struck: of several with the same words, those of the speaker that the line names."""
    struck: list[PortrayalRow] = []
    for line, row, place in find_rows(lines, rows, words, ledger):
        if row is None:
            continue
        there = [each for each in rows if (each.start, each.end) == (row.start, row.end)]
        named = [each for each in there if each.speaker == line.speaker] or there
        struck += named
        ledger.fits(line, place)
    return [row for row in rows if row not in struck]


# --- who has corrected what -----------------------------------------------------------------------------------------


# What says which row another one is: it may have another name when the row is found again.
_IDS = frozenset("quote_id statement_id figure_id uncounted_id subset_of adds_to a b corrected".split())


def with_marks_of_quotes(tones: Iterable[ToneRow], quotes: Iterable[Quote]) -> list[ToneRow]:
    """The tone of quotes, each row with who has corrected its quote."""
    by = {quote.quote_id: quote.corrected for quote in quotes}
    return [replace(row, corrected=by[row.quote_id]) if by[row.quote_id] else row for row in tones]


def with_marks_of_speakers(tones: Iterable[ToneTowardRow], speakers: Iterable[Speaker]) -> list[ToneTowardRow]:
    """The tone toward speakers, each row with who has corrected its speaker."""
    by = {speaker.speaker: speaker.corrected for speaker in speakers}
    return [replace(row, corrected=by[row.speaker]) if by.get(row.speaker) else row for row in tones]


TABLES = ("quotes", "speakers", "figures", "uncounted", "portrayals", "comparisons")


class _Readers:
    """Who has corrected what is said of each speaker, for the rows that are other ones now though no line is about them."""

    def __init__(self, found: Reading, reading: Reading, outcomes: Iterable[Outcome], names: Renaming) -> None:
        self._all = [outcome.line for outcome in outcomes if outcome.problem is None]
        self._of_speaker: dict[str, list[Line]] = {}
        of_place = {(o.start, o.end): o.line for o in outcomes if o.problem is None and o.line.table == "quotes"}
        for quote in (*found.quotes, *reading.quotes):
            if quote.speaker and (line := of_place.get((quote.start, quote.end))):
                self._of_speaker.setdefault(quote.speaker, []).append(line)
        for old, new in names.changed().items():
            self._of_speaker.setdefault(new, []).extend(names.of(old))

    def of(self, row: Any) -> str:
        """By whom a row is another one now: those who corrected what its speaker says, else all."""
        return by_whom(self._of_speaker.get(getattr(row, "speaker", None) or "", self._all))


def _marked(found: Reading, reading: Reading, readers: _Readers) -> Reading:
    """The rows, with who corrected something for each that is another one now though no line is about it."""
    before = {name: {_seen(row, found) for row in getattr(found, name)} for name in TABLES}
    marked = {
        name: [_with_mark(row, _seen(row, reading) not in before[name], readers) for row in getattr(reading, name)]
        for name in TABLES
    }
    by = {figure.figure_id: figure.corrected for figure in marked["figures"]}
    pairs = [
        replace(pair, corrected=by[pair.a] or by[pair.b] or pair.corrected)
        if pair.corrected and not pair.why.endswith(SET_BY_HAND.format(pair.corrected))
        else pair
        for pair in marked["comparisons"]
    ]
    return Reading(found.parsed, **{**marked, "comparisons": pairs})


def _with_mark(row: R, changed: bool, readers: _Readers) -> R:
    return replace(row, corrected=row.corrected or readers.of(row)) if changed else row


def _seen(row: Any, reading: Reading) -> Hashable:
    """All that a row says, without the names by which rows know one another."""
    values = [(f.name, getattr(row, f.name)) for f in fields(row) if f.name not in _IDS]
    linked = [(name, getattr(row, name)) for name in ("subset_of", "adds_to", "a", "b") if hasattr(row, name)]
    places = {figure.figure_id: (figure.start, figure.end) for figure in reading.figures} if linked else {}
    return (*values, *((name, places.get(figure_id)) for name, figure_id in linked))
