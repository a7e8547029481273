"""HTML and terminal text from a record."""

from typing import TYPE_CHECKING

from onrecord.system.lazy_names import lazy_names

if TYPE_CHECKING:
    from onrecord.pages.article_page import write_pages
    from onrecord.pages.highlights import highlight
    from onrecord.pages.row_tables import rows
    from onrecord.pages.terminal import as_text
    from onrecord.pages.toned_words import texts_word_by_word, word_by_word
    from onrecord.pages.wording import claimant_in_words, figure_in_words, range_in_words

__all__ = [
    "as_text",
    "claimant_in_words",
    "figure_in_words",
    "highlight",
    "range_in_words",
    "rows",
    "texts_word_by_word",
    "word_by_word",
    "write_pages",
]

__getattr__ = lazy_names(
    __name__,
    {
        "article_page": ["write_pages"],
        "highlights": ["highlight"],
        "row_tables": ["rows"],
        "terminal": ["as_text"],
        "toned_words": ["texts_word_by_word", "word_by_word"],
        "wording": ["claimant_in_words", "figure_in_words", "range_in_words"],
    },
)
