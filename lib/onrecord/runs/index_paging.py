"""Index paging: the articles of a folder on one page, or on several that no browser is slow with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count as numbers
from pathlib import Path
from typing import NamedTuple

from onrecord.pages.html import EMPTY, Html, join
from onrecord.pages.layout import Cell
from onrecord.system.files import is_link

MOST_ARTICLES = 250  # on a page
MOST_LETTERS = 600_000  # of their rows: a page stays below a megabyte
NAME_LETTERS = 60  # of a title in the list of pages
HEAD_LETTERS = 2_000  # of a page, among which its title stands


class Listed(NamedTuple):
    """An article as the index shows it: its title, and the cells of its row."""

    title: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class IndexPage:
    """A page of the index.

    Attributes:
        number: of the page, from 1.
        first: number of its first article, from 1.
        articles: that it lists.
        is_last: whether no page comes after it.
    """

    number: int
    first: int
    articles: Sequence[Listed]
    is_last: bool

    @property
    def last(self) -> int:
        """The number of its last article."""
        return self.first + len(self.articles) - 1


def paged(articles: Iterable[Listed]) -> Iterator[IndexPage]:
    """The articles in pages; one page where there are none."""
    number = first = 1
    some: list[Listed] = []
    letters = 0
    for article in articles:
        more = sum(len(str(cell)) for cell in article.cells)
        if some and (len(some) == MOST_ARTICLES or letters + more > MOST_LETTERS):
            yield IndexPage(number, first, some, is_last=False)
            number, first, some, letters = number + 1, first + len(some), [], 0
        some.append(article)
        letters += more
    yield IndexPage(number, first, some, is_last=True)


def page_name(number: int) -> str:
    """The file of a page of the index."""
    return "index.html" if number == 1 else f"index_{number}.html"


def to_other_pages(page: IndexPage, where: str) -> Html:
    """Links to the page before and the one behind, and to the list of all; "" where there is one page only.

    Args:
        page: on which they stand.
        where: on it, in a word, for whoever has it read aloud.
    """
    if page.number == 1 and page.is_last:
        return EMPTY
    link = Html('<a{} href="{}">{}</a>').format
    before = link(Html(' rel="prev"'), page_name(page.number - 1), "Previous page") if page.number > 1 else ""
    after = "" if page.is_last else link(Html(' rel="next"'), page_name(page.number + 1), "Next page")
    links = filter(None, [before, link("", "index.html#pages", "All pages"), after])
    return Html('<nav class="pager" aria-label="Pages of articles, {}">{}</nav>').format(where, join(links))


def which(page: IndexPage) -> str:
    """Which articles a page lists, in a sentence; "" where there is one page only."""
    if page.number == 1 and page.is_last:
        return ""
    return (
        f"Articles {page.first:,} to {page.last:,}, in order of their titles. Sorting and filtering are of these only."
    )


def all_pages(first_titles: Sequence[str]) -> Html:
    """A list of all pages with the titles that they begin with; "" where there is one page only."""
    if len(first_titles) < 2:
        return EMPTY
    line = Html('<li><a href="{}">{}</a></li>')
    lines = (line.format(page_name(n), f"{n}. {cut(name, NAME_LETTERS)}") for n, name in enumerate(first_titles, 1))
    listed = Html('<nav class="contents" aria-label="All pages of articles"><ol>{}</ol></nav>').format(join(lines))
    heading = Html("<h2>All pages of articles</h2><p>Each by the title of its first one.</p>")
    return Html('<section id="pages">{}{}</section>').format(heading, listed)


def cut(text: str, most: int) -> str:
    """The first letters of a text, with a sign where it goes on."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def title_of(number: int) -> str:
    """The title of a page of the index."""
    return "Articles" if number == 1 else f"Articles, page {number}"


def clear_pages_after(out: Path, number: int) -> None:
    """Take away the pages of an earlier index that had more of them; a page of somebody else stays."""
    for after in numbers(number + 1):
        path = out / page_name(after)
        if is_link(path) or not path.is_file():
            return
        with path.open(encoding="utf-8", errors="replace") as page:
            is_ours = f"<title>{title_of(after)} | On Record</title>" in page.read(HEAD_LETTERS)
        if is_ours:
            path.unlink()
