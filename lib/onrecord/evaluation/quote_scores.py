"""Quote scores: how many marked quotes are found, with the speaker's words and full name, as published work counts them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from onrecord.evaluation.marked import LEAST_OVERLAP, overlap, pair_up
from onrecord.words import read_words

COUNTS = ["what", "n_marked", "n_found", "n_right"]
SAME, HALF, MENTIONED, NAMED = "the same words", "half the words", "... by the right mention", "... by the right name"
KINDS = ("direct", "mixed", "indirect")
MONEY = "$£€%"
WORD = re.compile(r"[a-z0-9]+(?:[-'][a-z0-9]+)*")
NO_PART_OF_A_NAME = frozenset(["the", "a", "an", "jr", "sr", "ii", "iii", "iv"])
PRONOUNS = frozenset("he she they it i we you who that him her them his their which one".split())

Pairs = Sequence[tuple[dict, dict]]


def score_quotes(articles: Iterable[tuple[dict, Sequence[dict]]]) -> pd.DataFrame:
    """Compare the quotes that were found in articles with those that are marked.

    Args:
        articles: for each, its line of marks (text, and quotes in the form of data/marked/quotes.jsonl) and the rows
            found in it: start, end, kind, speaker, mention, mention_start, mention_end.

    Returns:
        A row per measure: what, n_marked, n_found, n_right, precision, recall and f1 (0 to 1, null where there is
        nothing to count). White space and marks at the ends of a span do not count. "the same words": the spans are
        the same. "half the words": they share half of the characters of both together, one to one, the nearest first
        ("half" from here on). "direct", "mixed", "indirect": by half, for each kind. "by the right mention": by half,
        and the words that point at the speaker are those marked, or the same name. "by the right name": by half, and
        the speaker has the marked full name; last names alone are the same where they are, and a pronoun is none.
        Both say nothing of a quote that is marked without mention or name; the row of names is left out where a set has none.

    Source of the method:
        Spans and mentions as in evaluations of quotation systems (such as Newell, Margolin and Ruths 2018), Jaccard's
        index for half a span. What is marked with `core` false is neither wanted nor false.
    """
    counts: list[tuple[str, int, int, int]] = []
    has_names = False
    for mark, rows in articles:
        counts += _counts(mark, rows)
        has_names = has_names or any(m.get("speaker_canonical") for m in mark["quotes"])
    table = pd.DataFrame(counts, columns=COUNTS).groupby("what", sort=False, as_index=False).sum()
    return with_shares(table if has_names else table[table["what"] != NAMED])


def with_shares(counts: pd.DataFrame) -> pd.DataFrame:
    """A table of counts with precision, recall and F1 behind them; null where there is nothing to count."""
    n_marked, n_found = (counts[n].where(counts[n] > 0) for n in ("n_marked", "n_found"))
    both = 2 * counts["n_right"] / (n_marked.fillna(0) + n_found.fillna(0)).where(counts["n_marked"] > 0)
    shares = {"precision": counts["n_right"] / n_found, "recall": counts["n_right"] / n_marked, "f1": both}
    return counts.assign(**{name: share.round(3) for name, share in shares.items()})


def _counts(mark: dict, rows: Sequence[dict]) -> Iterator[tuple[str, int, int, int]]:
    """The counts of one article."""
    marks = _trimmed(mark["text"], mark["quotes"])
    rows = _trimmed(mark["text"], rows)
    n_marked = sum(_wanted(m) for m in marks)
    for what, least in ((SAME, 1.0), (HALF, LEAST_OVERLAP)):
        pairs = pair_up(marks, rows, lambda m, r, least=least: overlap(m, r) >= least)  # type: ignore[misc]
        right = [(m, r) for m, r in pairs if _wanted(m)]
        n_found = len(rows) - (len(pairs) - len(right))
        yield what, n_marked, n_found, len(right)
    mentioned = [(m, r) for m, r in right if not m.get("speaker") or _right_mention(m, r)]
    yield MENTIONED, n_marked, n_found, len(mentioned)
    named = sum(_right_name(m, r) for m, r in right if m.get("speaker_canonical"))
    yield NAMED, n_marked, n_found, named
    yield from _kinds(marks, rows, pairs)


def _kinds(marks: Sequence[dict], rows: Sequence[dict], pairs: Pairs) -> Iterator[tuple[str, int, int, int]]:
    """The counts of direct, mixed and indirect quotes; a right one counts as what it is marked, whatever its row says."""
    for kind in KINDS:
        right = sum(m.get("kind") == kind for m, _ in pairs if _wanted(m))
        wrong = sum(r.get("kind") == kind for r in rows) - sum(r.get("kind") == kind for _, r in pairs)
        yield kind, sum(m.get("kind") == kind for m in marks if _wanted(m)), right + wrong, right


def _wanted(mark: dict) -> bool:
    return mark.get("core", True)


def _trimmed(text: str, spans: Sequence[dict]) -> list[dict]:
    """The spans without white space and marks at their ends; one of which nothing is left is left out."""
    trimmed = []
    for span in spans:
        places = [i for i in range(span["start"], span["end"]) if text[i].isalnum() or text[i] in MONEY]
        if places:
            trimmed.append({**span, "start": places[0], "end": places[-1] + 1})
    return trimmed


def _right_mention(mark: dict, row: dict) -> bool:
    if not isinstance(row.get("mention"), str):
        return False
    marked = {"start": mark.get("speaker_start"), "end": mark.get("speaker_end")}
    found = {"start": row.get("mention_start"), "end": row.get("mention_end")}
    if not any(map(pd.isna, [*marked.values(), *found.values()])) and overlap(marked, found):
        return True
    return not set(_words(row["mention"])) <= PRONOUNS and _same_name(mark["speaker"], row["mention"])


def _right_name(mark: dict, row: dict) -> bool:
    named = next((n for n in (row.get("speaker"), row.get("mention")) if isinstance(n, str)), "")
    marked = mark["speaker_canonical"]
    return _same_name(marked, named) or set(_name(marked)) <= set(_words(named)) - PRONOUNS


def _same_name(marked: str, named: str) -> bool:
    """Whether two names end in the same word, once titles and what follows a comma are gone."""
    wanted, given = _name(marked), _name(named)
    return bool(wanted and given) and wanted[-1] == given[-1]


def _name(text: str) -> list[str]:
    """The words of a name without its titles, unless there is nothing else."""
    words = [word for word in _words(text.split(",")[0]) if word not in NO_PART_OF_A_NAME]
    without = [word for word in words if word not in _TITLES]
    return without or words


def _words(text: str) -> list[str]:
    """The words of a text in lower case, without accents and possessive endings."""
    parts = unicodedata.normalize("NFKD", text.replace("’", "'"))
    plain = "".join(part for part in parts if not unicodedata.combining(part)).lower()
    return WORD.findall(re.sub(r"'s\b", "", plain))


_TITLES = frozenset(row["word"] for row in read_words("titles.csv") if row["before_name"] == "yes")
