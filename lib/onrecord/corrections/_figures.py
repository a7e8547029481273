"""Figures as readers have corrected them: struck, with another claimant, event or value, put in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.corrections._ledger import Change, Ledger, by_whom, find_rows, missing_by_place, without_contradictions
from onrecord.corrections._names import Renaming
from onrecord.corrections._places import Words
from onrecord.corrections._quotes import has_word_of
from onrecord.corrections.lines import Line, Value
from onrecord.figures.by_hand import figure_at
from onrecord.rows import Figure, Quote
from onrecord.text.parsing import ParsedArticle


def correct_figures(
    parsed: ParsedArticle,
    figures: list[Figure],
    quotes: list[Quote],
    lines: list[Line],
    names: Renaming,
    words: Words,
    ledger: Ledger,
) -> list[Figure]:
    """Correct the figures of an article; as `correct_quotes`, with the quotes as they are corrected."""
    figures = [replace(figure, speaker=names.meant(figure.speaker)) for figure in figures]
    changes = find_rows(lines, figures, words, ledger)
    kept = []
    for figure in figures:
        of_figure = [change.line for change in changes if change.row is figure]
        said, by = without_contradictions(of_figure, _said, ledger)
        for line in by:
            ledger.fits(line, (figure.start, figure.end))
        if "strike" not in said:
            kept.append(replace(_corrected(figure, said, names), corrected=by_whom(by)) if by else figure)
    kept = sorted([*kept, *_added(parsed, changes, kept, quotes, names, ledger)], key=lambda figure: figure.start)
    ids = {figure.figure_id for figure in kept}
    return [
        replace(
            f, subset_of=f.subset_of if f.subset_of in ids else None, adds_to=f.adds_to if f.adds_to in ids else None
        )
        for f in kept
    ]


def _said(line: Line) -> dict[str, object]:
    said = {"strike": line.strike, "speaker_is": line.speaker_is, "event_is": line.event_is, "value_is": line.value}
    return {column: value for column, value in said.items() if value}


def _corrected(figure: Figure, said: dict[str, object], names: Renaming) -> Figure:
    if "speaker_is" in said:
        figure = _claimed_by(figure, names.meant(str(said["speaker_is"])))
    if "event_is" in said:
        figure = replace(figure, event=str(said["event_is"]))
    if isinstance(value := said.get("value_is"), Value):
        figure = replace(figure, value_low=value.low, value_high=value.high, approx=value.approx)
    return figure


def _claimed_by(figure: Figure, speaker: str | None) -> Figure:
    """A figure with its claimant; the words that point at another one are none of its own."""
    if speaker == figure.speaker:
        return figure
    own = figure.mention if speaker and not has_word_of(figure.mention, figure.speaker) else None
    return replace(
        figure,
        speaker=speaker,
        mention=own,
        mention_start=figure.mention_start if own else None,
        mention_end=figure.mention_end if own else None,
        attribution="stated" if speaker else "none",
    )


def _added(
    parsed: ParsedArticle,
    changes: Sequence[Change[Figure]],
    kept: list[Figure],
    quotes: list[Quote],
    names: Renaming,
    ledger: Ledger,
) -> list[Figure]:
    """The figures that readers put in: one for each place, which no other figure has."""
    added: list[Figure] = []
    number = max((int(f.figure_id[1:]) for f in kept), default=0)
    for place, lines in missing_by_place(changes).items():
        said, by = without_contradictions(lines, _said, ledger)
        if not by:
            continue
        figure = figure_at(parsed, *place, f"f{number + 1}", quotes, kept)
        problem = None
        if other := next((f for f in (*kept, *added) if f.start < place[1] and place[0] < f.end), None):
            problem = f"shares words with the figure {other.text[:40]!r}; strike that one as well"
        elif figure.value_low is None and figure.value_high is None and "value_is" not in said:
            problem = "its words have no number that can be read; write it under value_is"
        for line in by:
            if problem:
                ledger.misfits(line, problem)
            else:
                ledger.fits(line, place, added=True)
        if not problem:
            number += 1
            figure = replace(figure, speaker=names.meant(figure.speaker))
            added.append(replace(_corrected(figure, said, names), corrected=by_whom(by)))
    return added
