"""Web pages: the article that an HTML page holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from onrecord.text.article import Article, SourceError, make_article
from onrecord.text.headline import find_headline
from onrecord.text.layout import find_blocks
from onrecord.text.sources.encodings import decode_page
from onrecord.text.sources.places import is_address
from onrecord.text.sources.web.archives import original_address, unwrap
from onrecord.text.sources.web.article_bodies import better_body, body_paragraphs
from onrecord.text.sources.web.bounds import check_tags
from onrecord.text.sources.web.layouts import mend_layout
from onrecord.text.sources.web.leads import find_lead
from onrecord.text.sources.web.missing import with_missing
from onrecord.text.sources.web.outlets import find_outlet, same_site
from onrecord.text.sources.web.page_days import find_day
from onrecord.text.sources.web.page_titles import find_title
from onrecord.text.sources.web.parts import Parts, own_heading
from onrecord.text.sources.web.rendering import paragraphs_of
from onrecord.text.sources.web.shortfalls import shortfall
from onrecord.text.sources.web.stated_pages import StatedPage, find_stated, people
from onrecord.text.sources.web.text_blocks import text_blocks
from onrecord.text.sources.web.trees import BLOCKS, Element, letters_of

if TYPE_CHECKING:
    from trafilatura.settings import Document

MIN_PAGE_WORDS = 12  # fewer words out of a web page are a cookie notice or an error message, not an article

MAX_BLOCKS = (
    3_000  # with more, the second opinion that trafilatura gets takes time by their square; no article has as many
)
TOP = 4  # paragraphs among which a page's headline is looked for

OnNote = Callable[[str], None]


def article_of_page(
    data: bytes, place: str, *, source: str, charset: str | None = None, on_note: OnNote | None = None
) -> Article:
    """Cut an article out of an HTML page; the title goes on top if the main text lacks it.

    Args:
        data: the page.
        place: what an error calls it.
        source: path or address of the page.
        charset: the encoding that the server states.
        on_note: called with a line on what of the article may be missing; None: nothing is said of it.

    Raises:
        SourceError: the page is empty, holds no article text, or text that is no English article, or too many tags.
    """
    html = decode_page(data, charset, place)
    if not html.strip():
        raise SourceError(f"{place}: is empty. Give a file with text in it.")
    check_tags(html, place)
    tree = _tree(html)
    if tree is None:
        raise _no_article(place)
    unwrap(tree)
    address = original_address(source) if is_address(source) else None
    stated = find_stated(tree)
    page, paragraphs, body = _read(tree, stated, address)
    if len(" ".join(paragraphs).split()) < MIN_PAGE_WORDS:
        raise _no_article(place)
    if on_note and (line := shortfall(paragraphs, stated, body, place)):
        on_note(line)
    return _article("\n\n".join(paragraphs), stated, page, place, source=source, address=address)


def _read(tree: Element, stated: StatedPage, address: str | None) -> tuple[Document | None, list[str], list[str]]:
    """What trafilatura finds in a page, the paragraphs of the article, and those that JSON-LD has."""
    heading = own_heading(tree, stated)
    parts = Parts(tree)
    parts.remove_all(stated)
    mend_layout(tree, parts.sizes)
    page = _extract(tree, address)
    paragraphs = paragraphs_of(page.body) if page else []
    blocks = text_blocks(tree)
    paragraphs = with_missing(blocks, paragraphs, stated.n_words)
    body = body_paragraphs(stated.body, blocks) if stated.body else []
    paragraphs = better_body(paragraphs, body)
    top = _headline_on_top(paragraphs, stated)
    return page, [*top, *find_lead(blocks, paragraphs, stated, heading), *(p for p in paragraphs if p not in top)], body


def _headline_on_top(paragraphs: list[str], stated: StatedPage) -> list[str]:
    """The headline, where it is among the first paragraphs that were read."""
    titles = {letters_of(title) for title in (*stated.headlines, *stated.titles)}
    return next(([p] for p in paragraphs[:TOP] if letters_of(p) in titles), [])


def _no_article(place: str) -> SourceError:
    return SourceError(f"{place}: no article text found in the page. Copy the article's words into a .txt file.")


def _article(
    body: str, stated: StatedPage, page: Document | None, place: str, *, source: str, address: str | None
) -> Article:
    outlet = find_outlet(stated, page.sitename if page else None, address)
    title = find_title(stated, page.title if page else None, outlet, address)
    headline = find_headline(body, find_blocks(body), title)
    if title and not headline:
        body, headline = f"{title}\n\n{body}", (0, len(title))
    return make_article(
        body,
        place,
        title=title,
        outlet=outlet,
        date=find_day(stated, page.date if page else None, address),
        source=source,
        author=_author(stated, page, outlet),
        section=stated.section,
        headline=headline,
    )


def _author(stated: StatedPage, page: Document | None, outlet: str | None) -> str | None:
    """Who wrote the article; None for an outlet that signs itself."""
    author = stated.author or people((page.author or "").split("; ") if page else [])
    return author if author and not same_site(author, outlet, None) else None


def _tree(html: str) -> Element | None:
    """The elements of a page; None where there are none."""
    # Imported here: trafilatura takes most of a second, which who reads plain text need not wait for.
    import logging

    from trafilatura import load_html

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it would say, the caller says in one line
    return load_html(html)


def _extract(tree: Element, url: str | None) -> Document | None:
    """What trafilatura finds in a page: its main text, title, site and date; None where it finds nothing."""
    from trafilatura import bare_extraction

    page = bare_extraction(
        tree,
        url=url,
        fast=sum(1 for _ in tree.iter(*BLOCKS)) > MAX_BLOCKS,
        with_metadata=True,
        include_comments=False,
        prune_xpath="//figcaption",
        # A page's own date only, and the same one whatever day it is read.
        date_extraction_params={"original_date": True, "extensive_search": False, "max_date": "2999-12-31"},
    )
    return None if isinstance(page, dict) else page  # a dictionary comes where it is asked for only
