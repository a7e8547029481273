"""Make the tables of the teachers' pages on the class material and on grading: `make previews`.

The prose of these pages in docs/teaching is written by hand. What stands in them between `<!-- table: NAME -->` and
`<!-- end -->` is made here from data/class and from the lessons, so that pages and data cannot part.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from onrecord import classroom
from onrecord.classroom.copies import versions
from onrecord.classroom.lessons import has_tag, points

DOCS = Path(__file__).parent
PAGES = ("harrow_dam", "real_articles", "grading")
REAL = DOCS.parent / "data" / "class" / "real_articles.csv"
PLACE = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
BOUNDS = {
    "at_least": "at least ",
    "more_than": "more than ",
    "up_to": "up to ",
    "less_than": "fewer than ",
}


def page_of(name: str) -> str:
    """A page with the tables that the data give now."""
    text = _file(name).read_text(encoding="utf-8")
    return PLACE.sub(lambda place: f"{place[1]}\n{TABLES[place[2]]()}\n\n{place[3]}", text)


def days() -> str:
    """A heading and a table for each day of the fictional event."""
    by_day: dict[str, list[str]] = {}
    for name in classroom.names():
        by_day.setdefault(name.split("_")[1], []).append(name)
    return "\n\n".join(f"### {_in_words(day)}\n\n{_table(_day_rows(names))}" for day, names in sorted(by_day.items()))


def real_articles() -> str:
    """The real articles that have a date."""
    rows = [[f"{_link(row)}, {_in_words(row['date'])}", row["about"]] for row in _real() if row["date"]]
    return _table([["article", "what it is about"], *rows])


def real_pages() -> str:
    """Where more real articles are listed."""
    listed = [row for row in _real() if row["command"].endswith(" ADDRESS")]
    return _table([["page", "what is there"], *([_link(row), row["about"]] for row in listed)])


def real_commands() -> str:
    """The command that reads each real article from its own place."""
    return "\n".join(["```sh", *(row["command"] for row in _real() if row["date"]), "```"])


def points_of_lessons() -> str:
    """How many points each version of a lesson has: by its checks, by its open questions, together."""
    rows = [["notebook", "checks with points", "their points", "open questions", "their points", "together"]]
    for name, lesson in versions():
        checks, opens = ([points(cell) for cell in lesson.cells if has_tag(cell, tag)] for tag in ("check", "open"))
        counts = [sum(map(bool, checks)), sum(checks), len(opens), sum(opens), sum(checks) + sum(opens)]
        rows.append([f"`{name}`", *map(str, counts)])
    return _table(rows)


def tolls(figures: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Who gives which number for all the dead, in the order of the text: {"31": ["the hospital"], ...}.

    Args:
        figures: marks of an article. Left out are parts of a number, numbers taken back or denied and other events.
    """
    found: dict[str, list[str]] = {}
    for figure in figures:
        if figure["event"] == "killed" and not _is_part(figure) and not any(figure.get(flag) for flag in NOT_A_TOLL):
            who = found.setdefault(_number(figure), [])
            if figure["source"] and (name := _inside_a_sentence(figure["source"])) not in who:
                who.append(name)
    return found


NOT_A_TOLL = ("additive_to", "negated", "optional", "other_event", "hedged")


def _is_part(figure: dict[str, Any]) -> bool:
    """Whether a figure counts only some of the dead; of which whole need not be said: "thirteen children"."""
    return bool(figure.get("subset_of")) or figure["unit"] == "children" or figure["text"].endswith("of the dead")


def _day_rows(names: list[str]) -> Iterator[list[str]]:
    yield ["article", "the dead, and who counts them", "quotes"]
    for name in names:
        article, marks = classroom.article(name), classroom.marks(name)
        direct = sum(quote["kind"] == "direct" for quote in marks["quotes"])
        toll = "; ".join(
            f"{number} ({', '.join(who) or 'the article itself'})" for number, who in tolls(marks["figures"]).items()
        )
        headline = f"**{article.outlet}**: [{article.title}](../../data/class/articles/{name}.txt)"
        yield [headline, toll or "none", f"{len(marks['quotes'])}, {direct} direct"]


def _number(figure: dict[str, Any]) -> str:
    low, high = figure["value_low"], figure["value_high"]
    if figure["approx"] == "range":
        return f"{low:,} to {high:,}"
    if figure["approx"] == "about":
        return str(figure["text"])
    return f"{BOUNDS.get(figure['approx'], '')}{low if low is not None else high:,}"


def _inside_a_sentence(name: str) -> str:
    first, _, rest = name.partition(" ")
    return f"{first.lower()} {rest}" if first in {"The", "A", "An", "His", "First"} else name


def _in_words(day: str) -> str:
    return f"{date.fromisoformat(day):%d %B %Y}".lstrip("0")


def _real() -> list[dict[str, str]]:
    with open(REAL, encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _link(row: dict[str, str]) -> str:
    return f"[{row['title']}]({row['address']})"


def _table(rows: list[list[str]] | Iterator[list[str]]) -> str:
    head, *body = ([cell.replace("|", "\\|") for cell in row] for row in rows)
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *body))


def _file(name: str) -> Path:
    return DOCS / "teaching" / f"{name}.md"


TABLES: dict[str, Callable[[], str]] = {
    "days": days,
    "points": points_of_lessons,
    "real_articles": real_articles,
    "real_commands": real_commands,
    "real_pages": real_pages,
}


if __name__ == "__main__":
    for made in PAGES:
        _file(made).write_text(page_of(made), encoding="utf-8")
