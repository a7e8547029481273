"""The terminal: what an article says, in one screen of plain text, or with every row."""

from __future__ import annotations

import re
from textwrap import shorten
from typing import TYPE_CHECKING

from onrecord.pages.answers import answer_lines, as_plain, without_counts
from onrecord.pages.answers.claims import Row, claimant, harm, in_words, once_each
from onrecord.pages.answers.lines import Line, listed, say
from onrecord.pages.answers.pairs import pair_lines
from onrecord.pages.answers.tones import clear_tones, means
from onrecord.pages.answers.voices import Voice, camps_of, names_in_sentences, voices_of
from onrecord.pages.terminal_lines import columns, wrapped
from onrecord.pages.wording import count, plain, title
from onrecord.rows import EVENTS
from onrecord.system.text_lines import one_line

if TYPE_CHECKING:
    from onrecord.tables.record import Record

NARROWEST, WIDEST = 48, 100  # columns of the terminal that are filled
SCREEN = 40  # lines
# How many pairs of claims and how many speakers are shown: the first of these that a screen has room for.
ROOM = [*((2, speakers) for speakers in (9, 8, 7, 6)), *((1, speakers) for speakers in (8, 7, 6, 5, 4, 3))]
LONGEST_NAME = 44  # characters of a speaker with the role
MORE = "Every quote, figure and pair: onrecord show --all SOURCE"


def as_text(record: Record, width: int = 80, everything: bool = False) -> str:
    """What an article says, for the terminal: the answer, who speaks, what is counted, what is claimed against it.

    Args:
        record: of one article.
        width: columns to fill, from 48 to 100.
        everything: every quote, figure and pair, instead of one screen.
    """
    width = max(NARROWEST, min(width, WIDEST))
    if everything:
        from onrecord.pages.terminal_details import all_rows  # it brings pandas, which a summary does not need

        return _joined([_head(record, width), _listed(answer_lines(record), width), *all_rows(record, width)])
    answer = _listed(without_counts(record), width)
    figures, end = _figures(record, width), [_tone(record, width), wrapped(MORE, width)]
    for pairs, speakers in ROOM:
        above = [_head(record, width), answer, _speakers(record, width, speakers)]
        text = _joined([*above, figures, _pairs(record, width, pairs), *end])
        if text.count("\n") <= SCREEN:
            break
    return text


def _listed(lines: list[Line], width: int) -> list[str]:
    return [line for said in lines for line in wrapped(as_plain(said), width, "- ", "  ")]


def _head(record: Record, width: int) -> list[str]:
    """The title, and a line about where the article is from and how much there is."""
    article = record.dicts("articles")[0]
    size = f"{count(article['n_words'], 'word')}, {count(len(record.dicts('quotes')), 'quote')}, {count(len(record.dicts('figures')), 'figure')}"
    source = article["source"] or ""
    where = source if "://" in source else re.split(r"[/\\]", source)[-1]
    about = " · ".join(plain(x) for x in (article["outlet"], article["date"], where, size) if x)
    return [line for text in (title(record), about) for line in wrapped(text, width)]


def _joined(parts: list[list[str]]) -> str:
    """The lines of all parts; whatever words they are made of, none of them steers the terminal."""
    return "\n\n".join("\n".join(map(one_line, part)) for part in parts if part) + "\n"


def _speakers(record: Record, width: int, most: int) -> list[str]:
    """The sides with their main speakers, a line each; the side with most words first."""
    camps = camps_of(voices_of(record))
    n = sum(map(len, camps))
    if not n:
        return []
    # Of the first two sides their main speakers, so that the sides with fewer words are seen, too.
    main = [camp[: max(1, most // 3)] if place < 2 else camp[:1] for place, camp in enumerate(camps)]
    rows = [_speaker_row(voice, place == 0) for camp in main for place, voice in enumerate(camp)][:most]
    left = [f"  and {count(n - len(rows), 'more speaker')}"] if n > len(rows) else []
    return ["WHO SPEAKS", *columns(rows, width), *left]


def _speaker_row(voice: Voice, first: bool) -> tuple[str, ...]:
    side = (
        "–" if voice.side in (None, voice.name, voice.names[0]) and not voice.is_government else plain(voice.side or "")
    )
    name = "the government" if voice.is_government else voice.name
    about = f"{name}, {voice.role}" if voice.role else name
    return (
        side,
        shorten(about, LONGEST_NAME, placeholder=" …"),
        count(voice.quotes, "quote"),
        count(voice.words, "word"),
    )


def _figures(record: Record, width: int) -> list[str]:
    """What is counted, a line or two for each kind of harm, with who claims it."""
    names = names_in_sentences(record)
    by_event: dict[str, list[Row]] = {}
    for row in once_each(harm(record), names):
        by_event.setdefault(row["event"], []).append(row)
    lines = []
    for event in (event for event in EVENTS if event in by_event):
        by_claimant: dict[str, list[Line]] = {}
        for row in by_event[event]:
            by_claimant.setdefault(claimant(row, names), []).append((in_words(row),))
        claims = [as_plain(say("{} ({})", listed(said), who)) for who, said in by_claimant.items()]
        lines.append((event, _fitting(claims, 2 * (width - 20))))
    return ["WHAT IS COUNTED", *columns(lines, width)] if lines else []


def _fitting(items: list[str], room: int) -> str:
    """Items in one line; those that find no room are counted."""
    for n in range(len(items), 0, -1):
        line = "; ".join(items[:n]) + (f"; {len(items) - n} more" if n < len(items) else "")
        if len(line) <= room:
            return line
    return line


def _pairs(record: Record, width: int, most: int) -> list[str]:
    lines = pair_lines(record, names_in_sentences(record))
    shown = [line for pair in lines[:most] for line in wrapped(as_plain(pair), width, "  ", "    ")]
    left = [f"  and {len(lines) - most:,} more"] if len(lines) > most else []
    return ["CLAIMS SIDE BY SIDE", *shown, *left] if shown else []


def _tone(record: Record, width: int) -> list[str]:
    """What can be said of the tone, where the answer above does not say it."""
    said = "" if clear_tones(record) else as_plain(means(record))
    return wrapped(f"TONE: {said}", width, "", "  ") if said else []
