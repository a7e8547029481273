"""Comparisons: figures of one article about the same thing side by side, and where they agree and conflict."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from onrecord.figures._pairs import Pair, comparison_row
from onrecord.figures._relations import Sides, denial_of, earlier_of, relate, whole_of
from onrecord.figures._text_links import is_spoken_of, linked_by_text, told_again
from onrecord.figures.claims import CLAIMS_BACK, by_thing, claims_of, groups_of, homes_of, rivals_of
from onrecord.figures.extents import Extents, find_extents
from onrecord.rows import Comparison, Figure

LONGEST_HEADLINE = 250  # characters
# Words by which a text says itself that two numbers differ.
DISPUTE = re.compile(
    r"\b(?:conflicting|contradict\w*|disput\w+|(?:far|much|significantly|considerably|slightly) (?:higher|lower|larger|smaller)"
    r"|at odds|discrepanc\w+|differ(?:ed|s|ing)?|challeng\w+|reject\w+)\b",
    re.IGNORECASE,
)
NEAR_DISPUTE = 120  # characters
DISAGREEING = ("conflict_value", "compatible", "updates")


def compare(figures: list[Figure], text: str) -> list[Comparison]:
    """Set the figures of one article that are about the same thing side by side.

    Two figures are about the same thing where they count one occurrence, event and kind of thing. A number that its claimant
    repeats is one claim. A pair gets one relation:

    - subset, adds: the text says that one is part of the other, is in the total, or comes on top of it; or one counts a
      group ("two Finnish tourists") or a spot of those whom the other counts in general;
    - agree, agree_rounded: the numbers are the same, or one is the other rounded or in vague words;
    - compatible: a bound leaves room for the other number, or the text does not say whether one is a part of the other;
    - updates: two states of one count: by words that say so ("up from"), by the days of the counts, or by a claimant who
      gives a larger number further down;
    - conflict_value: two claimants give numbers that cannot both be right at one time, or one denies the other's;
    - conflict_character: the numbers meet, but the words for what happened, or for whom, say the opposite
      (words/characters.csv, words/people.csv).

    Figures that are forecast or only possible are not compared, parts not with other parts.

    Args:
        figures: rows of `find_figures`, with their claimants, in the order of the text.
        text: the article that their offsets are of; without it no extents are read.

    Returns:
        Pairs in the order of the text. Of a part and its whole `a` is the whole, of an addition its base, of two states of
        a count the earlier one; else `a` stands first. `why` says in plain words who says what.

    Limits:
        Two events of one kind, place and day that nothing tells apart are one occurrence. Figures with event "other" are
        compared only where the text itself links them. A claim is set against the 50 nearest of others before it, and
        against the last 8 of its own claimant; a denial against the 50 nearest before it and behind it.
    """
    extents = find_extents(figures, text)
    claims = claims_of(figures)
    pairs: dict[frozenset[str], Pair] = {}
    for pair in (
        *linked_by_text(figures, text, extents),
        *_denials(figures, claims),
        *told_again(figures, text),
        *_side_by_side(claims, homes_of(figures), extents, text),
    ):
        pairs.setdefault(pair.key, pair)
    # Counts that their claimant replaces in the same article ("the toll rose from 17 to 46").
    old = {p.a.figure_id for p in pairs.values() if p.relation == "updates"}
    kept = [p for p in pairs.values() if p.relation != "conflict_value" or not p.key & old]
    return [comparison_row(p) for p in sorted(kept, key=lambda p: sorted((p.a.start, p.b.start)))]


def _denials(figures: list[Figure], claims: list[Figure]) -> Iterator[Pair]:
    """What is denied beside the claim that it denies."""
    of_event: dict[tuple[str | None, str], list[Figure]] = {}
    for each in claims:
        of_event.setdefault((each.occurrence, each.event), []).append(each)
    for denied in (f for f in figures if f.status == "denied" and f.speaker):
        same = of_event.get((denied.occurrence, denied.event), [])
        here = bisect_left(same, denied.start, key=lambda claim: claim.start)
        if claim := denial_of(denied, same[max(0, here - CLAIMS_BACK) : here + CLAIMS_BACK]):
            a, b = sorted((denied, claim), key=lambda figure: figure.start)
            yield Pair(a, b, "conflict_value", f"{denied.speaker} denies the number.")


def _side_by_side(
    claims: list[Figure], homes: dict[str | None, str | None], extents: Extents, text: str
) -> Iterator[Pair]:
    """The claims about the same thing in pairs, with their relation; a part beside one whole."""
    groups = groups_of(claims, homes, text)
    end = _end_of_headline(text)
    for thing in by_thing(claims).values():
        disputed = {claim.figure_id for claim in thing[1:] if _is_disputed(claim, text)}
        for a, b in rivals_of(thing):
            in_headline = (a.start < end) != (b.start < end)
            sides = Sides(a, b, groups[a.figure_id], groups[b.figure_id], extents, in_headline, b.figure_id in disputed)
            relation = relate(sides)
            if relation and not (relation[0] in DISAGREEING and (is_spoken_of(a, text) or is_spoken_of(b, text))):
                old, new = (b, a) if relation[0] == "updates" and earlier_of(a, b, extents) is b else (a, b)
                yield Pair(old, new, *relation)
        for part in thing:
            if not part.subset_of and (whole := whole_of(part, thing[:CLAIMS_BACK], groups)):
                yield Pair(whole, part, "subset", f"{part.text} are among those that {whole.text} counts.")


def _is_disputed(claim: Figure, text: str) -> bool:
    """Whether the text says near a claim that numbers differ."""
    return DISPUTE.search(text, max(0, claim.start - NEAR_DISPUTE), claim.end + NEAR_DISPUTE) is not None


def _end_of_headline(text: str) -> int:
    """Where the first block of a text ends, if it is as short as a headline."""
    return max(text.find("\n\n", 0, LONGEST_HEADLINE), 0)
