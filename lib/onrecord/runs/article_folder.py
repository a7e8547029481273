"""Article folder: what a run writes for one article, all of it but the notebooks.

Its functions are called in processes of their own, several articles at once.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.corrections.reckoning import write_given
from onrecord.pages.addresses import folder_of
from onrecord.system.files import is_plain_file, write_whole
from onrecord.text.article import Article, with_headline

if TYPE_CHECKING:
    from onrecord.corrections.lines import Corrections
    from onrecord.runs.earlier import Reading
    from onrecord.tables.record import Record

ARTICLE, CORRECTIONS = "article.jsonl", "corrections.csv"
FIRST_PART, PARQUET = "part-00000.parquet", b"PAR1"  # a file that each table has; what Parquet begins and ends with


def folder_name(article: Article) -> str:
    """The name of an article's folder, see `pages.addresses`."""
    return folder_of(article.title, article.article_id)


def write_article(article: Article, folder: Path) -> Path:
    """Write the article as a corpus of one, so that notebooks read it once more from a file, whatever it came from."""
    row: dict[str, object] = {
        "id": article.article_id,
        "title": article.title,
        "outlet": article.outlet,
        "date": article.date,
        "author": article.author,
        "section": article.section,
        "page": article.page,
        "url": article.source,
        "duplicate_of": article.duplicate_of,
        "text": article.text,
    }
    if with_headline(article) != article:  # the source has marked what the text alone does not show
        row |= {"marked": article.boilerplate, "headline_at": article.headline and [article.headline]}
    path = folder / ARTICLE
    write_whole(path, json.dumps({k: v for k, v in row.items() if v is not None}) + "\n")
    return path


def write_tables(article: Article, by: Reading, corrections: Corrections, folder: Path) -> list[str]:
    """Analyse an article and write its tables, with the corrections that are about it and what became of each.

    Args:
        by: who scores the tone of its quotes.
        corrections: of the article.

    Returns:
        The files, as paths from the folder.
    """
    from onrecord.tables.columns import TABLES
    from onrecord.tables.record import analyse

    record = analyse(article, by.model, scorer=by.scorer, corrections=corrections)
    # What notebooks ask that choose no scorer, for the cache: it is parsed already here, and need not be in their kernels.
    analyse(article, by.model, corrections=corrections)
    record.save(folder / "tables")
    write_article(article, folder)
    write_given(folder / CORRECTIONS, corrections, record.outcomes)
    return [
        ARTICLE,
        *([CORRECTIONS] if corrections.lines else []),
        *(f"tables/{name}.{format_}" for name in TABLES for format_ in ("parquet", "csv")),
    ]


def write_pages(
    article: Article, by: Reading, corrections: Corrections, folder: Path, notebooks: Mapping[Path, str | None]
) -> list[str]:
    """Write the page of an article, those of its notebooks, and what the page over all articles shows of it.

    Args:
        by, corrections, folder: as in `write_tables`.
        notebooks: path of each executed notebook, with the error that ended it, or None.

    Returns:
        The files, as paths from the folder.
    """
    from onrecord.pages import article_page
    from onrecord.runs import index_page
    from onrecord.tables.record import analyse

    record = analyse(article, by.model, scorer=by.scorer, corrections=corrections)
    index = article_page.write_pages(record, folder, notebooks)
    summary = index_page.write_summary(record, folder)
    pages = [path.with_suffix(".html") for path in notebooks if path.exists()]
    return [path.relative_to(folder).as_posix() for path in (index, summary, *pages)]


def write_tables_of_all(out: Path) -> set[str]:
    """Write the tables of all articles of a folder, one article at a time.

    Returns:
        The folders of articles whose tables cannot be read; these are left out.
    """
    from pyarrow import ArrowException

    from onrecord.tables import corpus
    from onrecord.tables.record import load_rows

    unreadable = set()

    def records() -> Iterator[Record]:
        for name in sorted(os.listdir(out)):
            tables = out / name / "tables"
            if not (tables / "articles.parquet").is_file():
                continue
            try:
                yield load_rows(tables)
            # A run that was killed may have left some of the tables only, and another program tables of its own.
            except (ArrowException, KeyError, OSError, TypeError, ValueError):
                unreadable.add(name)

    corpus.write_tables(records(), out / "tables")
    return unreadable


