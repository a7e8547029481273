"""Pointers: the words of a sentence that say which happening a figure counts, and when."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, wraps
from typing import TYPE_CHECKING, TypeVar

from onrecord.text.dates import day_of
from onrecord.text.parsing import ParsedArticle
from onrecord.text.periods import NUMBERS, TODAY, is_time, period_of
from onrecord.text.tokens import tokens_in
from onrecord.words import any_of, read_words
from onrecord.words.lexicons import cue_verbs

if TYPE_CHECKING:
    from onrecord.text.tokens import Span, Token

COUNTING = frozenset(
    "find recover pull discover retrieve locate identify confirm rise climb stand reach put update raise report"
    " announce jump grow bring count mount increase swell soar succumb verify list revise".split()
)
UP_TO_THE_VERB = ("pobj", "prep", "npadvmod", "poss", "compound", "nmod", "amod", "pcomp", "advmod", "tmod", "dep")
SINCE = re.compile(r"\bsince(?: (?:the|its|their|early|late|mid))*[ -]$", re.IGNORECASE)
SPAN_WORDS = re.compile(
    r"\b(?:(?:past|last|previous|recent) (?:few |several |couple of |\d+ |"
    + "|".join(f"{n} " for n in NUMBERS)
    + r")?(?:hours|days|weeks|months|years|decades)|this (?:year|season)|so far|recent (?:days|weeks|months|years))\b",
    re.IGNORECASE,
)
COUNT_BEFORE = re.compile(r"\b(?:as of|as at|by|up to)(?: (?:the|late|early|about|around))* ?$", re.IGNORECASE)
# "A day after twisters killed three": what follows happened before what the sentence reports.
DAYS_AFTER = re.compile(
    r"\b(?P<vague>(?:less than|more than|about|almost|nearly|only|just) )?"
    rf"(?P<n>{'|'.join(NUMBERS)}|days|weeks|months|years|hours|\d{{1,3}})"
    r"(?: (?P<unit>day|week|month|year|hour)s?)? after\b",
    re.IGNORECASE,
)
RANKED = re.compile(
    r"\b(?:deadliest|worst|highest|largest|biggest|bloodiest|strongest|heaviest|lowest|fewest|greatest|longest|most \w+"
    r"|first|second|third|fourth|fifth|latest)\b[^;,]*$",
    re.IGNORECASE,
)
RANK_REACH = 60  # characters
RELATIVE = re.compile(r"\b(?:earlier|before|previously)$", re.IGNORECASE)
LOCATIVE = frozenset("in at near across outside around on off inside throughout along over".split())
LONGEST_CLAUSE = 20  # tokens
REACH = 7  # steps in the parse between a figure and the words that date it


Found = TypeVar("Found")


@dataclass(frozen=True)
class TimeWords:
    """Time words of a sentence: their first token, the days they mean, and what they date.

    `dates` is "happening" (what happened), "count" (when it was counted or said) or "span" (a stretch of time over which is counted).
    `key` names the time: ISO days where they are known, else the words.
    """

    token: Token
    dates: str
    key: str


@cache
def happenings() -> dict[str, str]:
    """The nouns of the lexicon words/happenings.csv: {noun: kind}."""
    return {row["term"]: row["kind"] for row in read_words("happenings.csv") if row["pos"] == "noun"}


@cache
def happening_verbs() -> dict[str, str | None]:
    """The verbs of the lexicon words/happenings.csv: {verb: kind, None where it goes with happenings of any kind}."""
    return {row["term"]: row["kind"] or None for row in read_words("happenings.csv") if row["pos"] == "verb"}


@cache
def _families() -> dict[str, str]:
    """The families of the kinds of happening."""
    return {row["kind"]: row["family"] for row in read_words("happenings.csv")}


def family_of(kind: str | None) -> str | None:
    """The family of a kind of happening in words/happenings.csv: violence, nature, accident, ..."""
    return _families().get(kind or "")


@cache
def _no_happening() -> dict[str, frozenset[str]]:
    """Verbs by which a noun of words/happenings.csv names none: {noun: verbs}, as in "opened fire"."""
    return {row["term"]: frozenset(row["not_with"].split()) for row in read_words("happenings.csv") if row["not_with"]}


@cache
def pointing_words() -> dict[str, str]:
    """The lexicon words/pointers.csv: {word before a happening: other or earlier}."""
    return {row["word"]: row["points"] for row in read_words("pointers.csv")}


@cache
def span_phrases() -> re.Pattern[str]:
    """The phrases of words/extents.csv for a stretch of time."""
    return any_of(row["phrase"] for row in read_words("extents.csv") if row["extent"] == "span")


@cache
def reporting_verbs() -> frozenset[str]:
    """Verbs of saying and of counting: a date beside one is the day of the count."""
    return COUNTING | {verb for verb, cue in cue_verbs().items() if " " not in verb and "clause" in cue.frames}


def once_for_each_sentence(
    find: Callable[[Pointers, Span], list[Found]],
) -> Callable[[Pointers, Span], list[Found]]:
    """Let a method of `Pointers` keep what it finds: many figures share a sentence."""

    @wraps(find)
    def kept(pointers: Pointers, sentence: Span) -> list[Found]:
        key = find.__name__, sentence.start
        if key not in pointers.found:
            pointers.found[key] = find(pointers, sentence)
        return pointers.found[key]

    return kept


class Pointers:
    """The time words and the happenings of an article, by sentence."""

    def __init__(self, parsed: ParsedArticle, text: str) -> None:
        self.doc, self.day = parsed.tokens, _day_of(parsed)
        self.text = text
        self._dates = [e for e in parsed.entities if e.label_ in ("DATE", "TIME")]
        self._places = [e for e in parsed.entities if e.label_ in ("GPE", "LOC", "FAC")]
        self._happenings = tokens_in(parsed.tokens, happenings(), "LEMMA")
        self._verbs = tokens_in(parsed.tokens, happening_verbs(), "LEMMA")
        self.found: dict[tuple[str, int], list] = {}

    @once_for_each_sentence
    def times(self, sentence: Span) -> list[TimeWords]:
        """The time words of a sentence."""
        first = bisect_left(self._dates, sentence.start, key=lambda e: e.start)
        last = bisect_left(self._dates, sentence.end, key=lambda e: e.start)
        return list(self._read(self._dates[first:last]))

    @once_for_each_sentence
    def happenings(self, sentence: Span) -> list[Token]:
        """The nouns of a sentence that name a happening."""
        first, last = (bisect_left(self._happenings, i) for i in (sentence.start, sentence.end))
        return [t for t in (self.doc[i] for i in self._happenings[first:last]) if _names_a_happening(t)]

    @once_for_each_sentence
    def happening_verbs(self, sentence: Span) -> list[Token]:
        """The verbs of a sentence that go with happenings: "the dam broke", "a bomb exploded"."""
        first, last = (bisect_left(self._verbs, i) for i in (sentence.start, sentence.end))
        return [t for t in (self.doc[i] for i in self._verbs[first:last]) if t.pos_ == "VERB"]

    @once_for_each_sentence
    def places(self, sentence: Span) -> list[Span]:
        """The places in which something is said to be: "in Lima", but not "from Peru", "citizens of Chile"."""
        first = bisect_left(self._places, sentence.start, key=lambda e: e.start)
        last = bisect_left(self._places, sentence.end, key=lambda e: e.start)
        return [e for e in self._places[first:last] if _is_locative(e.root)]

    @once_for_each_sentence
    def stretches(self, sentence: Span) -> list[tuple[Token, str]]:
        """The phrases of a sentence for a stretch of time that rank nothing, each with its head."""
        found = []
        for match in span_phrases().finditer(self.text, sentence.start_char, sentence.end_char):
            if not is_ranked(self.text, sentence, match.start()):
                span = self.doc.char_span(*match.span(), alignment_mode="expand")
                if span is not None:
                    found.append((span.root, match.group().lower()))
        return found

    def _read(self, dates: Sequence[Span]) -> Iterator[TimeWords]:
        """Time words in order; "a day earlier" counts from the day named before it."""
        day = self.day
        for entity in dates:
            if time := self._time(entity, day):
                yield time
                day = time.key if len(time.key) == len("2000-01-01") and time.key[:4].isdigit() else day

    def _time(self, entity: Span, day_before: str | None) -> TimeWords | None:
        before = self.text[max(entity.sent.start_char, entity.start_char - 24) : entity.start_char]
        words = " ".join(entity.text.split())
        if is_ranked(self.text, entity.sent, entity.start_char):
            return None
        if SPAN_WORDS.search(words) and not re.match(r"(?:the )?last \w+$", words.lower()):
            return TimeWords(entity[0], "span", words.lower().removeprefix("the "))
        period = period_of(words, day_before if RELATIVE.search(words) else self.day)
        if period is None and not is_time(words):
            return None
        today = "today" if TODAY.search(words.lower()) else None
        key = period.iso if period else today or re.sub(r"^(?:late|early|on|the|last|earlier) ", "", words.lower())
        if SINCE.search(before) or words.lower().startswith("since "):
            return TimeWords(entity[0], "span", f"since {key}")
        if COUNT_BEFORE.search(before) or words.lower().startswith("as of") or _is_of_count(entity):
            return TimeWords(entity[0], "count", key)
        return TimeWords(entity[0], "happening", key)


def _day_of(parsed: ParsedArticle) -> str | None:
    day = day_of(parsed.article.date)
    return day.isoformat() if day else None


def _names_a_happening(token: Token) -> bool:
    """Whether a noun names a happening here; in "fire officials" and "opened fire" none does."""
    if token.pos_ not in ("NOUN", "PROPN"):
        return False
    if token.dep_ == "compound" and token.head.lemma_.lower() not in happenings():
        return False
    verb = token.head if token.dep_ == "dobj" else token.head.head if token.dep_ == "pobj" else token
    return verb.lemma_.lower() not in _no_happening().get(token.lemma_.lower(), ())


def _is_locative(token: Token) -> bool:
    """Whether a place name stands behind a preposition of place, also as the owner of the place: "in Peru's capital"."""
    for _ in range(4):
        if token.dep_ == "pobj":
            return token.head.lower_ in LOCATIVE
        if token.dep_ not in ("poss", "compound", "appos", "nmod", "conj"):
            return False
        token = token.head
    return False


def _is_of_count(entity: Span) -> bool:
    """Whether time words stand beside a verb of saying or of counting."""
    verb = governor_of(entity.root)
    return verb.pos_ in ("VERB", "AUX") and verb.lemma_.lower() in reporting_verbs()


def governor_of(token: Token) -> Token:
    """The noun of a happening or the verb that time words belong to."""
    for _ in range(6):
        if token.dep_ not in UP_TO_THE_VERB or token.head.i == token.i:
            return token
        token = token.head
        if token.lemma_.lower() in happenings() and token.pos_ in ("NOUN", "PROPN"):
            return token
    return token


def day_before(text: str, sentence: Span, offset: int, day: str | None) -> str | None:
    """When what stands at an offset happened, if it is said to have been "a day after" it that something else did.

    Args:
        text: of the article.
        sentence: the one that holds the offset.
        offset: of the words that name the earlier happening.
        day: the day of the later happening, YYYY-MM-DD.

    Returns:
        The day, or "before" and the later one where it is not told in days; None where nothing says "after".
    """
    if " after" not in text[sentence.start_char : offset].lower():
        return None  # the search for the words around it is slow
    if not (match := DAYS_AFTER.search(text, sentence.start_char, offset)):
        return None
    counted = day_of(day) and match["unit"] is not None and not match["vague"]
    earlier = period_of(f"{match['n']} {match['unit']} before", day) if counted else None
    return earlier.iso if earlier else f"before {day}" if day else "before"


def dates_event(token: Token, event: Token) -> bool:
    """Whether time words may date an event: not if they date what somebody else did ("are searching on Saturday")."""
    governor = governor_of(token)
    lemma = governor.lemma_.lower()
    named = lemma in happenings() or lemma in happening_verbs()
    return named or any(steps_between(one, governor) <= 2 for one in (event, *_verb_before_comma(event)))


def of_its_happening(event: Token, times: Sequence[TimeWords]) -> list[TimeWords]:
    """The time words that may date an event: where a happening is its subject, those of its clause and of that noun.

    "Families hit by a quake that killed 310 people asked for tents on Thursday": the Thursday is not the quake's.
    """
    noun, verb = _happening_that_does(event)
    if noun is None:
        return list(times)
    return [t for t in times if _belongs(governor_of(t.token), verb, noun)]


def _happening_that_does(event: Token) -> tuple[Token | None, Token]:
    """The happening that is the subject of an event ("the quake killed", "a quake which killed"), and the verb."""
    verb = event
    for _ in range(3):
        for child in verb.children:
            if child.dep_ == "nsubj" and child.lemma_.lower() in happenings():
                return child, verb
        finite = verb.dep_ == "acl" and verb.tag_ in ("VBD", "VBZ", "VBP")  # the parser's word for a lost "that"
        if (verb.dep_ == "relcl" or finite) and verb.head.lemma_.lower() in happenings():
            return verb.head, verb
        if verb.dep_ not in ("conj", "xcomp", "acomp", "ccomp", "oprd") or verb.head.pos_ not in ("VERB", "AUX"):
            break
        verb = verb.head
    return None, event


def _belongs(governor: Token, verb: Token, noun: Token) -> bool:
    """Whether what governs time words is a happening or its verb, or a verb beside that ("killed 12 and hurt 40")."""
    return governor.i in (verb.i, noun.i) or (governor.dep_ == "conj" and governor.head.i == verb.i)


def is_ranked(text: str, sentence: Span, offset: int) -> bool:
    """Whether time words rank what happened: "the deadliest flood this year", "the worst since 1988"."""
    return RANKED.search(text, max(sentence.start_char, offset - RANK_REACH), offset) is not None


def steps_between(one: Token, other: Token) -> int:
    """Steps in the parse from one word to another of its sentence."""
    above = {t.i: n for n, t in enumerate(_chain(one))}
    return next((n + above[t.i] for n, t in enumerate(_chain(other)) if t.i in above), 99)


def _chain(token: Token) -> Iterator[Token]:
    for _ in range(30):
        yield token
        if token.head.i == token.i:
            return
        token = token.head


def nearest(anchor: Token, words: Sequence[tuple[Token, Found]]) -> Found | None:
    """What belongs to the token that is nearest to an anchor in the parse, then in the text; None beyond REACH."""
    if not words:
        return None
    anchors = [anchor, *_verb_before_comma(anchor)]
    ranked = [
        (min(n + steps_between(one, token) for n, one in enumerate(anchors)), abs(anchor.i - token.i), place)
        for place, (token, _) in enumerate(words)
    ]
    steps, _, place = min(ranked)
    return words[place][1] if steps <= REACH else None


def _verb_before_comma(anchor: Token) -> Iterator[Token]:
    """The verb that "killing 12" goes with in "tornadoes that hit the coast on Tuesday, killing 12": the parser may say another."""
    if anchor.tag_ != "VBG" or anchor.i == anchor.sent.start or anchor.nbor(-1).text != ",":
        return
    before = anchor.doc[max(anchor.sent.start, anchor.i - LONGEST_CLAUSE) : anchor.i]
    yield from [t for t in before if t.pos_ == "VERB" and t.tag_ in ("VBD", "VBZ", "VBP", "VBN")][-1:]
