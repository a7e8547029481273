"""Kinds: what files of each suffix are, how they begin, and what to do with those that are not read (`file_kinds.csv`)."""

from __future__ import annotations

from functools import cache
from pathlib import PurePath
from typing import NamedTuple

from onrecord.words import read_words

LOOKED_AT = 4096  # bytes at the beginning that are looked at


class Kind(NamedTuple):
    """A kind of files.

    Attributes:
        suffix: that its files have.
        words: what it is, with an article: "an RTF document".
        within: suffix of the kind that its files are, too, as far as their first bytes tell: a Word document is a zip.
        advice: what to do with it where it is not read; "" for what may be.
        in_folder: whether a folder's reader is told that it is left out: people would take it for an article.
    """

    suffix: str
    words: str
    within: str
    advice: str
    in_folder: bool


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by suffix."""
    rows = read_words("file_kinds.csv", __package__)
    return {
        row["suffix"]: Kind(row["suffix"], row["is"], row["within"], row["advice"], row["in_folder"] == "yes")
        for row in rows
    }


def suffix_of(path: PurePath) -> str:
    """The suffix that says what a file is, in lower case: that of `a.WARC.gz` is `.warc.gz`."""
    double = "".join(path.suffixes[-2:]).lower()
    return double if double in kinds() else path.suffix.lower()


def signed(head: bytes) -> str | None:
    """The suffix of the kind whose signature bytes begin with, of several the longest one; None where they have none.

    Args:
        head: the first LOOKED_AT bytes of a file, or all of it.
    """
    fitting = [(len(sign), suffix) for start, sign, suffix in _signatures() if head.startswith(sign, start)]
    return max(fitting)[1] if fitting else None


@cache
def _signatures() -> list[tuple[int, bytes, str]]:
    """(where it stands, the bytes, the suffix) of each signature."""
    found = []
    for row in read_words("file_kinds.csv", __package__):
        for sign in filter(None, row["begins"].split("|")):
            start, _, rest = sign.partition(":")
            place, text = (int(start), rest) if start.isdigit() else (0, sign)
            found.append((place, text.encode("latin-1").decode("unicode_escape").encode("latin-1"), row["suffix"]))
    return found
