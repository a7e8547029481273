"""Which names of an article are one body's: short and long forms, initials, and the nouns that a body is called by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.speakers._bodies import clean_name, find_bodies, initials_of
from onrecord.speakers._name_spans import follows_title
from onrecord.speakers._names import words_of
from onrecord.speakers.sides import side_of, sides
from onrecord.text.parsing import ParsedArticle
from onrecord.words.lexicons import body_types, word_class

if TYPE_CHECKING:
    from onrecord.text.tokens import Span, Tokens

JOINTS = frozenset(["of", "for", "the", "and", "to", "on", "in", "at", "against", "without", "with", "&"])

# A foundation or a museum may bear the name of a person who speaks, too; a firm seldom does.
NOT_AFTER_PEOPLE = frozenset(["university", "army", "agency", "ministry", "department"])

# These types stand before the last word, too: "Medical Center", "Police Department".
SHOWN_BEFORE = frozenset(["hospital", "police", "court", "museum"])


class BodyNames:
    """The names of bodies in an article, and the fullest name of each.

    Attributes:
        spans: where a body is named, by the number of each token of the name.
    """

    def __init__(self, parsed: ParsedArticle):
        found = find_bodies(parsed)
        self._text = parsed.article.text
        self.spans = {token.i: span for span in found for token in span}
        self._start = next((p.start for p in parsed.paragraphs if p.kind != "headline"), 0)
        self._first: dict[str, int] = {}
        for span in found:
            if parsed.paragraph_at(span.start_char).kind != "headline":
                self._first.setdefault(self.name_of(span), span.start_char)
        # Of each short form the names that it may be short for: to try all would take time by the square of their number.
        self._longer_forms: dict[str | frozenset[str], list[str]] = {}
        self._with_word: dict[str, list[str]] = {}
        for form in self._first:
            for short in _short_forms(form):
                self._longer_forms.setdefault(short, []).append(form)
            for word in set(words_of(form)):
                self._with_word.setdefault(word, []).append(form)
        self._said = _said_to_be(parsed.tokens, [(span, self.name_of(span)) for span in found])
        self._places = {clean_name(e.text).lower() for e in parsed.entities if e.label_ in ("GPE", "LOC", "NORP")}
        self._full: dict[str, str] = {}
        self.called: dict[str, set[str]] = {}
        for span in found:
            if nouns := {noun for noun in _called(span) if noun in body_types("noun")}:
                self.called.setdefault(self.full(self.name_of(span)), set()).update(nouns)

    def name_of(self, span: Span) -> str:
        """A body's name at one place as the article writes it, without article and possessive ending."""
        return clean_name(self._text[span.start_char : span.end_char])

    def full(self, name: str) -> str:
        """The fullest form in which the article names a body: "Harlan Industries" for "Harlan"; the name itself if there is none."""
        if name not in self._full:
            self._full[name] = name  # while it is looked for
            longer = self._longer(name)
            self._full[name] = name if longer is None else self.full(longer)
        return self._full[name]

    def _longer(self, name: str) -> str | None:
        """A longer form of a name, if the first rule that finds any finds those of one body only."""
        if name in self._said:
            return self._said[name]
        if not name[:1].isupper() or not words_of(name):
            return None
        for rule, looked_up in SHORT_FORMS.items():
            forms = self._longer_forms.get(looked_up(name), ())
            longer = [form for form in forms if len(form) > len(name) and rule(name, form)]
            if rule in BY_PART:
                longer = [] if name.lower() in self._places else [x for x in longer if self._is_before(x, name)]
            bodies = {self.full(form) for form in longer} - {name}
            if len(bodies) == 1:
                return bodies.pop()
            if bodies:
                return None
        return None

    def _is_before(self, full: str, short: str) -> bool:
        """Does the text, its headline left out, give a full name before the short one stands alone?"""
        given = self._first[full]
        text = self._text[self._start : given + 2 * len(full) + len(short)]
        first = re.search(rf"\b{re.escape(short)}\b", text.replace(full, "#" * len(full)))
        return first is None or given < self._start + first.start()

    def called_by(self, full: str) -> frozenset[str]:
        """The nouns that the article calls a body by ("the aid group Northlight"), for its fullest name."""
        return frozenset(self.called.get(full, ()))

    def described(self, types: frozenset[str], words: set[str], side: str | None) -> str | None:
        """The full name of the only body of some type, and of a side, whose name has all these words: "the teachers' union"."""
        bodies = {
            self.full(form)
            for form in min((self._with_word.get(word, []) for word in words), key=len, default=self._first)
            if words <= set(words_of(form)) and fits(types, types_by_name(form)) and side in (None, side_of(form))
        }
        return bodies.pop() if len(bodies) == 1 else None

    def without_bodies(self, names: Iterable[Span]) -> list[tuple[int, int]]:
        """Of names of people, as the recogniser has them, those that are no part of a body's name and not short for one."""
        spans = list(names)
        people = {word for span in spans if len(words := words_of(span.text)) > 1 for word in words}
        return [
            (span.start_char, span.end_char)
            for span in spans
            if not (self._inside_body(span) or self._short_for_body(span, people))
        ]

    def _inside_body(self, name: Span) -> bool:
        """Is what looks like a person's name a part of a body's: "Sans Frontières", the "Hale" of the "Hale Foundation"?"""
        body = self.spans.get(name.start)
        if body is None or name.end > body.end or len(body) == len(name):
            return False
        told = self.name_of(body)
        return bool(types_by_name(told)) or told in self._said.values() or any(t.lower_ in JOINTS for t in body)

    def _short_for_body(self, name: Span, people: set[str]) -> bool:
        """Is what looks like a person's name short for a firm's, "Harlan" for "Harlan Industries", where nobody else is called so?"""
        short = clean_name(name.text)
        full = self.full(short)
        if full == short or follows_title(name) or (" " not in short and short.lower() in people):
            return False
        return any(t.startswith("firm") or t in NOT_AFTER_PEOPLE for t in types_by_name(full))

    def is_place(self, name: str) -> bool:
        """Does the recogniser take a name for a place's elsewhere in the article?"""
        return name.lower() in self._places

    def types(self, name: str) -> frozenset[str]:
        """What types of body a body is, by its name and by what the article calls it; empty if nothing tells."""
        told = {t for noun in self.called.get(name, ()) for t in body_types("noun").get(noun, ())}
        return frozenset(told) or types_by_name(name)


