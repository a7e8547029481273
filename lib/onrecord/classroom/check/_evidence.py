"""Evidence: rows of a record that speak for or against a claim, named by their ids."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from onrecord.classroom.check._checked import Checked, blank, right, wrong
from onrecord.classroom.check._stopped import unless_stopped
from onrecord.classroom.check._typed import fold, is_blank, meaning
from onrecord.evaluation.marked import same_name
from onrecord.pages.wording import row_dicts
from onrecord.rows import EVENTS
from onrecord.tables.record import Record

ID = re.compile(r"(?:(?P<article>[\w.-]+)/)?(?P<row>[qf]\d{1,4})")


@unless_stopped
def evidence(record: Record, given: object, about: object, at_least: int = 2) -> Checked:
    """Check that rows are there and are about somebody or something.

    Args:
        record: of one article; of several where the ids name the article, too: "lantern_2021-04-15/q3".
        given: the answer: ids of quotes and figures, such as ["q3", "f2"] or "q3, f2".
        about: a speaker, who says the quotes and claims the figures, or an event, which the figures count; or a list
            of these, any of which will do; or a table with the rows that will do.
        at_least: how many rows are asked for.
    """
    if is_blank(given) or is_blank(about):
        return blank("blank_evidence")
    typed = _ids(given)
    if not typed:
        return wrong("no_ids")
    rows = _rows(record)
    if unknown := [id_ for id_ in typed if id_ not in rows]:
        bare = record.article is None and "/" not in unknown[0]
        return wrong("evidence_which_article" if bare else "evidence_unknown", id=unknown[0])
    wanted = list(about) if isinstance(about, list | tuple | set | frozenset) else [about]
    if beside := [id_ for id_ in typed if not any(_is_about(rows[id_], each, rows) for each in wanted)]:
        return wrong("evidence_beside", id=beside[0])
    different = {id(rows[id_]) for id_ in typed}  # "q1" and "NAME/q1" are one row
    return right() if len(different) >= at_least else wrong("evidence_too_few")


def _ids(given: object) -> list[str]:
    """The ids in an answer, in order; none where something else stands among them."""
    parts = re.split(r"[,;\s]+", given) if isinstance(given, str) else given
    if not isinstance(parts, Iterable) or isinstance(parts, dict):
        return []
    parts = [part.strip().lower() if isinstance(part, str) else "" for part in parts]
    ids = [part for part in parts if ID.fullmatch(part) and len(part) < 80]
    return ids if len(ids) == len([part for part in parts if part]) else []


def _rows(record: Record) -> dict[str, dict]:
    """The rows of quotes and figures by their ids, with the article before them where there are several."""
    rows = {}
    for table, column in ((record.quotes, "quote_id"), (record.figures, "figure_id")):
        for row in row_dicts(table):
            rows[f"{row['article_id']}/{row[column]}".lower()] = row
            if record.article is not None:
                rows[row[column]] = row
    return rows


def _is_about(row: dict, about: object, rows: dict[str, dict]) -> bool:
    if isinstance(about, pd.DataFrame):
        column = "figure_id" if "figure_id" in row else "quote_id"
        return column in about and (row["article_id"], row[column]) in zip(
            about["article_id"], about[column], strict=True
        )
    words = about if isinstance(about, str) else ""
    event = meaning("event", words)
    if event not in (*EVENTS, "other"):
        return same_name(fold(words), row["speaker"])
    if "figure_id" in row:
        return bool(row["event"] == event)
    own = (row["article_id"], row["quote_id"])
    return any(
        (r["article_id"], r["quote_id"]) == own and r["event"] == event for r in rows.values() if "figure_id" in r
    )
