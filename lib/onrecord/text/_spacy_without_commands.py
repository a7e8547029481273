"""spaCy without its commands: `import spacy` takes a third less time when what only its command line needs comes when it is asked for.

Leans on `import spacy` taking `spacy.cli` for nothing but the function `spacy.info`, on `spacy` having no `__getattr__` of
its own, and on catalogue taking a dictionary for `AVAILABLE_ENTRY_POINTS`. Should another version take more from
`spacy.cli`, that is imported as ever, only not sooner. tests/text/test_spacy_without_commands.py compares what there is
afterwards with a plain import.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec
from threading import Lock
from types import ModuleType

COMMANDS, INFO = "spacy.cli", "spacy.cli.info"
WITH_COMMANDS = ("cli", "displacy")  # modules that `import spacy` brings by way of its commands alone

_importing = Lock()  # what stands in for the commands is put there and taken away by one thread at a time


def import_spacy() -> ModuleType:
    """spaCy; `spacy.cli`, `spacy.displacy` and `spacy.info` are loaded when they are first asked for."""
    with _importing:
        # Imported, too, where it is there: another thread may be in the midst of it.
        return import_module("spacy") if "spacy" in sys.modules else _without_commands()


def _without_commands() -> ModuleType:
    found = find_spec("spacy")
    commands, info = ModuleType(COMMANDS), ModuleType(INFO)
    commands.__path__ = [f"{folder}/cli" for folder in (found and found.submodule_search_locations) or ()]
    info.info = None  # type: ignore[attr-defined]
    stand_ins = {COMMANDS: commands, INFO: info}
    sys.modules.update(stand_ins)
    try:
        spacy = import_module("spacy")
    finally:
        for name in stand_ins:
            del sys.modules[name]
    _group_entry_points()
    del spacy.info
    spacy.__getattr__ = _command  # type: ignore[method-assign]
    return spacy


def _group_entry_points() -> None:
    """Hold the entry points of all packages by group: catalogue, with which spaCy looks up its parts, takes this form, too.

    Else it walks over all of them hundreds of times while a pipeline is loaded.
    """
    all_ = entry_points()
    vars(import_module("catalogue"))["AVAILABLE_ENTRY_POINTS"] = {
        group: all_.select(group=group) for group in all_.groups
    }


def _command(name: str) -> object:
    """What `spacy` has once its commands are imported."""
    if name in WITH_COMMANDS:
        return import_module(f"spacy.{name}")
    if name == "info":
        return import_module(INFO).info
    raise AttributeError(f"module 'spacy' has no attribute {name!r}")
