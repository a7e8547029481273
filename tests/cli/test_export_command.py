"""`onrecord export`: what it writes, and what it says where it cannot."""

import sys
import zipfile

import pytest
from helpers import ORDINARY

import onrecord
from onrecord.cli import main
from onrecord.cli.arguments import EXPORT_KINDS
from onrecord.exchange import FORMS
from onrecord.text.article import make_article


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export") / "t"
    onrecord.analyse(make_article(ORDINARY["text"], "it", title=ORDINARY["title"])).save(folder)
    return folder


def test_the_kinds_of_the_help_are_those_that_can_be_written():
    assert EXPORT_KINDS == FORMS


@pytest.mark.parametrize("name", ["a.xlsx", "A.XLSX", "a.qdpx", "a.jsonld", "a.json", "a.jsonl"])
def test_the_suffix_tells_the_kind(tables, tmp_path, capsys, name):
    file = tmp_path / "new" / name
    assert main(["export", str(tables), "--to", str(file)]) == 0
    assert capsys.readouterr().out == f"{file}\n" and file.stat().st_size > 100
    assert zipfile.is_zipfile(file) == (name.lower() in ("a.xlsx", "a.qdpx"))


def test_a_kind_may_be_named(tables, tmp_path):
    assert main(["export", str(tables), "--to", str(tmp_path / "x.txt"), "--as", "doccano"]) == 0
    assert (tmp_path / "x.txt").read_text().startswith('{"text":')


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["{tables}", "--to", "{tmp}/x.docx"], "its suffix tells no kind of file"),
        (["{tmp}/none", "--to", "{tmp}/x.xlsx"], "is not there"),
        (["{tmp}", "--to", "{tmp}/x.xlsx"], "holds no tables"),
        (["{tables}", "--to", "{tmp}"], "its suffix tells no kind of file"),
        (["{tables}", "--to", "{tmp}/dir.xlsx"], "is a folder, where a file is to be"),
        (["{tables}", "--to", "{tmp}/file/x.xlsx"], "no folder can be made here"),
        (["{tables}", "--to", "/proc/x.xlsx"], "/proc"),
        (["{tables}", "--to", "{tmp}/x.json", "--as", "hypothesis"], "no article here has an address"),
    ],
)
def test_what_cannot_be_done_is_one_line(tables, tmp_path, capsys, words, told):
    (tmp_path / "dir.xlsx").mkdir()
    (tmp_path / "file").write_text("x")
    assert main(["export", *(word.format(tables=tables, tmp=tmp_path) for word in words)]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and told in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dir.xlsx", "file"]


def test_a_library_that_is_missing_is_named(tables, tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert main(["export", str(tables), "--to", str(tmp_path / "x.xlsx")]) == 2
    assert "needs xlsxwriter" in capsys.readouterr().err


def test_a_link_in_the_place_of_the_file_is_replaced_and_not_followed(tables, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / "x.jsonl").symlink_to(tmp_path / "mine.txt")
    assert main(["export", str(tables), "--to", str(tmp_path / "x.jsonl")]) == 0
    assert (tmp_path / "mine.txt").read_text() == "mine" and not (tmp_path / "x.jsonl").is_symlink()
