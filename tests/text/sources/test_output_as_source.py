"""A folder that On Record wrote is no source, and the message says the whole way out: each kind of such a folder, word for word."""

import re
import shutil

import pytest

import onrecord
from onrecord import SourceError
from onrecord.cli import main
from onrecord.system.output_folders import JOURNAL, MANIFEST, MARK, mark_output
from onrecord.text.article import Article
from onrecord.text.sources import read_many

TEXT = "Mayor Anna Brandt said 12 people had been killed in the flood."


def of_command(folder, finished):
    (folder.parent / "a.txt").write_text(TEXT)
    assert main(["tables", str(folder.parent / "a.txt"), "--to", str(folder), "--jobs", "1"]) == 0


def of_write_tables(folder, finished):
    onrecord.write_tables([onrecord.analyse(Article("a", TEXT))], folder)


def of_save(folder, finished):
    onrecord.analyse(Article("a", TEXT)).save(folder)


def of_run(folder, finished):
    shutil.copytree(finished[1], folder)


def of_an_article(folder, finished):
    shutil.copytree(next(finished[1].glob("script*")), folder)


def all_tables_of_a_run(folder, finished):
    shutil.copytree(finished[1] / "tables", folder)


def without_a_mark(of):
    """As a version from before there was one left it."""

    def made(folder, finished):
        of(folder, finished)
        (folder / MARK).unlink()

    return made


def of_marks_alone(folder, finished):
    folder.mkdir()
    mark_output(folder)


KINDS = {
    "tables": of_command,
    "old tables": without_a_mark(of_command),
    "write_tables": of_write_tables,
    "save": of_save,
    "run": of_run,
    "old run": without_a_mark(of_run),
    "an article of a run": of_an_article,
    "all tables of a run": all_tables_of_a_run,
    "marked by hand": of_marks_alone,
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_message_says_suffices(kind, tmp_path, finished):
    folder = tmp_path / "out"
    KINDS[kind](folder, finished)
    (folder / "mine.txt").write_text(TEXT.replace("12", "77"))
    with pytest.raises(SourceError, match="On Record wrote this folder") as refused:
        list(read_many([folder]))
    for name in re.search(r"remove (.+) in it", str(refused.value))[1].split(" and "):
        assert name in (MARK, JOURNAL, MANIFEST)
        (folder / name).unlink()
    texts = [article.text for article in read_many([folder], on_error=lambda problem: None)]
    assert any("77 people" in text for text in texts)
