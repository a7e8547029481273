"""Fields of exports: what the labels of each database stand for, and values of fields as people would write them."""

from __future__ import annotations

import re
from functools import cache

from onrecord.words import read_words

BY = re.compile(r"(?:by|par|von|por)\s+(?=\S)", re.IGNORECASE)
NOBODY = frozenset(("anonymous", "anon", "none", "n/a", "unknown", "-"))
MOST_WRITERS = 20


@cache
def fields_of(database: str) -> dict[str, str]:
    """The lexicon words/export_fields.csv, for one database: {label in lower case: what it holds}."""
    return {
        row["label"].casefold(): row["field"] for row in read_words("export_fields.csv") if row["database"] == database
    }


def writer(stated: str | None) -> str | None:
    """The writer of an article, without "By" in front; None where the field names nobody."""
    words = BY.sub("", " ".join((stated or "").split()), count=1).strip(" ,;.")
    return words if words and words.casefold() not in NOBODY else None


def in_order(stated: str | None) -> str | None:
    """Writers whose surnames stand first ("Brandt, Ada; Roe, Jo"), in the order in which they are spoken."""
    names = [name.strip() for name in (stated or "").split(";")[:MOST_WRITERS]]
    turned = [
        " ".join(reversed([part.strip() for part in name.split(",")])) if name.count(",") == 1 else name
        for name in names
    ]
    return writer("; ".join(filter(None, turned)))
