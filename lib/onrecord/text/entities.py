"""Entities of the name recogniser: the whole name that a token is part of, also where the recogniser cut it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.words.lexicons import generic_nouns, speaker_nouns, titles, word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Span, Token, Tokens

# A name is widened by so many tokens at most, to each side.
MOST_ADDED = 5

# So many words of a sentence must be in lower case before capitals tell names from other words.
LEAST_IN_LOWER_CASE = 0.3


def entity_around(token: Token) -> Span:
    """The tokens of the recognised entity that a token is part of, a person's name made whole; else the token alone."""
    doc, first, last = token.doc, entity_start(token), token.i
    while last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I":
        last += 1
    entity = doc.span(first, last + 1)
    return whole_name(entity) if token.ent_type_ == "PERSON" else entity


def whole_word(token: Token) -> Span:
    """The tokens of the word that a token is part of: the tokenizer cuts "al-Hariri" in three."""
    doc, first, last = token.doc, token.i, token.i
    while first > 1 and not doc[first - 1].whitespace_ and "-" in (doc[first - 1].text, doc[first].text):
        first -= 1
    while last + 1 < len(doc) and not doc[last].whitespace_ and "-" in (doc[last + 1].text, doc[last].text):
        last += 1
    return doc.span(first, last + 1)


def entity_start(token: Token) -> int:
    """The number of the first token of the recognised entity that a token is part of; its own if it is part of none."""
    first = token.i
    while first > 0 and token.doc[first].ent_iob_ == "I":
        first -= 1
    return first


def whole_name(span: Span) -> Span:
    """A person's name with the words that the recogniser left out.

    The small recogniser cuts names that are rare in its English: "Quispe" of Rosa Mamani Quispe, "Santos" of Ines dos
    Santos, "Tran Thi" of Tran Thi Lan. Capitalised words beside the name belong to it, also across
    particles, initials, hyphens and a nickname in quotation marks; titles, nouns for people and places do not.

    Args:
        span: what the recogniser takes for a person, or a part of it.
    """
    doc, first, last = span.doc, span.start, span.end
    while last > first + 1 and doc[last - 1].is_space:
        last -= 1
    for _ in range(MOST_ADDED):
        more = _added_right(doc, first, last)
        last += more
        if not more:
            break
    for _ in range(MOST_ADDED):
        more = _added_left(doc, first, last)
        first -= more
        if not more:
            break
    if (first, last) != (span.start, span.end) and _capitals_tell_nothing(doc.span(first, last)):
        return span
    return doc.span(first, last)


def _added_right(doc: Tokens, first: int, last: int) -> int:
    """How many tokens right behind a name belong to it."""
    if last >= len(doc):
        return 0
    before, token = doc[last - 1], doc[last]
    if token.text == "-" and not before.whitespace_ and not token.whitespace_:
        return 2 if last + 1 < len(doc) and doc[last + 1].is_alpha else 0
    if before.whitespace_ != " ":
        return _suffix(doc, last)
    if token.lower_.rstrip(".") in word_class("name_suffix") and token.text[0].isupper():
        return 1
    if _is_particle(token) and token.text.islower():
        return _particles_and_name(doc, first, last)
    return int(_is_name_word(token) and _belongs_together(doc, first, last, token) and not token.is_sent_start)


def _suffix(doc: Tokens, at: int) -> int:
    """ ", Jr." behind a name."""
    if doc[at].text != "," or at + 1 >= len(doc):
        return 0
    return 2 if doc[at + 1].text.istitle() and doc[at + 1].lower_.rstrip(".") in ("jr", "sr", "jnr", "snr") else 0


def _particles_and_name(doc: Tokens, first: int, at: int) -> int:
    """ "dos Santos", "van der Velden" behind a first name."""
    behind = at
    while behind < len(doc) and behind - at < 3 and doc[behind].whitespace_ == " " and _is_particle(doc[behind]):
        behind += 1
    if behind == at + 1 and doc[at].lower_ in ("y", "e", "i", "do", "a", "as", "ten") and doc[at].pos_ != "PROPN":
        return 0
    if behind >= len(doc) or not _is_capitalised_name(doc[behind]) or doc[behind].ent_type_ not in ("", "PERSON"):
        return 0
    end = behind + 1
    while end < len(doc) and doc[end].ent_type_ == "PERSON" and doc[end].ent_iob_ == "I":
        end += 1
    return end - at