def tables_stand(folder: Path) -> bool:
    """Whether the tables of all articles are there, each file of them whole; what stands in it is not read."""
    from onrecord.tables.columns import TABLES

    tables = [folder / f"{name}.parquet" for name in TABLES]
    return all(
        is_plain_file(table / FIRST_PART) and all(map(_is_whole, table.glob("part-*.parquet"))) for table in tables
    )


def _is_whole(part: Path) -> bool:
    """Whether a file has both ends of a Parquet file."""
    if not is_plain_file(part) or part.stat().st_size < 2 * len(PARQUET):
        return False
    with part.open("rb") as file:
        begins = file.read(len(PARQUET))
        file.seek(-len(PARQUET), os.SEEK_END)
        return begins == file.read() == PARQUET


def write_index(out: Path, unreadable: Collection[str], n_misfits: int) -> None:
    """Write the page over all articles of a folder.

    Args:
        unreadable: folders of articles whose tables cannot be read; they are not finished on the page.
        n_misfits: corrections that do not fit.
    """
    from onrecord.runs import index_page

    index_page.write_index(out, unreadable, n_misfits)


def write_single_file(folder: Path, file: Path) -> None:
    """Write the page of an article as one file with all that it shows; see `pages.single_file`."""
    from onrecord.pages import single_file

    single_file.write_single_file(folder, file)


def files_of(executed: Path, folder: Path) -> list[str]:
    """What a notebook has written: itself and the charts that begin with its number, as paths from the folder."""
    digits = re.match(r"\d+", executed.stem)
    number = digits[0] if digits else executed.stem
    charts = sorted(path.name for path in (folder / "charts").glob("*") if path.name.startswith(f"{number}_"))
    return [f"notebooks/{executed.name}", *(f"charts/{name}" for name in charts)]


def broken_promise(kept: Path, executed: Path, folder: Path) -> str | None:
    """What should be there after a notebook ran to its end, and is not; None when all is there.

    The tables are to stay in place, and each cell that shows a picture in the notebook as it is kept is to show one, or
    the words that stand where there is nothing to draw.

    Args:
        kept: the notebook that was executed.
        executed: what came out.
        folder: of the article.
    """
    from onrecord.tables.columns import TABLES

    if gone := [name for name in TABLES if not (folder / "tables" / f"{name}.parquet").is_file()]:
        return f"the table {gone[0]} is missing; the notebook took it away"
    if missing := not_there(kept, executed, folder):
        return missing
    shown = _cells_that_show(executed, ("image/", "text/html"))
    if lost := [code for code in _cells_that_show(kept, ("image/",)) if code not in shown]:
        return (
            f"a chart is missing: the cell {lost[0].splitlines()[-1]!r} shows one in the notebook as it is kept. (A "
            "notebook that is kept without outputs promises none.)"
        )
    return None


def not_there(kept: Path, executed: Path, folder: Path) -> str | None:
    """Which of the two files of a notebook is missing after it ran to its end; None when both are there.

    Args:
        kept, executed, folder: as in `broken_promise`.
    """
    for notebook in (kept, executed):
        if not notebook.is_file():
            return f"the notebook {notebook.name} is missing; it was taken away while it was executed"
    return None


def _cells_that_show(notebook: Path, kinds: tuple[str, ...]) -> list[str]:
    """The code of cells that show something of these kinds."""
    return [
        "".join(cell["source"])
        for cell in json.loads(notebook.read_bytes())["cells"]
        if any(kind.startswith(kinds) for output in cell.get("outputs", ()) for kind in output.get("data", {}))
    ]
