"""Disputes: claims that contradict each other, several that make one conflict together, as one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from onrecord.pages.answers.claims import (
    Names,
    Row,
    claimant,
    figure_link,
    noun_of,
    number,
    size,
    sums_of,
    weight,
    what_happened,
    with_event,
)
from onrecord.pages.answers.lines import Line, Link, begun, in_marks, listed, say, sentences
from onrecord.pages.answers.voices import side_type, the_side
from onrecord.pages.wording import row_dicts
from onrecord.statistics.means import role_of

OFFICIAL = ("government", "military", "in office")
CONFLICTS = ("conflict_value", "conflict_character")
MOST_CLAIMS = 4  # in a sentence


@dataclass
class Dispute:
    """Claims of which each contradicts another one."""

    pairs: list[tuple[Row, Row, Row]]  # row of the comparisons table, one figure, the other
    main: tuple[Row, Row, Row]  # two claims, or where there is no such pair, a claim and its denial
    between_sides: bool

    @property
    def claims(self) -> list[Row]:
        """The figures that somebody claims, those of the main pair first, each number of a claimant once."""
        return _without_denials([*self.main[1:], *self.rows])

    @property
    def denials(self) -> list[Row]:
        """The figures that somebody denies, each number once for each who denies it."""
        return once([row for row in self.rows if _is_denied(row)])

    @property
    def only_denied(self) -> bool:
        """Whether no two claims conflict: somebody denies a claim, and nobody gives another."""
        return any(map(_is_denied, self.main[1:]))

    @property
    def camps(self) -> tuple[list[Row], list[Row]]:
        """The claims that stand with the first of the main pair, and those that stand with the second."""
        of = {"a": [self.main[1]], "b": [self.main[2]]}
        keys = {end: {_key(row) for row in rows} for end, rows in of.items()}
        claims_first = sorted(self.pairs, key=lambda pair: any(map(_is_denied, pair[1:])))
        for _ in self.pairs:
            for _, one, other in claims_first:
                for here, there, end in ((one, other, "b"), (other, one, "b"), (one, other, "a"), (other, one, "a")):
                    against = "a" if end == "b" else "b"
                    if _key(here) in keys[against] and _key(there) not in keys["a"] | keys["b"]:
                        keys[end].add(_key(there))
                        of[end].append(there)
        return _without_denials(of["a"]), _without_denials(of["b"])

    @property
    def rows(self) -> list[Row]:
        """All figures of the dispute."""
        return [figure for pair in self.pairs for figure in pair[1:]]

    def told(self, line: Line) -> list[Row]:
        """The figures that a line about the dispute names, and those that give such a number of one claimant again."""
        named = {(piece.article_id, piece.anchor) for piece in line if isinstance(piece, Link)}
        again = {_number_of_claimant(row) for row in self.rows if _place(row) in named}
        return [row for row in self.rows if _number_of_claimant(row) in again]


def _place(row: Row) -> tuple[str, str]:
    return row["article_id"], figure_link(row).anchor


def _is_denied(row: Row) -> bool:
    return bool(row["status"] == "denied")


def _without_denials(rows: list[Row]) -> list[Row]:
    return once([row for row in rows if not _is_denied(row)])


def _number_of_claimant(row: Row) -> tuple[Any, ...]:
    who = row["speaker"] or row["mention"] or row["attribution"]
    return row["article_id"], who, row["value_low"], row["value_high"], _is_denied(row)


def _key(row: Row) -> tuple[str, str]:
    return row["article_id"], row["figure_id"]


def once(rows: list[Row]) -> list[Row]:
    """Figures without those that give a number of one claimant again."""
    kept: dict[Any, Row] = {}
    for row in rows:
        kept.setdefault(_number_of_claimant(row), row)
    return list(kept.values())


def find_disputes(figures: pd.DataFrame, pairs: pd.DataFrame, speakers: pd.DataFrame) -> list[Dispute]:
    """The conflicts among figures, those that share a figure as one.

    Returns:
        Conflicts between two sides before those within one; then by how grave the event and how large the number is.
    """
    by_id = {(row["article_id"], row["figure_id"]): row for row in row_dicts(figures)}
    conflicts = [
        (pair, by_id[pair["article_id_a"], pair["a"]], by_id[pair["article_id_b"], pair["b"]])
        for pair in row_dicts(pairs[pairs["relation"].isin(CONFLICTS)])
        if (pair["article_id_a"], pair["a"]) in by_id and (pair["article_id_b"], pair["b"]) in by_id
    ]
    side = {(row["article_id"], row["speaker"]): row["side"] for row in row_dicts(speakers)}
    disputes = []
    for group in connected(conflicts):
        main = max(group, key=lambda pair: _tells(pair, side))
        disputes.append(Dispute(group, main, any(_between_sides(pair, side) for pair in group)))
    return sorted(disputes, key=lambda one: (-one.between_sides, -max(map(weight, one.main[1:]))))


def connected(conflicts: list[tuple[Row, Row, Row]]) -> list[list[tuple[Row, Row, Row]]]:
    """The conflicts in groups: two that share a figure are in one."""
    groups: list[tuple[set[Any], list[tuple[Row, Row, Row]]]] = []
    for conflict in conflicts:
        keys = {(figure["article_id"], figure["figure_id"]) for figure in conflict[1:]}
        touching = [group for group in groups if group[0] & keys]
        groups = [group for group in groups if not group[0] & keys]
        groups.append((keys.union(*(g[0] for g in touching)), [*(c for g in touching for c in g[1]), conflict]))
    return [group for _, group in groups]


def _tells(pair: tuple[Row, Row, Row], side: Mapping[Any, str | None]) -> tuple[Any, ...]:
    """How much of a dispute a pair tells: two claims, two sides, numbers rather than "thousands", people not cities."""
    figures = pair[1:]
    exact = sum(figure["approx"] != "vague" for figure in figures)
    named = sum(len((figure["speaker"] or "").split()) > 1 for figure in figures)
    return not any(map(_is_denied, figures)), _between_sides(pair, side), exact, named, max(map(weight, figures))


def _between_sides(pair: tuple[Row, Row, Row], side: Mapping[Any, str | None]) -> bool:
    one, other = (side.get((figure["article_id"], figure["speaker"])) for figure in pair[1:])
    return bool(one and other and one != other)


def dispute_line(dispute: Dispute, speakers: pd.DataFrame, names: Names) -> Line:
    """A dispute in one to four sentences."""
    if dispute.only_denied:
        return _on_a_denial(dispute, names)
    pair, a, b = dispute.main
    rows = dispute.claims
    noun = noun_of(rows if pair["relation"] == "conflict_value" else [a, b])
    if pair["relation"] == "conflict_character":
        line = _on_what_happened(pair, a, b, noun, speakers, names)
    else:
        line = _on_numbers(rows, noun, speakers, names)
    return sentences(line, say("{}.", begun(denied)) if (denied := denials(dispute, noun, names)) else ())


def _on_a_denial(dispute: Dispute, names: Names) -> Line:
    """A claim and who denies it: "The rebels gave the number 40 soldiers; the army and Ana Ruiz denied it."."""
    _, a, b = dispute.main
    claim, denial = (b, a) if _is_denied(a) else (a, b)
    give = [claimant(row, names) for row in dispute.claims if _value(row) == _value(claim)]
    deny = [claimant(row, names) for row in dispute.denials if _value(row) == _value(denial)]
    gave = say("{} gave the number {}", _each(give), figure_link(claim, with_event(claim)))
    return begun(say("{}; {} denied it.", gave, _each(deny)))


def denials(dispute: Dispute, noun: str, names: Names) -> Line:
    """Who denies which numbers of a dispute: "the army and Ana Ruiz denied 40"; nothing where nobody does."""
    by_number: dict[Any, list[Row]] = {}
    for row in dispute.denials:
        by_number.setdefault(_value(row), []).append(row)
    said = [
        say("{} denied {}", _each([claimant(row, names) for row in rows]), _number(rows[0], noun))
        for rows in by_number.values()
    ]
    return listed(said, len(said), "; ")


def _each(who: list[str]) -> Line:
    """All of these people, each once."""
    return listed(list(dict.fromkeys(who)), len(who))


def _value(row: Row) -> tuple[Any, ...]:
    return row["value_low"], row["value_high"]


def _on_what_happened(pair: Row, a: Row, b: Row, noun: str, speakers: pd.DataFrame, names: Names) -> Line:
    who = _officials(a, b, speakers) or "two claimants"
    claims = _claim(a, noun, names), _claim(b, noun, names)
    opening = begun(say("{} count the same " + noun + ": {} and {}.", who, *claims))
    agree = "They agree on the number." if "The numbers agree" in pair["why"] else "Both numbers can be right."
    words = [figure_link(row, in_marks(row["event_text"] or row["text"])) for row in (a, b)]
    if words[0].words == words[1].words:
        words = [figure_link(row, in_marks(row["text"])) for row in (a, b)]
    return sentences(opening, say(agree + " They disagree on what happened: {} or {}.", *words))


def _on_numbers(rows: list[Row], noun: str, speakers: pd.DataFrame, names: Names) -> Line:
    events = {what_happened(row) for row in rows}
    what = sums_of(rows) or f"numbers of {noun} {events.pop() if len(events) == 1 else ''}".strip()
    claimants = list(dict.fromkeys(claimant(row, names) for row in rows))
    if len(claimants) == 1:
        numbers = listed([_number(row, noun) for row in rows])
        return say("Different " + what + " are all given by {}: {}.", claimants[0], numbers)
    differ = " give different " + what
    officials = _officials(rows[0], rows[1], speakers) if len(rows) == 2 else None
    if len(rows) == 2 and not officials:
        return begun(say("{} and {}" + differ + ": {} against {}.", *claimants, *(_number(row, noun) for row in rows)))
    who = officials or f"{_in_word(len(claimants))} claimants"
    claims = [_claim(row, noun, names) for row in sorted(rows, key=size)]
    return begun(say("{}" + differ + ": {}.", who, listed(claims, MOST_CLAIMS)))


def _in_word(n: int) -> str:
    return {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}.get(n, f"{n:,}")


def _number(row: Row, noun: str) -> Link:
    return figure_link(row, number(row, noun))


def _claim(row: Row, noun: str, names: Names) -> Line:
    return say("{} ({})", _number(row, noun), claimant(row, names))


def _officials(a: Row, b: Row, speakers: pd.DataFrame) -> str | None:
    """The governments of two states, or people who hold office in them; None where the tables do not say so of both."""
    states = [_state(row, speakers) for row in (a, b)]
    if None in states or states[0] == states[1]:
        return None
    (one, kind), (other, other_kind) = (state for state in states if state)
    if one == other:
        return None
    if kind == other_kind == "government":
        return f"the governments of {the_side(one)} and {the_side(other)}"
    return f"officials of {the_side(one)} and of {the_side(other)}"


def _state(row: Row, speakers: pd.DataFrame) -> tuple[str, str] | None:
    """The state whose government a claimant is, or in which the claimant holds an office, and which of the two."""
    of_article = speakers[(speakers["article_id"] == row["article_id"]) & (speakers["speaker"] == row["speaker"])]
    for speaker in row_dicts(of_article):
        role, side = role_of(speaker), speaker["side"]
        if side and side_type(side) == "country" and role in OFFICIAL:
            return side, role
    return None
