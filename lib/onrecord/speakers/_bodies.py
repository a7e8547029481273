"""Names of bodies: where an article names one, from its first word to its last, whatever the name recogniser cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from onrecord.speakers._kinds import BODIES, noun_kind
from onrecord.speakers.sides import sides
from onrecord.text.entities import entity_around
from onrecord.text.overlaps import covering
from onrecord.text.parsing import ParsedArticle
from onrecord.text.tokens import tokens_in
from onrecord.words.lexicons import body_types, nouns_for, speaker_nouns, word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Span, Token, Tokens

# What joins the words of a name: "Committee to Protect Journalists", "Council on Foreign Relations".
JOINS = frozenset(["of", "for", "to", "on", "against", "without", "with", "in"])
# A body that is named after the people in it: "Doctors Without Borders", "Mothers Against Drunk Driving".
JOINS_OF_PEOPLE = frozenset(["without", "against", "for", "of", "with"])
SMALL_WORDS = JOINS | {"the", "and", "&", "-", ",", "de", "des", "du", "la", "le", "y", "et", "und", "für", "der"}
OF_A_PLACE = frozenset(["at", "in"])
NO_PART = ("DET", "ADP", "CCONJ", "SCONJ", "PRON", "AUX", "PART", "SPACE", "PUNCT", "INTJ", "NUM")
OTHER_NAMES = ("PERSON", "NORP", "DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "EVENT", "WORK_OF_ART")

LEGAL_FORMS = ("Inc", "Inc.", "Ltd", "Ltd.", "LLC", "LLP", "L.L.C.", "Co.", "Corp.", "S.A.", "P.C.")

# A bound on time: a name has so many words at most.
LONGEST_BODY = 16


def find_bodies(parsed: ParsedArticle) -> list[Span]:
    """Where an article names bodies, in the order of the text; a name of one word only if the recogniser finds it.

    Args:
        parsed: the parse.

    Returns:
        The names as spans of the parse, without "the" before them; in a headline, where every word may have a capital,
        those of the recogniser as they are.
    """
    doc = parsed.tokens
    headline = covering([(p.start, p.end) for p in parsed.paragraphs if p.kind == "headline"])
    found: list[tuple[int, int]] = []
    for first, last in sorted(_seeds(doc)):
        if headline(doc[first].idx):
            found.append((first, last))
        else:
            found.append((_to_the_left(doc, first), _to_the_right(doc, last, first)))
    kept: list[Span] = []
    for first, last in sorted(set(found), key=lambda s: (s[0], -s[1])):
        while first <= last and doc[first].lower_ in ("the", "'s", "a", "an"):
            first += 1
        if first <= last and (not kept or first >= kept[-1].end) and doc[first].text[0].isupper():
            kept.append(doc.span(first, last + 1))
    return kept


def _seeds(doc: Tokens) -> Iterator[tuple[int, int]]:
    """First and last tokens of what is certainly part of a body's name."""
    for ent in doc.ents:
        if ent.label_ == "ORG" and "\n" not in ent.text and any(t.text[0].isupper() for t in ent):
            last = _end_of(ent)
            yield ent.start, last
    for i in tokens_in(doc, _nouns()):
        token = doc[i]
        if _capital(token) and token.pos_ in ("PROPN", "NOUN") and token.ent_type_ != "PERSON" and _has_more(token):
            yield i, i
    for i in tokens_in(doc, ["NNS", "NNPS", "NNP"], "TAG"):
        if _people_of_cause(doc[i]):
            yield i, i
    for i in tokens_in(doc, ["("], "ORTH"):
        if i + 2 < len(doc) and doc[i + 2].text == ")" and (first := _spelled_out(doc, i)) is not None:
            yield first, i - 1


@cache
def _nouns() -> frozenset[str]:
    """Words that end names of bodies, or stand before their "of"."""
    return nouns_for(*BODIES) | body_types("name").keys()


def _end_of(ent: Span) -> int:
    """The last token of a name that the recogniser found: no preposition, and no second name behind a comma or a bracket."""
    last = ent.end - 1
    lists = any(t.lower_ in ("and", "&", "of", "for") for t in ent)
    for token in ent[1:]:
        in_name = token.text == "," and (lists or ent.doc.span(token.i + 1, ent.end).text in LEGAL_FORMS)
        if token.text in ("(", ",") and not in_name:
            last = token.i - 1
            break
    while last > ent.start and (ent.doc[last].is_punct or ent.doc[last].lower_ == "'s" or ent.doc[last].pos_ == "ADP"):
        last -= 1
    return last


