"""Factiva: exports with labelled fields (HD, PD, TD, AN, …), and those that show the same without labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise

from onrecord.text.article import SourceError
from onrecord.text.sources.exports.dates import date_in
from onrecord.text.sources.exports.drafts import Draft, joined
from onrecord.text.sources.exports.fields import fields_of, writer
from onrecord.text.sources.paragraphs import Paragraph
from onrecord.text.sources.stated_articles import StatedArticle, names_of_english

LOOKED_AT = 300  # paragraphs at the beginning that tell whether fields are labelled
MIN_CODES = 4  # different ones that show it
BODY = ("LP", "TD")  # the fields with the text
BEHIND_BODY = ("TD", "NS", "IPD", "IPC", "AN")  # the fields that can follow in it
HEADER = 16  # paragraphs at most from an article's title to its text
TITLES = ("#hd", "headline")  # how the page marks them, in lower case
LABELLED = re.compile(r"([A-Z]{2,3})(?:[ \t\xa0]{2,}|\t|\n|$)|(HD|BY|WC|PD|SN|SC|ED|LA|CY|LP|TD|NS|IPD|IPC|AN|ET|PG)\s")
IDENTIFIER = re.compile(r"(?:\w{1,12}[:：]?\s)?([A-Z][A-Z0-9]{3,11}\d{8}[a-z0-9]{6,12})")
N_WORDS = re.compile(r"\d[\d.,\s]{0,9}[^\W\d_]{1,12}")
COPYRIGHT = re.compile(r"copyright\b|\(c\)|©|\(copyright\)", re.IGNORECASE)
PAGE = re.compile(r"[A-Z]{0,3}[ .-]?\d{1,4}(?:[A-Z]|[-,] ?[A-Z]{0,3}\d{1,4})?")
CODE = re.compile(r"[A-Z0-9]{3,10}")
CLOCK = re.compile(r"\d{1,2}[:.]\d\d.{0,12}")
BYLINE = re.compile(r"(?:by|par|von|por)\s", re.IGNORECASE)
LOGO = ("Factiva", "Dow Jones")


class Factiva:
    """The reader of Factiva's exports: `.html`, and `.rtf` as its paragraphs."""

    name = "Factiva"

    def fits(self, top: Sequence[Paragraph]) -> bool:
        """Whether the fields of news have Factiva's codes, or an article ends with its kind of number."""
        return _is_labelled(top) or _is_shown(top)

    def articles(self, paragraphs: Iterable[Paragraph]) -> Iterator[StatedArticle | SourceError]:
        """The articles of an export."""
        rest = iter(paragraphs)
        top = list(islice(rest, LOOKED_AT))
        everything = chain(top, rest)
        return _labelled(everything) if _is_labelled(top) else _shown(everything)


def _is_labelled(top: Sequence[Paragraph]) -> bool:
    pieces = (piece for paragraph in top for piece in _pieces(paragraph))
    codes = {label[0] for piece in pieces if (label := _label(piece))}
    return "HD" in codes and len(codes) >= MIN_CODES


def _is_shown(top: Sequence[Paragraph]) -> bool:
    marked = any("articleparagraph" in (paragraph.mark or "").lower() for paragraph in top)
    ends = any(IDENTIFIER.fullmatch(paragraph.text) for paragraph in top)
    return (marked or ends) and _header_at(top) is not None


def _label(paragraph: Paragraph, within: str | None = None) -> tuple[str, str] | None:
    """The code with which a paragraph begins and the words behind it; None where it begins with none.

    Within a text, "LA police said" begins with a word, not with the code of the language.
    """
    if paragraph.cell:
        return None
    match = LABELLED.match(paragraph.text)
    code = (match[1] or match[2]) if match else ""
    is_word = match is not None and bool(match[2]) and within in BODY and code not in BEHIND_BODY
    if is_word or code.casefold() not in fields_of(Factiva.name):
        return None
    return code, paragraph.text[len(code) :].strip()


def _pieces(paragraph: Paragraph, within: str | None = None) -> Iterator[Paragraph]:
    """A paragraph cut before the lines that begin with a label: in a text, fields follow each other without blank lines."""
    if paragraph.cell is not None or "\n" not in paragraph.text:
        yield paragraph
        return
    held, piece = list[str](), paragraph
    for line in paragraph.text.split("\n"):
        if label := _label(Paragraph(line), within):
            within = label[0]
            if held:
                yield piece._replace(text="\n".join(held))
                held, piece = [], Paragraph("")
        held.append(line)
    yield piece._replace(text="\n".join(held))


