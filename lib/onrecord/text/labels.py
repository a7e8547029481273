"""Labels: lines like `Outlet: …` on top of a text, as databases and the project's own articles have them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from onrecord.text.layout import Span
from onrecord.words import read_words

LONGEST_VALUE = 300  # characters of a labelled line behind its first
SUBTITLE = "subtitle"  # a labelled line that is text of the article


class Label(NamedTuple):
    """A labelled line: where it begins, and the span of its value, without quotation marks around it."""

    start: int
    value: Span


@cache
def label_fields() -> dict[str, str]:
    """The lexicon words/labels.csv: {label in lower case: what its value is}."""
    return {row["label"]: row["field"] for row in read_words("labels.csv")}


def find_labels(text: str, blocks: list[Span]) -> dict[str, Label]:
    """The labelled lines on top of a text, with or without lines of dashes around.

    Args:
        text: any text.
        blocks: (start, end) of its blocks in order; the first one that is no labelled line ends the search.

    Returns:
        {title, outlet, date, author, section or url: the first label for it}.
    """
    labels: dict[str, Label] = {}
    names = "|".join(label_fields())
    for start, end in blocks:
        match = re.fullmatch(rf"(?i)\ufeff?({names})\s*:\s*[\"']?(\S.{{0,{LONGEST_VALUE}}}?)[\"']?", text[start:end])
        if match and (field := label_fields()[match[1].lower()]) != SUBTITLE:
            value = (start + match.start(2), start + match.end(2))
            labels.setdefault(field, Label(start, value))
        elif match:
            continue
        elif not re.fullmatch(r"[-=*\s]+", text[start:end]):
            break
    return labels
