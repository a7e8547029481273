"""`onrecord class`: the students' copies of the lessons, or what a grader makes them from."""

from __future__ import annotations

import argparse

from onrecord.classroom.copies import make_copies
from onrecord.classroom.graders import write_sources
from onrecord.cli.folders import check_writable
from onrecord.cli.messages import complain, say
from onrecord.system.text_lines import one_line


def execute(options: argparse.Namespace) -> int:
    """Make the copies, and print where each is; the exit code."""
    check_writable(options.to, "--to")
    written = write_sources(options.grader, options.to) if options.grader else make_copies(options.to)
    for path, kept in written:
        if kept:
            complain(f"{path}: was changed and stays as it is. For a fresh copy rename it, or use --to", 0)
        say(one_line(path))
    return 0
