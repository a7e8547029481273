"""Single file: the page of an article with everything in it, to be mailed or kept: nothing in it leads to another file."""

from __future__ import annotations

import base64
import html
import re
from pathlib import Path
from urllib.parse import unquote

from onrecord.pages.answers import answer_lines, as_html
from onrecord.pages.html import Html, render
from onrecord.pages.layout import COUNTS
from onrecord.system.files import make_folder, write_whole
from onrecord.system.output_folders import mark_output
from onrecord.tables.record import TABLES, Record, load

LARGEST = 1_000_000  # bytes of a table that comes along; a mail has room for a few of them
QUESTIONS = {
    "quotes": "Who speaks, and how?",
    "figures": "Which numbers, and who claims them?",
    "tone": "In what tone?",
}
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
FILES = re.compile(r'(<section id="files">).*?(</section>)', re.DOTALL)
CAPTION = re.compile(r"(<figcaption>)(?: ?· )+")
WITH_THE_FILE = {"PNG", "Parquet", "All articles", COUNTS}  # words of links that say nothing without them


def write_single_file(folder: Path, target: Path) -> None:
    """Write the page of an article as one file.

    Args:
        folder: of the article, with its `index.html` and its tables.
        target: the file.
    """
    page = (folder / "index.html").read_text(encoding="utf-8")
    make_folder(target.parent)
    mark_output(target.parent)
    write_whole(target, single_file(page, folder, load(folder / "tables")))


def single_file(page: str, folder: Path, record: Record) -> str:
    """The page of an article without links to other files.

    Tables come along as data within the page (but the one of the article itself, which tells from where on a disk it was
    read), and what the notebooks answer as sentences. The rest stays behind, and links to it become plain words.

    Args:
        page: the article's page.
        folder: where the files lie that it leads to.
        record: of the article.
    """
    files = render("single_file.html", questions=_questions(record), tables=[t for t in TABLES if t != "articles"])
    page = FILES.sub(lambda found: f"{found[1]}{files}{found[2]}", page, count=1)
    ids = set(re.findall(r'\bid="([^"]*)"', page))
    page = LINK.sub(lambda link: _within(link, folder, ids), page)
    return CAPTION.sub(r"\1", page)


def _questions(record: Record) -> list[tuple[str, Html]]:
    """The question of each notebook, and its answer."""
    answers = {question: answer_lines(record, of) for of, question in QUESTIONS.items()}
    return [(question, as_html(lines)) for question, lines in answers.items() if lines]


def _within(link: re.Match[str], folder: Path, ids: set[str]) -> str:
    """A link that leads nowhere but into this page: to a place in it, to data that it holds, else its words alone."""
    address = html.unescape(link[1])
    if address.startswith("#"):
        return link[0] if unquote(address[1:]) in ids else link[2]
    if re.match(r"https?://", address, re.IGNORECASE):
        return link[0]  # where the article stands in the web: nothing is loaded from there unless somebody asks
    path = (folder / unquote(address)).resolve()
    if (
        path.suffix == ".csv"
        and path.is_relative_to(folder.resolve())
        and path.is_file()
        and path.stat().st_size <= LARGEST
    ):
        data = base64.b64encode(path.read_bytes()).decode()
        return str(
            Html('<a download="{}" href="data:text/csv;base64,{}">{}</a>').format(path.name, data, Html(link[2]))
        )
    return "" if link[2] in WITH_THE_FILE else link[2]
