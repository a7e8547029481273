"""The pages of articles: what `onrecord run` wrote, copied to the site, and the page that lists them."""

from __future__ import annotations

import csv
import json
import re
import shutil
import zipfile
from pathlib import Path

from onrecord import classroom
from onrecord.pages.html import Html, escape
from onrecord.runs.manifest import ACROSS

NOT_COPIED = shutil.ignore_patterns(
    ".cache", ".partial-*", "manifest*", "*.parquet", "*.ipynb", "*.jsonl", "summary.json", ".lock*"
)
TABLES = "tables.zip"
BOARDS = ("quotes", "figures", "pairs")
_MARKUP = re.compile(r"[!-/:-@\[-`{-~]")  # what Markdown can take for markup; a backslash stops it
_BODY = re.compile(r'(<body>\s*<a class="skip".*?</a>)', re.DOTALL)
_PARQUET = re.compile(r'\s*(?:·\s*)?<a href="[^"]*\.parquet"[^>]*>[^<]*</a>')
_NOTEBOOK = re.compile(r'(<a href=")(notebooks/[^"]*\.ipynb)"')
_FOLDER_OF_TABLES = '<a href="tables/">Tables of all articles</a>'


def copied_runs(runs: Path, target: Path) -> None:
    """Copy the pages of a folder of runs, each with a way back to the site.

    Args:
        runs: the folder; nothing is done when it is not there.
        target: where it goes: a folder two levels below the root of the site.
    """
    if not runs.is_dir():
        return
    shutil.copytree(runs, target, ignore=NOT_COPIED)
    shutil.rmtree(target / "tables", ignore_errors=True)
    for page in target.rglob("*.html"):
        up = "../" * (2 + len(page.relative_to(target).parts) - 1)
        text = _BODY.sub(rf"\1{_way_back(up)}", page.read_text(encoding="utf-8"), count=1)
        text = text.replace(_FOLDER_OF_TABLES, f'<a href="{TABLES}" download>Tables of all articles (CSV)</a>')
        text = _NOTEBOOK.sub(rf'\1{up}\2" download', _PARQUET.sub("", text))
        page.write_text(text, encoding="utf-8")
    with zipfile.ZipFile(target / TABLES, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in sorted(target.glob("*/tables/*.csv")):
            archive.write(table, table.relative_to(target).as_posix().replace("/tables/", "/"))


def write_boards(target: Path) -> None:
    """Write the boards on which one marks an article of the class set by hand.

    Args:
        target: the folder of the site.
    """
    for name in classroom.names():
        for kind in BOARDS:
            board = classroom.marking.write_board(classroom.article(name), target / _board(name, kind), kind)
            text = board.read_text(encoding="utf-8").replace("<header>", f"<header>{_way_back('../', ' · ')}", 1)
            board.write_text(text, encoding="utf-8")


def _way_back(up: str, between: str = "") -> str:
    """Links to the site, for a page that Sphinx did not make; `up` leads to the root of the site."""
    ways = (("index.html", "On Record: start"), ("articles.html", "All articles of this site"))
    links = between.join(f'<a href="{up}{page}">{words}</a>' for page, words in ways)
    return f'<nav class="pager" aria-label="Site" style="max-width: none; padding-top: 0.5rem">{links}</nav>'


def _board(name: str, kind: str) -> str:
    return f"boards/{name}_{kind}.html"


def articles_page(work: Path, class_set: str, samples: str) -> str:
    """The page that lists all articles, as Markdown: title, outlet and day of each, and who has most words in it.

    Args:
        work: folder in which the runs are.
        class_set, samples: folders of runs, as paths from there and from the root of the site.
    """
    parts = [
        "# Articles\n\nEach page shows one article with its quotes and figures marked, who is quoted, which numbers are given,"
        " and the words behind every row. All texts were written for this project; those about Harrow are fiction."
    ]
    for heading, runs in (("For class: one event, four outlets, six days", class_set), ("More articles", samples)):
        if (work / runs).is_dir():
            parts.append(f"## {heading}\n\n{_overview(runs)}\n\n" + "\n".join(_lines(work, runs)))
    return "\n\n".join(parts) + "\n"


def _overview(runs: str) -> str:
    side_by_side = f"{runs}/{ACROSS}/notebooks/04_across_articles.html"
    return str(
        Html('<a href="{}/index.html">All of them on one page</a>, and <a href="{}">side by side</a>.').format(
            runs, side_by_side
        )
    )


def _lines(work: Path, runs: str) -> list[str]:
    """An entry for each article, by day and outlet."""
    found = []
    for path in (work / runs).glob("*/summary.json"):
        summary = json.loads(path.read_text(encoding="utf-8"))
        about = list(reversed(summary["about"]))
        line = f"{plain(', '.join(about))}: " if about else ""
        line += _link(f"{runs}/{path.parent.name}/index.html", summary["title"])
        if most := ", ".join(voice[0] for voice in summary["voices"][:3]):
            line += f"<br><small>Most words: {plain(most)}</small>"
        if (name := _name(path.parent)) in classroom.names():
            boards = ", ".join(_link(_board(name, kind), kind) for kind in BOARDS)
            line += f"<br><small>Mark it by hand: {boards}</small>"
        found.append((about, f"- {line}"))
    return [line for _, line in sorted(found)]


def _link(address: str, words: str) -> str:
    """A link to a file that Sphinx does not know."""
    return f'<a href="{escape(address)}">{plain(words)}</a>'


def plain(words: str) -> str:
    """Words of an article as Markdown that shows just these words: no link, no HTML, one line."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(words.split()))


def _name(folder: Path) -> str:
    """The name of the file that an article was read from."""
    with (folder / "tables/articles.csv").open(encoding="utf-8", newline="") as rows:
        return Path(next(csv.DictReader(rows))["source"]).stem
