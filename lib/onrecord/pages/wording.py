"""Words for codes, figures, counts and articles, the same on pages, in charts and in the terminal. Nothing here is HTML."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from onrecord.rows import WORDINGS
from onrecord.system.text_lines import one_line
from onrecord.tables.frame_rows import dicts_with_none

if TYPE_CHECKING:
    import pandas as pd

    from onrecord.tables.record import Record

RELATIONS = {
    "conflict_value": "the numbers differ",
    "conflict_character": "they conflict on what happened",
    "agree": "the same number",
    "agree_rounded": "the same number, rounded",
    "compatible": "both can be right",
    "updates": "a later count",
    "subset": "one is part of the other",
    "adds": "one comes on top of the other",
}
# What a statement without a number says, in words.
UNCOUNTED = {
    "unknown_number": "the number is not known",
    "about_numbers": "a number that is only compared",
    "damage": "damage or loss without a number",
}
APPROX = {
    "about": "about ",
    "at_least": "at least ",
    "more_than": "more than ",
    "up_to": "up to ",
    "less_than": "under ",
}
# What a figure is that nobody claims of what the article reports.
STATUSES = {
    "denied": "denied",
    "forecast": "forecast",
    "hypothetical": "feared or possible",
    "background": "background",
}
KINDS = WORDINGS
NO_SIDE = "No side told"
NOBODY = "no speaker found"
THE_ARTICLE = "the article itself"
NOTHING = "Nothing of this kind was found in this article."
NO_QUOTES_WITH_SPEAKER = "No quotes with a speaker."
PERCENT = re.compile(r"%|\bper ?cent|\bpercentage", re.IGNORECASE)
LONGEST_TITLE = 80  # characters of an article's first words, where it has no title


def is_given(value: Any) -> bool:
    """Whether a cell of a table holds a value: neither None nor NA nor NaN."""
    if value is None or isinstance(value, str | int | float):
        return value is not None and value == value
    import pandas as pd  # whose value NA is of no type above

    return value is not pd.NA and value == value


def given_or(value: Any, instead: str) -> str:
    """The value of a cell as text, or other words where the cell is empty."""
    return str(value) if is_given(value) else instead


def row_dicts(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as dictionaries; a missing value is None."""
    return dicts_with_none(frame)


# --- figures ---------------------------------------------------------------------------------------------------


def figure_in_words(row: Mapping[str, Any]) -> str:
    """A figure as the article words it, with what its words leave out: "at least 40 people", "300 (houses)".

    Args:
        row: of the figures table.
    """
    words, unit = " ".join(row["text"].split()), given_or(row["unit"], "")
    approx = APPROX.get(row["approx"], "") if words.startswith(row["stated"]) else ""
    names_unit = unit.lower() in words.lower() or unit == "money"
    return approx + words + ("" if names_unit else f" ({unit})")


def claimant_in_words(row: Mapping[str, Any]) -> str:
    """Who claims a figure: a name, the words that point at somebody without one, or the article itself.

    Args:
        row: of the figures table.
    """
    if is_given(row["speaker"]):
        return str(row["speaker"])
    if row["attribution"] == "none":
        return THE_ARTICLE
    return f"“{' '.join(row['mention'].split())}”" if is_given(row["mention"]) else "a speaker without a name"


def status_in_words(row: Mapping[str, Any]) -> str:
    """What a figure is besides a claim: "denied", "forecast", "feared or possible", "background"; "" for a plain claim.

    A claim that is told with a doubt ("reportedly") is "hedged".

    Args:
        row: of the figures table.
    """
    return STATUSES.get(row["status"], "hedged" if row["hedged"] else "")


def denied_by(row: Mapping[str, Any]) -> str:
    """Who claims a figure, in words; for a denied one, who denies it.

    Args:
        row: of the figures table.
    """
    return "denied by " * (row["status"] == "denied") + claimant_in_words(row)


