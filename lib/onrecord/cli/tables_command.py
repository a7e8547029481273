"""`onrecord tables`: the tables of many articles, written part by part."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from pathlib import Path

from onrecord.cli.corrected import read_given, report
from onrecord.cli.failures import Failures
from onrecord.cli.folders import check_folder
from onrecord.cli.messages import NOT_TRIED_AGAIN, complain, end_on_sigterm, say
from onrecord.corrections.lines import Corrections
from onrecord.pages.wording import count
from onrecord.system.models import DEFAULT_MODEL
from onrecord.system.pool import cores
from onrecord.system.steps import HowFar, tell
from onrecord.tables.stores import is_store, working_folder
from onrecord.tables.tabulation import Tabulated, TabulationStatus, tabulate
from onrecord.text.article import Article
from onrecord.text.sources import count_articles, read_many
from onrecord.text.sources.places import is_address


def execute(options: argparse.Namespace) -> int:
    """Execute the command; the exit code."""
    failures = Failures()
    articles = read_many(options.sources, on_error=failures.add_unread, on_note=failures.note, retries=options.retries)
    corrections = read_given(options.corrections)
    if not is_store(options.to):
        check_folder(options.to, "--to", options.sources)
    end_on_sigterm()
    tell("counting the articles")
    total, more = count_articles(options.sources), any(map(is_address, options.sources))

    def tell_status(status: TabulationStatus) -> None:
        tell(status.now, _how_far(status, total - failures.n_unread, more))
        send()

    with working_folder(options.to) if is_store(options.to) else nullcontext((options.to, _nothing)) as (folder, send):
        result = _tabulate(options, articles, folder, corrections, None if more else total, failures, tell_status)
    failures.summarize(result.n_articles)
    _print_end(result, len(corrections.faults))
    return failures.code


def _tabulate(
    options: argparse.Namespace,
    articles: Iterable[Article],
    folder: str | Path,
    corrections: Corrections,
    total: int | None,
    failures: Failures,
    on_status: Callable[[TabulationStatus], None],
) -> Tabulated:
    return tabulate(
        articles,
        folder,
        options.format or ("parquet",),
        jobs=options.jobs or cores(),
        model=options.model or DEFAULT_MODEL,
        thoughts=options.thoughts,
        scorer=options.scorer,
        cluster=options.cluster,
        fresh=options.fresh,
        retry_failed=options.retry_failed,
        retries=options.retries,
        corrections=corrections,
        total=total,
        on_error=failures.add_article,
        on_status=on_status,
    )


def _nothing() -> None:
    """What is sent from a folder on this machine."""


def _how_far(status: TabulationStatus, total: int, more: bool) -> HowFar:
    """How far a call is, whose sources hold so many articles, or more."""
    open_, rate = total - status.done - status.failed, status.per_second
    left = open_ / rate if rate and not more else None
    return HowFar(status.done, total, "article", status.failed, more, rate, left)


def _print_end(result: Tabulated, n_unread: int) -> None:
    """Print what was kept, and what became of corrections, of which so many cannot be read."""
    if result.n_failed_before:
        complain(NOT_TRIED_AGAIN, 1)
    if result.n_kept or result.why:
        say(_kept_in_words(result))
    report(result.n_corrections, result.n_applied, result.misfits, n_unread)


def _kept_in_words(result: Tabulated) -> str:
    """What a call did with the tables of an earlier one, in a line."""
    articles = count(result.n_articles, "article")
    if result.n_kept == result.n_articles and not result.why:
        if result.n_articles == 1:
            return f"{articles}: was done before, and nothing of it has changed"
        return f"{articles}: all were done before, and nothing of them has changed"
    why = f" ({result.why})" if result.why else ""
    return f"{articles}: {result.n_kept} done before, {result.n_articles - result.n_kept} now{why}"
