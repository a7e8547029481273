"""Long texts: what one costs by its length, with us and with spaCy's bare pipeline. Each is analysed in a process of its own."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import accumulate, cycle, takewhile
from typing import NamedTuple

from made_up import LONG, made_up
from measuring import bare_pipeline, peaks, seconds
from processes import alone, note

from onrecord.tables.record import analyse
from onrecord.text.article import Article
from onrecord.text.pipelines import load_model

FIRST = "The mayor of Lviv, Ann Brandt, said on Monday that 12 people had been killed."


class Spent(NamedTuple):
    """Seconds of the processor, and MB that the process held before and at most."""

    seconds: float
    before: float
    most: float


def article_of(characters: int) -> str:
    """A text of so many characters: reports, one behind the other."""
    reports = [article.text for article in made_up(40, LONG)]
    lengths = accumulate(len(text) + 2 for text in cycle(reports))
    number = sum(1 for _ in takewhile(lambda length: length < characters, lengths)) + 1
    return "\n\n".join(reports[n % len(reports)] for n in range(number))[:characters]


def numbers(number: int) -> str:
    """A sentence with so many numbers."""
    return f"{FIRST}\n\nOfficials counted {', '.join(f'{3 * n + 2} people' for n in range(number))} in the towns."


def unclosed(characters: int) -> str:
    """A quotation of so many characters that is never closed."""
    return f"{FIRST} “{article_of(characters).replace('”', '').replace('“', '')}"


def ours(text: str) -> Spent:
    """What it costs to analyse a text."""
    return alone(_spent, _analyse, text)


def bare(text: str) -> Spent:
    """What spaCy's bare pipeline costs on a text."""
    return alone(_spent, _parse, text)


def growth(what: str, text_of: Callable[[int], str], size: int) -> tuple[Spent, Spent]:
    """What a text costs that is half as large as another one, and the other one."""
    half, whole = ours(text_of(size // 2)), ours(text_of(size))
    note(f"{what}: {half.seconds:.2f} and {whole.seconds:.2f} CPU s")
    return half, whole


def _spent(work: Callable[[str], object], text: str) -> Spent:
    work(FIRST)  # what is loaded when it is first needed
    before = _peak()
    return Spent(seconds(lambda: work(text)), before, _peak())


def _analyse(text: str) -> object:
    load_model()
    return analyse(Article("a", text))


def _parse(text: str) -> object:
    return bare_pipeline()(text)


def _peak() -> float:
    return peaks()[os.getpid()]
