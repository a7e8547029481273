"""`onrecord show`: a summary of each article in the terminal, or of a folder that a command writes."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.cli.corrected import read_given, report
from onrecord.cli.failures import Failures
from onrecord.cli.messages import say, width
from onrecord.corrections.reckoning import Reckoning
from onrecord.pages.terminal import as_text
from onrecord.pages.terminal_corpus import corpus_as_text
from onrecord.runs.parameters import CallError
from onrecord.runs.so_far import is_ours, so_far
from onrecord.system.models import DEFAULT_MODEL
from onrecord.system.steps import counted, tell
from onrecord.system.text_lines import one_line
from onrecord.tables.corpus import analyse_many
from onrecord.tables.record import load
from onrecord.text.article import Article
from onrecord.text.sources import count_articles, read_many
from onrecord.text.sources.places import is_address
from onrecord.tone.choosing import best_scorer


def execute(options: argparse.Namespace) -> int:
    """Execute the command; the exit code."""
    failures = Failures()
    folders = [source for source in options.sources if os.path.isdir(source) and is_ours(Path(source))]
    if folders and (options.model or options.corrections):
        raise CallError(
            f"{folders[0]}: is shown as it was written; `model` and `corrections` are for articles that are read now."
        )
    for number, folder in enumerate(folders):
        say(_rule(number) + _folder_in_words(Path(folder), options.all), end="")
    options.sources = [source for source in options.sources if source not in folders]
    if options.sources:
        _show_articles(options, failures, len(folders))
    return failures.code


def _folder_in_words(folder: Path, everything: bool) -> str:
    """What a folder says that On Record wrote or is writing, and how far it is; of a single article, what that says."""
    there = so_far(folder)
    tell(f"reading {folder}")
    growth = there.growth
    head = f"{one_line(folder)}: {growth}\n\n"
    if growth.n_articles == 1 and growth.is_whole and not growth.n_failed and not growth.at_work:
        return as_text(load(there.tables[0].folder), width(), everything)
    return head + corpus_as_text(there.rows, width()) if there.tables else head[:-1]


def _rule(number: int) -> str:
    """What stands between two articles or folders; nothing before the first."""
    return "\n" + "=" * width() + "\n" if number else ""


def _show_articles(options: argparse.Namespace, failures: Failures, number: int) -> None:
    """Print the summary of each article, behind so many folders."""
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
    for place, record in enumerate(counted(records, "reading", "article", total), number):
        say(_rule(place) + as_text(record, width(), options.all), end="")
        if record.article is not None:
            reckoning.take(record.article, record.outcomes)
    report(reckoning.n_changes, reckoning.n_applied, reckoning.problems(), len(corrections.faults))


def _told(articles: Iterable[Article]) -> Iterator[Article]:
    """Articles that are analysed one after the other; which one that is, is told."""
    for article in articles:
        tell(f"analysing {article.source or article.article_id}")
        yield article
