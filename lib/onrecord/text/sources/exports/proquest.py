"""ProQuest: exports with labelled lines (`Full text:`, `Publication title:`), as text or as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from onrecord.text.article import MAX_CHARACTERS, SourceError
from onrecord.text.sources.exports.dates import date_in
from onrecord.text.sources.exports.drafts import Draft
from onrecord.text.sources.exports.fields import fields_of, in_order
from onrecord.text.sources.paragraphs import Paragraph
from onrecord.text.sources.stated_articles import StatedArticle

SEPARATOR = re.compile(r"_{20,}")
NUMBERED = re.compile(r"\w{1,12} \d{1,6} (?:of|de|von|di) \d{1,6}", re.IGNORECASE)
LABEL = re.compile(r"([^\W\d_][^:\n]{0,40}?)\s?[:：]\s*")
HEAD, HEADS = 10, ("report information from proquest", "proquestdocuments")  # paragraphs, and how one of them begins
NO_TEXT = re.compile(r"(?:full text )?(?:is )?(?:not|none|un) ?available.{0,40}", re.IGNORECASE)
EDITION = re.compile(r"[,;][^,;]{0,40}\bedition\b.*", re.IGNORECASE)
INFO = re.compile(r"[;\[]")  # behind the name of a paper in "Publication info"
OWN = frozenset(("outlet", "outlet_and_date", "id"))  # what the block below the text has, and no article
SENTENCE = 12  # words of a line without a label that is a paragraph of the text
MIN_OWN = 2  # fields, one of them the text, that make a record
NEWS = frozenset(("text", "outlet", "outlet_and_date", "id", "date"))


class _Line(NamedTuple):
    """A line of a record; `field` is what its label stands for, None without one."""

    text: str
    field: str | None
    words: str
    begins_paragraph: bool


TOO_LARGE = _Line("", "text", "", True)  # of a text that is not held, that it is there


class ProQuest:
    """The reader of ProQuest's exports, `.txt` and `.html`."""

    name = "ProQuest"

    def fits(self, top: Sequence[Paragraph]) -> bool:
        """Whether it is headed as a report of ProQuest's, or lines are labelled as there, with the text or its number."""
        if any(paragraph.text.casefold().startswith(HEADS) for paragraph in top[:HEAD]):
            return True
        fields = {line.field for paragraph in top for line in _lines(paragraph)}
        named = any("proquest" in paragraph.text[:2_000].casefold() for paragraph in top)
        return "text" in fields and ("id" in fields or (named and len(fields & NEWS) > MIN_OWN))

    def articles(self, paragraphs: Iterable[Paragraph]) -> Iterator[StatedArticle | SourceError]:
        """The articles of an export; its head, its contents and its foot are none."""
        record, size = list[_Line](), 0
        for paragraph in paragraphs:
            begins = paragraph.anchor is not None and paragraph.anchor.lower().startswith("docid")
            for line in _lines(paragraph):
                if begins or SEPARATOR.fullmatch(line.text) or NUMBERED.fullmatch(line.text):
                    yield from _stated(record, size)
                    record, size = [], 0
                begins = False
                size += len(line.text) + 1
                if size <= MAX_CHARACTERS:
                    record.append(line)
                elif line.field == "text" and record[-1:] != [TOO_LARGE]:
                    record.append(TOO_LARGE)
        yield from _stated(record, size)


def _lines(paragraph: Paragraph) -> Iterator[_Line]:
    fields = fields_of(ProQuest.name)
    for number, text in enumerate(paragraph.text.split("\n")):
        match = LABEL.match(text)
        field = fields.get(match[1].casefold()) if match else None
        yield _Line(text, field, text[match.end() :] if match and field else text, not number)


def _stated(record: list[_Line], size: int) -> Iterator[StatedArticle | SourceError]:
    """The article of a record; none where it has no fields of one."""
    fields = {line.field for line in record}
    if size > MAX_CHARACTERS and "text" in fields:
        yield SourceError(f"has more than {MAX_CHARACTERS:,} characters, too many for one article; left out.")
    if size > MAX_CHARACTERS or len(fields & NEWS) < MIN_OWN:
        return
    start = next((at for at, line in enumerate(record) if line.field == "text"), None)
    end = _end_of_text(record, start) if start is not None else 0
    draft = Draft()
    field: str | None = "top"
    for line in [*record[:start], *record[end:]]:
        field = line.field or ("top" if field == "top" else "skip")
        draft.add(field, line.words)
    info = draft.get("outlet_and_date") or ""
    title = draft.get("title") or next((line for line in draft.lines("top") if _is_title(line)), None)
    yield StatedArticle(
        _body(record[start:end] if start is not None else []),
        title=title,
        outlet=paper(draft.get("outlet") or INFO.split(info, maxsplit=1)[0]),
        date=date_in(draft.get("date") or "") or date_in(info) or date_in(draft.get("year") or ""),
        author=in_order(draft.get("author")),
        section=draft.get("section"),
        page=draft.get("page") or draft.get("first_page"),
        identifier=draft.get("id"),
        url=draft.get("url"),
        language=draft.get("language"),
    )


def _end_of_text(record: Sequence[_Line], start: int) -> int:
    """Where the block of fields below a text begins: most of its lines have labels, up to one that no article has.

    No paragraph stands in it: labels above the last one, such as "Location: the pier", are the article's own.
    """
    own = next((at for at in range(start + 1, len(record)) if record[at].field in OWN), len(record))
    labelled = 0
    end = own
    for at in range(own - 1, start, -1):
        if not LABEL.match(record[at].text) and record[at].text.count(" ") + 1 >= SENTENCE:
            break
        labelled += record[at].field is not None
        if record[at].field and 2 * labelled >= own - at:
            end = at
    return end


def _body(lines: Sequence[_Line]) -> str:
    """The text: its label goes, labels in the middle of it stay; nothing where the export says that it has none."""
    words = [lines[0].words, *(line.text for line in lines[1:])] if lines else []
    marks = ["\n\n" if line.begins_paragraph else "\n" for line in lines]
    text = "".join(mark + line for mark, line in zip(marks, words, strict=True)).strip()
    return "" if NO_TEXT.fullmatch(text) else text


def _is_title(line: str) -> bool:
    return bool(line.strip()) and not SEPARATOR.match(line) and not NUMBERED.fullmatch(line) and "http" not in line


def paper(stated: str) -> str | None:
    """The name of a paper without its edition and the place that stands behind it."""
    return EDITION.sub("", stated).split(";")[0].strip(" ,:") or None
