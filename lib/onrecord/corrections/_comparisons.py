"""Comparisons as readers have corrected them: struck, or with another relation, which stays whatever is compared anew."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.corrections._ledger import Ledger, by_whom, without_contradictions
from onrecord.corrections._places import NoPlace, Words, row_at
from onrecord.corrections.lines import Line
from onrecord.figures.by_hand import pair_by_hand
from onrecord.rows import Comparison, Figure


def correct_comparisons(
    pairs: list[Comparison], figures: list[Figure], lines: list[Line], words: Words, ledger: Ledger
) -> list[Comparison]:
    """Correct the comparisons of an article.

    Args:
        pairs: as they follow from the figures.
        figures: as they are corrected.
        lines: those of the table of comparisons.
        words: of the article.
        ledger: takes what becomes of the lines.

    Returns:
        The pairs in the order of the text, with those that readers have made of figures that were not compared.
    """
    by_pair: dict[frozenset[str], list[tuple[Line, Figure, Figure]]] = {}
    for line in lines:
        try:
            a = _figure(words, figures, line.text, line.start, line.context)
            b = _figure(words, figures, line.other_text, line.other_start, "")
        except NoPlace as problem:
            ledger.misfits(line, str(problem))
            continue
        by_pair.setdefault(frozenset((a.figure_id, b.figure_id)), []).append((line, a, b))
    there = {frozenset((pair.a, pair.b)): pair for pair in pairs}
    for key, of_pair in by_pair.items():
        said, by = without_contradictions([line for line, _, _ in of_pair], _said, ledger)
        for line, a, _ in of_pair:
            if line not in by:
                continue
            if line.strike and key not in there:
                ledger.misfits(line, "the two are not compared")
            else:
                ledger.fits(line, (a.start, a.end))
        if "strike" in said:
            there.pop(key, None)
        elif "relation_is" in said:
            _, a, b = next(each for each in of_pair if each[0] in by)
            there[key] = pair_by_hand(a, b, str(said["relation_is"]), by_whom(by))
    starts = {figure.figure_id: figure.start for figure in figures}
    return sorted(there.values(), key=lambda pair: sorted((starts[pair.a], starts[pair.b])))


def _figure(words: Words, figures: Sequence[Figure], text: str, start: int | None, context: str) -> Figure:
    """The figure with some words.

    Raises:
        NoPlace: there is none.
    """
    figure = row_at(figures, words.place_of(text, start, context, figures))
    if figure is None:
        raise NoPlace(f"no figure is found at {text[:40]!r}")
    return figure


def _said(line: Line) -> dict[str, object]:
    return {"strike": True} if line.strike else {"relation_is": line.relation_is}
