"""Governments: the names that one government goes by ("Kyiv", "Ukraine", "Ukrainian officials"), counted as one voice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from onrecord.speakers.sides import sides
from onrecord.words.lexicons import word_class

if TYPE_CHECKING:
    import pandas as pd

LONGEST_SIDE = 4  # words of the longest name in words/sides.csv
BETWEEN = frozenset(["the", "of", "in", "from", "s"])


def join_governments(rows: pd.DataFrame, speakers: pd.DataFrame, columns: Sequence[str] = ("speaker",)) -> pd.DataFrame:
    """Give all names of one government one name, so that what counts speakers counts it once.

    A government goes by its country, its capital, its seat, or by words for all of its officials. Its ministries and the
    people who speak for it stay speakers of their own.

    Args:
        rows: of any table, of one article or several.
        speakers: the speakers of the same articles; read are speaker, side, kind and first_start.
        columns: the columns of `rows` with names of speakers.

    Returns:
        A copy of `rows` where a government with two names or more is called by its side, with these names behind it:
        "Norway (“Oslo”, “Norwegian officials”)". With one name it keeps that name.

    Limits:
        A name counts if nothing else is in it: "the Oslo government" does, "the Oslo city government" does not. The
        capital is taken for the government wherever it speaks.
    """
    read = speakers[["speaker", "side", "kind", "first_start"]].sort_values("first_start", kind="stable")
    joined = joined_governments(read.dropna(subset=["side"]).to_dict("records"))
    return rows.assign(**{column: [joined.get(name, name) for name in rows[column]] for column in columns})


def joined_governments(speakers: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What `join_governments` calls each name that it joins with others.

    Args:
        speakers: rows of the speakers table that have a side, in the order of the text.
    """
    by_side: dict[str, dict[str, None]] = {}
    for row in speakers:
        if _is_whole_government(row["speaker"], row["kind"]):
            by_side.setdefault(row["side"], {})[row["speaker"]] = None
    joined: dict[str, str] = {}
    for side, names in sorted(by_side.items()):
        if len(names) > 1:
            joined |= dict.fromkeys(names, f"{side} ({', '.join(f'“{name}”' for name in names)})")
    return joined


def _is_whole_government(name: str, kind: str) -> bool:
    """Is this a country, its capital, its seat or all its officials, and nothing more?"""
    words = re.findall(r"[\w.]+", name)
    left, place = [], False
    while words:
        for length in range(min(LONGEST_SIDE, len(words)), 0, -1):
            if " ".join(words[:length]).lower() in sides():
                place, words = True, words[length:]
                break
        else:
            left.append(words.pop(0).lower())
    officials = word_class("all_officials") & set(left)
    return place and set(left) <= officials | BETWEEN and (bool(officials) or kind == "government")
