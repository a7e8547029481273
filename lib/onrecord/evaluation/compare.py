"""Compare: what the library gets right on any file of marks, beside what a few lines get that anybody can write.

`make accuracy MARKED=file.jsonl` calls this, and `make accuracy GUM=folder` with what `gum` makes of that corpus. Nothing
is written: the numbers are printed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from onrecord.evaluation.baselines import PLAIN_VADER, said_quotes
from onrecord.evaluation.portrayal_counts import portrayal_counts
from onrecord.evaluation.quote_scores import COUNTS, score_quotes, with_shares
from onrecord.evaluation.row_accuracy import figure_counts
from onrecord.evaluation.scorers import measure_scorer
from onrecord.system.pool import cores
from onrecord.tables.corpus import analyse_many
from onrecord.tables.record import Record
from onrecord.text.article import Article, SourceError
from onrecord.text.sources import read_many
from onrecord.tone.minilm import ScorerError
from onrecord.tone.scoring import SCORERS

OURS, PATTERN = "On Record", 'a pattern for "said"'
MARKED = ("quotes", "figures", "portrayals")
SHARES = ["precision", "recall", "f1"]


class MarksError(ValueError):
    """A file of marks that cannot be compared with; the message says which line, and what is wrong with it."""


def compare(path: str | Path) -> pd.DataFrame:
    """Measure the library and a baseline on a file of marks.

    Args:
        path: JSON lines with `id`, `text`, and `quotes`, `figures` or `portrayals` in the form that data/README.md describes;
            or texts whose tone people judged: `text`, `label` (-1, 0, 1) and, where they are, `target_start` and
            `target_end` (of whom the label speaks) and `score` (a mean rating).

    Returns:
        For quotes, figures and portrayals a row per measure, with n_marked and the columns (system, n_found, n_right, precision,
        recall, f1); the measures of quotes are those of `score_quotes`. For tone a row per measure (see
        `scorer_accuracy`), with a column per scorer, plain VADER over the whole text among them.

    Raises:
        FileNotFoundError: there is no such file.
        MarksError: a line is not in that form.
    """
    marks = list(_marks(Path(path)))
    return _tone(Path(path)) if "label" in marks[0] else _claims(Path(path), marks)


def main(paths: Sequence[str]) -> int:
    """Print the comparison with each file of marks.

    Returns:
        The exit code: 0, or 2 where a file cannot be read.
    """
    for path in paths:
        try:
            table, n = compare(path), sum(1 for _ in _marks(Path(path)))
        except (OSError, MarksError, SourceError) as problem:
            print(f"accuracy: {problem}", file=sys.stderr)
            return 2
        print(f"\n{Path(path).name}: {n:,} {'text' if n == 1 else 'texts'}, {date.today()}\n{in_words(table)}")
    return 0


def in_words(table: pd.DataFrame) -> str:
    """A comparison as text: shares in whole percent, other measures with two digits."""
    shares = {column for column in table.columns if column[-1] in SHARES}
    shown = table.copy().astype(object)
    for column in shown.columns:
        shown[column] = [_number(value, column in shares) for value in table[column]]
    return shown.rename_axis(None).to_string()


def _number(value: float, is_share: bool) -> str:
    if pd.isna(value):
        return ""
    return f"{value:.0%}" if is_share else f"{value:,.0f}" if float(value).is_integer() else f"{value:.2f}"


def _marks(path: Path) -> Iterator[dict]:
    """The lines of a file of marks, each looked at."""
    lines = path.read_text(encoding="utf-8").split("\n")
    if not any(map(str.strip, lines)):
        raise MarksError(f"{path}: is empty")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            mark = json.loads(line)
        except ValueError as error:
            raise MarksError(f"{path}, line {number}: is not JSON ({error})") from None
        if problem := _problem(mark):
            raise MarksError(f"{path}, line {number}: {problem}. data/README.md describes the form.")
        yield mark


def _problem(mark: object) -> str | None:
    """What is wrong with a line of marks."""
    if not isinstance(mark, dict) or not isinstance(mark.get("text"), str):
        return "has no text"
    if "label" in mark:
        return None if mark["label"] in (-1, 0, 1) else "label is not -1, 0 or 1"
    if not mark.keys() & set(MARKED) or "id" not in mark:
        return f"has neither id and one of {', '.join(MARKED)}, nor a label"
    for kind in MARKED:
        for number, span in enumerate(mark.get(kind, []), 1):
            start, end = span.get("start"), span.get("end")
            if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(mark["text"])):
                return f"start and end of number {number} of its {kind} are no place in its text"
            if span.get("text", mark["text"][start:end]) != mark["text"][start:end]:
                return f"number {number} of its {kind} says {span['text']!r} where its text has {mark['text'][start:end]!r}"
    return None


def _claims(path: Path, marks: Sequence[dict]) -> pd.DataFrame:
    """The comparison of quotes, figures and portrayals."""
    records = _records(path)
    found = [(mark, records[str(mark["id"])]) for mark in marks if str(mark["id"]) in records]
    systems = {}
    if quoted := [mark for mark in marks if "quotes" in mark]:
        rows = {mark["id"]: record.quotes.to_dict("records") for mark, record in found}
        systems[OURS] = score_quotes((mark, rows.get(mark["id"], [])) for mark in quoted)
        systems[PATTERN] = score_quotes((mark, said_quotes(mark["text"])) for mark in quoted)
    counts = [count for mark, record in found for count in _row_counts(mark, record)]
    if counts:
        summed = pd.DataFrame(counts, columns=["table", *COUNTS]).groupby("what", sort=False, as_index=False)
        others = with_shares(summed[COUNTS[1:]].sum().query("n_marked > 0"))
        systems[OURS] = pd.concat([systems[OURS], others]) if systems else others
    n_marked = systems[OURS].set_index("what")["n_marked"]
    parts = {name: table.set_index("what")[["n_found", "n_right", *SHARES]] for name, table in systems.items()}
    return pd.concat({"": n_marked.to_frame(), **parts}, axis=1)


def _row_counts(mark: dict, record: Record) -> Iterator[tuple]:
    """The counts of an article's marked figures and portrayals."""
    if "figures" in mark:
        yield from figure_counts(mark, record)
    if "portrayals" in mark:
        for count in portrayal_counts(mark["portrayals"], record.portrayals.to_dict("records")):
            yield "portrayals", *count


def _records(path: Path) -> dict[str, Record]:
    """The records of a file's articles by id; an article that cannot be analysed is named, and has none."""

    def complain(article: Article, problem: Exception) -> None:
        print(f"accuracy: {article.article_id}: {problem}; nothing is found in it", file=sys.stderr)

    records = analyse_many(read_many([path]), jobs=cores(), on_error=complain)
    return {str(record.articles["article_id"].iloc[0]): record for record in records}


def _tone(path: Path) -> pd.DataFrame:
    """The comparison of scorers of tone."""
    name = path.stem
    tables = {}
    for scorer in (PLAIN_VADER, *SCORERS):
        try:
            tables[scorer] = measure_scorer(scorer, {name: path}).set_index("what")
        except ScorerError as problem:
            print(f"accuracy: {problem}", file=sys.stderr)
    table = pd.DataFrame({"n": tables[PLAIN_VADER]["n"]} | {scorer: table["value"] for scorer, table in tables.items()})
    return table.rename(index=lambda what: what.removeprefix(f"{name}: "))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
