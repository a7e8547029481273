"""Names: which words of an article are a person's name, and which names are one person's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from onrecord.quotes.turns import first_turn
from onrecord.rows import Quote
from onrecord.speakers._turn_names import person_in_label
from onrecord.speakers.sides import side_of, sides
from onrecord.text.overlaps import covering
from onrecord.text.parsing import ParsedArticle, tokens_in
from onrecord.words import read_words
from onrecord.words.lexicons import speaker_nouns, word_class

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

LONGEST_NAME = 7


@cache
def titles() -> frozenset[str]:
    """Words that stand before a name and are no part of it (words/titles.csv)."""
    return frozenset(row["word"] for row in read_words("titles.csv") if row["before_name"] != "no")


@cache
def courtesy_titles() -> frozenset[str]:
    """Titles that say nothing about a role: "Mrs" (words/titles.csv)."""
    return frozenset(row["word"] for row in read_words("titles.csv") if row["before_name"] == "courtesy")


@cache
def full_titles() -> dict[str, str]:
    """Shortened titles (words/titles.csv): {"sen": "senator"}."""
    return {row["word"]: row["full"] for row in read_words("titles.csv") if row["full"]}


@cache
def gender_words() -> dict[str, str]:
    """Titles and nouns that tell gender (words/titles.csv): {word: "male" or "female"}."""
    return {row["word"]: row["gender"] for row in read_words("titles.csv") if row["gender"]}


def words_of(name: str) -> list[str]:
    """The words of a name or phrase in lower case, possessive endings left off."""
    return re.findall(r"[\w'’-]+", re.sub(r"['’]s\b", "", name.lower()))


# --- finding names ----------------------------------------------------------------------------------------------------


def find_names(parsed: ParsedArticle, quotes: list[Quote]) -> list[tuple[int, int]]:
    """Where an article names people.

    Args:
        parsed: the parse.
        quotes: the quotes in it; a mention of capitalised words that name no body is a name.

    Returns:
        (start, end) of each name in the order of the text, titles and possessive endings left off.

    Limits:
        The name recogniser takes some bodies for people. Such a name is dropped where the article says otherwise:
        by its last word ("… Foundation"), by "the" before it, by a noun for a body beside it, or because it is
        mostly recognised as a body.
    """
    doc = parsed.doc
    skipped = covering([(p.start, p.end) for p in parsed.paragraphs if p.kind == "boilerplate"])
    bodies = _bodies_by_name(doc)
    labels = {
        (q.mention_start, q.mention_end or 0) for q in quotes if q.mention_start is not None and q.rule == "transcript"
    }
    names = []
    for ent in doc.ents:
        dateline = skipped(ent.start_char) and ent.text.isupper()
        if ent.label_ == "PERSON" and not dateline and not bodies(ent) and (span := name_span(ent)):
            names.append(span)
    taken = covering(names)
    for quote in quotes:
        if quote.mention_start is not None and not taken(quote.mention_start):
            mention = doc.char_span(quote.mention_start, quote.mention_end or 0, alignment_mode="expand")
            if mention is not None and not bodies(mention) and (name := missed_name(mention)):
                names.append(name)
    names += list(_missed_full_names(parsed, names))
    names += list(_introduced_names(parsed, quotes, names))
    names += list(_described_names(doc, names))
    names += list(_last_names(parsed, names))
    return _without_overlaps(_names_in_labels(parsed.article.text, names, labels) if labels else names)


def _names_in_labels(text: str, names: list[tuple[int, int]], labels: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Names with those in the labels of turns, where the recogniser finds people in "MODERATOR" and none in "MS. QUILL"."""
    in_label = covering(labels)
    elsewhere = [name for name in names if not in_label(name[0])]
    known = {words_of(text[a:b])[-1] for a, b in elsewhere if " " in text[a:b]}
    inside = [(a + name[0], a + name[1]) for a, b in labels if (name := person_in_label(text[a:b], known))]
    return elsewhere + inside


