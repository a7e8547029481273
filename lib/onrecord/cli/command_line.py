"""Command line: the parser is built from light modules; a command's own module is imported when it is called.

Exit codes: 0 all done; 1 some articles failed, each named on stderr, the others kept; 2 the call itself is wrong.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from importlib import import_module

from onrecord.cli.arguments import make_parser
from onrecord.cli.messages import complain, mute, report_stop
from onrecord.system.wrong_calls import WrongCall


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: the words after `onrecord`; those of this process when left out.

    Returns:
        The exit code.

    Raises:
        SystemExit: the words cannot be parsed (code 2), or ask for help (code 0).
    """
    options = make_parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        return _call(options)
    except BrokenPipeError:  # `onrecord show x | head`
        mute(sys.stdout)
        return 0
    except OSError as problem:
        return complain(f"{problem.filename or 'writing'}: {problem.strerror or problem}", code=2)
    except KeyboardInterrupt as stop:
        return report_stop(stop, fresh=getattr(options, "fresh", None))
    except WrongCall as problem:
        return complain(str(problem), code=2)


def _call(options: argparse.Namespace) -> int:
    """Import the module of a command and execute it; the exit code."""
    return import_module(f"onrecord.cli.{options.command}").execute(options)
