"""Show: what notebooks show with. Marked text, tables that lead to their words, and how often rows are right."""

from __future__ import annotations

import pandas as pd

from onrecord.evaluation.own_corrections import right_in_your_articles
from onrecord.evaluation.published import (
    accuracy_note,
    agreement_of_readers,
    hints_sentence,
    how_often_right,
    open_and_kept_back,
    published_accuracy,
    ranges_on_others_news,
    reliability,
    rule_shares,
)
from onrecord.evaluation.row_accuracy import accuracy
from onrecord.evaluation.rules import rule_accuracy
from onrecord.evaluation.scorers import hard_sentences, scorer_accuracy, scorer_sentence
from onrecord.pages.accuracy_answer import answer_how_right, found_by_readers
from onrecord.pages.answers import answer, answer_across
from onrecord.pages.codes import claims_in_one_line, in_words, number_words, ranges_in_words
from onrecord.pages.highlights import highlight
from onrecord.pages.portrayals_section import portrayals
from onrecord.pages.row_tables import rows
from onrecord.pages.side_by_side import (
    claims_in_words,
    in_one_row,
    linked,
    outlets_or_titles,
    page_addresses,
    pairs_in_words,
)
from onrecord.pages.tone_lists import differences_in_words, disagreements, quotes_by_speaker
from onrecord.pages.toned_words import texts_word_by_word, word_by_word
from onrecord.pages.two_scorers import scorers_in_words
from onrecord.pages.wording import claimant_in_words
from onrecord.rows import gravity
from onrecord.tables.frame_rows import dicts
from onrecord.text.article import Article
from onrecord.tone.vader import lexicon_source

__all__ = [
    "accuracy",
    "accuracy_note",
    "agreement_of_readers",
    "answer",
    "answer_across",
    "answer_how_right",
    "claimants_in_words",
    "claims_in_one_line",
    "claims_in_words",
    "differences_in_words",
    "disagreements",
    "found_by_readers",
    "gravity",
    "hard_sentences",
    "highlight",
    "hints_sentence",
    "how_often_right",
    "in_context",
    "in_one_row",
    "in_words",
    "lexicon_source",
    "linked",
    "number_words",
    "open_and_kept_back",
    "outlets_or_titles",
    "page_addresses",
    "pairs_in_words",
    "portrayals",
    "published_accuracy",
    "quotes_by_speaker",
    "ranges_in_words",
    "ranges_on_others_news",
    "reliability",
    "right_in_your_articles",
    "rows",
    "rule_accuracy",
    "rule_shares",
    "scorer_accuracy",
    "scorer_sentence",
    "scorers_in_words",
    "texts_word_by_word",
    "word_by_word",
]


def claimants_in_words(figures: pd.DataFrame) -> pd.Series:
    """Who claims each figure: a name, the words that point at somebody without one, or the article itself.

    Args:
        figures: rows of the figures table.

    Returns:
        A text per row, with the index of `figures`.
    """
    return pd.Series(map(claimant_in_words, dicts(figures)), index=figures.index, dtype="str")


def in_context(article: Article, rows: pd.DataFrame, around: int = 60) -> pd.Series:
    """The words of some rows with what stands around them in the article.

    Args:
        article: that the rows are of.
        rows: of any table with `start` and `end`.
        around: characters before and after, more or less: no word is cut.

    Returns:
        A text per row, with the index of `rows`; "…" where more stands in the same paragraph.
    """
    texts = [_around(article.text, start, end, around) for start, end in zip(rows["start"], rows["end"], strict=True)]
    return pd.Series(texts, index=rows.index, dtype="str")


def _around(text: str, start: int, end: int, around: int) -> str:
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last
    begin, stop = max(first, start - around), min(last, end + around)
    begin = first if begin == first else text.find(" ", begin, start) + 1 or start
    stop = last if stop == last else max(text.rfind(" ", end, stop), end)
    return "… " * (begin > first) + " ".join(text[begin:stop].split()) + " …" * (stop < last)
