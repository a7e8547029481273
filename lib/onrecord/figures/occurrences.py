"""Occurrences: which happening each figure counts, and on which day it was counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from onrecord.figures._pointers import (
    Pointers,
    TimeWords,
    dates_event,
    day_before,
    family_of,
    governor_of,
    happening_verbs,
    happenings,
    nearest,
    of_its_happening,
    pointing_words,
)
from onrecord.figures.candidates import Candidate
from onrecord.figures.event_terms import SUBJECTS
from onrecord.figures.regions import region_of
from onrecord.rows import Figure
from onrecord.text.dates import MONTHS
from onrecord.text.parsing import ParsedArticle
from onrecord.text.periods import WEEKDAYS
from onrecord.words.lexicons import kind_of_noun

if TYPE_CHECKING:
    from onrecord.text.tokens import Span, Token

LEAD = 3  # sentences that say what an article reports
ANY_KIND = "disaster"  # the kind of words that may name any happening
DAYS = (*WEEKDAYS, "today", "yesterday", "overnight")
DATED = re.compile(r"\d{4}|year|month|week|day|" + "|".join(MONTHS))
PLACE_NAME = re.compile(
    r"\b(?:in|near|at|above|outside|across)(?: the)?(?: (?:northern|southern|eastern|western|central))?"
    r"(?: (?:town|city|village|province|district|region|state|port|capital)(?: of)?)?,? (?P<name>[A-Z]\w+(?: [A-Z]\w+)?)"
)
BEGINNING = 25  # sentences in which the day of what it reports is looked for


@dataclass(frozen=True)
class Occurrence:
    """A happening as far as the article tells it: its kind, its place and its time; `n` tells two apart that look alike."""

    kind: str | None
    place: str | None
    time: str | None
    n: int = 1

    @property
    def key(self) -> str:
        """Its name in the table: "earthquake, Nepal, 2015-04-25"."""
        parts = filter(None, (self.kind or "event", self.place, self.time))
        return ", ".join(parts) + (f" ({self.n})" if self.n > 1 else "")


def with_occurrences(
    parsed: ParsedArticle, text: str, rows: list[Figure], candidates: Sequence[Candidate]
) -> list[Figure]:
    """Fill in `occurrence`, `as_of` and the status "background".

    A figure counts what the article reports, unless the words beside it point elsewhere: another day, month or year,
    another country or state, a stretch of time ("since October"), "a similar attack", "a day after". In a sentence that
    says nothing of it, the sentence before it in the paragraph decides.

    Args:
        parsed: the article.
        text: that of its parse.
        rows: figures of the article.
        candidates: what each of them was made from.
    """
    reading = _Reading(parsed, text)
    return [reading.read(row, item) for row, item in zip(rows, candidates, strict=True)]


class _Reading:
    """One article, read from its first figure to its last."""

    def __init__(self, parsed: ParsedArticle, text: str) -> None:
        self.pointers = Pointers(parsed, text)
        self.parsed = parsed
        self.beginning = list(islice((s for s in parsed.tokens.sents if self._is_read(s)), BEGINNING))
        self.main, self.days, self.countries = self._reported(self.beginning[:LEAD])
        self.seen: list[Occurrence] = [self.main]
        # Of the sentence before: its paragraph, its first token, and what its first figure counts.
        self.before: tuple[int, int, Occurrence] | None = None

    def _reported(self, lead: list[Span]) -> tuple[Occurrence, frozenset[str], frozenset[str]]:
        """What an article reports, the days on which it happened, and the countries of its first sentences."""
        beginning = self.beginning
        kind = self._kind_of(lead) or self._kind_of(beginning)
        lead = [s for s in lead if s is lead[0] or not self._is_background(s)]
        found = [e for e in self.parsed.entities if e.label_ in ("GPE", "LOC") and _is_within(e, lead)]
        head = self.parsed.article.headline
        first = lead[:2] if lead and head and lead[0].start_char < head[1] else lead[:1]
        places = [e.text for e in found if _is_within(e, first)] or [e.text for e in found]
        names = dict.fromkeys(_plain_name(name) for name in places or _names_behind_prepositions(lead))
        place = max(names, key=self.pointers.text.count, default=None)
        countries = frozenset(c for name in names if (c := region_of(name)))
        if place and region_of(place) is None and (within := [name for name in names if region_of(name) == name]):
            place = f"{place}, {max(within, key=self.pointers.text.count)}"
        if kind == "war":
            return Occurrence(kind, place, None), frozenset(), countries  # a war has no day
        told = [t.key for s in beginning for t in self._days(s) if self._is_of_kind(t.token, kind)]
        told = [day for day, _ in Counter(told).most_common(1)] or self._told_from_later(lead, kind)
        in_lead = [t.key for s in lead for t in self._days(s) if self._names_no_other(s, kind)]
        counted_on = [t.key for s in lead for t in self.pointers.times(s) if t.dates == "count" and is_day(t.key)]
        # Tolls of disasters are told for days; of an attack the first report is of the same day.
        day = next(iter([*told, *in_lead, *(counted_on if family_of(kind) == "violence" else ())]), None)
        days = {day, *in_lead} if not told or set(told) & set(in_lead) else {day}
        return Occurrence(kind, place, day), frozenset(filter(None, days)), countries

    def _is_read(self, sentence: Span) -> bool:
        return self.parsed.paragraph_at(sentence.start_char).kind != "boilerplate"

    def _names_no_other(self, sentence: Span, kind: str | None) -> bool:
        """Whether a sentence names no happening of another kind alone."""
        kinds = {happenings()[t.lemma_.lower()] for t in self.pointers.happenings(sentence)}
        return not kinds or kind in kinds

    def _is_background(self, sentence: Span) -> bool:
        """Whether a sentence tells of a month or year gone by."""
        times = self.pointers.times(sentence)
        return any(
            t.dates == "happening" and t.key[:4].isdigit() and not is_day(t.key) and self._is_long_ago(t.key)
            for t in times
        )

    def _kind_of(self, sentences: list[Span]) -> str | None:
        """The kind of the first happening that these sentences name."""
        nouns = (t for s in sentences for t in self.pointers.happenings(s) if not self._points_away(t))
        verbs = (t for s in sentences for t in self.pointers.happening_verbs(s))
        kinds = (happening_verbs().get(t.lemma_.lower()) for t in verbs)
        return next((happenings()[t.lemma_.lower()] for t in nouns), None) or next(filter(None, kinds), None)

    def _days(self, sentence: Span) -> list[TimeWords]:
        """The days of a sentence on which something happened that is not the earlier of two."""
        times = (t for t in self.pointers.times(sentence) if t.dates == "happening" and is_day(t.key))
        return [t for t in times if not self._is_earlier(sentence, t.token)]

    def _is_of_kind(self, token: Token, kind: str | None) -> bool:
        """Whether time words date a happening of this kind: "Saturday's quake", "the dam broke on Saturday"."""
        governor = governor_of(token)
        if governor.pos_ == "VERB" and governor.lemma_.lower() in happening_verbs():
            return happening_verbs()[governor.lemma_.lower()] in (None, kind)
        nouns = [governor, *(c for c in governor.children if c.dep_ in SUBJECTS), governor.head]
        return any(happenings().get(t.lemma_.lower()) == kind is not None and not self._points_away(t) for t in nouns)

    def _told_from_later(self, lead: list[Span], kind: str | None) -> list[str]:
        """The day of what is reported where the lead has it from a later one: "two days after the dam broke"."""
        for sentence in lead:
            days = [t.key for t in self.pointers.times(sentence) if is_day(t.key)] + [self.pointers.day]
            for token in (*self.pointers.happenings(sentence), *self.pointers.happening_verbs(sentence)):
                named = (happenings() | happening_verbs()).get(token.lemma_.lower())
                day = day_before(self.pointers.text, sentence, token.idx, days[0])
                if day and is_day(day) and named in (None, kind):
                    return [day]
        return []

    def _is_earlier(self, sentence: Span, token: Token) -> bool:
        return day_before(self.pointers.text, sentence, token.idx, self.pointers.day) is not None

    def read(self, row: Figure, item: Candidate) -> Figure:
        """A row with its occurrence, the day of its count, and its status where it is background."""
        anchor = (
            item.event.trigger if item.event and item.event.trigger.sent == item.unit.anchor.sent else item.unit.anchor
        )
        sentence = item.unit.anchor.sent
        times = self.pointers.times(sentence)
        counted = nearest(anchor, [(t.token, t.key) for t in times if t.dates == "count"])
        occurrence = self._elsewhere(item.unit.anchor, anchor, sentence, times)
        paragraph = self.parsed.paragraph_at(row.start).start
        if occurrence is None and not times:
            occurrence = self._carried_on(sentence, paragraph)
        occurrence = self._known(occurrence) if occurrence and occurrence != self.main else self.main
        if self.before is None or self.before[1] != sentence.start:
            self.before = paragraph, sentence.start, occurrence
        background = occurrence != self.main and row.status == "claim"
        return replace(row, occurrence=occurrence.key, as_of=counted, status="background" if background else row.status)

    def _carried_on(self, sentence: Span, paragraph: int) -> Occurrence | None:
        """What the sentences before one in its paragraph count or tell of, where they point elsewhere."""
        if self.before and self.before[0] == paragraph and self.before[1] != sentence.start:
            return self.before[2]
        if sentence.start_char <= paragraph or sentence.start == 0:
            return None
        before = self.parsed.tokens[sentence.start - 1].sent
        if before.start_char < paragraph or not self._is_background(before):
            return None
        noun = next(iter(self.pointers.happenings(before)), None)
        time = next(t.key for t in self.pointers.times(before) if t.dates == "happening")
        return Occurrence(happenings()[noun.lemma_.lower()] if noun else self.main.kind, None, time)

    def _elsewhere(self, unit: Token, anchor: Token, sentence: Span, times: list[TimeWords]) -> Occurrence | None:
        """The happening that a sentence points to where it is not the one reported, else None."""
        nouns = self.pointers.happenings(sentence)
        noun = nearest(anchor, [(t, t) for t in nouns])
        kind = happenings()[noun.lemma_.lower()] if noun is not None else self.main.kind
        kind = self.main.kind or kind if kind == ANY_KIND else kind
        named = nearest(anchor, [(e.root, e.text) for e in self.pointers.places(sentence)])
        place = _plain_name(named) if named else None
        region = region_of(place)
        if earlier := day_before(self.pointers.text, sentence, unit.idx, self.main.time or self.pointers.day):
            return None if earlier == self.main.time else Occurrence(kind, place, earlier)
        span = self._span(anchor, sentence, times)
        if span and (DATED.search(span) or self.main.time):
            return Occurrence(kind, place or self.main.place, span)
        may_date = of_its_happening(anchor, [t for t in times if dates_event(t.token, anchor)])
        dated = nearest(anchor, [(t.token, t) for t in may_date if t.dates == "happening"])
        other_day = dated is not None and self.days and not self._is_reported_day(dated.key)
        far = dated is not None and not self.days and not is_day(dated.key) and self._is_long_ago(dated.key)
        other_place = region is not None and self.countries and region not in self.countries
        away = noun is not None and self._points_away(noun)
        if other_day or far or other_place or away:
            return Occurrence(kind, place, dated.key if dated is not None else None)
        return None

    def _is_long_ago(self, key: str) -> bool:
        """Whether time words that are no day mean one more than a month before the article; where nothing tells, they do."""
        if self.pointers.day is None or not key[:4].isdigit():
            return True
        last = key.split("/")[-1]
        month_ago = date.fromisoformat(self.pointers.day) - timedelta(days=31)
        return last < month_ago.isoformat()[: len(last)]

    def _is_reported_day(self, key: str) -> bool:
        """Whether time words may mean a day of what is reported: "in April" may, where it happened on 16 April."""
        return any(same_time(key, day) for day in self.days)

    def _span(self, anchor: Token, sentence: Span, times: list[TimeWords]) -> str | None:
        """The stretch of time over which a figure is counted."""
        told = [(t.token, t.key) for t in times if t.dates == "span"]
        return nearest(anchor, told) or nearest(anchor, [*told, *self.pointers.stretches(sentence)])

    def _points_away(self, noun: Token) -> bool:
        """Whether the words before a happening say that it is another one."""
        return any(c.lower_ in pointing_words() for c in noun.lefts)

    def _known(self, occurrence: Occurrence) -> Occurrence:
        """The happening already met that this one is, else a new one."""
        for known in self.seen:
            if known == occurrence or (known is not self.main and _may_be_one(known, occurrence)):
                return known
        alike = sum(known.key.split(" (")[0] == occurrence.key for known in self.seen)
        new = replace(occurrence, n=alike + 1)
        self.seen.append(new)
        return new


def _may_be_one(a: Occurrence, b: Occurrence) -> bool:
    """Whether two happenings elsewhere are one: of one kind and of one time or place, and nothing in the way."""
    if a.kind != b.kind or (a.place and b.place and a.place != b.place):
        return False
    if a.time and b.time:
        return same_time(a.time, b.time)
    return a.time == b.time and a.place is not None and a.place == b.place


def is_day(time: str) -> bool:
    """Whether a time key names a day: YYYY-MM-DD, or a weekday where the article's day is not known."""
    return len(time) == len("2000-01-01") if time[:4].isdigit() else any(day in time for day in DAYS)


def same_time(a: str, b: str) -> bool:
    """Whether two time keys may mean one time: equal, or a day within a month or year."""
    if a == b or (a[:4].isdigit() and b[:4].isdigit() and (a.startswith(b) or b.startswith(a))):
        return True
    if "/" in a or "/" in b:
        (first, last), (other_first, other_last) = ((x.split("/") * 2)[:2] for x in (a, b))
        return first <= other_last and other_first <= last
    return False


def _names_behind_prepositions(sentences: list[Span]) -> list[str]:
    """Names that stand where places do, for a text whose places the recogniser does not know: "in northern Korvane"."""
    found = (match["name"] for s in sentences for match in PLACE_NAME.finditer(s.text))
    return [name for name in found if not any(kind_of_noun(word.lower()) for word in name.split())]


def _is_within(entity: Span, sentences: list[Span]) -> bool:
    return any(s.start <= entity.start < s.end for s in sentences)


def _plain_name(name: str) -> str:
    """A place name without article, possessive and directions: "northern Peru's" -> "Peru"."""
    name = re.sub(r"['’]s?$", "", " ".join(name.split()))
    return re.sub(r"^(?:[Tt]he|northern|southern|eastern|western|central)[ -]+(?=[A-Z])", "", name)
