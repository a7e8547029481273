"""Claims: how a sentence calls figures and their claimants, and which numbers of dead, injured and damaged stand in an article."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.figures.units import anybody
from onrecord.figures.wording import names_several
from onrecord.pages.answers.lines import Line, Link, in_marks, listed, say, sentences
from onrecord.pages.row_tables import anchor
from onrecord.pages.wording import THE_ARTICLE, count, figure_in_words, plain, range_in_words, row_dicts
from onrecord.tables.record import Record

PRONOUNS = frozenset("he she it they we i you who this that which".split())
# What happened, the gravest first, as words behind "people" or "houses".
EVENTS = ("killed", "missing", "injured", "displaced", "detained", "destroyed", "damaged")

Row = dict[str, Any]
Names = Mapping[str, str]


def figure_link(row: Mapping[str, Any], words: str = "") -> Link:
    """A figure as the article words it, or other words for it, leading to its mark."""
    return Link(words or plain(figure_in_words(row)), anchor("figure_id", row["figure_id"]), row["article_id"])


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
    words, stated = plain(figure_in_words(row)), plain(row["stated"])
    unit = re.escape(row["unit"] or "")
    alone = re.sub(rf"({re.escape(stated)}) (?:of )?\(?{unit}\)?$", r"\1", words, flags=re.IGNORECASE)
    return alone if unit and (noun_of([row]) == noun or noun == "people") else words


def noun_of(rows: Sequence[Mapping[str, Any]]) -> str:
    """What figures count, in one word for all of them: "people", "houses", else "things"."""
    units = {(row["unit"] or "").lower() for row in rows}
    if all(row["category"] == "people" for row in rows):
        return units.pop() if len(units) == 1 and not _is_anybody(*units) else "people"
    units -= {""}
    unit = units.pop() if len(units) == 1 else ""
    return unit if unit and rows[0]["category"] not in ("money", "share") else "things"


def _is_anybody(unit: str) -> bool:
    """Whether a noun means just anybody, or nobody is named: "people", "dead", ""."""
    forms = {unit, unit.removesuffix("s"), re.sub("ies$", "y", unit), re.sub("ves$", "fe", unit)}
    return not unit or not anybody().isdisjoint(forms)


def what_happened(row: Mapping[str, Any]) -> str:
    """The event of a figure; where its words name several ("killed or wounded"), these words; "" for another event."""
    words = plain(row["event_text"] or "")
    if names_several(words) and "…" not in words:
        return words
    return "" if row["event"] == "other" else str(row["event"])


def size(row: Mapping[str, Any]) -> float:
    """The number of a figure; 0 where it gives none."""
    ends = [float(row[end]) for end in ("value_low", "value_high") if row[end] is not None]
    return sum(ends) / len(ends) if ends else 0.0


def weight(row: Mapping[str, Any]) -> float:
    """How much a figure matters to a reader: a thousand hurt or a million displaced weigh as much as one hundred dead."""
    grave = {"killed": 3.0, "missing": 2.0, "injured": 2.0, "displaced": 1.0, "detained": 1.0, "destroyed": 1.0}
    return math.log10(1 + size(row)) + grave.get(row["event"], 0.0)


def counted(record: Record, names: Names, left_out: frozenset[str], events: int, claims: int) -> Line:
    """How many were killed, injured, displaced, and what was destroyed, each with the claimant.

    Args:
        record: of one article.
        names: how a sentence calls speakers.
        left_out: figures that another line has.
        events: how many kinds of harm are told.
        claims: how many numbers of each.
    """
    by_event: dict[str, list[Row]] = {}
    parts: dict[str, list[Row]] = {}
    for row in _told(record):
        if row["subset_of"]:
            parts.setdefault(row["subset_of"], []).append(row)
        elif row["figure_id"] not in left_out:
            by_event.setdefault(what_happened(row), []).append(row)
    order = sorted(by_event, key=lambda event: (_grave(by_event[event][0]), event))
    lines = [_of_event(event, by_event[event], parts, names, claims) for event in order[:events]]
    return sentences(*lines)


def _told(record: Record) -> list[Row]:
    """The figures of harm that the article reports as claims; of two states of a count the later one."""
    old = set(record.comparisons.query("relation == 'updates'")["a"])
    rows = row_dicts(record.figures)
    return [
        row
        for row in rows
        if row["status"] == "claim" and row["event"] in EVENTS and row["figure_id"] not in old and size(row) >= 1
    ]


def _grave(row: Mapping[str, Any]) -> int:
    return EVENTS.index(row["event"])


def _of_event(event: str, rows: list[Row], parts: Mapping[str, list[Row]], names: Names, most: int) -> Line:
    """The numbers of one kind of harm: "Killed: 46 (the ministry) and at least 60 (the hospital)."."""
    by_claimant: dict[str, list[Row]] = {}
    for row in _once(rows, names):
        by_claimant.setdefault(claimant(row, names), []).append(row)
    shown = sorted(by_claimant.items(), key=lambda item: -max(map(weight, item[1])))
    items = [
        say("{} (" + "{})", listed([_with_parts(row, parts) for row in of_one], 2, "number"), who)
        for who, of_one in shown
    ]
    return say(event[:1].upper() + event[1:] + ": {}.", listed(items, most, "claimant"))


def _once(rows: list[Row], names: Names) -> list[Row]:
    """Figures without those that say a number again: of one claimant, or of the article that has a claimant for it."""
    kept: dict[Any, Row] = {}
    claimed = {_value(row) for row in rows if row["attribution"] != "none"}
    for row in rows:
        if row["attribution"] == "none" and _value(row) in claimed:
            continue
        kept.setdefault((claimant(row, names), _value(row)), row)
    return sorted(kept.values(), key=lambda row: -size(row))


def _value(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["value_low"], row["value_high"]


def _with_parts(row: Mapping[str, Any], parts: Mapping[str, list[Row]]) -> Line:
    inside = [figure_link(part, number_with_noun(part)) for part in parts.get(row["figure_id"], []) if size(part) >= 1]
    return say("{}, {} among them", figure_link(row), listed(inside, 2)) if inside else (figure_link(row),)


def number_with_noun(row: Mapping[str, Any]) -> str:
    return plain(figure_in_words(row))


def not_exact(record: Record) -> Line:
    """How many figures are not exact, and which of them leaves the most room."""
    rows = row_dicts(record.figures)
    loose = [row for row in rows if row["approx"] != "exact"]
    if not rows:
        return ()
    if not loose:
        return (f"{_all(len(rows))} exact.",)
    widest = max(loose, key=_room)
    some = f"{len(loose):,} of {len(rows):,} figures" if len(rows) > 1 else "The only figure"
    is_or_are = "is" if len(loose) == 1 else "are"
    meaning = range_in_words(widest)
    if not meaning:
        return say(some + f" {is_or_are} not exact, such as " + "{}.", figure_link(widest))
    such = "" if len(loose) == 1 else "The widest: "
    return say(
        f"{some} {is_or_are} not exact. {such}" + "{} can mean " + f"{meaning}.",
        figure_link(widest, in_marks(widest["text"])),
    )


def _all(n: int) -> str:
    return "The only figure is" if n == 1 else f"All {n:,} figures are"


def _room(row: Mapping[str, Any]) -> float:
    """How many times the upper end of a figure is its lower; of open ends none is known."""
    if row["value_low"] is None or row["value_high"] is None or not row["value_low"]:
        return 1.0
    return float(row["value_high"]) / float(row["value_low"])


def unclaimed(record: Record) -> Line:
    """The numbers that the article gives as its own."""
    rows = [row for row in row_dicts(record.figures) if row["attribution"] == "none" and row["status"] == "claim"]
    rows.sort(key=lambda row: -weight(row))
    if not rows:
        return ()
    shown = listed([figure_link(row) for row in rows], 3, "number")
    return say("The article names no source for {}.", shown)


def unknown(record: Record) -> Line:
    """What the article says is not known."""
    rows = row_dicts(record.uncounted[record.uncounted["what"] == "unknown_number"])
    if not rows:
        return ()
    links = [Link(in_marks(row["text"]), f"u-{row['start']}", row["article_id"]) for row in rows]
    return say("Not known: {}.", listed(links, 2, "statement"))


def no_figures(record: Record) -> Line:
    """What stands in place of numbers where there are none of dead, injured or damaged."""
    others = len(record.figures)
    if not others:
        return ("No numbers of casualties or damage were found.",)
    return (
        f"No number of people killed, hurt or displaced was found, and none of damage; {count(others, 'other figure')} {'was' if others == 1 else 'were'}.",
    )


def no_dispute(record: Record) -> Line:
    """That no two figures contradict each other, where there are two."""
    return ("No two numbers here contradict each other.",) if len(record.figures) > 1 else ()