def _by_initials(name: str, form: str) -> bool:
    """ "WHO" of "World Health Organization"."""
    letters = _letters(name)
    return (
        re.fullmatch(r"[A-Z]{2,8}", letters) is not None and letters in initials_of(form) and not _is_side(name, form)
    )


def _is_side(name: str, form: str) -> bool:
    """Do initials stand for a country or an alliance, where the form is another body?"""
    hit = sides().get(name.lower())
    return hit is not None and side_of(form) != hit[0]


def _by_other_order(name: str, form: str) -> bool:
    """ "Health Ministry" of "Ministry of Health", of "Norway's Ministry of Health"."""
    return _content(name) == _content(form) and len(_content(name)) > 1 and not _other_countries(name, form)


def _by_first_words(name: str, form: str) -> bool:
    """ "Harlan" of "Harlan Industries", "Supreme Court" of "Supreme Court of Ohio"."""
    if not form.startswith(f"{name} "):
        return False
    return " " in name or not (name.lower() in sides() or name.lower() in word_class("opens_many_names"))


def _by_last_words(name: str, form: str) -> bool:
    """ "Leafs" of "Toronto Maple Leafs", "Red Cross" of "Committee of the Red Cross"."""
    if not form.endswith(f" {name}") or name.lower() in sides():
        return False
    before = form[: -len(name)].lower()
    return before.split()[-1] not in JOINTS or (" " in name and before.endswith(" of the "))


def _by_clipping(name: str, form: str) -> bool:
    """ "Fed" of "Federal Reserve"."""
    return name.lower() in word_class("clipped_name") and form.startswith(name)


@lru_cache(maxsize=4096)
def _content(name: str) -> frozenset[str]:
    return frozenset(w for w in words_of(name) if w not in JOINTS and w not in sides())


def _other_countries(name: str, form: str) -> bool:
    one, other = side_of(name, seats=False), side_of(form, seats=False)
    return one is not None and other is not None and one != other


def _letters(name: str) -> str:
    return name.replace(".", "")


# In the order in which they are tried: each says whether a name is short for a longer form, and beside it stands under what
# of the name, among the `_short_forms` of names, such longer forms are found.
SHORT_FORMS: dict[Callable[[str, str], bool], Callable[[str], str | frozenset[str]]] = {
    _by_initials: _letters,
    _by_other_order: _content,
    _by_first_words: str,
    _by_last_words: str,
    _by_clipping: str.lower,
}
# News gives the whole name first: "Harlan Foundation" further down is another than "Harlan". And a place of that name
# means the place: "Chicago" is not short for the "Chicago Police Department".
BY_PART = (_by_first_words, _by_last_words)


