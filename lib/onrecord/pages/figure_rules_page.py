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
from onrecord.pages.rules_page import article_of, as_sentence, markdown_quote, marked_text, share_in_words
from onrecord.pages.wording import (
    RELATIONS,
    denied_by,
    figure_in_words,
    is_given,
    range_in_words,
    row_dicts,
    status_in_words,
)
from onrecord.system.files import write_whole
from onrecord.tables.record import Record, analyse

DATE = "2021-06-16"  # of the examples, a Wednesday
INTRO = (
    "The column `rule` of the figures table says how it was found what happened to what is counted, and behind a semicolon "
    "how its claimant was found, where that is no quote: `unit_is_event; claimant_counts`. The columns `status`, "
    "`occurrence` and `relation` say what a figure is besides a claim, which happening it counts, and how two claims stand "
    "to each other. The examples are made up and dated Wednesday, 16 June 2021; what is marked in them, **figures** bold "
    "and the <ins>mention</ins> of a claimant underlined, and what stands under them is what the library finds there. "
    "[Rules for quotes and speakers](rules.md) have a page of their own."
)
PARTS = {
    "event": "What happened",
    "claimant": "Who claims it, without a quote",
    "status": "What a figure is besides a claim",
    "occurrence": "Which happening is counted",
    "compared": "How two claims stand to each other",
}
ABOUT_PARTS = {
    "claimant": (
        "A figure in a quote is its speaker’s, and `rule` says no more; one for which nothing of this is found is the "
        "article’s own."
    ),
    "occurrence": (
        "The first sentences say what an article reports: kind, place and day. A figure counts that, and its `occurrence` is "
        "the same, unless one of the following holds. These have no names in a column; a figure that they set apart has "
        "the status `background`."
    ),
    "compared": (
        "Only claims of one occurrence are compared, and only of one kind of event that happened to one kind of thing; what is "
        "denied, forecast or only possible is no claim. Across articles two occurrences are one if day, kind and place are: "
        "articles without a date are compared only where their text tells the day."
    ),
}
COUNTED = (
    "*Right* counts on the project’s own marked articles (`data/marked`), whose misses were read while rules were made: of a "
    "rule for what happened, figures with the marked number and event; of claimants, figures with the marked claimant; of "
    "relations, pairs within an article that are marked with a relation that means the same (of `agree` that they agree, of "
    "`subset` that one is a part of the other). Fewer than ten cases say little. In the marks nobody has "
    "said which status and occurrence a figure has, so these are not counted."
)
FEW = 10  # rows


def figure_rules_markdown() -> str:
    """The page as Markdown."""
    lines = ["# Rules for figures and comparisons", INTRO, COUNTED]
    for part, heading in PARTS.items():
        lines += [f"## {heading}", *([ABOUT_PARTS[part]] if part in ABOUT_PARTS else [])]
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
    return analyse(article_of(rule, DATE))


def shows(rule: Rule) -> list[dict[str, Any]]:
    """The rows of its example that show a rule: figures, or pairs of them."""
    record = example_of(rule)
    if rule.part == "compared":
        return [pair for pair in row_dicts(record.comparisons) if pair["relation"] == rule.name]
    rows = row_dicts(record.figures)
    if rule.part == "occurrence":
        return [row for row in rows if row["status"] == "background" or row["as_of"]]
    return [row for row in rows if rule.name in (row["status"], *row["rule"].split("; "))]


def _section(rule: Rule) -> list[str]:
    more = [f"- *Reason:* {as_sentence(rule.why)}"]
    more += [f"- *Limits:* {rule.limits}"] * bool(rule.limits)
    counts = figure_rule_accuracy().query("part == @rule.part and rule == @rule.name")
    for row in counts.itertuples():
        few = f"; fewer than {FEW} cases" * (row.n_found < FEW)
        more.append(f"- *Right:* {share_in_words(row.n_right, row.n_found)} in our articles{few}.")
    quoted = markdown_quote(marked_text(rule.example, _spans(rule)))
    return [f"### {rule.name}", as_sentence(rule.looks_for), quoted, "; ".join(_readings(rule)), "\n".join(more)]


def _figures_shown(rule: Rule) -> list[dict[str, Any]]:
    """The figures of an example that its readings speak of: all of them where one is set beside the others."""
    return row_dicts(example_of(rule).figures) if rule.part in ("occurrence", "compared") else shows(rule)


def _spans(rule: Rule) -> dict[tuple[int, int], str]:
    """What is marked in an example: {(start, end): mark}."""
    spans = {}
    for row in _figures_shown(rule):
        spans[row["start"], row["end"]] = "**{}**"
        if is_given(row["mention_start"]):
            spans[int(row["mention_start"]), int(row["mention_end"])] = "<ins>{}</ins>"
    return spans


def _readings(rule: Rule) -> Iterator[str]:
    """What the library reads in the example, in words."""
    figures = {row["figure_id"]: row for row in _figures_shown(rule)}
    if rule.part == "compared":
        for pair in shows(rule):
            yield f"{_in_words(figures[pair['a']])} and {_in_words(figures[pair['b']])}: {RELATIONS[rule.name]}"
    elif rule.part == "occurrence":
        for row in figures.values():
            counted = f", counted {row['as_of']}" if row["as_of"] else ""
            yield f"{_what(row)}: `{row['occurrence']}`{counted}"
    else:
        yield from map(_in_words, shows(rule))


def _what(row: dict[str, Any]) -> str:
    status = status_in_words(row)
    return f"{row['event']}: {figure_in_words(row)} ({range_in_words(row) or 'no number'}{status and ', ' + status})"


def _in_words(row: dict[str, Any]) -> str:
    return f"{_what(row)} – {denied_by(row)}"
