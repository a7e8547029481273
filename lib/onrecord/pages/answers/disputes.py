"""Disputes: claims that contradict each other, several that make one conflict together, as one sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.pages.answers.claims import (
    Names,
    claimant,
    figure_link,
    noun_of,
    number,
    size_or_nought,
    sums_of,
    weight,
    what_happened,
    with_event,
)
from onrecord.pages.answers.lines import Line, Link, begun, in_marks, listed, say, sentences
from onrecord.pages.answers.voices import side_type, the_side
from onrecord.pages.disputes import CONFLICTS, Row, Told, between_sides, find_groups, is_denied, key_of
from onrecord.statistics.means import role_of

if TYPE_CHECKING:
    from onrecord.tables.record import Record

OFFICIAL = ("government", "military", "in office")
AGREEMENTS = ("agree", "agree_rounded")
MOST_CLAIMS = 4  # in a sentence


@dataclass
class Dispute:
    """Claims of which each contradicts another one."""

    pairs: list[Told]  # all that stand in one group: conflicts, agreements, updates
    main: Told  # two claims that conflict, or where there are none, a claim and its denial

    @property
    def claims(self) -> list[Row]:
        """The figures that somebody claims, those of the main pair first, each number of a claimant once."""
        return _without_denials([*self.main[1:], *_figures(self.conflicts), *_figures(self.agreements)])

    @property
    def denials(self) -> list[Row]:
        """The figures that somebody denies, each number once for each who denies it."""
        return once([row for row in self.rows if is_denied(row)])

    @property
    def only_denied(self) -> bool:
        """Whether no two claims conflict: somebody denies a claim, and nobody gives another."""
        return any(map(is_denied, self.main[1:]))

    @property
    def camps(self) -> tuple[list[Row], list[Row]]:
        """The claims that stand with the first of the main pair, and those that stand with the second."""
        _, a, b = self.main
        ends = {key_of(a): (0, a), key_of(b): (1, b)}
        for _ in self.pairs:
            for pair, one, other in (*self.agreements, *self.conflicts):
                for here, there in ((one, other), (other, one)):
                    if key_of(here) in ends and key_of(there) not in ends:
                        end = ends[key_of(here)][0] ^ (pair["relation"] in CONFLICTS)
                        ends[key_of(there)] = end, there
        of = [[row for at, row in ends.values() if at == end] for end in (0, 1)]
        return _without_denials(of[0]), _without_denials(of[1])

    @property
    def conflicts(self) -> list[Told]:
        """The pairs that conflict, those of two claims before those of a claim and its denial."""
        found = [told for told in self.pairs if told[0]["relation"] in CONFLICTS]
        return sorted(found, key=lambda told: any(map(is_denied, told[1:])))

    @property
    def agreements(self) -> list[Told]:
        """The pairs that agree."""
        return [told for told in self.pairs if told[0]["relation"] in AGREEMENTS]

    @property
    def rows(self) -> list[Row]:
        """All figures of the dispute."""
        return _figures(self.pairs)

    def told(self, line: Line) -> list[Row]:
        """The figures that a line about the dispute names, and those that give such a number of one claimant again."""
        named = {(piece.article_id, piece.anchor) for piece in line if isinstance(piece, Link)}
        again = {_number_of_claimant(row) for row in self.rows if _place(row) in named}
        return [row for row in self.rows if _number_of_claimant(row) in again]


def _place(row: Row) -> tuple[str, str]:
    return row["article_id"], figure_link(row).anchor


def _figures(pairs: list[Told]) -> list[Row]:
    return [figure for pair in pairs for figure in pair[1:]]


def _without_denials(rows: list[Row]) -> list[Row]:
    return once([row for row in rows if not is_denied(row)])


def _number_of_claimant(row: Row) -> tuple[Any, ...]:
    who = row["speaker"] or row["mention"] or row["attribution"]
    return row["article_id"], who, row["value_low"], row["value_high"], is_denied(row)


def once(rows: list[Row]) -> list[Row]:
    """Figures without those that give a number of one claimant again."""
    kept: dict[Any, Row] = {}
    for row in rows:
        kept.setdefault(_number_of_claimant(row), row)
    return list(kept.values())


def disputes_of(record: Record) -> list[Dispute]:
    """The conflicts among the figures of a record; see `find_disputes`."""
    return find_disputes(*(record.dicts(name) for name in ("figures", "comparisons", "speakers")))


def find_disputes(figures: Iterable[Row], pairs: Iterable[Row], speakers: Iterable[Row]) -> list[Dispute]:
    """The conflicts among figures, grouped and in the order that `pages.disputes.find_groups` gives them.

    Args:
        figures, pairs, speakers: rows of these tables (pairs: comparisons).
    """
    told = _as_stated(figures, pairs, speakers)
    found = [(group, [one for one in group if one[0]["relation"] in CONFLICTS]) for group in told]
    return [Dispute(group, max(conflicts, key=_tells)) for group, conflicts in found if conflicts]


def _as_stated(figures: Iterable[Row], pairs: Iterable[Row], speakers: Iterable[Row]) -> list[list[Told]]:
    """The groups of `find_groups`, with the side of each claimant, and shares as the article gives them."""
    side = {(row["article_id"], row["speaker"]): row["side"] for row in speakers}
    rows = {key_of(row): row | {"side": side.get((row["article_id"], row["speaker"]))} for row in figures}
    groups = find_groups(rows.values(), pairs)
    return [[(pair, rows[key_of(a)], rows[key_of(b)]) for pair, a, b in group] for group in groups]


def update_line(record: Record, names: Names) -> tuple[Line, list[Row]]:
    """The gravest number of an article that a later one replaces in it, and the figures that say these two.

    "People killed: first 40 (the mayor), later 60 (the army)."; nothing where no number is replaced.
    """
    for group in _as_stated(*(record.dicts(name) for name in ("figures", "comparisons", "speakers"))):
        updates = [(a, b) for pair, a, b in group if pair["relation"] == "updates"]
        if any(pair["relation"] in CONFLICTS for pair, *_ in group) or not updates:
            continue
        replaced, replacing = ({row["figure_id"] for row in ends} for ends in zip(*updates, strict=True))
        old = next((a for a, _ in updates if a["figure_id"] not in replacing), updates[0][0])
        new = next((b for _, b in updates if b["figure_id"] not in replaced), updates[-1][1])
        noun = noun_of([old, new])
        what = sums_of([old, new]) or f"{noun} {what_happened(new)}".strip()
        who, whose = claimant(old, names), claimant(new, names)
        if who == whose:
            line = say("{}: first {}, later {}, both by {}.", what, _number(old, noun), _number(new, noun), who)
        else:
            line = say("{}: first {}, later {}.", what, _claim(old, noun, names), _claim(new, noun, names))
        told = {(_number_of_claimant(row), row["event"]) for row in (old, new)}
        again = [row for row in record.dicts("figures") if (_number_of_claimant(row), row["event"]) in told]
        return begun(line), again
    return (), []


def _tells(pair: Told) -> tuple[Any, ...]:
    """How much of a dispute a pair tells: two claims, two sides, numbers rather than "thousands", people not cities."""
    figures = pair[1:]
    exact = sum(figure["approx"] != "vague" for figure in figures)
    named = sum(len((figure["speaker"] or "").split()) > 1 for figure in figures)
    return not any(map(is_denied, figures)), between_sides(*figures), exact, named, max(map(weight, figures))


def dispute_line(dispute: Dispute, speakers: list[Row], names: Names) -> Line:
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
    claim, denial = (b, a) if is_denied(a) else (a, b)
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


def _on_what_happened(pair: Row, a: Row, b: Row, noun: str, speakers: list[Row], names: Names) -> Line:
    who = _officials(a, b, speakers) or "two claimants"
    claims = _claim(a, noun, names), _claim(b, noun, names)
    opening = begun(say("{} count the same {}: {} and {}.", who, noun, *claims))
    agree = "They agree on the number." if "The numbers agree" in pair["why"] else "Both numbers can be right."
    words = [figure_link(row, in_marks(row["event_text"] or row["text"])) for row in (a, b)]
    if words[0].words == words[1].words:
        words = [figure_link(row, in_marks(row["text"])) for row in (a, b)]
    return sentences(opening, say(agree + " They disagree on what happened: {} or {}.", *words))


def _on_numbers(rows: list[Row], noun: str, speakers: list[Row], names: Names) -> Line:
    events = {what_happened(row) for row in rows}
    what = sums_of(rows) or f"numbers of {noun} {events.pop() if len(events) == 1 else ''}".strip()
    claimants = list(dict.fromkeys(claimant(row, names) for row in rows))
    if len(claimants) == 1:
        numbers = listed([_number(row, noun) for row in rows])
        return say("Different {} are all given by {}: {}.", what, claimants[0], numbers)
    officials = _officials(rows[0], rows[1], speakers) if len(rows) == 2 else None
    if len(rows) == 2 and not officials:
        numbers_of_both = (_number(row, noun) for row in rows)
        return begun(say("{} and {} give different {}: {} against {}.", *claimants, what, *numbers_of_both))
    who = officials or f"{_in_word(len(claimants))} claimants"
    claims = [_claim(row, noun, names) for row in sorted(rows, key=size_or_nought)]
    return begun(say("{} give different {}: {}.", who, what, listed(claims, MOST_CLAIMS)))


def _in_word(n: int) -> str:
    return {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}.get(n, f"{n:,}")


def _number(row: Row, noun: str) -> Link:
    return figure_link(row, number(row, noun))


def _claim(row: Row, noun: str, names: Names) -> Line:
    return say("{} ({})", _number(row, noun), claimant(row, names))


def _officials(a: Row, b: Row, speakers: list[Row]) -> str | None:
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


def _state(row: Row, speakers: list[Row]) -> tuple[str, str] | None:
    """The state whose government a claimant is, or in which the claimant holds an office, and which of the two."""
    for speaker in speakers:
        if (speaker["article_id"], speaker["speaker"]) != (row["article_id"], row["speaker"]):
            continue
        role, side = role_of(speaker), speaker["side"]
        if side and side_type(side) == "country" and role in OFFICIAL:
            return side, role
    return None
