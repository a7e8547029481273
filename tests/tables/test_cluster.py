"""Dask: a scheduler with two worker processes on this machine, and schedulers that are none."""

import gc
import json
import os
import signal
import subprocess
import sys
import time
from importlib import metadata

import pandas as pd
import pytest
from distributed import Client, LocalCluster
from helpers import wait_until

import onrecord
from onrecord.cli import main
from onrecord.tables import cluster
from onrecord.tables.columns import TABLES
from onrecord.tables.corpus import analyse_many, combine
from onrecord.text.pipelines import DEFAULT_MODEL

TEXT = "Mayor Ada Brandt said {} people were killed when the dam broke. “We had no warning,” she said."


@pytest.fixture(scope="module")
def two_workers():
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as running:
        yield running


@pytest.fixture(scope="module")
def articles():
    return [onrecord.Article(str(n), TEXT.format(n + 3), date="2031-05-02") for n in range(40)]


def test_a_worker_that_dies_costs_nothing_but_its_time(two_workers, articles):
    pids = [worker.pid for worker in two_workers.workers.values()]
    records, taken = [], []
    results = analyse_many((taken.append(a) or a for a in articles), cluster=two_workers.scheduler_address)
    for record in results:
        records.append(record)
        if len(records) == 4:
            assert len(taken) == 2 * cluster.WINDOW * cluster.TOGETHER, "a window of articles is in flight, not all"
            os.kill(pids[0], signal.SIGKILL)
    assert {worker.pid for worker in two_workers.workers.values()} != set(pids)
    here, there = combine(analyse_many(articles)), combine(records)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(here, name), getattr(there, name))


def test_tables_from_the_cluster(two_workers, tmp_path, capsys):
    articles = tmp_path / "articles.csv"
    rows = [TEXT.format(3), TEXT.format(4), "word " * 300_000]  # the last is beyond what spaCy parses at once
    pd.DataFrame({"id": ["a", "b", "c"], "text": rows}).to_csv(articles, index=False)
    address = two_workers.scheduler_address
    assert main(["tables", str(articles), "--to", str(tmp_path / "t"), "--cluster", address]) == 1
    assert "c" in capsys.readouterr().err
    assert list(onrecord.load(tmp_path / "t").figures["value_low"]) == [3, 4]


def test_workers_with_other_versions_are_refused(two_workers, articles, monkeypatch):
    monkeypatch.setattr(metadata, "version", lambda package: "0.0.1")  # here, not in the workers
    with pytest.raises(onrecord.ClusterError, match=r"other versions: onrecord .* there, 0.0.1 here"):
        list(analyse_many(articles, cluster=two_workers.scheduler_address))


def test_workers_with_another_library_are_refused(two_workers, articles, monkeypatch):
    monkeypatch.setattr(cluster, "of_library", lambda: "other")  # here, not in the workers
    with pytest.raises(onrecord.ClusterError, match=r"other versions: code and word lists [0-9a-f]{16} there, other"):
        list(analyse_many(articles, cluster=two_workers.scheduler_address))


def test_what_runs_the_scorer_must_agree():
    needed = {"onnxruntime", "tokenizers"}
    assert needed <= set(cluster._versions(DEFAULT_MODEL, "minilm"))
    assert not needed & set(cluster._versions(DEFAULT_MODEL, "vader"))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense"])
def test_no_scheduler_there(address, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    start = time.monotonic()
    assert main(["tables", "sample", "--to", str(tmp_path / "t"), "--cluster", address]) == 2
    assert time.monotonic() - start < 25, "Dask's own patience would be 30 seconds"
    (line,) = capsys.readouterr().err.splitlines()
    assert f"{address}: no Dask scheduler answers" in line
    assert not (tmp_path / "t").exists()


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense", ""])
def test_no_client_is_left_open(address, articles, monkeypatch):
    """One that the garbage collector closes, in the thread that the next client is starting, holds up both."""
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    with pytest.raises(onrecord.ClusterError):
        list(analyse_many(articles, cluster=address))
    left = [thing for thing in gc.get_objects() if type(thing) is Client]
    assert [client.status for client in left if getattr(client, "status", "closed") != "closed"] == []


def test_a_scheduler_without_workers(tmp_path, articles, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 60)  # until the scheduler answers
    known = Client.wait_for_workers
    monkeypatch.setattr(Client, "wait_for_workers", lambda client, n, timeout: known(client, n, timeout=0.5))
    file = tmp_path / "scheduler.json"
    command = ["-m", "distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)]
    scheduler = subprocess.Popen([sys.executable, *command, "--host", "127.0.0.1"], stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: (file.exists() and file.read_text().endswith("}")) or scheduler.poll() is not None)
        address = json.loads(file.read_text())["address"]
        with pytest.raises(onrecord.ClusterError, match="has no workers; start some: dask worker tcp://"):
            list(analyse_many(articles, cluster=address))
    finally:
        scheduler.kill()
        scheduler.wait()


def test_jobs_and_cluster_are_one_or_the_other(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["tables", "sample", "--to", "t", "--jobs", "2", "--cluster", "tcp://127.0.0.1:9"])
    assert stopped.value.code == 2
    assert "not allowed with" in capsys.readouterr().err


def test_without_dask_the_message_says_how_to_get_it(tmp_path):
    code = "import sys; sys.modules['distributed'] = None; from onrecord.cli import main; "
    code += "sys.exit(main(['tables', 'sample', '--to', 't', '--cluster', 'tcp://127.0.0.1:9']))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, cwd=tmp_path)
    assert (done.returncode, done.stdout, list(tmp_path.iterdir())) == (2, "", [])
    assert done.stderr == "onrecord: --cluster needs Dask; in the project's folder: pip install '.[cluster]'\n"


def test_dask_is_imported_only_when_asked_for():
    code = "import sys, onrecord.cli.tables_command; sys.exit('distributed' in sys.modules or 'dask' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0


def test_an_article_that_cannot_be_analysed_costs_its_neighbours_nothing(two_workers, articles):
    too_long = onrecord.Article("long", "word " * 300_000)  # beyond what spaCy parses at once
    failed = []
    mixed = [*articles[:5], too_long, *articles[5:8]]
    records = list(analyse_many(mixed, cluster=two_workers.scheduler_address, on_error=lambda a, e: failed.append(a)))
    assert [record.article.article_id for record in records] == [article.article_id for article in articles[:8]]
    assert failed == [too_long]
