"""`onrecord show`: a summary of each article in the terminal."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator

from onrecord.cli.corrected import read_given, report
from onrecord.cli.failures import Failures
from onrecord.cli.messages import say, width
from onrecord.corrections.reckoning import Reckoning
from onrecord.pages.terminal import as_text
from onrecord.system.steps import counted, tell
from onrecord.tables.corpus import analyse_many
from onrecord.text.article import Article
from onrecord.text.pipelines import DEFAULT_MODEL
from onrecord.text.sources import count_articles, read_many
from onrecord.text.sources.places import is_address
from onrecord.tone.scoring import best_scorer


def execute(options: argparse.Namespace) -> int:
    """Execute the command; the exit code."""
    failures = Failures()
    articles = read_many(options.sources, on_error=failures.add_unread, on_note=failures.note)
    corrections = read_given(options.corrections)
    reckoning = Reckoning(corrections)
    records = analyse_many(
        _told(articles),
        1,
        options.model or DEFAULT_MODEL,
        on_error=failures.add_article,
        scorer=best_scorer(),
        corrections=corrections,
    )
    tell("counting the articles")
    total = None if any(map(is_address, options.sources)) else count_articles(options.sources)
    for number, record in enumerate(counted(records, "reading", "article", total)):
        rule = "\n" + "=" * width() + "\n" if number else ""
        say(rule + as_text(record, width(), options.all), end="")
        if record.article is not None:
            reckoning.take(record.article, record.outcomes)
    report(reckoning.n_changes, reckoning.n_applied, reckoning.problems(), len(corrections.faults))
    return failures.code


def _told(articles: Iterable[Article]) -> Iterator[Article]:
    """Articles that are analysed one after the other; which one that is, is told."""
    for article in articles:
        tell(f"analysing {article.source or article.article_id}")
        yield article
