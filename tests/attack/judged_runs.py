"""Judged runs: `onrecord` called as a person calls it, on a terminal where there is one, and what all of it left is judged."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import nbformat
from attacking import Tried
from canary import Canary
from judges import faults_of, read_page, steering_in
from payloads import NUMBER, Payload

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
SHOWN = {"text/plain", "text/html", "image/png", "text/csv"}  # the kinds of output that our notebooks have
LONGEST = 3_000  # seconds of a call


def each(payloads: Iterable[Payload], where: str, faults: Sequence[str]) -> Iterator[Tried]:
    """An attack for each payload, with the faults that have its number; faults without one of these stand by themselves."""
    by_number: dict[int, list[str]] = {}
    for fault in faults:
        for number in {int(n) for n in NUMBER.findall(fault)} or {0}:
            by_number.setdefault(number, []).append(fault)
    for payload in payloads:
        told = by_number.pop(payload.number, [])
        yield Tried(f"{payload.name} in {where}", "; ".join(told[:3])[:600] or None)
    for told in by_number.values():
        yield Tried(where, "; ".join(told[:3])[:600])


def call(arguments: Sequence[str], folder: Path) -> str:
    """Call `onrecord` with this folder as its working directory, on a terminal of its own where the platform has them.

    Returns:
        Everything that it printed.
    """
    command = [sys.executable, "-m", "onrecord", *arguments]
    if os.name != "posix":
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=LONGEST)
        return (done.stdout + done.stderr).decode("utf-8", "replace")
    ours, its = os.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(command, cwd=folder, stdin=its, stdout=its, stderr=its, env=environment) as running:
        os.close(its)
        printed = b"".join(iter(lambda: _read(ours), b""))
        os.close(ours)
        running.wait(LONGEST)
    return printed.decode("utf-8", "replace")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # nobody writes there any more
        return b""


def faults_of_pages(pages: Iterable[Path], canary: Canary | None, bare: Path) -> tuple[list[str], set[int]]:
    """What pages have that no template has written, and do that no page of text does, with and without their policy.

    Args:
        pages: files.
        canary: opens them; None where there is no browser.
        bare: folder for copies without the policy.

    Returns:
        The faults, and the numbers of the payloads that the pages' words have.
    """
    found: list[str] = []
    reached: set[int] = set()
    for number, path in enumerate(pages):
        html = path.read_text(encoding="utf-8")
        faults, numbers = read_page(html)
        reached |= numbers
        if canary:
            without = bare / f"{number}.html"
            without.parent.mkdir(parents=True, exist_ok=True)
            without.write_text(POLICY.sub("", html), encoding="utf-8")
            faults += [f"with its policy: {line}" for line in canary.open(path)]
            faults += [f"in the browser: {line}" for line in faults_of(canary.elements())]
            faults += [f"without its policy: {line}" for line in canary.open(without)]
            without.unlink()
        found += [f"{path.name}: {fault}" for fault in dict.fromkeys(faults)]
    return found, reached


def faults_of_notebooks(notebooks: Iterable[Path]) -> list[str]:
    """What executed notebooks show that their code has not written: other kinds of output, markup, what steers a terminal."""
    found = []
    for path in notebooks:
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", ()):
                found += [f"{path.name}: {fault}" for fault in _faults_of_output(output)]
    return found


def _faults_of_output(output: Any) -> Iterator[str]:
    data = output.get("data", {})
    if more := set(data) - SHOWN:
        yield f"an output of kind {sorted(more)}"
    yield from read_page(data.get("text/html", ""))[0]
    for text in (output.get("text", ""), data.get("text/plain", "")):
        yield from (f"printed: {fault}" for fault in steering_in(text))
    if output.output_type == "error":
        yield f"a cell that failed: {output.ename}: {output.evalue[:200]}"
