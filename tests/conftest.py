"""Fixtures that several test modules share: notebooks, kernels, one finished run, a browser."""

import contextlib
import gc
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from helpers import HOSTILE, ORDINARY, small_notebook, wait_until

from onrecord.system import forks

# One model for all forks of the tests: each process that analyses would need longer to load one than for its work.
forks.PRELOADED.append("warm_model")

# The modules that take longest, longest first: begun last, one of them would leave a worker waiting.
SLOW = "course_otter course_lessons course_nbgrader eight_texts calls notebooks stopping kept_outputs tables_resume wheel every_chart cli kernels across_articles_notebook cluster".split()


def pytest_configure(config):
    """Let pytest-xdist hand out the modules in the order of the tests, not by how many each has."""
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(items):
    places = {f"test_{name}": place for place, name in enumerate(SLOW)}
    items.sort(key=lambda item: places.get(item.path.stem, len(SLOW)))


@pytest.fixture(autouse=True)
def only_its_own_garbage(request):
    """Where a test measures time, the collector does not look through what earlier tests have left: that may take a second."""
    if "process_time" not in request.function.__code__.co_names:
        yield
        return
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


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
