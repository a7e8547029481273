"""The report above: the verb of saying with which a second one shares its speaker, past all that stands between them.

"The mayor said 30 people had been hurt and added that two were missing": the parser hangs "added" on "hurt", as if the
30 people had added it. Who is told of in a report hardly ever goes on to report; who reports does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.quotes._silent import is_silent
from onrecord.quotes._verbs import cue_verb_of
from onrecord.words.lexicons import word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

PAST = ("VBD", "VBN")
PRESENT = ("VBZ", "VBP")
SUBJECTS = ("nsubj", "nsubjpass")
JOINED = ("conj", "advcl", "dep")
MODIFYING = ("relcl", "acl")
# Who "called her and said …" or "stood up, saying …" within a report is one who says it there.
TELLING_VERBS = frozenset("say tell ask reply answer respond write".split())


def report_above(cue: Token) -> Token | None:
    """The verb of saying above a second one without a subject of its own, whose speaker is that of both.

    Args:
        cue: the second verb: finite and joined with "and", "but" or "then", or a participle ("adding that …").

    Returns:
        The verb of the report in which the parser put this one; None if there is none, or if somebody in that report
        says it: "Hale said the man called her and said …".
    """
    after_comma = cue.dep_ == "xcomp" and cue.tag_ == "VBG" and cue.nbor(-1).text == ","
    if not (cue.dep_ in JOINED or after_comma) or subject_in(cue) is not None or not _can_go_on(cue):
        return None
    verb = cue.head
    while verb.dep_ in JOINED or verb.dep_ in (*MODIFYING, "ccomp"):
        if verb.dep_ in MODIFYING and not _modifies(verb, cue):
            above = _reported_noun(verb)
            return above if above is not None and above.i < cue.i and _in_step(cue, above) else None
        if _is_own_report(verb) or _tells_itself(verb, cue):
            return None
        if verb.dep_ == "ccomp" and verb.head.i < verb.i and cue_verb_of(verb.head) and _in_step(cue, verb.head):
            return verb.head
        verb = verb.head
    return None


def subject_in(verb: Token) -> Token | None:
    """The subject that hangs on a verb itself; of two the second where the first cannot speak.

    The "critics" of "which critics say left a gap"; the "forecasters" of "more rain to come, forecasters warned".
    """
    subjects = [c for c in verb.children if c.dep_ in SUBJECTS]
    if len(subjects) > 1 and (subjects[0].tag_ == "WDT" or _stands_aside(subjects[0], subjects[-1], verb)):
        return subjects[-1]
    return subjects[0] if subjects else None


def _stands_aside(first: Token, last: Token, verb: Token) -> bool:
    """Is the first of two subjects a thing, and the last, behind a comma, somebody: "more rain to come, experts said"?"""
    edge = last.left_edge.i
    return edge > first.i and last.i < verb.i and last.doc[edge - 1].text == "," and is_silent(first) > is_silent(last)


def _can_go_on(cue: Token) -> bool:
    """A finite verb or a participle that is no passive and no mere alternative: "neither denied nor …"."""
    if cue.tag_ == "VBG":
        return True
    passive = any(c.dep_ == "auxpass" for c in cue.children)
    joins = [c.lower_ for c in cue.head.children if c.dep_ == "cc" and c.i < cue.i]
    return cue.dep_ != "advcl" and cue.tag_ in PAST + PRESENT and not passive and joins[-1:] not in (["or"], ["nor"])


def _in_step(cue: Token, above: Token) -> bool:
    """Do two verbs tell of one time, as two verbs of one subject do? A participle goes with every form."""
    if cue.tag_ == "VBG":
        return True
    has = any(c.dep_ == "aux" and c.lower_ in ("has", "have") for c in cue.children)
    return above.tag_ in (PRESENT if cue.tag_ in PRESENT else PAST) or (has and above.tag_ in PRESENT)


def _modifies(verb: Token, cue: Token) -> bool:
    """A clause about a noun in the report, on which the parser hung a verb that goes on with the report: "added"."""
    return verb.dep_ in MODIFYING and cue.lemma_ in word_class("carries_on")


def _reported_noun(verb: Token) -> Token | None:
    """The verb of saying above a noun whose clause this verb heads: "rejected reports that 60 had died"."""
    noun = verb.head
    that = any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children)
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    return above if that and noun.dep_ in ("dobj", "pobj") and cue_verb_of(above) else None


def _is_own_report(verb: Token) -> bool:
    """Does a second speaker report here: "…, but the engineers warned that it leaked and added …", "…, Hale added"?"""
    subject = subject_in(verb)
    if subject is None or cue_verb_of(verb) is None:
        return False
    if verb.dep_ in ("conj", "dep"):
        return True
    first = subject.left_edge
    return verb.dep_ == "ccomp" and first.i > first.sent.start and first.nbor(-1).text == ","


def _tells_itself(verb: Token, cue: Token) -> bool:
    """Is the cue a plain verb of telling beside what somebody did in the report: "the man called her and said …"?"""
    subject = subject_in(verb)
    if cue.lemma_ not in TELLING_VERBS or cue.tag_ not in (verb.tag_, "VBG"):
        return False
    if subject is None:
        return verb.dep_ == "ccomp" and verb.pos_ == "VERB"
    if any(c.dep_ == "nummod" for c in subject.children):
        return False
    person = subject.ent_type_ == "PERSON" or subject.lower_ in ("he", "she", "they", "who") or subject.pos_ == "NOUN"
    return person and subject.dep_ == "nsubj" and verb.pos_ == "VERB"
