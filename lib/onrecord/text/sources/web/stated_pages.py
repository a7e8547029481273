"""Stated pages: what a page states of its article in its head, in JSON-LD and in attributes made for machines."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from functools import cache

from onrecord.text.sources.places import is_address
from onrecord.text.sources.web.json_ld import Statement, articles_stated, same_article, text_of
from onrecord.text.sources.web.trees import Element, letters_of, words_of
from onrecord.words import read_words

MAX_AUTHORS = 10
LONGEST_NAME = 120  # characters of an author, an outlet or a section
MARKUP = re.compile(r"<[a-zA-Z/][^<>]*>")
ADDRESS = re.compile(r"(?i)https?:|www\.|\S@\S|^@")
FIRST_PAGE = re.compile(r"(?i)\.?/?(?:index\.\w{3,5})?|https?://[^/]+/?")
RIGHTS = re.compile(r"(?i)(?:©|\(c\)|copyright)(?:[\s©,–-]|\(c\)|\d{4}|copyright)*")
OWNER = re.compile(r"(?i)[.|,]|\ball rights|\b\d{4}\b")  # ends the owner's name
LONGEST_LINE = 300  # characters of a line about rights
BY = re.compile(r"(?i)^(?:(?:written|words|story|posted|published) )?by:?\s+")


@dataclass(frozen=True)
class StatedPage:
    """What a page states of its article; what is not stated is None or empty.

    Attributes:
        titles: as JSON-LD, Open Graph and others give them, the best first; with site names, maybe.
        headlines: the words of its headings of the first level.
        outlets: names of the site or publisher, the best first.
        published: what is said to be the day of publication, as it is written, the best first.
        modified: what is said to be the day of a change.
        body: the article's text in JSON-LD, with its markup.
        n_words: how many words JSON-LD says that the article has.
        site_names: what the page calls its site: the words of links to its first page, of logos, of lines about rights.
        description: a summary, which may be the first paragraph.
        is_cut: whether the page says that not all of the article can be read for nothing.
    """

    titles: tuple[str, ...] = ()
    headlines: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    author: str | None = None
    section: str | None = None
    url: str | None = None
    body: str | None = None
    n_words: int | None = None
    site_names: tuple[str, ...] = ()
    description: str | None = None
    is_cut: bool = False
    metas: dict[str, list[str]] = field(default_factory=dict)


@cache
def meta_names() -> dict[str, list[str]]:
    """The lexicon words/page_metas.csv: {what is stated: names of the meta elements for it, the best first}."""
    names: dict[str, list[str]] = {}
    for row in read_words("page_metas.csv"):
        names.setdefault(row["states"], []).append(row["name"])
    return names


def find_stated(tree: Element) -> StatedPage:
    """Read what a page states of its article.

    Args:
        tree: of the whole page.
    """
    metas = _metas(tree)
    headlines = tuple(filter(None, map(words_of, tree.iter("h1"))))
    title = " ".join(text.split()) if (text := tree.findtext(".//title")) else ""
    titles = _listed(metas, "title")
    article = same_article(articles_stated(tree), [*titles, *headlines, title]) or {}
    headline = plain(text_of(article.get("headline")))
    return StatedPage(
        titles=_unique([*titles[:1], headline, *titles[1:], title]),
        headlines=headlines,
        outlets=_unique([*_publishers(article), *_listed(metas, "outlet")]),
        published=_unique([text_of(article.get("datePublished")), *_listed(metas, "published"), *_marked_days(tree)]),
        modified=_unique([text_of(article.get("dateModified")), *_listed(metas, "modified")]),
        author=people(_names(article.get("author")) or _listed(metas, "author")),
        section=_section([plain(text_of(article.get("articleSection"))), *_listed(metas, "section")]),
        url=_own_address(tree, metas),
        body=text if isinstance(text := article.get("articleBody"), str) and text.strip() else None,
        n_words=_number(article.get("wordCount")),
        description=next(
            iter(_unique([plain(text_of(article.get("description"))), *_listed(metas, "description")])), None
        ),
        site_names=_site_names(tree),
        is_cut=str(article.get("isAccessibleForFree")).lower().endswith("false"),
        metas=metas,
    )


def plain(stated: str | None) -> str:
    """A statement's words: without markup and entities, white space squeezed."""
    return " ".join(html.unescape(MARKUP.sub(" ", html.unescape(stated or ""))).split())


