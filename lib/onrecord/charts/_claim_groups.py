"""Claims in groups: which figures count the same thing and stand in one row of a board, and which of them conflict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from onrecord.charts._ranges import PERCENT, claim, in_percent, size
from onrecord.figures.units import anybody
from onrecord.pages.wording import claimant_in_words, given_or, is_given

PANELS = {
    "people": "People",
    "buildings": "Buildings",
    "other": "Everything else",
    "money": "Money",
    "share": "Shares",
}
CLAIMED, DOUBTED, ELSEWHERE = "", "Forecast, feared or denied", "Of earlier or other occurrences"
APART = {"denied": DOUBTED, "forecast": DOUBTED, "hypothetical": DOUBTED, "background": ELSEWHERE}
# Pairs that stand in one row. Parts and additions are groups of their own, and so may be what is only compatible.
SAME = ("agree", "agree_rounded", "conflict_value", "conflict_character", "updates")
CONFLICTS = {"conflict_value": "number", "conflict_character": "words"}
DAMAGE = {"destroyed": "destroyed or damaged", "damaged": "destroyed or damaged"}

Key = tuple[str, str]  # article_id, figure_id


def group_claims(figures: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Give each figure the group of those that count the same thing, so that they stand together.

    Two figures count the same thing where the occurrence, the event and the noun are the same, or where the comparisons
    set their numbers against each other; nouns for just anybody (words/anybody.csv) are one. A figure without an event is
    a group of its own. What is forecast, feared, denied or of another occurrence never stands with claims.

    Args:
        figures: rows of one article or of several.
        pairs: the comparisons table of the same articles.

    Returns:
        The figures, shares in percent: first claims, then what stands apart; each in the order of occurrences (that with
        most figures first), panels, events and groups, the larger first. New columns: apart (why no claim; "" for claims),
        happening (the occurrence of the group in words, "" where it is not told), panel (a key of `PANELS`), group (a
        number), counted (what it counts, in words), label (the claim in words), claimant, and conflict (the conflicts of
        a figure, such as "number, words"; "" for none).

    Limits:
        Where the article does not tell of which occurrence a number is, the same kind of people or things may be meant of
        two places or days.
    """
    data = in_percent(figures)
    rows = data.to_dict("records")
    against = conflicts(figures, pairs)
    groups = _joined(rows, pairs)
    members: dict[int, list[dict[str, Any]]] = {}
    for row, group in zip(rows, groups, strict=True):
        members.setdefault(group, []).append(row)
    counted = {group: _counted(of_it) for group, of_it in members.items()}
    happening = {group: _happening(of_it) for group, of_it in members.items()}
    data = data.assign(
        apart=[APART.get(row["status"], CLAIMED) for row in rows],
        happening=[happening[group] for group in groups],
        panel=[category if category in PANELS else "other" for category in data["category"]],
        group=groups,
        counted=[counted[group] for group in groups],
        label=[claim(row) for row in rows],
        claimant=[claimant_in_words(row) for row in rows],
        conflict=[", ".join(sorted({kind for kind, _ in against.get(_key(row), [])})) for row in rows],
        size=[size(row) for row in rows],
    )
    data["largest"] = data.groupby("group")["size"].transform("max")
    often = Counter(data["happening"])
    data["rare"] = [-often[words] if words else 1 for words in data["happening"]]
    data["last"] = data["apart"].map([CLAIMED, DOUBTED, ELSEWHERE].index)
    data["at"] = data["panel"].map(list(PANELS).index)
    data["family"] = [("~" if event == "other" else DAMAGE.get(event, event)) for event in data["event"]]
    order = ["last", "rare", "happening", "at", "family", "largest", "group", "size"]
    data = data.sort_values(order, ascending=[True] * 5 + [False, True, False], kind="stable")
    return data.drop(columns=["last", "rare", "at", "family", "largest", "size"])


def conflicts(figures: pd.DataFrame, pairs: pd.DataFrame) -> dict[Key, list[tuple[str, Key]]]:
    """With which figures each one conflicts: {(article_id, figure_id): [("number" or "words", the other), ...]}."""
    keys = set(zip(figures["article_id"], figures["figure_id"], strict=True))
    against: dict[Key, list[tuple[str, Key]]] = {}
    for one, other, relation in _ends(pairs):
        if relation in CONFLICTS and one in keys and other in keys:
            against.setdefault(one, []).append((CONFLICTS[relation], other))
            against.setdefault(other, []).append((CONFLICTS[relation], one))
    return against


def noun(row: Mapping[str, Any]) -> str:
    """What a figure counts, in one word for all nouns of just anybody: "people"; for "30 percent" alone, "share"."""
    unit = row["unit"].lower() if isinstance(row["unit"], str) else ""
    if row["category"] == "share" and PERCENT.match(unit):
        return "share"
    if row["category"] == "people" and (not unit or unit in anybody() or unit.removesuffix("s") in anybody()):
        return "people"
    return unit or row["category"]


def stem(row: Mapping[str, Any]) -> str:
    """What a figure counts, the same for one house and two houses."""
    return noun(row).removesuffix("s")


def _key(row: Mapping[str, Any]) -> Key:
    return row["article_id"], row["figure_id"]


def _ends(pairs: pd.DataFrame) -> Iterable[tuple[Key, Key, str]]:
    for row in pairs.to_dict("records"):
        yield (row["article_id_a"], row["a"]), (row["article_id_b"], row["b"]), row["relation"]


def _joined(rows: list[dict[str, Any]], pairs: pd.DataFrame) -> list[int]:
    """A number per row, the same for rows about the same thing: the place of the first of them."""
    first: dict[Any, int] = {}
    leader = list(range(len(rows)))

    def leading(at: int) -> int:
        while leader[at] != at:
            leader[at] = at = leader[leader[at]]
        return at

    def join(a: int, b: int) -> None:
        a, b = sorted((leading(a), leading(b)))
        leader[b] = a

    status = [row["status"] if row["status"] in APART else CLAIMED for row in rows]
    for at, row in enumerate(rows):
        if row["event"] != "other":
            event = DAMAGE.get(row["event"], row["event"])
            kind = (status[at], given_or(row["occurrence"], ""), event, stem(row), row["category"] == "share")
            join(at, first.setdefault(kind, at))
    places = {_key(row): at for at, row in enumerate(rows)}
    for one, other, relation in _ends(pairs):
        if relation in SAME and one in places and other in places and status[places[one]] == status[places[other]]:
            join(places[one], places[other])
    return [leading(at) for at in range(len(rows))]


def _counted(rows: list[dict[str, Any]]) -> str:
    """What a group counts, in words: "people displaced", "houses destroyed, damaged", "ships (another event)"."""
    nouns = list(dict.fromkeys(noun(row) for row in rows))
    events = list(dict.fromkeys(row["event"] for row in rows))
    named = next((n for n in nouns if n != "other"), "things not named")
    if events == ["other"]:
        return f"{named} (another event)"
    return f"{named} {', '.join(event for event in events if event != 'other')}"


def _happening(rows: list[dict[str, Any]]) -> str:
    """The occurrence that most figures of a group name, as a reader takes it; "" where none does."""
    named = Counter(str(row["occurrence"]) for row in rows if is_given(row["occurrence"]))
    words = " ".join(named.most_common(1)[0][0].split()) if named else ""
    return words[:1].upper() + words[1:]
