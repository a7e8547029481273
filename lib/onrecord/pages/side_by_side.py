"""Side by side: rows of several articles, each with links to the words on the page of its article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from textwrap import shorten
from typing import Any

import pandas as pd

from onrecord.pages.addresses import folder_of
from onrecord.pages.anchors import ANCHORS, anchor
from onrecord.pages.html import Html, anchor_address, escape, join
from onrecord.pages.wording import (
    RELATIONS,
    claimant_in_words,
    denied_by,
    figure_in_words,
    is_given,
    plain,
    row_dicts,
)

LONGEST_NAME = 60  # characters of a title that stands where the name of an outlet would
SEVERAL = Html("; ")


def outlets_or_titles(articles: pd.DataFrame) -> pd.DataFrame:
    """Articles of which each has a name to stand under: its outlet, or else its title, so that none is left out.

    Args:
        articles: the articles table.

    Returns:
        A copy; an article that names no outlet has its title there, or its first words. Where two such articles have
        one title, a number tells them apart.
    """
    names, known = [], set(articles["outlet"].dropna())
    used: Counter[str] = Counter()
    for row in row_dicts(articles):
        name = row["outlet"]
        if name is None:
            words = shorten(plain(row["title"] or row["text"]), LONGEST_NAME, placeholder=" …") or "untitled"
            used[words] += 1
            name = words if used[words] == 1 and words not in known else f"{words} ({used[words] + (words in known)})"
        names.append(name)
    return articles.assign(outlet=pd.Series(names, index=articles.index, dtype="str"))


def page_addresses(articles: pd.DataFrame, pages: str) -> dict[str, str]:
    """The address of the page that `onrecord run` wrote for each article.

    Args:
        articles: the articles table.
        pages: the way to the folder of the runs; "" where there are no such pages.

    Returns:
        Addresses by article_id; none where there are no pages.
    """
    if not pages:
        return {}
    return {a["article_id"]: f"{pages}{folder_of(a['title'], a['article_id'])}/index.html" for a in row_dicts(articles)}


def linked(rows: pd.DataFrame, words: str | pd.Series, pages: Mapping[str, str]) -> pd.Series:
    """Words that lead to the mark of their row on the page of its article; plain words where it has no page.

    Args:
        rows: of quotes or of figures.
        words: a text for each row, or the column that has it.
        pages: what `page_addresses` gave.

    Returns:
        A piece of HTML per row, with the index of `rows`.
    """
    column = next(c for c in ANCHORS if c in rows)
    shown = rows[words] if isinstance(words, str) else words
    ids = zip(shown, rows["article_id"], rows[column], strict=True)
    cells = [_link(text, article, anchor(column, row_id), pages) for text, article, row_id in ids]
    return pd.Series(cells, index=rows.index, dtype=object)


def in_one_row(
    rows: pd.DataFrame, by: Sequence[str], column: str, *, order: Callable[[Any], Any] | None = None
) -> pd.DataFrame:
    """A row for each group of rows, with what they have in a column one behind the other.

    Args:
        rows: of any table.
        by: the columns whose values make a group; a missing value is a value.
        column: the column, of words or of what `linked` gave.
        order: by what the values of the first column of `by` are sorted, `gravity` for events; by themselves when left out.

    Returns:
        The columns of `by`, sorted, and `column` with a piece of HTML per group.
    """
    groups = list(rows.groupby(list(by), sort=True, dropna=False))
    if order:
        groups.sort(key=lambda group: order(group[0][0]))
    made = pd.DataFrame([key for key, _ in groups], columns=list(by))
    return made.assign(**{column: _pieces([join(group[column], SEVERAL) for _, group in groups])})


def claims_in_words(figures: pd.DataFrame, pages: Mapping[str, str]) -> pd.Series:
    """Each figure with the one who claims it, "12 people – Ada Brandt"; the figure leads to its words.

    Args:
        figures: rows of the figures table.
        pages: what `page_addresses` gave.

    Returns:
        A piece of HTML per row, with the index of `figures`.
    """
    words = linked(figures, pd.Series(_each(figures, figure_in_words), index=figures.index, dtype="str"), pages)
    claimants = _each(figures, claimant_in_words)
    cells = [Html("{} – {}").format(word, who) for word, who in zip(words, claimants, strict=True)]
    return pd.Series(cells, index=figures.index, dtype=object)


def pairs_in_words(
    pairs: pd.DataFrame, figures: pd.DataFrame, articles: pd.DataFrame, pages: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Pairs of claims with their words: who says what where and when, and how the two compare.

    Args:
        pairs: rows of the comparisons table.
        figures: the figures table of these articles.
        articles: their articles table, each with an outlet (see `outlets_or_titles`).
        pages: what `page_addresses` gave; without it the words are no links.

    Returns:
        A row per pair: what (happened), one, other (both claims), relation and why in words.
    """
    by_id = {(f["article_id"], f["figure_id"]): f for f in row_dicts(figures)}
    articles_by_id = {a["article_id"]: a for a in row_dicts(articles)}
    ends = {end: [by_id[key] for key in zip(pairs[f"article_id_{end}"], pairs[end], strict=True)] for end in ("a", "b")}
    claims = {
        end: _pieces([_end(figure, articles_by_id[figure["article_id"]], pages or {}) for figure in figures_])
        for end, figures_ in ends.items()
    }
    what = pd.Series([figure["event"] for figure in ends["b"]], dtype="str")
    words = {"relation": pairs["relation"].map(RELATIONS).array, "why": pairs["why"].array}
    return pd.DataFrame({"what": what, "one": claims["a"], "other": claims["b"], **words}).set_index(pairs.index)


def _end(figure: Mapping[str, Any], article: Mapping[str, Any], pages: Mapping[str, str]) -> Html:
    """A claim with its claimant, outlet and day; its words lead to where they stand."""
    words = _link(figure_in_words(figure), figure["article_id"], anchor("figure_id", figure["figure_id"]), pages)
    day = Html("<time>{}</time>").format(article["date"]) if article["date"] else None
    where = join([part for part in (article["outlet"], day) if part], ", ")
    return Html("{} – {} ({})").format(words, denied_by(figure), where)


def _link(words: Any, article_id: str, mark: str, pages: Mapping[str, str]) -> Html:
    words = words if is_given(words) else "–"
    if article_id not in pages:
        return escape(words)
    return Html('<a href="{}">{}</a>').format(anchor_address(mark, pages[article_id]), words)


def _pieces(cells: Sequence[Html]) -> pd.Series:
    """A column of finished pieces of HTML; pandas would make plain texts of them."""
    return pd.Series(list(cells), dtype=object)


def _each(figures: pd.DataFrame, words_of: Callable[[Mapping[str, Any]], str]) -> list[str]:
    return [words_of(row) for row in row_dicts(figures)]
