"""Voices: who is quoted, a government once and not once for each of its names, and how a sentence calls them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from onrecord.pages.anchors import anchor
from onrecord.pages.answers.lines import Line, Link, as_plain, in_marks, listed, say, sentences
from onrecord.pages.wording import KINDS, count, genitive, plain
from onrecord.speakers.sides import sides
from onrecord.statistics.governments import joined_governments

if TYPE_CHECKING:
    from onrecord.tables.record import Record

UNION = re.compile(r"^United |(?:\b(?:Union|Republic|Party|Netherlands|Philippines))$")
# Verbs that say more than that somebody spoke.
TELLING = ("claim", "accuse", "deny", "warn", "concede", "complain")
DETERMINERS = frozenset("a an one two three four five several some many most more those the former".split())
# What stands before and behind a name that has "the": "the Syria talks" are no "the Syria", and "the Virginia Tech report" no "the Virginia".
EDGE, THE = re.compile(r"\b"), re.compile(r"(?<=\b[Tt])")
SAID, NO_NAME = re.compile(r" (?:said|says)(?! [A-Z])"), re.compile(r"\b(?! [A-Z])")
LONGEST_NAME = 60  # characters of a speaker without a name that are shown
SHORTEST_CUE = 4  # letters: "let" alone says nothing
NAMELESS = ("unnamed person", "unnamed group")


@dataclass
class Voice:
    """Somebody who is quoted."""

    name: str  # as a sentence calls it
    names: list[str]  # in the tables
    side: str | None
    quotes: int
    words: int
    words_in_marks: int
    role: str
    first: Link

    @property
    def camp(self) -> str:
        return self.side or self.names[0]

    @property
    def is_government(self) -> bool:
        """Whether the government of a state speaks, called by the state's name."""
        return side_type(self.side or "") == "country" and self.name == the_side(self.side or "")


def voices_of(record: Record) -> list[Voice]:
    """Who is quoted in an article, those with most words first; of equal ones whoever comes first in the text."""
    first = {quote["speaker"]: quote["quote_id"] for quote in reversed(record.dicts("quotes"))}
    called, one_name = names_in_sentences(record), joined(record)
    by_name: dict[str, list[dict[str, Any]]] = {}
    for row in record.dicts("speakers"):
        by_name.setdefault(one_name.get(row["speaker"], row["speaker"]), []).append(row)
    found = []
    for shown, rows in by_name.items():
        people = [row for row in rows if row["speaker"] in first]
        if not people:
            continue
        one = people[0]
        # "Norway (“Oslo”, “Norwegian officials”)" is Norway in a sentence.
        name = called[one["speaker"]] if shown == one["speaker"] else the_side(one["side"])
        in_marks, others = (sum(row[f"n_words_{kind}"] or 0 for row in people) for kind in ("direct", "indirect"))
        link = Link(name, anchor("quote_id", first[one["speaker"]]))
        names, quotes = [row["speaker"] for row in people], sum(row["n_quotes"] or 0 for row in people)
        found.append(
            Voice(
                name,
                names,
                None if one["side"] == one["speaker"] and one["kind"] == "person" else one["side"],
                quotes,
                in_marks + others,
                in_marks,
                plain(one["role"] or ""),
                link,
            )
        )
    return sorted(found, key=lambda voice: -voice.words)


def names_in_sentences(record: Record) -> dict[str, str]:
    """How a sentence calls the speakers of a record: with "the" where the articles say so, "the Interior Ministry"."""
    texts = {row["article_id"]: row["text"] or "" for row in record.dicts("articles")}
    called_by = {}
    for row in record.dicts("speakers"):
        called_by[row["speaker"]] = _called(row, texts.get(row["article_id"], ""))
    return called_by


def _called(row: Mapping[str, Any], text: str) -> str:
    words = plain(row["speaker"])
    first = words.partition(" ")[0]
    in_sentence = words == first + words[len(first) :].lower() and _stands(text, first.lower(), EDGE, EDGE)
    if not row["named"] and (first.lower() in DETERMINERS or in_sentence):
        words = first.lower() + words[len(first) :]
    if row["kind"] == "person" or first.lower() in DETERMINERS:
        return words
    is_place = side_type(words) not in ("", "organisation")
    with_the = _stands(text, f"he {words}", THE, SAID if is_place else NO_NAME)
    return f"the {words}" if with_the else the_side(words)


def _stands(text: str, words: str, before: re.Pattern[str], behind: re.Pattern[str]) -> bool:
    """Whether words stand in a text between two patterns, which are tried nowhere else: to search for all takes far longer."""
    at = text.find(words)
    while at >= 0 and not (before.match(text, at) and behind.match(text, at + len(words))):
        at = text.find(words, at + 1)
    return at >= 0