def _spelled_out(doc: Tokens, i: int) -> int | None:
    """The first of the words before a bracket whose first letters stand in it: "Médecins Sans Frontières (MSF)"."""
    letters = re.sub(r"[.\s]", "", doc[i + 1].text)
    if not re.fullmatch(r"[A-Z]{3,8}", letters):
        return None
    for first in range(i - 1, max(-1, i - 1 - LONGEST_BODY), -1):
        word = doc[first]
        if (
            word.is_space
            or (word.is_punct and word.text not in ("-", "&", ","))
            or not (_capital(word) or word.lower_ in SMALL_WORDS)
        ):
            return None
        if _capital(word) and letters in initials_of(doc.span(first, i).text):
            return first
    return None


def initials_of(name: str) -> set[str]:
    """What the initials of a name may be: of its capitalised words, of all words, and of those behind a country's name."""
    words = re.findall(r"[\w'’.]+", name)
    variants = {tuple(words)}
    if len(words) > 2 and words[0].lower() in sides():
        variants.add(tuple(words[1:]))
        words = words[1:]
    letters = {"".join(w[0] for w in words if w[0].isupper())[:-1]} if len(words) > 4 else set()
    for variant in variants:
        letters.add("".join(w[0] for w in variant if w[0].isupper()))
        letters.add("".join(w[0].upper() for w in variant))
        letters.add("".join(w[0].upper() for w in variant if w.lower() not in ("the", "and", "of")))
    return {x for x in letters if len(x) > 1}


def _capital(token: Token) -> bool:
    return token.text[0].isupper()


def _has_more(noun: Token) -> bool:
    """Is a noun part of a longer name: "Interior Ministry", "Committee to Protect …", and no "Police" alone?"""
    doc, i = noun.doc, noun.i
    before = i > 0 and _is_part(doc[i - 1]) and not doc[i].is_sent_start
    return before or (i + 2 < len(doc) and doc[i + 1].lower_ in JOINS and _next_word(doc, i + 1, doc[i]) is not None)


def _people_of_cause(noun: Token) -> bool:
    """ "Doctors Without Borders": people, a preposition, and what they are for; not "Lawyers for Hale", "Officials of Norway"."""
    doc, i = noun.doc, noun.i
    if not _capital(noun) or i + 2 >= len(doc) or doc[i + 1].lower_ not in JOINS_OF_PEOPLE:
        return False
    cause = _next_word(doc, i + 1, noun)
    if cause is None or cause.lower_ in sides():
        return False
    if doc[i + 1].text[0].isupper():
        return True
    return noun.text.endswith("s") and noun.ent_type_ != "PERSON" and not cause.ent_type_


def _to_the_left(doc: Tokens, first: int) -> int:
    """The first token of a name that is known from some token on."""
    start = first
    while first > 0 and start - first < LONGEST_BODY:
        before = doc[first - 1]
        if _is_part(before) and not (before.is_sent_start and before.pos_ in ("ADV", "VERB")):
            first -= 1
        elif (before.text == "-" and not before.whitespace_ and first > 1 and _is_part(doc[first - 2])) or (
            before.text in ("&", "'s", "and") and first > 1 and _joined_before(doc, first - 1)
        ):
            first -= 2
        else:
            break
    return first


def _joined_before(doc: Tokens, i: int) -> bool:
    """Does "and", "&" or "'s" join what stands before it to a name: "Food and Drug Administration", "Norway's Interior Ministry"?"""
    word, before, after = doc[i], doc[i - 1], doc[i + 1]
    if not _is_part(before) or before.ent_type_ in OTHER_NAMES or after.is_sent_start:
        return False
    if word.text == "'s":
        return clean_name(entity_around(before).text).lower() in sides() or (
            before.ent_iob_ in "BI" and after.ent_iob_ == "I"
        )
    if word.text == "&":
        return True
    same = after.ent_iob_ == "I" or not (before.ent_type_ or after.ent_type_)
    return same and before.head.i in range(i, i + 6)


