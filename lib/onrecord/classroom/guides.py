"""Guides: the pages that lie beside students' copies, and links that lead to nothing else than what lies there."""

from __future__ import annotations

import re
from collections.abc import Collection
from copy import deepcopy
from pathlib import PurePosixPath

from nbformat import NotebookNode

from onrecord.system.resources import TEACHING

GUIDES = ("glossary.md", "marking.md")  # setup.py ships these
LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\((?![a-z]+:|#)([^()\s#]+)(#[^()\s]*)?\)")


def guides(there: Collection[str]) -> dict[str, str]:
    """The pages by their file names.

    Args:
        there: names of the other files of their folder; links to these and to the pages stay.
    """
    known = {*there, *GUIDES}
    return {name: _linked((TEACHING / name).read_text(encoding="utf-8"), known) for name in GUIDES}


def with_links(notebook: NotebookNode, there: Collection[str]) -> NotebookNode:
    """A notebook whose links lead to files of its folder; other links to files become words.

    Args:
        notebook: it stays as it is.
        there: names of the files of its folder.
    """
    linked = deepcopy(notebook)
    for cell in linked.cells:
        if cell.cell_type == "markdown":
            cell.source = _linked(cell.source, there)
    return linked


def _linked(text: str, there: Collection[str]) -> str:
    def link(found: re.Match[str]) -> str:
        name = PurePosixPath(found[2]).name
        return f"[{found[1]}]({name}{found[3] or ''})" if name in there else found[1]

    return LINK.sub(link, text)
