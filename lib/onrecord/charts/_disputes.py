"""Disputes: claims about the same thing of which two conflict, or one is a later count; and the finding of each in a sentence."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from onrecord.charts._claim_groups import NOT_NAMED, counted_in_words, occurrence_in_words
from onrecord.charts._ranges import by_id
from onrecord.pages.codes import in_percent
from onrecord.pages.disputes import CONFLICTS, Key, find_groups, is_denied, key_of, size
from onrecord.pages.wording import APPROX, claimant_in_words, denied_by, is_given, row_dicts

Claim = Mapping[str, Any]
Links = Sequence[tuple[Key, Key, str]]  # (one figure, the other, how they stand to each other)

NEAR = 0.1  # numbers that differ by no more agree when rounded
NO_FIT = "Both numbers can be right, not both words"


class Dispute(NamedTuple):
    """Claims about one thing."""

    claims: list[dict[str, Any]]  # rows of the figures table, in the order in which a reader compares them
    camps: list[int]  # of each claim: 0 or 1 where they conflict in their words, all 0 where they do not
    counted: str  # what is counted, in words: "people killed"
    finding: str  # in a sentence


def disputes(figures: pd.DataFrame, pairs: pd.DataFrame) -> list[Dispute]:
    """The claims that conflict or were updated, with the claims that agree with them.

    Args:
        figures: rows of one article or of several; a column `side`, where there is one, says for whom each claimant speaks.
        pairs: the comparisons table of the same articles.

    Returns:
        First conflicts, then updates; in each, first those between two sides, the graver event, the larger number.
    """
    rows = by_id(in_percent(figures))
    found = [
        [(key_of(a), key_of(b), pair["relation"]) for pair, a, b in of_it]
        for of_it in find_groups(row_dicts(figures), row_dicts(pairs))
    ]
    counted = [_counted(rows, of_it) for of_it in found]
    return [
        _dispute(rows, of_it, what + _where(rows, of_it) * (counted.count(what) > 1))
        for of_it, what in zip(found, counted, strict=True)
    ]


def _keys(links: Links) -> list[Key]:
    return list(dict.fromkeys(key for a, b, _ in links for key in (a, b)))


def _counted(rows: Mapping[Key, Claim], links: Links) -> str:
    """What the claims count, in words: "people killed"."""
    return counted_in_words([rows[key] for key in _keys(links)]).replace(NOT_NAMED, "a count")


def _where(rows: Mapping[Key, Claim], links: Links) -> str:
    """Place or occurrence of claims, in brackets, to tell them from others that count the same; "" where none is told."""
    claims = [rows[key] for key in _keys(links)]
    places = {claim["place"] for claim in claims if is_given(claim["place"])}
    words = places.pop() if len(places) == 1 else occurrence_in_words(claims)
    return f" ({words})" if words else ""


def number_in_words(claim: Claim) -> str:
    """The number of a claim as it is written, without what it counts: "about 400,000"."""
    return APPROX.get(claim["approx"], "") + " ".join(str(claim["stated"]).split())


def event_words(claim: Claim) -> str:
    """What happened, in the words of a claim; "" where it does not say."""
    return " ".join(claim["event_text"].split()) if is_given(claim["event_text"]) else ""


def _dispute(rows: Mapping[Key, dict[str, Any]], links: Links, counted: str) -> Dispute:
    """Sort the claims, and say what there is to see."""
    kinds = {relation for _, _, relation in links}
    keys = sorted(_keys(links), key=list(rows).index)
    camps = _camps(keys, links)
    later = {key: sum(relation == "updates" and key == b for _, b, relation in links) for key in keys}
    numbers = {key: math.inf if math.isnan(size(rows[key])) else size(rows[key]) for key in keys}
    vague = {key: rows[key]["approx"] == "vague" for key in keys}
    keys.sort(key=lambda key: (camps[key], 0 if kinds & set(CONFLICTS) else later[key], vague[key], numbers[key]))
    claims = [rows[key] for key in keys]
    what = counted[:1].upper() + counted[1:]
    # Who denies a number gives none of its own.
    of_claims = {relation for *ends, relation in links if not any(is_denied(rows[key]) for key in ends)}
    if "conflict_value" in of_claims:
        finding = _numbers_differ(what, [claim for claim in claims if not is_denied(claim)])
    elif "conflict_character" in of_claims:
        finding = _words_differ(claims, [camps[key] for key in keys])
    elif kinds & set(CONFLICTS):
        finding = _denied(what, claims)
    else:
        finding = _counted_again(what, claims)
    return Dispute(claims, [camps[key] for key in keys], counted, finding)


def _camps(keys: Iterable[Key], links: Links) -> dict[Key, int]:
    """On which side of a dispute over words each claim stands; the first claim of the text stands on the first side."""
    camps: dict[Key, int] = {}
    if all(relation != "conflict_character" for _, _, relation in links):
        return dict.fromkeys(keys, 0)
    for key in keys:
        camps.setdefault(key, 0)
        todo = [key]
        while todo:
            one = todo.pop()
            for a, b, relation in links:
                other = b if a == one else a if b == one else None
                if other is not None and other not in camps:
                    camps[other] = camps[one] ^ (relation == "conflict_character")
                    todo.append(other)
    return camps


def _counted_again(what: str, claims: Sequence[Claim]) -> str:
    first, last = claims[0], claims[-1]
    if denied_by(first) == denied_by(last):
        return f"{what}: first {number_in_words(first)}, later {number_in_words(last)}, both by {denied_by(last)}"
    return f"{what}: first {_said(first)}, later {_said(last)}"


def _denied(what: str, claims: Sequence[Claim]) -> str:
    """Claims that do not conflict with each other, and who denies them: "40 (rebels), denied by army and Ana Ruiz"."""
    claimed = [claim for claim in claims if not is_denied(claim)]
    sizes = {size(claim) for claim in claims}
    if not claimed or len(sizes) > 1:
        return f"{what}: {' or '.join(map(_said, claims))}?"
    who, deniers = (
        list(dict.fromkeys(claimant_in_words(claim) for claim in claims if is_denied(claim) == denied))
        for denied in (False, True)
    )
    return f"{what}: {number_in_words(claimed[0])} ({_each(who)}), denied by {_each(deniers)}"


def _each(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _numbers_differ(what: str, claims: Sequence[Claim]) -> str:
    if len(claims) == 2 and denied_by(claims[0]) == denied_by(claims[1]):
        numbers = " or ".join(map(number_in_words, claims))
        return f"{what}: {numbers}? Both by {denied_by(claims[0])}"
    if len(claims) == 2:
        return f"{what}: {' or '.join(map(_said, claims))}?"
    told = [claim for claim in claims if not math.isnan(size(claim))]
    least, most = _said(min(told, key=size)), _said(max(told, key=size))
    return f"{what}: {len(claims)} claims, the lowest {least}, the highest {most}"


def _words_differ(claims: Sequence[Claim], camps: Sequence[int]) -> str:
    a, b = (
        _telling([claim for claim, at in zip(claims, camps, strict=True) if at == camp] or claims) for camp in (0, 1)
    )
    quoted = (f"“{event_words(claim) or claim['event']}” ({denied_by(claim)})" for claim in (a, b))
    one, other = size(a), size(b)
    fit = "The numbers agree, the words do not" if abs(one - other) <= NEAR * max(one, other) else NO_FIT
    return f"{fit}: {' or '.join(quoted)}?"


def _telling(claims: Sequence[Claim]) -> Claim:
    """The claim that says most: with a number of its own, and the fullest words."""
    return max(claims, key=lambda claim: (claim["approx"] not in ("vague", "range"), len(event_words(claim))))


def _said(claim: Claim) -> str:
    return f"{number_in_words(claim)} ({denied_by(claim)})"
