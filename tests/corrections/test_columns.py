"""Columns to fill in: they fit the tables, and the sheet of all tables has each of them."""

from onrecord.corrections.columns import FILLED, SHEET, TO_FILL
from onrecord.tables import COLUMNS


def test_each_sheet_is_a_table_whose_columns_have_other_names():
    for table, columns in TO_FILL.items():
        assert not set(columns) & set(COLUMNS[table]), table


def test_the_sheet_of_all_tables_has_every_column_to_fill_in():
    assert {column for columns in TO_FILL.values() for column in columns} <= set(FILLED)
    assert len(set(SHEET)) == len(SHEET)
