"""Dispatch: each file to the reader of what it is, which its first bytes say where its name says something else."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from onrecord.text.article import SourceError, SourceNote
from onrecord.text.sources._rows import NoTexts, OwnSheet, Placed
from onrecord.text.sources.corpora import CORPORA, count_rows, read_corpus
from onrecord.text.sources.exports.files import EXPORTED
from onrecord.text.sources.exports.files import count as count_page_or_export
from onrecord.text.sources.exports.files import read as read_page_or_export
from onrecord.text.sources.formats import SUFFIXES, format_of
from onrecord.text.sources.formats.kinds import kinds, suffix_of
from onrecord.text.sources.formats.looks import looks_like
from onrecord.text.sources.members import Member
from onrecord.text.sources.places import place_name
from onrecord.text.sources.source_files import SourceFile
from onrecord.text.sources.text_files import PAGES, article_of_bytes, read_file, with_notes

READABLE = PAGES + CORPORA + SUFFIXES
SAME = ({".html", ".htm", ".xhtml"}, {".mhtml", ".mht"}, {".warc", ".warc.gz"})  # that are read as the same
TEXTS = (".txt", ".md")  # that may be web pages under any name; nothing is said of it
# What to do where something cannot be opened.
AGAIN = " since it was looked for. Read again what is there now."
RIGHTS = ". Check the path and your rights to it."
NO_READER = "Save the article's words as a .txt or .html file."


def read_by_kind(file: SourceFile, place: str) -> Iterator[Placed]:
    """The articles of a file.

    Args:
        file: of any kind.
        place: what errors call it.

    Yields:
        (place, article or what is wrong there), and a line where the file is not what its name says.

    Raises:
        SourceError: it cannot be read, or is of a kind that is not.
    """
    named, suffix = suffix_of(file.path), suffix_to_read(file)
    if suffix not in READABLE and file.is_pipe:  # `<(…)` of a shell has no suffix
        with file.open() as opened:
            data = opened.read()
        yield from with_notes(place, lambda note: article_of_bytes(data, place, source=str(file.path), on_note=note))
        return
    if suffix not in READABLE:
        raise _not_read(place, named, suffix)
    if suffix != named:
        if not (suffix == ".html" and named in TEXTS):
            yield place, SourceNote(f"{place}: is {kinds()[suffix].words}, whatever its name says; read as one")
        file = replace(file, read_as=suffix)
    if suffix in CORPORA:
        yield from _of_corpus(file, place)
    elif format_ := format_of(suffix):
        yield from format_.read(file, place)
    elif suffix in EXPORTED:
        yield from read_page_or_export(file, place)
    else:
        yield from with_notes(place, lambda on_note: read_file(file, place, on_note))


def _of_corpus(file: SourceFile, place: str) -> Iterator[Placed]:
    """The articles of a corpus; in a folder, a sheet of ours, or a .json that is none, as programs leave there, is no failure."""
    try:
        yield from read_corpus(file, place)
    except NoTexts as problem:
        if file.folder is None or not (file.suffix == ".json" or isinstance(problem, OwnSheet)):
            raise
        yield place, SourceNote(f"{problem} Left out.")


def count_by_kind(file: SourceFile) -> int:
    """How many articles `read_by_kind` gives or complains about, 1 for a file that cannot be read.

    Args:
        file: of any kind. A pipe counts as one: it can be read once only.
    """
    with suppress(OSError, ValueError, SourceError):
        suffix = suffix_to_read(file)
        if suffix != suffix_of(file.path):
            file = replace(file, read_as=suffix)
        if suffix in CORPORA:
            return count_rows(file) or 1  # a corpus without rows is one complaint
        if format_ := format_of(suffix):
            return format_.count(file)
        if suffix in EXPORTED:
            return count_page_or_export(file) or 1
    return 1


def suffix_to_read(file: SourceFile) -> str:
    """The suffix by which a file is read: its own, or, where it is certain that it is something else, that of this.

    Raises:
        OSError, SourceError: it cannot be opened.
    """
    named = suffix_of(file.path)
    if not isinstance(file, Member) and not os.path.isfile(file.path):  # of a pipe and a device its reader knows more
        return named
    seen = looks_like(file)
    is_same = seen in (None, named) or any({named, seen} <= suffixes for suffixes in SAME)
    return named if is_same or (named in kinds() and kinds()[named].within == seen) else str(seen)


def _not_read(place: str, named: str, suffix: str) -> SourceError:
    """What to say of a file of a kind that is not read, and what to do with it."""
    kind = kinds().get(suffix)
    if kind and suffix != named:
        return SourceError(f"{place}: is {kind.words}, whatever its name says. {kind.advice or NO_READER}")
    if kind:
        return SourceError(f"{place}: {suffix} files cannot be read ({kind.words}). {kind.advice or NO_READER}")
    fault = f"{suffix} files cannot be read" if suffix else "its name has no suffix that says what it is"
    return SourceError(f"{place}: {fault}. Give {', '.join(READABLE)}, a folder or an address.")


def each_or_problem(articles: Iterator[Placed], place: str) -> Iterator[Placed]:
    """Articles, and what stops their reading as the last one.

    Args:
        articles: of one file, address or folder.
        place: what an error calls it.
    """
    try:
        yield from articles
    except SourceError as problem:
        yield place, problem
    except (OSError, ValueError) as problem:
        reason = place_name(getattr(problem, "strerror", None) or problem)
        if getattr(problem, "errno", None) in (errno.ENOENT, errno.ESRCH, errno.ESTALE):
            yield place, SourceError(f"{place}: is gone{AGAIN}")
        else:
            yield place, SourceError(f"{place}: cannot be opened ({reason}){RIGHTS}")
