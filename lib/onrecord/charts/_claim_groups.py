"""Claims in groups: which figures count the same thing and stand together on a board."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from onrecord.figures.units import is_anybody
from onrecord.figures.wording import names_several
from onrecord.pages.codes import in_percent
from onrecord.pages.disputes import SAME, Key, size
from onrecord.pages.wording import PERCENT, claimant_in_words, given_or, is_given
from onrecord.rows import gravity
from onrecord.tables.frame_rows import dicts

PANELS = {
    "people": "People",
    "buildings": "Buildings",
    "other": "Everything else",
    "money": "Money",
    "share": "Shares",
}
FULL = re.compile(r"(?!event\b)(?>.+?, ).+, \d{4}-\d\d-\d\d$")  # an occurrence with its kind, place and day
REPORTED = "What the article reports"
CLAIMED, DOUBTED, ELSEWHERE = "", "Forecast, feared or denied", "Background: other occurrences, or a longer time"
APART = {"denied": DOUBTED, "forecast": DOUBTED, "hypothetical": DOUBTED, "background": ELSEWHERE}
NOT_NAMED = "things not named"
HARM = ("killed", "injured", "missing")
DAMAGE = {"destroyed": "destroyed or damaged", "damaged": "destroyed or damaged"}


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
        most figures first), events (the gravest first), panels and groups, the larger first. New columns: apart (why no claim; "" for claims),
        happening (the occurrence of the group in words, "" where it is not told), panel (a key of `PANELS`), group (a
        number), counted (what it counts, in words) and claimant.

    Limits:
        Where the article does not tell of which occurrence a number is, the same kind of people or things may be meant of
        two places or days.
    """
    data = in_percent(figures)
    rows = dicts(data)
    happenings = _happenings(rows, pairs)
    groups = _joined(rows, happenings, pairs)
    counted = {group: counted_in_words(of_it) for group, of_it in _by(groups, rows).items()}
    happening = {group: occurrence_in_words(of_it) for group, of_it in _by(happenings, rows).items()}
    data = data.assign(
        apart=[APART.get(row["status"], CLAIMED) for row in rows],
        happening=[happening[key] for key in happenings],
        panel=[_panel(row) for row in rows],
        group=groups,
        counted=[counted[group] for group in groups],
        claimant=[claimant_in_words(row) for row in rows],
        size=[size(row) for row in rows],
    )
    data["largest"] = data.groupby("group")["size"].transform("max")
    often = Counter(data["happening"])
    data["rare"] = [-often[words] if words else 1 for words in data["happening"]]
    data["last"] = data["apart"].map([CLAIMED, DOUBTED, ELSEWHERE].index)
    data["at"] = data["panel"].map(list(PANELS).index)
    data["grave"] = [gravity("destroyed" if event in DAMAGE else event) for event in data["event"]]
    order = ["last", "rare", "happening", "grave", "at", "largest", "group", "size"]
    data = data.sort_values(order, ascending=[True] * 5 + [False, True, False], kind="stable")
    return data.drop(columns=["last", "rare", "grave", "at", "largest", "size"])


def noun(row: Mapping[str, Any]) -> str:
    """What a figure counts, in one word for all nouns of just anybody: "people"; for "30 percent" alone, "share"."""
    unit = row["unit"].lower() if isinstance(row["unit"], str) else ""
    if row["category"] == "share" and PERCENT.match(unit):
        return "share"
    if _counts_people(row) and (not unit or is_anybody(unit)):
        return "people"
    return unit or row["category"]


def _panel(row: Mapping[str, Any]) -> str:
    return "people" if _counts_people(row) else row["category"] if row["category"] in PANELS else "other"


def _counts_people(row: Mapping[str, Any]) -> bool:
    """Whether people are counted, also as the deaths or bodies that they are."""
    unit = row["unit"].lower() if isinstance(row["unit"], str) else ""
    return row["category"] == "people" or (row["event"] in HARM and is_anybody(unit))


def stem(row: Mapping[str, Any]) -> str:
    """What a figure counts, the same for one house and two houses."""
    return noun(row).removesuffix("s")


