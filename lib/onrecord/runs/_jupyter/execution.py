"""Execution: one notebook executed by papermill, on a kernel of ours, and what became of it.

Leans on: papermill's engines (`execute_managed_notebook`, what it passes on as keywords, `start_time` in the metadata of
cells) and its client, whose `shutdown_kernel`, `_cleanup_kernel` and `km` are nbclient's; `ensure_event_loop` of jupyter_core
being the loop that Jupyter runs in this thread; papermill taking a path for a format string. When the lock moves, check
that killed, late and crowded kernels keep their outputs (tests/runs/test_calls.py) and that a full disk brings no warning
of an unclosed event loop (tests/runs/test_stopping.py).
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from onrecord.runs._jupyter.kernels import Kernels, exit_code, peak_memory
from onrecord.runs._jupyter.settled import Places, settle
from onrecord.runs._jupyter.slow_imports import without_slow_ones
from onrecord.system import forks
from onrecord.system.files import named_when_whole, unfinished_name, write_whole
from onrecord.system.scratch import scratch
from onrecord.system.text_lines import first_line
from onrecord.system.wrong_calls import WrongCall

with without_slow_ones():
    import papermill
    from jupyter_client import AsyncKernelManager
    from jupyter_core.utils import ensure_event_loop
    from nbformat import NotebookNode
    from nbformat.v4 import new_output
    from papermill.clientwrap import PapermillNotebookClient
    from papermill.engines import Engine, NotebookExecutionManager, papermill_engines
    from papermill.iorw import papermill_io

# A loaded machine starts kernels slowly; a kernel's warnings about itself are no news to who reads an article, and the
# cells of a rerun do not belong into the history of what somebody has typed.
KERNEL = {"start_timeout": 300, "extra_arguments": ["--log-level=CRITICAL", "--HistoryManager.enabled=False"]}
# A link to a place of the same page, as our pages write it: its attributes, the kind and number of the mark, its words.
LINK_WITHIN = re.compile(r'<a\b([^>]*?) href="#(?:([qf])-)?([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
AGAIN = 2  # more attempts at a notebook whose kernel was lost
# What goes wrong in a notebook stands in its outcome; what nbclient logs about it is for nobody.
LOG = logging.getLogger("onrecord.runs._jupyter.execution")
LOG.addHandler(logging.NullHandler())
LOG.propagate = False


@dataclass(frozen=True)
class Outcome:
    """What became of a notebook. `error` is None when every cell ran; `cell` is the number before the failed one.

    `may_pass`: it failed because its kernel was killed, died, or took too long, which may go well another time.
    """

    seconds: float
    peak_mb: float | None
    error: str | None = None
    cell: int | None = None
    may_pass: bool = False


def forget_folder() -> None:
    """Let papermill forget the working folder of earlier executions: it would lead relative paths there.

    It notes the folder while it executes and puts the note before back in the end, so that notebooks side by side can
    leave theirs behind, for as long as the process lives.
    """
    papermill_io.get_handler("local").cwd(None)


def execute(
    notebook: Path,
    target: Path,
    values: Mapping[str, object],
    kernels: Kernels,
    *,
    timeout: float | None,
    cache: str,
    folder: Path | None = None,
) -> Outcome:
    """Execute a notebook; it appears at `target` whole, with the error in place where a cell failed.

    What differs between two executions of the same code is left out of it; see `settled`.

    Args:
        notebook, target: paths.
        values: of its parameters.
        kernels: where its kernel comes from.
        timeout: seconds after which the kernel is ended; None waits for ever.
        cache: folder of records that were analysed before, for the kernel; see `onrecord.tables.cache`.
        folder: where its files go; the notebook names it, and the one around it, as seen from where it stands itself.
    """
    places = Places(folder, target)
    unfinished = unfinished_name(target)
    began = time.monotonic()
    with named_when_whole({unfinished: target}):
        for left in range(AGAIN, -1, -1):
            watched = _Watched(kernels, timeout, cache)
            error, cell = _problem(notebook, unfinished, values, watched)
            if not (left and watched.lost):
                break
        if unfinished.exists():
            settle(unfinished, notebook, places)
    return Outcome(
        round(time.monotonic() - began, 2),
        watched.peak_mb,
        error and places.settled(error),
        cell,
        may_pass=error is not None and watched.died,
    )


def _problem(
    notebook: Path, target: Path, values: Mapping[str, object], watched: _Watched
) -> tuple[str | None, int | None]:
    """Execute a notebook; what went wrong and in which cell, or None twice."""
    try:
        with _closed_event_loop():
            papermill.execute_notebook(
                no_template(notebook),
                no_template(target),
                dict(values),
                engine_name=ENGINE,
                progress_bar=False,
                request_save_on_cell_execute=False,
                watched=watched,
                **KERNEL,
            )
    except WrongCall:
        raise
    except papermill.PapermillExecutionError as problem:
        return f"cell {problem.exec_count}: {problem.ename}: {first_line(problem.evalue)}", problem.exec_count
    except OSError as problem:
        if notebook.is_file():
            raise  # the disk is full, say: no fault of the notebook
        return f"the notebook cannot be read any more ({first_line(problem)})", None
    except Exception as problem:
        return ": ".join(watched.reason(problem)) if watched.late else first_line(problem), None
    return None, None


@contextmanager
def _closed_event_loop() -> Iterator[None]:
    """Close this thread's event loop in the end: Jupyter opens one per thread and leaves it open.

    One that is open when the process ends can bring a traceback on stderr, depending on what is collected first.
    """
    loop = ensure_event_loop()
    if loop.is_running():  # it is the caller's, not Jupyter's
        yield
        return
    with asyncio.Runner(loop_factory=lambda: loop):
        yield


# How wide the caller's terminal is and what it can show: a kernel has none, but IPython would fold its text for it.
OF_TERMINAL = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "PYTHON_COLORS")
KILL_AGAIN = 0.2  # seconds until a kernel that was late is killed once more: it may not have been there the first time


class _Watched:
    """A kernel with a clock beside it."""

    def __init__(self, kernels: Kernels, timeout: float | None, cache: str):
        self.kernels, self.timeout = kernels, timeout
        self.environment = {name: value for name, value in os.environ.items() if name not in OF_TERMINAL}
        # A profile of its own: what IPython runs first for this user is no part of a notebook, and none is made at home.
        self.environment |= {"ONRECORD_CACHE": cache, "IPYTHONDIR": str(scratch() / "ipython")}
        self.late = False
        self.died = False  # whether it was killed, crashed, or was late
        self.lost = False  # whether it was killed before it began, or with the process that it was forked from
        self._exit_code: int | None = None
        self._ended = threading.Event()
        self.peak_mb: float | None = None

    def run(self, client: PapermillNotebookClient) -> None:
        """Execute all cells, and end the kernel at once: what it showed is here, and nobody asks it again.

        Raises:
            Exception: the kernel died or did not start.
        """
        manager = client.km
        try:
            if self.timeout:
                threading.Thread(target=self._end_when_late, args=[manager], daemon=True).start()
            client.execute(env=self.environment)
        finally:
            self._ended.set()
            self._exit_code = exit_code(manager)
            if manager.has_kernel:
                self.peak_mb = peak_memory(manager.provisioner.pid)
            client.shutdown_kernel = "immediate"
            client._cleanup_kernel()
            self.kernels.forget(manager)

    def _end_when_late(self, manager: AsyncKernelManager) -> None:
        if self._ended.wait(self.timeout and min(self.timeout, threading.TIMEOUT_MAX)):
            return
        self.late = True
        self.kernels.kill(manager)
        while not self._ended.wait(KILL_AGAIN):
            self.kernels.kill(manager)

    def note_end(self, has_begun: bool) -> None:
        """Find out whether it was lost, after `run` raised; `has_begun` says whether it was given a cell."""
        self.died = self.late or self._exit_code is not None
        self.lost = self.died and not self.late and (not has_begun or self._exit_code == forks.LOST)

    def reason(self, problem: Exception) -> tuple[str, str]:
        """Name and description of what ended a kernel."""
        if self.late:
            return (
                "Timeout",
                f"not done after {self.timeout:g} {'second' if self.timeout == 1 else 'seconds'}; the kernel was ended",
            )
        return type(problem).__name__, f"{first_line(problem)} (killed, crashed, or out of memory)"


class _Engine(Engine):
    """papermill's engine, on a kernel that is made here, with the death of a kernel kept in the notebook."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        watched: _Watched,
        start_timeout: float,
        extra_arguments: Sequence[str],
        **_: object,
    ) -> None:
        client = PapermillNotebookClient(
            nb_man,
            km=watched.kernels.manager(kernel_name),
            kernel_name=kernel_name,
            startup_timeout=start_timeout,
            extra_arguments=list(extra_arguments),
            log=LOG,
        )
        try:
            watched.run(client)
        except Exception as problem:
            begun = [cell for cell in nb_man.nb.cells if cell.metadata.papermill.start_time]
            watched.note_end(bool(begun))
            if not begun:
                raise
            cell, (name, value) = begun[-1], watched.reason(problem)
            cell.outputs = [*cell.get("outputs", []), new_output("error", ename=name, evalue=value, traceback=[value])]
        finally:
            join_streams(nb_man.nb)


