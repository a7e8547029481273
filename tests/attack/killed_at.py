"""The command line with a process that kills itself at a step of a write: before or after a file gets its name or is on the disk.

python killed_at.py NUMBER WORD...    the step, of two for each write; 0: none; how many there are is printed in the end
python killed_at.py serve             such calls, each in a process forked from this one, which has loaded what they need: a list
                                      of JSON in each line that it reads, the exit code in each that it writes
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

CALLS = "writes: "


def main() -> int:
    """Do what the command line asks for; the exit code."""
    return serve() if sys.argv[1] == "serve" else call(int(sys.argv[1]), sys.argv[2:])


def serve() -> int:
    """Load what takes seconds, then answer one line after the other."""
    from onrecord.cli import tables_command  # noqa: F401
    from onrecord.system.fingerprints import of_library, of_model
    from onrecord.system.models import DEFAULT_MODEL
    from onrecord.tables.record import analyse
    from onrecord.text.article import Article

    analyse(
        Article(
            "a", 'The council said on Monday that 12 people had been killed. "We lost our bridge," Anna Brandt said.'
        )
    )
    of_library(), of_model(DEFAULT_MODEL)
    for line in sys.stdin:
        number, *words = json.loads(line)
        if not (child := os.fork()):
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            return call(number, words)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
    return 0


def call(last: int, words: list[str]) -> int:
    """Count the writes of a command, and die at the one that is named."""
    from onrecord.cli import main as command

    driver, count = os.getpid(), 0

    def step() -> None:
        nonlocal count
        count += 1
        if count == last:
            os.kill(driver, signal.SIGKILL)

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def with_steps(*arguments: Any, **more: Any) -> Any:
            if os.getpid() == driver:
                step()
            result = function(*arguments, **more)
            if os.getpid() == driver:
                step()
            return result

        return with_steps

    os.replace, os.rename, os.fsync = counted(os.replace), counted(os.rename), counted(os.fsync)
    code = command(words)
    print(f"{CALLS}{count}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
