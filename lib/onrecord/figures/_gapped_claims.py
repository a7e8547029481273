"""Gapped claims: a second claimant in a sentence who shares the verb: "police put the dead at seven, hospitals at nine"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.figures._counters import Counter, says, used
from onrecord.quotes.subjects import is_speaker
from onrecord.words.lexicons import word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

LONGEST_LABEL = 5  # tokens, with the colon
REACH = 40  # tokens back to the verb
SHARED = ("at", "of", "as", "to")
JOINTS = (",", ";", "and", "but", "while", "–", "—")
PLACES = ("GPE", "LOC", "FAC", "DATE", "TIME")


def labelled(first: Token, paragraph_start: int) -> Counter | None:
    """Who gives the numbers of a headline: "Police: 12 dead in blast"."""
    sentence = first.sent
    colon = next((t for t in sentence[:LONGEST_LABEL] if t.text == ":"), None)
    if sentence.start_char != paragraph_start or colon is None or colon.i > first.i or colon.i == sentence.start:
        return None
    head = colon.nbor(-1)
    return Counter(head, colon, "claimant_label") if _is_somebody(head) or head.ent_type_ == "GPE" else None


def gapped_counter(first: Token, last: Token) -> Counter | None:
    """Who gives a number that stands right behind them, with the verb of a number before: "…, the rebels 60".

    Args:
        first, last: the first and the last word of the number and what it counts.

    Returns:
        None where no one gives a number before in the sentence, or where a verb follows that tells something else.
    """
    doc, start = first.doc, first.sent.start
    i = first.i - 1
    parted = doc[i].text == ","  # "…; the government, 120"
    shared = doc[i].lower_ if i > start and doc[i].lower_ in SHARED else None
    i -= shared is not None or parted
    if i <= start or not _is_somebody(doc[i]) or not _ends_clause(last):
        return None
    head = doc[i]
    while i > start and doc[i - 1].pos_ in ("DET", "ADJ", "NOUN", "PROPN") and doc[i - 1].dep_ != "ROOT":
        i -= 1
    if i <= start or doc[i - 1].lower_ not in JOINTS or (parted and doc[i - 1].text == ","):
        return None
    for verb in reversed(doc[max(start, i - REACH) : i - 1]):
        if verb.pos_ == "VERB" and _gives(verb, shared):
            between = doc[verb.i + 1 : i - 1]
            counted = any(t.like_num for t in between) and (shared != "at" or any(map(_is_toll, between)))
            subject = any(c.dep_ == "nsubj" for c in verb.children)
            return Counter(head, verb, "claimant_second") if counted and subject else None
    return None


def _is_somebody(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN") and token.ent_type_ not in PLACES and is_speaker(token)


def _ends_clause(last: Token) -> bool:
    """Whether a number ends its clause: no "15 were hurt"."""
    after = last.doc[last.i + 1 : last.i + 2]
    return (
        not after or after[0].is_punct or after[0].lower_ in (*JOINTS, "or") or after[0].lower_ in word_class("harmed")
    )


def _is_toll(token: Token) -> bool:
    return token.lower_ in word_class("number_noun") or token.lower_ in word_class("harmed")


def _gives(verb: Token, shared: str | None) -> bool:
    """Whether a verb gives numbers: with "at" what takes a toll and "at"; without it what takes the number itself."""
    if shared == "of":
        return verb.lemma_ in ("speak", "talk")
    return used(verb, "gives") if shared else says(verb) or used(verb, "counts")