def _labelled(paragraphs: Iterable[Paragraph]) -> Iterator[StatedArticle | SourceError]:
    draft, field = Draft(), None
    for piece in chain.from_iterable(_pieces(paragraph, field) for paragraph in paragraphs):
        label = _label(piece, field)
        begins = label and label[0] in ("SE", "HD") and label[0] in draft
        if piece.page_break or begins:
            yield from _stated(draft)
            draft, field = Draft(), None
        code, words = label or (field, piece.text)
        field = code
        if code is None:
            continue
        draft.add(code, words)
        if code == "AN" and words:
            yield from _stated(draft)
            draft, field = Draft(), None
    yield from _stated(draft)


def _stated(draft: Draft) -> Iterator[StatedArticle | SourceError]:
    """The article of a draft; none where it has neither headline nor text."""
    if "HD" not in draft and "LP" not in draft and "TD" not in draft:
        return
    identifier = IDENTIFIER.fullmatch(draft.get("AN") or "")
    yield draft.too_large() or StatedArticle(
        joined([*draft.lines("LP"), *draft.lines("TD")]),
        title=draft.all("HD"),
        outlet=draft.get("SN"),
        date=date_in(draft.get("PD") or ""),
        author=writer(draft.get("BY")),
        section=draft.get("SE") or draft.get("CLM"),
        page=draft.get("PG"),
        identifier=identifier[1] if identifier else None,
        language=draft.get("LA"),
    )


def _shown(paragraphs: Iterable[Paragraph]) -> Iterator[StatedArticle | SourceError]:
    """The articles of an export without labels: each begins a page, or behind the number of the one before.

    A page may also begin between its title and the rest of its header.
    """
    held, size = list[Paragraph](), Draft()
    for paragraph in paragraphs:
        if paragraph.page_break and _header_at(held[:LOOKED_AT]) is not None:
            yield from _of_shown(held, size)
            held, size = [], Draft()
        size.add("all", paragraph.text)
        if not size.too_large():
            held.append(paragraph)
        if IDENTIFIER.fullmatch(paragraph.text):
            yield from _of_shown([*held, paragraph] if size.too_large() else held, size)
            held, size = [], Draft()
    yield from _of_shown(held, size)


def _header_at(held: Sequence[Paragraph]) -> int | None:
    """The place of the line with the number of words, behind which the day stands; None where there is none."""
    for at, (line, after) in enumerate(pairwise(held)):
        if N_WORDS.fullmatch(line.text) and date_in(after.text):
            return at
    return None


def _of_shown(held: Sequence[Paragraph], size: Draft) -> Iterator[StatedArticle | SourceError]:
    at = _header_at(held[:LOOKED_AT])
    ends = IDENTIFIER.fullmatch(held[-1].text) if held else None
    if at is None:
        if ends:
            yield SourceError("has no line with its words and its day; left out.")
        return
    lines = [paragraph.text for paragraph in held[at + 2 : at + HEADER]]
    outlet_at = 1 if lines and CLOCK.fullmatch(lines[0]) else 0
    legal = next((number for number, line in enumerate(lines) if COPYRIGHT.match(line)), None)
    about = _about(lines[outlet_at + 1 :], None if legal is None else legal - outlet_at - 1)
    body = [paragraph.text for paragraph in held if "articleparagraph" in (paragraph.mark or "").lower()]
    title, author, section = _top(held[:at])
    yield size.too_large() or StatedArticle(
        joined(body or [paragraph.text for paragraph in held[at + 2 + outlet_at + 1 + about : len(held) - bool(ends)]]),
        title=title,
        outlet=lines[outlet_at] if lines else None,
        date=date_in(held[at + 1].text),
        author=writer(author),
        section=section,
        page=next((line for line in lines[outlet_at + 1 : outlet_at + 1 + about] if PAGE.fullmatch(line)), None),
        identifier=ends[1] if ends else None,
    )


def _about(lines: Sequence[str], legal: int | None) -> int:
    """How many lines behind the outlet are about the article: code, edition, page, language, copyright."""
    if legal is not None:
        return legal + 1
    language = next((at for at, line in enumerate(lines) if line.casefold() in names_of_english()), None)
    if language is not None:
        return language + 1
    return 1 if lines and CODE.fullmatch(lines[0]) else 0


def _top(above: Sequence[Paragraph]) -> tuple[str | None, str | None, str | None]:
    """Title, writer and section, which stand above the number of words."""
    writers = [line for line in above if "author" in (line.mark or "").lower().split() or BYLINE.match(line.text)]
    others = [line for line in above if line not in writers and line.text not in LOGO]
    marked = [line for line in others if any(mark in (line.mark or "").lower() for mark in TITLES)]
    titles = marked or [line for line in others if line.bold or line.heading] or others[-1:]
    if not titles:
        return None, None, None
    title = titles[-1]
    before = others[: others.index(title)]
    section = before[0].text if len(before) == 1 and not before[0].heading else None
    return title.text, writers[0].text if writers else None, section
