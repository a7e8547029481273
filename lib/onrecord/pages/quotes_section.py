"""Quotes section: who is on record, side by side, and all their words, each leading to its place in the article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from onrecord.pages.citations import cite
from onrecord.pages.corrected import by_hand
from onrecord.pages.html import EMPTY, Html, anchor_address
from onrecord.pages.layout import Cell, Group, Row, link_to_words, long_table, rule_cell, small
from onrecord.pages.wording import KINDS, NO_SIDE, NOBODY, count, describe_speaker, plain, row_dicts
from onrecord.statistics.governments import join_governments
from onrecord.statistics.voices import speakers_by_side
from onrecord.tables.record import Record

MOST_SPEAKERS = 10


class Voice(NamedTuple):
    """A speaker as the page counts it: a government that goes by several names is one."""

    name: str
    side: str | None
    about: str
    first_quote: str | None
    words: int
    quoted: int
    quotes: list[dict[str, Any]]
    anchor: str


def voices(record: Record) -> list[Voice]:
    """The speakers of an article with their quotes; those of one side together, who has most words first.

    Quotes without a speaker are those of the last voice, which is there only when there are such quotes.

    Args:
        record: of one article.
    """
    quotes: dict[str | None, list[dict[str, Any]]] = {}
    for quote in row_dicts(join_governments(record.quotes, record.speakers)):
        quotes.setdefault(quote["speaker"], []).append(quote)
    about: dict[str, str] = {}
    joined = join_governments(record.speakers, record.speakers)["speaker"]
    for name, speaker in zip(joined, row_dicts(record.speakers), strict=True):
        about.setdefault(name, describe_speaker(speaker))
    rows = row_dicts(speakers_by_side(record.quotes, record.speakers))
    found = [
        Voice(r["speaker"], r["side"], about[r["speaker"]], r["quote_id"], r["words"], r["quoted"], own, f"s-{number}")
        for number, r in enumerate(rows, 1)
        for own in [quotes.pop(r["speaker"], [])]
    ]
    if nobodys := quotes.pop(None, []):
        found.append(Voice(NOBODY, None, "", None, 0, 0, nobodys, "s-nobody"))
    return found


def speakers_section(known: Sequence[Voice]) -> Html:
    """The speakers under the sides they speak for, with how much is quoted of them.

    Args:
        known: what `voices` gave.
    """
    by_side: dict[str, list[Voice]] = {}
    for voice in known:
        if voice.anchor != "s-nobody":
            by_side.setdefault(voice.side or NO_SIDE, []).append(voice)
    heading = _side if set(by_side) != {NO_SIDE} else lambda *_: EMPTY
    groups = [Group(heading(side, of_side), [_speaker(v) for v in of_side]) for side, of_side in by_side.items()]
    headings = ["Speaker", "Quotes", "#Words quoted or retold", "#Of these word for word"]
    return long_table(
        headings,
        groups,
        "No speakers were found in this article.",
        "speaker",
        name="speakers",
        most=MOST_SPEAKERS,
    )


def _side(side: str, of_side: Sequence[Voice]) -> Html:
    """A heading: the side, and how much of the article's speech is its own."""
    words = sum(voice.words for voice in of_side)
    return Html("{} <small>{}, {}</small>").format(side, count(len(of_side), "speaker"), count(words, "word"))


def _speaker(voice: Voice) -> Row:
    named = link_to_words("q", voice.first_quote, voice.name)
    return Row([named + small(voice.about), quotes_link(voice), f"{voice.words:,}", f"{voice.quoted:,}"])


def quotes_link(voice: Voice) -> Cell:
    """ "8 quotes", as a link to the list of all eight.

    Args:
        voice: one of `voices`.
    """
    said = count(len(voice.quotes), "quote")
    return Html('<a href="{}">{}</a>').format(anchor_address(voice.anchor), said) if voice.quotes else said


def quotes_section(record: Record, known: Sequence[Voice]) -> Html:
    """All quotes under their speakers: the words, how they are told, by which rule they were found.

    Args:
        record: of one article.
        known: what `voices` gave.
    """
    article = row_dicts(record.articles)[0]
    groups = [
        Group(_speaker_heading(voice), [_quote(article, q) for q in voice.quotes], voice.anchor) for voice in known
    ]
    return long_table(
        ["No.", "Words", "How they are told"], groups, "No quotes were found in this article.", "quote", name="quotes"
    )


def _speaker_heading(voice: Voice) -> Html:
    name = Html('<span class="nobody">{}</span>').format(voice.name) if voice.anchor == "s-nobody" else voice.name
    about = ", ".join(filter(None, [voice.about, count(len(voice.quotes), "quote")]))
    return Html("{} <small>{}</small>").format(name, about)


def _quote(article: Mapping[str, Any], quote: Mapping[str, Any]) -> Row:
    name = quote["quote_id"]
    words = link_to_words("q", name, quote["text"])
    kind = KINDS.get(quote["kind"], quote["kind"])
    said = f"Said by {quote['speaker']}" if quote["speaker"] else "No speaker was found"
    told = [
        Html.escape(kind),
        small(_cue(quote)),
        rule_cell(quote["rule"]),
        small(by_hand(quote)),
        cite(article, quote, name, f"{said}, {kind}"),
    ]
    return Row([name, words, EMPTY.join(told)], f"row-q-{name}")


def _cue(quote: Mapping[str, Any]) -> str:
    """The word for speaking, and what it says about the words."""
    if not quote["cue"]:
        return "no word for speaking"
    kind = quote["cue_class"]
    return f"introduced by “{plain(quote['cue'])}”" + (f" ({kind})" if kind else "")
