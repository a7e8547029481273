"""Article folder: what a run writes for one article, all of it but the notebooks.

Its functions are called in processes of their own, several articles at once.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.system.files import write_whole
from onrecord.text.article import Article

if TYPE_CHECKING:
    from onrecord.runs.earlier import Reading
    from onrecord.tables.record import Record

ARTICLE = "article.jsonl"


def folder_name(article: Article) -> str:
    """A folder name from title and id: lower case letters, digits and hyphens only, one name per `article_id`."""
    plain = unicodedata.normalize("NFKD", article.title or "").encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:48].strip("-")
    safe_id = article.article_id
    if not re.fullmatch(r"[a-z0-9]{1,16}", safe_id):
        safe_id = hashlib.sha256(safe_id.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{slug}-{safe_id}" if slug else safe_id


def write_article(article: Article, folder: Path) -> Path:
    """Write the article as a corpus of one, so that notebooks read it once more from a file, whatever it came from."""
    row = {
        "id": article.article_id,
        "title": article.title,
        "outlet": article.outlet,
        "date": article.date,
        "url": article.source,
        "text": article.text,
    }
    path = folder / ARTICLE
    write_whole(path, json.dumps({k: v for k, v in row.items() if v is not None}) + "\n")
    return path


def write_tables(article: Article, by: Reading, folder: Path) -> list[str]:
    """Analyse an article and write its tables.

    Args:
        by: who scores the tone of its quotes.

    Returns:
        The files, as paths from the folder.
    """
    from onrecord.tables.columns import TABLES
    from onrecord.tables.record import analyse

    record = analyse(article, by.model, scorer=by.scorer)
    record.save(folder / "tables")
    write_article(article, folder)
    return [ARTICLE, *(f"tables/{name}.{format_}" for name in TABLES for format_ in ("parquet", "csv"))]


def write_pages(article: Article, by: Reading, folder: Path, notebooks: Mapping[Path, str | None]) -> list[str]:
    """Write the page of an article, those of its notebooks, and what the page over all articles shows of it.

    Args:
        notebooks: path of each executed notebook, with the error that ended it, or None.

    Returns:
        The files, as paths from the folder.
    """
    from onrecord.pages import article_page
    from onrecord.runs import index_page
    from onrecord.tables.record import analyse

    record = analyse(article, by.model, scorer=by.scorer)
    index = article_page.write_pages(record, folder, notebooks)
    summary = index_page.write_summary(record, folder)
    pages = [path.with_suffix(".html") for path in notebooks if path.exists()]
    return [path.relative_to(folder).as_posix() for path in (index, summary, *pages)]


def write_overview(out: Path) -> None:
    """Write the page over all articles of a folder, and the tables of all of them, one article at a time.

    An article whose tables cannot be read is left out of those tables, and is not finished on the page.
    """
    from pyarrow import ArrowException

    from onrecord.runs import index_page
    from onrecord.tables import corpus
    from onrecord.tables.record import load

    unreadable = set()

    def records() -> Iterator[Record]:
        for folder in sorted(path.parent.parent for path in out.glob("*/tables/articles.parquet")):
            try:
                yield load(folder / "tables")
            # A run that was killed may have left some of the tables only, and another program tables of its own.
            except (ArrowException, KeyError, OSError, TypeError, ValueError):
                unreadable.add(folder.name)

    corpus.write_tables(records(), out / "tables")
    index_page.write_index(out, unreadable)


def files_of(executed: Path, folder: Path) -> list[str]:
    """What a notebook has written: itself and the charts that begin with its number, as paths from the folder."""
    digits = re.match(r"\d+", executed.stem)
    number = digits[0] if digits else executed.stem
    charts = sorted(path.name for path in (folder / "charts").glob("*") if path.name.startswith(f"{number}_"))
    return [f"notebooks/{executed.name}", *(f"charts/{name}" for name in charts)]


def broken_promise(kept: Path, executed: Path, folder: Path) -> str | None:
    """What should be there after a notebook ran to its end, and is not; None when all is there.

    The tables are to stay in place, and each cell that shows a picture in the notebook as it is kept is to show one.

    Args:
        kept: the notebook that was executed.
        executed: what came out.
        folder: of the article.
    """
    from onrecord.tables.columns import TABLES

    if gone := [name for name in TABLES if not (folder / "tables" / f"{name}.parquet").is_file()]:
        return f"the table {gone[0]} is missing; the notebook took it away"
    for notebook in (kept, executed):
        if not notebook.is_file():
            return f"the notebook {notebook.name} is missing; it was taken away while it was executed"
    shown = _cells_with_pictures(executed)
    if lost := [code for code in _cells_with_pictures(kept) if code not in shown]:
        return (
            f"a chart is missing: the cell {lost[0].splitlines()[-1]!r} shows one in the notebook as it is kept. (A "
            "notebook that is kept without outputs promises none.)"
        )
    return None


def _cells_with_pictures(notebook: Path) -> list[str]:
    """The code of cells that show a picture."""
    return [
        "".join(cell["source"])
        for cell in json.loads(notebook.read_bytes())["cells"]
        if any(kind.startswith("image/") for output in cell.get("outputs", ()) for kind in output.get("data", {}))
    ]
