"""Marking by hand: boards and forms for students, what they marked, how far they agree, and where they quarrel.

>>> from onrecord.classroom import article, marking
>>> marking.board(article("ostrel-courier_2021-04-16"), "Anna")
"""

from onrecord.classroom.marking._agreement import agreement
from onrecord.classroom.marking._board import board, write_board
from onrecord.classroom.marking._compared import corrections, how_often_right, save
from onrecord.classroom.marking._datasheet import datasheet
from onrecord.classroom.marking._forms import form, sheet
from onrecord.classroom.marking._quarrel import quarrel
from onrecord.classroom.marking._reading import read
from onrecord.classroom.marking._sources import machine, made_up, project_marks

__all__ = [
    "agreement",
    "board",
    "corrections",
    "datasheet",
    "form",
    "how_often_right",
    "machine",
    "made_up",
    "project_marks",
    "quarrel",
    "read",
    "save",
    "sheet",
    "write_board",
]
