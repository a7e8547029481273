"""Words: the lexicons that the rules read, a CSV each; the last column says why a line is there."""

import csv
import io
import os
import re
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path

PACKAGE = "onrecord.words"
OWN = "ONRECORD_WORDS"  # names a folder of one's own words; system.fingerprints looks there, too


class WordsError(Exception):
    """A folder of one's own words that cannot be read; the message says what to change."""


def read_words(name: str, package: str = PACKAGE) -> list[dict[str, str]]:
    """The lines of a CSV file that stands in a package, in order; behind them, for a lexicon, one's own.

    Own lines stand in a file of the same name, in the folder that the environment variable ONRECORD_WORDS names.

    Args:
        name: the file's name, such as "units.csv".
        package: where it stands; the lexicons stand here.

    Returns:
        A dictionary per line, {column: cell}; an empty cell is "".

    Raises:
        FileNotFoundError: there is no such file.
        WordsError: the folder of one's own words is not there, or a file in it does not fit its lexicon.
    """
    rows = _rows(files(package).joinpath(name).read_bytes())
    return rows + _own_rows(name, list(rows[0])) if package == PACKAGE else rows


def _rows(content: bytes) -> list[dict[str, str]]:
    # Bytes, decoded here: the csv module needs line ends as they are, which a resource cannot be asked for.
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _own_rows(name: str, columns: Sequence[str]) -> list[dict[str, str]]:
    """The lines of one's own for a lexicon; columns that they leave out are empty."""
    folder = os.environ.get(OWN)
    if not folder:
        return []
    if not Path(folder).is_dir():
        raise WordsError(f"{folder}: is no folder, but {OWN} says that your own words are there.")
    for path in sorted(Path(folder).glob("*.csv")):
        if not files(PACKAGE).joinpath(path.name).is_file():
            raise WordsError(f"{path}: there is no lexicon of that name. Name it like one, such as cue_verbs.csv.")
    path = Path(folder, name)
    try:
        rows = _rows(path.read_bytes()) if path.is_file() else []
    except UnicodeDecodeError:
        raise WordsError(f"{path}: is not UTF-8. Save it again as UTF-8.") from None
    for row in rows:
        if unknown := [column for column in row if column not in columns]:
            what = f"the column {unknown[0]!r}" if unknown[0] else "more cells in a line than columns"
            raise WordsError(f"{path}: has {what}; the lexicon has {', '.join(columns)}.")
    return [{column: row.get(column) or "" for column in columns} for row in rows]


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of these phrases as whole words, in capitals or not, the longest first."""
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b", re.IGNORECASE)
