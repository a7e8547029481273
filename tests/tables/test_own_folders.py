"""Own folders: the mark that hides a folder from who reads articles comes into none that has some of somebody else."""

import pytest
from helpers import quick_notebook

from onrecord import read_many
from onrecord.runs.calls import rerun
from onrecord.system.files import InTheWay
from onrecord.system.output_folders import is_output
from onrecord.tables.columns import TABLES
from onrecord.tables.corpus import write_tables
from onrecord.tables.record import Record
from onrecord.tables.tabulation import tabulate
from onrecord.text.article import Article

TEXT = "It rained in the town."


def empty():
    return Record(None, **{name: [] for name in TABLES})


@pytest.fixture
def mine(tmp_path):
    (tmp_path / "mine" / "press").mkdir(parents=True)
    (tmp_path / "mine" / "press" / "a.txt").write_text(TEXT)
    return tmp_path / "mine"


def test_tables_saved_among_articles_leave_them_to_be_read(mine):
    empty().save(mine)
    write_tables([empty()], mine, ["csv"])
    assert [article.text for article in read_many([str(mine / "press")], print)] == [TEXT]
    assert not is_output(mine)
    empty().save(mine / "tables")
    empty().save(mine / "tables")
    assert is_output(mine / "tables")


@pytest.mark.parametrize(
    "write",
    [
        lambda folder: rerun([quick_notebook(folder.parent / "one.ipynb")], [Article("a", TEXT)], out=folder),
        lambda folder: tabulate([Article("a", TEXT)], folder),
    ],
    ids=["rerun", "tabulate"],
)
def test_nothing_is_written_among_articles(write, mine):
    with pytest.raises(InTheWay, match=r"mine: holds a\.txt, which could be read.*name another folder"):
        write(mine)
    assert [path.name for path in mine.iterdir()] == ["press"]


def test_a_folder_of_tables_from_before_there_was_a_mark_gets_one(tmp_path):
    write_tables([empty()], tmp_path, ["parquet", "csv"])
    (tmp_path / ".onrecord").unlink()
    write_tables([empty()], tmp_path, ["parquet", "csv"])
    assert is_output(tmp_path)