def _added_left(doc: Tokens, first: int, last: int) -> int:
    """How many tokens right before a name belong to it."""
    if first == 0 or doc[first].is_sent_start:
        return 0
    token = doc[first - 1]
    if token.text == "-" and not token.whitespace_ and first > 1 and not doc[first - 2].whitespace_:
        return (
            2 if doc[first - 2].is_alpha and (doc[first - 2].text[0].isupper() or _is_particle(doc[first - 2])) else 0
        )
    if token.whitespace_ != " ":
        return 0
    if token.is_quote or token.text == "'":
        return _nickname(doc, first)
    if _is_particle(token) and token.text.islower():
        if token.lower_ in word_class("lone_particle"):
            return 1
        inside = first > 1 and doc[first - 2].whitespace_ == " " and not token.is_sent_start
        return 2 if inside and _is_name_word(doc[first - 2]) and token.pos_ in ("PROPN", "X") else 0
    if token.ent_type_ == "PERSON" and doc[first].text.islower():  # "João Pedro" before "dos Santos"
        return first - entity_start(token)
    return int(_is_name_word(token) and _belongs_together(doc, first, last, token) and not _is_portfolio(token))


def _is_portfolio(token: Token) -> bool:
    """ "Education" in "Minister of Education Ann Hale"."""
    if token.i < 2 or token.nbor(-1).lower_ not in ("of", "for", "to"):
        return False
    return generic_nouns().get(token.nbor(-2).lower_) == "office"


def _nickname(doc: Tokens, first: int) -> int:
    """'Rosa "Birdie"' before a last name."""
    marks = ('"', "'")
    for length in (1, 2):
        opening = first - 2 - length
        if opening > 0 and doc[opening].text in marks and doc[opening - 1].whitespace_ == " ":
            inside = doc[opening + 1 : first - 1]
            name = doc[opening - 1]
            if all(t.text[0].isupper() for t in inside) and _is_name_word(name) and not doc[opening].whitespace_:
                return length + 3
    return 0


def _is_particle(token: Token) -> bool:
    return token.lower_ in word_class("name_particle")


def _is_capitalised_name(token: Token) -> bool:
    """A word that may stand in a name: "Hale", "O'Hara", "J."; not "NATO"."""
    text = token.text
    if not text[0].isupper() or token.pos_ != "PROPN" or token.tag_ == "NNPS":
        return False
    initial = len(text) <= 2 or (text.endswith(".") and text.count(".") * 2 == len(text))
    return initial or not text.isupper()


def _is_name_word(token: Token) -> bool:
    """A capitalised word that is no title, no noun for people, bodies or places and no other entity's."""
    word = token.lower_.rstrip(".")
    if not _is_capitalised_name(token) or token.ent_type_ in ("DATE", "TIME", "CARDINAL", "ORDINAL", "NORP", "EVENT"):
        return False
    if word in word_class("place_or_event_noun") or word in titles():
        return False
    return speaker_nouns().get(word) is None or word in word_class("also_name")


def _belongs_together(doc: Tokens, first: int, last: int, token: Token) -> bool:
    """Does a capitalised word beside a name belong to it? One that is taken for a place must hang on the name."""
    if token.ent_type_ in ("", "PERSON"):
        return token.ent_type_ == "" or last - first == 1 or _alone(token)
    name = range(first, last)
    hangs = token.head.i in name or any(t.head.i == token.i and t.dep_ == "compound" for t in doc[first:last])
    return hangs and _alone(token)


def _alone(token: Token) -> bool:
    """Is a token all of its entity?"""
    behind = token.i + 1 < len(token.doc) and token.nbor().ent_iob_ == "I"
    return token.ent_iob_ != "I" and not behind


def _capitals_tell_nothing(span: Span) -> bool:
    """Are most words of the sentence capitalised, as in a headline?"""
    words = [t for t in span.sent if t.is_alpha]
    return sum(t.text.islower() for t in words) < LEAST_IN_LOWER_CASE * len(words)
