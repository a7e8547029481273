"""What other programs open, made of the tables of a folder: workbooks, projects of coded texts, annotations."""

from typing import TYPE_CHECKING

from onrecord.system.lazy_names import lazy_names

if TYPE_CHECKING:
    from onrecord.exchange.exporting import FORMS, export
    from onrecord.exchange.workbook import write_workbook

__all__ = ["FORMS", "export", "write_workbook"]

__getattr__ = lazy_names(__name__, {"exporting": ["FORMS", "export"], "workbook": ["write_workbook"]})
