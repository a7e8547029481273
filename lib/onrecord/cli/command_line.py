"""Command line: the parser is built from light modules; a command's own module is imported when it is called.

Exit codes: 0 all done; 1 some articles failed, each named on stderr, the others kept; 2 the call itself is wrong.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from onrecord.cli.arguments import make_parser
from onrecord.cli.messages import complain, mute, named_output, report_stop
from onrecord.cli.progress import Progress
from onrecord.system.shortages import in_words, shortage
from onrecord.system.text_lines import first_line
from onrecord.system.wrong_calls import WrongCall

FULL = 1_000_000  # bytes that are left on a disk that nothing more goes on


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: the words after `onrecord`; those of this process when left out.

    Returns:
        The exit code.

    Raises:
        SystemExit: the words cannot be parsed (code 2), or ask for help (code 0).
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    options = argparse.Namespace()
    try:
        options = make_parser().parse_args(arguments)
        with named_output(), Progress(sys.stderr).running():
            return _call(options)
    except BrokenPipeError:  # `onrecord show x | head`
        mute(sys.stdout)
        return 0
    except OSError as problem:
        return complain(_of_disk(problem, options), code=2)
    except KeyboardInterrupt as stop:
        return report_stop(stop, fresh=getattr(options, "fresh", None))
    except WrongCall as problem:
        return complain(_as_typed(str(problem), options), code=2)
    except ImportError as problem:
        if shortage(problem):
            _end_half_loaded(complain(f"{in_words(problem)}; what is done is kept", code=2))
        return complain(
            f"cannot be loaded: {first_line(problem)}. Install On Record again with all it requires.", code=2
        )
    except (MemoryError, RuntimeError, SystemError) as problem:
        if not shortage(problem):
            raise
        return complain(f"{in_words(problem)}; what is done is kept", code=2)


def _end_half_loaded(code: int) -> NoReturn:
    """End this process at once: a library of which a part found no memory crashes when Python takes it down."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _of_disk(problem: OSError, options: argparse.Namespace) -> str:
    """What the system did not do, and where, in a line."""
    if problem.filename or shortage(problem):
        return in_words(problem)
    places = [getattr(options, name, None) for name in ("out", "to")]
    full = [place for place in (*filter(None, places), *_temporary()) if _is_full(place)]
    return f"{full[0] if full else 'writing'}: {in_words(problem)}"


def _as_typed(message: str, options: argparse.Namespace) -> str:
    """A message with the arguments that it names in backticks as they are typed on the command line."""
    given = {name for name, _ in getattr(options, "parameter", ())}

    def typed(argument: re.Match[str]) -> str:
        name = argument[1]
        if name in given:
            return f"-p {name}"
        return f"--{name.replace('_', '-')}" if name in vars(options) else argument[0]

    return re.sub(r"`(\w+)`", typed, message)


def _temporary() -> list[str]:
    try:
        return [tempfile.gettempdir()]
    except OSError:
        return []


def _is_full(place: str) -> bool:
    """Whether there is next to no room on the disk of a folder."""
    try:
        return shutil.disk_usage(place).free < FULL
    except OSError:
        return False


def _call(options: argparse.Namespace) -> int:
    """Import the module of a command and execute it; the exit code."""
    code: int = import_module(f"onrecord.cli.{options.command}").execute(options)
    if sys.stdout is not None:
        sys.stdout.flush()  # what cannot be written is told now, not by Python when it ends
    return code
