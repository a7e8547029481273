"""Words: the lexicons that the rules read, a CSV each; the last column says why a line is there."""

import csv
import io
import os
import re
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path

from onrecord.system.fingerprints import OWN_WORDS
from onrecord.system.wrong_calls import WrongCall

PACKAGE = "onrecord.words"
COLUMNS = "columns.csv"  # stands beside the lexicons and says which of their columns hold classes or numbers


class WordsError(WrongCall):
    """Words of one's own that cannot be read; the message says what to change."""


def read_words(name: str, package: str = PACKAGE) -> list[dict[str, str]]:
    """The lines of a CSV file that stands in a package, in order; behind them, for a lexicon, one's own.

    Args:
        name: the file's name, such as "units.csv".
        package: where it stands; the lexicons stand here.

    Returns:
        A dictionary per line, {column: cell}; an empty cell is "".

    Raises:
        FileNotFoundError: there is no such file.
        WordsError: as for `own_words`.
    """
    return _installed(name, package) + (own_words(name) if package == PACKAGE else [])


def own_words(name: str) -> list[dict[str, str]]:
    """One's own lines for a lexicon: from a file of its name, in the folder that the variable ONRECORD_WORDS names.

    Args:
        name: the file's name, such as "units.csv".

    Returns:
        A dictionary per line, with all columns of the lexicon; a line whose first cell is blank is left out.

    Raises:
        WordsError: the folder is not there, or a file in it does not fit its lexicon.
    """
    folder = os.environ.get(OWN_WORDS)
    if not folder:
        return []
    if not Path(folder).is_dir():
        raise WordsError(f"{folder}: is no folder, but {OWN_WORDS} says that your own words are there.")
    known = lexicon_names()
    for path in sorted(Path(folder).glob("*.csv")):
        if path.stem not in known:
            raise WordsError(f"{path}: there is no lexicon of that name. Name it like one, such as cue_verbs.csv.")
    path = Path(folder, name)
    try:
        return fit(name, _rows(path.read_bytes())) if path.is_file() else []
    except UnicodeDecodeError:
        raise WordsError(f"{path}: is not UTF-8. Save it again as UTF-8.") from None
    except WordsError as problem:
        raise WordsError(f"{Path(folder)}{os.sep}{problem}") from None


def lexicon_names() -> list[str]:
    """The names of the lexicons, such as "units"."""
    names = [path.name for path in files(PACKAGE).iterdir() if path.name.endswith(".csv")]
    return sorted(name.removesuffix(".csv") for name in names if name != COLUMNS)


def fit(name: str, lines: Iterable[Mapping[str, object]]) -> list[dict[str, str]]:
    """Lines for a lexicon, with all its columns; a line whose first cell is blank is left out.

    Args:
        name: of the lexicon's file.
        lines: {column: cell} each; columns that are left out are empty.

    Raises:
        WordsError: there is no such column, or a cell holds no number or none of the classes of its column.
    """
    rows, fitted = _installed(name), []
    columns = [row for row in _installed(COLUMNS) if f"{row['lexicon']}.csv" == name]
    held = {row["column"]: (row["holds"], {line[row["column"]] for line in rows}) for row in columns}
    for line in lines:
        for column in line:
            if column not in rows[0]:
                wrong = "more cells in a line than columns" if column is None else f"no column {str(column)[:40]!r}"
                raise WordsError(f"{name}: there is {wrong}. The columns are {', '.join(rows[0])}.")
        cells = {column: str(cell).strip() if (cell := line.get(column)) is not None else "" for column in rows[0]}
        if next(iter(cells.values())):
            for column, (kind, there) in held.items():
                _check_cell(f"{name}: {column}", cells[column], kind, there)
            fitted.append(cells)
    return fitted


def _check_cell(where: str, cell: str, kind: str, there: set[str]) -> None:
    """Raise where a cell is not of the kind of its column; `there` are the cells of the lexicon."""
    if not cell and "" in there:
        return
    if kind == "number":
        least, most = (end(float(known) for known in there if known) for end in (min, max))
        if not _is_number(cell) or not least <= float(cell) <= most:
            raise WordsError(f"{where} has to be a number from {least:g} to {most:g}.")
        return
    classes, given = (
        ({word for each in there for word in each.split()}, cell.split()) if kind == "classes" else (there, [cell])
    )
    choices = ", ".join(sorted(filter(None, classes)))
    if not cell:
        raise WordsError(f"{where} is empty. It can be {choices}.")
    if unknown := [word for word in given if word not in classes]:
        raise WordsError(f"{where} has no {unknown[0][:40]!r}. It can be {choices}.")


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) is not None


def _installed(name: str, package: str = PACKAGE) -> list[dict[str, str]]:
    return _rows(files(package).joinpath(name).read_bytes())


def _rows(content: bytes) -> list[dict[str, str]]:
    # Bytes, decoded here: the csv module needs line ends as they are, which a resource cannot be asked for.
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of these phrases as whole words, in capitals or not, the longest first."""
    return re.compile(rf"\b{longest_first(phrases)}\b", re.IGNORECASE)


def longest_first(phrases: Iterable[str]) -> str:
    """The pattern of phrases as alternatives, the longest first; of those with one first letter this is compared once."""
    by_letter: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        by_letter.setdefault(phrase[:1].lower(), []).append(re.escape(phrase))
    return "(?:" + "|".join(f"(?:{'|'.join(those)})" for those in by_letter.values()) + ")"
