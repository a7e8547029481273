"""Typed: what a student typed, made comparable. It can be anything, and nothing here raises an error for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from onrecord.classroom.alike import SAME, one_line
from onrecord.words import read_words

BLANKS = ("", "...", "?", "write here")
LONGEST = 10_000  # characters of an answer that are looked at


def text_of(given: object) -> str | None:
    """An answer as a text in one line, quotation marks and dashes alike; None where it is no text."""
    if not isinstance(given, str):
        return None
    return one_line(given[:LONGEST])


def fold(text: str) -> str:
    """A text as it is compared: small letters, without what stands around it."""
    return (text_of(text) or "").casefold().strip(" .,;:!?\"'()[]-")


def is_blank(given: object) -> bool:
    """Whether nothing was typed: None, "", [], …"""
    if given is None or given is Ellipsis:
        return True
    if isinstance(given, str):
        return (text_of(given) or "").strip(" _*#") in BLANKS
    return isinstance(given, list | tuple | set | frozenset | dict) and (not given or all(map(is_blank, given)))


def number_of(given: object) -> float | None:
    """An answer as a number, also where it was typed as text ("1,200", "12 %"); None where it is none."""
    if isinstance(given, str):
        digits = re.sub(r"(?<=\d)[, ](?=\d{3}\b)", "", given.strip().removesuffix("%").strip())
        given = digits.translate(SAME) if re.fullmatch(r"[-−+]?\d{0,15}(?:\.\d{0,15})?", digits) else None
    if given is None or isinstance(given, (bool, complex)):
        return None
    try:
        number = float(given)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
    return number if abs(number) < 1e15 else None  # NaN is no number, either


def items_of(given: object) -> list[str] | None:
    """An answer as a list of folded texts; a text is parted at its commas. None where it is no list."""
    if isinstance(given, str):
        given = re.split(r"[,;\n]", given[:LONGEST])
    if isinstance(given, Mapping) or not isinstance(given, Iterable):
        return None
    return [item for item in (_item(each) for each in list(given)) if item]


def _item(given: Any) -> str:
    if isinstance(given, str):
        return fold(given)
    number = number_of(given)
    return "" if number is None else f"{number:.10g}"


def meaning(about: str, given: str) -> str:
    """What a short answer means, by short_answers.csv: "dead" means "killed". Itself where the file does not say.

    Args:
        about: what is asked, a cell of the column `about`.
        given: what was typed.
    """
    return _meanings().get((about, fold(given)), fold(given))


@cache
def _meanings() -> dict[tuple[str, str], str]:
    rows = read_words("short_answers.csv", "onrecord.classroom")
    return {(row["about"], row["typed"]): row["means"] for row in rows}
