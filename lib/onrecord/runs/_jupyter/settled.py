"""Settled: an executed notebook without what differs between two executions of the same code on the same article.

That is what papermill and the kernel note of themselves (times, numbers of processes, places of objects in memory), the
ids of cells that had none before, and where on the disk the run, the library and its dependencies lie. What a notebook
itself draws at random, or asks of the clock or the machine, is its own.
"""

from __future__ import annotations

import json
import os
import re
import sysconfig
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from onrecord.system.fingerprints import LIBRARY, fingerprint

NOTES = ("papermill", "execution")  # what papermill writes into metadata
INJECTED = "injected-parameters"  # papermill's tag for the cell with the values of a run
# As Python writes an object that has no better name: "<function f at 0x7f3c2a1b5e40>".
ADDRESS = re.compile(r"(?<= at )0x[0-9a-fA-F]{6,16}(?=>|&gt;)")


class Places:
    """Folders that have another name in each run, and what stands in their place.

    Args:
        folder: of the run; it and the one around it are named as they are seen from the notebook. None: neither is.
        notebook: the executed notebook.
    """

    def __init__(self, folder: Path | None, notebook: Path) -> None:
        names = dict(_of_packages())
        if folder is not None:
            here, seen_from = folder.resolve(), notebook.parent.resolve()
            for place in (here, here.parent):
                if place != Path(place.anchor):
                    names[str(place)] = os.path.relpath(place, seen_from).replace(os.sep, "/")
        written = {as_written: name for place, name in names.items() for as_written in _ways_to_write(place)}
        self._names = {place: name for place, name in sorted(written.items(), key=lambda item: -len(item[0]))}
        # Whole names only; a letter m before it may be the end of a colour in a traceback.
        self._pattern = re.compile(rf"(?<![^\Wm])(?:{'|'.join(map(re.escape, self._names))})(?![\w-])")
        # Warnings name the file of a cell by the number of the kernel's process.
        start = re.escape(os.path.join(tempfile.gettempdir(), "ipykernel_"))
        self._process = re.compile(rf"{start}\d+[/\\]+")

    def settled(self, text: str) -> str:
        """A text that a notebook put out, without what is another in each run."""
        text = self._pattern.sub(lambda found: self._names[found[0]], text)
        return ADDRESS.sub("0x…", self._process.sub("ipykernel/", text))


def _of_packages() -> Iterator[tuple[str, str]]:
    """Where Python code lies, as a traceback or a warning names it."""
    yield str(LIBRARY.parent), "…"
    for kind in ("purelib", "platlib", "stdlib", "platstdlib"):
        yield sysconfig.get_path(kind), "…"


def _ways_to_write(place: str) -> Iterator[str]:
    """A path as the system writes it, as a text in code does, with slashes, and as IPython shortens it in a traceback."""
    home = os.path.expanduser("~")
    for path in (place, "~" + place[len(home) :]) if place.startswith(home + os.sep) else (place,):
        yield from {path, path.replace("\\", "\\\\"), path.replace("\\", "/")}


def settle(path: Path, original: Path, places: Places) -> None:
    """Settle the file of an executed notebook.

    Args:
        path: of the file.
        original: the notebook that was executed; its cells keep the ids that they have there.
        places: that have another name in each run.
    """
    notebook = json.loads(path.read_bytes())
    _without_notes(notebook)
    ids, seen = _ids(original), Counter[str]()
    for cell in notebook["cells"]:
        _without_notes(cell)
        if INJECTED in cell["metadata"].get("tags", ()):
            cell["source"] = _each_text(cell["source"], places)
        if "outputs" in cell:
            cell["outputs"] = _each_text(cell["outputs"], places)
        if cell.get("id") not in ids:
            content = fingerprint([cell["cell_type"], "".join(cell["source"])])
            seen[content] += 1
            cell["id"] = f"{content}-{seen[content]}"
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ": "))
    path.write_bytes((text + "\n").encode("utf-8", "replace"))


def _without_notes(of: Mapping[str, Any]) -> None:
    for name in NOTES:
        of["metadata"].pop(name, None)


def _ids(notebook: Path) -> Collection[str]:
    """The ids of a notebook's cells; none where it cannot be read any more."""
    try:
        return {cell["id"] for cell in json.loads(notebook.read_bytes())["cells"] if "id" in cell}
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def _each_text(content: Any, places: Places) -> Any:
    """A content of lists and dictionaries with each of its texts settled."""
    if isinstance(content, str):
        return places.settled(content)
    if isinstance(content, list):
        return [_each_text(part, places) for part in content]
    if isinstance(content, dict):
        return {name: _each_text(part, places) for name, part in content.items()}
    return content
