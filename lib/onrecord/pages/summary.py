"""Summary: a record in plain words, for the page and for the terminal."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterator

import pandas as pd

from onrecord.pages.evidence import NOBODY, RELATIONS, UNCOUNTED, claimant_in_words, figure_in_words
from onrecord.statistics.means import by_speaker
from onrecord.tables.record import Record

NO_TONE = "No quotes with a speaker."


def dicts(frame: pd.DataFrame) -> list[dict]:
    """The rows of a table as dictionaries; what is missing is None."""
    return [
        {name: None if pd.api.types.is_scalar(value) and pd.isna(value) else value for name, value in row.items()}
        for row in frame.to_dict("records")
    ]


def title(record: Record) -> str:
    """The article's title, or else its first words."""
    article = dicts(record.articles)[0]
    return plain(article["title"] or "") or textwrap.shorten(plain(article["text"]), 80, placeholder=" …") or "Untitled"


def sentence(record: Record) -> str:
    """How much there is, in one sentence; a second one where nobody on record has a name."""
    kinds = record.quotes["kind"].value_counts()
    parts = ", ".join(f"{kinds[kind]} {kind}" for kind in ("direct", "mixed", "indirect") if kind in kinds)
    quotes = count(len(record.quotes), "quote") + (f" ({parts})" if parts else "")
    nameless = len(record.quotes) and not record.speakers["named"].any()
    return (
        f"{count(int(record.articles['n_words'].iloc[0]), 'word')}, {quotes} by {count(len(record.speakers), 'speaker')}, "
        f"{count(len(record.figures), 'figure')}, {count(len(record.comparisons), 'pair')} of claims side by side."
        + " Nobody on record here has a name."
        * bool(nameless)
    )


