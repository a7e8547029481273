"""Speech passed on: of two carriers of the same words, the one who spoke, not the one that quotes, cites or relays it.

"State radio quoted the minister as saying …" and "the paper reported …, citing the minister" are the minister's words;
"police said …, the Herald reported" and "she said …, according to a transcript" are those of police and hers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.quotes._silent import is_silent
from onrecord.quotes._verbs import cue_verb_of
from onrecord.words.lexicons import kind_of_noun, word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

# "Quoted him as saying": verbs that give the words of their object.
GIVING_WORDS = frozenset("quote misquote cite paraphrase report record recall remember describe portray depict".split())
# "Quoted him: “…”": of these, those that do so without "as saying".
QUOTING = ("quote", "paraphrase")
CITING = ("cite", "quote", "paraphrase")
CLAUSES = ("advcl", "xcomp", "acl", "dep", "prep")
NO_SPEAKER = frozenset("LAW WORK_OF_ART EVENT DATE TIME PRODUCT LANGUAGE CARDINAL MONEY PERCENT QUANTITY".split())
PEOPLE = ("he", "she", "they", "him", "her", "them", "who", "one", "i", "we")


def quoted_as_saying(verb: Token) -> Token | None:
    """Whose words "quoted the minister, Ann Hale, as saying …" gives: those of the object; None for all other verbs.

    Args:
        verb: the verb of saying, here "saying".
    """
    if verb.dep_ != "pcomp" or verb.tag_ != "VBG" or verb.head.lower_ != "as":
        return None
    above = verb.head.head
    if above.pos_ in ("NOUN", "PROPN"):  # the parser took "quoted" for an adjective of the name behind it
        before = above.doc[above.left_edge.i : above.i]
        gives = any(t.lemma_ in GIVING_WORDS and t.tag_ in ("VBN", "VBD") and t.dep_ == "amod" for t in before)
        gives = gives or (above.dep_ == "dobj" and above.head.lemma_ in GIVING_WORDS)
        return _by_name(above) if gives and is_someone(above) else None
    return _object_of(above) if above.lemma_ in GIVING_WORDS else None


def passed_on_from(cue: Token, subject: Token) -> Token | None:
    """Who is quoted or cited where the subject of a cue only passes the words on.

    Args:
        cue: the verb of saying.
        subject: the head of its speaker, as the sentence has it.

    Returns:
        The head of the words for who is cited: "the minister" in "the agency quoted the minister" and in "the agency
        said …, citing the minister"; None where the subject speaks for itself, as all do that are no outlet, and where
        the ones that are cited may be cited by somebody in the report.
    """
    if cue.lemma_ in QUOTING:
        return _object_of(cue)
    if not _is_outlet(subject, cue):
        return None
    return next((_object_of(verb) for verb in _beside(cue) if verb.lemma_ in CITING and verb.tag_ == "VBG"), None)


def relayed_report(cue: Token, carrier: Token) -> Token | None:
    """The verb of somebody's own report that an outlet or a text only relays.

    Args:
        cue: the verb of the outlet behind the report ("…, the Herald reported"), or "according".
        carrier: the head of the words for the outlet or the text.

    Returns:
        "said" in "police said the man had fled, the Herald reported", and in "she said it was late, according to a
        transcript". None in "according to the Herald, police said …", where the Herald has the first word, where there
        is no such report, and where the carrier is a person or a body of another kind.
    """
    if cue.lower_ == "according":
        text = kind_of_noun(carrier.lemma_.lower()) == "document" or carrier.lemma_ in ("copy", "transcript")
        reports = _above(cue) if text or _is_outlet(carrier, cue) else iter(())
    else:
        reports = _reported_before(cue) if _is_outlet(carrier, cue) else iter(())
    return next((verb for verb in reports if verb.i < cue.i and _is_own_report(verb)), None)


def is_someone(token: Token) -> bool:
    """Is this a name or a noun of a person or a body, or a pronoun for one?"""
    titled = any(c.dep_ == "compound" and kind_of_noun(c.lower_) == "person" for c in token.children)
    if is_silent(token) or (token.ent_type_ in NO_SPEAKER and not titled):
        return False
    kind = kind_of_noun(token.lower_, token.lemma_.lower())
    if kind == "document":
        return False
    named = token.pos_ == "PROPN" or token.ent_type_ == "PERSON"
    return named or kind is not None or token.lower_ in PEOPLE or token.lemma_ in word_class("people_at_large")


def _beside(cue: Token) -> Iterator[Token]:
    """The clauses beside a report, also those the parser hung on it, unless they may tell what somebody in it does."""
    yield from (c for c in cue.children if c.dep_ in CLAUSES)
    for report in (c for c in cue.children if c.dep_ == "ccomp"):
        first = next((c.i for c in report.children if c.dep_ in ("mark", "nsubj", "nsubjpass", "expl")), report.i)
        someone = _has_someone(report)
        yield from (c for c in report.children if c.dep_ in CLAUSES and not (someone and c.i > first))


def _above(token: Token) -> Iterator[Token]:
    """The verbs above "according", as far as each is the clause that the next one reports."""
    verb = token.head
    while True:
        yield verb
        if verb.dep_ != "ccomp":
            return
        verb = verb.head


def _reported_before(cue: Token) -> Iterator[Token]:
    """The clause that stands before "…, the Herald reported", though the parser may have hung the cue on its verb."""
    yield from (c for c in cue.children if c.dep_ == "ccomp")
    outlet = next((c for c in cue.children if c.dep_ == "nsubj"), cue)
    aside = outlet.left_edge.i > cue.sent.start and outlet.left_edge.nbor(-1).text == ","
    last = all(c.is_punct or c.i < cue.i for c in cue.children if c.dep_ not in ("prep", "npadvmod", "advcl"))
    if cue.dep_ == "ccomp" and aside and last:
        yield cue.head


def _is_own_report(verb: Token) -> bool:
    """Does somebody report a clause with this verb: "police said the man had fled"?"""
    cue_verb = cue_verb_of(verb)
    if cue_verb is None or cue_verb.cue_class == "thought" or "clause" not in cue_verb.frames:
        return False
    says = any(c.dep_ == "ccomp" and c.i > verb.i and c.pos_ in ("VERB", "AUX") for c in verb.children)
    return says and _has_someone(verb) and not any(c.dep_ == "neg" for c in verb.children)


def _has_someone(verb: Token) -> bool:
    return any(c.dep_ == "nsubj" and c.i < verb.i and is_someone(c) for c in verb.children)


def _is_outlet(token: Token, cue: Token) -> bool:
    """A noun or a name of an outlet; what reports, too, if it has a name that is no person's."""
    if token.ent_type_ == "PERSON":
        return False
    kinds = (kind_of_noun(token.lower_), kind_of_noun(token.lemma_.lower()))
    if "media" in kinds or (token.pos_ == "PROPN" and token.lower_ in word_class("outlet_name")):
        return True
    if token.lemma_ == "agency":
        return any(c.lower_ in ("news", "press", "state") for c in token.children) or not any(
            c.dep_ in ("compound", "amod") for c in token.children
        )
    return cue.lemma_ == "report" and token.pos_ == "PROPN" and token.ent_type_ == "ORG"


def _object_of(verb: Token) -> Token | None:
    thing = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    return _by_name(thing) if thing is not None and is_someone(thing) else None


def _by_name(noun: Token) -> Token:
    """The name beside a noun: "the minister, Ann Hale"."""
    if noun.pos_ != "NOUN":
        return noun
    return next((c for c in noun.children if c.dep_ == "appos" and c.ent_type_ == "PERSON"), noun)
