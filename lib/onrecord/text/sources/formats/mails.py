"""Mails: .eml and .mbox; the words of a mail as an article, and its attachments as articles of their own."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from email.message import Message
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from onrecord.text.article import SourceError, SourceNote, count_words
from onrecord.text.sources._rows import Placed
from onrecord.text.sources.dispatch import READABLE, each_or_problem, read_by_kind
from onrecord.text.sources.exports.files import exported_articles
from onrecord.text.sources.folders import may_be_article
from onrecord.text.sources.formats.html import html_paragraphs
from onrecord.text.sources.formats.kinds import kinds, suffix_of
from onrecord.text.sources.formats.mail_texts import COVER, article_of_mail, check_readable
from onrecord.text.sources.formats.mime import MAX_MAIL, bytes_of, header, leaves, message_of, text_of
from onrecord.text.sources.formats.plain_text import text_paragraphs
from onrecord.text.sources.members import Member
from onrecord.text.sources.places import place_name
from onrecord.text.sources.source_files import SourceFile, bounded_line

DEEPEST = 3  # mails in mails, and archives around them
BEGINS = re.compile(rb"From \S{1,500} .{0,100}\d\d:\d\d")  # a message of a mailbox
MAILS = {"message/rfc822": ".eml", "message/global": ".eml"}


def read(file: SourceFile, place: str) -> Iterator[Placed]:
    """The articles of a mail or a mailbox: each mail's own words, then what is attached to it and can be read.

    A mail of a few words with attachments is no article: they are.

    Raises:
        SourceError: it is no mail, hides its words, or holds no article.
    """
    if file.suffix == ".mbox":
        yield from _each_of_box(file, place)
    else:
        yield from _each_of_mail(file, place)


def count(file: SourceFile) -> int:
    """How many articles `read` gives or complains about; attachments of a mailbox's mails are not counted."""
    if file.suffix == ".mbox":
        with file.open() as opened:
            return sum(1 for _ in _messages(opened))
    message = message_of(file, "")
    _, _, attached = _parts(message, file, "")
    return max(1, len(attached))


def _each_of_mail(file: SourceFile, place: str) -> Iterator[Placed]:
    if len(file.within) >= DEEPEST:
        raise SourceError(f"{place}: stands in too many mails and archives. Save it as a file of its own.")
    message = message_of(file, place)
    if not message.keys():
        raise SourceError(f"{place}: is no mail: it has no headers. Give it the suffix of what it is.")
    check_readable(message, place)
    plain, pages, attached = _parts(message, file, place)
    readable = [member for member in attached if suffix_of(member.path) in READABLE]
    for member in attached:
        if member not in readable:
            kind = kinds()[suffix_of(member.path)]
            yield place, SourceNote(f"{place_name(member.path)}: left out, {kind.words}. {kind.advice}")
    try:
        exported = _exported(plain, pages, place, str(file.path))
        if exported is not None:
            yield from each_or_problem(exported, place)
        else:
            article = article_of_mail(message, plain, pages, place, str(file.path))
            if not readable or count_words(article.text) > COVER:
                yield place, article
    except SourceError:
        if not readable:
            raise
    for member in readable:
        where = place_name(member.path)
        yield from each_or_problem(read_by_kind(member, where), where)


def _exported(plain: list[Message], pages: list[Message], place: str, path: str) -> Iterator[Placed] | None:
    """The articles of a mail whose words are the export of a database; None of any other mail."""
    if pages:
        return exported_articles(html_paragraphs([text_of(pages[0], place)]), place, path)
    lines = chain.from_iterable(text_of(part, place).split("\n") for part in plain)
    return exported_articles(text_paragraphs(lines), place, path)


def _parts(message: Message, file: SourceFile, place: str) -> tuple[list[Message], list[Message], list[Member]]:
    """The parts of a mail that are plain text, those that are HTML, and its attachments that people would read."""
    plain: list[Message] = []
    pages: list[Message] = []
    attached: list[Member] = []
    for number, part in enumerate(leaves(message, place), 1):
        name = _name_of(part, number)
        kind = part.get_content_type()
        if not name and kind == "text/plain":
            plain.append(part)
        elif not name and kind == "text/html":
            pages.append(part)
        elif name and may_be_article(name):
            path = Path(file.path, name)
            opener = partial(_opened, part)
            attached.append(Member(path, within=(*file.within, ".eml"), opener=opener))
    return plain, pages, attached


def _opened(part: Message) -> io.BytesIO:
    return io.BytesIO(bytes_of(part))


def _name_of(part: Message, number: int) -> str:
    """The file name of an attachment, without a path; "" for a part that is none."""
    if part.get_content_type() in MAILS:
        inner = part.get_payload(0) if part.is_multipart() else part
        title = re.sub(r"[^\w ()-]", "", header(inner, "Subject") if isinstance(inner, Message) else "")[:60].strip()
        return f"{title or f'mail {number}'}{MAILS[part.get_content_type()]}"
    name = part.get_filename() or ""
    is_attached = part.get_content_disposition() == "attachment"
    return re.split(r"[/\\]", name)[-1].strip() or (f"part {number}" if is_attached else "")


def _each_of_box(file: SourceFile, place: str) -> Iterator[Placed]:
    n = 0
    with file.open() as opened:
        for data in _messages(opened):
            n += 1
            path = Path(file.path, f"mail {n}.eml")
            where = place_name(path)
            if len(data) > MAX_MAIL:
                yield where, SourceError(f"{where}: is larger than {MAX_MAIL // 1_000_000} MB; left out.")
                continue
            mail = Member(path, within=(*file.within, ".mbox"), opener=partial(io.BytesIO, data))
            yield from each_or_problem(_each_of_mail(mail, where), where)
    if not n:
        raise SourceError(f"{place}: is no mailbox: no mail begins in it. Give it the suffix of what it is.")


def _messages(opened: BinaryIO) -> Iterator[bytes]:
    """The messages of a mailbox, one at a time; of one that is too large, as much as shows that."""
    lines: list[bytes] | None = None
    size, before = 0, b"\n"
    while line := bounded_line(opened, (b"\n",)):
        if not before.strip() and BEGINS.match(line):
            if lines is not None:
                yield b"".join(lines)
            lines, size = [], 0
        elif lines is not None and size <= MAX_MAIL:
            lines.append(line[1:] if re.match(rb">+From ", line) else line)
            size += len(line)
        before = line
    if lines is not None:
        yield b"".join(lines)
