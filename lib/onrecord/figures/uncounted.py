"""Uncounted: statements about casualties and damage that give no number."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from onrecord.figures.events import Event, Unit, categories, event_of, is_hedged, is_negated, lemma_of, terms
from onrecord.rows import Figure, Quote, Uncounted
from onrecord.text.parsing import ParsedArticle
from onrecord.words import read_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


THINGS = frozenset({"buildings", "infrastructure", "vehicles", "places"})
COUNTED = THINGS | {"people", "households", "animals", "transparent"}
SUBJECTS = ("nsubj", "nsubjpass")
NEAR_FIGURES = 20
TOLL_REACH = 500  # characters back to the toll that "the same numbers" are
NOBODY = frozenset({"nobody", "none", "neither"})
# What is said of a clause and not in it: left out of the words of a statement.
OUTSIDE = ("cc", "conj", "punct", "parataxis", "advcl", "relcl", "mark", "npadvmod", "intj", "dep")
MOST_WORDS = 80  # of a clause


@dataclass(frozen=True)
class _Said:
    """A statement before it becomes a row: its first and last token, what it says, and of what."""

    first: int
    last: int
    what: str
    event: str | None
    unit: str | None
    rule: str
    giver: str | None = None  # who gives a number, where the words name somebody


def find_uncounted(parsed: ParsedArticle, quotes: list[Quote], figures: list[Figure]) -> list[Uncounted]:
    """Find what an article says about numbers, damage and loss without giving a number.

    - unknown_number: that a number is not known or not told ("the number of dead was unclear");
    - about_numbers: a number is only compared with another ("almost the same numbers", "a higher toll");
    - damage: things were damaged or destroyed, and nothing says how many ("an important bridge was destroyed").

    Args:
        parsed: what `language.parse` gave.
        quotes: the article's quotes with their speakers filled in; a statement inside one is its speaker's, and so is
            one that says that a speaker of these quotes gives a number.
        figures: the article's figures; what they count is left out here.

    Returns:
        Statements in the order of the text. `event` is one of the events of the figures, None where the words name
        none; `unit` is the noun of what is spoken of.

    Limits:
        By the parse and the words of words/unknowns.csv and words/event_terms.csv: what is told in other words is not
        found. People without a number ("a woman was killed") are not listed. Boilerplate is skipped.
    """
    found: dict[tuple[int, int], _Said] = {}
    for token in _tokens(parsed.doc):
        for rule in _rules().get(token.lemma, ()):
            if said := rule(token):
                found.setdefault((said.first, said.last), said)
    rows = [_row(parsed, said, quotes) for _, said in sorted(found.items())]
    rows = [_of_what(row, figures) for row in rows if not _is_skipped(parsed, row) and not _is_counted(row, figures)]
    kept = [row for row in rows if row.event or row.unit]
    return [replace(row, uncounted_id=f"u{n}") for n, row in enumerate(_once(kept), start=1)]


def _tokens(doc: Doc) -> Iterator[Token]:
    """The tokens that a rule looks at; one look at an array is cheaper than a loop over all tokens."""
    keys = np.fromiter(_rules(), dtype=np.uint64)
    for i in np.flatnonzero(np.isin(doc.to_array("LEMMA"), keys)):
        yield doc[int(i)]


@cache
def _rules() -> dict[int, list[Rule]]:
    """The rules that look at a word, by the number that spaCy keeps for its lemma."""
    from spacy.strings import get_string_id  # spaCy takes a second to load: only once there is a parse

    rules: dict[int, list[Rule]] = {}
    for rule, words in RULES.items():
        for lemma in sorted(words()):
            rules.setdefault(get_string_id(lemma), []).append(rule)
    return rules


@cache
def lexicon() -> dict[tuple[str, str], str]:
    """The lexicon words/unknowns.csv: {(term, part of speech): what it says}."""
    return {(row["term"], row["pos"]): row["says"] for row in read_words("unknowns.csv")}


@cache
def _words(*says: str) -> frozenset[str]:
    return frozenset(term for (term, _), meaning in lexicon().items() if meaning in says)


def _says(token: Token, *meanings: str) -> bool:
    """Whether a word of the lexicon has one of these meanings."""
    return token.lemma_.lower() in _words(*meanings) or token.lower_ in _words(*meanings)


# A number that is not known


def _how_many(token: Token) -> _Said | None:
    """ "It was unclear how many were hurt", "nobody knows how many": a question for the number that has no answer."""
    doc = token.doc
    if token.i == 0 or doc[token.i - 1].lower_ != "how":
        return None
    for verb in _verbs_above(token):
        if verb.pos_ == "VERB" and _says(verb, "known") and not _unknown(verb):
            return None  # somebody says it
        if _unknown(verb):
            asked = [t for t in (*_below(verb), *_below(token.head)) if t.i > token.i]
            said = _statement(verb, "how_many", _subject_matter(asked))
            return said and replace(said, first=min(said.first, token.i - 1))
    return None


def _count_unknown(token: Token) -> _Said | None:
    """ "The number of dead was unclear", "nobody has a number", "gave no toll"."""
    verb = token.head
    if token.dep_ not in (*SUBJECTS, "dobj", "attr") or verb.pos_ not in ("VERB", "AUX"):
        return None
    if not _unknown(verb, token):
        return None
    # "A number yet for the villages upstream": the parser may take the last words for a clause.
    beside = [t if t.dep_ == "prep" else t.head for t in _below(verb) if t.i > token.i and t.lower_ in ("of", "for")]
    event, unit = _subject_matter((*_below(token), *(t for word in beside for t in _below(word))))
    if token.lemma_ == "toll":
        event = event or "killed"
    return _statement(verb, "count_unknown", (event, unit))


def _verbs_above(token: Token) -> Iterator[Token]:
    """The verbs that a word depends on, the nearest first, within its sentence."""
    for _ in range(8):
        if token.head is token:
            return
        token = token.head
        if token.pos_ in ("VERB", "AUX", "ADJ"):
            yield token
            # "How many were hurt is not known": the parser takes the clause that is the subject for a first one.
            yield from (c for c in token.rights if c.dep_ == "conj" and not any(s.dep_ in SUBJECTS for s in c.children))


def _unknown(verb: Token, count: Token | None = None) -> bool:
    """Whether a verb says that something is not known or told; of a number, also "have" and "give"."""
    for word in (verb, *(c for c in verb.children if c.dep_ in ("acomp", "attr", "oprd", "advmod", "ccomp"))):
        if _says(word, "unknown"):
            return True
        possible = count is not None or word.lemma_ not in ("have", "give", "provide")
        if possible and _says(word, "known") and _denied(verb, word, count):
            return True
    return False


def _denied(verb: Token, word: Token, count: Token | None) -> bool:
    """ "Is not known", "could not be verified", "nobody knows", "no figures were available", "gave no toll"."""
    if any(c.dep_ == "neg" for t in (verb, word) for c in t.children):
        return True
    if count is not None and any(c.lower_ == "no" for c in count.children):
        return True
    subjects = [c for c in verb.children if c.dep_ in SUBJECTS]
    return any(
        s.lower_ in NOBODY or (s.lower_ == "one" and any(c.lower_ == "no" for c in s.children)) for s in subjects
    )


def _below(token: Token) -> Iterator[Token]:
    """The words that depend on a word, the first of them where there are many: time stays linear in endless sentences."""
    return islice(token.subtree, MOST_WORDS)


def _subject_matter(tokens: Iterable[Token]) -> tuple[str | None, str | None]:
    """The event and the thing that a clause about numbers is about: (event, noun)."""
    event = unit = None
    for token in sorted(tokens, key=lambda t: t.i):
        if _says(token, "count", "extent", "how", "known", "unknown"):
            continue
        category = categories().get(lemma_of(token)) if token.pos_ in ("NOUN", "PROPN") else None
        if unit is None and category in COUNTED:
            unit = token.lower_
        if event is None and (named := _event_named(token)):
            event = named
            unit = unit or (token.lower_ if token.tag_ in ("NNS", "NNPS", "JJ") else None)
    return event, unit


def _event_named(token: Token) -> str | None:
    """The event that a word names by words/event_terms.csv."""
    lemma = token.lemma_.lower()
    pos = {"VERB": "verb", "NOUN": "noun", "ADJ": "adjective"}.get(token.pos_)
    entries = (*terms(pos).get(lemma, ()), *terms(pos).get(token.lower_, ())) if pos else ()
    return next((term.event for term in entries if not term.needs and term.event), None)


def _statement(verb: Token, rule: str, matter: tuple[str | None, str | None]) -> _Said | None:
    """The clause of a verb that says that a number is not known; only of people and things that can be lost."""
    if matter == (None, None):
        return None
    kept = [t.i for t in _clause(verb) if not t.is_space]
    return _Said(min(kept), max(kept), "unknown_number", *matter, rule)


def _clause(verb: Token) -> Iterator[Token]:
    """The words of a clause, without those that stand beside it: what is coordinated, inserted, or a clause of time."""
    yield verb
    for child in verb.children:
        if child.dep_ not in OUTSIDE:
            yield from (t for t in _below(child) if not t.is_punct or child.i < t.i < child.right_edge.i)


# A number that is only compared with another


def _compared_noun(token: Token) -> _Said | None:
    """ "Almost the same numbers", "gave a higher toll"."""
    if not _says(token, "count") or token.pos_ != "NOUN":
        return None
    marks = [c for c in token.lefts if _says(c, "compares")]
    after = [c for c in token.rights if c.dep_ in ("prep", "relcl")]
    if not marks or any(t.like_num for t in _below(token)) or any(c.lower_ == "no" for c in token.lefts):
        return None
    event, unit = _subject_matter(t for c in after for t in _below(c))
    if token.lemma_ in ("number", "total") and any(c.lower_ == "of" for c in after) and event is unit is None:
        return None
    if token.lemma_ in ("number", "figure") and token.tag_ == "NN" and not unit:
        return None  # "the same number", of whatever; "a higher figure" of a price
    if token.lemma_ == "toll":
        event = event or "killed"
    first = min(t.i for t in token.lefts)
    return _Said(first, token.i, "about_numbers", event, unit, "compared_noun", _giver(token))


def _giver(token: Token) -> str | None:
    """The last word of the name of who gives a number: "the Kremlin spoke of the same numbers"."""
    for _ in range(3):
        token = token.head
        for child in token.children if token.pos_ == "VERB" else ():
            if child.dep_ == "nsubj" and child.pos_ in ("PROPN", "NOUN"):
                return child.text
    return None


def _compared_with(token: Token) -> _Said | None:
    """ "The estimate is higher than the ministry's": a count that is said to be more or less, and no number beside."""
    if token.tag_ != "JJR" or token.dep_ != "acomp" or not _says(token, "compares"):
        return None
    subject = next((c for c in token.head.children if c.dep_ in SUBJECTS), None)
    than = next((c for c in token.children if c.lower_ == "than"), None)
    if subject is None or than is None or not _says(subject, "count"):
        return None
    words = list(_below(token))
    if any(t.like_num for t in words):
        return None
    event, unit = _subject_matter(_below(subject))
    return _Said(token.i, max(t.i for t in words if not t.is_punct), "about_numbers", event, unit, "compared_with")


# Damage without a number


def _damaged(token: Token) -> _Said | None:
    """ "A bridge was destroyed", "the attack wrecked buildings": things that nobody has counted."""
    going_on = token.tag_ == "VBG" and any(c.dep_ == "aux" for c in token.children)
    # "Were attacking", "to attack": not said to be done.
    if token.pos_ != "VERB" or token.tag_ == "VB" or going_on or token.dep_ in ("amod", "compound"):
        return None
    for noun in (c for c in token.children if c.dep_ in ("nsubj", "nsubjpass", "dobj")):
        category = categories().get(lemma_of(noun))
        if category not in THINGS or _has_number(noun):
            continue
        event = event_of(Unit(noun, noun, category, noun.left_edge.idx))
        if event and event.trigger == token and _is_damage(event) and _by_force(token):
            return _damage(event, noun)
    return None


def _is_damage(event: Event) -> bool:
    """Damage that is said to have happened."""
    return event.event in ("destroyed", "damaged") and not is_negated(event) and not is_hedged(event)


def _by_force(verb: Token) -> bool:
    """Whether a verb that people use of other things ("hit the road") has a force for its subject, or none."""
    if not _says(verb, "force"):
        return True
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return subject is None or categories().get(lemma_of(subject)) in ("events", "weapons")


def _has_number(noun: Token) -> bool:
    return any(c.dep_ == "nummod" or c.like_num or c.lower_ == "no" for c in noun.children)


def _in_ruins(token: Token) -> _Said | None:
    """ "Towns lie in ashes"."""
    if token.dep_ != "pobj" or token.head.lower_ != "in" or not _says(token, "ruin"):
        return None
    verb = token.head.head
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if not _says(verb, "lies") or subject is None or categories().get(lemma_of(subject)) not in THINGS:
        return None
    if _has_number(subject) or any(c.dep_ == "neg" for c in verb.children):
        return None
    return _Said(subject.left_edge.i, token.i, "damage", "destroyed", subject.lower_, "in_ruins")


def _damage(event: Event, noun: Token) -> _Said:
    """Subject, verb and object; times and places around them are left out."""
    kept = [event.trigger, *event.words]
    for child in event.trigger.children:
        if child.dep_ in (*SUBJECTS, "dobj", "aux", "auxpass", "prt", "neg"):
            kept += [t for t in _below(child) if not any(a.dep_ in ("relcl", "appos") for a in (t, *_up_to(t, child)))]
    ends = [t.i for t in kept if not t.is_punct]
    return _Said(min(ends), max(ends), "damage", event.event, noun.lower_, "damage_verb")


def _up_to(token: Token, top: Token) -> Iterator[Token]:
    """The words between a word and one above it."""
    while token is not top and token.head is not token:
        token = token.head
        if token == top:
            return
        yield token


@cache
def _damage_verbs() -> frozenset[str]:
    return frozenset(
        t.term for entries in terms("verb").values() for t in entries if t.event in ("destroyed", "damaged")
    )


Rule = Callable[["Token"], "_Said | None"]

# Each rule with the lemmas that it looks at.
RULES: dict[Rule, Callable[[], frozenset[str]]] = {
    _how_many: lambda: _words("how"),
    _count_unknown: lambda: _words("count", "extent"),
    _compared_noun: lambda: _words("count"),
    _compared_with: lambda: frozenset({"high", "low", "large", "small", "big"}) | _words("compares"),
    _damaged: _damage_verbs,
    _in_ruins: lambda: _words("ruin"),
}


# Rows


def _row(parsed: ParsedArticle, said: _Said, quotes: list[Quote]) -> Uncounted:
    """A row with the words of the article and, inside a quote, its speaker."""
    doc = parsed.doc
    start, end = doc[said.first].idx, doc[said.last].idx + len(doc[said.last])
    around = [q for q in quotes if q.start < end and start < q.end]
    quote = min(around, key=lambda q: (q.end - q.start, q.start)) if around else None
    named = (q.speaker for q in quotes if said.giver and q.speaker and said.giver in q.speaker.split())
    return Uncounted(
        uncounted_id="",
        start=start,
        end=end,
        text=parsed.article.text[start:end],
        what=said.what,
        event=said.event,
        unit=said.unit,
        speaker=quote.speaker if quote else next(named, None),
        quote_id=quote.quote_id if quote else None,
        rule=said.rule,
    )


def _is_skipped(parsed: ParsedArticle, row: Uncounted) -> bool:
    return any(p.kind == "boilerplate" and p.start <= row.start < p.end for p in parsed.paragraphs)


def _is_counted(row: Uncounted, figures: list[Figure]) -> bool:
    """Whether a figure stands in the words: then the figure says it."""
    near = _figures_before(row.end, figures)
    return row.what != "unknown_number" and any(row.start < f.end for f in near)


def _of_what(row: Uncounted, figures: list[Figure]) -> Uncounted:
    """A statement about numbers that does not say of what is about the last toll before it."""
    if row.event or row.unit:
        return row
    for figure in reversed(_figures_before(row.start, figures)):
        if figure.event != "other" and not figure.subset_of and row.start <= figure.end + TOLL_REACH:
            return replace(row, event=figure.event, unit=figure.unit)
    return row


def _figures_before(offset: int, figures: list[Figure]) -> list[Figure]:
    """The last figures that start before an offset."""
    i = bisect_left(figures, offset, key=lambda figure: figure.start)
    return figures[max(0, i - NEAR_FIGURES) : i]


def _once(rows: list[Uncounted]) -> Iterator[Uncounted]:
    """The rows without those that lie inside the one before."""
    end = 0
    for row in rows:
        if row.end > end:
            yield row
            end = row.end
