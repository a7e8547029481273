"""Voices: who is quoted, a government once and not once for each of its names, and how a sentence calls them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from onrecord.pages.answers.lines import Line, Link, begun, in_marks, listed, say, sentences
from onrecord.pages.row_tables import anchor
from onrecord.pages.wording import count, plain, row_dicts
from onrecord.statistics.governments import join_governments
from onrecord.tables.record import Record

UNION = re.compile(r"^(?:United |European Union$|Netherlands$|Philippines$|African Union$|Czech Republic$)")
# Verbs that say more than that somebody spoke.
TELLING = ("claim", "accuse", "deny", "warn", "concede", "complain")
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
    first: Link

    @property
    def camp(self) -> str:
        return self.side or self.name


def voices_of(record: Record) -> list[Voice]:
    """Who is quoted in an article, those with most words first; of equal ones whoever comes first in the text."""
    first = {quote["speaker"]: quote["quote_id"] for quote in reversed(row_dicts(record.quotes))}
    joined = join_governments(record.speakers, record.speakers)["speaker"].to_numpy()
    called = names_in_sentences(record)
    found = []
    for shown, rows in record.speakers.groupby(joined, sort=False):
        people = [row for row in row_dicts(rows) if row["speaker"] in first]
        if not people:
            continue
        one = people[0]
        # "Norway (“Oslo”, “Norwegian officials”)" is Norway in a sentence.
        name = called[one["speaker"]] if shown == one["speaker"] else the_side(one["side"])
        in_marks, others = (sum(row[f"n_words_{kind}"] for row in people) for kind in ("direct", "indirect"))
        link = Link(name, anchor("quote_id", first[one["speaker"]]))
        names, quotes = [row["speaker"] for row in people], sum(row["n_quotes"] for row in people)
        found.append(Voice(name, names, one["side"], quotes, in_marks + others, in_marks, link))
    return sorted(found, key=lambda voice: -voice.words)


def names_in_sentences(record: Record) -> dict[str, str]:
    """How a sentence calls each speaker: with "the" where the article does, "the Interior Ministry"."""
    mentions = pd.concat([record.quotes["mention"], record.figures["mention"]]).dropna().str.lower()
    with_the = {" ".join(mention.split()) for mention in mentions if mention.startswith("the ")}
    names = pd.concat([record.speakers["speaker"], record.figures["speaker"]]).dropna().unique()
    return {name: called(name, f"the {plain(name).lower()}" in with_the) for name in names}


def called(name: str, with_the: bool) -> str:
    """A name in one line; "Two officials" are "two officials", for they stand within a sentence."""
    name = plain(name)
    first = name.partition(" ")[0]
    if first.lower() in ("a", "an", "one", "two", "three", "four", "five", "several", "some", "many", "the"):
        name = first.lower() + name[len(first) :]
    return ("the " if with_the and first.lower() != "the" else "") + name


def the_side(side: str) -> str:
    """A side as a sentence calls it: "Norway", "the United States"."""
    return f"the {side}" if UNION.match(side) else side


def most_heard(record: Record, voices: list[Voice]) -> Line:
    """How many are quoted, and which side or speaker gets the most words."""
    n_quotes = len(record.quotes)
    if not voices:
        found = f"{count(n_quotes, 'quote')} {'was' if n_quotes == 1 else 'were'} found, but not who said "
        return (found + ("it." if n_quotes == 1 else "them."),) if n_quotes else ("No quotes were found.",)
    if len(voices) == 1:
        only = voices[0]
        size = f"{count(only.quotes, 'quote')}, {count(only.words, 'word')}."
        return say("One speaker is quoted: {}, " + size, only.first)
    camps = _camps(voices)
    total = sum(voice.words for voice in voices)
    if len(camps) == 1 and len(voices) > 1:
        opening = say(f"{len(voices)} speakers are quoted, all on " + "{} side.", _genitive(voices[0].camp))
        return sentences(opening, _most([[voice] for voice in voices], total))
    return sentences((f"{len(voices)} speakers are quoted.",), _most(camps, total))


def _camps(voices: list[Voice]) -> list[list[Voice]]:
    """The voices of each side together, and the others alone; the side with most words first."""
    camps: dict[str, list[Voice]] = {}
    for voice in voices:
        camps.setdefault(voice.camp, []).append(voice)
    return sorted(camps.values(), key=lambda camp: -_words(camp))


def _words(camp: list[Voice]) -> int:
    return sum(voice.words for voice in camp)


def _most(camps: list[list[Voice]], total: int) -> Line:
    """Who gets the most words, and who comes next."""
    first, second, *others = camps
    if _words(first) == _words(second):
        equal = [camp for camp in camps if _words(camp) == _words(first)]
        return begun(say("{} get the most words, " + f"{_words(first)} each.", listed(list(map(_camp, equal)))))
    lead = say(f" ({first[0].words:,} of them from " + "{})", _lead(first[0])) if len(first) > 1 else ()
    opening = say("{} gets the most words, " + f"{_words(first):,} of {total:,}" + "{}; ", begun(_camp(first)), lead)
    if others and _words(second) == _words(others[0]):
        return sentences(say("{}no other gets more than " + f"{_words(second):,}.", opening))
    return sentences(say("{}{} " + f"gets {_words(second):,}.", opening, _camp(second)))


def _lead(voice: Voice) -> Link:
    """The first voice of a side; a government that is called by the side's name is its government."""
    is_government = voice.side and voice.name == the_side(voice.side)
    return voice.first._replace(words="its government") if is_government else voice.first


