"""Reads an article in a process of its own: what it is told comes in on standard input, the rows of the tables go out."""

from __future__ import annotations

import pickle
import sys

from onrecord.tables.columns import TABLES
from onrecord.tables.record import analyse


def main() -> None:
    """Read (article, name of the spaCy pipeline), write {table: rows}, both pickled."""
    article, model = pickle.load(sys.stdin.buffer)
    record = analyse(article, model)
    pickle.dump({name: record.rows(name) for name in TABLES}, sys.stdout.buffer)


if __name__ == "__main__":
    main()
