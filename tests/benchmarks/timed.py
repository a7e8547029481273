"""Run a command and print what it cost, as JSON: seconds by the clock, seconds of the processor, MB that its largest process held.

    python tests/benchmarks/timed.py onrecord show sample

Of the processor counts what the command and all processes that it starts use, also those that outlive it for a moment; what
it prints goes nowhere.
"""

import ctypes
import json
import os
import resource
import subprocess
import sys
import time
from contextlib import suppress

ORPHANS_ARE_OURS = 36  # PR_SET_CHILD_SUBREAPER of Linux

if __name__ == "__main__":
    with suppress(AttributeError, OSError):  # elsewhere the processes that it waits for are counted, and no others
        ctypes.CDLL(None).prctl(ORPHANS_ARE_OURS, 1, 0, 0, 0)
    began = time.perf_counter()
    code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
    clock = time.perf_counter() - began
    with suppress(ChildProcessError):
        while True:
            os.wait()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    unit = 1024**2 if sys.platform == "darwin" else 1024
    print(json.dumps({"clock": clock, "cpu": used.ru_utime + used.ru_stime, "mb": used.ru_maxrss / unit}))
    sys.exit(code)