def _camp(camp: list[Voice]) -> Line:
    return (camp[0].first,) if len(camp) == 1 else (_genitive(camp[0].camp) + " side",)


def _genitive(side: str) -> str:
    name = the_side(side)
    return name + ("’" if name.endswith("s") else "’s")


def whose_own_words(record: Record, voices: list[Voice]) -> Line:
    """How much stands in quotation marks, and whose words these are."""
    kinds = record.quotes["kind"].value_counts()
    direct, mixed, n = int(kinds.get("direct", 0)), int(kinds.get("mixed", 0)), len(record.quotes)
    if not n:
        return ()
    if not direct + mixed:
        return (f"Nothing stands in quotation marks: {_all(n)} in the reporter’s own words.",)
    if direct == n:
        opening = f"{_all(n)[0].upper() + _all(n)[1:]} in quotation marks from first to last."
    else:
        others = f", {mixed:,} partly" * bool(mixed)
        opening = f"Of {count(n, 'quote')}, {direct:,} {'is' if direct == 1 else 'are'} all in quotation marks{others}."
    heard = sorted((voice for voice in voices if voice.words_in_marks), key=lambda voice: -voice.words_in_marks)
    if len(heard) < 2:
        whose = say("The words in quotation marks are those of {}.", heard[0].first) if heard else ()
    else:
        items = [say("{}" + f" ({voice.words_in_marks:,})", voice.first) for voice in heard[:3]]
        whose = say("Most words in quotation marks: {}.", listed(items))
    return sentences((opening,), whose)


def _all(n: int) -> str:
    return "the only quote is" if n == 1 else f"all {n:,} quotes are"


def telling_verbs(record: Record) -> Line:
    """For whom the article has other words than "said": who accuses, claims, denies, warns."""
    quotes = join_governments(record.quotes, record.speakers).dropna(subset=["speaker", "cue", "cue_class"])
    if quotes.empty:
        return ()
    called_by = names_in_sentences(record)
    items = []
    for cue_class in TELLING:
        rows = quotes[quotes["cue_class"] == cue_class].drop_duplicates("speaker")
        names = [
            Link(
                called_by.get(row["speaker"]) or plain(row["speaker"]).partition(" (“")[0],
                anchor("quote_id", row["quote_id"]),
            )
            for row in row_dicts(rows)
        ]
        if names:
            cues = list(dict.fromkeys(plain(cue).lower() for cue in rows["cue"]))
            words = listed([f"“{cue}”" for cue in cues], 2)
            items.append(say("{} ({})", words, listed(names, 3)))
    if not items:
        return ("No verb takes sides: nobody here “claims”, “admits”, “denies”, “accuses” or “warns”.",)
    return say("Verbs that say more than “said”: {}.", listed(items))


def nameless(record: Record) -> Line:
    """Which speakers have no name, and why, where the article says so."""
    rows = row_dicts(record.speakers[record.speakers["kind"].isin(NAMELESS)])
    if not rows:
        return ()
    first = {quote["speaker"]: quote["quote_id"] for quote in reversed(row_dicts(record.quotes))}
    names = names_in_sentences(record)
    shown = [_with_reason(row, names, first) for row in rows]
    return say("Without a name: {}.", listed(shown, 3))


def _with_reason(row: Mapping[str, Any], names: Mapping[str, str], first: Mapping[str, str]) -> Line:
    name = names.get(row["speaker"], plain(row["speaker"]))
    shown = Link(name, anchor("quote_id", first[row["speaker"]])) if row["speaker"] in first else name
    return say(
        "{}" + (" ({})" if row["anonymity"] else "{}"), shown, in_marks(row["anonymity"]) if row["anonymity"] else ""
    )


def without_speaker(record: Record) -> Line:
    """The quotes for which no speaker was found."""
    rows = record.quotes[record.quotes["speaker"].isna()]
    if not len(rows) or len(rows) == len(record.quotes):
        return ()
    links = [Link(in_marks(row["text"]), anchor("quote_id", row["quote_id"])) for row in row_dicts(rows.head(1))]
    such = "this quote" if len(rows) == 1 else f"{len(rows):,} quotes, such as"
    return say(f"No speaker was found for {such} " + "{}.", links[0])


def joined_names(record: Record) -> dict[str, str]:
    """How a sentence calls whoever stands in a table after `join_governments`."""
    called_by = names_in_sentences(record)
    joined = join_governments(record.speakers, record.speakers)["speaker"]
    return called_by | {name: plain(name).partition(" (“")[0] for name in joined if name not in called_by}
