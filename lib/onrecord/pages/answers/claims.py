"""Claims: how a sentence calls figures and their claimants, and which numbers of dead, injured and damaged stand in an article."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from onrecord.figures.units import is_anybody
from onrecord.figures.wording import names_several
from onrecord.pages.anchors import anchor
from onrecord.pages.answers.lines import Line, Link, as_plain, in_marks, listed, say, sentences
from onrecord.pages.disputes import Row, size
from onrecord.pages.wording import STATUSES, THE_ARTICLE, figure_in_words, plain, range_in_words
from onrecord.rows import EVENTS, gravity

if TYPE_CHECKING:
    from onrecord.tables.record import Record

PRONOUNS = frozenset("he she it they we i you who this that which".split())
# A capital at the beginning of a sentence or a headline: "At Least 80", "Sixty-four", but not "Rs 40".
OPENING = re.compile(r"^(?:(?:At|More|Fewer|Less|Up) (?:Least|Than|To|Most)|(?!Rs\b)[A-Z][a-z]+(?:-[a-z]+)?)\b")

# Nouns of figures that say no more than what happened: "40 dead".
STATES = frozenset("dead death deaths fatalities casualties missing injured wounded injuries displaced".split())

Names = Mapping[str, str]


def figure_link(row: Mapping[str, Any], words: str = "") -> Link:
    """A figure as the article words it, or other words for it, leading to its mark."""
    return Link(words or in_words(row), anchor("figure_id", row["figure_id"]), row["article_id"])


def in_words(row: Mapping[str, Any]) -> str:
    """A figure as it stands within a sentence: "eleven people", without its capital and quotation marks."""
    words = re.sub('[“”"]', "", plain(figure_in_words(row)))
    return OPENING.sub(lambda first: first[0].lower(), words)


def with_event(row: Mapping[str, Any]) -> str:
    """A figure with what happened, where its own words do not say what it counts: "46 killed"."""
    is_named = row["unit"] and row["unit"].lower() not in STATES
    return in_words(row) if is_named else f"{number(row, '')} {what_happened(row)}".strip()


def claimant(row: Mapping[str, Any], names: Names) -> str:
    """Who claims a figure, as a sentence calls them."""
    if row["speaker"] is not None:
        return names.get(row["speaker"]) or plain(row["speaker"])
    mention = plain(row["mention"] or "")
    if row["attribution"] == "none":
        return THE_ARTICLE
    if not mention or mention.lower() in PRONOUNS:
        return "a speaker without a name"
    return re.sub(r"^(The|An?)\b", lambda match: match[0].lower(), mention)


def number(row: Mapping[str, Any], noun: str) -> str:
    """A figure without the noun that it counts, where a sentence has the noun already: "about 400,000"."""
    unit = (row["unit"] or "").lower()
    if not unit or not (unit in STATES or noun == "people" or noun_of([row]) == noun):
        return in_words(row)
    pattern = rf"({re.escape(plain(row['stated']))}) (?:of )?\(?{re.escape(unit)}\)?$"
    return re.sub(pattern, r"\1", in_words(row), flags=re.IGNORECASE)


def noun_of(rows: Sequence[Mapping[str, Any]]) -> str:
    """What figures count, in one word for all of them: "people", "houses", else "things"."""
    units = {(row["unit"] or "").lower() for row in rows}
    if all(row["category"] == "people" for row in rows):
        return units.pop() if len(units) == 1 and not _says_nobody(*units) else "people"
    units -= {""}
    unit = units.pop() if len(units) == 1 else ""
    return unit if unit and rows[0]["category"] not in ("money", "share") else "things"


def sums_of(rows: Sequence[Mapping[str, Any]]) -> str:
    """What figures of money are called together: "sums for damage"; "" where not all of them are money."""
    if any(row["category"] != "money" for row in rows):
        return ""
    events = {row["event"] for row in rows}
    losses = {"damaged": "sums for damage", "destroyed": "sums for destruction"}
    return losses.get(events.pop(), "sums of money") if len(events) == 1 else "sums of money"


def _says_nobody(unit: str) -> bool:
    """Whether a noun does not say who is counted: "people", "dead", ""."""
    return not unit or is_anybody(unit)


def what_happened(row: Mapping[str, Any]) -> str:
    """The event of a figure; where its words name several ("killed or wounded"), these words; "" for another event."""
    words = plain(row["event_text"] or "")
    if names_several(words) and "…" not in words:
        return words
    return "" if row["event"] == "other" else str(row["event"])


def size_or_nought(row: Mapping[str, Any]) -> float:
    """The number of a figure; 0 where it gives none."""
    value = size(row)
    return 0.0 if math.isnan(value) else value


def weight(row: Mapping[str, Any]) -> float:
    """How much a figure matters to a reader: a thousand hurt or a million displaced weigh as much as one hundred dead."""
    grave = {"killed": 3.0, "missing": 2.0, "injured": 2.0, "displaced": 1.0, "detained": 1.0, "destroyed": 1.0}
    return math.log10(1 + size_or_nought(row)) + grave.get(row["event"], 0.0)


def counted(record: Record, names: Names, told: Sequence[Row], events: int, claims: int) -> Line:
    """How many were killed, injured, displaced, and what was destroyed, each with the claimant.

    Args:
        record: of one article.
        names: how a sentence calls speakers.
        told: figures that another line has.
        events: how many kinds of harm are told.
        claims: how many numbers of each.
    """
    ids = {(row["figure_id"], what_happened(row)) for row in told}
    values = {(row["event"], *_value(row)) for row in told}
    by_event: dict[str, list[Row]] = {}
    for row in harm(record):
        event = what_happened(row)
        is_again = row["attribution"] == "none" and (row["event"], *_value(row)) in values
        if not is_again and ids.isdisjoint({(row["figure_id"], event), (row["subset_of"], event)}):
            by_event.setdefault(event, []).append(row)
    order = sorted(by_event, key=lambda event: (gravity(by_event[event][0]["event"]), event))
    return sentences(*(_of_event(event, by_event[event], names, claims) for event in order[:events]))


def harm(record: Record) -> list[Row]:
    """The figures of harm that the article reports as claims; of two states of a count the later one."""
    old = {pair["a"] for pair in record.dicts("comparisons") if pair["relation"] == "updates"}
    rows = record.dicts("figures")
    return [
        row
        for row in rows
        if row["status"] == "claim" and row["event"] in EVENTS and row["figure_id"] not in old and size(row) >= 1
    ]


def _of_event(event: str, rows: list[Row], names: Names, most: int) -> Line:
    """The numbers of one kind of harm: "Killed: 46 (the ministry) and at least 60 (the hospital)."."""
    ids = {row["figure_id"] for row in rows}
    by_claimant: dict[str, list[Row]] = {}
    for row in once_each([row for row in rows if row["subset_of"] not in ids], names):
        by_claimant.setdefault(claimant(row, names), []).append(row)
    shown = sorted(by_claimant.items(), key=lambda item: -max(map(_weight_of_people, item[1])))
    items = [say("{} ({})", listed([_with_parts(row, rows, names) for row in of_one], 2), who) for who, of_one in shown]
    return say("{}: {}.", event[:1].upper() + event[1:], listed(items, most, "; "))


def _order(row: Row) -> tuple[Any, ...]:
    """People before things, claims of somebody before others, wholes before parts, "thousands" last, the larger first."""
    return (
        row["category"] != "people",
        row["attribution"] == "none",
        bool(row["subset_of"]),
        row["approx"] == "vague",
        -size_or_nought(row),
    )


def _weight_of_people(row: Mapping[str, Any]) -> float:
    """The weight of a figure; animals and things come after people."""
    return weight(row) + 100 * (row["category"] == "people")


def once_each(rows: list[Row], names: Names) -> list[Row]:
    """Figures without those that say a number again: of one claimant, or of the article that has a claimant for it."""
    kept: dict[Any, Row] = {}
    claimed = {_value(row) for row in rows if row["attribution"] != "none"}
    for row in rows:
        if row["attribution"] == "none" and _value(row) in claimed:
            continue
        kept.setdefault((claimant(row, names), _value(row)), row)
    return sorted(kept.values(), key=_order)


def _value(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["value_low"], row["value_high"]


def _with_parts(row: Row, rows: list[Row], names: Names) -> Line:
    """A figure with its parts that are of another kind: "40 people, 12 children among them".

    A part that somebody else claims has its own claimant: "40 people, 12 children (the mayor) among them".
    """
    who = claimant(row, names)
    whole = {
        one["figure_id"] for one in rows if _value(one) == _value(row) and claimant(one, names) in (who, THE_ARTICLE)
    }
    parts = once_each([part for part in rows if part["subset_of"] in whole], names)
    inside = [
        _with_claimant(part, who, names)
        for part in parts
        if part["category"] != "share" and not _says_nobody((part["unit"] or "").lower())
    ]
    shown = figure_link(row, number(row, ""))
    return say("{}, {} among them", shown, listed(inside, 2)) if inside else (shown,)


def _with_claimant(part: Row, who: str, names: Names) -> Line:
    """A part of a figure, with its claimant where it is another one than that of the whole."""
    other = claimant(part, names)
    return (figure_link(part),) if other == who else say("{} ({})", figure_link(part), other)


def not_exact(record: Record) -> Line:
    """How many figures are not exact, and which of them leaves the most room."""
    rows = record.dicts("figures")
    loose = [row for row in rows if row["approx"] != "exact"]
    if not rows:
        return ()
    if not loose:
        return (f"{_all(len(rows))} exact.",)
    opening = f"{len(loose):,} of {len(rows):,} figures {'is' if len(loose) == 1 else 'are'} not exact"
    if len(loose) == len(rows):
        none = {1: "The only figure is not exact", 2: "Neither of the two figures is exact"}
        opening = none.get(len(rows), f"None of the {len(rows):,} figures is exact")
    widest = max(loose, key=_room)
    if _room(widest) <= 1:
        return say(opening + ": {}.", listed([figure_link(row, in_marks(row["text"])) for row in loose], 2))
    return say(opening + ". {} is read as {}.", figure_link(widest, in_marks(widest["text"])), range_in_words(widest))


def _all(n: int) -> str:
    return "The only figure is" if n == 1 else "Both figures are" if n == 2 else f"All {n:,} figures are"


def _room(row: Mapping[str, Any]) -> float:
    """How many times its lower end the upper end of a figure is, where its words give no ends: "about 40", "dozens"."""
    low, high = row["value_low"], row["value_high"]
    return float(high) / float(low) if row["approx"] in ("about", "vague") and low and high else 1.0


def unclaimed(record: Record, names: Names) -> Line:
    """The numbers of harm that the article gives as its own, and that nobody else is said to give."""
    rows = [row for row in once_each(harm(record), names) if row["attribution"] == "none"]
    rows.sort(key=lambda row: -weight(row))
    return (
        say("The article gives no source for {}.", listed([figure_link(row, with_event(row)) for row in rows], 3))
        if rows
        else ()
    )


def unknown(record: Record) -> Line:
    """What the article says is not known."""
    rows = [row for row in record.dicts("uncounted") if row["what"] == "unknown_number"]
    if not rows:
        return ()
    links = [Link(in_marks(row["text"]), f"u-{row['start']}", row["article_id"]) for row in rows]
    return say("Left open: {}.", listed(links, 2))


def no_counts(record: Record, names: Names) -> Line:
    """What stands in place of numbers of harm where the article claims none."""
    others = [row for row in record.dicts("figures") if row["event"] in EVENTS]
    if not others:
        return ("No numbers of casualties or damage were found.",)
    kinds = list(dict.fromkeys(STATUSES.get(row["status"], "part of another number") for row in others))
    items = [say("{} ({})", figure_link(row, with_event(row)), claimant(row, names)) for row in others]
    return say(f"Casualties or damage are counted only as {as_plain(listed(kinds))}: " + "{}.", listed(items, 2, "; "))


def no_dispute(record: Record) -> Line:
    """That no two figures contradict each other, where there are two."""
    return ("No two numbers found here contradict each other.",) if len(record.dicts("figures")) > 1 else ()
