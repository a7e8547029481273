"""Quotes: what an article reports that somebody said or wrote, by which cue, and which words point at the speaker."""

from typing import TYPE_CHECKING

from onrecord.system.lazy_names import lazy_names

if TYPE_CHECKING:
    from onrecord.quotes.continued import with_continued
    from onrecord.quotes.finding import find_quotes

__all__ = ["find_quotes", "with_continued"]

__getattr__ = lazy_names(
    __name__,
    {
        "continued": ["with_continued"],
        "finding": ["find_quotes"],
    },
)
