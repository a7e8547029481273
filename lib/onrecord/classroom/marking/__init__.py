"""Marking by hand: boards and forms for students, what they marked, how far they agree, and where they quarrel."""

from onrecord.classroom.marking._agreement import agreement
from onrecord.classroom.marking._board import board, write_board
from onrecord.classroom.marking._quarrel import quarrel
from onrecord.classroom.marking._reading import read
from onrecord.classroom.marking._sources import machine, ours

__all__ = ["agreement", "board", "machine", "ours", "quarrel", "read", "write_board"]
