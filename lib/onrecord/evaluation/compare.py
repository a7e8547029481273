"""Compare: what the library gets right on any file of marks, beside what a few lines get that anybody can write.

`make accuracy MARKED=file.jsonl` calls this, and `make accuracy GUM=folder` with what `gum` makes of that corpus. Nothing
is written: the numbers are printed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from onrecord.evaluation._mark_lines import TONE, MarksError, read_marks
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
from onrecord.tone.choosing import SCORERS
from onrecord.tone.minilm import ScorerError

OURS, PATTERN = "On Record", 'a pattern for "said"'
SHARES = ["precision", "recall", "f1"]


def compare(path: str | Path) -> pd.DataFrame:
    """Measure the library and a baseline on a file of marks.

    Args:
        path: JSON lines with `id`, `text`, and `quotes`, `figures` or `portrayals` in the form that data/README.md describes
            (its name ends in .jsonl); or texts whose tone people judged: `text`, `label` (-1, 0, 1) and, where they are,
            `target_start` and `target_end` (of whom the label speaks) and `score` (a mean rating). A file holds one of
            both forms; targets and scores stand in all of its lines or in none.

    Returns:
        For quotes, figures and portrayals a row per measure, with n_marked and the columns (system, n_found, n_right, precision,
        recall, f1); the measures of quotes are those of `score_quotes`. In an article that cannot be analysed, all that is
        marked is missed. For tone a row per measure (see
        `scorer_accuracy`), with a column per scorer, plain VADER over the whole text among them.

    Raises:
        FileNotFoundError: there is no such file.
        MarksError: a line is not in that form.
    """
    marks = read_marks(path)
    return _tone(Path(path)) if TONE in marks[0] else _claims(Path(path), marks)


def main(paths: Sequence[str]) -> int:
    """Print the comparison with each file of marks.

    Returns:
        The exit code: 0, or 2 where a file cannot be read.
    """
    for path in paths:
        try:
            table, n = compare(path), len(read_marks(path))
        except (OSError, MarksError, SourceError) as problem:
            print(f"accuracy: {problem}", file=sys.stderr)
            return 2
        print(f"\n{Path(path).name}: {n:,} {'text' if n == 1 else 'texts'}, {date.today()}\n{in_words(table)}")
    return 0


def in_words(table: pd.DataFrame) -> str:
    """A comparison as text: shares in whole percent, other measures with two digits."""
    if table.empty:
        return "nothing is marked"
    shares = {column for column in table.columns if column[-1] in SHARES}
    shown = table.copy().astype(object)
    for column in shown.columns:
        shown[column] = [_number(value, column in shares) for value in table[column]]
    return shown.rename_axis(None).to_string()


def _number(value: float, is_share: bool) -> str:
    if pd.isna(value):
        return ""
    return f"{value:.0%}" if is_share else f"{value:,.0f}" if float(value).is_integer() else f"{value:.2f}"


def _claims(path: Path, marks: Sequence[dict]) -> pd.DataFrame:
    """The comparison of quotes, figures and portrayals."""
    records = _records(path)
    found = [(mark, records.get(str(mark["id"]))) for mark in marks]
    systems = {}
    if quoted := [mark for mark in marks if "quotes" in mark]:
        rows = {mark["id"]: record.quotes.to_dict("records") for mark, record in found if record}
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


def _row_counts(mark: dict, record: Record | None) -> Iterator[tuple]:
    """The counts of an article's marked figures and portrayals; without a record all of them are missed."""
    if "figures" in mark:
        yield from figure_counts(mark, record)
    if "portrayals" in mark:
        rows = record.portrayals.to_dict("records") if record else []
        for count in portrayal_counts(mark["portrayals"], rows):
            yield "portrayals", *count


def _records(path: Path) -> dict[str, Record]:
    """The records of a file's articles by id; an article that cannot be read or analysed is named, and has none."""
    if path.suffix.lower() != ".jsonl":
        raise MarksError(f"{path}: is no .jsonl file; give it a name that ends in .jsonl.")

    def complain(problem: Exception, article: Article | None = None) -> None:
        where = f"{article.article_id}: " if article else ""
        print(f"accuracy: {where}{str(problem).rstrip('.')}; nothing is found in it.", file=sys.stderr)

    articles = read_many([path], on_error=complain)
    records = analyse_many(articles, jobs=cores(), on_error=lambda article, problem: complain(problem, article))
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
