"""Words: the lexicons that the rules read, a CSV each; the last column says why a line is there."""

import csv
import io
import re
from collections.abc import Iterable
from importlib.resources import files


def read_words(name: str, package: str = "onrecord.words") -> list[dict[str, str]]:
    """The lines of a CSV file that stands in a package, in order.

    Args:
        name: the file's name, such as "units.csv".
        package: where it stands; the lexicons stand here.

    Returns:
        A dictionary per line, {column: cell}; an empty cell is "".

    Raises:
        FileNotFoundError: there is no such file.
    """
    # Bytes, decoded here: the csv module needs line ends as they are, which a resource cannot be asked for.
    text = files(package).joinpath(name).read_bytes().decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of these phrases as whole words, in capitals or not, the longest first."""
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b", re.IGNORECASE)
