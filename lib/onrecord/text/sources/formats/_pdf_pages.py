"""Pages of a PDF: its words with their places, as pdfium finds them. Called in a process of its own: see `pdf`."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.text.sources.page_layout.words import Box, Page, Style, Word

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MAX_CHARACTERS = 60_000  # of a page; one of a broadsheet has 30,000
FARTHEST = 20_000.0  # points from the corner of a page; the largest page that a PDF may have has 14,400
MAX_OBJECTS = 20_000  # of a page among which pictures are looked for
QUARTER = 90
ASKEW = -1  # the turn of letters that stand in no quarter
STRAIGHT = 3.0  # degrees by which a scanner may turn a page
# In sizes of the type: letters of one word stand at most so much higher or lower, so far apart, or over one another.
SAME_BASE, APART, OVER = 0.1, 0.6, 1.5
ON_TOP = 0.3  # a share of the width of a space
BOLD = 600  # the weight from which on type counts as bold
FAMILY = re.compile(r"[A-Z]{6}\+")  # before the name of a font of which only some letters are in the file
SHAPES = ("bold", "italic", "oblique", "regular", "roman", "mt", "ps")  # at the end of the name of a family
NAMELESS = "\ufffd"  # a letter of which only the font knows what it is
LETTERS = {
    **{0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"},
    **dict.fromkeys((2, 0x2010, 0x2011), "-"),  # 2 is what pdfium makes of a hyphen at the end of a line
    **dict.fromkeys((0x200B, 0x2060, 0xFEFF), ""),
    **dict.fromkeys((0, 1, *range(3, 9), *range(14, 32), *range(0x7F, 0x85), *range(0x86, 0xA0)), NAMELESS),
    **dict.fromkeys((*range(0xD800, 0xE000), *range(0xE000, 0xF900)), NAMELESS),
}
LINE_ENDS = (10, 13)
SPACES = frozenset(
    " \t\r\n\v\f\x85\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)


class PageTooLarge(Exception):
    """A page with more letters than MAX_CHARACTERS; its number, from 1, is the argument."""


class _Type(NamedTuple):
    """What the letters of an object of a page have in common."""

    size: float
    turn: int
    style: Style


class _Letter(NamedTuple):
    text: str
    left: float
    right: float
    base: float
    type: _Type


def pages_of(document: PdfDocument) -> Iterator[Page]:
    """The pages of a document, one at a time.

    Raises:
        PageTooLarge: a page has too many letters.
    """
    for number in range(len(document)):
        page = document[number]
        try:
            yield _page(page, number)
        finally:
            page.close()


def _page(page: PdfPage, number: int) -> Page:
    """A page, turned so that most of its letters stand upright."""
    box = page.get_bbox()
    letters = list(_letters(page, box, number))
    turns = Counter(letter.type.turn for letter in letters if letter and letter.type.turn != ASKEW)
    turn = turns.most_common(1)[0][0] if turns else 0
    width, height = abs(box[2] - box[0]), abs(box[3] - box[1])
    if turn % 2:
        width, height = height, width
    words = list(_words(letters))
    upright = [word for word_turn, word in words if word_turn == turn and 0 <= word.base <= height + word.size]
    turned = [word.text for word_turn, word in words if word_turn != turn]
    return Page(width, height, upright, turned, list(_images(page, box, turn)))


def _letters(page: PdfPage, box: tuple[float, float, float, float], number: int) -> Iterator[_Letter | None]:
    """The letters of a page as they come in the file; None where a word ends."""
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    try:
        if (n_characters := pdfium.FPDFText_CountChars(text)) > MAX_CHARACTERS:
            raise PageTooLarge(number + 1)
        rectangle, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        before, type_ = None, _Type(0, ASKEW, Style("", False))
        for i in range(n_characters):
            code = pdfium.FPDFText_GetUnicode(text, i)
            character = LETTERS.get(code, chr(code))
            if character in SPACES and (code in LINE_ENDS or pdfium.FPDFText_IsGenerated(text, i)):
                yield None
                continue
            pdfium.FPDFText_GetLooseCharBox(text, i, rectangle)
            pdfium.FPDFText_GetCharOrigin(text, i, x, y)
            drawn = pdfium.FPDFText_GetTextObject(text, i)
            if (address := ctypes.addressof(drawn.contents) if drawn else None) != before:
                before, type_ = address, _type(pdfium, text, i, drawn)
            corners = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            left, _, right, _ = _turned(corners, box, type_.turn)
            _, _, _, base = _turned((x.value, y.value, x.value, y.value), box, type_.turn)
            if type_.size > 0 and all(abs(place) < FARTHEST for place in (left, right, base)):  # no NaN is
                yield _Letter(character, left, right, base, type_)
    finally:
        text.close()


def _type(pdfium: Any, text: Any, i: int, drawn: Any) -> _Type:
    """The type of a letter of a page."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, i, matrix)
    size = pdfium.FPDFText_GetFontSize(text, i) * math.hypot(matrix.c, matrix.d)
    angle = math.degrees(math.atan2(matrix.b, matrix.a)) % (4 * QUARTER)
    turn = round(angle / QUARTER)
    straight = abs(angle - turn * QUARTER) <= STRAIGHT
    name = ctypes.create_string_buffer(200)
    font = pdfium.FPDFTextObj_GetFont(drawn) if drawn else None
    if font:
        pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
    written = FAMILY.sub("", name.value.decode("utf-8", "replace"))
    bold = "bold" in written.lower() or "black" in written.lower() or pdfium.FPDFText_GetFontWeight(text, i) >= BOLD
    return _Type(round(size, 1), turn % 4 if straight else ASKEW, Style(_family(written), bold))


