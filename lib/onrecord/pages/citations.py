"""Citations: what to write beside a row that somebody takes over, as plain text that can be copied."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from typing import Any

from onrecord.evaluation.rules import rule_in_words
from onrecord.pages.html import Html
from onrecord.pages.wording import plain, title_of


def cite(article: Mapping[str, Any], row: Mapping[str, Any], name: str, said: str) -> Html:
    """What opens under a row with a click on "Cite".

    Args:
        article: its row of the articles table.
        row: of the quotes or the figures table; read are text, start, end and rule.
        name: the number of the row in its article: "q12".
        said: who says it and how, as a sentence without its full stop.
    """
    return Html('<details class="cite"><summary>Cite {}</summary><pre>{}</pre></details>').format(
        name, citation(article, row, name, said)
    )


def citation(article: Mapping[str, Any], row: Mapping[str, Any], name: str, said: str) -> str:
    """Title, outlet, date, words, speaker, place and rule of a row, in five lines of plain text.

    Args:
        article, row, name, said: as in `cite`.
    """
    about = [plain(str(part)) for part in (title_of(article), article["outlet"], article["date"]) if part]
    lines = [
        " ".join(part if part.endswith(("…", ".", "?", "!")) else f"{part}." for part in about),
        f"Words: {plain(row['text'])}",
        f"{plain(said)}.",
        f"Characters {row['start']:,} to {row['end']:,} of the article's text; row {name}.",
        f"Found by a rule of On Record {_version()}: {rule_in_words(row['rule'])} ({row['rule']}).",
    ]
    return "\n".join(lines)


@cache
def _version() -> str:
    return version("onrecord")
