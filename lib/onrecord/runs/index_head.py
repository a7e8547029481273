"""Head of the index page: who is in the articles of a folder most, and which of their claims conflict or were replaced."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from onrecord.pages.answers import line_as_html
from onrecord.pages.answers.across import across_lines
from onrecord.pages.html import EMPTY, Html, anchor_address, join
from onrecord.pages.layout import Group, Row, long_table
from onrecord.pages.side_by_side import outlets_or_titles, page_addresses, pairs_in_words
from onrecord.pages.wording import count
from onrecord.rows import gravity
from onrecord.runs.manifest import MOST_ACROSS
from onrecord.statistics.governments import join_governments
from onrecord.tables.corpus import without_duplicates
from onrecord.tables.frame_rows import dicts
from onrecord.tables.record import Record, load

MOST_LINES, MOST_VOICES, MOST_PAIRS = 5, 3, 5
KINDS = {"Claims of two articles that conflict": "conflict", "Numbers that a later article replaced": "updates"}


class Head(NamedTuple):
    """The head of the page: sentences, and the pairs of claims that two of the articles make."""

    answer: Html = EMPTY
    pairs: Html = EMPTY


def index_head(out: Path, number: int) -> Head:
    """What the articles of a folder say together, with links to the words; nothing for very many.

    An article that says the same as an earlier one is not counted.

    Args:
        out: the folder, with the tables of all its articles.
        number: of the articles that it has.
    """
    if not number or number > MOST_ACROSS or not any((out / "tables").glob("articles.*")):
        return Head()
    record = without_duplicates(load(out / "tables"))
    known = outlets_or_titles(record.articles)
    pages = page_addresses(known, "./")
    lines = [_most_words(record, pages)]
    if len(known) < 2:
        return Head(_list(lines))
    lines += [line_as_html(line, pages) for line in across_lines(record, known) if line]
    return Head(_list(lines[:MOST_LINES]), _pairs(record, known, pages))


def _list(lines: Sequence[Html]) -> Html:
    return Html('<ul class="onrecord-answer">{}</ul>').format(join(map(Html("<li>{}</li>").format, lines)))


def _most_words(record: Record, pages: dict[str, str]) -> Html:
    """Who has most words, in how many articles, a government under all of its names; each name leads to the first words in the article with most of them."""
    speakers = join_governments(record.speakers, record.speakers)
    named = record.speakers["named"].astype(bool) | (speakers["speaker"] != record.speakers["speaker"])
    speakers = speakers.assign(words=speakers["n_words_direct"] + speakers["n_words_indirect"])[named]
    if not speakers["words"].sum():
        return Html("Nobody with a name is quoted.")
    voices = speakers.groupby("speaker", sort=False).agg(words=("words", "sum"), articles=("article_id", "nunique"))
    first = voices.sort_values("words", ascending=False, kind="stable").head(MOST_VOICES)
    said = join_governments(record.quotes, record.speakers)
    lines = [
        Html("{} ({}{})").format(
            _voice(str(name), speakers, said, pages),
            count(int(row["words"]), "word"),
            _in_how_many(int(row["articles"]), len(pages)),
        )
        for name, row in first.iterrows()
    ]
    return Html("Most words: {}.").format(join(lines, ", "))


def _in_how_many(some: int, articles: int) -> str:
    """In how many of the articles somebody is heard, behind a number of words."""
    if articles == 1:
        return ""
    every = "both" if articles == 2 else f"all {articles}"
    return f" in {every if some == articles else f'{some} of {articles}'} articles"


def _voice(name: str, speakers: pd.DataFrame, quotes: pd.DataFrame, pages: dict[str, str]) -> Html:
    """A name with a link to its first quote in the article where it has most words."""
    words = speakers[speakers["speaker"] == name].groupby("article_id")["words"].sum()
    said = quotes[quotes["speaker"] == name]
    shown = name.partition(" (“")[0]
    here = said[said["article_id"] == words.idxmax()]
    if here.empty:
        return Html.escape(shown)
    first = here.iloc[0]
    return Html('<a href="{}">{}</a>').format(
        anchor_address(f"q-{first['quote_id']}", pages[first["article_id"]]), shown
    )


def _pairs(record: Record, known: pd.DataFrame, pages: dict[str, str]) -> Html:
    """Claims of two articles about the same thing that differ, with their words side by side."""
    pairs = record.comparisons.query("article_id_a != article_id_b")
    groups = []
    for heading, relation in KINDS.items():
        of_kind = pairs[pairs["relation"].str.startswith(relation)]
        words = dicts(pairs_in_words(of_kind, record.figures, known, pages))
        words.sort(key=lambda pair: gravity(pair["what"]))
        groups.append(Group(heading, [Row([w["what"], w["one"], w["other"]]) for w in words]))
    if not any(group.rows for group in groups):
        return EMPTY
    headings = ["What happened", "One article", "Another article"]
    return long_table(headings, groups, "", "pair", most=MOST_PAIRS)
