"""Kills: `run` and `tables` killed at any moment, alone and with what they started; the same command again does the rest."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psutil
from attacking import Extent, Tried
from killed_at import CALLS

NAME = "kills and faults"
FIRST = 8  # kills at a write before all else, where time is short
MOST_KILLS = 60  # at random moments, of each command, where time is no matter
LONGEST = 300  # seconds that a call may take on a loaded machine
HERE = Path(__file__).parent
# What may differ between two calls: when and how often something was done.
DIFFERS = {"manifest.jsonl", ".lock", ".tables.jsonl"}
NOTEBOOKS = ("01", "03")
TEXT = """Flood number {n} hits the town

The council said on Monday that {dead} people had been killed in the flood. "We lost our bridge and our school," Mayor Anna
Brandt said.

The fire chief, Tom Keller, said {hurt} people had been injured. He said the dam had held.
"""


def attacks(extent: Extent) -> Iterator[Tried]:
    """The control, kills of `tables` at each write and at random moments, faults, and the same of `run`."""
    work = _Work(extent.folder)
    yield work.control()
    if extent.seconds is not None:
        with closing(_Forks(extent.folder)) as forks:
            quick = work.command("tables", forks)
            for number in extent.random.sample(range(1, quick.undisturbed_with_writes() + 1), FIRST):
                yield quick.killed_at(number)
    yield from work.faults()
    tables = work.command("tables")
    writes = list(range(1, tables.undisturbed_with_writes() + 1))
    extent.random.shuffle(writes)
    yield tables.killed_at_random(extent.random, ("driver",))
    if extent.seconds is None:
        for number in writes:
            yield tables.killed_at(number)
        for _ in range(MOST_KILLS):
            yield tables.killed_at_random(extent.random, ("driver", "worker"))
    run = work.command("run")
    run.undisturbed()
    for number in range(MOST_KILLS):
        targets = ("server", "kernel", "driver", "worker", "all")
        yield run.killed_at_random(extent.random, (targets[number % len(targets)],))


class _Forks:
    """Calls of `killed_at.py` in processes that are forked from one that has loaded all: in the time of one other there are five."""

    def __init__(self, work: Path) -> None:
        self.temporary = work / "f"
        self.temporary.mkdir()
        self._errors = (work / "errors").open("w+b")
        self._server = subprocess.Popen(
            [sys.executable, str(HERE / "killed_at.py"), "serve"],
            cwd=work,
            env={**os.environ, "TMPDIR": str(self.temporary)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )

    def call(self, number: int, words: list[str]) -> tuple[int, bytes]:
        """The exit code of a call that dies at a step, and what it wrote to stderr."""
        assert self._server.stdin and self._server.stdout
        self._server.stdin.write(json.dumps([number, *words]).encode() + b"\n")
        self._server.stdin.flush()
        begun = self._errors.seek(0, os.SEEK_END)
        code = int(self._server.stdout.readline())
        self._errors.seek(begun)
        return code, self._errors.read()

    def close(self) -> None:
        """End the process."""
        self._server.communicate()
        self._errors.close()


class _Command:
    """A command, its folder, and what it writes there where nothing disturbs it."""

    def __init__(self, work: Path, name: str, forks: _Forks | None) -> None:
        self._work, self._name, self._forks = work, name, forks
        self._temporary = work / "t"
        self._temporary.mkdir(exist_ok=True)
        self._expected: dict[str, bytes] = {}
        self._seconds = 0.0
        self._said = b""

    def _words(self, out: str) -> list[str]:
        if self._name == "tables":
            return ["tables", "corpus", "--to", out, "--jobs", "1" if self._forks else "2"]
        notebooks = [word for name in NOTEBOOKS for word in ("--notebook", name)]
        return ["run", "corpus", "--out", out, *notebooks, "--retries", "3"]

    def _start(self, program: list[str], out: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "TMPDIR": str(self._temporary)}
        return subprocess.Popen(
            [sys.executable, *program, *self._words(out)],
            cwd=self._work,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def undisturbed(self) -> None:
        """Find out what is expected, and how long it takes."""
        out, begun = f"{self._name}-expected-{id(self)}", time.monotonic()
        code, self._said = self._call(0, out)
        assert code == 0, self._said
        self._seconds = time.monotonic() - begun
        self._expected = _content(self._work / out)

    def undisturbed_with_writes(self) -> int:
        """The same, and how many steps its writes have."""
        self.undisturbed()
        return int(self._said.rsplit(CALLS.encode(), 1)[1])

    def _next(self) -> str:
        return f"{self._name}-{len(os.listdir(self._work))}"

    def killed_at(self, number: int) -> Tried:
        """Let the process kill itself before or after a file gets its name, or is on the disk."""
        out = self._next()
        name = f"{self._name} killed at step {number} of its writes"
        code, errors = self._call(number, out)
        if code != -signal.SIGKILL:
            return Tried(name, f"was not killed, exit code {code}: {errors.decode(errors='replace')[-1000:]}")
        return Tried(name, self._fault(out))

    def _call(self, number: int, out: str) -> tuple[int, bytes]:
        """Exit code and stderr of a call that is killed at a step; 0: at none."""
        if self._forks:
            return self._forks.call(number, self._words(out))
        called = self._start([str(HERE / "killed_at.py"), str(number)], out)
        _, errors = called.communicate(timeout=LONGEST)
        return called.returncode, errors

    def killed_at_random(self, choice: random.Random, targets: tuple[str, ...]) -> Tried:
        """Kill a process of a call at a random moment, or two of them."""
        out, target = self._next(), choice.choice(targets)
        number = choice.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT))
        called = self._start(["-m", "onrecord"], out)
        after = choice.uniform(0, self._seconds)
        for pause in (after, 0.05)[: choice.choice((1, 2))]:
            time.sleep(pause)
            _kill(called.pid, target, number if target == "driver" else signal.SIGKILL, choice)
        called.communicate(timeout=LONGEST)
        return Tried(f"{self._name}: {target} killed after {after:.2f} s by {number.name}", self._fault(out))

    def _fault(self, out: str) -> str | None:
        """Do the rest with the same command; what is wrong then."""
        code, errors = self._call(0, out)
        if code:
            return f"the same command gives {code}: {errors.decode(errors='replace')[-1000:]}"
        temporary = [self._temporary, *([self._forks.temporary] if self._forks else [])]
        later = "from onrecord.system.scratch import scratch; scratch()"  # any later call
        for folder in filter(os.listdir, temporary):
            subprocess.run([sys.executable, "-c", later], env={**os.environ, "TMPDIR": str(folder)}, check=True)
        found = _content(self._work / out)
        if differs := [name for name in found.keys() | self._expected if found.get(name) != self._expected.get(name)]:
            return f"not as it would be undisturbed: {', '.join(sorted(differs)[:5])}"
        if left := [name for folder in temporary for name in os.listdir(folder)]:
            return f"left in the temporary directory: {', '.join(left)}"
        return _outlived(self._temporary)


class _Work:
    """A folder with a small corpus."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "corpus").mkdir()
        for n in range(8):
            text = TEXT.format(n=n, dead=10 + n, hurt=20 + n)
            (folder / "corpus" / f"a{n}.txt").write_text(text, encoding="utf-8")

    def command(self, name: str, forks: _Forks | None = None) -> _Command:
        return _Command(self._folder, name, forks)

    def control(self) -> Tried:
        """What is written without care is torn when it is killed: the attack would see it."""
        torn = self._folder / "torn"
        careless = (
            f"import os\nfile = open({str(torn)!r}, 'w')\nfile.write('half')\nfile.flush()\nos.kill(os.getpid(), 9)\n"
        )
        subprocess.run([sys.executable, "-c", careless + "file.write(' and half')"], check=False)
        return Tried("control: a careless writer", None if torn.read_text() == "half" else "is not torn")

    def faults(self) -> Iterator[Tried]:
        """Too little of something: one line that says what, and the next call does it all."""
        import resource

        def limit(kind: int, most: int) -> Callable[[], None]:
            return lambda: resource.setrlimit(kind, (most, most))

        for name, before in {
            "too little memory": limit(resource.RLIMIT_AS, 600_000_000),
            "too few open files": limit(resource.RLIMIT_NOFILE, 12),
        }.items():
            yield Tried(name, self._fault(before))
        yield Tried("no place for results", self._fault(None, to="/dev/null/tables"))
        yield Tried("the call after these faults", self._fault(None, code=(0,)))

    def _fault(
        self, before: Callable[[], None] | None, to: str = "faulty", code: tuple[int, ...] = (1, 2)
    ) -> str | None:
        command = [sys.executable, "-m", "onrecord", "tables", "corpus", "--to", to, "--jobs", "2"]
        called = subprocess.run(
            command, cwd=self._folder, preexec_fn=before, capture_output=True, text=True, timeout=LONGEST, check=False
        )
        told = any(line.startswith("onrecord: ") for line in called.stderr.splitlines())
        if called.returncode not in code or told != bool(called.returncode) or "Traceback" in called.stderr:
            return f"code {called.returncode}: {called.stderr[-1000:]}"
        return None


