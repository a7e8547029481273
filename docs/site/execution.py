"""Notebooks executed with the values of their parameters cells, those that have changed since the last time."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from hashlib import sha256
from pathlib import Path

from onrecord.runs._jupyter.execution import execute
from onrecord.runs._jupyter.kernels import Kernels
from onrecord.system import forks
from onrecord.system.fingerprints import fingerprint, of_library, of_notebook

DATA = Path(__file__).resolve().parents[2] / "data"
AT_ONCE = 2


def executed(notebooks: Sequence[Path], folder: Path) -> list[Path]:
    """Execute notebooks.

    Args:
        notebooks: paths.
        folder: where the executed ones go; one that is there, made from the same notebook, library and data, stays.

    Returns:
        Where each of them is now. The program ends where one has failed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    library, data = of_library(), _of_data()
    keys = {path: fingerprint([of_notebook(path), library, data]) for path in notebooks}
    to_do = [path for path in notebooks if not _is_done(folder / path.name, keys[path])]
    if to_do:
        forks.context()  # sets the environment for a moment, which threads must not see
        kernels = Kernels()
        try:
            with ThreadPoolExecutor(AT_ONCE) as pool:
                errors = list(pool.map(lambda path: _execute(path, folder, kernels), to_do))
        finally:
            kernels.close()
        if any(errors):
            sys.exit("\n".join(f"{path.name}: {error}" for path, error in zip(to_do, errors, strict=True) if error))
        for path in to_do:
            _key_of(folder / path.name).write_text(keys[path], encoding="utf-8")
    return [folder / path.name for path in notebooks]


def _execute(path: Path, folder: Path, kernels: Kernels) -> str | None:
    target = folder / path.name
    _key_of(target).unlink(missing_ok=True)
    return execute(path, target, {}, kernels, timeout=None, cache=str(folder), folder=folder).error


def _is_done(target: Path, key: str) -> bool:
    kept = _key_of(target)
    return target.exists() and kept.exists() and kept.read_text(encoding="utf-8") == key


def _key_of(target: Path) -> Path:
    return target.with_suffix(".key")


@cache
def _of_data() -> str:
    """What lessons read: the files of `data`, whatever is in them. Those that a system hides there do not count."""
    files = sorted(path for path in DATA.rglob("[!.]*") if path.is_file())
    return fingerprint([[path.relative_to(DATA).as_posix(), sha256(path.read_bytes()).hexdigest()] for path in files])
