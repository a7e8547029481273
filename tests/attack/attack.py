"""Attack: everything that we know of against this program, tried on it as it is; a table of what was tried and survived.

    python tests/attack/attack.py [--minutes N] [--only CLASS]... [--seed N]

Without --minutes all of it is tried, which takes about an hour. With it, the classes share the time. The exit code is 1 if
anything was not survived; each such attack is named, and the seed with which it can be repeated.
"""

from __future__ import annotations

import argparse
import importlib
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from attacking import Attacks, Extent, Tried

CLASSES: tuple[str, ...] = ()  # modules of this folder, in the order in which they are tried


def main() -> int:
    """Try what the command line asks for, and print the table; the exit code."""
    options = _options()
    names = options.only or CLASSES
    share = options.minutes and options.minutes * 60 / len(names)
    print(f"seed {options.seed}", flush=True)
    lines, lost = [], False
    for name in names:
        attacks: Attacks = importlib.import_module(name)
        begun, results = time.monotonic(), []
        with tempfile.TemporaryDirectory(prefix=f"attack-{name}-") as folder:
            extent = Extent(share, random.Random(f"{options.seed} {name}"), Path(folder))
            for tried in _all_tried(attacks, extent):
                results.append(tried)
                if tried.fault:
                    print(f"NOT SURVIVED  {attacks.NAME}: {tried.name}: {tried.fault}", flush=True)
        survived = sum(not tried.fault for tried in results)
        lost |= survived < len(results) or not results
        lines.append(f"{attacks.NAME:<44} {len(results):>7} {survived:>9} {time.monotonic() - begun:>8.0f} s")
        print(lines[-1], flush=True)
    print("\n".join(["", f"{'class':<44} {'tried':>7} {'survived':>9} {'took':>10}", *lines]))
    return int(lost)


def _all_tried(attacks: Attacks, extent: Extent) -> Iterator[Tried]:
    """The attacks of a class until its time is over; one that stops the class itself is one that was not survived."""
    end = None if extent.seconds is None else time.monotonic() + extent.seconds
    try:
        with closing(attacks.attacks(extent)) as results:
            for tried in results:
                yield tried
                if end and time.monotonic() > end:
                    return
    except Exception:
        yield Tried("the class itself", traceback.format_exc())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, help="that the classes share; without it, all is tried")
    parser.add_argument("--only", action="append", choices=CLASSES, help="a class; more than once for several")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
