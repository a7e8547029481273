"""Notebooks: what ten articles and the project's notebooks cost, by `onrecord run` and by papermill."""

from __future__ import annotations

from contextlib import closing
from functools import cached_property
from itertools import chain
from pathlib import Path
from statistics import mean, median

import nbformat
from measuring import OURS, bare_pipeline, seconds, use_one_core
from nbformat.v4 import new_code_cell, new_notebook
from processes import Cost, alone, cost, note

from onrecord.runs._jupyter.execution import execute
from onrecord.runs._jupyter.kernels import Kernels
from onrecord.tables.cache import folder_of_library
from onrecord.text.sources import read

ARTICLES = sorted(path for path in OURS.iterdir() if path.suffix in (".txt", ".md", ".html"))[:10]
NOTEBOOKS = sorted((OURS.parents[1] / "notebooks").glob("0[0-3]_*.ipynb"))
JOBS = 2


def run_command(out: Path) -> list[str]:
    """The words behind `python` that execute the notebooks on the articles."""
    named = chain.from_iterable(("--notebook", str(path)) for path in NOTEBOOKS)
    return ["-m", "onrecord", "run", *map(str, ARTICLES), "--jobs", str(JOBS), "--out", str(out), *named]


class Runs:
    """Runs of the notebooks on the articles, each into a folder of its own, with nothing known before."""

    def __init__(self, folder: Path, turns: int) -> None:
        self._folder, self._turns = folder, turns

    def folder(self, turn: int) -> Path:
        return self._folder / f"runs-{turn}"

    @cached_property
    def cost(self) -> Cost:
        """What `onrecord run` costs; the median turn by the clock."""
        costs = sorted(cost(*run_command(self.folder(turn))) for turn in range(self._turns))
        note("onrecord run: " + "; ".join(map(str, costs)))
        return costs[len(costs) // 2]

    def by_papermill(self, number: int) -> Cost:
        """What a loop over the `papermill` command costs on so many articles, multiplied to all."""
        spent = [self._papermill(article, notebook) for article in ARTICLES[:number] for notebook in NOTEBOOKS]
        share = number / len(ARTICLES)
        return Cost(sum(c.clock for c in spent) / share, sum(c.cpu for c in spent) / share, max(c.mb for c in spent))

    def _papermill(self, article: Path, notebook: Path) -> Cost:
        out = _made(self._folder / "by-papermill" / article.name)
        values = ("-p", "article", str(article), "-p", "out", str(out))
        return cost("-m", "papermill", "--no-progress-bar", *values, str(notebook), str(out / notebook.name))

    @cached_property
    def _warm_seconds(self) -> dict[str, float]:
        assert self.cost
        return alone(_warm, self._folder, self.folder(0))

    @property
    def warm(self) -> tuple[float, str, float]:
        """Mean seconds of a notebook on an analysed article and a warm kernel, those of each, and those of an empty one."""
        times = {name: spent for name, spent in self._warm_seconds.items() if name != "empty"}
        how = "mean of " + ", ".join(f"{name[:2]}: {spent:.2f}" for name, spent in times.items())
        return mean(times.values()), how, self._warm_seconds["empty"]

    @cached_property
    def least_seconds(self) -> float:
        """What a run cannot pass: the bare parse and empty notebooks, on so many cores."""
        texts = [read(path).text for path in ARTICLES]
        list(bare_pipeline().pipe(texts[:1]))
        parse = seconds(lambda: list(bare_pipeline().pipe(texts)))
        return (parse + len(texts) * len(NOTEBOOKS) * self._warm_seconds["empty"]) / JOBS


def _warm(folder: Path, runs: Path) -> dict[str, float]:
    """The median over the analysed articles, one after the other on one core; the first time does not count."""
    use_one_core()
    analysed, times, cache = sorted(runs.glob("*/article.jsonl")), {}, folder_of_library(runs / ".cache")
    assert len(analysed) == len(ARTICLES), analysed
    with closing(Kernels()) as kernels:
        for notebook in [_empty_notebook(folder), *NOTEBOOKS]:
            out, spent = _made(folder / "warm" / notebook.stem), []
            for article in [analysed[0], *analysed]:
                values = {"article": str(article), "out": str(out)}
                done = execute(notebook, out / "n.ipynb", values, kernels, timeout=None, cache=str(cache))
                assert done.error is None, done.error
                spent.append(done.seconds)
            times[notebook.stem] = median(spent[1:])
    return times


def _empty_notebook(folder: Path) -> Path:
    cells = [new_code_cell('article: str = ""\nout: str = ""', metadata={"tags": ["parameters"]})]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path = folder / "empty.ipynb"
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return path


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