def _kill(driver: int, target: str, number: signal.Signals, choice: random.Random) -> None:
    """Send a signal to a call, or to what it has started; nothing where that is not there."""
    try:
        process = psutil.Process(driver)
        started = process.children(recursive=True)
        kinds: dict[str, list[psutil.Process]] = {
            "driver": [process],
            "server": [child for child in started if child.ppid() == driver and "forkserver" in str(child.cmdline())],
            "kernel": [child for child in started if os.getsid(child.pid) == child.pid],
            "worker": [child for child in started if os.getsid(child.pid) != child.pid and not child.children()],
            "all": started,
        }
        some = kinds[target]
        for killed in some if target == "all" else some and [choice.choice(some)]:
            os.kill(killed.pid, number)
    except (psutil.Error, OSError):
        return


def _content(folder: Path) -> dict[str, bytes]:
    """The files of a folder, but for what may differ and what is hidden."""
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name not in DIFFERS]
    names = {path.relative_to(folder).as_posix(): path for path in paths}
    return {name: path.read_bytes() for name, path in names.items() if not name.startswith(".cache/")}


def _outlived(temporary: Path) -> str | None:
    """Whether a process of these calls is still there after a while."""
    end = time.monotonic() + 10
    while True:
        running = [process for process in psutil.process_iter() if _is_of(process, temporary)]
        if not running:
            return None
        if time.monotonic() > end:
            return f"a process outlived its call: {running[0]}"
        time.sleep(0.1)


def _is_of(process: psutil.Process, temporary: Path) -> bool:
    try:
        return bool(process.environ().get("TMPDIR") == str(temporary)) and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False
