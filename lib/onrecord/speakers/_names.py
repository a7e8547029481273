"""Names: which words of an article are a person's name, and which names are one person's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from onrecord.rows import Quote
from onrecord.speakers._missed_names import described_names, last_names, missed_full_names, names_above_interview
from onrecord.speakers._name_spans import follows_title, missed_name, name_span
from onrecord.speakers._turn_names import person_in_label
from onrecord.speakers.sides import sides
from onrecord.text.overlaps import covering
from onrecord.text.parsing import ParsedArticle
from onrecord.words import read_words
from onrecord.words.lexicons import speaker_nouns, titles, word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Span


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
    return list(_words_of(name))


@lru_cache(maxsize=10_000)  # the same names come again and again
def _words_of(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[\w'’-]+", re.sub(r"['’]s\b", "", name.lower())))


@lru_cache(maxsize=4096)
def name_words(name: str) -> tuple[str, ...]:
    """The words that tell people apart: in lower case, without accents, "Jr." and the article of "al-Hariri"."""
    plain = "".join(c for c in normalize("NFKD", name) if not combining(c))
    words = [re.sub(r"^(?:al|el|ul|an|ar|as|ash|at|az)-", "", word).strip("'’") for word in words_of(plain)]
    kept = [word for word in words if word and word not in word_class("name_suffix")]
    return tuple(kept or words)


def particles_before(words: Sequence[str]) -> int:
    """How many words of a name stand before the last one where all of them are particles ("van der Velden"), else 0."""
    leads = all(word in word_class("name_particle") for word in words[:-1])
    return len(words) - 1 if leads else 0


# --- finding names ----------------------------------------------------------------------------------------------------


def find_names(
    parsed: ParsedArticle, quotes: list[Quote], introduced: Sequence[tuple[int, int]] = ()
) -> list[tuple[int, int]]:
    """Where an article names people.

    Args:
        parsed: the parse.
        quotes: the quotes in it; a mention of capitalised words that name no body is a name.
        introduced: names that the text gives to somebody whom it describes.

    Returns:
        (start, end) of each name in the order of the text, titles and possessive endings left off.

    Limits:
        The name recogniser takes some bodies for people. Such a name is dropped where the article says otherwise:
        by its last word ("… Foundation"), by "the" before it, by a noun for a body beside it, or because it is
        mostly recognised as a body.
    """
    doc = parsed.tokens
    skipped = covering([(p.start, p.end) for p in parsed.paragraphs if p.kind == "boilerplate"])
    bodies = _bodies_by_name(parsed)
    labels = {
        (q.mention_start, q.mention_end or 0) for q in quotes if q.mention_start is not None and q.rule == "transcript"
    }
    names = list(introduced)
    for ent in parsed.entities:
        dateline = skipped(ent.start_char) and ent.text.isupper()
        if ent.label_ == "PERSON" and not dateline and not bodies(ent) and (span := name_span(ent)):
            names.append(span)
    taken = covering(sorted(names))
    for quote in quotes:
        if quote.mention_start is not None and not taken(quote.mention_start):
            mention = doc.char_span(quote.mention_start, quote.mention_end or 0, alignment_mode="expand")
            name = missed_name(mention) if mention is not None else None
            named = doc.char_span(*name, alignment_mode="expand") if name else None
            if name and named is not None and not bodies(named):
                names.append(name)
    names += list(missed_full_names(parsed, names, quotes))
    names += list(names_above_interview(parsed, quotes, names))
    names += list(described_names(doc, names))
    names += list(last_names(parsed, names))
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


def _bodies_by_name(parsed: ParsedArticle) -> Callable[[Span], bool]:
    """A function that says whether a name that looks like a person's is a body's in this article."""
    people: Counter[str] = Counter()
    bodies: Counter[str] = Counter()
    for ent in parsed.entities:
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
    return follows_title(ent) or ent[0].lower_.rstrip(".") in titles()


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