ENGINE = "onrecord"
papermill_engines.register(ENGINE, _Engine)


def join_streams(notebook: NotebookNode) -> None:
    """Make one output of what was printed in one go.

    A kernel sends printed text five times a second; where it is cut depends on how fast the machine is.
    """
    for cell in notebook.cells:
        joined: list[NotebookNode] = []
        for output in cell.get("outputs", ()):
            if joined and output.output_type == joined[-1].output_type == "stream" and output.name == joined[-1].name:
                joined[-1].text += output.text
            else:
                joined.append(output)
        if "outputs" in cell:
            cell.outputs = joined


def refresh(notebook: str | Path) -> None:
    """Execute a notebook in place with the values of its parameters cell, for committing with its outputs.

    What differs between two executions of the same code (times, versions, papermill's notes) is left out. So are links
    within the page: a hosting service and an untrusted JupyterLab drop the ids that they lead to. Whoever runs the
    notebook has them.

    Raises:
        PapermillExecutionError: a cell failed; the notebook stays as it was.
    """
    import nbformat

    path, kernels = Path(notebook), Kernels()
    try:
        watched = _Watched(kernels, timeout=None, cache="")
        with _closed_event_loop():
            executed = papermill.execute_notebook(
                no_template(path), None, engine_name=ENGINE, progress_bar=False, watched=watched, **KERNEL
            )
    finally:
        kernels.close()
    executed.metadata = {"kernelspec": executed.metadata.kernelspec, "language_info": {"name": "python"}}
    for cell in executed.cells:
        cell.metadata = {"tags": cell.metadata.tags} if cell.metadata.get("tags") else {}
    without_links_within(executed)
    write_whole(path, nbformat.writes(executed) + "\n")


def without_links_within(notebook: NotebookNode) -> None:
    """Make plain words of the links within the page, in all outputs of a notebook, with the numbers of their marks."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            html = output.get("data", {}).get("text/html")
            if html is not None:
                output.data["text/html"] = LINK_WITHIN.sub(_words_of_link, html)


def _words_of_link(link: re.Match[str]) -> str:
    """The words of a link; behind them "[q12]", the number of a quote's or figure's mark, where nothing else shows it."""
    before, kind, number, after, words = link.groups()
    beside = link.string[link.end() : link.end() + 80].partition("]")[0]
    shown = kind is None or number in words or beside.endswith(f"[{number}")
    return f"<span{before}{after}>{words}</span>" + ("" if shown else f" [{number}]")


def no_template(path: Path) -> str:
    """Papermill takes a path for a format string; doubled braces stand for themselves."""
    return str(path).replace("{", "{{").replace("}", "}}")
