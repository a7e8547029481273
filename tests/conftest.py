"""What several test modules share: what to look at in an article, notebooks, kernels, one finished run, a browser."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from onrecord.system import forks

PARAMETERS = """\
article: str = "sample"  # what to read
out: str = ""  # folder for files
model: str = "en_core_web_sm"  # spaCy pipeline
code: str = "007"  # a text that looks like a number
min_words: int = 1  # shortest quote
level: float = 0.5  # a number
strict: bool = False  # a switch
"""
WORK = """\
from pathlib import Path
from onrecord import charts
from onrecord.tables import record
from onrecord.text import sources
found = record.analyse(sources.read(article), model)
assert "cannot pass" not in found.article.text, "this article cannot pass"
chart = charts.speaking_share(found.quotes[found.quotes["text"].str.split().str.len() >= min_words])
if out:
    Path(out, "charts").mkdir(exist_ok=True)
    chart.data.to_csv(Path(out, "charts", f"07_{chart.name}.csv"), index=False)
chart
"""
# A made-up event with two voices, two figures that conflict, and a title that would like to be markup and a path.
HOSTILE = {
    "id": "../{row}/<1>",
    "title": '<script>alert("title")</script> ../../{article} flood \u202ekills',
    "outlet": "<b>Hill Gazette</b>",
    "date": "2031-05-02",
    "text": (
        'Mayor Anna Brandt said 12 people had been killed in the flood. "We lost our bridge & <b>our school</b>," '
        'Brandt said.\n\nThe fire chief, Tom Keller, said 9 people had been killed. "<script>alert(1)</script> is all '
        'I found on the door," Keller said. Keller said the water would fall by Monday, and that the dam had held.'
    ),
}
ORDINARY = {
    "id": "b",
    "title": "Council reopens the harbour road",
    "text": (
        'The council reopened the harbour road on Friday. "The repairs cannot pass another winter without money," '
        "the engineer Mary Okello said. She said the work had cost less than the town had feared."
    ),
}


# One model for all forks of the tests: each process that analyses would need longer to load one than for its work.
forks.PRELOADED.append("warm_model")

# The modules that take longest, longest first: begun last, one of them would leave a worker waiting.
SLOW = "notebooks kept_outputs calls stopping cli charts kernels across_articles cluster".split()


def pytest_configure(config):
    """Let pytest-xdist hand out the modules in the order of the tests, not by how many each has."""
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(items):
    places = {f"test_{name}": place for place, name in enumerate(SLOW)}
    items.sort(key=lambda item: places.get(item.path.stem, len(SLOW)))


def skipped(article) -> list[str]:
    return [article.text[start:end] for start, end in article.boilerplate]


def headline(article) -> str | None:
    return article.headline and article.text[slice(*article.headline)]


def check_spans(article):
    """What holds of the spans of any article."""
    spans = [*article.boilerplate, *([article.headline] if article.headline else [])]
    assert all(0 <= start < end <= len(article.text) for start, end in spans)
    assert sorted(article.boilerplate) == list(article.boilerplate)
    assert all(a[1] <= b[0] for a, b in zip(sorted(spans), sorted(spans)[1:], strict=False))
    article.text.encode()


def small_notebook(path: Path) -> Path:
    """Write a notebook with every type of parameter and one chart; it fails on ORDINARY, at its second code cell."""
    cells = [
        new_markdown_cell("# Small\n\nWho speaks?"),
        new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}),
        new_code_cell(WORK),
        new_code_cell("code, level, strict"),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return path


def quick_notebook(path: Path, *codes: str) -> Path:
    """Write a notebook that needs no library, so that it takes no time."""
    cells = [new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}), *map(new_code_cell, codes)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return path


@pytest.fixture
def notebook(tmp_path):
    return small_notebook(tmp_path / "07_small_one.ipynb")


@pytest.fixture(scope="session")
def kernels():
    """Where the kernels of notebooks come from: forks that have the libraries already, where this platform has forks."""
    from onrecord.runs._jupyter.kernels import Kernels

    kernels = Kernels()
    yield kernels
    kernels.close()


@pytest.fixture(scope="session")
def cache(tmp_path_factory):
    """A folder of records that notebooks share: what is parsed once is not parsed again."""
    return str(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def execute(kernels, cache, tmp_path):
    """A function that executes a notebook, with values of its parameters, in a folder that is not the project's."""
    from onrecord.runs._jupyter import execution

    def execute(path: Path, **parameters):
        target = tmp_path / "executed.ipynb"
        with contextlib.chdir(tmp_path):
            outcome = execution.execute(path, target, parameters, kernels, timeout=None, cache=cache)
        assert outcome.error is None
        done = nbformat.read(target, as_version=4)
        target.unlink()
        return done

    return execute


@pytest.fixture(scope="session")
def finished(tmp_path_factory):
    """`onrecord run` as a person calls it, over a corpus of HOSTILE and ORDINARY: (what it printed, the out folder).

    The workers of pytest-xdist share it: the first who asks for it makes it, the others wait.
    """
    shared = tmp_path_factory.getbasetemp()
    folder = (shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared) / "a {brace} and a space"
    printed = folder / "printed.json"
    try:
        folder.mkdir()
    except FileExistsError:
        wait_until(printed.exists, 300)
    else:
        _run_two(folder, printed)
    return subprocess.CompletedProcess(**json.loads(printed.read_text())), folder / "runs"


def _run_two(folder: Path, printed: Path) -> None:
    small_notebook(folder / "07_small_one.ipynb")
    (folder / "two.jsonl").write_text("".join(json.dumps(row) + "\n" for row in (HOSTILE, ORDINARY)))
    command = ["run", "two.jsonl", "--notebook", "07_small_one.ipynb", "-p", "min_words", "2"]
    called = subprocess.run(
        [sys.executable, "-m", "onrecord", *command], cwd=folder, capture_output=True, text=True, timeout=300
    )
    unfinished = folder / "unfinished.json"
    unfinished.write_text(json.dumps(vars(called)))
    unfinished.replace(printed)


def wait_until(holds, seconds=90):
    """Wait for what comes by itself; a loaded machine takes its time."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.02)


@pytest.fixture(scope="module")
def browser():
    """For one module at a time: as long as it runs, this thread has an event loop that is running."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        reason = "needs a browser: install Chromium (on Debian and Ubuntu: apt-get install chromium)"
        (pytest.fail if os.environ.get("ONRECORD_REQUIRE_BROWSER") == "1" else pytest.skip)(reason)
    from playwright.sync_api import sync_playwright

    quiet = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    with sync_playwright() as playwright:
        arguments = [*quiet.split(), "--disable-component-update", "--disable-sync"]
        running = playwright.chromium.launch(executable_path=path, args=arguments)
        yield running
        running.close()
