"""Reads an article in a process of its own: what it is told stands in one file, the rows of the tables go to another."""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

from onrecord.tables.columns import TABLES
from onrecord.tables.record import analyse


def main(asked: str, rows: str) -> None:
    """Read (article, name of the spaCy pipeline) from a file, write {table: rows} to another, both pickled."""
    article, model = pickle.loads(Path(asked).read_bytes())
    record = analyse(article, model)
    Path(rows).write_bytes(pickle.dumps({name: record.rows(name) for name in TABLES}))


if __name__ == "__main__":
    main(*sys.argv[1:])
