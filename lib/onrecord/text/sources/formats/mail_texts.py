"""Mail texts: the article that a mail's own words are, be it a newsletter, an article that somebody sent, or one forwarded."""

from __future__ import annotations

import re
from dataclasses import replace
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import NamedTuple

from onrecord.text.article import Article, SourceError, count_words
from onrecord.text.dates import find_date
from onrecord.text.sources.formats.mime import bytes_of, header, text_of
from onrecord.text.sources.places import check_size
from onrecord.text.sources.stated_articles import StatedArticle, article_of
from onrecord.text.sources.web_pages import article_of_page
from onrecord.words import read_words

HIDDEN = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
SIGNED = re.compile(r"-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Z][A-Za-z-]{1,40}: ?[^\n]{0,200}\n){0,9}\n")
SIGNATURE = "-----BEGIN PGP SIGNATURE-----"
PREFIX = re.compile(r"(?i)(?:(?:re|fwd?|fw|tr|wg|aw|rv|i)(?: ?\[\d{1,3}\])?:|\[[^\]\n]{1,40}\])\s*")
FIELD = re.compile(r"[>* ]{0,9}(From|Date|Sent|Subject|To|Cc|Reply-To)[* ]{0,3}:[* ]{0,4}([^\n]{0,998})")
OUTLET = re.compile(r"([^|,@]{1,100}?)(?:,| \||\bat\b|\bfrom\b|\bvia\b|\bin\b) ?(.{2,100})")
LISTS = ("List-Unsubscribe", "List-Id", "List-Post")
COVER = 50  # words above a forwarded mail, or beside an attachment, that are no article
SHARE = 0.5  # of the words of the plain text that the page must have to be the better one


class Sender(NamedTuple):
    """Who sent a mail to a list, and the day of any mail; None where it is not told."""

    author: str | None
    outlet: str | None
    day: str | None
    is_list: bool


class Forwarded(NamedTuple):
    """What stands in a mail of the one that it passes on."""

    sender: str
    date: str
    subject: str
    body: str


def check_readable(message: Message, place: str) -> None:
    """Raise SourceError where a mail hides its words: it is encrypted, or signed in a way that packs them."""
    if message.get_content_type() in HIDDEN:
        raise SourceError(f"{place}: is encrypted. Open it in a mail program and save its text as a .txt file.")


def article_of_mail(message: Message, plain: list[Message], pages: list[Message], place: str, path: str) -> Article:
    """The article that a mail's own words are.

    Args:
        message: the mail.
        plain: its parts of plain text, in order.
        pages: its parts that are HTML, in order.
        place: what an error calls it.
        path: of the file.

    Returns:
        That of the page, unless the plain text has twice as many words or is a mail passed on. The title is the
        subject. The day, and the sender as outlet, are those of the headers where the mail is a newsletter (it says
        how to be left out of a list); of another mail the day is that of the headers where its text has none.

    Raises:
        SourceError: there is no text, or none that is an English article.
    """
    text = "\n\n".join(filter(None, (_plain_text(part, place) for part in plain)))
    if "-----BEGIN PGP MESSAGE-----" in text:
        raise SourceError(f"{place}: is encrypted. Open it in a mail program and save its text as a .txt file.")
    sender = _sender(message)
    subject = _subject(header(message, "Subject"))
    day = sender.day if sender.is_list else None
    if forwarded := passed_on(text):
        subject, day = _subject(forwarded.subject) or subject, find_date(forwarded.date)
        text, sender = forwarded.body, Sender(None, None, day, False)
    elif pages and (page := _of_page(pages[0], place, path, count_words(text))):
        text, day = page.text, day or page.date
        sender = sender._replace(author=page.author or sender.author, outlet=page.outlet or sender.outlet)
        subject = subject or page.title or ""
    stated = StatedArticle(text, title=subject or None, author=sender.author, outlet=sender.outlet, date=day)
    article = article_of(stated, place, path)
    return article if article.date else replace(article, date=sender.day)


def passed_on(text: str) -> Forwarded | None:
    """The mail that a text passes on: where lines `From:`, `Date:` and `Subject:` stand together, near its beginning."""
    lines = text.split("\n")
    words = 0
    for number, line in enumerate(lines):
        match = FIELD.match(line)
        if match and match[1] == "From":
            fields, end = _fields(lines, number)
            if "Subject" in fields and (day := fields.get("Date") or fields.get("Sent")):
                body = "\n".join(_unquoted(lines[end:])).strip()
                return Forwarded(fields["From"], day, fields["Subject"], body)
        words += len(line.split())
        if words > COVER:
            return None
    return None


def _fields(lines: list[str], start: int) -> tuple[dict[str, str], int]:
    """The fields that stand together from a line on, and the number of the line behind them."""
    fields: dict[str, str] = {}
    for number in range(start, min(start + 12, len(lines))):
        match = FIELD.match(lines[number])
        if match is None and lines[number].strip("> \t"):
            if "Subject" in fields:
                return fields, number
            continue  # a long line of addressees goes on
        if match:
            fields.setdefault(match[1], match[2].strip(" *"))
        elif "Subject" in fields:
            return fields, number
    return fields, min(start + 12, len(lines))


def _unquoted(lines: list[str]) -> list[str]:
    """Lines without the marks of a quotation, where most have them."""
    filled = [line for line in lines if line.strip()]
    if sum(line.startswith(">") for line in filled) * 2 <= len(filled):
        return lines
    return [re.sub(r"^(?:> ?){1,9}", "", line) for line in lines]


def _plain_text(part: Message, place: str) -> str:
    text = text_of(part, place)
    if part.get_param("format") == "flowed":
        text = re.sub(r"(?<!\n--) \n" if part.get_param("delsp") != "yes" else r" \n", " ", text)
    if match := SIGNED.search(text):
        text = text[match.end() :].split(SIGNATURE, 1)[0]
    return text.strip()


def _of_page(part: Message, place: str, path: str, n_plain: int) -> Article | None:
    """The article of a mail's page; None where there is none, or much less than in the plain text."""
    data = bytes_of(part)
    check_size(data, place)
    try:
        article = article_of_page(data, place, source=path, charset=part.get_content_charset())
    except SourceError:
        if n_plain:
            return None
        raise
    return article if count_words(article.text) >= SHARE * n_plain else None


def _sender(message: Message) -> Sender:
    """Who sent a mail, and when; names only of who writes to a list."""
    try:
        day = parsedate_to_datetime(header(message, "Date")).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        day = None
    is_list = any(header(message, name) for name in LISTS) or header(message, "Precedence").lower() in ("bulk", "list")
    name = parseaddr(header(message, "From"))[0].strip(" \"'")
    if not is_list or not name or "@" in name:
        return Sender(None, None, day, is_list)
    match = OUTLET.fullmatch(name)
    if not match:
        return Sender(None, name, day, is_list)
    before = match[1].strip()
    return Sender(before if _is_person(before) else None, match[2].strip(), day, is_list)


def _is_person(name: str) -> bool:
    """Whether a name may be one of a person: two or three words with capitals, none a word of newsletters' names."""
    words = name.split()
    general = {row["word"] for row in read_words("newsletter_words.csv", __package__)}
    return 2 <= len(words) <= 3 and all(w[:1].isupper() and w.lower().strip(".") not in general for w in words)


def _subject(subject: str) -> str:
    """A subject without what mail programs and lists put before it."""
    while match := PREFIX.match(subject):
        subject = subject[match.end() :]
    return subject.strip()
