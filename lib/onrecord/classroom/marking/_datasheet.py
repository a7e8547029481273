"""The datasheet for sources: each statement with its source, and why one should believe it, as newsrooms teach it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from onrecord.classroom.marking._forms import write_csv
from onrecord.classroom.marking._places import sentence_at
from onrecord.classroom.marking._shown import Shown, listed
from onrecord.pages.row_tables import rows
from onrecord.pages.wording import count, is_given, row_dicts
from onrecord.tables.record import Record, analyse
from onrecord.text.article import Article

# What a speaker of each kind is as a source; a person can be an official, an expert or an eyewitness: the student decides.
TYPES = {
    "government": "official",
    "military": "official",
    "organisation": "organisation",
    "media": "media",
    "document": "document",
    "unnamed person": "anonymous",
    "unnamed group": "anonymous",
}
COLUMNS = {
    "statement": "statement",
    "sentence": "sentence",
    "source_type": "type of source",
    "name": "name",
    "title": "title",
    "why_believed": "why this source is believed",
}


def datasheet(source: Record | Article, file: str | Path | None = None) -> Shown:
    """The datasheet for sources of an article: who says what, and why that source should be believed.

    Args:
        source: a record of one article, or an article, which is read first.
        file: a CSV to fill in, where it is to be written; none when left out. A file that is there and says something else
            stays as it is.

    Returns:
        Sentences on what is blank, and a table with a row per statement: statement, sentence, source_type ("official",
        "organisation", "media", "document", "anonymous"; null for a person: official, expert, eyewitness or affected is for
        the student to say), name, title, why_believed (null: for the student), start and end of the words, quote_id.

    Raises:
        ValueError: the record is of several articles.
    """
    record = analyse(source) if isinstance(source, Article) else source
    if record.article is None:
        raise ValueError("this record is of several articles; give the record of one")
    speakers = {speaker["speaker"]: speaker for speaker in row_dicts(record.speakers)}
    found: dict[str, dict[str, Any]] = {}
    for quote in row_dicts(record.quotes):
        if quote["statement_id"] in found:
            found[quote["statement_id"]]["statement"] += f" … {' '.join(quote['text'].split())}"
        else:
            found[quote["statement_id"]] = _row(quote, speakers.get(quote["speaker"]), record.article)
    table = pd.DataFrame(list(found.values()), columns=[*COLUMNS, "start", "end", "quote_id"])
    told = _in_words(table)
    if file is not None:
        cells = table[[*COLUMNS, "start", "end"]].astype(object)
        told.append(write_csv([cells.columns, *cells.where(cells.notna(), "").itertuples(index=False)], file))
    return Shown(table, told, rows(table, COLUMNS, caption="Datasheet for sources", empty="No statement was found."))


def _row(quote: dict[str, Any], speaker: dict[str, Any] | None, article: Article) -> dict[str, Any]:
    speaker = speaker or {"kind": None, "named": False, "role": None, "affiliation": None}
    told = [speaker["role"], speaker["affiliation"]]
    return {
        "statement": " ".join(quote["text"].split()),
        "sentence": sentence_at(article, quote["start"]),
        "source_type": TYPES.get(speaker["kind"]),
        "name": quote["speaker"],
        "title": ", ".join(dict.fromkeys(part for part in told if part)) or None,
        "why_believed": None,
        "start": quote["start"],
        "end": quote["end"],
        "quote_id": quote["quote_id"],
    }


def _in_words(table: pd.DataFrame) -> list[str]:
    if table.empty:
        return ["No statement was found in this article."]
    sources = len({name for name in table["name"] if is_given(name)})
    blank = [
        f"{COLUMNS[column]} in {count(n, 'statement')}"
        for column in ("source_type", "name", "title", "why_believed")
        if (n := int(table[column].isna().sum()))
    ]
    said = f"{count(len(table), 'statement')} by {count(sources, 'source')}.".capitalize()
    nameless = int((table["source_type"] == "anonymous").sum())
    return [
        said,
        f"Blank, for you to fill in: {listed(blank)}.",
        f"{count(nameless, 'statement')} {'comes' if nameless == 1 else 'come'} from a source without a name.".capitalize(),
    ]