def _metas(tree: Element) -> dict[str, list[str]]:
    """{name of a meta element in small letters: contents}."""
    metas: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = plain(meta.get("content"))
        name = next(filter(None, (meta.get(key) for key in ("property", "name", "itemprop"))), None)
        if content and name:
            metas.setdefault(name.strip().lower(), []).append(content)
    return metas


def _listed(metas: dict[str, list[str]], states: str) -> list[str]:
    return [content for name in meta_names()[states] for content in metas.get(name, [])]


def _unique(stated: list[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in stated if each))


def _publishers(article: Statement) -> list[str]:
    """The outlet in a statement: whose part the article is, who publishes it."""
    names = [text_of(article.get(key)) for key in ("publisher", "isPartOf", "sourceOrganization", "provider")]
    return [name for each in names if (name := plain(each))]


def _names(stated: object) -> list[str]:
    """Names of authors in JSON-LD: texts, objects, or lists of them."""
    each = stated if isinstance(stated, list) else [stated]
    return [name for value in each[:MAX_AUTHORS] if (name := plain(text_of(value)))]


def people(names: list[str]) -> str | None:
    """Authors as one name, or names with commas between."""
    people = [BY.sub("", name).strip(" ,;|") for name in names[:MAX_AUTHORS]]
    people = [name for name in people if name and not ADDRESS.search(name) and len(name) <= LONGEST_NAME]
    whole = [a for a in people if not any(a != b and letters_of(a) in letters_of(b) for b in people)]
    return ", ".join(dict.fromkeys(whole)) or None


def _section(stated: list[str]) -> str | None:
    return next((s for s in stated if s and len(s) <= LONGEST_NAME and not ADDRESS.search(s)), None)


def _number(stated: object) -> int | None:
    text = text_of(stated) if not isinstance(stated, int | float) else str(stated)
    match = re.fullmatch(r"\s*(\d{1,6})(?:\.0*)?\s*", (text or "").replace(",", ""))
    return int(match[1]) or None if match else None


def _marked_days(tree: Element) -> list[str]:
    """Days in elements that are marked as the day of publication."""
    marked = tree.xpath("//time[@pubdate] | //*[contains(@itemprop, 'datePublished')]")
    return [day for e in marked[:5] for day in (e.get("datetime") or e.get("content") or words_of(e),) if day]


def _own_address(tree: Element, metas: dict[str, list[str]]) -> str | None:
    """The address that the page gives as its own: one of a page below the site's first."""
    links = [link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    for address in [*links, *metas.get("og:url", [])]:
        if is_address(address) and re.match(r"(?i)https?://[^/]+/[^/?#]*\w", address) and len(address) < 2_000:
            return address
    return None


def _site_names(tree: Element) -> tuple[str, ...]:
    """What a page calls its site: links to the first page, logos, lines about rights."""
    names = [words_of(link) for link in tree.iter("a") if FIRST_PAGE.fullmatch(link.get("href") or "")]
    names += [image.get("alt") or "" for image in tree.iter("img") if "logo" in (image.get("src") or "").lower()]
    texts = (text for element in tree.iter() for text in (element.text, element.tail) if text and RIGHTS.search(text))
    names += [OWNER.split(RIGHTS.split(text)[-1])[0].strip(" ,.-–—") for text in texts if len(text) < LONGEST_LINE]
    return _unique([name for name in names if 2 < len(name) <= LONGEST_NAME])
