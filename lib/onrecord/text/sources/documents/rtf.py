"""RTF documents: the paragraphs of an .rtf, without what is hidden, deleted, or no part of the text.

The file is read a piece at a time, each byte once.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import IO

from onrecord.text.article import LONGEST_NAME, SourceError
from onrecord.text.sources.documents.drafts import Drafts
from onrecord.text.sources.paragraphs import Paragraph

SIGN = b"{\\rtf"
PIECE = 1 << 16  # bytes that are read at once
LONGEST_TOKEN = 64  # bytes of a control word with its number; longer ones are none
DEEPEST = 5_000  # groups in one another
MAX_LISTED = 10_000  # fonts and styles that are kept
MAX_FIELD = 4_000  # characters of an instruction, a bookmark or the name of a style
TOP = 1 << 18  # bytes in which the title is looked for

TOKEN = re.compile(
    rb"([^\\{}\r\n\0]+)|\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|([{}])|\\([^a-zA-Z])|[\r\n\0]+|\\"
)
TITLE = re.compile(rb"\{\\title ([^{}]{1,2000})\}")
HEADING = re.compile(r"(?i)(?:heading [1-9]|title)")
FIELD_LINK = re.compile(r'HYPERLINK\s+(?:\\l\s+)?"([^"]{1,2000})"')

# Code pages of fonts, by their character sets; 1 is the document's own.
CODE_PAGES = {
    0: "cp1252", 2: "cp1252", 77: "mac_roman", 78: "cp932", 79: "cp949", 80: "cp936", 81: "cp950", 128: "cp932",
    129: "cp949", 130: "johab", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255",
    178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
ANSI = "cp1252"
CHARACTERS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ", "~": "\xa0", "_": "-",
    "\\": "\\", "{": "{", "}": "}",
}  # fmt: skip
# Groups that are no part of the text, besides all that begin with \*.
SKIPPED = frozenset(
    "colortbl info pict header headerl headerr headerf footer footerl footerr footerf footnote ftnsep ftnsepc ftncn "
    "aftnsep aftnsepc aftncn annotation xe tc tcn rxe txe listtext pntext pntxta pntxtb nonshppict fldtype sp sn sv "
    "shprslt private template filetbl revtbl rsidtbl nextfile objclass objname objdata".split()
)
KEPT = frozenset(("fonttbl", "stylesheet", "fldinst", "bkmkstart"))  # groups that are read, but are no text
SKIP = "skip"


def paragraphs_of_rtf(opened: IO[bytes], place: str) -> Iterator[Paragraph]:
    """The paragraphs of an RTF document in order, one at a time.

    Args:
        opened: the file, at its beginning.
        place: what errors call it.

    Raises:
        SourceError: it breaks off, or is too large or too deep.

    Limits:
        Text boxes are left out.
    """
    reader = _Reader(place)
    rest, is_last = b"", False
    while not is_last:
        piece = opened.read(PIECE)
        is_last = not piece
        rest = reader.read(rest + piece, is_last)
        yield from reader.drafts.take()
    reader.end()
    yield from reader.drafts.take()


def title_of_rtf(opened: IO[bytes]) -> str | None:
    """The title that the document's properties state, if it has no letters beyond ASCII."""
    match = TITLE.search(opened.read(TOP))
    title = match[1].decode("ascii", "replace") if match else ""
    return title if title.isascii() and "\\" not in title and len(title) <= LONGEST_NAME else None


class _State:
    """What holds within a group."""

    __slots__ = ("bold", "deleted", "font", "hidden", "in_table", "kind", "level", "n_fallback", "style")

    def __init__(self) -> None:
        self.kind = ""  # "" text, SKIP, or one of KEPT
        self.font = -1
        self.bold = self.hidden = self.deleted = self.in_table = False
        self.n_fallback = 1  # characters behind a \u that stand for it in old readers
        self.style, self.level = -1, 9

    def copy(self) -> _State:
        copied = _State.__new__(_State)
        for name in self.__slots__:
            setattr(copied, name, getattr(self, name))
        return copied


