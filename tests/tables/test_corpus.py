"""Many articles: the same with any number of processes, streamed, written in parts."""

import os
import signal
import subprocess
import sys
import time

import pandas as pd
import pytest
from pyarrow import dataset, parquet

import onrecord
from onrecord.figures import across_articles
from onrecord.rows import Comparison
from onrecord.system.folder_lock import FolderLock, FolderTaken
from onrecord.system.output_folders import MARK
from onrecord.tables import partitions
from onrecord.tables.columns import TABLES
from onrecord.tables.corpus import analyse_many, combine, write_pairs, write_tables
from onrecord.tables.partitions import Parts
from onrecord.text import pipelines

TOWNS = "Arnby Belford Corvale Denholt Elsmere Farrow".split()


def report(n: int, text: str = "") -> onrecord.Article:
    """A made-up report of day `n` of one flood: its toll rises, so that articles have pairs of figures in common."""
    where = ", ".join(TOWNS[:-1]) + f" and {TOWNS[-1]}"
    own = f"Mayor Ada Brandt said {10 + n} people were killed in the flood of 1 May 2031 in {where}. “We had no warning,” she said."
    return onrecord.Article(f"report-{n:04}", text or own, title=f"Flood, day {n}", date=f"2031-05-{1 + n:02}")


@pytest.fixture(scope="module")
def articles():
    # The second one is quiet: most of its tables are empty.
    return [report(0), report(1, "It rained on Monday."), *map(report, range(2, 8))]


@pytest.fixture(scope="module")
def records(articles):
    return list(analyse_many(articles))


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(partitions, "PART", 3)
    monkeypatch.setattr(partitions, "PART_ROWS", 2)


def assert_same(one: onrecord.Record, other: onrecord.Record) -> None:
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))


def test_many_articles_come_in_order_with_any_number_of_jobs(articles, records):
    two = list(analyse_many(articles, jobs=2))
    assert [r.article for r in two] == articles
    assert_same(combine(records), combine(two))


def test_articles_are_read_as_they_are_needed(articles):
    taken = []
    for n, record in enumerate(analyse_many(taken.append(a) or a for a in articles)):
        assert (len(taken), record.article) == (n + 1, articles[n])


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_article_that_cannot_be_analysed_costs_only_itself(jobs):
    too_long = onrecord.Article("too long", "word " * 300_000)  # beyond what spaCy parses at once
    articles = [report(0), too_long, report(2)]
    failed = []
    done = list(analyse_many(articles, jobs, on_error=lambda article, _: failed.append(article.article_id)))
    assert ([r.article.article_id for r in done], failed) == (["report-0000", "report-0002"], ["too long"])
    with pytest.raises(ValueError, match="1000000"):
        list(analyse_many(articles, jobs))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_model_that_is_missing_stops_the_call(jobs, articles):
    with pytest.raises(onrecord.ModelError, match="no_such_model"):
        list(analyse_many(articles, jobs, model="no_such_model", on_error=lambda *_: None))


def test_figures_of_different_articles_are_compared(records):
    found = combine(records).comparisons.query("article_id_a != article_id_b")
    assert set(found["relation"]) == {"updates"}
    days = [0, *range(2, 8)]  # the quiet article counts nothing
    pairs = [(f"report-{a:04}", f"report-{b:04}") for b in days for a in reversed(days) if a < b]
    assert list(zip(found["article_id_a"], found["article_id_b"], strict=True)) == pairs


def test_claims_of_many_articles_wait_in_a_file(records, monkeypatch):
    kept = combine(records).comparisons
    monkeypatch.setattr(across_articles, "IN_MEMORY", 1)
    pd.testing.assert_frame_equal(kept, combine(records).comparisons)


# --- writing ---------------------------------------------------------------------------------------------------


def test_tables_in_parts_are_those_of_combine(records, tmp_path, small_parts):
    assert write_tables(iter(records), tmp_path) == len(records)
    assert_same(onrecord.load(tmp_path), combine(records))
    assert [p.name for p in sorted((tmp_path / "quotes.parquet").iterdir())] == [
        f"part-{n:05}.parquet" for n in range(3)
    ]
    assert len(list((tmp_path / "comparisons.parquet").iterdir())) > 3, "pairs across articles come last"


@pytest.mark.parametrize(("n", "n_parts"), [(200, 1), (201, 2)])
def test_a_part_holds_200_articles(n, n_parts, records, tmp_path):
    write_tables([records[1]] * n, tmp_path)
    assert len(list((tmp_path / "articles.parquet").iterdir())) == n_parts


@pytest.mark.parametrize(("n", "n_parts"), [(5000, 1), (5001, 2)])
def test_a_part_holds_5000_pairs(n, n_parts, records, tmp_path):
    a, b, *row = combine(records).rows("comparisons")[0]

    class Pairs:
        def pairs(self):
            return ((a, b, Comparison(*row)) for _ in range(n))

    tables = Parts(tmp_path, ["parquet"])
    tables.begin(0)
    assert len(write_pairs(Pairs(), tables, 0)) == n_parts


def test_parts_are_one_data_set_for_pandas_and_arrow(records, tmp_path, small_parts):
    write_tables(records, tmp_path)
    whole = combine(records)
    for name in TABLES:
        folder = tmp_path / f"{name}.parquet"
        assert len(pd.read_parquet(folder)) == len(getattr(whole, name)) == dataset.dataset(folder).count_rows()
        first, *others = [parquet.read_schema(part) for part in folder.iterdir()]
        assert all(part.equals(first, check_metadata=True) for part in others)
        assert "null" not in map(str, first.types)
    articles = pd.read_parquet(tmp_path / "articles.parquet")
    assert articles["title"].tolist() == [f"Flood, day {n}" for n in range(8)]


