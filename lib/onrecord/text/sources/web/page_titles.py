"""Titles: the headline in a page's title, without the names of the site and of its section."""

from __future__ import annotations

import re

from onrecord.text.sources.web.outlets import same_site
from onrecord.text.sources.web.stated_pages import StatedPage
from onrecord.text.sources.web.trees import letters_of

PARTS = re.compile(r" ?\|++ ?| (?:[-–—·•»«:]|::|//?) | ?— ?|: ")  # of a title with single spaces
CUT = re.compile(r" ?(?:…|\.\.\.)$")
MIN_LETTERS = 8  # of a headline
MOST_PARTS = 12  # of a title that is one
MAX_SECTION_WORDS = 4  # between headline and site


def find_title(stated: StatedPage, guess: str | None, outlet: str | None, address: str | None) -> str | None:
    """The article's title.

    Args:
        stated: what the page states.
        guess: what the reader of pages takes for the title.
        outlet, address: of the page.

    Returns:
        The first title that the page states, without names of site and section at its ends; whole, where a heading of
        the page has the rest of one that is cut with dots. None where there is none but the site's name.
    """
    for title in (*stated.titles, guess or ""):
        cut = without_site(title, stated, outlet, address)
        if cut and not same_site(cut, outlet, address):
            return _whole(cut, stated.headlines)
    return next((h for h in stated.headlines if not same_site(h, outlet, address)), None)


def without_site(title: str, stated: StatedPage, outlet: str | None, address: str | None) -> str:
    """A title without the names of the site and its section at its ends."""
    title = " ".join(title.split())
    marks = list(PARTS.finditer(title))
    if len(marks) > MOST_PARTS:
        return title
    starts, ends = [0, *(m.end() for m in marks)], [*(m.start() for m in marks), len(title)]
    others = {letters_of(words) for words in (*stated.headlines, *stated.titles)} - {letters_of(title)}
    others = {letters for letters in others if len(letters) >= MIN_LETTERS}
    first, last = 0, len(ends)

    def is_site(k: int) -> bool:
        names = [*stated.outlets, outlet]
        return any(same_site(title[starts[k] : ends[k]], name, address or stated.url) for name in names)

    def is_section(k: int) -> bool:
        """Short, behind a mark that no sentence has, and named by the page, or behind what it calls its headline."""
        part, mark = title[starts[k] : ends[k]], title[ends[k - 1] : starts[k]].strip()
        if len(part.split()) > MAX_SECTION_WORDS or mark == ":":
            return False
        is_named = bool(stated.section) and letters_of(part) == letters_of(stated.section or "")
        return is_named or any(letters_of(title[starts[first] : ends[j]]) in others for j in range(first, k))

    while last - first > 1 and (is_site(last - 1) or is_section(last - 1)):
        last -= 1
    while last - first > 1 and is_site(first):
        first += 1
    return title[starts[first] : ends[last - 1]].strip()


def _whole(title: str, headlines: tuple[str, ...]) -> str:
    """A title, whole where it is cut with dots and a heading begins with it."""
    if not CUT.search(title):
        return title
    beginning = letters_of(CUT.sub("", title))
    return next((h for h in headlines if letters_of(h).startswith(beginning)), title)