def _family(name: str) -> str:
    """The family of a font: its name without what tells its shape."""
    family = re.split("[-,]", name, maxsplit=1)[0].lower()
    while shape := next((shape for shape in SHAPES if family.endswith(shape)), None):
        family = family.removesuffix(shape)
    return family


def _turned(
    corners: tuple[float, float, float, float], box: tuple[float, float, float, float], turn: int
) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a rectangle on the page as letters of this turn stand upright, from its top left."""
    left, bottom, right, top = corners
    page_left, page_bottom, page_right, page_top = box
    if turn == 1:
        return bottom - page_bottom, left - page_left, top - page_bottom, right - page_left
    if turn == 2:
        return page_right - right, bottom - page_bottom, page_right - left, top - page_bottom
    if turn == 3:
        return page_top - top, page_right - right, page_top - bottom, page_right - left
    return left - page_left, page_top - top, right - page_left, page_top - bottom


def _words(letters: list[_Letter | None]) -> Iterator[tuple[int, Word]]:
    """Words and their turns."""
    word: list[_Letter] = []
    space: _Letter | None = None  # behind the last letter
    for letter in letters:
        if letter is not None and letter.text in SPACES:
            space = letter
            continue
        if word and (letter is None or (space and _has_room(space, letter)) or not _goes_on(word[-1], letter)):
            yield _word(word)
            word = []
        space = None
        if letter is not None and letter.text:
            word.append(letter)
    if word:
        yield _word(word)


def _has_room(space: _Letter, letter: _Letter) -> bool:
    """Whether a space is one: some programs put the next letter right on top of it."""
    return not 0 <= letter.left - space.left < ON_TOP * (space.right - space.left)


def _goes_on(a: _Letter, b: _Letter) -> bool:
    """Whether a letter stands in the same word as the one before it."""
    size = max(a.type.size, b.type.size)
    if a.type.turn != b.type.turn or abs(a.base - b.base) > SAME_BASE * size:
        return False
    return -OVER * size < b.left - a.right < APART * size


def _word(letters: list[_Letter]) -> tuple[int, Word]:
    largest = max(letters, key=lambda letter: letter.type.size).type
    text = "".join(letter.text for letter in letters)
    left, right = letters[0].left, max(letter.right for letter in letters)
    return largest.turn, Word(text, left, right, letters[0].base, largest.size, largest.style)


def _images(page: PdfPage, box: tuple[float, float, float, float], turn: int) -> Iterator[Box]:
    """Where the pictures of a page are."""
    import pypdfium2.raw as pdfium

    bounds = [ctypes.c_float() for _ in range(4)]
    for i in range(min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS)):
        drawn = pdfium.FPDFPage_GetObject(page, i)
        if pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_IMAGE:
            if pdfium.FPDFPageObj_GetBounds(drawn, *bounds):
                left, bottom, right, top = (bound.value for bound in bounds)
                yield Box(*_turned((left, bottom, right, top), box, turn))
