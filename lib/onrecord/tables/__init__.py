"""Records and corpora, in memory and on disk."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.tables.columns import COLUMNS, TABLES
    from onrecord.tables.corpus import analyse_many, combine, write_tables
    from onrecord.tables.record import Record, analyse, load
    from onrecord.tables.tabulation import tabulate

__all__ = ["COLUMNS", "TABLES", "Record", "analyse", "analyse_many", "combine", "load", "tabulate", "write_tables"]

# Where each of them is. It is imported when it is asked for: pandas takes most of a second.
_HOMES = {
    "COLUMNS": "columns",
    "TABLES": "columns",
    "Record": "record",
    "analyse": "record",
    "analyse_many": "corpus",
    "combine": "corpus",
    "load": "record",
    "tabulate": "tabulation",
    "write_tables": "corpus",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'onrecord.tables' has no attribute {name!r}")
    return getattr(import_module(f"onrecord.tables.{_HOMES[name]}"), name)
