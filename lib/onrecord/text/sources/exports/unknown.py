"""Unknown exports: what shows that a file holds many articles, though no reader of a database knows it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.text.article import SourceError
from onrecord.text.labels import label_fields
from onrecord.text.sources.paragraphs import Paragraph
from onrecord.words import read_words

NUMBERED = re.compile(
    r"\W{0,3}(?:(?:document|article|item|record|result)\s+(\d{1,6})\s+(?:of|/)\s+\d{1,6}"
    r"|(\d{1,6})\s+of\s+\d{1,6}\s+(?:documents|articles|items|records|results))\W{0,3}",
    re.IGNORECASE,
)
LABEL = re.compile(r"([A-Za-z][A-Za-z /-]{1,30}?)\s?:(?:\s|$)")
CODE = re.compile(r"([A-Z][A-Z0-9]{1,2})(?:\s{2,}|\t| - )")
LOADED = re.compile(r"load[ -]date\s?:", re.IGNORECASE)
COUNTED = re.compile(r"(?:length\s?:\s*)?[\d,.]{1,9} words", re.IGNORECASE)
MIN_TIMES = 3  # that the same stands there, in as many articles
MIN_LABELS, MIN_CODES = 3, 4  # different ones that are repeated
NEEDED = frozenset(("date", "outlet"))  # what the headers of news state: lists of books and events lack one of them
LONGEST_LINE = 200  # characters of a line that is looked at
MIN_WORDS = 100  # of an article


def looks_like_many(top: Sequence[Paragraph]) -> str | None:
    """What in a file shows that it holds many articles, in words; None where nothing does.

    Args:
        top: paragraphs at its beginning.

    Limits:
        One article has no numbered documents, no header of date and outlet that comes again and again, and no lines on
        when it was loaded. A page with menus is one page, however many articles it shows.
    """
    if any("nav" in (paragraph.mark or "").split() for paragraph in top):
        return None
    lines = [line[:LONGEST_LINE] for paragraph in top for line in paragraph.text.split("\n")]
    numbers = {match[1] or match[2] for line in lines if (match := NUMBERED.fullmatch(line))}
    if len(numbers) > 1:
        return "lines such as “Document 2 of 40”"
    labels = [line.split(":")[0].strip() for line in lines]
    ids = Counter(label for label in labels if _is_id(label))
    if ids and max(ids.values()) > 1:
        return f"the field {max(ids, key=ids.__getitem__)} again and again"
    n_words = sum(line.count(" ") + 1 for line in lines)
    for fields in (_repeated(lines, CODE, MIN_CODES, n_words), _repeated_fields(lines, n_words)):
        if fields:
            return f"the fields {', '.join(fields)} again and again"
    for what, pattern in (("lines on when an article was loaded", LOADED), ("lines with a number of words", COUNTED)):
        if (times := sum(pattern.match(line) is not None for line in lines)) >= MIN_TIMES:
            return f"{times} {what}"
    whole = sum(_are_whole(top))
    return f"{whole} whole articles in one page" if whole >= MIN_TIMES else None


def many_articles(place: str, sign: str) -> SourceError:
    """What to say of a file that looks like many articles and that no reader knows.

    Args:
        place: what the error calls it.
        sign: what it shows it by, as `looks_like_many` says.
    """
    return SourceError(
        f"{place}: looks like many articles in one file ({sign}), from no database that On Record knows. "
        "Save each as a file, or all as a corpus with an article per row."
    )


@cache
def known_fields() -> dict[str, str]:
    """The lexicons words/labels.csv and words/export_fields.csv: {label in lower case: what it holds}."""
    return {row["label"].casefold(): row["field"] for row in read_words("export_fields.csv")} | label_fields()


def _is_id(label: str) -> bool:
    """Whether it is a database's word, and no code of two letters, for the number of an article, which has one."""
    return " " in label and known_fields().get(label.casefold()) == "id"


def _repeated(lines: Sequence[str], pattern: re.Pattern[str], at_least: int, n_words: int) -> list[str]:
    """The labels that begin lines again and again, with an article's words for each time; none where they are few."""
    times = Counter(match[1] for line in lines if (match := pattern.match(line)))
    often = [label for label, n in times.items() if n >= MIN_TIMES]
    enough_words = bool(often) and n_words >= MIN_WORDS * max(times[label] for label in often)
    return often[:at_least] if len(often) >= at_least and enough_words else []


def _repeated_fields(lines: Sequence[str], n_words: int) -> list[str]:
    known = [line for line in lines if (match := LABEL.match(line)) and match[1].casefold() in known_fields()]
    labels = _repeated(known, LABEL, MIN_LABELS, n_words)
    return labels if {known_fields()[label.casefold()] for label in labels} >= NEEDED else []


def _are_whole(top: Sequence[Paragraph]) -> Iterator[bool]:
    """Of each <article> element, whether it has a heading and as many words as an article."""
    words, has_heading = 0, False
    for paragraph in [*top, Paragraph("", page_break=True)]:
        if paragraph.page_break:
            yield has_heading and words >= MIN_WORDS
            words, has_heading = 0, False
        if "article" in (paragraph.mark or "").split():
            words += paragraph.text.count(" ") + 1
            has_heading |= paragraph.heading
