"""Roles: what an article says a person is and whom they speak for, read off the words around the name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.quotes.subjects import mention_span
from onrecord.speakers._names import courtesy_titles, gender_words, titles
from onrecord.speakers.sides import side_of, sides
from onrecord.text.entities import entity_around
from onrecord.words.lexicons import speaker_nouns, word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Span, Token, Tokens


# How far behind a name its apposition may reach, in tokens.
LONGEST_ROLE = 24

# An age behind a name, "Ann Hale, 54,", "Ann Hale, a 54-year-old nurse", and in words before it.
AGE_BEHIND = re.compile(
    r"\s*[,(]\s*(?:aged? )?(?:(\d{1,3})(?=\s*[,).;]|\s+(?:who|of|from|and)\b)|an? (\d{1,3})-year-old\b)"
)
AGE_BEFORE = re.compile(r"(\d{1,3})[- ]year[- ]old$")
LONGEST_AGE = 16  # letters

# "Ann Hale, D-N.Y.", "Ann Hale (R-Texas)": how US papers give a member's party.
PARTY_LETTER = re.compile(r"(?:, )?\(?([DR])-[A-Z]")
PARTY_OF_LETTER = {"D": "Democratic Party", "R": "Republican Party"}

CAPITALISED = r"[A-Z][\w.&’'-]*"
BODY_NAME = rf"{CAPITALISED}(?:(?: (?:of|for|and|the|&))* {CAPITALISED})*"
POSSESSOR = re.compile(rf"(?:the )?({BODY_NAME}?)(?:['’]s|(?<=s)['’]) ")
BODY_AFTER = re.compile(rf"\b(?:at|with|for|of) (?:the )?({BODY_NAME})")
# "Harbour Board spokesman": what stands before the noun, where the noun is no part of a title ("Health Minister").
BODY_BEFORE = re.compile(rf"({BODY_NAME}) (?=[a-z])")


@dataclass(frozen=True)
class Role:
    """What a text says a person is: the words, whom they belong to, and the side these name."""

    text: str | None
    affiliation: str | None
    side: str | None


def role_of(span: Span) -> Role | None:
    """The role of a person at one mention; None if the words around the name tell nothing.

    Args:
        span: the name, without titles.
    """
    text = _after_name(span) or words_before(span) or _apposed(span) or _is_a(span)
    body = _body_behind(span)
    letter = PARTY_LETTER.match(span.doc.span(span.end, span.end + 5).text)
    if not (text or body or letter):
        return None
    affiliation = (affiliation_of(text) if text else None) or body
    party = PARTY_OF_LETTER[letter[1]] if letter else None
    side = party or side_of(text, seats=False) or side_of(affiliation, seats=False)
    of_place = word_class("place_office") & {word.lower() for word in (text or "").split()}
    if side is None and affiliation and not of_place and _is_body(affiliation, span):
        side = affiliation
    return Role(text or None, affiliation, side)


def age_of(name: Span, before: Span, text: str) -> int | None:
    """The age that the words around a name tell, None if they tell none.

    Args:
        name: the name, without titles.
        before: the words of its noun phrase before it.
        text: the article's.
    """
    if told := AGE_BEHIND.match(text, name.end_char):
        return int(told[1] or told[2])
    told = AGE_BEFORE.search(text[max(0, before.start_char - LONGEST_AGE) : before.start_char].rstrip())
    return int(told[1]) if told else None


def _is_body(name: str, near: Span) -> bool:
    """Is whom a role belongs to a body ("Harbour Board"), and no place ("mayor of Vell")?"""
    last = name.split()[-1]
    if speaker_nouns().get(last.lower(), "person") not in ("person", "document"):
        return True
    around = near.doc[max(0, near.start - LONGEST_ROLE) : near.end + LONGEST_ROLE]
    return any(t.text == last and t.ent_type_ == "ORG" for t in around)


def affiliation_of(role: str) -> str | None:
    """Whom a role belongs to: Norway in "Norway's minister", the Harbour Board in "head of the Harbour Board"."""
    for pattern in (POSSESSOR.match, BODY_AFTER.search, BODY_BEFORE.match):
        if (body := pattern(role)) and (name := _without_titles(re.sub(r"['’]s$", "", body.group(1)))):
            # A minister of trade belongs to no body called Trade.
            portfolio = re.search(r"\b(?:minister|secretary) of $", role[: body.start(1)], re.IGNORECASE)
            if not portfolio or side_of(name):
                return name
    return side_of(role, seats=False)


def _without_titles(name: str) -> str:
    """A body's name without the title that leads or ends it: nothing is left of "Prime Minister"."""
    words = [w for w in name.strip(" ,").split() if not w.endswith("-based")]
    while words and _is_title(words[-1]):
        words.pop()
    while words and (_is_title(words[0]) or words[0].lower() in word_class("office_adjective")):
        words.pop(0)
    if len(words) == 1 and (hit := sides().get(words[0].lower())) and hit[1] != "country":
        return hit[0]
    return " ".join(words)


def _is_title(word: str) -> bool:
    word = word.lower().rstrip(".")
    return (word in titles() and side_of(word.upper()) is None) or speaker_nouns().get(word) == "person"


def _apposed(span: Span) -> str:
    """The noun phrase to which a name is the apposition: "the town's mayor" in "the town's mayor, Ann Hale, said"."""
    head = span.root.head
    if span.root.dep_ != "appos" or not _names_person(head) or head.i > span.start:
        return ""
    phrase = span.doc.char_span(*mention_span(head), alignment_mode="expand")
    if phrase is None:
        return ""
    return _plain(_office(span.doc.span(phrase.start, min(phrase.end, span.start))).text)


