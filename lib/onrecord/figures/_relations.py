"""Relations: how two claims about one thing stand to each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.figures._groups import Group, is_of_attackers, is_of_owner, kind_of_people
from onrecord.figures._values import LOOSE, Relation, far_apart, is_one_number, middle_of, values_meet
from onrecord.figures.extents import Extents, extents_of
from onrecord.figures.wording import character, is_mixed
from onrecord.rows import Figure

OPPOSITES = (
    {"forced", "voluntary"}, {"deliberate", "accidental"}, {"destroyed", "damaged"}, {"combatant", "civilian"},
)  # fmt: skip
ONE_FAMILY = ({"destroyed", "damaged"}, {"displaced", "detained"})  # events that may be two words for one
ALL = Group(frozenset(), None)
OF_THE_DEAD = re.compile(r"\b(?:of|among) (?:the|those|them)\b", re.IGNORECASE)
GROWS_AT_MOST = 2  # times; a larger number is of more than the one before
BESIDE = 250  # characters: the same sentence or the next
NEAR = 1.5  # a claimant's bound and the article's own number that are this near are two counts of one thing
SMALL = 12  # small numbers recur by chance
DIFFER = "The numbers differ: a conflict if both count the same people, place and time."


@dataclass(frozen=True)
class Sides:
    """Two claims, `a` before `b`, with whom each counts, over what, and who claims it."""

    a: Figure
    b: Figure
    group_a: Group
    group_b: Group
    extents: Extents
    headline: bool = False  # whether one of them, and one alone, stands in the headline
    disputed: bool = False  # whether the text says at the later one that they differ

    @property
    def two_claimants(self) -> bool:
        return are_rivals(self.a, self.b)

    @property
    def one_group(self) -> bool:
        return self.group_a == self.group_b


def relate(sides: Sides) -> Relation | None:
    """The relation of two claims of one occurrence and event, and the reason; None where they are not comparable.

    Parts of a whole are not looked for here, see `whole_of`.
    """
    a, b = sides.a, sides.b
    if _other_event(a, b):
        return None
    update = update_of(a, b, sides.extents)
    if update and not (sides.group_a.words ^ sides.group_b.words):
        return update
    return _of_one_group(sides) if sides.one_group else _of_two_names(sides)


def _other_event(a: Figure, b: Figure) -> bool:
    """Whether different things happened; "destroyed" and "damaged" may be two words for one, where the numbers are one."""
    return is_mixed(a) != is_mixed(b) or (a.event != b.event and {a.event, b.event} not in ONE_FAMILY)


def _of_one_group(sides: Sides) -> Relation | None:
    """Two counts of the same people or things."""
    a, b = sides.a, sides.b
    meeting = values_meet(a, b)
    if meeting and max(middle_of(a), middle_of(b)) <= 1 and not sides.headline:
        return None  # of one person there are many
    if {a.event, b.event} == {"displaced", "detained"}:  # of one thing only where the words are opposed
        told = with_character(a, b, meeting) if meeting else None
        return told if told and told[0] == "conflict_character" else None
    near = far_apart(a, b, NEAR) is False and None in (a.speaker, b.speaker)
    if meeting and (meeting[0] != "compatible" or sides.two_claimants or (a.speaker != b.speaker and near)):
        return with_character(a, b, meeting)
    if meeting:
        return None
    if _goes_up(sides):
        return "updates", f"The same claimant gives another number: “{b.text}” is the later one in the text."
    if not (sides.two_claimants or sides.disputed):
        return None
    return conflict_of(a, b, extents_of(a, sides.extents), extents_of(b, sides.extents))


def _goes_up(sides: Sides) -> bool:
    """Whether a claimant counts all those harmed anew, and finds more: "12 were killed", later in the text "15"."""
    a, b = sides.a, sides.b
    named = a.speaker is not None and b.speaker is not None and not sides.two_claimants
    exact = {a.approx, b.approx} <= {"exact", "about"} and sides.group_a == ALL
    alike = not extents_of(a, sides.extents) and not extents_of(b, sides.extents)
    return named and exact and alike and middle_of(a) < middle_of(b) and not far_apart(a, b, GROWS_AT_MOST)


def _of_two_names(sides: Sides) -> Relation | None:
    """One number for people whom two claims call by different names ("400 people", "400 residents") or place differently."""
    a, b = sides.a, sides.b
    meeting = values_meet(a, b)
    if not meeting or meeting[0] == "compatible":
        return None
    told_apart = with_character(a, b, meeting)
    if told_apart[0] == "conflict_character" and sides.group_a.spot == sides.group_b.spot:
        return told_apart
    if sides.headline and not are_rivals(a, b):
        return meeting  # a headline says in other words what the text says
    if sides.group_a.words and sides.group_b.words:
        return None
    if max(middle_of(a), middle_of(b)) <= SMALL or (sides.group_a.spot and sides.group_b.spot):
        return None
    return with_character(a, b, meeting)


def whole_of(part: Figure, claims: list[Figure], groups: dict[str, Group]) -> Figure | None:
    """The claim of one occurrence and event that counts all, where another counts a group of them, or those in one spot.

    A group ("two Finnish tourists") may be a part of anybody's count of all; a spot only of that of its own claimant or of
    the article. Of several such counts it is the one of the same claimant, else the first.
    """
    group = groups[part.figure_id]
    if not (group.words or group.spot or is_of_owner(part)) or is_of_attackers(group):
        return None
    if part.adds_to or (part.category == "events" and group.words):
        return None  # "two murders" are happenings, no people
    wholes = [
        claim
        for claim in claims
        if groups[claim.figure_id] == ALL
        and not _other_event(claim, part)
        and claim.event == part.event
        and not (claim.subset_of or claim.adds_to or is_of_owner(claim) or OF_THE_DEAD.search(claim.text))
        and _is_clearly_less(part, claim)
        and not is_one_number(part, claim)
        and (group.words or not are_rivals(part, claim))
    ]
    own = [claim for claim in wholes if claim.speaker == part.speaker]
    if (part.occurrence or "").startswith("war"):
        # A war has many tolls: only those of one claimant may be of one count.
        wholes, own = [], own if part.speaker else []
    return next(iter([*own, *wholes]), None)


def _is_clearly_less(part: Figure, whole: Figure) -> bool:
    """Whether a part is less than its whole; of vague numbers the ends that are nearest are asked, and not to touch."""
    if "vague" not in (part.approx, whole.approx):
        return middle_of(part) < middle_of(whole)
    if part.approx == whole.approx:
        return False
    high, low = (part.value_high or middle_of(part)), (whole.value_low or middle_of(whole))
    return high < LOOSE * low


def are_rivals(a: Figure, b: Figure) -> bool:
    return None not in (a.speaker, b.speaker) and not same_claimant(a.speaker or "", b.speaker or "")


def with_character(a: Figure, b: Figure, meeting: Relation) -> Relation:
    """How two numbers meet, and whether the words for what happened say the opposite."""
    if words := _opposed(a, b):
        return "conflict_character", f"{meeting[1]} What happened is told in opposite words: {words}."
    return meeting


def denial_of(denied: Figure, claims: list[Figure]) -> Figure | None:
    """Of the claims of one occurrence and event the one whose number a claimant denies: the nearest of another with it."""
    rivals = [claim for claim in claims if claim.speaker != denied.speaker and is_one_number(claim, denied)]
    return min(rivals, key=lambda claim: abs(claim.start - denied.start), default=None)


def update_of(a: Figure, b: Figure, extents: Extents) -> Relation | None:
    """Two states of one count: "rose from 17 to 46", "65, up from 61 in April", 17 as of Monday and 46 as of Tuesday."""
    if a.event != b.event or far_apart(a, b) or (a.value_low, a.value_high) == (b.value_low, b.value_high):
        return None
    times = [
        next((k for k in extents.get(f.figure_id, {}).values() if k in ("earlier", "later")), None) for f in (a, b)
    ]
    beside = abs(b.start - a.start) < BESIDE and a.subset_of is b.subset_of is None
    one_claimant = a.speaker == b.speaker or (times[1] == "earlier" and b.speaker is None)
    both_said = set(times) == {"earlier", "later"}
    if (
        "earlier" in times
        and times[0] != times[1]
        and (one_claimant or both_said or (beside and times[1] == "earlier"))
    ):
        old = (a, b)[times.index("earlier")]
        return "updates", f"Two counts of the same thing: “{old.text}” is the earlier one."
    if times == [None, "later"] and not is_one_number(a, b) and SMALL < middle_of(a) < middle_of(b):
        return "updates", f"Two counts of the same thing: “{b.text}” is the later one."
    if a.speaker != b.speaker:
        return None
    if _counted_on_two_days(a, b):
        return "updates", f"Counted on two days: {a.as_of}, then {b.as_of}."
    if a.rule.startswith("event_total") and b.rule.startswith("event_total"):
        return "updates", "The same total is given twice; the text gives the second later."
    return None


def earlier_of(a: Figure, b: Figure, extents: Extents) -> Figure:
    """The one of two states of a count that is replaced: the one said to be earlier, that of the earlier day, else the smaller."""
    for figure, other in ((a, b), (b, a)):
        if "earlier" in extents.get(figure.figure_id, {}).values():
            return figure
        if "later" in extents.get(figure.figure_id, {}).values():
            return other
    if None not in (a.as_of, b.as_of):
        return min(a, b, key=lambda figure: figure.as_of or "")
    return min(a, b, key=middle_of)


def conflict_of(a: Figure, b: Figure, of_a: dict[str, str], of_b: dict[str, str]) -> Relation | None:
    """What numbers of two claimants that do not meet say: they contradict each other, or count different extents."""
    if far_apart(a, b) or a.event != b.event or a.hedged != b.hedged or "vague" in (a.approx, b.approx):
        return None
    if _counted_on_two_days(a, b):
        return "updates", f"Counted on two days: {a.as_of}, then {b.as_of}."
    if _counted_later(a, b):
        return "updates", f"“{b.text}” is counted later: {b.as_of}."
    if of_a != of_b or "facility" in of_a.values():
        return _other_extents(a, b, of_a, of_b)
    words = _opposed(a, b)
    more = f" What happened is told in opposite words, too: {words}." if words else ""
    return "conflict_value", f"{DIFFER}{more}"


def _counted_on_two_days(a: Figure, b: Figure) -> bool:
    return None not in (a.as_of, b.as_of) and a.as_of != b.as_of


def _counted_later(a: Figure, b: Figure) -> bool:
    """Whether the larger of two counts is of a day after what happened, and the other is of none."""
    return (
        a.as_of is None
        and b.as_of is not None
        and not (b.occurrence or "").endswith(b.as_of)
        and SMALL <= middle_of(a) < middle_of(b)
    )


@lru_cache(maxsize=1000)  # the claims of an article are of few
def same_claimant(a: str, b: str) -> bool:
    """One name, or the other is a longer form of it: "the ministry", "the Interior Ministry"."""
    first, second = ({w.removesuffix("'s") for w in s.lower().replace("’", "'").split()} - {"the"} for s in (a, b))
    return first <= second or second <= first


def _other_extents(a: Figure, b: Figure, of_a: dict[str, str], of_b: dict[str, str]) -> Relation | None:
    """What numbers that differ say where they count different extents: at most that one leaves room for the other."""
    alone = {phrase: kind for phrase, kind in (of_a | of_b).items() if (phrase in of_a) != (phrase in of_b)}
    if "wider" in alone.values() or (of_a and of_b):
        return None
    part, whole = (a, b) if of_a else (b, a)
    if middle_of(part) > middle_of(whole):
        return "conflict_value", DIFFER
    if middle_of(part) <= SMALL:
        return None
    return "compatible", f"The numbers are compatible: what “{next(iter(alone))}” counts may be a part of the other."


def _opposed(a: Figure, b: Figure) -> str | None:
    """The words of two claimants that say the opposite about how it came about, or None."""
    if not are_rivals(a, b):
        return None
    first, second = character(a) or kind_of_people(a), character(b) or kind_of_people(b)
    if first and second and first[0] != second[0] and {first[0], second[0]} in OPPOSITES:
        return f"“{first[1]}” ({first[0]}) against “{second[1]}” ({second[0]})"
    if {a.event, b.event} in OPPOSITES:
        return f"“{a.event_text}” ({a.event}) against “{b.event_text}” ({b.event})"
    return None
