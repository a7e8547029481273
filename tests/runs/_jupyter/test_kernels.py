"""Kernels: a forked one shows what an ordinary one shows, and keeps nothing of the process it came from."""

import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import nbformat
import papermill
import pytest
from executed_notebooks import shown
from helpers import quick_notebook, wait_until
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from onrecord.runs._jupyter.execution import KERNEL, execute, join_streams
from onrecord.runs._jupyter.kernels import Kernels
from onrecord.runs.article_folder import write_article
from onrecord.system import forks
from onrecord.text.sources import read

forked = pytest.mark.skipif(not forks.available(), reason="this platform forks no kernels")

posix = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")


def outputs(path):
    return shown(nbformat.read(path, as_version=4))


def ordinary(path, target, values, cache, monkeypatch):
    """What papermill makes of a notebook by itself, on a kernel that Jupyter starts."""
    monkeypatch.setenv("ONRECORD_CACHE", cache)
    papermill.execute_notebook(str(path), str(target), values, progress_bar=False, **KERNEL)


PLOTS = """\
import matplotlib.pyplot as plt
plt.plot([1, 3, 2])
plt.show()"""
ODDS = [
    "import matplotlib\nmatplotlib.get_backend()",
    "plt.plot([1, 2]);",
    "import sys\nprint('out'); print('err', file=sys.stderr)",
    "import os\nos.system('echo from below'); None",
    "import pandas as pd\npd.DataFrame({'a': [1, 2]})",
    "pd.DataFrame({f'a long name {n}': ['some words' * 3] for n in range(30)})",
    "get_ipython().run_line_magic('matplotlib', 'inline')\nplt.figure(figsize=(2, 1)); plt.plot([2, 1]);",
    "import asyncio\nawait asyncio.sleep(0.01)\nprint(type(asyncio.get_running_loop()).__name__)",
    "import signal, threading\nprint(signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGCHLD), threading.current_thread().name)",
    "from concurrent.futures import ProcessPoolExecutor\nwith ProcessPoolExecutor(1) as pool: print(pool.submit(abs, -3).result())",
    "print(sys.argv[1:2], sys.path[0] == '', os.getcwd(), __name__, os.environ.get('OPENBLAS_NUM_THREADS'))",
    "import warnings\nwarnings.warn('careful')",
    "class A: pass\nA().missing",
]


@forked
def test_pictures_streams_and_the_rest_of_any_notebook(kernels, cache, tmp_path, monkeypatch):
    path = quick_notebook(tmp_path / "odds.ipynb", PLOTS, *ODDS)
    warm = execute(path, tmp_path / "warm.ipynb", {}, kernels, timeout=None, cache=cache)
    with pytest.raises(papermill.PapermillExecutionError):
        ordinary(path, tmp_path / "cold.ipynb", {}, cache, monkeypatch)
    assert "AttributeError" in warm.error
    a, b = (json.dumps(outputs(tmp_path / name), indent=1) for name in ("warm.ipynb", "cold.ipynb"))
    # A number of the process stands in the name of the file that a warning comes from, in the ordinary one.
    mask = re.compile(re.escape(tempfile.gettempdir()) + r"/ipykernel_\d+/|ipykernel/")
    assert mask.sub("", a) == mask.sub("", b)
    assert a.count('"image/png": ') == 3


def test_printed_text_is_joined_and_nothing_else():
    text = [("stdout", "a"), ("stdout", "b"), ("stderr", "c"), ("stdout", "d"), None, ("stdout", "e"), ("stdout", "f")]
    outputs = [new_output("stream", name=t[0], text=t[1]) if t else new_output("display_data", {}) for t in text]
    notebook = new_notebook(cells=[new_code_cell("", outputs=outputs), new_markdown_cell("x")])
    join_streams(notebook)
    assert [o.get("text") for o in notebook.cells[0].outputs] == ["ab", "c", "d", None, "ef"]


@forked
def test_kernel_of_an_analysed_article_asks_for_no_model(kernels, tmp_path):
    values = {"article": str(write_article(read("sample"), tmp_path)), "out": ""}
    code = "import onrecord\nrecord = onrecord.analyse(onrecord.read(article))\nprint(len(record.quotes))"
    before = "from onrecord.text.pipelines import load_pipeline\nbefore = load_pipeline.cache_info()"
    path = quick_notebook(tmp_path / "n.ipynb", before, code, "print(load_pipeline.cache_info() == before)")
    texts = []
    for _ in range(2):
        execute(path, tmp_path / "done.ipynb", values, kernels, timeout=None, cache=str(tmp_path / "cache"))
        texts.append([cell[0]["text"] for cell in outputs(tmp_path / "done.ipynb") if cell])
    assert texts[0][0] == texts[1][0] != "0\n"
    assert [text[1] for text in texts] == ["False\n", "True\n"]


