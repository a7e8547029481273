"""The quarrel: the rows on which two markers differ, side by side, and which of the two the machine follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from onrecord.classroom.marking._frame import BLANK, NOT_MARKED, ONE, article_of, names_of
from onrecord.classroom.marking._places import sentence_at
from onrecord.classroom.marking._shown import Shown, told_problems
from onrecord.classroom.marking._units import QUESTIONS, Mark, Values, marks_of, same, units
from onrecord.evaluation.marked import overlap
from onrecord.pages.html import Html
from onrecord.pages.row_tables import rows
from onrecord.pages.wording import count
from onrecord.show import in_context
from onrecord.text.article import Article

ENDS = "other ends"
COLUMNS = ["difference", "sentence", "words", "context", "a", "b", "machine"]

Difference = tuple[str, str, str, str]  # what differs, what each says, whom the machine follows


def quarrel(
    a: pd.DataFrame,
    b: pd.DataFrame,
    table: str = "quotes",
    machine: pd.DataFrame | None = None,
    article: Article | None = None,
) -> Shown:
    """The marks on which two markers differ, grouped by what differs.

    Args:
        a, b: marks of one article, as `read`, `project_marks` or `machine` give them.
        table: "quotes", "figures" or "pairs".
        machine: what `marking.machine` gave, to see which of the two it follows; not asked when left out.
        article: that was marked, where the marks do not know it.

    Returns:
        Sentences, and a table with a row per difference: difference ("only … marked it", "other ends", "other speaker", "blank
        speaker" and so on), sentence, words, context (the words around), a and b (what each says), machine (whom it follows;
        null without a machine). A mark that differs in two things has two rows.

    Raises:
        ValueError: there is no such table, or the marks are of different articles.
    """
    text, names = article_of([a, b], article), names_of([a, b])
    marked = marks_of([a, b], table)
    third = marks_of([machine], table)[0] if machine is not None else None
    compared = _Compared(marked, names, table, third or [])
    found = [
        (what, *_place(text, next(iter(unit.values()))), says_a, says_b, follows if third is not None else None)
        for unit in units(marked)
        for what, says_a, says_b, follows in _differences(unit, compared)
    ]
    frame = pd.DataFrame(found, columns=COLUMNS).astype({"sentence": "Int64"})
    frame = frame.iloc[frame.groupby("difference", sort=False).ngroup().argsort(kind="stable")].reset_index(drop=True)
    said = [_in_words(marked, frame, names, table), *told_problems([a, b])]
    return Shown(
        frame, said, _as_html(frame, names, machine is not None) if len(frame) else rows(frame, empty="No row differs.")
    )


def _place(article: Article, mark: Mark) -> tuple[int | None, str, str]:
    """The sentence of a mark, its words, and the words around them; of a pair both."""
    spans = pd.DataFrame([mark]).astype({"start": int, "end": int})
    if not pd.isna(mark["other_start"]):
        other = {"start": int(mark["other_start"]), "end": int(mark["other_end"])}
        spans = pd.concat([spans[["start", "end"]], pd.DataFrame([other])], ignore_index=True)
    said = [article.text[start:end] for start, end in zip(spans["start"], spans["end"], strict=True)]
    return sentence_at(article, mark["start"]), " / ".join(said), " / ".join(in_context(article, spans))


class _Compared:
    """What two markers and the machine said."""

    def __init__(
        self, marked: Sequence[Sequence[Mark]], names: Sequence[str], table: str, machine: Sequence[Mark]
    ) -> None:
        self.names, self.asked, self.machine = names, list(QUESTIONS[table]), machine
        self.values, self.with_machine = Values(marked), Values([*marked, machine])

    def all_of(self, mark: Mark) -> str:
        """All that a mark says: "indirect, Tomas Keld"."""
        return ", ".join(self.values.of(mark, field) for field in self.asked)

    def follows(self, unit: dict[int, Mark], found: Mark | None, field: str) -> str:
        """Which of two markers the machine says the same as."""
        if found is None:
            return f"neither ({NOT_MARKED})"
        says = self.with_machine.of(found, field)
        same_as = [number for number, mark in unit.items() if self.with_machine.of(mark, field) == says]
        return self.names[same_as[0]] if same_as else f"neither ({says})"

    def nearer(self, unit: dict[int, Mark], found: Mark | None) -> str:
        """Which of two markers marked the same words as the machine, or most of them."""
        if found is None:
            return f"neither ({NOT_MARKED})"
        shared = {number: overlap(mark, found) for number, mark in unit.items()}
        most = max(shared, key=lambda number: shared[number])
        if len(set(shared.values())) == 1:
            return "neither"
        return self.names[most] if shared[most] == 1 else f"nearer to {self.names[most]}"


def _differences(unit: dict[int, Mark], compared: _Compared) -> Iterator[Difference]:
    """What two markers say differently of one unit."""
    found = next((m for m in compared.machine for mark in unit.values() if same(mark, m)), None)
    names, values = compared.names, compared.values
    if len(unit) == 1:
        ((number, mark),) = unit.items()
        said = compared.all_of(mark)
        says_a, says_b = (said, NOT_MARKED) if number == 0 else (NOT_MARKED, said)
        yield f"only {names[number]} marked it", says_a, says_b, names[number if found else 1 - number]
        return
    a, b = unit[0], unit[1]
    if (a["start"], a["end"]) != (b["start"], b["end"]):
        yield ENDS, str(a["words"]), str(b["words"]), compared.nearer(unit, found)
    for field in compared.asked:
        says_a, says_b = values.of(a, field), values.of(b, field)
        if says_a != says_b:
            what = "blank" if BLANK in (says_a, says_b) else "other"
            yield f"{what} {field}", says_a, says_b, compared.follows(unit, found, field)


def _in_words(marked: Sequence[Sequence[Mark]], frame: pd.DataFrame, names: Sequence[str], table: str) -> str:
    whole = sum(len(unit) == 2 for unit in units(marked))
    n = f"{count(whole, ONE[table])} {'was' if whole == 1 else 'were'} marked by both {names[0]} and {names[1]}"
    n = n[:1].upper() + n[1:]
    if frame.empty:
        return f"{n}. Nowhere do they differ."
    kinds = [f"{what}: {number}" for what, number in frame["difference"].value_counts(sort=False).items()]
    return f"{n}. They differ in {count(len(frame), 'point')}: {'; '.join(kinds)}."


def _as_html(frame: pd.DataFrame, names: Sequence[str], with_machine: bool) -> Html:
    headings = {"sentence": "sentence", "context": "in the article", "first": names[0], "second": names[1]}
    if with_machine:
        headings["machine"] = "the machine follows"
    # Columns called a and b would be taken for figures of the comparisons table.
    renamed = frame.rename(columns={"a": "first", "b": "second"})
    return rows(renamed, headings, group="difference", caption="The quarrel")