def _short_forms(form: str) -> set[str | frozenset[str]]:
    """What names that are short for this one may look like: more than are so by the rules."""
    spaces = [i for i, c in enumerate(form) if c == " "]
    clipped = {word for word in word_class("clipped_name") if form.lower().startswith(word)}
    parts = {part for i in spaces for part in (form[:i], form[i + 1 :])}
    return initials_of(form) | {_content(form)} | parts | clipped


def _said_to_be(doc: Tokens, bodies: list[tuple[Span, str]]) -> dict[str, str]:
    """Short names that the article explains: "the Department of Health (DOH)", "known as DOH", "DOH (the Department of Health)"."""
    said = {}
    for span, name in bodies:
        behind = doc.span(span.end, span.end + 6)
        inside = _in_brackets(behind) or _known_as(behind)
        if inside is None:
            continue
        if len(inside) < len(name) and re.fullmatch(r"[A-Z](?:[\w&.-]*-)?+(?:(?![A-Z])[\w&.])*+[A-Z][\w&.]*", inside):
            said[inside] = name
    return said


def _in_brackets(behind: Span) -> str | None:
    if len(behind) > 2 and behind[0].text == "(" and behind[2].text == ")":
        return behind[1].text
    return None


def _known_as(behind: Span) -> str | None:
    """ ", known as the DNR", ", or DNR"."""
    words = [t for t in behind if t.text not in (",", '"', "'", "the")]
    if not words or behind[0].text != ",":
        return None
    if words[0].lower_ == "or" and len(words) > 1:
        return words[1].text
    if len(words) > 2 and words[0].lower_ in ("known", "called") and words[1].lower_ == "as":
        return words[2].text
    return None


def _called(span: Span) -> Iterator[str]:
    """Nouns that stand by a name for what it names: "the aid group Northlight", "Northlight, a charity", "Northlight is a charity"."""
    doc, head = span.doc, span.root
    if span.start and doc[span.start - 1].text.islower() and doc[span.start - 1].pos_ == "NOUN":
        before = doc[span.start - 1]
        if before.head.i in range(span.start, span.end) or head.head.i == before.i:
            yield before.lower_
    first = span.start - (doc[span.start - 1].lower_ == "the" if span.start else 0)
    if (
        first > 1
        and doc[first - 1].text == ","
        and doc[first - 2].pos_ == "NOUN"
        and doc.span(span.end, span.end + 1).text == ","
    ):
        noun = doc[first - 2]
        yield noun.lower_
        if noun.dep_ == "pobj":  # "the UN agency for children, UNICEF,"
            yield noun.head.head.lower_
    for child in head.children:
        if child.dep_ == "appos" and child.i >= span.end and child.tag_ in ("NN", "NNS"):
            yield child.lower_
    if head.dep_ == "appos" and head.head.pos_ == "NOUN" and head.head.i < span.start:
        yield head.head.lower_
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        yield from (c.lower_ for c in head.head.children if c.dep_ == "attr" and c.tag_ == "NN")


def types_by_name(name: str) -> frozenset[str]:
    """What types of body a name tells: by the word before its first "of" or "for", else by its last one."""
    words = words_of(name)
    if not words:  # a "name" of signs alone
        return frozenset()
    first_joint = next((i for i, w in enumerate(words) if w in JOINTS and i), len(words))
    known = body_types("name")
    for last in (first_joint - 1, len(words) - 1):
        types = set(known.get(words[last], ()))
        if "firm" in types and last:
            types |= {t for t in known.get(words[last - 1], ()) if t.startswith("firm")}
        if types and last:
            types |= SHOWN_BEFORE & known.get(words[last - 1], frozenset())
        if types:
            return frozenset(types)
    return frozenset()


def fits(noun: frozenset[str], body: frozenset[str]) -> bool:
    """Can a body of these types be called by a noun that tells those: a bank "the company", but no ministry?"""
    exact = {t for t in body if not any(o.startswith(f"{t}.") for o in body)}
    return any(a == b or a.startswith(f"{b}.") or b.startswith(f"{a}.") for a in noun for b in exact)
