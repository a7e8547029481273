"""Paragraphs: what a document of any format is read as, one after the other, before anybody says what they mean."""

from __future__ import annotations

from typing import NamedTuple


class Paragraph(NamedTuple):
    """A paragraph of a document.

    Attributes:
        text: without white space around; line breaks inside are `\\n`.
        heading: whether the document says that it is a heading.
        bold: whether all of it is bold.
        cell: its column, from 0, where it stands in a row of a table; None outside of tables.
        row: number of its row in the document, from 0; None outside of tables.
        anchor: name of a bookmark that it holds.
        link: address that its first link leads to.
        page_break: whether a new page, section or article begins before it.
        mark: what the document calls it, in its own words: the name of its style, the classes of its elements.
    """

    text: str
    heading: bool = False
    bold: bool = False
    cell: int | None = None
    row: int | None = None
    anchor: str | None = None
    link: str | None = None
    page_break: bool = False
    mark: str | None = None
