"""Records and corpora, in memory and on disk."""

from typing import TYPE_CHECKING

from onrecord.system.lazy_names import lazy_names

if TYPE_CHECKING:
    from onrecord.tables.columns import COLUMNS, TABLES
    from onrecord.tables.corpus import analyse_many, combine, write_tables
    from onrecord.tables.record import Record, analyse, load
    from onrecord.tables.tabulation import tabulate

__all__ = ["COLUMNS", "TABLES", "Record", "analyse", "analyse_many", "combine", "load", "tabulate", "write_tables"]

__getattr__ = lazy_names(
    __name__,
    {
        "columns": ["COLUMNS", "TABLES"],
        "corpus": ["analyse_many", "combine", "write_tables"],
        "record": ["Record", "analyse", "load"],
        "tabulation": ["tabulate"],
    },
)
