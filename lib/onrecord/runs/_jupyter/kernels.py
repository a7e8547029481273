"""Kernels: notebooks' kernels forked from a preloaded process, reached over sockets in a private folder, ended at once.

A kernel provisioner, Jupyter's own extension point for where kernels come from; what cannot be forked (another language,
another Python, another platform) is started as Jupyter starts it.

Leans on: what `LocalProvisioner` asks of its process (the methods of `_Forked`) and calls in `kill`; the command of a kernel
being `python -m ipykernel_launcher ARGUMENTS`; `KernelProvisionerFactory.provisioners`; what `AsyncKernelClient.wait_for_ready`
waits for; which settings pandas, numpy and matplotlib read when they are imported. When the lock moves, check that a
forked kernel shows what an ordinary one shows (tests/runs/_jupyter/test_kernels.py), and that no process outlives a run
(tests/runs/test_stopping.py).
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import EntryPoint
from itertools import count
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import Empty
from typing import Any

import zmq.asyncio
from jupyter_client import AsyncKernelClient, AsyncKernelManager
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner
from jupyter_core.paths import jupyter_path

from onrecord.system import forks
from onrecord.system.scratch import scratch, takes_sockets

PROVISIONER = "onrecord-fork"


class ForkProvisioner(LocalProvisioner):
    """Kernels forked from the preloaded process instead of started by a command."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        arguments = cmd[cmd.index("ipykernel_launcher") :]
        forked = _Forked(forks.start(_be_kernel, arguments, dict(kwargs["env"]), kwargs.get("cwd") or os.getcwd()))
        self.process = forked  # type: ignore[assignment]  # it has what is called of a Popen
        self.pid = self.pgid = forked.pid
        return self.connection_info

    async def kill(self, restart: bool = False) -> None:
        await super().kill(restart)
        # The base class would look for its end ten times a second; it comes within a few milliseconds.
        while self.process and self.process.poll() is None:
            await asyncio.sleep(0.002)


class _Forked:
    """A forked process with the methods of `subprocess.Popen` that a provisioner calls."""

    stdin = stdout = stderr = None

    def __init__(self, process: BaseProcess) -> None:
        assert process.pid is not None, "it has been started"
        self._process = process
        self.pid: int = process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self) -> int | None:
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        os.killpg(self.pid, signal.SIGKILL)  # and what it started

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


def _be_kernel(arguments: list[str], environment: dict[str, str], folder: str) -> None:
    """In a fork: become what `python -m ipykernel_launcher` is, with nothing of the caller's but what is given."""
    os.setsid()  # Ctrl-C in the terminal is for the run, not for its kernels
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):  # the pipes of the caller's output would stay open as long as the kernel lives
        os.dup2(nowhere, descriptor)
    forks.end_with_parent()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv[:] = arguments
    sys.path[:] = [entry for entry in sys.path if entry and entry != folder]

    from ipykernel.kernelapp import IPKernelApp

    _as_imported_in_a_kernel(environment)
    app = IPKernelApp.instance()
    app.initialize(arguments[1:])
    app.start()


def _as_imported_in_a_kernel(environment: Mapping[str, str]) -> None:
    """Set what libraries find out about where they are when they are imported: they were imported before the fork."""
    import matplotlib
    import numpy
    import pandas

    numpy.random.seed()  # drawn anew by each process
    # ipykernel names it in the environment, which matplotlib has read already.
    matplotlib.rcParams["backend"] = environment.get("MPLBACKEND") or "module://matplotlib_inline.backend_inline"
    pandas.set_option("display.max_columns", 20)  # in a terminal it is as many as fit


