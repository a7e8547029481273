"""Governed content: the infinitive, gerund, number or name that a cue reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from onrecord.quotes._asides import is_counted
from onrecord.quotes._clauses import QUESTION_TAGS, clause_end, extent, has_subject, is_infinitive
from onrecord.quotes._cues import Cue
from onrecord.quotes._passed_on import quoted_as_saying
from onrecord.quotes.subjects import is_speaker
from onrecord.words.lexicons import word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

# "He called it a disaster" is hardly a report of speech; "a disaster for everybody downstream" is.
LEAST_WORDS_OF_A_NAME = 3

# "Called for calm" is hardly a report of speech; "for a ban on nets" is.
LEAST_WORDS_OF_A_THING = 2

# "At least 80 cases", "a total of more than 500 injuries".
MOST_WORDS_TO_COUNT = 7

# Who gives, offers or raises something counts nothing.
NO_COUNTS = frozenset("give offer raise lower place put".split())
PLACES = ("GPE", "LOC", "FAC")
PLACE_NOUNS = frozenset("city town village country nation state region province district county area island".split())

# Words that join what somebody promised or asked for to what had happened.
OCCASIONS = frozenset("after as when while".split())


def infinitive(cue: Cue) -> tuple[int, int] | None:
    """First and last token of "to leave their homes" under "urged residents"."""
    for child in cue.token.children:
        if child.dep_ in ("ccomp", "xcomp") and child.i > cue.token.i and is_infinitive(child):
            start = min(c.i for c in child.children if c.dep_ in ("aux", "neg") and c.i > cue.token.i)
            return start, _before_occasion(child, extent(child, cue.token.i)[1])
    return None


def _before_occasion(verb: Token, end: int) -> int:
    """The end of a promise or a demand, without what happened before it: "to retaliate" after a bomb killed 34.

    What is new to the reader happened, and is told by the writer; "after the vote was counted" can be part of the promise.
    """
    for child in verb.children:
        if child.dep_ != "advcl" or child.tag_ != "VBD" or child.i < verb.i or child.right_edge.i != end:
            continue
        mark = next((c for c in child.children if c.dep_ in ("mark", "advmod") and c.lower_ in OCCASIONS), None)
        subject = next((c for c in child.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if mark is None or subject is None:
            continue
        behind_comma = verb.doc[child.left_edge.i - 1].text == ","
        if behind_comma or _is_new(subject):
            return child.left_edge.i - 1 - behind_comma
    return end


def _is_new(noun: Token) -> bool:
    """Is this noun not known to the reader yet: "a bomb", "two drones", "protesters"?"""
    if noun.pos_ != "NOUN":
        return False
    marks = [c for c in noun.children if c.dep_ in ("det", "poss", "predet")]
    return all(c.lower_ in ("a", "an", "another", "some") for c in marks)


def gerund(cue: Cue) -> tuple[int, int] | None:
    """First and last token of "hiding the report" under "denied"."""
    gerunds = [c for c in cue.token.children if c.dep_ == "xcomp" and c.tag_ == "VBG" and c.i > cue.token.i]
    return extent(gerunds[0], cue.token.i) if gerunds else None


def gerund_of(cue: Cue) -> tuple[int, int] | None:
    """First and last token of "hiding the report" under "accused them of"."""
    accused = [c for c in cue.token.children if c.dep_ == "dobj"]
    for child in [c for head in (cue.token, *accused) for c in head.children]:
        if child.dep_ == "prep" and child.lower_ in ("of", "for") and child.i > cue.token.i:
            for verb in child.children:
                hidden = cue.verb.cue_class == "accuse" and child.lower_ == "of" and _is_hidden_gerund(verb)
                if verb.dep_ == "pcomp" or hidden:
                    return extent(verb, child.i)
    return None


def _is_hidden_gerund(thing: Token) -> bool:
    """ "Accused the bank of hiding losses", where the parser took "hiding losses" for a thing."""
    first = thing.left_edge
    gerund = first.lower_.endswith("ing") and first.dep_ in ("compound", "amod")
    return gerund and thing.dep_ == "pobj" and first.i > thing.head.i


def number_given(cue: Cue) -> tuple[int, int] | None:
    """First and last token of an object that is a number or a toll: "19 dead", "the toll at 58", "aid of 40 million"."""
    for child in cue.token.children:
        particle = child.dep_ == "prep" and cue.verb.verb.endswith((" for", " of")) and _is_particle(cue, child)
        if not (child.dep_ == "dobj" or particle) or child.i < cue.token.i or child.pos_ == "PRON":
            continue
        if particle and child.right_edge == child:
            continue  # "the forty dead he spoke of"
        start, end = extent(child, child.i if particle and child.lower_ == "of" else cue.token.i)
        for after in cue.token.children:
            if after.i == end + 1 and (
                after.lower_ in ("at", "to", "by", "as") or after.lower_ in word_class("harmed")
            ):
                end = max(t.i for t in after.subtree)
        words = list(cue.token.doc[start : end + 1])
        if any(quoted_as_saying(t) is not None for t in words):
            return None  # "cited two nurses as saying …"
        if cue.verb.verb == "speak of" or not _is_toll(cue, child):
            return (start, end) if _counts_harm(cue, words) else None
        return (start, end) if any(t.like_num or t.lower_ in word_class("number_noun") for t in words) else None
    return None


def _is_particle(cue: Cue, child: Token) -> bool:
    return child.lower_ == cue.verb.verb.rpartition(" ")[2]


def _is_toll(cue: Cue, thing: Token) -> bool:
    """Does a cue report whatever number stands here: "confirmed three", or with any verb "the toll", "the number of"?"""
    return thing.lower_ in word_class("number_noun") or "clause" in cue.verb.frames


def _counts_harm(cue: Cue, words: list[Token]) -> bool:
    """ "Recorded 14 deaths", "documented dozens of arrests": somebody counts the harm done to people or things.

    Not "recorded a goal", "registered a profit", nor "the city recorded 14 murders", which is where they were.
    """
    subject = cue.subject
    if subject is None or cue.verb.verb in NO_COUNTS or not is_speaker(subject) or subject.ent_type_ in PLACES:
        return False
    if subject.lemma_.lower() in PLACE_NOUNS or any(c.dep_ == "nsubjpass" for c in cue.token.children):
        return False
    counted = any(is_counted(t) for t in words[:MOST_WORDS_TO_COUNT])
    return counted and any(t.lemma_.lower() in word_class("harm") or t.lower_ in word_class("harmed") for t in words)


def name_given(cue: Cue) -> tuple[int, int] | None:
    """First and last token of what is called what: "called the plan a threat to us all", "described it as a jewel"."""
    children = [c for c in cue.token.children if c.i > cue.token.i]
    thing = next((c for c in children if c.dep_ == "dobj"), None)
    for child in children:
        if child.dep_ == "prep" and child.lower_ == "as":
            name = next((c for c in child.children if c.dep_ in ("pobj", "amod", "pcomp")), child)
        elif child.dep_ == "oprd" or (child.dep_ == "ccomp" and child.pos_ in ("NOUN", "ADJ") and has_subject(child)):
            name = child
        else:
            continue
        start, end = extent(name, cue.token.i)
        if thing is not None and thing.pos_ != "PRON" and thing.i < start:
            start = thing.left_edge.i
        if end - start + 1 >= LEAST_WORDS_OF_A_NAME and not _is_own_name(thing, name):
            return start, end
    return None


def _is_own_name(thing: Token | None, name: Token) -> bool:
    """ "The gang called itself The Wolves": a name in capitals, and nobody said so."""
    return thing is not None and thing.lower_.endswith(("self", "selves")) and name.text[0].isupper()


def thing_said(cue: Cue) -> tuple[int, int] | None:
    """First and last token of "a ceasefire" under "called for", "a new tunnel" under "announced".

    Also "the premier to resign" under "called for". Not what was not called for.
    """
    if any(c.dep_ == "neg" for c in cue.token.children):
        return None
    particle = cue.verb.verb.partition(" ")[2]
    for child in cue.token.children:
        if child.i < cue.token.i:
            continue
        if particle and child.dep_ == "advcl" and is_infinitive(child) and child.left_edge.lower_ == particle:
            return child.left_edge.i + 1, extent(child, cue.token.i)[1]
        thing = child if child.dep_ == "dobj" and not particle else None
        if particle and child.dep_ == "prep" and child.lower_ == particle:
            thing = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
        if thing is None or thing.pos_ == "PRON":
            continue
        start, end = extent(thing, child.i if particle else cue.token.i)
        if end - start + 1 >= LEAST_WORDS_OF_A_THING:
            return start, end
    return None


def question(cue: Cue) -> tuple[int, int] | None:
    """First and last token of "how the river had changed" under "spoke about", "why the vote failed" under "discussed"."""
    about = [c for c in cue.token.children if c.dep_ == "prep" and c.lower_ in ("about", "of", "on")]
    for child in [c for head in (cue.token, *about) for c in head.children]:
        if child.dep_ in ("ccomp", "pcomp") and child.i > cue.token.i:
            start, end = extent(child, cue.token.i)
            if cue.token.doc[start].tag_ in QUESTION_TAGS or cue.token.doc[start].lower_ == "whether":
                return start, clause_end(cue, end)
    return None


class GovernedRule(NamedTuple):
    """A rule for what a cue governs: its name in the `rule` column, the frames that allow it, and what finds the span."""

    name: str
    frames: frozenset[str]
    find: Callable[[Cue], tuple[int, int] | None]


# In the order in which they are tried.
GOVERNED_RULES = (
    GovernedRule("infinitive_after_cue", frozenset(["infinitive", "object_infinitive"]), infinitive),
    GovernedRule("gerund_after_cue", frozenset(["gerund"]), gerund),
    GovernedRule("gerund_after_of", frozenset(["of"]), gerund_of),
    GovernedRule("name_after_cue", frozenset(["as"]), name_given),
    GovernedRule("question_after_cue", frozenset(["question"]), question),
    GovernedRule("number_after_cue", frozenset(["number"]), number_given),
    GovernedRule("object_after_cue", frozenset(["object"]), thing_said),
)
