"""Subjects: whose words a verb or a noun of saying reports, and which words of the text point at the speaker."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from onrecord.words.lexicons import speaker_nouns

if TYPE_CHECKING:
    from spacy.tokens import Token

# Who does this with a claim, a warning or a promise is the one who speaks.
SPEECH_MAKERS = frozenset("make issue give repeat reiterate renew voice deliver offer send".split())


def subject_of(token: Token) -> Token | None:
    """The head of the speaker's mention for a cue verb: its subject, or that of the verb it hangs on."""
    verb, seen = token, set()
    while verb.i not in seen:
        seen.add(verb.i)
        subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
        agent = next((c for c in verb.children if c.dep_ == "agent"), None)
        # "Hale was quoted by the Post as saying": not the Post says it.
        if verb.i == token.i and agent is not None and not any(c.dep_ == "nsubj" for c in subjects):
            return next((c for c in agent.children if c.dep_ == "pobj"), None)
        if subjects:
            passive = subjects[0].dep_ == "nsubjpass" and verb.i == token.i
            return None if passive else _antecedent(subjects[0], verb)
        if verb.i == token.i and (name := _name_beside(token)) is not None:
            return name
        asked = verb.tag_ == "VBN" or (verb.tag_ == "VBD" and verb.is_sent_start)
        if verb.i == token.i and asked and verb.dep_ == "advcl":
            return None  # "Asked whether …, she nodded": who is asked does not speak.
        if verb.dep_ in ("conj", "advcl", "xcomp", "pcomp", "ccomp", "prep", "acl") and verb.head.i != verb.i:
            if verb.dep_ == "acl" and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
                return verb.head
            verb = verb.head
            continue
        break
    return None


def _name_beside(token: Token) -> Token | None:
    """A name or pronoun right before a finite verb, or a noun behind ", says", which is not its subject in the parse."""
    if token.tag_ not in ("VBD", "VBZ", "VBP") or token.i == token.sent.start:
        return None
    before = token.nbor(-1)
    if before.pos_ == "PROPN" or before.lower_ in ("he", "she", "they", "it"):
        return before
    if before.text in (",", '"') and token.i + 1 < token.sent.end:
        after = token.nbor()
        while after.pos_ in ("DET", "ADJ", "PROPN", "NOUN") and after.i + 1 < token.sent.end:
            if after.nbor().pos_ not in ("ADJ", "PROPN", "NOUN"):
                break
            after = after.nbor()
        return after if after.pos_ in ("NOUN", "PROPN") else None
    return None


def _antecedent(subject: Token, verb: Token) -> Token:
    """The noun that "who" stands for, and the name that stands beside a noun.

    "Hale, a nurse who said …", "Hale's father, Tom, said …".
    """
    if subject.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
        noun = verb.head
        return noun.head if noun.dep_ == "appos" else noun
    if subject.pos_ == "NOUN":
        return next((c for c in subject.children if c.dep_ == "appos" and c.ent_type_ == "PERSON"), subject)
    return subject


def owner_of(noun: Token, prepositions: Collection[str] = ("of", "by", "from")) -> Token | None:
    """Whose words "her words", "the words of a nurse" or "a warning from the ministry" are."""
    for child in noun.children:
        if child.dep_ == "poss" and child.tag_ != "WP$":
            return child
        if child.dep_ in ("prep", "agent") and child.lower_ in prepositions:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def maker_of(noun: Token) -> Token | None:
    """Who "made the claim", "issued a warning", "repeated the demand"."""
    if noun.dep_ == "dobj" and noun.head.lemma_ in SPEECH_MAKERS:
        return subject_of(noun.head)
    return None


def is_speaker(subject: Token) -> bool:
    """Is this a name, a pronoun for somebody, or a noun for a person, a body or a text?"""
    if subject.pos_ == "PROPN" or subject.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
        return True
    if subject.pos_ == "PRON":
        return subject.lower_ in ("he", "she", "they", "who", "it")
    noun = subject.lemma_.lower()
    known = noun in speaker_nouns() or subject.lower_ in speaker_nouns()
    return known or noun.endswith(("er", "or", "ist", "ian", "man", "woman", "ee", "ant", "one"))


MODIFIERS = ("det", "amod", "compound", "poss", "nummod", "quantmod", "nmod", "advmod")


def mention_span(subject: Token) -> tuple[int, int]:
    """Characters of the words that point at a speaker: a name without its appositions, or a noun with its modifiers."""
    doc = subject.doc
    if subject.ent_type_ == "PERSON":
        first = last = subject.i
        while first > 0 and doc[first].ent_iob_ == "I":
            first -= 1
        while last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I":
            last += 1
        return doc[first].idx, doc[last].idx + len(doc[last])
    first = last = subject.i
    for child in subject.children:
        if child.i < subject.i and (child.dep_ in MODIFIERS or child.text == "-"):
            first = min(first, child.left_edge.i)
        elif child.dep_ == "prep" and child.i == last + 1 and child.lower_ in ("of", "for", "in", "at", "from"):
            last = _before_comma(child)
        elif child.dep_ == "conj" and 0 < child.i - subject.i < 6 and child.pos_ in ("PROPN", "NOUN"):
            last = max(last, child.i)
    return doc[first].idx, doc[last].idx + len(doc[last])


def _before_comma(preposition: Token) -> int:
    """The last token of a prepositional phrase that still belongs to a short mention."""
    last = preposition.i
    for token in preposition.doc[preposition.i + 1 : preposition.right_edge.i + 1]:
        if token.is_space or token.text in (",", "(", ";") or token.tag_ in ("WP", "WDT"):
            break
        last = token.i
    return last
