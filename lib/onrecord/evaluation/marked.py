"""Marked: hand-marked articles, and which rows of the tables are the ones that were marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from onrecord.evaluation._mark_lines import read_marks
from onrecord.system.steps import counted
from onrecord.text.article import Article
from onrecord.text.sources import read_many

# Two spans are the same when they share this part of the characters of both together (Jaccard).
LEAST_OVERLAP = 0.5


def read_marked(path: str | Path) -> Iterator[tuple[dict, Article]]:
    """The lines of a file of marked articles, each with its article.

    Args:
        path: JSON lines with id, text, and quotes or figures; data/README.md describes them.

    Raises:
        FileNotFoundError: there is no such file.
        MarksError: a line is not in that form.
    """
    marks = read_marks(path)
    pairs = zip(marks, read_many([path]), strict=True)
    yield from counted(pairs, f"measuring on {Path(path).name}", "article", len(marks))


def pair_quotes(marks: Sequence[dict], rows: Sequence[dict]) -> list[tuple[dict, dict]]:
    """The marked quotes with the rows that are the same quote, one to one."""
    return pair_up(marks, rows, lambda mark, row: overlap(mark, row) >= LEAST_OVERLAP)


def pair_up(marks: Sequence[dict], rows: Sequence[dict], same: Callable[[dict, dict], bool]) -> list[tuple[dict, dict]]:
    """Marks with the rows that are the same, one to one, the pairs that overlap most first."""
    ranked = sorted(
        ((overlap(m, r), i, j) for i, m in enumerate(marks) for j, r in enumerate(rows) if same(m, r)),
        key=lambda entry: (-entry[0], entry[1], entry[2]),
    )
    pairs = []
    paired_marks, paired_rows = set(), set()
    for _, i, j in ranked:
        if i not in paired_marks and j not in paired_rows:
            paired_marks.add(i)
            paired_rows.add(j)
            pairs.append((marks[i], rows[j]))
    return pairs


def overlap(a: dict, b: dict) -> float:
    """What two spans share of the characters of both together, 0 to 1."""
    shared = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return max(0, shared) / (max(a["end"], b["end"]) - min(a["start"], b["start"]))


def same_name(marked: object, named: object) -> bool:
    """Whether all words of the marked name are in the other, in any order ("Brandt" is not "Ada Brandt")."""
    wanted, given = name_words(marked), name_words(named)
    return bool(wanted) and set(wanted) <= set(given)


def name_words(text: object) -> list[str]:
    """The words of a name as they are compared: small letters, without articles and the ending 's."""
    words = text.lower().replace("’", "'").split() if isinstance(text, str) else []
    return [w.removesuffix("'s").strip(",.'") for w in words if w not in ("the", "a", "an")]
