"""Exporting: the tables of a folder as one file for other programs, its kind by its suffix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from onrecord.exchange.annotations import write_doccano, write_hypothesis, write_label_studio, write_web_annotations
from onrecord.exchange.folders import TablesFolder, find_tables
from onrecord.exchange.qda_project import write_qda_project
from onrecord.exchange.workbook import write_workbook
from onrecord.system.extras import ExtraMissing
from onrecord.system.files import make_named_folder
from onrecord.system.text_lines import one_line
from onrecord.system.wrong_calls import WrongCall

# Each form by its name: the suffix of its files, and what writes them.
_WRITERS: Mapping[str, tuple[str, Callable[[TablesFolder, Path], None]]] = {
    "xlsx": (".xlsx", write_workbook),
    "qdpx": (".qdpx", write_qda_project),
    "web-annotation": (".jsonld", write_web_annotations),
    "label-studio": (".json", write_label_studio),
    "doccano": (".jsonl", write_doccano),
    "hypothesis": (".json", write_hypothesis),
}
FORMS = tuple(_WRITERS)


class UnknownForm(WrongCall):
    """A file that tells by its suffix no form that can be written; the message names those that can."""


def export(folder: str | Path, to: str | Path, form: str | None = None) -> Path:
    """Write the tables of a folder as one file for another program.

    Args:
        folder: what `onrecord run` or `onrecord tables` wrote, or the folder of one article in it.
        to: the file; one that is there is replaced, whole. Its folder is made if it is not there.
        form: one of `FORMS`; by the suffix of `to` when left out.

    Returns:
        The file.

    Raises:
        UnknownForm: there is no such form, or the suffix tells none.
        NoTables: the folder holds no tables, or they cannot be read.
        ExtraMissing: a library that the form needs is not installed.
        OSError: it cannot be written.
    """
    file = Path(to)
    write = _WRITERS[form_of(file, form)][1]
    tables = find_tables(folder)
    make_named_folder(file.parent)
    try:
        write(tables, file)
    except ExtraMissing as problem:
        raise ExtraMissing(f"{one_line(file)}: {problem}.") from None
    return file


def form_of(file: Path, form: str | None = None) -> str:
    """The form of a file: the one that is named, or that of its suffix.

    Raises:
        UnknownForm: there is none of that name, or for that suffix.
    """
    by_suffix = {suffix: name for name, (suffix, _) in reversed([*_WRITERS.items()])}
    found = form or by_suffix.get(file.suffix.lower(), "")
    if found not in _WRITERS:
        what = f"{one_line(form)!r} is none of {', '.join(FORMS)}" if form else "its suffix tells no kind of file"
        raise UnknownForm(f"{one_line(file)}: {what}; give a name that ends in one of {', '.join(by_suffix)}.")
    return found
