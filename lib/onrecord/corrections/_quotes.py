"""Quotes as readers have corrected them: struck, said by somebody else, put in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.corrections._ledger import Change, Ledger, by_whom, find_rows, missing_by_place, without_contradictions
from onrecord.corrections._names import Renaming
from onrecord.corrections._places import Words
from onrecord.corrections.lines import Line
from onrecord.quotes.by_hand import quote_at
from onrecord.rows import Quote
from onrecord.text.parsing import ParsedArticle


def correct_quotes(
    parsed: ParsedArticle, quotes: list[Quote], lines: list[Line], names: Renaming, words: Words, ledger: Ledger
) -> list[Quote]:
    """Correct the quotes of an article.

    Args:
        parsed: the article.
        quotes: as they are found.
        lines: those of the table of quotes.
        names: that readers have changed.
        words: of the article.
        ledger: takes what becomes of the lines.

    Returns:
        The quotes in the order of the text. Those that were found keep their ids.
    """
    changes = find_rows(lines, quotes, words, ledger)
    kept = []
    for quote in quotes:
        of_quote = [change.line for change in changes if change.row is quote]
        said, by = without_contradictions(of_quote, _said, ledger)
        for line in by:
            ledger.fits(line, (quote.start, quote.end))
        if "strike" not in said:
            kept.append(_corrected(quote, said, by, names))
    return sorted([*kept, *_added(parsed, changes, kept, names, ledger)], key=lambda quote: quote.start)


def _said(line: Line) -> dict[str, object]:
    said = {"strike": line.strike, "speaker_is": line.speaker_is}
    return {column: value for column, value in said.items() if value}


def _corrected(quote: Quote, said: dict[str, object], by: list[Line], names: Renaming) -> Quote:
    renamed = replace(quote, speaker=names.meant(quote.speaker))
    if renamed.speaker != quote.speaker:
        renamed = replace(renamed, corrected=by_whom(names.of(quote.speaker)))
    if "speaker_is" not in said:
        return replace(renamed, corrected=by_whom(by)) if by and renamed.corrected is None else renamed
    speaker = names.meant(str(said["speaker_is"]))
    renamed = replace(renamed, speaker=speaker, corrected=by_whom(by))
    if speaker in (quote.speaker, names.meant(quote.speaker)) or not has_word_of(quote.mention, quote.speaker):
        return renamed
    return replace(renamed, mention=None, mention_start=None, mention_end=None)  # it is a name of somebody else


def has_word_of(mention: str | None, name: str | None) -> bool:
    """Whether the words that point at a speaker have a word of a name."""
    return bool(mention and name and set(mention.lower().split()) & set(name.lower().split()))


def _added(
    parsed: ParsedArticle, changes: Sequence[Change[Quote]], kept: list[Quote], names: Renaming, ledger: Ledger
) -> list[Quote]:
    """The quotes that readers put in: one for each place, which no other quote has."""
    added: list[Quote] = []
    number = max((int(q.quote_id[1:]) for q in kept), default=0)
    statement = max((int(q.statement_id[1:]) for q in kept), default=0)
    for place, lines in missing_by_place(changes).items():
        said, by = without_contradictions(lines, _said, ledger)
        if not by:
            continue
        if other := next((q for q in (*kept, *added) if q.start < place[1] and place[0] < q.end), None):
            for line in by:
                ledger.misfits(line, f"shares words with the quote {other.text[:40]!r}; strike that one as well")
            continue
        number, statement = number + 1, statement + 1
        quote = quote_at(parsed, *place, f"q{number}", f"s{statement}")
        speaker = names.meant(str(said["speaker_is"])) if "speaker_is" in said else None
        added.append(replace(quote, speaker=speaker, corrected=by_whom(by)))
        for line in by:
            ledger.fits(line, place, added=True)
    return added
