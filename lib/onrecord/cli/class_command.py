"""`onrecord class`: the students' copies of the lessons."""

from __future__ import annotations

import argparse

from onrecord.classroom.copies import make_copies
from onrecord.cli.messages import complain
from onrecord.system.text_lines import one_line


def execute(options: argparse.Namespace) -> int:
    """Make the copies, and print where each is; the exit code."""
    for path, kept in make_copies(options.to):
        if kept:
            complain(f"{path}: has somebody's answers and stays as it is. For a fresh copy rename it, or use --to", 0)
        print(one_line(path))
    return 0
