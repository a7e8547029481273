"""Accuracy: how often the rows of the tables are right, measured on hand-marked articles.

`make accuracy` analyses the marked articles, compares, and writes accuracy.csv beside this file; notebooks and reports
read that file. How often each single rule is right is counted in `rules`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from math import isnan
from pathlib import Path

import pandas as pd

from onrecord.evaluation.marked import overlap, pair_quotes, pair_up, read_marked, same_name
from onrecord.evaluation.portrayal_counts import portrayal_counts
from onrecord.tables.record import Record, analyse

# Two numbers are the same when they are no further apart than this part of the larger one.
SAME_VALUE = 0.005

TABLE = Path(__file__).with_name("accuracy.csv")


@cache
def accuracy() -> pd.DataFrame:
    """How often rows are right, as measured on the project's own marked articles.

    Returns:
        DataFrame with a row per kind of finding and the columns table, what, n_marked, n_found, n_right, precision
        and recall. Precision = n_right / n_found, recall = n_right / n_marked, both 0 to 1.

    Limits:
        A few articles, marked by one person, written for this project: expect less on other texts.
    """
    return pd.read_csv(TABLE, encoding="utf-8")


def measure_rows(marked: str | Path) -> pd.DataFrame:
    """Analyse the hand-marked articles and compare the tables with the marks.

    Args:
        marked: folder with quotes.jsonl, figures.jsonl and portrayals.jsonl; their form is described in data/README.md.

    Returns:
        A DataFrame as `accuracy()` gives it. A quote or figure is found when its span shares at least half of its
        characters with a marked one, one to one; "speakers" counts found quotes with the right name among those marked
        with a name, "events" and "claimants" count figures with the right number among those found and marked. Portrayals: see
        `portrayal_counts`.

    Raises:
        FileNotFoundError: a file is missing.
    """
    counts = [*_quote_counts(Path(marked) / "quotes.jsonl")]
    for mark, record in _marked_records(Path(marked) / "figures.jsonl"):
        counts += figure_counts(mark, record)
    for mark, record in _marked_records(Path(marked) / "portrayals.jsonl"):
        rows = record.portrayals.to_dict("records")
        counts += [("portrayals", *count) for count in portrayal_counts(mark["portrayals"], rows)]
    table = pd.DataFrame(counts, columns=["table", "what", "n_marked", "n_found", "n_right"])
    table = table.groupby(["table", "what"], sort=False, as_index=False).sum()
    table["precision"] = (table.n_right / table.n_found).round(3)
    table["recall"] = (table.n_right / table.n_marked).round(3)
    return table


def write_accuracy(marked: str | Path) -> None:
    """Measure, and write accuracy.csv beside this file."""
    measured = measure_rows(marked)
    measured.to_csv(TABLE, index=False, lineterminator="\n")
    print(measured.to_string(index=False))


def _marked_records(path: Path) -> Iterator[tuple[dict, Record]]:
    for mark, article in read_marked(path):
        yield mark, analyse(article)


def _quote_counts(path: Path) -> Iterator[tuple]:
    for mark, record in _marked_records(path):
        found = record.quotes.to_dict("records")
        pairs = pair_quotes(mark["quotes"], found)
        for kind in ("direct", "mixed", "indirect"):
            wanted = sum(m["kind"] == kind for m in mark["quotes"])
            # A right span counts for the kind it was marked with, whatever the row calls it.
            right = sum(m["kind"] == kind for m, _ in pairs)
            wrong = sum(f["kind"] == kind for f in found) - sum(f["kind"] == kind for _, f in pairs)
            yield "quotes", f"{kind} quotes", wanted, right + wrong, right
        named = [(m, f) for m, f in pairs if m.get("speaker_canonical")]
        yield (
            "quotes",
            "speakers",
            sum(bool(m.get("speaker_canonical")) for m in mark["quotes"]),
            sum(isinstance(f["speaker"], str) for _, f in named),
            sum(same_name(m["speaker_canonical"], f["speaker"]) for m, f in named),
        )


def figure_counts(mark: dict, record: Record | None) -> Iterator[tuple]:
    """What is marked, found and right of one article's figures: (table, what, n_marked, n_found, n_right) of each count.

    Args:
        mark: a line in the form of data/marked/figures.jsonl.
        record: what the library found in that article; None where it could not be analysed.
    """
    found = record.figures.to_dict("records") if record else []
    wanted = [m for m in mark["figures"] if not m.get("optional")]
    optional = [m for m in mark["figures"] if m.get("optional")]
    pairs = pair_up(wanted, found, lambda m, f: overlap(m, f) > 0 and same_value(m, f))
    matched = {id(f) for _, f in pairs}
    # Marks called optional are neither wanted nor false.
    others = [f for f in found if id(f) not in matched and not any(overlap(m, f) for m in optional)]
    right_event = [(m, f) for m, f in pairs if f["event"] in {m["event"], *m.get("event_alt", [])}]
    right_claimant = [(m, f) for m, f in pairs if same_claimant(m, f)]
    yield "figures", "figures", len(wanted), len(pairs) + len(others), len(pairs)
    yield "figures", "events", len(pairs), len(pairs), len(right_event)
    yield "figures", "claimants", len(pairs), len(pairs), len(right_claimant)
    ids = {m["fid"]: f["figure_id"] for m, f in pairs if "fid" in m}
    yield "comparisons", "comparisons", *_pair_counts(mark.get("pairs", []), ids, record)


def _pair_counts(marked: Sequence[dict], ids: dict[str, str], record: Record | None) -> tuple[int, int, int]:
    """Pairs marked as comparable, pairs found, and found among the marked."""
    wanted = {frozenset((p["a"], p["b"])) for p in marked}
    marked_id = {figure_id: fid for fid, figure_id in ids.items()}
    pairs = record.comparisons[["a", "b"]].itertuples(index=False) if record else ()
    found = [frozenset((marked_id.get(a, a), marked_id.get(b, b))) for a, b in pairs]
    return len(wanted), len(found), sum(pair in wanted for pair in found)


def same_claimant(mark: dict, found: dict) -> bool:
    """Whether a found figure has a claimant that is marked as right."""
    accepted = [mark.get("source"), *mark.get("source_alt", [])]
    if not isinstance(found["speaker"], str):
        return None in accepted
    return any(same_name(name, found["speaker"]) for name in accepted)


def same_value(mark: dict, found: dict) -> bool:
    """The same ends of the range; a vague plural is right when the ranges meet."""
    ends = [(mark["value_low"], found["value_low"]), (mark["value_high"], found["value_high"])]
    if all(_close(a, b) for a, b in ends):
        return True
    vague = "plural" in (mark.get("approx") or "") or found["approx"] == "vague"
    if not vague or any(pd.isna(x) for pair in ends for x in pair):
        return False
    return found["value_low"] <= mark["value_high"] and mark["value_low"] <= found["value_high"]


def _close(a: float | None, b: float | None) -> bool:
    if a is None or b is None or isnan(a) or isnan(b):
        return pd.isna(a) and pd.isna(b)
    return abs(a - b) <= SAME_VALUE * max(abs(a), abs(b))