def test_csv_is_what_a_record_saves(records, tmp_path, small_parts):
    write_tables(records, tmp_path / "stream", ["csv"])
    combine(records).save(tmp_path / "whole", ["csv"])
    one, other = ({p.name: p.read_bytes() for p in (tmp_path / which).iterdir()} for which in ("stream", "whole"))
    assert one == other
    assert set(one) == {MARK, *(f"{name}.csv" for name in TABLES)}


def test_a_smaller_corpus_leaves_nothing_of_a_larger_one(records, tmp_path, small_parts):
    combine(records).save(tmp_path, ["parquet"])  # a file each, then parts, then fewer parts, then a file each
    for some in (records, records[:2]):
        write_tables(some, tmp_path)
        assert_same(onrecord.load(tmp_path), combine(some))
    combine(records[:3]).save(tmp_path, ["parquet"])
    assert_same(onrecord.load(tmp_path), combine(records[:3]))


@pytest.mark.parametrize("formats", [["parquet", "csv"], ["csv", "parquet"]])
@pytest.mark.parametrize("as_parts", [[True, True], [True, False], [False, True], [False, False]])
def test_tables_of_another_format_do_not_outlive_new_ones(formats, as_parts, records, tmp_path, small_parts):
    for some, format_, in_parts in zip((records, records[:2]), formats, as_parts, strict=True):
        if in_parts:
            write_tables(some, tmp_path, [format_])
        else:
            combine(some).save(tmp_path, [format_])
        assert {path.name for path in tmp_path.iterdir()} == {MARK, *(f"{name}.{format_}" for name in TABLES)}
        assert_same(onrecord.load(tmp_path), combine(some))


@pytest.mark.parametrize(("corpus_format", "format_"), [("csv", "parquet"), ("parquet", "csv")])
def test_a_corpus_beside_the_tables_is_left_alone(corpus_format, format_, records, tmp_path):
    texts = pd.DataFrame({"id": ["a"], "text": ["It rained."]})
    own = tmp_path / f"articles.{corpus_format}"
    texts.to_csv(own, index=False) if corpus_format == "csv" else texts.to_parquet(own)
    before = own.read_bytes()
    write_tables(records[:1], tmp_path, [format_])
    assert own.read_bytes() == before
    combine(records[:1]).save(tmp_path, [])
    assert len(list(tmp_path.iterdir())) == len(TABLES) + 1, "a call that writes nothing takes nothing away"


def test_no_article_no_file(tmp_path):
    assert write_tables([], tmp_path / "t") == 0
    assert not (tmp_path / "t").exists()
    with pytest.raises(ValueError, match="xlsx"):
        write_tables([], tmp_path, ["xlsx"])


def test_two_calls_do_not_write_to_one_folder(records, tmp_path):
    with FolderLock(tmp_path), pytest.raises(FolderTaken, match=f"process {os.getpid()} on"):
        write_tables(records, tmp_path)
    write_tables(records, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {MARK, *(f"{name}.parquet" for name in TABLES)}


def interrupted(records):
    yield from records[:5]
    raise KeyboardInterrupt


@pytest.mark.parametrize("format_", ["parquet", "csv"])
def test_what_was_done_is_kept_whatever_stops_the_rest(format_, records, tmp_path, small_parts):
    with pytest.raises(KeyboardInterrupt):
        write_tables(interrupted(records), tmp_path, [format_])
    kept = onrecord.load(tmp_path)
    assert list(kept.articles["article_id"]) == [r.article.article_id for r in records[:5]]
    assert len(kept.quotes) == len(combine(records[:5]).quotes)


SLOW = """
import sys, time
import onrecord
from onrecord.tables import corpus
from onrecord.tables import partitions
partitions.PART = 2
def slowly(articles):
    for article in articles:
        time.sleep(0.2)
        yield article
articles = (onrecord.Article(f"id-{n}", f"Ada Brandt said {n + 2} people were killed.") for n in range(500))
corpus.write_tables(corpus.analyse_many(slowly(articles)), sys.argv[1], ["parquet", "csv"])
"""


def test_a_kill_costs_at_most_the_part_in_work(tmp_path):
    running = subprocess.Popen([sys.executable, "-c", SLOW, str(tmp_path)])
    deadline = time.monotonic() + 60
    while not (tmp_path / "articles.parquet" / "part-00001.parquet").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    kept = onrecord.load(tmp_path)
    n = len(kept.articles)
    assert n >= 4
    assert n % 2 == 0
    assert list(kept.quotes["article_id"]) == [f"id-{i}" for i in range(n)]
    assert not list(tmp_path.glob("*.csv")), "files appear when all is done"


def test_a_pipeline_that_has_met_many_words_is_loaded_anew(articles, records, monkeypatch):
    monkeypatch.setattr(pipelines, "MOST_WORDS", 0)
    before = pipelines.load_model(pipelines.DEFAULT_MODEL)
    anew = list(analyse_many(articles[:2]))
    assert pipelines.load_model(pipelines.DEFAULT_MODEL) is not before
    assert [record.rows(name) for record in anew for name in TABLES] == [
        record.rows(name) for record in records[:2] for name in TABLES
    ]
