"""Classroom: the texts of the class pack with our marks, checks with hints, and what else lessons are made of.

>>> from onrecord import classroom
>>> from onrecord.classroom import check
>>> check.speaker("brief_2022-03-24", "402,000 people", "the ombudsman")
"""

from typing import TYPE_CHECKING

from onrecord.system.lazy_names import lazy_names

if TYPE_CHECKING:
    from onrecord.classroom.by_hand import as_read
    from onrecord.classroom.moved import what_moved
    from onrecord.classroom.own_words import with_words
    from onrecord.classroom.texts import LessonError, article, marks, names, record, records
    from onrecord.classroom.unmarked import show_article

__all__ = [
    "LessonError",
    "article",
    "as_read",
    "marks",
    "names",
    "record",
    "records",
    "show_article",
    "what_moved",
    "with_words",
]

__getattr__ = lazy_names(
    __name__,
    {
        "by_hand": ["as_read"],
        "moved": ["what_moved"],
        "own_words": ["with_words"],
        "texts": ["LessonError", "article", "marks", "names", "record", "records"],
        "unmarked": ["show_article"],
    },
    modules=("check", "gallery", "marking"),
)


def __dir__() -> list[str]:
    return [*__all__, "check", "gallery", "marking"]