def range_in_words(figure: Mapping[str, Any]) -> str:
    """The numbers a figure stands for: "200 to 999", "100 or more", "up to 100"; "" where it gives no number.

    Args:
        figure: a row of the figures table.
    """
    low, high = (f"{float(figure[end]):,.10g}" if is_given(figure[end]) else "" for end in ("value_low", "value_high"))
    if low and high:
        return low if low == high else f"{low} to {high}"
    return f"{low} or more" if low else f"up to {high}" if high else ""


def times_in_percent(category: str, text: str) -> float:
    """By what the ends of a figure are multiplied for shares in percent: 100 for "two thirds", else 1."""
    return 1.0 if category != "share" or PERCENT.search(text) else 100.0


def compared_figures(record: Record) -> Iterator[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    """Claims about the same thing: (row of the comparisons table, one figure, the other)."""
    by_id = {(f["article_id"], f["figure_id"]): f for f in record.dicts("figures")}
    for pair in record.dicts("comparisons"):
        yield pair, by_id[pair["article_id_a"], pair["a"]], by_id[pair["article_id_b"], pair["b"]]


# --- numbers ---------------------------------------------------------------------------------------------------


def count(number: int, noun: str) -> str:
    """A number with its noun: "1 quote", "2 quotes", "no quotes"."""
    return f"{number:,} {plural(number, noun)}" if number else f"no {plural(number, noun)}"


def plural(number: int, noun: str) -> str:
    """A noun as it stands behind a number: "quote" behind 1, else "quotes"."""
    return noun if number == 1 else f"{noun}s"


def signed(value: float, digits: int) -> str:
    """A tone with its sign; a real minus sign, which is read aloud; "0" where all its digits are zeros."""
    return f"{value:+.{digits}f}".replace("-", "−") if round(value, digits) else "0"


def score_in_words(value: float | None) -> str:
    """The score of a quote; VADER gives none to a quote without a word that it rates."""
    return signed(value, 2) if value is not None and is_given(value) else "no rated word"


# --- articles and speakers -------------------------------------------------------------------------------------


def plain(text: str) -> str:
    """Text in one line without what steers a terminal (control and direction characters, lone surrogates)."""
    return " ".join(one_line(text).split())


def title(record: Record) -> str:
    """The article's title, or else its first words."""
    return title_of(record.dicts("articles")[0])


def title_of(article: Mapping[str, Any]) -> str:
    """The title of an article, or else its first words.

    Args:
        article: its row of the articles table.
    """
    if title := plain(article["title"] or ""):
        return title
    # Rows of an article ask for it again and again: no more words are looked at than can stand in it.
    first_words = " ".join(article["text"].split(maxsplit=LONGEST_TITLE)[:LONGEST_TITLE])
    return textwrap.shorten(plain(first_words), LONGEST_TITLE, placeholder=" …") or "Untitled"


def genitive(name: str) -> str:
    """A name with its apostrophe: "Norway’s", "the United States’"."""
    return name + ("’" if name.endswith("s") else "’s")


def describe_speaker(speaker: Mapping[str, Any]) -> str:
    """Role, affiliation (unless the role names it), kind and why there is no name, as far as the article gives them."""
    role, affiliation = speaker["role"] or "", speaker["affiliation"] or ""
    named = re.search(rf"(?<!\w){re.escape(affiliation)}(?!\w)", role, re.IGNORECASE)
    why_nameless = f"“{speaker['anonymity']}”" if speaker["anonymity"] else ""
    return ", ".join(plain(s) for s in (role, "" if named else affiliation, speaker["kind"], why_nameless) if s)


def notebook_title(name: str) -> str:
    """A notebook's file name as words: `01_quoting_patterns` is "Quoting patterns"."""
    words = re.sub(r"^\d+[_-]+", "", name).replace("_", " ").strip() or name
    return words[:1].upper() + words[1:]
