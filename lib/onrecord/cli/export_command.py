"""`onrecord export`: the tables of a folder as one file for another program."""

from __future__ import annotations

import argparse

from onrecord.cli.messages import end_on_sigterm
from onrecord.exchange import export
from onrecord.system.text_lines import one_line


def execute(options: argparse.Namespace) -> int:
    """Write the file and print its name; the exit code."""
    end_on_sigterm()
    print(one_line(export(options.folder, options.to, options.form)))
    return 0
