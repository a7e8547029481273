"""Missed names: people whom the recogniser overlooked or took for a body, found by what the article says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from onrecord.quotes.turns import first_turn
from onrecord.rows import Quote
from onrecord.speakers._name_spans import looks_like_name, name_span
from onrecord.speakers.sides import sides
from onrecord.text.overlaps import covering
from onrecord.text.parsing import ParsedArticle
from onrecord.text.tokens import tokens_in
from onrecord.words.lexicons import speaker_nouns, titles, word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Span, Token, Tokens

# What the recogniser finds and nobody is called.
NEVER_PEOPLE = frozenset(["DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"])

# How far behind a name the noun of its apposition may stand, in tokens.
REACH_OF_NOUN = 8
OLDEST = 120
LONGEST_LAST_NAME = 4


class Run(NamedTuple):
    """Capitalised words in a row that may be a name, and what the recogniser takes them for ("" for nothing)."""

    span: Span
    label: str


def missed_full_names(
    parsed: ParsedArticle, names: Sequence[tuple[int, int]], quotes: Sequence[Quote]
) -> Iterator[tuple[int, int]]:
    """Full names that the recogniser missed or took for a body's.

    Args:
        parsed: the parse.
        names: the names found so far.
        quotes: the quotes; who speaks under one word may have more of them elsewhere.

    Returns:
        (start, end) of each run of capitalised words that one of NAME_SIGNS takes for a person's name.
    """
    taken = covering(sorted(names))
    alone = _speaking_alone(parsed, names, quotes)
    for span in _runs(parsed):
        label = next((t.ent_type_ for t in span if t.ent_type_), "")
        if taken(span[0].idx) or taken(span[-1].idx) or label in NEVER_PEOPLE or not looks_like_name(span, places=True):
            continue
        if any(sign(Run(span, label), alone) for sign in NAME_SIGNS) and (name := name_span(span)):
            yield name


def _runs(parsed: ParsedArticle) -> Iterator[Span]:
    """Two capitalised words or more in a row, particles and hyphens among them, in running text; in headlines, where
    capitals tell less, what the recogniser found.
    """
    doc = parsed.tokens
    running = covering([(p.start, p.end) for p in parsed.paragraphs if p.kind == "text"])
    headline = covering([(p.start, p.end) for p in parsed.paragraphs if p.kind == "headline"])
    yield from (ent for ent in parsed.entities if len(ent) > 1 and headline(ent.start_char))
    capitalised = set(tokens_in(doc, ["PROPN"], "POS"))
    both = {i for i in capitalised if i + 1 in capitalised}
    particles = {i - 1 for i in tokens_in(doc, word_class("name_particle"))} & capitalised
    end = 0
    for i in sorted(both | particles):
        if i < end or not running(doc[i].idx):
            continue
        first = i
        while first > end and _goes_on(doc, first - 1):
            first -= 1
        end = i + 1
        while end < len(doc) and _goes_on(doc, end - 1):
            end += 1
        while end > first and not doc[end - 1].text[0].isupper():
            end -= 1
        if (span := _without_office(doc.span(first, end))) is not None:
            yield span
        end = max(end, i + 1)


def _goes_on(doc: Tokens, i: int) -> bool:
    """Does a name that holds this token go on with the next one?"""
    token, behind = doc[i], doc[i + 1]
    if token.whitespace_ not in ("", " ") or not _is_part(token) or not _is_part(behind) or behind.is_sent_start:
        return False
    return bool(token.whitespace_) or token.text == "-" or behind.text == "-"


def _is_part(token: Token) -> bool:
    if token.text == "-":
        return True
    return (token.pos_ == "PROPN" and token.text[0].isupper()) or token.lower_ in word_class("name_particle")


def _without_office(run: Span) -> Span | None:
    """A run of capitalised words behind the last title or noun for people in it, if two words are left."""
    first = run.start
    for token in run[:-1]:
        word = token.lower_.rstrip(".")
        office = word in titles() or (speaker_nouns().get(word) and word not in word_class("also_name"))
        if office or word in sides():
            first = token.i + 1
    left = run.doc.span(first, run.end)
    return left if sum(t.text[0].isupper() for t in left) > 1 else None


def _speaking_alone(parsed: ParsedArticle, names: Sequence[tuple[int, int]], quotes: Sequence[Quote]) -> dict[str, str]:
    """{one word, or a last name with its particles: its label} of whom the article names so, or lets speak so."""
    doc, text = parsed.tokens, parsed.article.text
    full = {part for a, b in names if len(parts := text[a:b].split()) > 1 for part in parts}
    spans = [(q.mention_start, q.mention_end or 0) for q in quotes if q.mention_start is not None]
    alone: dict[str, str] = {}
    for start, end in [*spans, *names]:
        name = doc.char_span(start, end, alignment_mode="expand")
        if name is None or len(name) > LONGEST_LAST_NAME or text[start:end] in full:
            continue
        words = [t for t in name if t.text[0].isupper()]
        if words and len(words) <= 2 and looks_like_name(name, places=True):
            label = name.root.ent_type_
            alone[text[start:end]] = label if alone.get(text[start:end], "ORG") == "ORG" else alone[text[start:end]]
    return alone


# --- what makes a run of capitalised words a person's name ------------------------------------------------------------


def by_age(run: Run, alone: dict[str, str]) -> bool:
    """ "Thabo Mokoena, 34, said", "Thabo Mokoena (34)", "Thabo Mokoena, aged 34"."""
    doc, end = run.span.doc, run.span.end
    if end + 2 >= len(doc) or doc[end].text not in (",", "("):
        return False
    age = doc[end + 1 + (doc[end + 1].lower_ in ("aged", "age"))]
    closes = age.i + 1 < len(doc) and age.nbor().text in (",", ")", ".", ";", "-")
    return age.text.isdigit() and int(age.text) < OLDEST and closes


def by_noun_before(run: Run, alone: dict[str, str]) -> bool:
    """ "The engineer Thabo Mokoena"; "champion Vell United" is a club."""
    first = run.span.start
    before = run.span.doc[first - 1] if first and not run.span[0].is_sent_start else None
    if before is None or before.whitespace_ != " " or before.tag_ in ("NNS", "NNPS"):
        return False
    word = before.lower_.rstrip(".")
    if word in titles() and before.lower_ not in ("us", "u.s."):
        return True
    return speaker_nouns().get(word) == "person" and word not in word_class("also_body_noun")


def by_noun_behind(run: Run, alone: dict[str, str]) -> bool:
    """ "Thabo Mokoena, a nurse at the clinic", "Thabo Mokoena, who"; clubs and firms are also somebody "who"."""
    doc, end = run.span.doc, run.span.end
    if end + 2 >= len(doc) or doc[end].text != ",":
        return False
    if doc[end + 1].lower_ in ("who", "whose"):
        return run.label not in ("ORG", "GPE")
    for token in doc[end + 1 : end + 1 + REACH_OF_NOUN]:
        if token.text in (",", ".") or token.is_space or token.pos_ in ("ADP", "VERB", "AUX"):
            return False
        if token.tag_ == "NN" and token.head.i not in range(end + 1, token.i + 4):
            noun = speaker_nouns().get(token.lower_)
            return noun == "person" and token.lower_ not in word_class("also_body_noun")
    return False


def by_speaking_alone(run: Run, alone: dict[str, str]) -> bool:
    """Its last words, or those in the middle, speak elsewhere; its first one does only if no firm is called so."""
    text = run.span.text
    for i in range(1, len(run.span)):
        rest = run.span.doc.span(run.span.start + i, run.span.end)
        if rest.text in alone or (rest.text[0].islower() and rest.text.title() in alone):
            return True
        if i < len(run.span) - 1 and run.span[i].text in alone and run.span[i].text[0].isupper():
            return True
    first = run.span[0].text
    person = run.label not in ("ORG", "GPE") and alone.get(first) not in (None, "ORG", "GPE")
    return person and text not in alone


# In the order in which they are tried; each gets a run and what the article calls its speakers by one word.
NAME_SIGNS: tuple[Callable[[Run, dict[str, str]], bool], ...] = (
    by_age,
    by_noun_before,
    by_noun_behind,
    by_speaking_alone,
)


# --- names of one word ------------------------------------------------------------------------------------------------


def described_names(doc: Tokens, names: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Names that the recogniser missed before a noun for a person: "Yil, a resident of the town, …"."""
    taken = covering(sorted(names))
    for i in tokens_in(doc, ["appos"], "DEP"):
        name = doc[i].head
        if speaker_nouns().get(doc[i].lower_) != "person" or name.pos_ != "PROPN" or name.i > i or taken(name.idx):
            continue
        first = name.i
        while first > 0 and doc[first - 1].pos_ == "PROPN" and doc[first - 1].head == name:
            first -= 1
        if doc[name.i + 1].text == "," and looks_like_name(doc.span(first, name.i + 1), places=True):
            if span := name_span(doc.span(first, name.i + 1)):
                yield span


