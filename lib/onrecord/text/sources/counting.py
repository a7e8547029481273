"""Counting: how many articles sources hold, in seconds, so that the time left can be told while they are read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from onrecord.system.output_folders import is_output
from onrecord.text.sources.dispatch import count_by_kind
from onrecord.text.sources.folders import contents_of
from onrecord.text.sources.samples import sample_paths
from onrecord.text.sources.source_files import SourceFile


def count_articles(sources: Iterable[str]) -> int:
    """The number of articles in sources.

    Args:
        sources: as `read_many` takes them.

    Returns:
        How many articles `read_many` will yield or complain about. One for an address, for standard input and for
        what cannot be read.

    Limits:
        A Parquet file that breaks off in the middle counts as many articles as its end states.
    """
    return sum(map(_count, sources))


def _count(source: str) -> int:
    if source == "samples":
        return len(sample_paths())
    if not os.path.isdir(source):  # unlike the method of a path, it takes any text
        return _count_file(Path(source))
    if is_output(Path(source)):
        return 1
    contents = contents_of(Path(source))
    return sum(_count_file(path, contents.root) for path in contents.files) + len(contents.closed) or 1


def _count_file(path: Path, folder: Path | None = None) -> int:
    if not os.path.isfile(path):  # a pipe can be read once only: its reader does
        return 1
    return count_by_kind(SourceFile(path, folder))
