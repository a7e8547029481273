"""Reading: articles from files, web pages, addresses, standard input, folders and corpora."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.system.output_folders import marks_in
from onrecord.system.steps import tell
from onrecord.text.article import Article, SourceError, SourceNote
from onrecord.text.sources._known import Known
from onrecord.text.sources._row_failures import RowFailures
from onrecord.text.sources._rows import Placed
from onrecord.text.sources.dispatch import AGAIN, READABLE, RIGHTS, each_or_problem, read_by_kind
from onrecord.text.sources.folders import contents_of
from onrecord.text.sources.places import is_address, place_name
from onrecord.text.sources.samples import read_sample, read_samples
from onrecord.text.sources.source_files import SourceFile, leads_nowhere
from onrecord.text.sources.text_files import read_standard_input, with_notes

if TYPE_CHECKING:
    from onrecord.text.sources.feeds.memory import Memory


def read(source: str | Path) -> Article:
    """Read one article.

    Args:
        source: a .txt, .md, .html or .htm file; an http(s) address; `-` for standard input; `sample` for the article
            that comes with the project; or a folder or corpus that holds a single article.

    Returns:
        The article. The text of a file is its own, line ends made `\\n`; that of a web page is its title and the
        article that its markup shows, with a blank line between paragraphs. `date` is the first one that the
        first lines, the page's metadata or the file's name state, as YYYY-MM-DD.

    Raises:
        SourceError: the source cannot be read, holds no English article, or more than one.

    Limits:
        Headline and boilerplate are told by their shape (see `words/boilerplate.csv`); what fits no rule stays text.
    """
    articles = list(islice(read_many([source]), 2))
    if len(articles) > 1:
        raise SourceError(f"{place_name(source)}: holds more than one article. Use read_many, or name one file of it.")
    if not articles:
        raise SourceError(f"{place_name(source)}: holds no article. Name another source.")
    return articles[0]


def read_many(
    sources: Iterable[str | Path],
    on_error: Callable[[SourceError], None] | None = None,
    *,
    retries: int = 0,
    on_note: Callable[[str], None] | None = None,
    feeds: Memory | None = None,
) -> Iterator[Article]:
    """Read articles one after the other; no folder or corpus is held in memory as a whole.

    Args:
        sources: what `read` takes; folders, whose readable files are taken in order of their path, those of
            subfolders too, but not hidden ones, nor those of folders that this program wrote (with a file
            `.onrecord`), nor what a link leads to that is outside of the folder; `samples`, all articles that come
            with the project; feeds and news sitemaps at an address, for the pages that they list; and corpora: .jsonl, .csv
            or .parquet with a column `text` and, where they are, `id`, `title`, `outlet`, `date` and `url`. Ids and texts of a corpus are kept as they are; only half a surrogate
            pair, which is no character, becomes U+FFFD, one for one.
        on_error: called with each source or row that cannot be read; the others follow. Of more than five rows of a file
            with the same fault, the others are named together, when the file is over: `n_rows` of the error says how
            many they are. None: the first one raises.
        retries: how many more times to ask for an address where the fault may pass, such as a server that is busy.
        on_note: called with a line on what is left unknown or out of a source that can be read, such as dates, or a
            link in a folder. None: nothing is said of it.
        feeds: what of feeds was read before, and is left out; it takes what is read now. None: all that a feed lists is read.

    Yields:
        Articles, each id once. One that says the same as an earlier one, or nearly so, names it in `duplicate_of`; the
        second of two texts that are the same to the letter is `ID-2` where they have one id.

    Raises:
        SourceError: something cannot be read, and `on_error` is None.
    """
    if isinstance(sources, str | Path):
        sources = [sources]

    def report(problem: SourceError) -> None:
        if on_error is None:
            raise problem
        # Its traceback would hold the row for as long as it is kept itself.
        problem.__cause__ = problem.__context__ = None
        on_error(problem.with_traceback(None))

    failures = RowFailures(report)
    with closing(Known()) as known:
        for source in sources:
            for place, found in _each(source, retries, feeds):
                failures.go_to(place)
                article = known.checked(found, place) if isinstance(found, Article) else found
                if isinstance(article, Article):
                    yield article
                elif isinstance(article, SourceNote):
                    if on_note:
                        on_note(article.message)
                else:
                    failures.add(place, article)
            failures.end()
        if known.n_duplicates and on_note:
            on_note(_duplicates_in_words(known.n_duplicates))


def _duplicates_in_words(number: int) -> str:
    """What is said of articles that say the same as others."""
    if number == 1:
        return "1 article says the same as an earlier one; it is kept, but not counted where articles are compared."
    return (
        f"{number:,} articles say the same as earlier ones; they are kept, but not counted where articles are compared."
    )


def _each(source: str | Path, retries: int = 0, feeds: Memory | None = None) -> Iterator[Placed]:
    place = place_name(source)
    tell(f"reading {place}")
    if isinstance(source, str):
        return each_or_problem(_each_of_word(source, place, retries, feeds), place)
    return each_or_problem(_each_of_path(source, place), place)


def _each_of_word(source: str, place: str, retries: int, feeds: Memory | None) -> Iterator[Placed]:
    """What a source given as a text may be: a word for samples or standard input, an address, or a path."""
    if source == "sample":
        yield place, read_sample()
    elif source == "samples":
        yield from read_samples()
    elif source == "-":
        yield from with_notes(place, read_standard_input)
    elif is_address(source):
        # Imported here: urllib3 takes a tenth of a second, which who reads files need not wait for.
        from onrecord.text.sources.addresses import read_address

        yield from read_address(source, place, retries, feeds)
    else:
        yield from _each_of_path(Path(source), place)


def _each_of_path(path: Path, place: str) -> Iterator[Placed]:
    if "\n" in str(path) and not os.path.lexists(path):
        raise SourceError(f"{place}: this is a text, not the place of one. Save it as a .txt file and give its path.")
    if path.is_dir():
        yield from _each_of_folder(path, place)
    elif not os.path.lexists(path):
        raise SourceError(f"{place}: there is no such file or folder.{_did_you_mean(path)}")
    elif leads_nowhere(path):
        raise SourceError(f"{place}: is a link that leads nowhere. Mend it or remove it.")
    else:
        yield from read_by_kind(SourceFile(path), place)


def _each_of_folder(folder: Path, place: str) -> Iterator[Placed]:
    if marks := marks_in(folder):
        raise SourceError(
            f"{place}: On Record wrote this folder, so it is no source. Name what it was made from, or single files in it "
            f"(an article.jsonl). If its articles are yours all the same, remove "
            f"{' and '.join(marks)} in it."
        )
    contents = contents_of(folder)
    for line in contents.lines(place):
        yield place, SourceNote(line)
    for problem in contents.closed:
        where = place_name(problem.filename)
        fault = f"is gone{AGAIN}" if problem.errno == errno.ENOENT else f"cannot be opened ({problem.strerror}){RIGHTS}"
        yield place, SourceError(f"{where}: {fault}")
    if not contents.files and not contents.closed:
        raise SourceError(f"{place}: the folder holds no file that can be read ({', '.join(READABLE)}).")
    for path in contents.files:
        where = place_name(path)
        tell(f"reading {where}")
        yield from each_or_problem(read_by_kind(SourceFile(path, contents.root), where), where)


def _did_you_mean(path: Path) -> str:
    if not path.parent.is_dir():
        return f" There is no folder {place_name(path.parent)} either."
    near = get_close_matches(path.name, sorted(os.listdir(path.parent)), n=1)
    return f" Did you mean {place_name(path.parent / near[0])}?" if near else " Check the path."
