"""Counting: as many articles as reading them gives, complaints included."""

import json

import pandas as pd
import pytest

from onrecord.text import count_articles, read_many

TEXT = "Mayor Ada Brandt said the “water” had gone.\n\nShe said, “It is over.”"


@pytest.fixture
def sources(tmp_path):
    """Sources of every kind, with rows and files that are none among them."""
    rows = [{"id": n, "text": f"{TEXT} {n}", "title": f'A "title", {n}'} for n in range(4)]
    (tmp_path / "c.jsonl").write_text("".join(json.dumps(row) + "\n\n" for row in rows) + "no JSON\n")
    pd.DataFrame(rows).to_csv(tmp_path / "c.csv", index=False)
    pd.DataFrame(rows).to_parquet(tmp_path / "c.parquet")
    folder = tmp_path / "folder" / "deeper"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text(TEXT)
    (folder / "b.HTM").write_text("no article")
    (folder / "c.jsonl").write_bytes((tmp_path / "c.jsonl").read_bytes())
    for ignored in (folder / "picture.png", folder / ".hidden.txt", tmp_path / "folder" / ".hidden" / "a.txt"):
        ignored.parent.mkdir(exist_ok=True)
        ignored.write_text("ignored")
    (tmp_path / "broken.parquet").write_text("no Parquet")
    (tmp_path / "quotes.csv").write_text(
        'id,text\n1,"he said "no" twice"\n2,said\n\n3,"' + TEXT.replace('"', "'") + '"\n'
    )
    (tmp_path / "empty.csv").write_text("id,text\n")
    (tmp_path / "no_text.csv").write_text("id,words\n1,x\n2,y\n")
    (tmp_path / "no_text.jsonl").write_text('{"id": 1}\n{"id": 2}\n')
    pd.DataFrame({"id": [1, 2]}).to_parquet(tmp_path / "no_text.parquet")
    return {path.name: str(path) for path in tmp_path.iterdir()}


COUNTS = {"c.jsonl": 5, "c.csv": 4, "c.parquet": 4, "folder": 7, "broken.parquet": 1} | {
    "quotes.csv": 3,
    "empty.csv": 1,
    "no_text.csv": 1,
    "no_text.jsonl": 1,
    "no_text.parquet": 1,
}


def test_counts_are_what_is_read(sources):
    for name, source in sources.items():
        problems = []
        read = len(list(read_many([source], on_error=problems.append)))
        assert count_articles([source]) == COUNTS[name] == read + len(problems), name
    assert count_articles(sources.values()) == sum(COUNTS.values())


@pytest.mark.parametrize(
    "source", ["sample", "-", "https://news.example/a", "no such file.txt", "no such.jsonl", "x" * 9_000]
)
def test_what_is_one_article_or_cannot_be_read_counts_as_one(source, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert count_articles([source]) == 1


def test_articles_of_the_project():
    assert count_articles(["samples"]) == len(list(read_many(["samples"]))) > 1
