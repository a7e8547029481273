"""Quotes: what an article reports that somebody said or wrote, by which cue, and which words point at the speaker."""

from onrecord.quotes.continued import with_continued
from onrecord.quotes.finding import find_quotes

__all__ = ["find_quotes", "with_continued"]
