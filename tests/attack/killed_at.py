"""The command line with a process that kills itself at a step of a write: before or after a file gets its name or is on the disk.

python killed_at.py NUMBER WORD...    the step, of two for each write; 0: none; how many there are is printed in the end
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

CALLS = "writes: "


def main() -> int:
    """Count the writes of a command, and die at the one that is named."""
    from onrecord.cli import main as command

    driver, last, count = os.getpid(), int(sys.argv[1]), 0

    def step() -> None:
        nonlocal count
        count += 1
        if count == last:
            os.kill(driver, signal.SIGKILL)

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            if os.getpid() == driver:
                step()
            result = function(*arguments, **more)
            if os.getpid() == driver:
                step()
            return result

        return call

    os.replace, os.rename, os.fsync = counted(os.replace), counted(os.rename), counted(os.fsync)
    code = command(sys.argv[2:])
    print(f"{CALLS}{count}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
