"""Subjects: whose words a verb or a noun of saying reports, and which words of the text point at the speaker."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple

from onrecord.quotes._above import report_above, subject_in
from onrecord.quotes._passed_on import quoted_as_saying
from onrecord.quotes._silent import is_silent
from onrecord.text.entities import entity_around, whole_word
from onrecord.words.lexicons import speaker_nouns, word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

# A verb that hangs on another one by one of these relations may have its subject there.
SHARES_SUBJECT = ("conj", "advcl", "xcomp", "pcomp", "ccomp", "prep", "acl")


class Subject(NamedTuple):
    """Whose words a cue reports as one rule decides it; None where the rule says that nobody in the sentence speaks."""

    head: Token | None


def subject_of(token: Token) -> Token | None:
    """The head of the speaker's mention for a cue verb: its subject, or that of the verb it hangs on.

    Args:
        token: the cue verb.

    Returns:
        What the first of SUBJECT_RULES decides, for the verb itself, then for each verb above it; None if none does.
    """
    for verb in _with_governors(token):
        for rule in SUBJECT_RULES:
            if (decision := rule(verb, token)) is not None:
                return decision.head
    return None


def _with_governors(token: Token) -> Iterator[Token]:
    """A verb, and above it those of which it may share the subject, nearest first."""
    seen = set()
    while token.i not in seen:
        yield token
        seen.add(token.i)
        if token.dep_ not in SHARES_SUBJECT:
            return
        token = token.head


def by_agent(verb: Token, cue: Token) -> Subject | None:
    """ "Hale was quoted by the Post as saying": who quotes does not say it, and "was told by Hale": Hale does."""
    agent = next((c for c in verb.children if c.dep_ == "agent"), None)
    if verb.i != cue.i or agent is None or any(c.dep_ == "nsubj" for c in verb.children):
        return None
    return Subject(next((c for c in agent.children if c.dep_ == "pobj"), None))


def by_being_quoted(verb: Token, cue: Token) -> Subject | None:
    """ "State radio quoted Hale as saying …": Hale, not the radio."""
    quoted = quoted_as_saying(verb)
    return Subject(quoted) if quoted is not None else None


def by_own_subject(verb: Token, cue: Token) -> Subject | None:
    """ "Hale said", "Hale stopped and said"; not "Hale was told", and not "the storm claimed"."""
    subject = subject_in(verb)
    speaker = _antecedent(subject, verb) if subject is not None else None
    if subject is None or speaker is None or is_silent(speaker):
        return None
    passive = subject.dep_ == "nsubjpass" and verb.i == cue.i
    return Subject(None if passive else speaker)


def by_name_beside(verb: Token, cue: Token) -> Subject | None:
    """ "…, Hale said", where the parser took the name for a part of what she said."""
    name = _name_beside(verb) if verb.i == cue.i else None
    return Subject(name) if name is not None else None


def by_report_above(verb: Token, cue: Token) -> Subject | None:
    """ "Hale said 30 people had been hurt and added …": Hale, not the 30 people."""
    above = report_above(cue) if verb.i == cue.i else None
    return Subject(subject_of(above)) if above is not None else None


def by_silent_subject(verb: Token, cue: Token) -> Subject | None:
    """ "The storm claimed …" is nobody's, "the raid was condemned by Hale, saying …" hers."""
    subject = subject_in(verb)
    if subject is None or not is_silent(subject):
        return None
    agent = next((c for a in verb.children if a.dep_ == "agent" for c in a.children if c.dep_ == "pobj"), None)
    return Subject(agent) if verb.i == cue.i or agent is not None else None


def by_being_asked(verb: Token, cue: Token) -> Subject | None:
    """ "Asked whether …, she nodded": who is asked does not speak."""
    asked = verb.tag_ == "VBN" or (verb.tag_ == "VBD" and verb.is_sent_start)
    return Subject(None) if verb.i == cue.i and asked and verb.dep_ == "advcl" else None


def by_modified_noun(verb: Token, cue: Token) -> Subject | None:
    """ "A letter saying that …": the noun that the clause is about."""
    modified = verb.dep_ == "acl" and verb.head.pos_ in ("NOUN", "PROPN", "PRON")
    return Subject(verb.head) if modified else None


