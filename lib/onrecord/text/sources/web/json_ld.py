"""JSON-LD: what the data for search engines in a page say of its article."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any

from onrecord.text.sources.web.trees import Element, letters_of

Statement = dict[str, Any]

MAX_CHARACTERS = 2_000_000  # of one script
MAX_STATEMENTS = 20_000  # objects that are looked at
COMMENT = re.compile(r"\A\s*+(?:<!--|(?://\s*+)?<!\[CDATA\[)|(?:-->|(?://[ \t]*+)?\]\]>)\s*+;?\s*+\Z")
COMMA_TOO_MANY = re.compile(r",(?=\s*+[}\]])")
KINDS = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report)")
NO_ARTICLES = frozenset(("AdvertiserContentArticle", "TechArticle", "SatiricalArticle"))
# Where a statement speaks of other pages.
ELSEWHERE = frozenset(
    ("itemListElement", "hasPart", "relatedLink", "citation", "mentions", "isBasedOn", "about", "comment")
)


def articles_stated(tree: Element) -> list[Statement]:
    """The statements about articles in the JSON-LD of a page, in order, references to other statements filled in.

    Limits:
        A script that is no JSON after mending comments and commas says nothing; statements in lists of other pages are
        left out.
    """
    statements = [found for script in _scripts(tree) for found in _statements(_parsed(script))]
    by_id = {s["@id"]: s for s in statements if isinstance(s.get("@id"), str) and len(s) > 1}
    return [_filled(s, by_id) for s in statements if _is_article(s)]


def same_article(articles: list[Statement], titles: list[str]) -> Statement | None:
    """The statement about the page's own article: the one with its title, else the only one.

    Args:
        articles: of the page.
        titles: what the page gives as titles elsewhere.
    """
    wanted = [letters_of(title) for title in titles if title]
    for article in articles:
        headline = letters_of(text_of(article.get("headline")) or text_of(article.get("name")) or "")
        if headline and any(headline in title or title in headline for title in wanted if title):
            return article
    return articles[0] if len(articles) == 1 else None


def text_of(value: object) -> str | None:
    """A statement's text: of a list its first, of an object its name; None where there is none."""
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = value.get("name") or value.get("@value")
    return value if isinstance(value, str) and value.strip() else None


def _scripts(tree: Element) -> Iterator[str]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text and len(script.text) <= MAX_CHARACTERS:
            yield script.text


def _parsed(script: str) -> object:
    script = COMMENT.sub("", script)
    for text in (script, COMMA_TOO_MANY.sub("", script)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _statements(parsed: object) -> Iterator[Statement]:
    """All objects in a parsed script that speak of this page, from the top down."""
    waiting, n = deque([parsed]), 0
    while waiting and n < MAX_STATEMENTS:
        value = waiting.popleft()
        n += 1
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            yield value
            waiting += [v for key, v in value.items() if key not in ELSEWHERE and isinstance(v, dict | list)]


def _kinds(statement: Statement) -> list[str]:
    stated = statement.get("@type")
    names = stated if isinstance(stated, list) else [stated]
    return [re.split("[/#:]", name)[-1] for name in names if isinstance(name, str)]


def _is_article(statement: Statement) -> bool:
    return any(KINDS.fullmatch(kind) and kind not in NO_ARTICLES for kind in _kinds(statement))


def _filled(statement: Statement, by_id: dict[str, Statement]) -> Statement:
    """A statement in which what stands elsewhere in the page, under an id, stands itself."""

    def full(value: object) -> object:
        if isinstance(value, list):
            return [full(each) for each in value]
        if isinstance(value, dict) and isinstance(key := value.get("@id"), str) and "name" not in value:
            return by_id.get(key, value)
        return value

    return {key: full(value) for key, value in statement.items()}
