"""Temporary database: what grows with the number of articles waits in it, on disk, and not in memory."""

from __future__ import annotations

import sqlite3


def temporary_database(*tables: str) -> sqlite3.Connection:
    """A database in a temporary file that only this process sees, and that goes when it is closed.

    Args:
        tables: the statements that make its tables.

    Limits:
        Nothing written to it can be taken back: it keeps no journal.
    """
    kept = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    kept.execute("PRAGMA journal_mode = OFF")
    for table in tables:
        kept.execute(table)
    kept.execute("BEGIN")
    return kept