def words_before(span: Span) -> str:
    """The words of the noun phrase before a name: "city official" in "the tired city official Ann Hale"."""
    words = modifiers(span)
    if not any(_names_person(t) or t.lower_.rstrip(".") in titles() for t in words):
        return ""
    return _uncapitalised(_office(words))


def _office(words: Span) -> Span:
    """The words of a role without those that say nothing of an office: "tired", but not "former"; "Mrs"."""
    doc, start, end = words.doc, words.start, words.end
    if start < end and doc[start].pos_ == "DET":
        start += 1
    while start < end and doc[start].dep_ == "amod" and doc[start].text.islower() and not _of_office(doc[start]):
        start += 1
    while end > start and doc[end - 1].lower_.rstrip(".") in courtesy_titles():
        end -= 1
    return doc.span(start, end)


def _of_office(adjective: Token) -> bool:
    return adjective.lower_ in word_class("office_adjective")


def _uncapitalised(words: Span) -> str:
    """A role without the capital that only begins its sentence: "fire chief" in "Fire chief Ann Hale said"."""
    text = _plain(words.text)
    only_begins = len(words) > 1 and words[0].is_sent_start and not words[0].ent_type_ and words[1].text.islower()
    return text[0].lower() + text[1:] if only_begins and side_of(text) is None else text


def modifiers(span: Span) -> Span:
    """The tokens of the noun phrase before a name: "the tired city official" before "Ann Hale"."""
    doc = span.doc
    first = span.start
    while first > 0 and not doc[first].is_sent_start and (_is_modifier(doc[first - 1]) or _is_joint(doc[first - 1])):
        first -= 1
    if first < span.start and doc[span.start - 1].is_punct:
        return doc.span(span.start, span.start)
    while 0 < first < span.start and not doc[first - 1].whitespace_ and not doc[first - 1].is_space:
        first += 1  # never begin inside a word: "19-year-old student"
    return doc.span(first, span.start)


def _is_modifier(token: Token) -> bool:
    return token.dep_ in ("compound", "amod", "nmod", "poss", "case") and not token.is_space


def _is_joint(token: Token) -> bool:
    """A hyphen inside a word, as in "Colonel-General"."""
    return token.text == "-" and not token.whitespace_ and token.i > 0 and not token.nbor(-1).whitespace_


def _after_name(span: Span) -> str:
    """The apposition behind a name: "director of the clinic" in "Ann Hale, 54, director of the clinic, said"."""
    doc = span.doc
    first = span.end
    while first + 2 < len(doc) and doc[first].text in (",", "(") and doc[first + 1].like_num:
        first += 2  # an age
    if first + 1 >= len(doc) or doc[first].text not in (",", "("):
        return ""
    last = first + 1
    while last < min(len(doc), first + 1 + LONGEST_ROLE) and not _ends_role(doc[last]):
        last += 1
    return _person_phrase(doc, first + 1, last)


def _is_a(span: Span) -> str:
    """What a name is said to be: "the mayor of the town" in "Ann Hale is the mayor of the town"."""
    verb = span.root.head
    if verb.lemma_ != "be" or span.root.dep_ != "nsubj" or verb.i != span.end:
        return ""
    noun = next((c for c in verb.children if c.dep_ == "attr" and _names_person(c)), None)
    if noun is None or noun.lower_ in gender_words():  # "Ann Hale is a woman who …" tells no role
        return ""
    last = noun.i + 1
    while last <= noun.right_edge.i and last < noun.i + LONGEST_ROLE and not _ends_role(span.doc[last]):
        if span.doc[last].pos_ == "ADP" and span.doc[last].lower_ not in ("of", "for", "at"):
            break
        last += 1
    return _person_phrase(span.doc, noun.left_edge.i, last)


def _ends_role(token: Token) -> bool:
    finite = token.tag_ in ("VBD", "VBZ", "VBP", "MD", "WP", "WP$", "WDT", "WRB")
    return token.is_space or finite or token.text in (",", ".", "(", ")", ";", ":", '"', "--", "—")


def _person_phrase(doc: Tokens, first: int, last: int) -> str:
    """Tokens as a role, if a noun for a person is among the words before the first preposition."""
    while last > first and doc[last - 1].pos_ in (
        "ADP",
        "DET",
        "CCONJ",
        "ADV",
        "PUNCT",
        "SCONJ",
        "PART",
        "VERB",
        "PRON",
    ):
        last -= 1
    head = doc.span(first, last)
    stop = next((t.i for t in head if t.pos_ in ("ADP", "SCONJ") and t.i > first), last)
    starts_well = head and head[0].pos_ in ("DET", "NOUN", "PROPN", "ADJ", "PRON", "NUM", "ADV")
    if not starts_well or not any(_names_person(t) for t in doc[first:stop]):
        return ""
    return _plain(head.text)


def _body_behind(span: Span) -> str | None:
    """The body or country right behind a name: "Ann Hale of Norway", "Ann Hale with the Harbour Board"."""
    doc = span.doc
    if span.end + 1 >= len(doc) or doc[span.end].lower_ not in ("of", "with"):
        return None
    first = span.end + 1 + (doc[span.end + 1].lower_ == "the")
    if first >= len(doc) or not (doc[first].ent_type_ == "ORG" or doc[first].lower_ in sides()):
        return None
    return doc.span(first, entity_around(doc[first]).end).text.removesuffix("'s")


def _names_person(token: Token) -> bool:
    return speaker_nouns().get(token.lower_) == "person"


def _plain(role: str) -> str:
    """A role without the article before it and the marks around it."""
    return re.sub(r"^(?:the|a|an|his|her|our|my)\s+", "", " ".join(role.split()).strip(" ,-"), flags=re.IGNORECASE)
