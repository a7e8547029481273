"""Lines: a sentence of an answer, with links to the words that it is about; as plain text and as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import NamedTuple

from onrecord.pages.html import Html, anchor_address, escape, join
from onrecord.pages.wording import plain

LONGEST_QUOTE = 90  # characters of somebody's words that a line shows


class Link(NamedTuple):
    """Words of a line that lead to a mark in the text of an article."""

    words: str
    anchor: str
    article_id: str = ""


Line = tuple[str | Link, ...]


def say(template: str, *parts: str | Link | Line) -> Line:
    """A line with these parts in the gaps `{}` of a template.

    Args:
        template: words of our own, never of an article.
        parts: as many as there are gaps.
    """
    pieces = template.split("{}")
    line: list[str | Link] = [pieces[0]]
    for part, after in zip(parts, pieces[1:], strict=True):
        line += [part] if isinstance(part, str | Link) else part
        # Words that are cut end in three dots, and a full stop behind them makes no four.
        line.append(after[1:] if after[:1] == "." and as_plain(tuple(line)).rstrip("”’").endswith("…") else after)
    return tuple(piece for piece in line if piece)


def listed(items: Sequence[str | Link | Line], most: int = 4, between: str = ", ") -> Line:
    """Items as people list them: "a", "a and b", "a, b and c"; those beyond `most` are counted, "a, b and 3 more"."""
    shown = [say("{}", item) for item in items]
    if len(shown) > most + 1:
        shown = [*shown[:most], (f"{len(shown) - most:,} more",)]
    # "a and b, and c": where an item has an "and" of its own, a comma tells them apart.
    of_its_own = any(" and " in as_plain(item) for item in shown)
    last = between if between != ", " else ", and " if of_its_own else " and "
    before = [""] + [between] * (len(shown) - 2) + [last] * (len(shown) > 1)
    return tuple(piece for gap, item in zip(before, shown, strict=False) for piece in (gap, *item) if piece)


def sentences(*lines: Line) -> Line:
    """Lines one behind the other; those without a word are left out."""
    given = [line for line in lines if line]
    return tuple(piece for n, line in enumerate(given) for piece in ((" ",) if n else ()) + line)


def begun(line: Line) -> Line:
    """A line with a capital at its beginning."""
    if not line:
        return line
    first = line[0]
    if isinstance(first, Link):
        return (first._replace(words=first.words[:1].upper() + first.words[1:]), *line[1:])
    return (first[:1].upper() + first[1:], *line[1:])


def in_marks(words: str) -> str:
    """Words of an article in quotation marks, in one line and not too long, with single marks inside."""
    words = plain(words).strip("“”\"'‘’ ").rstrip(".,;: ")
    opens = 0
    inside = ""
    for character in shorten(words, LONGEST_QUOTE, placeholder=" …"):
        closes = character == "”" or (character == '"' and opens)
        opens += -1 if closes else character in '“"'
        inside += "’" if closes else "‘" if character in '“"' else character
    return f"“{inside}{'’' * max(opens, 0)}”"


def as_plain(line: Line) -> str:
    """A line as plain text, without anything that steers a terminal.

    Args:
        line: of an answer.
    """
    return plain("".join(piece.words if isinstance(piece, Link) else piece for piece in line))


def as_html(lines: Sequence[Line], pages: str | Mapping[str, str] | None = "") -> Html:
    """Lines as a list whose links lead to the words.

    Args:
        lines: of an answer.
        pages: address of the page with the marked text; "" when it is the same page; for lines about several articles the
            address of each by its article_id. Without an address the words are no link.
    """
    return Html('<ul class="onrecord-answer">{}</ul>').format(
        join(Html("<li>{}</li>").format(line_as_html(line, pages)) for line in lines)
    )


def line_as_html(line: Line, pages: str | Mapping[str, str] | None = "") -> Html:
    """A line as HTML without a frame around it; `pages` as in `as_html`."""
    return join(_piece(piece, pages) for piece in line)


def _piece(piece: str | Link, pages: str | Mapping[str, str] | None) -> Html:
    if not isinstance(piece, Link):
        return escape(piece)
    page = pages if isinstance(pages, str) or pages is None else pages.get(piece.article_id)
    if page is None:
        return escape(piece.words)
    return Html('<a href="{}">{}</a>').format(anchor_address(piece.anchor, page), piece.words)
