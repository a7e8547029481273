"""Numbers: number phrases in running text as ranges. No grammar is needed here, and no spaCy."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from onrecord.figures._approximators import with_approximators
from onrecord.figures._number_phrases import GAP, NumberPhrase
from onrecord.figures._number_ranges import join_ranges, join_repeats
from onrecord.figures._single_numbers import single_numbers
from onrecord.words import read_words


def find_numbers(text: str) -> list[NumberPhrase]:
    """Find the number phrases of a text that may be counts, shares or sums of money, in the order of the text.

    Ranges follow the conventions of words/number_words.csv and words/approximators.csv: "about 400" is 380 to 420,
    "at least 12" is 12 to open, "hundreds of thousands" 200,000 to 900,000.

    Args:
        text: running text with plain quotation marks and dashes (`ParsedArticle.plain`).

    Returns:
        Phrases that do not overlap. Ages, dates, times, ordinals, numbers used as names, and the other cases
        of words/not_figures.csv are left out.

    Limits:
        Years without a month or a preposition, durations and distances are numbers here: their noun tells them apart.
        Numbers in other scripts than ASCII digits are not read.
    """
    lower = _lower(text)
    phrases = join_ranges(lower, join_repeats(lower, _without_names(lower, single_numbers(lower))))
    return [with_approximators(lower, phrase) for phrase in phrases]


def _lower(text: str) -> str:
    """Lower case that keeps every offset (one letter of the Turkish alphabet becomes two)."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


NEAR = 60  # characters beside a number that may make it a name, a date or an age


def _without_names(lower: str, atoms: list[NumberPhrase]) -> list[NumberPhrase]:
    """The numbers that no pattern of words/not_figures.csv covers; only the text near a number is searched."""
    windows: list[list[int]] = []
    for atom in atoms:
        start = max(lower.rfind(" ", 0, max(atom.number_start - NEAR, 0)), 0)
        if windows and start <= windows[-1][1]:
            windows[-1][1] = atom.number_end + NEAR
        else:
            windows.append([start, atom.number_end + NEAR])
    taken = [match.span() for start, end in windows for match in _not_figures().finditer(lower, start, end)]
    ends = [end for _, end in taken]
    nexts = (bisect_right(ends, atom.number_start) for atom in atoms)
    return [a for a, i in zip(atoms, nexts, strict=True) if i == len(taken) or taken[i][0] >= a.number_end]


@cache
def _not_figures() -> re.Pattern:
    """The patterns of words/not_figures.csv; a space in them stands for any white space short of a blank line.

    The edge of a word, at which most begin, is looked for once for all of them.
    """
    spaces = {" ?": rf"{GAP}?", " ": GAP}
    parts: dict[str, list[str]] = {"word": [], "": []}
    for row in read_words("not_figures.csv"):
        parts[row["begins"]].append(
            re.sub(r"\[[^]]*]| \?| ", lambda piece: spaces.get(piece.group(), piece.group()), row["pattern"])
        )
    return re.compile(rf"\b(?:{'|'.join(parts['word'])})|{'|'.join(parts[''])}")
