"""Tones: how speakers sound where they have quotes enough, the strongest quotes, and where two scorers disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from onrecord.pages.anchors import anchor
from onrecord.pages.answers.lines import Line, Link, in_marks, listed, say, sentences
from onrecord.pages.answers.voices import joined, joined_names
from onrecord.pages.wording import count, plain, row_dicts, signed
from onrecord.statistics.means import ENOUGH_QUOTES, averages
from onrecord.tone.scorers import CUTS
from onrecord.tone.vader import label_of

if TYPE_CHECKING:
    from onrecord.tables.record import Record

SIGNS = {-1: "negative", 1: "positive"}


def clear_tones(record: Record) -> Line:
    """The speakers whose mean tone is clearly negative or positive; nothing where there is none."""
    tone = _tone(record)
    clear, _ = _means(tone)
    return _clear(clear, tone, joined_names(record))


def means(record: Record) -> Line:
    """The mean tone of those who have quotes enough, and what can be said of it; or that nobody has."""
    tone = _tone(record)
    if not tone:
        return ("No quote has a known speaker, so there is no tone of anybody.",) if record.dicts("quotes") else ()
    clear, unclear = _means(tone)
    if clear:
        return _clear(clear, tone, joined_names(record))
    if unclear:
        who = [_with_mean(row, tone, joined_names(record)) for row in unclear]
        return say(_unclear(len(who)), listed(who, 3))
    most = max(Counter(row["speaker"] for row in tone if row["compound"] is not None).values(), default=0)
    few = f"the most is {most}" if most else "there is none at all"
    return (
        f"Nobody has {ENOUGH_QUOTES} quotes with a score ({few}), so a mean would say nothing. Read the quotes instead.",
    )


def _tone(record: Record) -> list[dict[str, Any]]:
    """The rows of the tone table that have a speaker, each government under one name."""
    names = joined(record)
    rows = [row for row in record.dicts("tone") if row["speaker"] is not None]
    return [row | {"speaker": names.get(row["speaker"], row["speaker"])} for row in rows]


def _unclear(n: int) -> str:
    """The sentences about speakers whose means are not clear, with a gap for them."""
    have = {1: "One speaker has", 2: "Two speakers have"}.get(n, f"{n:,} speakers have")
    sounds = {1: "That is not", 2: "Neither sounds"}.get(n, "None of them sounds")
    return f"{have} {ENOUGH_QUOTES} scored quotes or more: " + "{}. " + f"{sounds} clearly negative or positive."


def _means(tone: Sequence[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The means of those with quotes enough: those that are clearly negative or positive, and the others."""
    scorer = _scorer(tone)
    enough = [row for row in averages(tone, "speaker", scorer=scorer) if row["enough"]]
    clear = [row for row in enough if row["low"] * row["high"] > 0 and label_of(row["mean"], CUTS[scorer])]
    return clear, [row for row in enough if row not in clear]


def _clear(clear: list[dict[str, Any]], tone: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> Line:
    by_sign = [(word, [row for row in clear if row["mean"] * sign > 0]) for sign, word in SIGNS.items()]
    return sentences(
        *(
            say(f"Clearly {word} tone on average: " + "{}.", listed([_with_mean(row, tone, names) for row in rows], 3))
            for word, rows in by_sign
            if rows
        )
    )


def _with_mean(row: Mapping[str, Any], tone: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> Line:
    first = next(quote["quote_id"] for quote in tone if quote["speaker"] == row["speaker"])
    words = f" ({signed(row['mean'], 2)}, {row['n']:,} quotes)"
    return say("{}" + words, Link(names[row["speaker"]], anchor("quote_id", first)))


def strongest(record: Record) -> Line:
    """The most negative and the most positive quote."""
    tone = [row for row in record.dicts("tone") if row["compound"] is not None]
    texts, names = _texts(record), joined_names(record)
    lines = []
    for sign, most in ((-1, min), (1, max)):
        quote = most(tone, key=lambda row: row["compound"], default=None)
        if quote and quote["label"] == sign:
            words = Link(in_marks(texts[quote["quote_id"]]), anchor("quote_id", quote["quote_id"]))
            who = names.get(quote["speaker"], plain(quote["speaker"] or "no speaker found"))
            score = signed(quote["compound"], 2)
            lines.append(say(f"Most {SIGNS[sign]} words: " + "{} ({}, " + f"{score}).", words, who))
    return sentences(*lines)


def portrayed(record: Record) -> Line:
    """What the article calls people, and which verbs credit or discredit them."""
    names = joined_names(record)
    rows = record.dicts("portrayals")
    lines = [
        say(opening + ": {}.", listed([say("{} ({})", _words(row), _name(row, names)) for row in such], 3))
        for opening, such in (
            ("What the article calls people", [row for row in rows if row["kind"] == "descriptor"]),
            (
                "Verbs that put speakers in a bad light",
                [row for row in rows if row["kind"] == "cue" and row["loaded"] == "discredits"],
            ),
            (
                "Verbs that put speakers in a good light",
                [row for row in rows if row["kind"] == "cue" and row["loaded"] == "credits"],
            ),
        )
        if such
    ]
    return sentences(*lines)


def _name(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    return names.get(row["speaker"], plain(row["speaker"]))


def _words(row: Mapping[str, Any]) -> Link:
    return Link(in_marks(row["text"]), f"p-{row['start']}-{row['end']}")


def scorers_disagree(record: Record) -> Line:
    """The quotes that the two scorers hear with opposite signs."""
    scorer = _scorer(record.dicts("tone"))
    if scorer == "vader" or all(row["vader_compound"] is None for row in record.dicts("tone")):
        return ()
    from onrecord.pages.two_scorers import opposed  # it brings pandas

    far = row_dicts(opposed(record.tone))
    if not far:
        return (f"The two scorers, {scorer} and VADER, hear no quote with opposite signs.",)
    texts = _texts(record)
    links = [Link(in_marks(texts[row["quote_id"]]), anchor("quote_id", row["quote_id"])) for row in far]
    hear = f"The two scorers, {scorer} and VADER, hear {count(len(far), 'quote')} with opposite signs: "
    return say(hear + "{}.", listed(links, 2))


def _texts(record: Record) -> dict[str, str]:
    """The words of each quote."""
    return {quote["quote_id"]: quote["text"] for quote in record.dicts("quotes")}


def _scorer(tone: Sequence[Mapping[str, Any]]) -> str:
    """The scorer that rows of the tone table name; "vader" where they name none."""
    return next((row["scorer"] for row in tone if row["scorer"] is not None), "vader")