class _Reader:
    """Reads the tokens of a document."""

    def __init__(self, place: str) -> None:
        self.drafts = Drafts(place)
        self._place = place
        self._outside = _State()
        self._outside.kind = SKIP
        self._state, self._groups = self._outside, list[_State]()
        self._raw = bytearray()  # characters in a code page
        self._wide = ""  # UTF-16 code units
        self._n_to_skip = self._n_bytes_to_skip = 0
        self._is_optional = False  # behind \*
        self._code_page, self._default_font = ANSI, 0
        self._fonts: dict[int, str] = {}
        self._headings: set[int] = set()
        self._words = ""  # of a group that is no text
        self._listed = -1  # font or style that is listed
        self._cell = self._row = 0

    def read(self, data: bytes, is_last: bool) -> bytes:
        """Read the tokens in some bytes; what may be the beginning of one that goes on is given back."""
        place, end = 0, len(data) - (0 if is_last else LONGEST_TOKEN)
        while place < end:
            if self._n_bytes_to_skip:
                skipped = min(self._n_bytes_to_skip, len(data) - place)
                self._n_bytes_to_skip -= skipped
                place += skipped
                continue
            match = TOKEN.match(data, place)
            if match is None:  # cannot be: some alternative takes any byte
                break
            place = match.end()
            self._take(match)
        return data[place:]

    def _take(self, match: re.Match[bytes]) -> None:
        kind = match.lastindex
        if kind == 1:
            self._text(match[1])
        elif kind in (2, 3):
            self._word(match[2].decode("ascii"), int(match[3]) if match[3] else None)
        elif kind == 4:
            self._text(bytes((int(match[4], 16),)))
        elif kind == 5:
            self._open() if match[5] == b"{" else self._close()
        elif kind == 6:
            self._symbol(match[6])

    def end(self) -> None:
        """Say that there is no more."""
        self._flush()
        self.drafts.end()
        if self._groups:
            raise SourceError(f"{self._place}: breaks off in the middle. Get the whole file again.")

    def _open(self) -> None:
        self._flush()
        self._n_to_skip = 0
        if len(self._groups) >= DEEPEST:
            raise SourceError(f"{self._place}: is a damaged document (groups in one another without end).")
        self._groups.append(self._state)
        self._state = self._state.copy() if self._state is not self._outside else _State()
        self._is_optional = False

    def _close(self) -> None:
        self._flush()
        self._n_to_skip = 0
        if not self._groups:
            return
        kind, self._state = self._state.kind, self._groups.pop()
        if kind == "stylesheet":
            self._list_style()
        elif kind == "fldinst" != self._state.kind and (link := FIELD_LINK.search(self._words)):
            self.drafts.link_to(link[1])
        elif kind == "bkmkstart" != self._state.kind:
            self.drafts.mark(self._words.strip())
        if kind != self._state.kind:
            self._words = ""

    def _text(self, raw: bytes) -> None:
        if self._n_to_skip:
            skipped = min(self._n_to_skip, len(raw))
            self._n_to_skip -= skipped
            raw = raw[skipped:]
        if raw and self._state.kind != SKIP:
            if self._wide:
                self._flush()
            self._raw += raw

    def _word(self, word: str, number: int | None) -> None:
        if self._n_to_skip:  # it stands for one character
            self._n_to_skip -= 1
            return
        state = self._state
        if self._is_optional or word in SKIPPED or word in KEPT:
            self._begin_group(word)
        elif word == "bin":
            self._n_bytes_to_skip = max(0, number or 0)
        elif state.kind == SKIP:
            return
        elif word == "u":
            self._unicode(number or 0)
        elif word == "uc":
            state.n_fallback = min(max(0, 1 if number is None else number), 100)
        elif word in CHARACTERS:
            self._flush()
            self._write(CHARACTERS[word])
        else:
            self._property(word, number)

    def _begin_group(self, word: str) -> None:
        """The group is of a kind that is no text, or is to be skipped by who does not know it."""
        if self._state.kind != SKIP and word in KEPT:
            self._state.kind = word
            self._words, self._listed = "", -1
        elif self._state.kind != "fldinst" or self._is_optional:
            self._state.kind = SKIP
        self._is_optional = False

    def _property(self, word: str, number: int | None) -> None:
        """A word that says how text or a paragraph is, or that a paragraph is over."""
        state, is_on = self._state, number != 0
        if word in ENDS:
            if state.kind == "":
                self._end(word)
        elif word == "b":
            self._flush()
            state.bold = is_on
        elif word in ("v", "deleted"):
            self._flush()
            setattr(state, "hidden" if word == "v" else word, is_on)
        elif word == "plain":
            self._flush()
            state.bold = state.hidden = False
            state.font = self._default_font
        elif word == "pard":
            state.style, state.level, state.in_table = -1, 9, False
        elif word == "intbl":
            state.in_table = True
        elif word == "pagebb" and is_on:
            self.drafts.break_page()
        elif word in NUMBERED:
            self._flush()
            self._number(word, number or 0)

    def _number(self, word: str, number: int) -> None:
        """A word whose number counts: of a font, a style, a code page."""
        state = self._state
        if word in ("f", "s"):
            setattr(state, "font" if word == "f" else "style", number)
            if state.kind == ("fonttbl" if word == "f" else "stylesheet"):
                self._listed = number
        elif word == "outlinelevel":
            state.level = number
            if state.kind == "stylesheet" and number < 9 and len(self._headings) < MAX_LISTED:
                self._headings.add(self._listed)
        elif word == "deff":
            self._default_font = number
        elif word == "ansicpg":
            self._code_page = _code_page(number)
        elif state.kind == "fonttbl" and len(self._fonts) < MAX_LISTED:
            self._fonts[self._listed] = _code_page(number) if word == "cpg" else CODE_PAGES.get(number, self._code_page)

    def _symbol(self, symbol: bytes) -> None:
        if self._n_to_skip:
            self._n_to_skip -= 1
        elif symbol == b"*":
            self._is_optional = True
        elif symbol in b"\r\n":
            self._word("par", None)
        elif (character := symbol.decode("latin-1")) in CHARACTERS and self._state.kind != SKIP:
            self._flush()
            self._write(CHARACTERS[character])

    def _unicode(self, number: int) -> None:
        if self._raw:
            self._flush()
        number = number + 0x10000 if number < 0 else number
        self._wide += chr(number) if 0 <= number < 0x110000 else "\ufffd"
        self._n_to_skip = self._state.n_fallback

    def _flush(self) -> None:
        """Write what is waiting for its code page, or for the other half of a surrogate pair."""
        if self._wide:
            text, self._wide = self._wide, ""
            self._write(text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
        if self._raw:
            raw, self._raw = self._raw, bytearray()
            page = self._fonts.get(self._state.font, self._code_page)
            self._write(raw.decode("ascii" if raw.isascii() else page, "replace"))

    def _write(self, text: str) -> None:
        state = self._state
        if state.kind == "":
            if not (state.hidden or state.deleted):
                self.drafts.write(text, state.bold)
        elif state.kind != "fonttbl":
            self._words = (self._words + text)[:MAX_FIELD]

    def _list_style(self) -> None:
        if HEADING.fullmatch(self._words.strip(" ;")) and len(self._headings) < MAX_LISTED:
            self._headings.add(self._listed)
        self._words = ""

    def _end(self, word: str) -> None:
        """A paragraph, a cell, a row or a section is over."""
        self._flush()
        state = self._state
        if word == "page":
            self.drafts.break_page()
            return
        if word == "par" and state.deleted:  # without its mark it goes on in the next
            return
        in_table = state.in_table or word in ("cell", "nestcell")
        heading = state.level < 9 or state.style in self._headings
        cell, row = (self._cell, self._row) if in_table else (None, None)
        self.drafts.end(heading=heading, cell=cell, row=row)
        if word == "cell":
            self._cell += 1
        elif word == "row":
            self._cell, self._row = 0, self._row + 1
        elif word == "sect":
            self.drafts.break_page()


ENDS = frozenset(("par", "cell", "nestcell", "row", "nestrow", "sect", "page"))
NUMBERED = frozenset(("f", "s", "outlinelevel", "deff", "ansicpg", "fcharset", "cpg"))


def _code_page(number: int) -> str:
    """The name of a code page; that of Western Europe for one that there is not."""
    name = {10000: "mac_roman", 65001: "utf-8", 0: ANSI}.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ANSI