@pytest.mark.parametrize("seconds", [0.001, 0.05])
def test_kernel_is_ended_that_was_not_there_when_its_time_was_over(seconds, kernels, cache, tmp_path):
    path = quick_notebook(tmp_path / "endless.ipynb", "import time\nwhile True: time.sleep(0.1)")
    outcome = execute(path, tmp_path / "done.ipynb", {}, kernels, timeout=seconds, cache=cache)
    assert f"Timeout: not done after {seconds:g} seconds; the kernel was ended" in outcome.error
    assert outcome.seconds < 60


def test_notebook_that_is_gone_is_its_own_failure(kernels, cache, tmp_path):
    outcome = execute(tmp_path / "gone.ipynb", tmp_path / "done.ipynb", {}, kernels, timeout=None, cache=cache)
    assert "the notebook cannot be read any more" in outcome.error


TWICE = """\
import os, signal, time
with open("begun", "a") as file:
    file.write("x")
if os.path.getsize("begun") == 1:
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)
print(os.path.getsize("begun"))"""


@forked
def test_notebook_is_executed_again_when_the_server_of_its_kernel_is_killed(kernels, cache, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    outcome = execute(
        quick_notebook(tmp_path / "twice.ipynb", TWICE), tmp_path / "done.ipynb", {}, kernels, timeout=None, cache=cache
    )
    assert outcome.error is None
    assert outputs(tmp_path / "done.ipynb")[-1][0]["text"] == "2\n"


@posix
def test_kernel_that_dies_before_it_is_ready_is_started_again(kernels, cache, tmp_path, monkeypatch):
    manager, made = kernels.manager, []

    def killed_at_first(name):
        made.append(manager(name))
        if len(made) == 1:
            threading.Thread(target=_kill_soon, args=[kernels, made[0]], daemon=True).start()
        return made[-1]

    monkeypatch.setattr(kernels, "manager", killed_at_first)
    path = quick_notebook(tmp_path / "n.ipynb", "print('here')")
    outcome = execute(path, tmp_path / "done.ipynb", {}, kernels, timeout=None, cache=cache)
    assert outcome.error is None
    assert len(made) == 2


def _kill_soon(kernels, manager):
    wait_until(lambda: manager.has_kernel and manager.provisioner.process)
    os.kill(manager.provisioner.pid, signal.SIGKILL)


@forked
def test_server_has_one_thread_and_no_backend(tmp_path):
    """What a fork cannot copy must not be there; the first fork lets it load more, which the second waits for."""
    for _ in range(2):
        process = forks.start(_look, str(tmp_path / "seen"))
        process.join()
    threads, shown, sockets = json.loads((tmp_path / "seen").read_text())
    assert threads == 1
    assert not shown
    assert sockets == 0


def _look(path):
    status = Path(f"/proc/{os.getppid()}/status").read_text()
    threads = int(status.split("Threads:")[1].split()[0])
    zmq = sys.modules.get("zmq")
    contexts = zmq.Context._instance is not None if zmq else 0
    Path(path).write_text(json.dumps([threads, "matplotlib_inline.backend_inline" in sys.modules, int(contexts)]))


@forked
@pytest.mark.parametrize(("takes", "transport"), [(True, "ipc"), (False, "tcp")])
def test_sockets_are_files_where_the_system_takes_them(takes, transport, monkeypatch):
    monkeypatch.setattr("onrecord.runs._jupyter.kernels.takes_sockets", lambda: takes)
    kernels = Kernels()
    assert kernels.manager("python3").transport == transport
    kernels.close()


@forked
def test_environment_of_the_caller_stays(monkeypatch):
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "7")
    before = dict(os.environ)
    forks.context.__wrapped__()
    assert dict(os.environ) == before


def test_forked_processes_do_not_run_the_callers_script(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "from onrecord.system import forks\nprint('script', flush=True)\nforks.start(print, 'called').join()\n"
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120)
    assert done.stdout.split() == ["script", "called"], done.stderr


def test_start_method_of_the_caller_stays():
    before = multiprocessing.get_start_method()
    forks.context()
    assert multiprocessing.get_start_method() == before