def side_type(name: str) -> str:
    """What words/sides.csv calls a name: "country", "party", ...; "" where it is not there."""
    return sides().get(name.lower(), ("", ""))[1]


def the_side(side: str) -> str:
    """A side as a sentence calls it: "Norway", "the United States"."""
    return f"the {side}" if UNION.search(side) else side


def most_heard(record: Record, voices: list[Voice]) -> Line:
    """How many are quoted, and which side or speaker gets the most words."""
    quotes = record.dicts("quotes")
    n_quotes, nobodys = len(quotes), sum(quote["speaker"] is None for quote in quotes)
    if not n_quotes:
        return ("No quotes were found.",)
    if not voices:
        return (
            "One quote was found, but not who said it."
            if n_quotes == 1
            else f"{n_quotes:,} quotes were found, but not who said them.",
        )
    left = (f"For {nobodys:,} of {n_quotes:,} quotes no speaker was found.",) if nobodys * 4 > n_quotes else ()
    if len(voices) == 1:
        only = voices[0]
        size = f"{count(only.quotes, 'quote')}, {count(only.words, 'word')}."
        return sentences(say("One speaker is quoted: {}, " + size, only.first), left)
    camps = camps_of(voices)
    total = sum(voice.words for voice in voices)
    opening: Line = (f"{len(voices)} speakers are quoted.",)
    if len(camps) == 1:
        both = "both" if len(voices) == 2 else "all"
        opening = say(f"{len(voices)} speakers are quoted, {both} on " + "{} side.", genitive(the_side(voices[0].camp)))
        camps = [[voice] for voice in voices]
    return sentences(opening, _most(camps, total), left)


def camps_of(voices: list[Voice]) -> list[list[Voice]]:
    """The voices of each side together, and the others alone; the side with most words first."""
    camps: dict[str, list[Voice]] = {}
    for voice in voices:
        camps.setdefault(voice.camp, []).append(voice)
    return sorted(camps.values(), key=lambda camp: -_words(camp))


def _words(camp: list[Voice]) -> int:
    return sum(voice.words for voice in camp)


def _most(camps: list[list[Voice]], total: int) -> Line:
    """Whose words most are, and who comes next."""
    first, second, *others = camps
    opening = f"Of their {count(total, 'word')}, {_words(first):,} "
    if _words(first) == _words(second):
        equal = [_camp(camp) for camp in camps if _words(camp) == _words(first)]
        return say(opening + "each come from {}.", listed(equal))
    lead = say(f" ({first[0].words:,} from " + "{})", _lead(first[0])) if len(first) > 1 else ()
    if others and _words(second) == _words(others[0]):
        rest: Line = (f", at most {_words(second):,} from anybody else",)
    else:
        rest = _next(camps, total)
    return say(opening + "come from {}{}{}.", _camp(first), lead, rest)


def _next(camps: list[list[Voice]], total: int) -> Line:
    """Whose words come next, and, where sides are told of, how many are other sides' and how many have no side."""
    first, second, *_ = camps
    words = f"{_words(second):,} from " + "{}"
    unknown = sum(voice.words for camp in camps for voice in camp if not voice.side)
    are_sides = first[0].side and second[0].side and (len(first) > 1 or len(second) > 1)
    if not are_sides or unknown * 10 < total:
        return say(" and " + words, _camp(second))
    others = total - unknown - _words(first) - _words(second)
    words = f", {words} and {others:,} from other sides" if others else f" and {words}"
    return say(f"{words}; for {unknown:,} no side is told", _camp(second))


def _lead(voice: Voice) -> Link:
    """The first voice of a side; a government that is called by the side's name is its government."""
    return voice.first._replace(words="its government") if voice.is_government else voice.first


def _camp(camp: list[Voice]) -> Line:
    first = camp[0].first
    return (first if len(camp) == 1 else first._replace(words=f"{genitive(the_side(camp[0].camp))} side"),)


def whose_own_words(record: Record, voices: list[Voice]) -> Line:
    """How many quotes are the speakers' own words, and who has most of these."""
    kinds = Counter(quote["kind"] for quote in record.dicts("quotes"))
    direct, mixed, retold = (kinds[kind] for kind in ("direct", "mixed", "indirect"))
    n = kinds.total()
    if not n:
        return ()
    if retold == n:
        return (f"{_all(n)} retold: nobody’s own words are quoted.",)
    whose = "speakers’" if len(voices) > 1 else "speaker’s"
    if direct == n:
        opening = f"{_all(n)} in the {whose} own words."
    else:
        parts = [(direct, f"in the {whose} own words"), (mixed, "partly so"), (retold, KINDS["indirect"])]
        told = [f"{number:,} {'is' if number == 1 else 'are'} {what}" for number, what in parts if number]
        opening = (
            f"Of {count(n, 'quote')}, {as_plain(listed(told))}."
            if n > 1
            else "The only quote is partly in the speaker’s own words."
        )
    heard = sorted((voice for voice in voices if voice.words_in_marks), key=lambda voice: -voice.words_in_marks)
    if len(heard) < 2:
        return (opening,)
    items = [say("{}" + f" ({count(voice.words_in_marks, 'word')})", voice.first) for voice in heard[:3]]
    return sentences((opening,), say("Most own words: {}.", listed(items)))


