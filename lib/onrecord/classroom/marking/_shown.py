"""What a step of the workshop gives: a table to work with that shows itself in words, in a notebook and as plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from onrecord.classroom.marking._frame import names_of
from onrecord.pages.html import EMPTY, Html, join, wrapped
from onrecord.pages.wording import count, is_given

MOST = 12  # problems that are told in words


@dataclass(frozen=True, repr=False)
class Shown:
    """A table with its sentences.

    Attributes:
        table: the rows.
        sentences: what they say, in words.
        body: the rows as HTML.
    """

    table: pd.DataFrame
    sentences: Sequence[str]
    body: Html = EMPTY

    def _repr_html_(self) -> str:
        told = join(Html("<li>{}</li>").format(sentence) for sentence in self.sentences)
        return str(wrapped(Html('<ul class="onrecord-answer">{}</ul>').format(told)) + self.body)

    def __repr__(self) -> str:
        lines = list(self.sentences)
        if len(self.table):
            rounded = self.table.round(2).astype(object)
            lines += ["", rounded.where(self.table.notna(), "–").to_string(index=False)]
        return "\n".join(lines)


def told_problems(markers: Sequence[pd.DataFrame]) -> list[str]:
    """A sentence for each marker with lines that could not be read whole."""
    said = []
    for name, marks in zip(names_of(markers), markers, strict=True):
        problems = [problem for problem in marks["problem"] if is_given(problem)]
        lost = int(marks["start"].isna().sum())
        if problems:
            counted = f"{count(lost, 'line')} of it could not be found and {'is' if lost == 1 else 'are'} not counted"
            what = f"Something is wrong in what {name} wrote; {counted if lost else 'every line is counted'}"
            more = [f"And {count(len(problems) - MOST, 'more line')}: see the column problem."] * (len(problems) > MOST)
            said.append(f"{what}. {' '.join([*map(_sentence, problems[:MOST]), *more])}")
    return said


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words[-1:] in ".?!" else ".")


def listed(names: Sequence[str]) -> str:
    """Names in a row: "A", "A and B", "A, B and C"."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
