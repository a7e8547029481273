"""`onrecord notebooks`: copies of the notebooks, for reading and changing."""

from __future__ import annotations

import argparse

from onrecord.cli.folders import check_writable
from onrecord.cli.messages import say
from onrecord.runs.notebook_copies import copy_notebooks
from onrecord.system.text_lines import one_line


def execute(options: argparse.Namespace) -> int:
    """Copy the notebooks and print where each is; the exit code."""
    check_writable(options.to, "--to")
    for copy in copy_notebooks(options.to):
        say(one_line(copy))
    return 0
