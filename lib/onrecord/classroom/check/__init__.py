"""Check: is an answer right, and if not, what kind of mistake is it? Hints never give the answer away.

Each function takes what a student typed, whatever that is, and returns a `Checked`, which shows itself in a notebook and
in a terminal. `of` is the name of a text with hand marks (see `onrecord.classroom.names`), `words` are some words
of it that pick out one marked quote or figure.
"""

from onrecord.classroom.check._answers import answer, guess
from onrecord.classroom.check._checked import Checked
from onrecord.classroom.check._evidence import evidence
from onrecord.classroom.check._figures import event, value
from onrecord.classroom.check._numbers import number
from onrecord.classroom.check._quotes import kind, quote
from onrecord.classroom.check._relations import relation
from onrecord.classroom.check._speakers import claimant, speaker
from onrecord.classroom.check._stopped import watch_cells

__all__ = [
    "Checked",
    "answer",
    "claimant",
    "event",
    "evidence",
    "guess",
    "kind",
    "number",
    "quote",
    "relation",
    "speaker",
    "value",
]

watch_cells()