def _key(row: Mapping[str, Any]) -> Key:
    return row["article_id"], row["figure_id"]


def _ends(pairs: pd.DataFrame) -> Iterable[tuple[Key, Key, str]]:
    for row in dicts(pairs):
        yield (row["article_id_a"], row["a"]), (row["article_id_b"], row["b"]), row["relation"]


class Sets:
    """Things that are one, directly or by way of others."""

    def __init__(self) -> None:
        self._leader: dict[Any, Any] = {}

    def leading(self, one: Any) -> Any:
        """The thing that stands for all that are one with this."""
        while (above := self._leader.get(one, one)) != one:
            self._leader[one] = one = self._leader.get(above, above)
        return one

    def join(self, one: Any, other: Any) -> None:
        self._leader[self.leading(other)] = self.leading(one)


def _happenings(rows: list[dict[str, Any]], pairs: pd.DataFrame) -> list[Any]:
    """What each row tells of, the same for rows of one occurrence; None where nothing is told.

    Articles tell of one occurrence where both say its kind, place and day, or where the comparisons set their figures
    beside each other. "Flood" alone may be any.
    """
    one = Sets()
    told = {}
    for row in rows:
        if is_given(row["occurrence"]):
            told[_key(row)] = (row["article_id"], row["occurrence"])
            if FULL.match(row["occurrence"]):
                one.join(("", row["occurrence"]), told[_key(row)])
    for a, b, _ in _ends(pairs):
        if a[0] != b[0] and a in told and b in told:
            one.join(told[a], told[b])
    return [one.leading(told[key]) if (key := _key(row)) in told else None for row in rows]


def _joined(rows: list[dict[str, Any]], happenings: list[Any], pairs: pd.DataFrame) -> list[int]:
    """A number per row, the same for rows about the same thing: the place of one of them."""
    one = Sets()
    first: dict[Any, int] = {}
    status = [row["status"] if row["status"] in APART else CLAIMED for row in rows]
    for at, row in enumerate(rows):
        if row["event"] != "other":
            event = DAMAGE.get(row["event"], row["event"]), names_several(given_or(row["event_text"], ""))
            kind = (status[at], happenings[at], event, stem(row), row["category"] == "share")
            one.join(first.setdefault(kind, at), at)
    places = {_key(row): at for at, row in enumerate(rows)}
    for a, b, relation in _ends(pairs):
        if relation in SAME and a in places and b in places and status[places[a]] == status[places[b]]:
            one.join(places[a], places[b])
    return [one.leading(at) for at in range(len(rows))]


def counted_in_words(rows: Sequence[Mapping[str, Any]]) -> str:
    """What a group counts, in words: "people displaced", "people killed or hurt", and "ships" where no event is told."""
    nouns = list(dict.fromkeys(noun(row) for row in rows))
    events = list(dict.fromkeys(row["event"] for row in rows))
    named = next((n for n in nouns if n != "other"), NOT_NAMED)
    if events == ["other"]:
        return named
    words = given_or(rows[0]["event_text"], "")
    if names_several(words):
        return f"{named} {' '.join(words.split())}"
    return f"{named} {', '.join(event for event in events if event != 'other')}"


def occurrence_in_words(rows: Sequence[Mapping[str, Any]]) -> str:
    """The fullest name that figures give an occurrence, as a reader takes it; "" where none does."""
    named = Counter(" ".join(row["occurrence"].split()) for row in rows if is_given(row["occurrence"]))
    words = max(named, key=lambda name: (bool(FULL.match(name)), name.count(","), named[name]), default="")
    if words == "event":
        return REPORTED
    words = words.removeprefix("event, ")  # what kind of event is not told
    return words[:1].upper() + words[1:]


def _by(keys: list[Any], rows: list[dict[str, Any]]) -> dict[Any, list[dict[str, Any]]]:
    by: dict[Any, list[dict[str, Any]]] = {}
    for key, row in zip(keys, rows, strict=True):
        by.setdefault(key, []).append(row)
    return by
