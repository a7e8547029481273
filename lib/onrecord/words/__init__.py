"""Words: the lexicons that the rules read, a CSV each; the last column says why a line is there."""

import csv
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
    with files(package).joinpath(name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def any_of(phrases: Iterable[str]) -> re.Pattern:
    """A pattern for any of these phrases as whole words, in capitals or not, the longest first."""
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b", re.IGNORECASE)
