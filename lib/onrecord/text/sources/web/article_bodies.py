"""Article bodies: the text of an article in JSON-LD, in the paragraphs of the page, and where it is better than what was read."""

from __future__ import annotations

import html
import re
from collections import Counter
from itertools import pairwise

from onrecord.text.sources.web.text_blocks import Block
from onrecord.text.sources.web.trees import letters_of

Shingles = Counter[tuple[str, ...]]

BREAK = re.compile(r"(?i)</?(?:p|div|br|li|h\d|blockquote|ul|ol|tr)\b[^<>]*>|[\r\n]+")
MARKUP = re.compile(r"<(?:[a-zA-Z/][^<>]*|!--[^<>]*--)>")
WORD = re.compile(r"\w+")
MIN_WORDS = 50  # of a body that is one
LONGER = 1.25  # times as many words as were read: something is missing of those
SAME = 0.6  # of what was read must be in it: the same article
WHOLE = 0.9  # of it must have been read, to say that what follows is no part of the article
MOST = 0.7  # of the words read it must have, else it is a beginning
WINDOW = 5_000  # letters in which the next block is looked for
MIN_BLOCK = 15  # letters of a block that is looked for


def body_paragraphs(body: str, blocks: list[Block]) -> list[str]:
    """The paragraphs of an article's text in JSON-LD, without markup and entities.

    Args:
        body: the text; where it is one line, it is cut where the page has blocks with the same words.
        blocks: of the page, in order.
    """
    text = html.unescape(body) if "&lt;" in body or "<" not in body else body
    lines = [" ".join(html.unescape(MARKUP.sub("", line)).split()) for line in BREAK.split(text)]
    lines = [line for line in lines if line]
    return lines if len(lines) > 1 else [part for line in lines for part in _cut(line, blocks)]


def _cut(text: str, blocks: list[Block]) -> list[str]:
    """A text cut where blocks of the page begin and end."""
    places = [i for i, c in enumerate(text) if c.isalnum()]
    letters = "".join(text[i].casefold()[:1] for i in places)
    cuts, at = {0, len(text)}, 0
    for block in blocks:
        found = (
            letters.find(block.letters, at, at + WINDOW + len(block.letters)) if len(block.letters) >= MIN_BLOCK else -1
        )
        if found >= 0:
            at = found + len(block.letters)
            cuts |= {_begin(text, places[found]), _end(text, places[at - 1])}
    ordered = sorted(cuts)
    return [part for a, b in pairwise(ordered) if (part := text[a:b].strip())]


def _begin(text: str, place: int) -> int:
    """Where the word at a place begins, with the marks in front of it."""
    while place and not text[place - 1].isspace():
        place -= 1
    return place


def _end(text: str, place: int) -> int:
    while place < len(text) and not text[place].isspace():
        place += 1
    return place


def better_body(read: list[str], body: list[str]) -> list[str]:
    """The paragraphs of an article, from what was read of a page and from its text in JSON-LD.

    Args:
        read: paragraphs of the page; [] where none were found.
        body: those in JSON-LD.

    Returns:
        `body`, behind a lead that it lacks, where it is the same article and longer; `read` without what stands behind the
        article's end, where all of `body` is in it; else `read`.
    """
    words, words_read = (sum(len(WORD.findall(p)) for p in paragraphs) for paragraphs in (body, read))
    if words < MIN_WORDS:
        return read
    if not read:
        return body
    in_body, in_read = shingles(body), shingles(read)
    common = (in_body & in_read).total()
    if words >= LONGER * words_read and common >= SAME * in_read.total():
        known = letters_of(" ".join(body))
        lead = [paragraph for paragraph in read[:1] if letters_of(paragraph) not in known]
        return [*lead, *body]
    if common >= WHOLE * in_body.total() and MOST * words_read < words < words_read:
        return _without_what_follows(read, in_body)
    return read


def _without_what_follows(read: list[str], in_body: Shingles) -> list[str]:
    """Paragraphs up to the last one that is in the article's text."""
    last = max((i for i, paragraph in enumerate(read) if _is_in(paragraph, in_body)), default=len(read) - 1)
    return read[: last + 1]


def _is_in(paragraph: str, in_body: Shingles) -> bool:
    own = shingles([paragraph])
    return own.total() > 0 and (own & in_body).total() >= SAME * own.total()


def shingles(paragraphs: list[str]) -> Shingles:
    """Runs of four words within paragraphs, with how often each stands there."""
    found: Shingles = Counter()
    for paragraph in paragraphs:
        words = WORD.findall(paragraph.lower())
        found.update(zip(words, words[1:], words[2:], words[3:], strict=False))
    return found
