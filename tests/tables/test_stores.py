"""Object stores: tables written to an address, gone on with, and read from there; over HTTP, as any store is."""

import json

import pytest
from object_store import running_store

import onrecord
from onrecord.cli import main
from onrecord.tables import partitions, stores, tabulation
from onrecord.tables.columns import TABLES

TEXT = "Mayor Ada Brandt said {} people were killed when the dam broke. “We had no warning,” she said."
SECRET = "do-not-tell"


@pytest.fixture(scope="module")
def articles():
    return [{"id": str(n), "text": TEXT.format(n + 3), "date": "2031-05-02"} for n in range(7)]


@pytest.fixture
def store(monkeypatch):
    monkeypatch.setattr(partitions, "PART", 3)
    with running_store() as running:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{running.server_port}")
        for name, value in {
            "ACCESS_KEY_ID": "key",
            "SECRET_ACCESS_KEY": SECRET,
            "EC2_METADATA_DISABLED": "true",
        }.items():
            monkeypatch.setenv(f"AWS_{name}", value)
        yield running


ADDRESS = "s3://bucket/some/tables?region=eu-west-1"


def tables(tmp_path, articles, to, *more):
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("".join(json.dumps(row) + "\n" for row in articles))
    return main(["tables", str(corpus), "--to", str(to), "--jobs", "1", *more])


def files(store):
    return {key.removeprefix("bucket/some/tables/"): body for key, body in store.objects.items() if key[-1] != "/"}


@pytest.mark.parametrize("formats", [(), ("--format", "csv")])
def test_tables_in_a_store_are_those_of_a_folder(formats, store, tmp_path, articles):
    assert tables(tmp_path, articles, tmp_path / "t", *formats) == tables(tmp_path, articles, ADDRESS, *formats) == 0
    here = {
        p.relative_to(tmp_path / "t").as_posix(): p.read_bytes() for p in (tmp_path / "t").rglob("*") if p.is_file()
    }
    assert files(store) == here
    there, folder = onrecord.load(ADDRESS), onrecord.load(tmp_path / "t")
    assert all(getattr(there, name).equals(getattr(folder, name)) for name in TABLES)


def test_a_call_goes_on_where_one_was_stopped(store, tmp_path, articles, capsys):
    store.objects["bucket/some/tables/somebody_elses.txt"] = b"stays"
    assert tables(tmp_path, articles[:5], ADDRESS) == 0
    before = dict(files(store))
    capsys.readouterr()
    assert tables(tmp_path, articles, ADDRESS) == 0
    assert "7 articles: 5 done before, 2 now" in capsys.readouterr().out
    assert files(store)["quotes.parquet/part-00000.parquet"] == before["quotes.parquet/part-00000.parquet"]
    store.puts.clear()
    assert tables(tmp_path, articles, ADDRESS) == 0 and store.puts == [], "nothing has changed"
    assert tables(tmp_path, articles[:2], ADDRESS, "--fresh") == 0
    assert "quotes.parquet/part-00001.parquet" not in files(store)
    assert len(onrecord.load(ADDRESS).articles) == 2 and files(store)["somebody_elses.txt"] == b"stays"


def test_parts_are_there_before_the_journal_lists_them(store, tmp_path, articles, monkeypatch):
    monkeypatch.setattr(stores, "PAUSE", 0.0)

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(tabulation, "write_pairs", stopped)
    assert tables(tmp_path, articles, ADDRESS) == 130
    names = [key.removeprefix("bucket/some/tables/") for key in store.puts]
    journal = [place for place, name in enumerate(names) if name == ".tables.jsonl"]
    assert len(journal) == 3, "after each part"
    assert names.index("articles.parquet/part-00001.parquet") < journal[1]
    assert not [name for name in names if ".partial-" in name or name == ".lock"]


def test_a_store_that_does_not_answer_is_named_without_what_is_secret(tmp_path, articles, monkeypatch, capsys):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    assert tables(tmp_path, articles, f"s3://key:{SECRET}@bucket/tables?region=eu-west-1") == 2
    errors = capsys.readouterr().err
    assert "s3://bucket/tables?region=eu-west-1: " in errors and "check the address, the keys" in errors
    assert SECRET not in errors and len(errors.splitlines()) == 1
