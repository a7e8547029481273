"""`onrecord export`: the tables of a folder as one file for another program."""

from __future__ import annotations

import argparse
from pathlib import Path

from onrecord.cli.folders import check_writable, note_growth
from onrecord.cli.messages import end_on_sigterm, say
from onrecord.exchange import export
from onrecord.system.text_lines import one_line


def execute(options: argparse.Namespace) -> int:
    """Write the file and print its name; the exit code."""
    check_writable(str(Path(options.to).parent), "--to")
    end_on_sigterm()
    note_growth(options.folder)
    say(one_line(export(options.folder, options.to, options.form)))
    return 0
