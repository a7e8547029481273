"""A folder of tables in which somebody has put something: foreign files stay, links are not followed, no table is lost."""

import os

import pytest

import onrecord
from onrecord.system.files import InTheWay
from onrecord.system.output_folders import MARK, mark_output
from onrecord.tables.columns import TABLES
from onrecord.tables.record import Record
from onrecord.tables.tabulation import tabulate

POSIX = pytest.mark.skipif(os.name == "nt", reason="links need rights there")
TEXT = '"We lost 3 houses," the mayor Anna Brandt said.'
RECORD = Record(None, **{name: [] for name in TABLES})


@pytest.fixture
def articles():
    return [onrecord.Article("a", TEXT), onrecord.Article("b", TEXT + " It rained.")]


def everything(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("formats", [["csv"], ["parquet"], ["parquet", "csv"]])
def test_foreign_files_in_tables_stay_and_nothing_is_lost(articles, tmp_path, formats):
    tabulate(articles, tmp_path / "t")
    foreign = [tmp_path / "t" / "quotes.parquet" / ".DS_Store", tmp_path / "t" / "Thumbs.db"]
    for file in foreign:
        file.write_bytes(b"theirs")
    for to_do, more in [(articles, {}), (articles, {"fresh": True}), (articles[:1], {})]:
        tabulate(to_do, tmp_path / "t", formats, **more)
        assert len(onrecord.load(tmp_path / "t").articles) == len(to_do)
        assert {file.read_bytes() for file in foreign} == {b"theirs"}
    tabulate(articles, tmp_path / "t")
    assert len(onrecord.load(tmp_path / "t").articles) == 2


def test_saving_over_parts_with_a_foreign_file_changes_nothing(articles, tmp_path):
    tabulate(articles, tmp_path)
    (tmp_path / "tone.parquet" / "notes.txt").write_text("theirs")
    before = everything(tmp_path)
    with pytest.raises(InTheWay, match=r"notes.txt.*take it out"):
        RECORD.save(tmp_path)
    assert {n: c for n, c in everything(tmp_path).items() if n in before} == before
    (tmp_path / "tone.parquet" / "notes.txt").unlink()
    RECORD.save(tmp_path)
    assert len(onrecord.load(tmp_path).articles) == 0


def test_old_tables_are_whole_until_others_stand_in_for_them(articles, tmp_path):
    tabulate(articles, tmp_path)

    def stopped():
        yield articles[0]
        assert len(onrecord.load(tmp_path).articles) == 2
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tabulate(stopped(), tmp_path, fresh=True)
    assert len(onrecord.load(tmp_path).articles) in (1, 2)


@POSIX
@pytest.mark.parametrize(
    "name", [".lock", ".tables.jsonl", ".parts", "quotes.parquet", ".parts/tone.parquet", "quotes.csv"]
)
def test_links_are_not_followed(articles, tmp_path, name):
    outside, to = tmp_path / "outside", tmp_path / "t"
    outside.mkdir()
    (outside / "part-00000.parquet").write_text("theirs")
    (tmp_path / "file").write_text("theirs")
    (to / name).parent.mkdir(parents=True)
    target = outside if "." not in name[1:].replace(".parquet", "") else tmp_path / "file"
    (to / name).symlink_to(target)
    with pytest.raises(InTheWay, match="is a link"):
        tabulate(articles, to, ("parquet", "csv"))
    assert (outside / "part-00000.parquet").read_text() == (tmp_path / "file").read_text() == "theirs"
    assert [p.name for p in outside.iterdir()] == ["part-00000.parquet"]


@POSIX
@pytest.mark.parametrize("name", [".lock", ".tables.jsonl", ".onrecord", "articles.csv", ".partial-articles.csv"])
def test_second_names_of_other_files_are_not_written_to(articles, tmp_path, name):
    (tmp_path / "file").write_text("theirs")
    (tmp_path / "t").mkdir()
    if name != MARK:
        mark_output(tmp_path / "t")  # else somebody else's articles.csv is no place for tables
    os.link(tmp_path / "file", tmp_path / "t" / name)
    tabulate(articles, tmp_path / "t", ("csv",))
    assert (tmp_path / "file").read_text() == "theirs"
    assert len(onrecord.load(tmp_path / "t").articles) == 2


@POSIX
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
@pytest.mark.parametrize("name", [".lock", ".tables.jsonl", "articles.csv"])
def test_what_is_no_file_is_named(articles, tmp_path, name, make):
    make(tmp_path / name)
    with pytest.raises(InTheWay, match=f"{name}: is no file.*take it away"):
        tabulate(articles, tmp_path, ("csv",))


@pytest.mark.parametrize(
    "line", [b"[" * 100_000, b'{"number": 0, "part": ' + b"[" * 100_000, b'{"number": -1}', b"\xff", b"null"]
)
def test_a_journal_of_another_shape_is_passed_over(articles, tmp_path, line):
    tabulate(articles, tmp_path)
    whole = everything(tmp_path)
    (tmp_path / ".tables.jsonl").write_bytes(line + b"\n")
    tabulate(articles, tmp_path)
    assert everything(tmp_path) == whole


@POSIX
def test_a_folder_that_the_user_names_may_be_a_link(articles, tmp_path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "link").symlink_to("disk")
    tabulate(articles, tmp_path / "link")
    assert len(onrecord.load(tmp_path / "disk").articles) == 2
    onrecord.load(tmp_path / "disk").save(tmp_path / "link", ["csv"])
    assert (tmp_path / "disk" / "articles.csv").exists() and (tmp_path / "link").is_symlink()
