"""Rules: what each rule looks for, in words and with an example; how often each rule for quotes is right.

The `rule` of a quote is "how its words were found/how its speaker was named"; described_rules.csv has a line for
each of both parts. described_figure_rules.csv describes the rules for figures, described_row_rules.csv those for the other
tables. `make accuracy` counts on hand-marked articles how often rules are right and writes rule_accuracy.csv.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd

from onrecord.evaluation.marked import pair_quotes, read_marked, same_name
from onrecord.quotes import find_quotes
from onrecord.speakers import resolve
from onrecord.text.article import Article
from onrecord.text.parsing import parse
from onrecord.words import read_words

COUNTS = Path(__file__).with_name("rule_accuracy.csv")
COLUMNS = ("set", "date", "part", "rule", "n_found", "n_right")
OWN = "data/marked"


@dataclass(frozen=True)
class Rule:
    """A line of a file of rules. `part` says what it decides ("found", "named", ...); `example` is an article of our own."""

    name: str
    part: str
    in_words: str
    looks_for: str
    limits: str
    example: str
    why: str


@cache
def described_rules() -> dict[str, Rule]:
    """All rules by name, in the order in which to read of them: {"clause_after_cue": Rule(...), ...}."""
    return rules_in("described_rules.csv")


def rules_in(name: str) -> dict[str, Rule]:
    """The rules that a CSV file of this package describes, by name."""
    return {
        row["rule"]: Rule(
            row["rule"],
            row["part"],
            row["in_words"],
            row["looks_for"],
            row["limits"],
            row["example"].replace(" ¶ ", "\n\n"),
            row["why"],
        )
        for row in read_words(name, "onrecord.evaluation")
    }


@cache
def rules_of_all_tables() -> dict[str, Rule]:
    """The rules of every table by name; no name stands for two."""
    files = ("described_rules.csv", "described_figure_rules.csv", "described_row_rules.csv")
    return {name: rule for file in files for name, rule in rules_in(file).items()}


def rule_in_words(rule: str) -> str:
    """A cell of a column `rule` in a few plain words.

    Args:
        rule: such as "clause_after_cue/as_written", or for figures "unit_is_event; claimant_counts".

    Returns:
        "paraphrase after a verb like “said”; speaker as written". A rule that is not described keeps its name, with
        spaces for the underscores.
    """
    return "; ".join(
        rules_of_all_tables()[name].in_words if name in rules_of_all_tables() else name.replace("_", " ")
        for name in re.split(r"/|; ", rule)
    )


@cache
def described_sets() -> dict[str, tuple[str, str]]:
    """What is counted on: {set: (title, what it is)}, the sets of `rule_accuracy` in the order in which to show them."""
    lines = read_words("marked_sets.csv", "onrecord.evaluation")
    return {line["set"]: (line["title"], line["what"]) for line in lines}


@cache
def rule_accuracy() -> pd.DataFrame:
    """How often each rule was right, on each set of marked articles.

    Returns:
        DataFrame with a row per set, part and rule. `set` is "data/marked", or the name of a file of marks whose texts
        do not come with the project; `date` is the day on which that file was read, null for our own, which the tests
        read each time. `part` is "found" or "named". For a finding rule, n_found quotes were found by it and n_right of
        these are marked. For a naming rule, n_found of the quotes that are right and marked with a full name were named
        by it, and n_right have that name in full.
    """
    return pd.read_csv(COUNTS, encoding="utf-8")


def measure_rules(marked: str | Path) -> pd.DataFrame:
    """Count for each rule how many of the quotes that it found and named are right.

    Args:
        marked: file of marked quotes in the form of data/marked/quotes.jsonl. What is marked with `core` false is
            neither wanted nor false; where no full name is marked, only the finding rule is counted.

    Returns:
        DataFrame with the columns part, rule, n_found and n_right of `rule_accuracy()`. A quote is right when its span
        shares at least half of its characters with a marked one, one to one.

    Raises:
        FileNotFoundError: there is no such file.
    """
    counts = [count for mark, article in read_marked(marked) for count in _counts(mark["quotes"], article)]
    table = pd.DataFrame(counts, columns=["part", "rule", "n_found", "n_right"])
    return table.groupby(["part", "rule"], as_index=False).sum()


def write_rule_accuracy(marked: str | Path, others: Sequence[str | Path] = ()) -> None:
    """Measure, and write rule_accuracy.csv beside this file.

    Args:
        marked: the project's own marked quotes.
        others: more files of marked quotes, whose texts need not come with the project. The counts of a set that is
            not given here stay as they are; a file that marked_sets.csv does not describe is left out.
    """
    others = [other for other in others if Path(other).stem in described_sets()]
    measured = [measure_rules(marked).assign(set=OWN, date=None)]
    measured += [measure_rules(other).assign(set=Path(other).stem, date=date.today().isoformat()) for other in others]
    if COUNTS.exists():
        before = pd.read_csv(COUNTS)
        measured.append(before[~before["set"].isin([OWN, *(Path(other).stem for other in others)])])
    counts = pd.concat([table.astype({"date": object}) for table in measured]).sort_values(["set", "part", "rule"])
    counts.to_csv(COUNTS, columns=COLUMNS, index=False, lineterminator="\n")


def _counts(marks: list[dict], article: Article) -> Iterator[tuple[str, str, int, int]]:
    """For each quote of an article: part, rule, 1, and whether it is right."""
    parsed = parse(article)
    rows = [asdict(quote) for quote in resolve(parsed, find_quotes(parsed))[0]]
    marked = {row["quote_id"]: mark for mark, row in pair_quotes(marks, rows)}
    for row in rows:
        how_found, _, how_named = row["rule"].partition("/")
        mark = marked.get(row["quote_id"])
        if mark and not mark.get("core", True):
            continue
        yield "found", how_found, 1, int(mark is not None)
        if mark and mark.get("speaker_canonical"):
            yield "named", how_named, 1, int(same_name(mark["speaker_canonical"], row["speaker"]))
