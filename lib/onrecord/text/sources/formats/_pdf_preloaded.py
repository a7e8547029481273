"""Preloaded: what reading a PDF takes, imported once by the process that others are forked from (see `system.forks`)."""

import pypdfium2.raw  # noqa: F401  # starts no thread

from onrecord.text.hyphens import known_words
from onrecord.text.sources.formats import _pdf_pieces  # noqa: F401

known_words()
