"""Attack: everything that we know of against this program, tried on it as it is; a table of what was tried and survived.

    python tests/attack/attack.py [--minutes N] [--only CLASS]... [--seed N]

Without --minutes all of it is tried, which takes two to three hours on two processors. With it, the classes share the time as
`CLASSES` says: what one leaves, the next ones have. The exit code is 1 if anything was not survived, or a class tried nothing;
each such attack is named, and the seed with which it can be repeated. Attacks that need a Chromium are left out where there is
none, and the table says so; with ONRECORD_REQUIRE_BROWSER=1 that counts as not survived.
"""

from __future__ import annotations

import argparse
import importlib
import os
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from attacking import Attacks, Extent, LeftOut, Tried

# Modules of this folder, in the order in which they are tried, the quick ones first, with the seconds of two minutes that each
# has: an attack by whole calls of a command takes seconds, one within this process hundredths of one.
CLASSES: dict[str, int] = {
    "names": 12,
    "values": 5,
    "addresses": 6,
    "parameters": 4,
    "formulas": 4,
    "torn": 6,
    "markup": 6,
    "kills": 38,
    "in_jupyterlab": 10,
    "fuzzing": 16,
    "determinism": 11,
    "volume": 10,
}


def main() -> int:
    """Try what the command line asks for, and print the table; the exit code."""
    options = _options()
    names = options.only or list(CLASSES)
    end = None if options.minutes is None else time.monotonic() + options.minutes * 60
    print(f"seed {options.seed}", flush=True)
    lines, lost = [], False
    for number, name in enumerate(names):
        left = sum(CLASSES[other] for other in names[number:])
        share = None if end is None else max(end - time.monotonic(), 0) * CLASSES[name] / left
        line, all_survived = _tried(name, share, random.Random(f"{options.seed} {name}"))
        lines.append(line)
        lost |= not all_survived
        print(line, flush=True)
    print("\n".join(["", f"{'class':<44} {'tried':>7} {'survived':>9} {'took':>10}", *lines]))
    return int(lost)


def _tried(name: str, seconds: float | None, draws: random.Random) -> tuple[str, bool]:
    """A line of the table, and whether all attacks of the class were survived; those that were not are printed at once."""
    begun, results, title, left_out = time.monotonic(), [], name, ""
    with tempfile.TemporaryDirectory(prefix=f"attack-{name}-", ignore_cleanup_errors=True) as folder:
        try:
            attacks: Attacks = importlib.import_module(name)
            title = attacks.NAME
            for tried in _in_time(attacks, Extent(seconds, draws, Path(folder).resolve())):
                results.append(tried)
                if tried.fault:
                    print(f"NOT SURVIVED  {title}: {tried.name}: {tried.fault}", flush=True)
        except LeftOut as reason:
            left_out = f"  LEFT OUT: {reason}"
        except Exception:
            results.append(Tried("the class itself", traceback.format_exc()))
            print(f"NOT SURVIVED  {title}: the class itself: {results[-1].fault}", flush=True)
    survived = sum(not tried.fault for tried in results)
    line = f"{title:<44} {len(results):>7} {survived:>9} {time.monotonic() - begun:>8.0f} s{left_out}"
    if left_out:
        return line, survived == len(results) and os.environ.get("ONRECORD_REQUIRE_BROWSER") != "1"
    return line, survived == len(results) > 0


def _in_time(attacks: Attacks, extent: Extent) -> Iterator[Tried]:
    """The attacks of a class until its time is over."""
    end = None if extent.seconds is None else time.monotonic() + extent.seconds
    with closing(attacks.attacks(extent)) as results:
        for tried in results:
            yield tried
            if end is not None and time.monotonic() > end:
                return


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, help="that the classes share; without it, all is tried")
    parser.add_argument("--only", action="append", choices=CLASSES, help="a class; more than once for several")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