# In the order in which they are tried. Each gets a verb and the cue, which is that verb or hangs below it.
SUBJECT_RULES: tuple[Callable[[Token, Token], Subject | None], ...] = (
    by_agent,
    by_being_quoted,
    by_own_subject,
    by_name_beside,
    by_report_above,
    by_silent_subject,
    by_being_asked,
    by_modified_noun,
)


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
        return after if after.pos_ in ("NOUN", "PROPN") and not is_silent(after) else None
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
    if noun.dep_ == "dobj" and noun.head.lemma_ in word_class("speech_maker"):
        return subject_of(noun.head)
    return None


def is_speaker(subject: Token) -> bool:
    """Is this a name, a pronoun for somebody, or a noun for a person, a body or a text?"""
    if is_silent(subject):
        return False
    if subject.pos_ == "PROPN" or subject.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
        return True
    if subject.pos_ == "PRON":
        return subject.lower_ in ("he", "she", "they", "who", "it")
    noun = subject.lemma_.lower()
    listed = noun in speaker_nouns() or subject.lower_ in speaker_nouns()
    return (
        listed
        or noun in word_class("people_at_large")
        or noun.endswith(("er", "or", "ist", "ian", "man", "woman", "ee", "ant", "one"))
    )


MODIFIERS = ("det", "amod", "compound", "poss", "nummod", "quantmod", "nmod", "advmod")


def mention_span(subject: Token) -> tuple[int, int]:
    """Characters of the words that point at a speaker: a name without its appositions, or a noun with its modifiers."""
    doc = subject.doc
    if subject.ent_type_ == "PERSON":
        name = entity_around(subject)
        return name.start_char, name.end_char
    first = last = subject.i
    before = _same_thing_before(subject)
    for child in subject.children:
        if (before is not None and child.i <= before) or _is_clause_before(child):
            continue
        if child.i < subject.i and (child.dep_ in MODIFIERS or child.text == "-"):
            first = min(first, child.left_edge.i)
        elif child.dep_ == "prep" and child.i == last + 1 and child.lower_ in ("of", "for", "in", "at", "from"):
            if not tells_occasion(child):
                last = _before_comma(child)
        elif child.dep_ == "conj" and 0 < child.i - subject.i < 6 and child.pos_ in ("PROPN", "NOUN"):
            last = max(last, child.i)
    if subject.pos_ != "PROPN":
        return doc[first].idx, doc[last].idx + len(doc[last])
    return whole_word(doc[first]).start_char, whole_word(doc[last]).end_char


def tells_occasion(preposition: Token) -> bool:
    """When, where or how somebody spoke ("on Monday", "in a statement", "at a briefing"), which is no part of who it is."""
    thing = next((c for c in preposition.children if c.dep_ in ("pobj", "pcomp")), None)
    if thing is None or preposition.lower_ in ("of", "behind"):
        return False
    text = speaker_nouns().get(thing.lower_) == "document" and preposition.lower_ in ("in", "on", "via", "through")
    return text or thing.ent_type_ in ("DATE", "TIME") or thing.lower_ in word_class("occasion")


def _is_clause_before(child: Token) -> bool:
    """ "Local media quoted witnesses": a verb with its own subject, which the parser took for an adjective."""
    return child.dep_ == "amod" and any(c.dep_ == "nsubj" for c in child.children)


def _same_thing_before(subject: Token) -> int | None:
    """ "The same number police gave": a number that the parser took for a part of the name of who gave it."""
    same = any(c.lower_ == "same" for c in subject.subtree if c.i < subject.i)
    nouns = [c.i for c in subject.children if c.dep_ in ("compound", "nmod") and c.i < subject.i and c.pos_ == "NOUN"]
    return nouns[0] if same and nouns else None


def _before_comma(preposition: Token) -> int:
    """The last token of a prepositional phrase that still belongs to a short mention."""
    last = preposition.i
    for token in preposition.doc[preposition.i + 1 : preposition.right_edge.i + 1]:
        passed_on = token.tag_ == "VBN" and token.lemma_ in word_class("getting_verb")  # "obtained by the Herald"
        if token.is_space or token.text in (",", "(", ";") or token.tag_ in ("WP", "WDT") or passed_on:
            break
        last = token.i
    return last
