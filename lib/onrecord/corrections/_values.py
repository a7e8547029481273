"""Values: the number that a reader writes beside a figure, as its ends."""

from __future__ import annotations

import re

from onrecord.corrections.lines import Value
from onrecord.figures.numbers import find_numbers

_GROUPED = re.compile(r"\d{1,3}(?:[ ,.'’\u00a0\u202f]\d{3})+")
_PLAIN = re.compile(r"\d{1,15}")
_FRACTION = re.compile(r"(\d{1,15})[.,](\d{1,6})")
_POINT_AND_THREE = re.compile(r"\d{1,3}\.\d{3}")
_GROUPED_FRACTION = re.compile(r"(\d{1,3}(?:\.\d{3})+),(\d{1,6})|(\d{1,3}(?:[ ,'’\u00a0\u202f]\d{3})+)\.(\d{1,6})")
_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d{1,14}))?[eE]\+?(\d{1,2})")
_DATE = re.compile(
    r"\d{4}-\d\d?-\d\d?(?:[T ].*)?|\d\d?[/.-](?:\d\d?|[A-Za-z]{3})[/.-]\d{2,4}|\d\d?-[A-Za-z]{3}|[A-Za-z]{3}-\d\d"
)
_SIGNS = {
    ">=": "at least ",
    "≥": "at least ",
    "<=": "up to ",
    "≤": "up to ",
    ">": "more than ",
    "<": "less than ",
    "~": "about ",
}


def value_of(cell: str) -> Value | str:
    """The number in a cell; or what is wrong with it, and what to write instead.

    Args:
        cell: what a reader wrote, or what a spreadsheet made of it: "402000", "402,000", "at least 40", "40 to 60", ">= 40".
    """
    if _DATE.fullmatch(cell):
        return f"{cell!r} looks like a date that a spreadsheet made of a range; write “10 to 12”"
    if _POINT_AND_THREE.fullmatch(cell):
        plain = cell.replace(".", "")
        return f"{cell!r} can be read in two ways; write {plain}, or {cell.rstrip('0').rstrip('.')} with two places at most"
    if (number := _number(cell)) is not None:
        return Value(number, number, "exact")
    for sign, words in _SIGNS.items():
        if cell.startswith(sign):
            cell = words + cell.removeprefix(sign).strip()
            break
    words = re.sub(r"(?<=\d)\s*[–—]\s*(?=\d)", " to ", cell)
    phrases = find_numbers(f"{words.lower()} of them")  # a share is a number only of something
    if len(phrases) != 1 or re.search(r"\d", words[: phrases[0].start] + words[phrases[0].end :]):
        return f"{cell!r} is no number; write it as in 40, at least 40, about 400 or 40 to 60"
    return Value(phrases[0].low, phrases[0].high, phrases[0].approx)


def _number(cell: str) -> float | None:
    """A number alone, however its thousands and its fraction are marked off."""
    if _PLAIN.fullmatch(cell) or _GROUPED.fullmatch(cell):
        return float(re.sub(r"\D", "", cell))
    if match := _FRACTION.fullmatch(cell):
        return float(f"{match[1]}.{match[2]}")
    if match := _GROUPED_FRACTION.fullmatch(cell):
        whole, fraction = (match[1], match[2]) if match[1] else (match[3], match[4])
        return float(f"{re.sub(r'[^0-9]', '', whole)}.{fraction}")
    if match := _SCIENTIFIC.fullmatch(cell):
        return float(f"{match[1]}.{match[2] or 0}e{match[3]}")
    return None
