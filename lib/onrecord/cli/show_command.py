"""`onrecord show`: a summary of each article in the terminal."""

from __future__ import annotations

import argparse

from onrecord.cli.corrected import read_given, report
from onrecord.cli.failures import Failures
from onrecord.cli.messages import width
from onrecord.corrections.reckoning import Reckoning
from onrecord.pages.terminal import as_text
from onrecord.tables.corpus import analyse_many
from onrecord.text.pipelines import DEFAULT_MODEL
from onrecord.text.sources import read_many
from onrecord.tone.scoring import best_scorer


def execute(options: argparse.Namespace) -> int:
    """Execute the command; the exit code."""
    failures = Failures()
    articles = read_many(options.sources, on_error=failures.add_unread, on_note=failures.note)
    corrections = read_given(options.corrections)
    reckoning = Reckoning(corrections)
    records = analyse_many(
        articles,
        1,
        options.model or DEFAULT_MODEL,
        on_error=failures.add_article,
        scorer=best_scorer(),
        corrections=corrections,
    )
    for number, record in enumerate(records):
        rule = "\n" + "=" * width() + "\n" if number else ""
        print(rule + as_text(record, width(), options.all), end="", flush=True)
        if record.article is not None:
            reckoning.take(record.article, record.outcomes)
    report(reckoning.n_changes, reckoning.n_applied, reckoning.problems(), len(corrections.faults))
    return failures.code
