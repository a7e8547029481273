"""The terminal: what the articles of a folder say together, in one screen of plain text, read a row at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from onrecord.pages.terminal import NARROWEST, WIDEST
from onrecord.pages.terminal_lines import columns, wrapped
from onrecord.pages.wording import count, plain
from onrecord.rows import EVENTS
from onrecord.system.text_lines import one_line

MOST_SPEAKERS = 12
OTHER = "other"  # what happened to those counted is none of the kinds
ReadRows = Callable[..., Iterator[Mapping[str, Any]]]


def corpus_as_text(rows: ReadRows, width: int = 80) -> str:
    """What many articles say, for the terminal: how many they are, who speaks most, and what is counted.

    Those that say the same as an earlier one are not counted.

    Args:
        rows: gives the rows of a table with some columns.
        width: columns to fill, from 48 to 100.
    """
    width = max(NARROWEST, min(width, WIDEST))
    ids, outlets, dates, left_out = set(), set(), set(), set()
    for row in rows("articles", "article_id", "outlet", "date", "duplicate_of"):
        if row["duplicate_of"] is None:
            ids.add(row["article_id"])
            outlets |= {row["outlet"]} - {None}
            dates |= {row["date"]} - {None}
        else:
            left_out.add(row["article_id"])
    head = [count(len(ids), "article")]
    head += [count(len(outlets), "outlet")] if outlets else []
    head += [min(dates) if len(dates) == 1 else f"{min(dates)} to {max(dates)}"] if dates else []
    same = [f"{count(len(left_out), 'more article')} say the same as another one."] if left_out else []
    parts = [[" · ".join(map(plain, head)), *same], _speakers(rows, ids, width), _figures(rows, ids, width)]
    return "\n\n".join("\n".join(map(one_line, part)) for part in parts if part) + "\n"


def _speakers(rows: ReadRows, ids: set[str], width: int) -> list[str]:
    """Those with most quotes, a line each; nameless ones are counted together."""
    quotes: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    nameless = 0
    for row in rows("speakers", "article_id", "speaker", "named", "n_quotes"):
        if row["article_id"] in ids and row["n_quotes"]:
            if row["named"]:
                quotes[row["speaker"]] += row["n_quotes"]
                articles[row["speaker"]] += 1
            else:
                nameless += row["n_quotes"]
    if not quotes and not nameless:
        return []
    most = sorted(quotes, key=lambda name: (-quotes[name], name))[:MOST_SPEAKERS]
    table = [(plain(n), count(quotes[n], "quote"), f"in {count(articles[n], 'article')}") for n in most]
    more = len(quotes) - len(most)
    ends = [count(more, "more speaker")] if more else []
    ends += [f"{count(nameless, 'quote')} of speakers without a name"] if nameless else []
    return ["WHO SPEAKS", *(columns(table, width) if table else []), *wrapped("; ".join(ends), width, "  ", "  ")]


def _figures(rows: ReadRows, ids: set[str], width: int) -> list[str]:
    """How many figures there are of each kind of event, and in how many articles."""
    figures: Counter[str] = Counter()
    articles: dict[str, set[str]] = {}
    for row in rows("figures", "article_id", "event", "status"):
        if row["article_id"] in ids and row["status"] == "claim":
            event = row["event"] or OTHER
            figures[event] += 1
            articles.setdefault(event, set()).add(row["article_id"])
    named = [event for event in EVENTS if event in figures]
    table = [(e, count(figures[e], "figure"), f"in {count(len(articles[e]), 'article')}") for e in named]
    return ["WHAT IS COUNTED", *columns(table, width)] if table else []
