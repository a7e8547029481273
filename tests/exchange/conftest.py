"""Folders of tables that tests export: of the texts of the project, and of 200 articles."""

import pytest
from tables_to_export import sample_records, write_many

from onrecord.tables.corpus import write_tables


@pytest.fixture(scope="session")
def records():
    return sample_records()


@pytest.fixture(scope="session")
def samples(records, tmp_path_factory):
    folder = tmp_path_factory.mktemp("samples") / "tables of samples"
    write_tables(records, folder)
    return folder


@pytest.fixture(scope="session")
def many(records, tmp_path_factory):
    """Tables of 200 articles, and one more part."""
    return write_many(records, tmp_path_factory.mktemp("many") / "tables", 201)