def _all(n: int) -> str:
    return "The only quote is" if n == 1 else "Both quotes are" if n == 2 else f"All {n:,} quotes are"


def telling_verbs(record: Record) -> Line:
    """For whom the article has other words than "said": who accuses, claims, denies, warns."""
    one_name = joined(record)
    quotes = [q for q in record.dicts("quotes") if None not in (q["speaker"], q["cue"], q["cue_class"])]
    if not quotes:
        return ()
    called_by = names_in_sentences(record)
    items = []
    for cue_class in TELLING:
        rows: dict[str, dict[str, Any]] = {}
        for quote in quotes:
            if quote["cue_class"] == cue_class and len(quote["cue"]) >= SHORTEST_CUE:
                rows.setdefault(one_name.get(quote["speaker"], quote["speaker"]), quote)
        names = [
            Link(called_by.get(name) or plain(name).partition(" (“")[0], anchor("quote_id", row["quote_id"]))
            for name, row in rows.items()
        ]
        if names:
            cues = list(dict.fromkeys(plain(row["cue"]).lower() for row in rows.values()))
            words = listed([in_marks(cue) for cue in cues], 2)
            items.append(say("{} ({})", words, listed(names, 3)))
    if not items:
        return ("No verb such as “claimed”, “admitted”, “denied”, “accused” or “warned” was found.",)
    return say("Verbs that say more than “said”: {}.", listed(items, 4, "; "))


def nameless(record: Record) -> Line:
    """Which speakers have no name, and why, where the article says so."""
    speakers = record.dicts("speakers")
    if speakers and not any(row["named"] for row in speakers):
        return ("Nobody on record here has a name.",)
    rows = [row for row in speakers if row["kind"] in NAMELESS and not _is_names(row["speaker"])]
    if not rows:
        return ()
    first = {quote["speaker"]: quote["quote_id"] for quote in reversed(record.dicts("quotes"))}
    names = names_in_sentences(record)
    shown = [_with_reason(row, names, first) for row in rows]
    is_one = len(rows) == 1 and rows[0]["kind"] == "unnamed person"
    return say(("One person" if is_one else "People") + " without a name: {}.", listed(shown, 3))


def _is_names(words: str) -> bool:
    """Whether a group is nothing but names: "Ana Ruiz and Jo Tann"."""
    return " and " in words and all(word[:1].isupper() for word in words.split() if word != "and")


def _with_reason(row: Mapping[str, Any], names: Mapping[str, str], first: Mapping[str, str]) -> Line:
    name = names.get(row["speaker"], plain(row["speaker"]))
    name = shorten(name, LONGEST_NAME, placeholder=" …")
    shown = Link(name, anchor("quote_id", first[row["speaker"]])) if row["speaker"] in first else name
    return say(
        "{}" + (" ({})" if row["anonymity"] else "{}"), shown, in_marks(row["anonymity"]) if row["anonymity"] else ""
    )


def without_speaker(record: Record) -> Line:
    """The quotes for which no speaker was found."""
    rows = [quote for quote in record.dicts("quotes") if quote["speaker"] is None]
    if not rows or len(rows) == len(record.dicts("quotes")):
        return ()
    one = rows[0]
    such = "one quote:" if len(rows) == 1 else f"{len(rows):,} quotes, such as"
    return say(
        f"No speaker was found for {such} " + "{}.", Link(in_marks(one["text"]), anchor("quote_id", one["quote_id"]))
    )


def joined_names(record: Record) -> dict[str, str]:
    """How a sentence calls whoever stands in a table after `join_governments`."""
    called_by = names_in_sentences(record)
    return called_by | {name: plain(name).partition(" (“")[0] for name in joined(record).values()}


def joined(record: Record) -> dict[str, str]:
    """What `join_governments` calls each name of a government that has several."""
    with_side = [row for row in record.dicts("speakers") if row["side"] is not None]
    return joined_governments(sorted(with_side, key=_first_start))


def _first_start(speaker: Mapping[str, Any]) -> float:
    """Where a speaker is first quoted; behind all others where that is not told."""
    return math.inf if speaker["first_start"] is None else speaker["first_start"]
