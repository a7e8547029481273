"""Drafts: a paragraph in the making, piece by piece, and those that are ready."""

from __future__ import annotations

from onrecord.text.article import SourceError
from onrecord.text.sources.paragraphs import Paragraph
from onrecord.text.sources.places import MAX_BYTES


class Drafts:
    """Makes paragraphs of pieces of text. What has no words is none; a bookmark or break on it goes to the next.

    Args:
        place: what an error calls the document.
    """

    def __init__(self, place: str) -> None:
        self._place = place
        self._ready: list[Paragraph] = []
        self._anchor: str | None = None
        self._page_break = self._break_follows = False
        self._waiting: list[tuple[list[str], int, bool, str | None]] = []  # paragraphs around the one that is written
        self._begin()

    def _begin(self) -> None:
        self._pieces: list[str] = []
        self._size = 0
        self._is_bold = True
        self._link: str | None = None

    def write(self, text: str, bold: bool = False) -> None:
        """Go on with the paragraph."""
        self._pieces.append(text)
        self._size += len(text)
        if self._size > MAX_BYTES:
            raise SourceError(
                f"{self._place}: a paragraph has more than {MAX_BYTES // 1_000_000} MB, too much for an article."
            )
        if not bold and self._is_bold and not text.isspace():
            self._is_bold = False

    def link_to(self, address: str | None) -> None:
        """Say that it holds a link; the first one counts."""
        self._link = self._link or address or None

    def mark(self, anchor: str | None) -> None:
        """Say that it holds a bookmark; the first one counts, and none that a program has set for itself (`_GoBack`)."""
        if anchor and not anchor.startswith("_"):
            self._anchor = self._anchor or anchor

    def break_page(self) -> None:
        """Say that a new page or section begins: here if nothing is written yet, else after this paragraph."""
        if self._size:
            self.write("\n", bold=self._is_bold)
            self._break_follows = True
        else:
            self._page_break = True

    def nest(self) -> None:
        """Begin a paragraph within this one (a text box)."""
        self._waiting.append((self._pieces, self._size, self._is_bold, self._link))
        self._begin()

    def unnest(self) -> None:
        """Go on with the paragraph around."""
        if self._waiting:
            self._pieces, self._size, self._is_bold, self._link = self._waiting.pop()

    def end(self, *, heading: bool = False, cell: int | None = None, row: int | None = None) -> None:
        """Say that the paragraph is over."""
        if text := "".join(self._pieces).strip():
            self._ready.append(
                Paragraph(text, heading, self._is_bold, cell, row, self._anchor, self._link, self._page_break)
            )
            self._anchor, self._page_break = None, False
        self._page_break |= self._break_follows
        self._break_follows = False
        self._begin()

    def take(self) -> list[Paragraph]:
        """The paragraphs that are ready, each once."""
        ready, self._ready = self._ready, []
        return ready


class Tables:
    """Where in tables, which may stand in one another, a paragraph is."""

    def __init__(self) -> None:
        self._places: list[tuple[int | None, int | None]] = []  # (cell, row) of each table that is open
        self._n_rows = 0

    def begin_table(self) -> None:
        """A table begins."""
        self._places.append((None, None))

    def begin_row(self) -> None:
        """A row begins."""
        if self._places:
            self._places[-1] = (-1, self._n_rows)
            self._n_rows += 1

    def begin_cell(self) -> None:
        """A cell begins."""
        if self._places:
            cell, row = self._places[-1]
            self._places[-1] = (0 if cell is None else cell + 1, row)

    def end_table(self) -> None:
        """The table that began last is over."""
        if self._places:
            self._places.pop()

    @property
    def here(self) -> tuple[int | None, int | None]:
        """Cell and row of the innermost table; None and None outside of tables."""
        return self._places[-1] if self._places else (None, None)
