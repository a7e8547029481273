"""Claimants' names: whom words beside a number mean, by the names and the speakers of the article."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from onrecord.quotes.subjects import is_speaker, mention_span, owner_of
from onrecord.rows import Quote
from onrecord.text.parsing import ParsedArticle
from onrecord.words.lexicons import kind_of_noun

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

THE = re.compile(r"^(?:the|that|this|these|those)\s+(?=\S)", re.IGNORECASE)
POSSESSIVE = re.compile(r"['’]s?$")


class Names:
    """The names of an article's speakers, by the words that point at them."""

    def __init__(self, parsed: ParsedArticle, quotes: list[Quote]) -> None:
        self.parsed = parsed
        self.quotes = [q for q in quotes if q.speaker]
        self.starts = [q.start for q in self.quotes]

    @cached_property
    def speakers(self) -> dict[str, str]:
        """{words that point at a speaker, or a speaker's name, in lower case: the name}."""
        named = {bare(q.mention or "").lower(): q.speaker or "" for q in self.quotes}
        return named | {q.speaker.lower(): q.speaker for q in self.quotes if q.speaker}

    @cached_property
    def people(self) -> dict[str, str]:
        """{last name: the name of a person that ends in it}: a speaker's, else the one the article has most often."""
        names = (POSSESSIVE.sub("", " ".join(e.text.split())) for e in self.parsed.entities if e.label_ == "PERSON")
        counts = Counter(name for name in names if " " in name)
        people = {name.rpartition(" ")[2]: name for name, _ in reversed(counts.most_common())}
        spoken = [q.speaker for q in self.quotes if q.speaker and q.speaker.istitle() and " " in q.speaker]
        return people | {name.rpartition(" ")[2]: name for name in spoken}

    def name_of(self, head: Token, start: int, end: int) -> str | None:
        """Who is meant by these words and their head; None for a pronoun of which nothing near says it."""
        words = bare(self.parsed.article.text[start:end])
        if any(c.tag_ == "WP$" for c in head.children):  # "the mayor, whose office counted 30"
            return None
        if head.pos_ == "PRON":
            return self._before(head) if head.lower_ in ("he", "she") else None
        if (known := self.speakers.get(words.lower())) is not None:
            return known
        if head.ent_type_ == "PERSON":
            return self.people.get(words.rpartition(" ")[2], words)
        if kind_of_noun(head.lower_, head.lemma_.lower()) == "document":
            owner = owner_of(head, ("by", "from"))
            if owner is not None and is_speaker(owner):
                return self.name_of(owner, *mention_span(owner))
        return words

    def _before(self, pronoun: Token) -> str | None:
        """Who spoke last before a pronoun in its paragraph."""
        i = bisect_right(self.starts, pronoun.idx) - 1
        if i < 0:
            return None
        quote = self.quotes[i]
        same = quote.paragraph == self.parsed.paragraph_at(pronoun.idx).number
        return quote.speaker if same else None


def bare(words: str) -> str:
    """Words for a speaker without "the" before them and "'s" behind them."""
    return THE.sub("", POSSESSIVE.sub("", " ".join(words.split())))
