"""Silent: subjects that are no person, body, document or group, and so speak for nobody."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from onrecord.words.lexicons import cue_nouns, silent_nouns, speaker_nouns, word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

# A noun so formed names a thing, an act or a state, unless a lexicon has it among those who speak.
SILENT_ENDINGS = tuple(
    "ness tion sion ment ity ism ship hood ance ence ancy ency ure ing th age dom tude ogy osis".split()
)
TIMES = ("DATE", "TIME")


def is_silent(subject: Token) -> bool:
    """Is this surely no speaker: a time, an event, a thing, a street, an act or a state?

    Args:
        subject: the head of the words that may point at a speaker.

    Returns:
        False for every name but that of a street or a day, for all that words/speaker_nouns.csv has, and where nothing
        is known.
    """
    if subject.ent_type_ == "PERSON":
        return False
    if subject.pos_ == "PROPN":
        return _is_street(subject) or (subject.lower_ in silent_nouns() and subject.ent_type_ in TIMES)
    return subject.pos_ == "NOUN" and not _speaks(subject) and _is_thing(subject)


def _speaks(noun: Token) -> bool:
    two = f"{noun.nbor(-1).lower_} {noun.lower_}" if noun.i else ""
    listed = speaker_nouns()
    words = (noun.lower_, noun.lemma_.lower(), two)
    if any(w in listed or w in cue_nouns() for w in words) or noun.ent_type_ in ("ORG", "GPE", "NORP", "PERCENT"):
        return True
    joined = noun.i > 0 and noun.nbor(-1).text == "-"  # "the sergeant-at-arms"
    return joined or any(c.lower_ == "of" and _are_people(c) for c in noun.children)


def _are_people(of: Token) -> bool:
    """ "A third of voters", "a majority of the members"."""
    return any(c.lemma_.lower() in speaker_nouns() or c.ent_type_ == "NORP" for c in of.children)


def _is_thing(noun: Token) -> bool:
    if noun.lower_ in silent_nouns() or noun.lemma_.lower() in silent_nouns() or noun.ent_type_ in TIMES:
        return True
    return _has_silent_ending(noun.lemma_.lower())


@cache
def _has_silent_ending(lemma: str) -> bool:
    """Is a noun formed from a verb or an adjective: "opening", "refusal", "happiness"? A compound is what its end is."""
    ending = len(lemma) > 5 and lemma.endswith(SILENT_ENDINGS)
    return ending and not any(lemma.endswith(end) for end in word_class("speaking_end"))


def _is_street(name: Token) -> bool:
    if name.lower_ not in word_class("street") or name.i == 0:
        return False
    before = name.nbor(-1)
    return before.dep_ == "compound" and before.head == name and before.lower_ not in word_class("speaking_street")