def _without_overlaps(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(set(spans), key=lambda s: (s[0], -s[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _bodies_by_name(doc: Doc) -> Callable[[Span], bool]:
    """A function that says whether a name that looks like a person's is a body's in this article."""
    people: Counter[str] = Counter()
    bodies: Counter[str] = Counter()
    for ent in doc.ents:
        key = " ".join(words_of(ent.text))
        if ent.label_ == "PERSON":
            people[key] += 3 if _has_title(ent) else 1
        bodies[key] += 2 * _shows_body(ent) + (ent.label_ == "ORG")
    full = {word for key in people if " " in key and people[key] >= bodies[key] for word in key.split()}

    def is_body(span: Span) -> bool:
        key = " ".join(words_of(span.text))
        if (" " not in key and key in sides() and key not in full) or (" " in key and _shows_body(span)):
            return True
        if _named_like_body(span) or (bodies[key] >= 2 * people[key] > 0 and key not in full):
            return True
        return people[key] == 0 and bodies[key] > 1 and key not in full

    return is_body


def _has_title(ent: Span) -> bool:
    before = ent.doc[ent.start - 1].lower_ if ent.start else ""
    return before.rstrip(".") in titles() or ent[0].lower_.rstrip(".") in titles()


def _named_like_body(span: Span) -> bool:
    """Do the words themselves name a body: "… Foundation", "… of …", "Hockey Norway"?"""
    words = words_of(span.text)
    if len(words) < 2:
        return False
    last = words[-1]
    if last in word_class("also_last_name") and len(words) == 2:
        return False
    country = sides().get(last, ("", ""))[1] in ("country", "organisation")
    noun = speaker_nouns().get(last, "person") not in ("person", "document")
    return (country and words[-2] != "of") or noun or (len(words) > 2 and words[1] == "of" and span[0].pos_ != "NOUN")


def _shows_body(ent: Span) -> bool:
    """Do the words beside a name make it a body: "the Northlight", "the aid group Northlight", "Northlight, a firm"?"""
    behind = ent.doc[ent.end : ent.end + 6]
    if len(behind) > 2 and behind[0].text == "," and behind[1].lower_ in ("a", "an", "the"):
        noun = next((t for t in behind[2:] if t.tag_ == "NN" and t.dep_ == "appos"), None)
        if noun is not None and speaker_nouns().get(noun.lower_, "person") not in ("person", "document"):
            return True
    if ent.start == 0:
        return False
    before = ent.doc[ent.start - 1]
    if before.lower_ == "the":
        return before.head.i in range(ent.start, ent.end) and ent[-1].tag_ == "NNP"
    kind = speaker_nouns().get(before.lower_, "person")
    return kind not in ("person", "document") and before.text.islower() and before.head.i in range(ent.start, ent.end)


def _missed_full_names(parsed: ParsedArticle, names: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """A capitalised word before a last name that stands alone elsewhere: the full name that the recogniser missed."""
    text, doc = parsed.article.text, parsed.doc
    parts = [words_of(text[a:b]) for a, b in names]
    named_in_full = {words[-1] for words in parts if len(words) > 1}
    alone = {text[a:b] for (a, b), words in zip(names, parts, strict=True) if len(words) == 1} - named_in_full
    taken = covering(names)
    for i in tokens_in(doc, alone, "ORTH"):
        if taken(doc[i].idx) or words_of(doc[i].text)[-1:] == [] or words_of(doc[i].text)[-1] in named_in_full:
            continue
        first = i
        while first > 0 and i - first < 2 and _may_be_first_name(doc[first - 1], doc[i]):
            first -= 1
        if first < i and not doc[i].is_sent_start:
            yield doc[first].idx, doc[i].idx + len(doc[i])


def _may_be_first_name(token: Token, last: Token) -> bool:
    word = token.lower_.rstrip(".")
    return (
        token.pos_ == "PROPN"
        and (last.ent_type_ == "" or last.ent_iob_ == "I")
        and (token.ent_type_ == last.ent_type_)
        and token.text.istitle()
        and word not in titles()
        and word not in speaker_nouns()
        and word not in sides()
    )


def _introduced_names(
    parsed: ParsedArticle, quotes: list[Quote], names: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Names of two words above an interview, where the recogniser found none: some name answers."""
    doc, begins = parsed.doc, first_turn(parsed, quotes)
    if any(end <= begins for _, end in names):
        return
    for i in tokens_in(doc, ["nsubj", "nsubjpass", "appos", "pobj", "dobj"], "DEP"):
        if doc[i].idx >= begins:
            return
        first = i
        while first > 0 and doc[first - 1].pos_ == "PROPN" and doc[first - 1].head.i == i:
            first -= 1
        called_body = doc[i].lower_ in word_class("outlet_name") or (first > 0 and doc[first - 1].lower_ == "the")
        if first < i and not called_body and _looks_like_name(doc[first : i + 1]):
            yield doc[first].idx, doc[i].idx + len(doc[i])


def _described_names(doc: Doc, names: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Names that the recogniser missed before a noun for a person: "Yil, a resident of the town, …"."""
    taken = covering(names)
    for i in tokens_in(doc, ["appos"], "DEP"):
        name = doc[i].head
        if speaker_nouns().get(doc[i].lower_) != "person" or name.pos_ != "PROPN" or name.i > i or taken(name.idx):
            continue
        first = name.i
        while first > 0 and doc[first - 1].pos_ == "PROPN" and doc[first - 1].head == name:
            first -= 1
        if doc[name.i + 1].text == "," and _looks_like_name(doc[first : name.i + 1], places=True):
            if span := name_span(doc[first : name.i + 1]):
                yield span


def _last_names(parsed: ParsedArticle, names: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Last names of people named elsewhere, whatever the name recogniser took them for."""
    text, doc = parsed.article.text, parsed.doc
    last = {text[a:b].split()[-1] for a, b in names}
    taken = covering(names)
    for i in tokens_in(doc, last | {name.upper() for name in last}, "ORTH"):
        token = doc[i]
        name = token.pos_ == "PROPN" or not token.is_sent_start
        # "KELD: …" in an interview.
        label = token.text.isupper() and i + 1 < len(doc) and doc[i + 1].text == ":"
        if (label or (name and token.dep_ != "compound" and token.text.istitle())) and not taken(token.idx):
            yield token.idx, token.idx + len(token)


# --- the span of a name -----------------------------------------------------------------------------------------------


def name_span(span: Span) -> tuple[int, int] | None:
    """Characters of a person's name inside a span: capitalised words, titles and endings left off."""
    tokens = list(takewhile(lambda t: not t.is_space, span))
    while tokens and (
        tokens[0].lower_.rstrip(".") in titles() or not tokens[0].text[0].isalpha() or tokens[0].text[0].islower()
    ):
        tokens.pop(0)
    for i, token in enumerate(tokens):
        joined = token.text == "-" and not token.whitespace_ and i and not tokens[i - 1].whitespace_
        if not joined and token.lower_ in ("'s", ",", "(", "-", "--", "said", "says"):
            tokens = tokens[:i]
            break
    while tokens and not tokens[-1].text[0].isupper():
        tokens.pop()
    if not tokens or len(tokens) > LONGEST_NAME:
        return None
    return tokens[0].idx, _whole_word_end(span.doc, tokens[-1])


def _whole_word_end(doc: Doc, token: Token) -> int:
    """The end of a word that the tokeniser cut at a hyphen: "Anne-Marie Wilson-Reed"."""
    while (
        token.i + 2 < len(doc)
        and not token.whitespace_
        and doc[token.i + 1].text == "-"
        and not doc[token.i + 1].whitespace_
    ):
        token = doc[token.i + 2]
    return token.idx + len(token)


def missed_name(span: Span) -> tuple[int, int] | None:
    """A name in a mention that the recogniser missed: alone, behind a title or a possessor, or before "of"."""
    doc = span.doc
    of = next((t.i for t in span if t.lower_ == "of"), span.end)
    first = max((t.i + 1 for t in doc[span.start : of] if t.tag_ == "POS" or _titles_name(t)), default=span.start)
    alone = doc[first:of]
    if alone and _looks_like_name(alone) and (of == span.end or len(alone) > 1):
        return name_span(alone)
    if of == span.end or not any(_titles_name(t) for t in doc[span.start : of]):
        return None
    first = span.end
    while first - 1 > of and doc[first - 1].pos_ == "PROPN" and side_of(doc[first - 1].text) is None:
        first -= 1
    name = doc[first : span.end]
    return name_span(name) if 2 <= len(name) <= 3 and first - 1 > of else None


def _titles_name(token: Token) -> bool:
    return token.lower_.rstrip(".") in titles() or speaker_nouns().get(token.lower_) == "person"


def _looks_like_name(span: Span, places: bool = False) -> bool:
    """One to four capitalised words that hold no word for a body, and that are no place unless those are let in."""
    words = [t for t in span if not t.is_punct and not t.is_space]
    if not 1 <= len(words) <= 4 or not all(t.pos_ == "PROPN" and t.text[0].isupper() for t in words):
        return False
    nouns = speaker_nouns()
    if any(nouns.get(t.lower_, "person") != "person" or t.lower_ in sides() or t.text.isupper() for t in words):
        return False
    return places or (
        not any(t.ent_type_ in ("GPE", "NORP", "LOC", "FAC") for t in words)
        and " ".join(t.lower_ for t in words) not in sides()
    )
