"""Bounds: pages that would take minutes to read."""

from __future__ import annotations

import re

from onrecord.text.article import SourceError

# The time to read a page grows with its elements, and with the square of the attributes of one. No article needs so many.
MAX_TAGS = 100_000
MAX_ATTRIBUTES = 5_000
TAG = re.compile(r"""<[a-zA-Z](?:=\s*+(?:"[^"]*+"?|'[^']*+'?)|[^>])*+""")
VALUE = re.compile(
    r"""=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>]*+)"""
)  # of an attribute; behind it the next may follow at once


def check_tags(html: str, place: str) -> None:
    """Raise SourceError where reading a page would take minutes.

    Args:
        place: what the error calls the page.
    """
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