class PromptClient(AsyncKernelClient):
    """A client that is ready as soon as the kernel is; the base class waits until nothing came for 0.2 s."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        deadline = asyncio.get_running_loop().time() + (timeout or float("inf"))
        asked = {self.kernel_info()}
        await self._answered(deadline)
        # It answers; but what it shows comes another way, which may not be open yet: it is asked again until it is.
        patience = 0.01
        while not await self._heard_of(asked, patience):
            asked.add(self.kernel_info())
            patience = min(1.5 * patience, 1)
            await self._check(deadline)
        for _ in asked:  # none of the answers may be taken for one to a cell
            await self._answered(deadline)
            await self.shell_channel.get_msg()

    async def _answered(self, deadline: float) -> None:
        """Wait for an answer."""
        while not await self.shell_channel.socket.poll(timeout=1000):
            await self._check(deadline)

    async def _check(self, deadline: float) -> None:
        if not await self.is_alive():
            raise RuntimeError("the kernel died before it was ready")
        if asyncio.get_running_loop().time() > deadline:
            raise RuntimeError("the kernel was not ready in time")

    async def _heard_of(self, asked: set[str], patience: float) -> bool:
        """Whether the kernel has shown within so many seconds that it is done with a question."""
        try:
            while True:
                message = await self.iopub_channel.get_msg(timeout=patience)
                if (
                    message["parent_header"].get("msg_id") in asked
                    and message["content"].get("execution_state") == "idle"
                ):
                    return True
        except Empty:
            return False


class Kernels:
    """Makes the managers of kernels, and ends all kernels that still run when it is closed."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="kernels-", dir=scratch()))  # only this user may look into it
        self._context = zmq.asyncio.Context()
        self._context.reconnect_ivl = 5  # ms: a kernel's sockets are looked for again so soon
        self._numbers = count()  # of kernels: several threads ask for one at once
        self._running: set[AsyncKernelManager] = set()
        registered = KernelProvisionerFactory.instance().provisioners
        entry = EntryPoint(PROVISIONER, f"{__name__}:ForkProvisioner", KernelProvisionerFactory.GROUP_NAME)
        registered[PROVISIONER] = entry  # whatever version of the package the installed entry point is of

    def manager(self, name: str) -> AsyncKernelManager:
        """The manager of a kernel that is still to be started: a fork where that can be.

        Args:
            name: of its kernel specification, such as "python3".
        """
        # Without IPython's own folder, which nobody keeps kernels in any more: it would be made in the user's home.
        known = KernelSpecManager(kernel_dirs=jupyter_path("kernels"))
        client = f"{__name__}.PromptClient"
        made = AsyncKernelManager(kernel_name=name, kernel_spec_manager=known, client_class=client)
        made.connection_file = str(self._folder / f"k{next(self._numbers)}.json")
        if takes_sockets():
            made.transport = "ipc"
        specification = made.kernel_spec
        if forks.available() and specification is not None and _is_this_python(specification.argv):
            specification.metadata["kernel_provisioner"] = {"provisioner_name": PROVISIONER}
        made.context = self._context
        self._running.add(made)
        return made

    def kill(self, manager: AsyncKernelManager) -> None:
        """End a kernel, and what it started, from any thread; whoever waits for it is told that it died.

        Nothing happens to one that is not there yet, or has not taken itself out of the caller's group of processes.
        """
        with suppress(OSError, AttributeError):  # it is gone already, or goes just now
            if manager.has_kernel and isinstance(manager.provisioner, LocalProvisioner) and manager.provisioner.process:
                manager.provisioner.process.kill()

    def forget(self, manager: AsyncKernelManager) -> None:
        """Take note that a kernel has been ended."""
        self._running.discard(manager)

    def close(self) -> None:
        """End what still runs, and remove the sockets."""
        for manager in list(self._running):
            self.kill(manager)
        shutil.rmtree(self._folder, ignore_errors=True)


def _is_this_python(command: list[str]) -> bool:
    return "ipykernel_launcher" in command and Path(command[0]).parent in (Path(), Path(sys.executable).parent)


def exit_code(manager: AsyncKernelManager) -> int | None:
    """The exit code of a kernel that ended by itself or was killed; None of one that runs, or that its manager ended."""
    provisioner = manager.provisioner
    process = provisioner.process if isinstance(provisioner, LocalProvisioner) else None
    return process.poll() if process else None


def peak_memory(pid: int) -> float | None:
    """The most memory (MB, resident) a process has held so far; None where the system does not say."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as status:
            peak = next(line for line in status if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return None
    return round(int(peak.split()[1]) / 1024, 1)