def names_above_interview(
    parsed: ParsedArticle, quotes: Sequence[Quote], names: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Names of two words that the recogniser missed above an interview: who talks there, or anybody if it found none."""
    doc, begins = parsed.tokens, first_turn(parsed, quotes)
    found = any(end <= begins for _, end in names)
    taken = covering(names)
    for i in tokens_in(doc, ["nsubj", "nsubjpass", "appos", "pobj", "dobj"], "DEP"):
        if doc[i].idx >= begins:
            return
        first = i
        while first > 0 and doc[first - 1].pos_ == "PROPN" and doc[first - 1].head.i == i:
            first -= 1
        called_body = doc[i].lower_ in word_class("outlet_name") or (first > 0 and doc[first - 1].lower_ == "the")
        if doc[i].lower_ in speaker_nouns() or (
            found and (doc[i].ent_type_ == "ORG" or taken(doc[i].idx) or not _talks(doc[i]))
        ):
            continue
        if first < i and not called_body and looks_like_name(doc.span(first, i + 1)):
            yield doc[first].idx, doc[i].idx + len(doc[i])


def _talks(token: Token) -> bool:
    """Does a word hang on a verb of interviewing: "sat down with Ann Hale"?"""
    verb = token.head.head if token.dep_ == "pobj" else token.head
    return verb.lemma_.lower() in word_class("asking_verb") | word_class("answering_verb")


def last_names(parsed: ParsedArticle, names: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Last names of people named elsewhere, particles and hyphens included, whatever the recogniser took them for."""
    text, doc = parsed.article.text, parsed.tokens
    forms: dict[str, set[str]] = {}
    for a, b in names:
        for form in _last_forms(text[a:b].split()):
            first = doc.char_span(a + text[a:b].rindex(form), b, alignment_mode="expand")
            head = first[0].text if first is not None else form
            for shown in (form, form[0].upper() + form[1:], form.upper()):
                forms.setdefault(head if shown == form else shown[: len(head)], set()).add(shown)
    taken = covering(sorted(names))
    for i in tokens_in(doc, forms, "ORTH"):
        token = doc[i]
        if taken(token.idx):
            continue
        for form in sorted(forms[token.text], key=len, reverse=True):
            end = token.idx + len(form)
            if text.startswith(form, token.idx) and not text[end : end + 1].isalnum() and _is_called(token, form):
                yield token.idx, end
                break


def _last_forms(words: list[str]) -> set[str]:
    """The last name in a full name, with its particles and without: "van der Velden", "Velden"."""
    words = [w for w in words if w.lower().strip(".,") not in word_class("name_suffix")]
    if not words:
        return set()
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in word_class("name_particle"):
        first -= 1
    return {" ".join(words[first:]), words[-1]}


def _is_called(token: Token, form: str) -> bool:
    """Is a word that looks like somebody's last name one here: no part of a longer name, no other word at a start?"""
    doc = token.doc
    behind = doc[token.i + 1].text if token.i + 1 < len(doc) else ""
    if form.isupper():  # "KELD: …" in an interview, "KELD SAYS" in a headline
        return behind == ":" or (token.dep_ == "nsubj" and len(form) > 3)
    if " " in form or "-" in form:
        return True
    a_name = token.pos_ == "PROPN" or not token.is_sent_start or token.ent_type_ != ""
    return a_name and token.dep_ != "compound" and token.text.istitle()
