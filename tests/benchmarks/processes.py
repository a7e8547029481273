"""Processes: commands and work measured from outside, each in a process of its own."""

from __future__ import annotations

import json
import multiprocessing
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from measuring import load

TIMED = Path(__file__).with_name("timed.py")


class Cost(NamedTuple):
    """What a command cost: seconds by the clock, of the processor by all its processes, and MB of the largest of these."""

    clock: float
    cpu: float
    mb: float

    def __str__(self) -> str:
        return f"{self.clock:.2f} s by the clock, {self.cpu:.2f} CPU s"


def cost(*command: str) -> Cost:
    """What a command of Python costs; it has to end well.

    Args:
        command: what stands behind `python`.
    """
    done = subprocess.run([sys.executable, str(TIMED), sys.executable, *command], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return Cost(**json.loads(done.stdout))


def least(name: str, turns: int, *command: str) -> Cost:
    """The turn of a command that took the least time: the one that other work on the machine has disturbed the least."""
    costs = [cost(*command) for _ in range(turns)]
    note(f"{name}: " + "; ".join(map(str, costs)))
    return min(costs)


def alone(work: Callable, *arguments: object):
    """Do work in a fresh process, whose memory and cores are its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        return process.submit(work, *arguments).result()


def note(line: str) -> None:
    """Write to stderr what is measured on the way."""
    print(f"  {line}; load {load()}", file=sys.stderr, flush=True)
