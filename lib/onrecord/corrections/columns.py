"""Columns of the sheets that readers fill in: what may be written in them, and where a row stands."""

from __future__ import annotations

from collections.abc import Mapping

NOBODY = "nobody"

STRIKE = "x where this is none: the row goes"
CHECKED = "x where you have looked at this row, right or wrong"
BY = "your name or initials"
NOTE = "anything you want to remember"
SPEAKER = f"the right name; {NOBODY} where nobody can be named"

_AT_END = {"checked": CHECKED, "by": BY, "note": NOTE}

# The columns to fill in, by table, in their order, each with what may be written in it. A workbook has a sheet for each table.
TO_FILL: Mapping[str, Mapping[str, str]] = {
    "articles": {**_AT_END, "checked": "x where you have looked at all rows of this article, right or wrong"},
    "quotes": {"strike": STRIKE, "speaker_is": SPEAKER, **_AT_END},
    "speakers": {
        "speaker_is": "the right name, for all that this speaker says; another speaker's: the two are one",
        **_AT_END,
    },
    "figures": {
        "strike": STRIKE,
        "speaker_is": f"who claims it; {NOBODY} where it is the article's own",
        "event_is": "killed, missing, injured, detained, displaced, destroyed, damaged or other",
        "value_is": "the number: 40, at least 40, about 400, 40 to 60",
        **_AT_END,
    },
    "comparisons": {
        "strike": "x where the two cannot be compared: the row goes",
        "relation_is": (
            "agree, agree_rounded, compatible, updates, conflict_value, conflict_character, subset (the second is a part "
            "of the first) or adds (the second comes on top of the first)"
        ),
        **_AT_END,
    },
    "uncounted": {
        "strike": STRIKE,
        "speaker_is": f"who says it; {NOBODY} where it is the article's own",
        "event_is": "killed, missing, injured, detained, displaced, destroyed or damaged",
        **_AT_END,
    },
    "portrayals": {"strike": STRIKE, **_AT_END},
}


# The columns of a sheet of all tables, in CSV, in their order.
SHOWN = ("table", "text", "other_text", "speaker", "found")
FILLED = ("strike", "add", "speaker_is", "event_is", "value_is", "relation_is", "checked", "by", "note")
PLACED = ("context", "title", "outlet", "source", "article_id", "start", "other_start")
SHEET = (*SHOWN, *FILLED, *PLACED)

# What may be written in the columns of a sheet for rows that are missing; what was corrected before stands in it, too.
MISSED = "corrections"
TO_ADD: Mapping[str, str] = {
    "table": "quotes or figures for a row that is missing; speakers for a name",
    "text": "its words, just as they stand in the article",
    "other_text": "of two figures that are compared: the words of the second",
    "speaker": "a name that is to be changed, in all articles where there is no article_id; of a missing row, who says it",
    "found": "leave this as it is",
    "strike": STRIKE,
    "add": "x for a row that is missing",
    "speaker_is": SPEAKER,
    "event_is": TO_FILL["figures"]["event_is"],
    "value_is": TO_FILL["figures"]["value_is"],
    "relation_is": TO_FILL["comparisons"]["relation_is"],
    **_AT_END,
    "context": "more of the sentence, where the words stand there several times",
    "title": "of the article",
    "outlet": "of the article",
    "source": "of the article",
    "article_id": "of the article: copy it from another row",
    "start": "leave this as it is",
    "other_start": "leave this as it is",
}

# What says of a line that it corrects something, or that somebody has looked at a row.
CHANGES = ("strike", "add", "speaker_is", "event_is", "value_is", "relation_is")
RELATIONS = "agree agree_rounded compatible updates conflict_value conflict_character subset adds".split()
ADDABLE = ("quotes", "figures")
