"""Made-up tables and records, for tests of what is shown."""

from __future__ import annotations

import pandas as pd

from onrecord.tables.record import COLUMNS, TABLES, Record
from onrecord.text.article import Article

FLOOD = """Dam breaks above Velmora

“The wall simply gave way,” said Ana Ruiz, the mayor. She added that at least 40 people, including 12 children, were killed.

The water company claimed the dam was “in perfect order” in May. About 300 houses were destroyed.

Read more: ten dams to see this summer"""


def table(name: str, given_rows: list[dict]) -> pd.DataFrame:
    """A table of the record from what matters in each row; text columns that are left out are empty."""
    usual = {"in_headline": False, "negated": False, "hedged": False, "named": True, "rule": "made-up"}
    complete = [
        {c: usual.get(c) for c in COLUMNS[name]}
        | {"article_id": "made-up"}
        | ({"status": "denied" if row.get("negated") else "claim"} if name == "figures" else {})
        | row
        for row in given_rows
    ]
    return pd.DataFrame(complete, columns=list(COLUMNS[name])).astype(COLUMNS[name])


EMPTY = {name: table(name, []) for name in TABLES}


def span(text: str, words: str, prefix: str = "") -> dict:
    """Offsets of words that stand in a text, as columns."""
    start = text.index(words)
    columns = {f"{prefix}_start": start, f"{prefix}_end": start + len(words), prefix: words}
    return columns if prefix else {"start": start, "end": start + len(words), "text": words}


def record(text: str, quotes: list[dict] = (), figures: list[dict] = (), **known) -> Record:
    """A record of a made-up article with these quotes and figures."""
    found = {"quotes": table("quotes", list(quotes)), "figures": table("figures", list(figures))}
    return Record(**EMPTY | found, article=Article("made-up", text, **known))


def quote(text: str, words: str, number: int = 1, kind: str = "direct", **more) -> dict:
    return span(text, words) | {"quote_id": f"q{number}", "kind": kind} | more


def figure(text: str, words: str, number: int = 1, **more) -> dict:
    usual = {"stated": words, "approx": "exact", "event": "killed", "category": "people", "attribution": "none"}
    return span(text, words) | {"figure_id": f"f{number}"} | usual | more


def record_made_of(words: str) -> Record:
    """A record with these words in every text column that a page may show."""
    text = f"{words} 40 {words} yes"
    everywhere = {"speaker": words, "mention": words, "mention_start": 0, "mention_end": 1, "rule": words}
    said = quote(text, text, 1, cue=words, cue_start=0, cue_end=1, cue_class=words, **everywhere)
    numbers = [
        figure(
            text,
            "40",
            n,
            figure_id=f"f{n}{words}",
            unit=words,
            event=words,
            event_text=words,
            place=words,
            **everywhere,
        )
        | {"value_low": 40 * n, "value_high": 40 * n, "date_text": words, "attribution": "stated", "stated": words}
        for n in (1, 2)
    ]
    word = {"word": words, "valence": 1.0, "start": 0, "end": 1, "shifted": f"negated by {words}"}
    tone = {
        "quote_id": f"q{words}",
        "speaker": words,
        "compound": 0.5,
        "attitude": 0.5,
        "event_load": 0.1,
        "n_words": 4,
        "words": [word],
    }
    pair = {"article_id_a": "made-up", "article_id_b": "made-up", "a": f"f1{words}", "b": f"f2{words}"}
    bare = record(text, [said | {"quote_id": f"q{words}"}], numbers)
    own = {
        "articles": [
            {"title": words, "outlet": words, "date": words, "source": f"https://{words}", "text": text, "n_words": 4}
        ],
        "speakers": [
            {
                "speaker": words,
                "role": words,
                "affiliation": words,
                "side": words,
                "kind": words,
                "mentions": [],
                "anonymity": words,
                "n_quotes": 1,
                "n_words_direct": 1,
                "n_words_indirect": 0,
            }
        ],
        "comparisons": [pair | {"relation": "conflict_value", "why": words}],
        "uncounted": [{"text": words, "what": "damage", "event": words, "speaker": words, "start": 0, "end": 1}],
        "tone": [tone],
    }
    tables = {name: table(name, own[name]) if name in own else getattr(bare, name) for name in TABLES}
    return Record(bare.article, **tables)
