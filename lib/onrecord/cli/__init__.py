"""Commands of the terminal, each imported when it is called."""

from onrecord.cli.command_line import main

__all__ = ["main"]
