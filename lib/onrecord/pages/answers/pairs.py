"""Pairs: the claims about one thing side by side, each conflict, agreement, update and part said once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.pages.answers.claims import Names, claimant, figure_link, noun_of, number
from onrecord.pages.answers.disputes import AGREEMENTS, Dispute, denials, dispute_line, disputes_of, once
from onrecord.pages.answers.lines import Line, begun, in_marks, listed, say, sentences
from onrecord.pages.disputes import Row, Told, connected
from onrecord.pages.wording import RELATIONS, compared_figures

if TYPE_CHECKING:
    from onrecord.tables.record import Record


def pair_lines(record: Record, names: Names) -> list[Line]:
    """The pairs of an article in lines, the conflicts first; pairs that say one thing together are one line.

    Args:
        record: of one article.
        names: how a sentence calls speakers.
    """
    disputes = disputes_of(record)
    inside = [{row["figure_id"] for row in one.rows} for one in disputes]
    rest: dict[str, list[Told]] = {}
    for pair, a, b in compared_figures(record):
        within = any({a["figure_id"], b["figure_id"]} <= ids for ids in inside)
        if not within or pair["relation"] in ("updates", "subset", "adds"):
            rest.setdefault("agree" if pair["relation"] in AGREEMENTS else pair["relation"], []).append((pair, a, b))
    lines = [
        dispute_line(one, record.dicts("speakers"), names) if one.only_denied else _against(one, names)
        for one in disputes
    ]
    lines += [_later(a, b, names) for _, a, b in rest.get("updates", [])]
    lines += [_same(group, names) for group in connected(rest.get("agree", []))]
    lines += [say("{}: both can be right.", _both(a, b, names)) for _, a, b in rest.get("compatible", [])]
    lines += [_parts(told, "part of", names) for told in _by_whole(rest.get("subset", []))]
    lines += [_parts(told, "on top of", names) for told in _by_whole(rest.get("adds", []))]
    return [begun(line) for line in lines]


def _against(dispute: Dispute, names: Names) -> Line:
    """A conflict: who stands against whom, "402,000 people (Ana) and 400,000 (Oslo) against about 400,000 (Jo): ..."."""
    pair = dispute.main[0]
    one, other = dispute.camps
    noun = noun_of([*one, *other])
    claims = [
        [
            say("{} ({})", figure_link(row, number(row, noun) if n or camp is other else ""), claimant(row, names))
            for n, row in enumerate(camp)
        ]
        for camp in (one, other)
    ]
    against = say("{} against {}", *(listed(camp, 3) for camp in claims))
    denied = sentences(*(say("{}.", begun(line)) for line in [denials(dispute, noun, names)] if line))
    if pair["relation"] != "conflict_character":
        return sentences(say("{}: " + f"{RELATIONS[pair['relation']]}.", against), denied)
    words = [in_marks(row["event_text"] or row["text"]) for row in dispute.main[1:]]
    agree = "the same number" if "The numbers agree" in pair["why"] else "both numbers can be right"
    return sentences(say("{}: " + f"{agree}, but " + "{} against {}.", against, *words), denied)


def _both(a: Row, b: Row, names: Names) -> Line:
    """Two claims with their claimants; one claimant is named once."""
    who, whose = claimant(a, names), claimant(b, names)
    if who == whose:
        return say("{} and {} ({})", figure_link(a), figure_link(b), who)
    return say("{} ({}) and {} ({})", figure_link(a), who, figure_link(b), whose)


def _later(a: Row, b: Row, names: Names) -> Line:
    who, whose = claimant(a, names), claimant(b, names)
    if who == whose:
        return say("{}, later {} ({}).", figure_link(a), figure_link(b), who)
    return say("{} ({}), later {} ({}).", figure_link(a), who, figure_link(b), whose)


def _same(group: list[Told], names: Names) -> Line:
    rows = once([figure for told in group for figure in told[1:]])
    rounded = any(pair["relation"] == "agree_rounded" for pair, *_ in group)
    claims = [say("{} ({})", figure_link(row), claimant(row, names)) for row in rows]
    return say("{}: the same number" + ", rounded" * rounded + ".", listed(claims))


def _by_whole(pairs: list[Told]) -> list[list[Told]]:
    by_whole: dict[str, list[Told]] = {}
    for told in pairs:
        by_whole.setdefault(told[1]["figure_id"], []).append(told)
    return list(by_whole.values())


def _parts(told: list[Told], of: str, names: Names) -> Line:
    """Parts of one whole, or what comes on top of it, with whoever says so."""
    whole, parts = told[0][1], [part for _, _, part in told]
    one = len(parts) == 1 and parts[0]["value_high"] == 1
    verb = ("comes" if one else "come") if of == "on top of" else "is" if one else "are"
    who = listed(list(dict.fromkeys(claimant(part, names) for part in parts)))
    return say(
        "{} " + f"{verb} {of} " + "{} ({}).", listed([figure_link(part) for part in parts]), figure_link(whole), who
    )
