"""The page of rules for figures: what each looks for, an example that it reads, and how often it is right.

Nothing on it is typed twice: it is made from described_figure_rules.csv, figure_rule_accuracy.csv and from what the library
finds in the examples.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from onrecord.evaluation.figure_rules import described_figure_rules, figure_rule_accuracy
from onrecord.evaluation.rules import Rule
from onrecord.pages.rules_page import as_sentence, share_in_words
from onrecord.pages.wording import RELATIONS, denied_by, figure_in_words, range_in_words
from onrecord.system.files import write_whole
from onrecord.tables.record import Record, analyse
from onrecord.text.article import Article

INTRO = (
    "The column `rule` of the figures table says how it was found what happened to what is counted, and behind a semicolon "
    "how its claimant was found, where that is no quote: `unit_is_event; claimant_counts`. The columns `status` and "
    "`relation` say what a figure is besides a claim, and how two claims stand to each other. The examples are made up; "
    "what stands under them is what the library finds there."
)
PARTS = {
    "event": "What happened",
    "claimant": "Who claims it, without a quote",
    "status": "What a figure is besides a claim",
    "compared": "How two claims stand to each other",
}
COUNTED = (
    "*Right* counts on the project's own marked articles (`data/marked`), whose misses were read while rules were made: of a "
    "rule for what happened, figures with the marked number and event; of claimants, figures with the marked claimant; of "
    "relations, pairs that are marked as being about the same thing. Few cases say little. Statuses are not counted."
)


def figure_rules_markdown() -> str:
    """The page as Markdown."""
    lines = ["# Rules for figures and comparisons", INTRO, COUNTED]
    for part, heading in PARTS.items():
        lines.append(f"## {heading}")
        for rule in described_figure_rules().values():
            lines += _section(rule) if rule.part == part else []
    lines.append("Made by `make rules`; do not edit.")
    return "\n\n".join(lines) + "\n"


def write(markdown: str | Path) -> None:
    """Write the page."""
    write_whole(Path(markdown), figure_rules_markdown())


@cache
def example_of(rule: Rule) -> Record:
    """What the library finds in the example of a rule."""
    return analyse(Article("example", rule.example))


def shows(rule: Rule) -> list[dict[str, Any]]:
    """The rows of its example that show a rule: figures, or pairs of them."""
    record = example_of(rule)
    if rule.part == "compared":
        return record.comparisons[record.comparisons["relation"] == rule.name].to_dict("records")
    rows = record.figures.to_dict("records")
    return [row for row in rows if rule.name in (row["status"], *row["rule"].split("; "))]


def _section(rule: Rule) -> list[str]:
    more = [f"- *Reason:* {as_sentence(rule.why)}"]
    more += [f"- *Limits:* {rule.limits}"] * bool(rule.limits)
    counts = figure_rule_accuracy().query("part == @rule.part and rule == @rule.name")
    more += [f"- *Right:* {share_in_words(row.n_right, row.n_found)} in our articles." for row in counts.itertuples()]
    quoted = "> " + rule.example
    return [f"### {rule.name}", as_sentence(rule.looks_for), quoted, "; ".join(_readings(rule)), "\n".join(more)]


def _readings(rule: Rule) -> Iterator[str]:
    """What the library reads in the example, in words."""
    figures = example_of(rule).figures.set_index("figure_id").to_dict("index")
    for row in shows(rule):
        if rule.part == "compared":
            yield f"{_in_words(figures[row['a']])} and {_in_words(figures[row['b']])}: {RELATIONS[rule.name]}"
        else:
            yield _in_words(row)


def _in_words(row: dict[str, Any]) -> str:
    return f"{row['event']}: {figure_in_words(row)} ({range_in_words(row) or 'no number'}) – {denied_by(row)}"
