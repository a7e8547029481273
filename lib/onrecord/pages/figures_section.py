"""Figures section: what is counted and who claims it, claims about the same thing, and what is told without a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.pages.citations import cite
from onrecord.pages.corrected import by_hand
from onrecord.pages.html import Html, anchor_address
from onrecord.pages.layout import Group, Row, link_to_words, long_table, rule_cell, small
from onrecord.pages.row_tables import uncounted_anchor
from onrecord.pages.wording import (
    RELATIONS,
    THE_ARTICLE,
    UNCOUNTED,
    claimant_in_words,
    compared_figures,
    count,
    denied_by,
    figure_in_words,
    range_in_words,
    row_dicts,
    status_in_words,
)
from onrecord.rows import EVENTS
from onrecord.tables.record import Record

OTHER = Html("Other numbers <small>no harm or loss is told of them</small>")
READ_AS = Html(
    "<p><small>“About 400,000” is read as 380,000 to 420,000. Such ranges are this project’s reading of words such as "
    "“about” and “thousands”.</small></p>"
)
# How claims compare, the sharpest conflict first.
MOST_PAIRS = 4  # of claims that are shown at once
SHARPEST = ("conflict_character", "conflict_value", "updates", "agree", "agree_rounded", "compatible", "subset", "adds")


def figures_section(record: Record) -> Html:
    """All figures under what happened: the words, the numbers they stand for, and who claims them.

    Args:
        record: of one article.
    """
    article = row_dicts(record.articles)[0]
    told = record.figures["occurrence"].mode()
    usual = str(told.iloc[0]) if len(told) else None  # what the article reports need not be said in each row
    found: dict[str, list[Row]] = {event: [] for event in (*EVENTS, "other")}
    for figure in row_dicts(record.figures):
        found.setdefault(figure["event"], []).append(_figure(article, figure, usual))
    groups = [Group(OTHER if event == "other" else event.capitalize(), rows) for event, rows in found.items()]
    figures = long_table(
        ["No.", "Figure", "#Stands for", "Who claims it"],
        groups,
        "No casualty or damage figures were found in this article.",
        "figure",
        name="figures",
    )
    return figures if record.figures.empty else figures + READ_AS


def _figure(article: Mapping[str, Any], figure: Mapping[str, Any], usual: str | None) -> Row:
    name, claimant = figure["figure_id"], claimant_in_words(figure)
    denied = figure["status"] == "denied"
    inferred = "taken from the sentences before" if figure["attribution"] == "continued" else ""
    who = [
        "denied by " if denied else "",
        figure["speaker"] or Html('<span class="nobody">{}</span>').format(claimant),
        small(inferred),
        rule_cell(figure["rule"]),
        small(by_hand(figure)),
        cite(article, figure, name, f"{'Denied' if denied else 'Claimed'} by {claimant}; {_happened(figure)}"),
    ]
    words = link_to_words("f", name, figure_in_words(figure))
    about = small(", ".join(filter(None, (_status(figure), _more_about(figure, usual)))))
    return Row([name, words + about, range_in_words(figure) or "–", Html("").join(who)], f"row-f-{name}")


def _status(figure: Mapping[str, Any]) -> str:
    status = status_in_words(figure)
    return "not told as certain" if status == "hedged" else status


def _happened(figure: Mapping[str, Any]) -> str:
    return "no loss" if figure["event"] == "other" else figure["event"]


def _more_about(figure: Mapping[str, Any], usual: str | None) -> str:
    """Place, time and day of the count, and the occurrence where it is not the usual one of the article."""
    day = f"as of {figure['as_of']}" if figure["as_of"] else None
    occurrence = None if figure["occurrence"] == usual else figure["occurrence"]
    return ", ".join(x for x in (figure["place"], figure["date_text"], day, occurrence) if x)


def claims_section(record: Record) -> Html:
    """Pairs of figures about the same thing, the sharpest conflicts first.

    Args:
        record: of one article.
    """
    by_relation: dict[str, list[Row]] = {relation: [] for relation in SHARPEST}
    for pair, a, b in compared_figures(record):
        row = Row([_claim(a), _claim(b), Html.escape(pair["why"] or "") + small(by_hand(pair))])
        by_relation.setdefault(pair["relation"], []).append(row)
    groups = [Group(_relation(relation, rows), rows) for relation, rows in by_relation.items()]
    headings = ["One claim", "The other", "Why"]
    return long_table(
        headings, groups, "No two figures are about the same thing.", "pair", name="claims", most=MOST_PAIRS
    )


def _relation(relation: str, rows: Sequence[Row]) -> Html:
    """A heading: how the claims of a group compare."""
    words = RELATIONS.get(relation, relation)
    return Html("{} <small>{}</small>").format(words[:1].upper() + words[1:], count(len(rows), "pair"))


def _claim(figure: Mapping[str, Any]) -> Html:
    words = link_to_words("f", figure["figure_id"], figure_in_words(figure), whole_row=False)
    return words + small(denied_by(figure)) + small(_status(figure) if figure["status"] != "denied" else "")


def uncounted_section(record: Record) -> Html:
    """What is said about casualties or damage without a number.

    Args:
        record: of one article.
    """
    rows = [
        Row(
            [
                _linked(r) + small(r["event"]),
                UNCOUNTED[r["what"]],
                Html.escape(r["speaker"] or THE_ARTICLE) + small(by_hand(r)),
            ]
        )
        for r in row_dicts(record.uncounted)
    ]
    nothing = "Nothing is said about casualties or damage without a number."
    return long_table(["Words", "What they say", "Who says so"], [Group("", rows)], nothing, "statement")


def _linked(row: Mapping[str, Any]) -> Html:
    return Html('<a class="go" href="{}">{}</a>').format(anchor_address(uncounted_anchor(row)), row["text"])