def _is_part(token: Token) -> bool:
    """Can a token be part of a body's name: a capitalised word that is no part of another kind of name?"""
    if not _capital(token) or token.pos_ in NO_PART or token.is_space:
        return False
    if token.ent_type_ in OTHER_NAMES and token.lower_ not in sides():
        return False
    if token.lower_ in word_class("calendar"):
        return False
    job = noun_kind(token) == "person" and token.tag_ in ("NN", "NNP") and token.ent_type_ != "ORG"
    return not job and token.lower_.rstrip(".") not in ("mr", "mrs", "ms", "dr", "president", "minister")


def _to_the_right(doc: Tokens, last: int, first: int) -> int:
    """The last token of a name that is known up to some token."""
    start, joined = last, any(t.lower_ in JOINS for t in doc[first : last + 1])
    while last + 1 < len(doc) and last - start < LONGEST_BODY:
        behind = doc[last + 1]
        if behind.is_sent_start or behind.is_space:
            break
        if _is_part(behind) and behind.pos_ != "VERB" and behind.ent_iob_ != "B":
            last += 1
        elif (
            behind.lower_ in JOINS
            and (word := _next_word(doc, last + 1, doc[last])) is not None
            and _may_go_on(doc, first, last)
        ):
            last, joined = word.i, True
        elif behind.lower_ in OF_A_PLACE and (place := _place_of(doc, first, last)) is not None:
            last = place
        elif behind.text == "&" and last + 2 < len(doc) and _is_part(doc[last + 2]):
            last += 2
        elif joined and (end := _listed(doc, last)) is not None:
            last = end
        else:
            break
    return last


def _place_of(doc: Tokens, first: int, last: int) -> int | None:
    """The end of a place that belongs to a name: "University of Norway at Vell", "Foreign Ministry in Kyiv"."""
    if last + 2 >= len(doc) or not _capital(doc[last + 2]):
        return None
    place = entity_around(doc[last + 2])
    university = doc[last + 2].ent_type_ == "GPE" and any(t.lower_ == "university" for t in doc[first : last + 1])
    seat = noun_kind(doc[last]) in ("government", "military") and clean_name(place.text).lower() in sides()
    return place.end - 1 if university or (seat and doc[last + 1].lower_ == "in") else None


def _may_go_on(doc: Tokens, first: int, last: int) -> bool:
    """Can a preposition carry a name on: behind a noun for a body, "Society", or behind people, "Doctors"?"""
    head = doc[last]
    noun = speaker_nouns().get(head.lower_)
    return noun in BODIES or head.lower_ in body_types("name") or _people_of_cause(head)


def _next_word(doc: Tokens, i: int, before: Token) -> Token | None:
    """The capitalised word behind the preposition at a place, "the" or "its" left out, if it carries a name on."""
    after = i + 1
    while after < len(doc) and doc[after].lower_ == "the" and after == i + 1:
        after += 1
    if after >= len(doc):
        return None
    word, joint = doc[after], doc[i].lower_
    if _capital(doc[i]) and _capital(word):
        return word
    if not _capital(word) or word.pos_ in NO_PART or word.is_sent_start or word.ent_type_ in ("PERSON", "DATE", "TIME"):
        return None
    place = word.ent_type_ in ("GPE", "LOC", "NORP", "FAC") or word.lower_ in sides()
    if joint == "in" or (place and joint in ("to", "on", "with")):
        return None
    own = word.ent_type_ == "ORG" and word.ent_iob_ == "B" and doc[i].ent_iob_ == "O" and joint != "of"
    return None if own and before.ent_type_ == "ORG" else word


def _listed(doc: Tokens, last: int) -> int | None:
    """The end of a list inside a name: "Disease Control and Prevention", "Alcohol, Tobacco, Firearms and Explosives"."""
    i, end = last + 1, None
    while i + 1 < len(doc) and doc[i].text in (",", "and") and _is_part(doc[i + 1]):
        word = doc[i + 1]
        place = word.ent_type_ == "GPE" and doc[last].ent_type_ == "GPE" and "conj" in (word.dep_, word.head.dep_)
        if word.ent_type_ and word.ent_iob_ == "B" and not place:
            return None
        joint, i = doc[i].text, i + 2
        while i < len(doc) and _is_part(doc[i]) and doc[i].ent_iob_ != "B":
            i += 1
        if joint == "and":
            end = i - 1
            break
    return end


def clean_name(text: str) -> str:
    """A body's name on one line, without article and possessive ending."""
    words = " ".join(text.split())
    for ending in ("'s", "’s", "'", "’"):
        words = words.removesuffix(ending)
    return words[4:] if words[:4].lower() == "the " else words
