"""Web pages: the article that an HTML page holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.text.article import Article, SourceError, make_article
from onrecord.text.headline import find_headline
from onrecord.text.layout import find_blocks
from onrecord.text.sources.encodings import decode_page
from onrecord.text.sources.places import is_address

if TYPE_CHECKING:
    from trafilatura.settings import Document

# The time to read a page grows with its elements, and with the square of the attributes of one. No article needs so many.
MAX_TAGS = 100_000
MAX_ATTRIBUTES = 5_000
TAG = re.compile(r"""<[a-zA-Z](?:=\s*+(?:"[^"]*+"?|'[^']*+'?)|[^>])*+""")
VALUE = re.compile(
    r"""=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>]*+)"""
)  # of an attribute; behind it the next may follow at once
MIN_PAGE_WORDS = 12  # fewer words out of a web page are a cookie notice or an error message, not an article


def article_of_page(data: bytes, place: str, *, source: str, charset: str | None = None) -> Article:
    """Cut an article out of an HTML page with trafilatura; the title goes on top if the main text lacks it.

    Args:
        data: the page.
        place: what an error calls it.
        source: path or address of the page.
        charset: the encoding that the server states.

    Raises:
        SourceError: the page is empty, holds no article text, or text that is no English article, or too many tags.
    """
    html = decode_page(data, charset, place)
    if not html.strip():
        raise SourceError(f"{place}: is empty. Give a file with text in it.")
    _check_tags(html, place)
    page = _extract(html, source if is_address(source) else None)
    body = _paragraphs(page) if page else ""
    if page is None or len(body.split()) < MIN_PAGE_WORDS:
        raise SourceError(f"{place}: no article text found in the page. Copy the article's words into a .txt file.")
    outlet = _outlet_of(page)
    title = _title_of(page, outlet)
    headline = find_headline(body, find_blocks(body), title)
    if title and not headline:
        body, headline = f"{title}\n\n{body}", (0, len(title))
    return make_article(body, place, title=title, outlet=outlet, date=page.date, source=source, headline=headline)


def _check_tags(html: str, place: str) -> None:
    """Raise SourceError where reading a page would take minutes."""
    if (n_tags := html.count("<")) > MAX_TAGS:
        raise SourceError(
            f"{place}: the page has {n_tags:,} tags, more than {MAX_TAGS:,}, too many for one article. "
            "Copy the article's words into a .txt file."
        )
    long_tags = (tag.group() for tag in TAG.finditer(html) if tag.end() - tag.start() > MAX_ATTRIBUTES)
    if any(_count_attributes(tag) > MAX_ATTRIBUTES for tag in long_tags):
        raise SourceError(
            f"{place}: a tag of the page has more than {MAX_ATTRIBUTES:,} attributes. "
            "Copy the article's words into a .txt file."
        )


def _count_attributes(tag: str) -> int:
    """How many attributes stand in a tag: between white space, slashes and values, whatever stands in those."""
    return len(VALUE.sub(" ", tag).replace("/", " ").split()) - 1


def _extract(html: str, url: str | None) -> Document | None:
    """What trafilatura finds in a page: its main text, title, site and date; None where it finds nothing."""
    # Imported here: trafilatura takes most of a second, which who reads plain text need not wait for.
    import logging

    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it would say, the caller says in one line
    page = bare_extraction(
        html,
        url=url,
        with_metadata=True,
        include_comments=False,
        prune_xpath="//figcaption",
        # A page's own date only, and the same one whatever day it is read.
        date_extraction_params={"original_date": True, "extensive_search": False, "max_date": "2999-12-31"},
    )
    return None if isinstance(page, dict) else page  # a dictionary comes where it is asked for only


def _paragraphs(page: Document) -> str:
    lines = [line.strip() for line in (page.text or "").splitlines()]
    return "\n\n".join(line for line in lines if line)


def _outlet_of(page: Document) -> str | None:
    """The site's name; None where trafilatura has only a number or `localhost` to offer."""
    name = (page.sitename or "").strip()
    return name if re.search(r"[^\W\d_]", name) and not re.fullmatch(r"[\d.:]+|localhost(:\d+)?", name) else None


def _title_of(page: Document, outlet: str | None) -> str | None:
    title = " ".join((page.title or "").split())
    if outlet:
        title = re.sub(rf" ?[|–—·-] ?{re.escape(outlet)}$", "", title, flags=re.IGNORECASE)
    return title or None