def count(number: int, noun: str) -> str:
    """A number with its noun: `1 quote`, `2 quotes`, `no quotes`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s") if number else f"no {noun}s"


def describe_speaker(speaker: dict) -> str:
    """Role, affiliation (unless the role names it) and kind of a speaker, as far as the article gives them."""
    role, affiliation = speaker["role"] or "", speaker["affiliation"] or ""
    named = re.search(rf"(?<!\w){re.escape(affiliation)}(?!\w)", role, re.IGNORECASE)
    return ", ".join(plain(s) for s in (role, "" if named else affiliation, speaker["kind"]) if s)


def figure_range(figure: dict) -> str:
    """The numbers a figure stands for: `200 to 999`, `100 or more`; empty when none can be said."""
    low, high = (None if figure[end] is None else f"{figure[end]:,.10g}" for end in ("value_low", "value_high"))
    if low is None or high is None:
        return f"{low} or more" if low else f"up to {high}" if high else ""
    return low if low == high else f"{low} to {high}"


def pairs(record: Record) -> Iterator[tuple[dict, dict, dict]]:
    """Claims about the same thing: (comparison, one figure, the other)."""
    by_id = {(f["article_id"], f["figure_id"]): f for f in dicts(record.figures)}
    for pair in dicts(record.comparisons):
        yield pair, by_id[pair["article_id_a"], pair["a"]], by_id[pair["article_id_b"], pair["b"]]


# --- the terminal ----------------------------------------------------------------------------------------------


def plain(text: str) -> str:
    """Text in one line without what steers a terminal (control and direction characters, lone surrogates)."""
    kept = (" " if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") else c for c in text)
    return " ".join("".join(kept).split())


def as_text(record: Record, width: int = 80) -> str:
    """A summary for the terminal: who says what, which figures, what compares, what tone.

    Args:
        record: of one article.
        width: columns to fill, from 48 to 100.
    """
    width = max(48, min(width, 100))
    article = dicts(record.articles)[0]
    about = " · ".join(plain(x) for x in (article["outlet"], article["date"], article["source"]) if x)
    parts = [
        [line for text in (title(record), about, sentence(record)) if text for line in _wrap(text, width)],
        ["WHO IS ON RECORD", *_voices(record, width)],
        ["FIGURES, AND WHO CLAIMS THEM", *_figures(record, width)],
        ["CLAIMS SIDE BY SIDE", *_pairs(record, width)],
        *([["SAID WITHOUT A NUMBER", *_uncounted(record, width)]] if len(record.uncounted) else []),
        ["TONE BY SPEAKER, FROM -1 TO +1", *_tones(record, width)],
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest) or [first.rstrip()]


def _voices(record: Record, width: int) -> list[str]:
    quotes = dicts(record.quotes)
    if not quotes:
        return ["  No quotes found."]
    lines = []
    for speaker in dicts(record.speakers):
        own = [q for q in quotes if q["speaker"] == speaker["speaker"]]
        if own:
            about = describe_speaker(speaker)
            lines += _wrap(plain(speaker["speaker"]) + (f" ({about})" if about else ""), width, "  ", "    ")
            lines += _said(own, width)
    known = set(record.speakers["speaker"])
    if unknown := [q for q in quotes if q["speaker"] not in known]:
        lines += [f"  {NOBODY}", *_said(unknown, width)]
    return lines


def _said(quotes: list[dict], width: int) -> list[str]:
    return [
        line
        for q in quotes
        for line in _wrap(plain(q["text"]), width, f"    {q['kind']:<8}  {plain(q['cue'] or '-')[:12]:<12}  ", " " * 28)
    ]


def _figures(record: Record, width: int) -> list[str]:
    table = []
    for figure in dicts(record.figures):
        stands_for = figure_range(figure)
        spread = f" ({stands_for})" if " to " in stands_for else ""
        event = f"not {figure['event']}" if figure["negated"] else figure["event"]
        table.append((plain(figure_in_words(figure)) + spread, event, plain(claimant_in_words(figure))))
    return _columns(table, width) if table else ["  No casualty or damage figures found."]


def _pairs(record: Record, width: int) -> list[str]:
    lines = []
    for pair, a, b in pairs(record):
        for figure in (a, b):
            lines += _wrap(f"{plain(figure_in_words(figure))}: {plain(claimant_in_words(figure))}", width, "  ", "    ")
        how = f"{RELATIONS.get(pair['relation'], pair['relation'])}; {plain(pair['why'])}"
        lines += _wrap(how, width, "    ", "    ")
    return lines or ["  No two figures are about the same thing."]


def _uncounted(record: Record, width: int) -> list[str]:
    rows = dicts(record.uncounted)
    return _columns(
        [(plain(r["text"]), UNCOUNTED[r["what"]], plain(r["speaker"] or "the article itself")) for r in rows], width
    )


def _tones(record: Record, width: int) -> list[str]:
    speakers = dicts(by_speaker(record.tone))
    table = [
        (plain(s["speaker"]), count(int(s["n"]), "quote"), *tone_words(s), _without_events(s))
        for s in speakers
        if s["enough"]
    ]
    rest = too_few(speakers) if speakers else NO_TONE
    return (_columns(table, width) if table else []) + (_wrap(rest, width, "  ", "  ") if rest else [])


def too_few(speakers: list[dict]) -> str:
    """Those rows of `by_speaker` that are no finding, in one sentence; empty when there are none."""
    few = [f"{plain(s['speaker'])} ({s['n']})" for s in speakers if not s["enough"]]
    return f"Too few quotes to say anything: {', '.join(few)}." if few else ""


def tone_words(row: dict) -> tuple[str, str]:
    """A row of `by_speaker` with quotes enough, in words: the mean and its interval."""
    mean, low, high = (f"{row[name]:+.2f}" for name in ("mean", "low", "high"))
    return mean, f"{low} to {high}" if low != high else "all the same"


def _without_events(row: dict) -> str:
    return f"{row['attitude']:+.2f} without event words" + ", the sign turns" * row["flips"]


def _columns(table: list[tuple[str, ...]], width: int) -> list[str]:
    """Rows of cells under one another; a cell that is too long for its share of the width wraps."""
    n = len(table[0])
    widest = [max(len(row[i]) for row in table) for i in range(n)]
    room = width - 2 * n
    widths = [min(w, room // n if sum(widest) > room else w) for w in widest]
    # What narrow columns leave over goes to the wide ones, first come first served.
    for i in range(n):
        widths[i] = min(widest[i], widths[i] + room - sum(widths))
    lines = []
    for row in table:
        cells = [textwrap.wrap(cell, w) or [""] for cell, w in zip(row, widths, strict=True)]
        for k in range(max(map(len, cells))):
            parts = ((cell[k] if k < len(cell) else "").ljust(w) for cell, w in zip(cells, widths, strict=True))
            lines.append(("  " + "  ".join(parts)).rstrip())
    return lines
