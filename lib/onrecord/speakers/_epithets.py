"""Epithets: descriptions that name nobody and mean somebody in view: "the 34-year-old", "the father of two", "the owner"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from onrecord.speakers._discourse import REACH_OF_DESCRIPTION, Discourse
from onrecord.speakers._entities import NEVER, Entity
from onrecord.speakers._gender import gender_of
from onrecord.speakers._kinds import noun_kind
from onrecord.words.lexicons import cue_verbs, generic_nouns, word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Span, Token

AGED = re.compile(r"(\d{1,3})[- ]year[- ]old")

# "The Vell-born singer", "the beer-loving plumber", "the three-time winner": such words tell more of somebody known.
TELLING = re.compile(
    r"\w-+(?:born|raised|based|bred|trained|educated|loving|playing|speaking|winning|time|obsessed|mad)"
)

# An epithet of new facts means somebody only if the next best is further behind than this.
FAR_AHEAD = 0.3

# "The father of two", "the mother-of-three", "the grandmother of nine".
PARENT = re.compile(r"(?:-of-|\sof\s)(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b", re.IGNORECASE)


def whom_epithet_means(
    discourse: Discourse, span: Span, head: Token, kind: str | None, without: Collection[Entity]
) -> Entity | None:
    """The person whom a description with "the" means that gives no name and no office, None if it may be anybody.

    Args:
        discourse: the article, read up to the description.
        span: the description.
        head: its noun.
        kind: the kind of speaker that the noun names.
        without: whom it cannot mean.

    Limits:
        A description of new facts ("the beer-loving plumber") means the person in view only where one is far ahead.
    """
    text = span.text.lower()
    age = int(aged[1]) if (aged := AGED.search(text)) else None
    if age is not None and (same := _only([p for p in discourse.people.recent if p.age == age])) is not None:
        return same
    stands_for = generic_nouns().get(head.lemma_.lower())
    older = age is not None or text.startswith("the former ")
    simple = not any(t.dep_ == "prep" for t in span)
    known = older or (simple and kind == "person" and stands_for is not None)
    if simple and (doer := _doer(discourse, head, without)) is not None:
        return doer
    if not known and not _is_epithet(span, head):
        return None
    others = [p for p in discourse.people.recent if age is not None and p.age not in (None, age)]
    person, margin = discourse.people.most_salient(
        discourse.place(head), gender_of(head), {*without, *others}, reach=REACH_OF_DESCRIPTION
    )
    if person is None or (stands_for == "office" and not older and (person.role or person.kind != "person")):
        return None
    return person if known or (person.named and margin > FAR_AHEAD) else None


def pair_in_view(discourse: Discourse, head: Token) -> Entity | None:
    """Two people named together whom "the couple", "the pair" or "the two" means."""
    if head.lower_ not in word_class("pair"):
        return None
    place = discourse.place(head)
    pairs = [e for e in discourse.others.recent if e.together and place[0] - e.place[0] <= REACH_OF_DESCRIPTION]
    return _only(pairs)


def _is_epithet(span: Span, head: Token) -> bool:
    """Does a description tell something new of somebody known, and is nobody's: "the retired miner", "the veteran"?"""
    if head.tag_ != "NN" or any(t.dep_ == "poss" for t in span):
        return False
    behind = head.doc.span(head.i, min(head.i + 4, len(head.doc))).text
    told = gender_of(head) is not None or noun_kind(head) == "person"
    if PARENT.match(behind[len(head.text) :]) or PARENT.search(head.text):
        return told or PARENT.search(head.text) is not None
    if any(t.dep_ == "prep" for t in head.children):
        return False
    before = [t.lower_ for t in span if t.i < head.i]
    if head.lower_ in word_class("epithet"):
        return True
    telling = any(word in word_class("telling_adjective") for word in before) or TELLING.search(span.text.lower())
    return bool(telling) and noun_kind(head) in ("person", None)


def _doer(discourse: Discourse, head: Token, without: Collection[Entity]) -> Entity | None:
    """Who alone is told to do what the noun says: "Hale owns the mill", "the owner"."""
    wanted = {head.lower_}  # "Hale coaches the team", "the coach"
    if generic_nouns().get(head.lemma_.lower()) != "office":  # who manages to do something is no manager
        wanted.update(_verbs_of(head.lower_))
    wanted -= cue_verbs().keys()
    doing = [
        p for p in discourse.people.recent if p.named and p.place != NEVER and p.deeds & wanted and p not in without
    ]
    return _only(doing)


def _verbs_of(noun: str) -> Iterator[str]:
    """The verbs from which a noun for a person may be made: own for owner, drive for driver, run for runner."""
    if noun.endswith(("er", "or")) and len(noun) > 4:
        stem = noun[:-2]
        yield from (stem, stem + "e")
        if stem[-1] == stem[-2]:
            yield stem[:-1]


def _only(people: list[Entity]) -> Entity | None:
    return people[0] if len(people) == 1 else None
