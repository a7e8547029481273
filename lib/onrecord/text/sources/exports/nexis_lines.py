"""Lines of exports of Nexis: labels, headings, lines that part articles, dates and editions."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from onrecord.text.sources.exports.dates import date_in
from onrecord.words import read_words

LABELLED = re.compile(r"([^\W\d_][\w/-]{2,20}(?: Code)?)[ \xa0]?:[ \xa0]*")
# "12 of 146 DOCUMENTS", "FOCUS - 1 of 3 DOCUMENTS", "Document 1 of 10" and the like; with or without brackets.
NUMBERED = re.compile(
    r"\W{0,3}(?:(?:[^\W\d_]{4,8} ?- ?)?\d{1,6} (?:of|von|de|van|sur|di) \d{1,6} do[ck]ument\w{0,3}"
    r"|do[ck]umento? \d{1,6} (?:of|von|de|van|sur|di) \d{1,6})\W{0,3}",
    re.IGNORECASE,
)
RIGHTS = re.compile(
    r"(?i)\W{0,3}(?:copyright\s?(?:©|\(c\)|\d{4}|by\b)|©|\(c\)\s?(?:copyright|\d{4})|(?:.{0,80}\b)?(?:all rights reserved"
    r"|alle rechte vorbehalten|alle rechten voorbehouden|tous droits réservés|todos los derechos reservados)\b)"
)
EDITION = re.compile(
    r"(?i)(?:.{0,60}\b(?:edition|ausgabe|édition|editie|final|appended|version)(?:\s?\d{1,3}\b|;|,|\.|\s-\s.{0,40})?|\d{1,2}:\d\d.{0,12})"
)
DAY = re.compile(
    r"(?:[^\W\d_]{2,15},? )?(?:\d{4}-\d\d-\d\d|\d{1,2}\.?(?:st|nd|rd|th|er)? (?:de )?[^\W\d_]{3,12}\.?,? (?:de )?\d{4}"
    r"|[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|[^\W\d_]{3,12}\.?,? \d{4}|\d{4}\s?[年년].{1,12})(?!\d)"
)
PAGE = re.compile(r"(?i)(?:pgs?|pages?|pp?|seiten?|s|blz|pág)\b\.? ?([\w-]{1,12}(?: ?[,&] ?[\w-]{1,12})*)")
NO_SECTION = re.compile(r"(?i)(?:version|column|col|part|edition|no|vol|ausg)\b.{0,40}")
COLUMN = re.compile(r"(?i)(?:, ?(?:column|col)| ausg)\b.{0,20}")
LONGEST_DATE_LINE = 120  # characters; a longer line that begins with a date is a sentence
# On the cover of newer exports, in English only: others are told by the number of their documents and by bookmarks.
COVER = re.compile(r"(?i)(?:job number|client/matter|search terms|search type|narrowed by|date and time|user name) ?:")
NUMBER_OF_DOCUMENTS = re.compile(r"(?i)[^\W\d_]{4,12} ?\(\d{1,6}\)")
WORDS = re.compile(r"\d[\d,.]{0,9} [^\W\d_]{3,10}")  # "584 words", "584 mots"
# The line that each article has above its text, whatever the label is called.
WORD_COUNT = re.compile(
    r"(?i)[^\W\d_]{3,15}[ \xa0]?:[ \xa0]{0,3}\d[\d,.]{0,9}[ \xa0]{1,2}(?:words?|wörter|woorden|mots?|palabras|parole|palavras)\b"
)
ADDRESS = re.compile(r"https?://[^\s<>]{4,500}")


class Label(NamedTuple):
    """A label of words/nexis_labels.csv, as it stands before a line's value.

    Attributes:
        kind: head: above the text; body: directly above it; tail: below it; late: below it, if nothing but the like follows.
        field: of the article, "" for what is not read.
        is_sure: written as only the database writes it, all in capitals or `Load-Date`.
    """

    kind: str
    field: str
    value: str
    is_sure: bool


@cache
def labels() -> dict[tuple[str, bool], tuple[str, str]]:
    """The lexicon words/nexis_labels.csv: {(label in small letters, whether a value follows): (kind, field)}."""
    found = {}
    for row in read_words("nexis_labels.csv"):
        has_value = row["kind"] in ("head", "tail", "late")
        found[row["label"].casefold(), has_value] = (row["kind"], row["field"])
    return found


@cache
def last_line() -> re.Pattern[str]:
    """The line that ends an article, written as the database writes it, where it stands in the middle of another one."""
    lines = "|".join(re.escape(row["label"]) for row in read_words("nexis_labels.csv") if row["kind"] == "end")
    return re.compile(rf"(?:^|[ \n])({lines})(?=[ \n]|$)")


def label_of(line: str) -> Label | None:
    """The label that a line begins with; None where there is none that is known, or one in small letters."""
    match = LABELLED.match(line)
    if match is None or line[0].islower():
        return None
    name, is_sure = match[1], match[1].isupper() or match[1] == "Load-Date"
    kind, field = labels().get((name.casefold(), True), ("", ""))
    if not kind and is_sure and heading_of(name)[0] == "body":
        kind = "body"
    return Label(kind, field, line[match.end() :].strip(), is_sure) if kind else None


def heading_of(line: str) -> tuple[str, str]:
    """The kind and field of a line that stands on its own, such as `Body` or `End of Document`; "" for any other."""
    return labels().get((" ".join(line.split()).strip(" *_").casefold(), False), ("", ""))


def day_on(line: str) -> str | None:
    """The date that a line begins with, if it is one that says when an article appeared."""
    match = DAY.match(line) if len(line) <= LONGEST_DATE_LINE else None
    return date_in(match[0]) if match else None


def section_and_page(stated: str) -> tuple[str | None, str | None]:
    """The section and the page in a field such as "NEWS; Pg. 12" or "Section B; Page 22, Column 2; National Desk"."""
    sections, page = [], None
    for part in (COLUMN.sub("", part).strip(" .") for part in stated.split(";")):
        if match := PAGE.fullmatch(part):
            page = page or match[1]
        elif part and not NO_SECTION.fullmatch(part):
            sections.append(part)
    return "; ".join(sections) or None, page


def outlet_as_written(stated: str) -> str:
    """The name of an outlet as people write it: "The Guardian (London)" for "The Guardian(London) - Final Edition"."""
    name = re.sub(r"(?<=\w)\((?=\w)", " (", stated)
    first, dash, last = name.rpartition(" - ")
    return first.strip() if dash and EDITION.fullmatch(last) else name.strip()


def author_as_written(stated: str) -> str:
    """A byline without "By"."""
    return re.sub(r"(?i)^(?:by|von|par)[: ]\s*", "", stated).strip()
