"""Benchmark of `onrecord run`: `python tests/benchmarks/bench_rerun.py [--cold N]`.

The four notebooks of one article on ten articles, by `onrecord run --jobs 2` (pages included), by a loop over the
`papermill` command, and by papermill called in one process; then what a notebook costs on an article that is analysed,
and a second run in which nothing has changed. Ratios come from one call of this script; the load of the machine and
the limits (an empty notebook on a forked kernel, the bare parse) are printed beside them.

The cold starts take minutes. With `--cold N` they run on the first N articles only, and their times are multiplied.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

ROOT = Path(__file__).parents[2]
ARTICLES = sorted(p for p in (ROOT / "data" / "articles").iterdir() if p.suffix in (".txt", ".md", ".html"))[:10]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("0[0-3]_*.ipynb"))
ONE_PROCESS = """
import json, sys, papermill
for article, notebook, out in json.load(sys.stdin):
    papermill.execute_notebook(notebook, out + "/n.ipynb", {"article": article, "out": out}, progress_bar=False)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cold", type=int, default=len(ARTICLES), metavar="N", help="articles for the cold starts")
    cold = parser.parse_args().cold
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"{len(NOTEBOOKS)} notebooks, {len(ARTICLES)} articles, {cores} cores, load {load()}; cold starts on {cold}")
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as folder:
        whole_runs(Path(folder), cold)
        single_notebooks(Path(folder))
        bare_parse()


def whole_runs(folder: Path, cold: int) -> None:
    """Ten articles by three ways, and once more where there is nothing to do."""
    own = timed(lambda: run(folder / "runs"))
    say("onrecord run --jobs 2, pages included", own)
    again = timed(lambda: run(folder / "runs"))
    say("the same again, nothing changed", again, "at most 2 s")
    for name, way, least in (
        ("loop over the papermill command", by_command, 8),
        ("papermill in one process", in_one, 4),
    ):
        seconds = timed(lambda way=way: way(folder, ARTICLES[:cold])) * len(ARTICLES) / cold
        say(name, seconds, f"{seconds / own:.1f} times as long as onrecord run; asked: {least} or more")


def run(out: Path) -> None:
    call([sys.executable, "-m", "onrecord", "run", *map(str, ARTICLES), "--jobs", "2", "--out", str(out), *names()])


def names() -> list[str]:
    return [word for path in NOTEBOOKS for word in ("--notebook", str(path))]


def by_command(folder: Path, articles: list[Path]) -> None:
    for article in articles:
        for notebook in NOTEBOOKS:
            out = made(folder / "cold" / article.stem)
            more = ["-p", "article", str(article), "-p", "out", str(out), "--no-progress-bar"]
            call([sys.executable, "-m", "papermill", str(notebook), str(out / notebook.name), *more])


def in_one(folder: Path, articles: list[Path]) -> None:
    import json

    work = [(str(a), str(n), str(made(folder / "one" / a.stem))) for a in articles for n in NOTEBOOKS]
    call([sys.executable, "-c", ONE_PROCESS], json.dumps(work))


def single_notebooks(folder: Path) -> None:
    """Each notebook on an article that is analysed, on a forked kernel, one after the other on one core."""
    from onrecord.execution import execute
    from onrecord.kernels import Kernels

    if hasattr(os, "sched_setaffinity"):
        before = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {min(before)})
    empty = folder / "empty.ipynb"
    cells = [new_code_cell('article: str = ""\nout: str = ""', metadata={"tags": ["parameters"]})]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), empty)
    analysed = sorted((folder / "runs").glob("*/article.jsonl"))[:3]
    kernels, means = Kernels(), []
    for notebook in [empty, *NOTEBOOKS]:
        seconds = []
        for article in [analysed[0], *analysed]:
            out = made(folder / "warm" / notebook.stem)
            values = {"article": str(article), "out": str(out)}
            done = execute(
                notebook, out / "n.ipynb", values, kernels, timeout=None, cache=str(folder / "runs" / ".cache")
            )
            assert done.error is None, done.error
            seconds.append(done.seconds)
        means += [median(seconds[1:])] if notebook != empty else []
        say(
            f"  {notebook.stem}, analysed article, one core",
            median(seconds[1:]),
            "the limit" if notebook == empty else "",
        )
    kernels.close()
    say("a notebook on an analysed article, mean of the four", sum(means) / len(means), "asked: at most 0.8 s")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, before)


def bare_parse() -> None:
    """spaCy alone on the ten articles, its model loaded."""
    from onrecord.language import DEFAULT_MODEL, load_model
    from onrecord.sources import read

    texts, model = [read(path).text for path in ARTICLES], load_model(DEFAULT_MODEL)
    model(texts[0])
    say("bare parse of the ten articles", timed(lambda: [model(text) for text in texts]), "a limit of any first run")


def call(command: list[str], given: str = "") -> None:
    done = subprocess.run(command, input=given, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def say(what: str, seconds: float, more: str = "") -> None:
    print(f"{what:<52} {seconds:8.2f} s   load {load()}   {more}", flush=True)


def load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


if __name__ == "__main__":
    main()
