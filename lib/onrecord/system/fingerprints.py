"""Fingerprints: short names for what a result was made from, so that a change in any of it is seen."""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from onrecord.system.models import installed_model
from onrecord.system.resources import CLASS, LESSONS, MARKED, NOTEBOOKS, SAMPLES

LIBRARY = Path(__file__).parents[1]
WEIGHTS = "onrecord_minilm"  # the package that holds them, where it is installed
PARTS = (".py", ".csv", ".css", ".html", ".js", ".json", ".onnx")  # endings of the files that results depend on
OWN_WORDS = "ONRECORD_WORDS"  # names a folder of one's own words, which onrecord.words reads
SCORERS = ("vaderSentiment", "nltk", "onnxruntime", "tokenizers")  # packages that score tone


def fingerprint(content: object) -> str:
    """Sixteen letters that stand for a content made of texts, numbers, lists and dictionaries."""
    text = json.dumps(content, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def of_article(article: object) -> str:
    """Text, metadata and place of an article: all that a `text.articles.Article` holds."""
    return fingerprint(vars(article))


@cache
def of_library() -> str:
    """Code, word lists, weights, style and scripts of this library, one's own words, and the versions of what scores tone for it."""
    folders = [LIBRARY, *_package_folders(WEIGHTS)]
    if own := os.environ.get(OWN_WORDS):
        folders.append(Path(own))
    return fingerprint([*map(of_folder, folders), *map(_version, SCORERS)])


def of_folder(folder: Path) -> str:
    """Names and contents of all files under a folder that results depend on; see `PARTS`. Notebooks, samples and the class pack do not count."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in PARTS and not _is_material(path)):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _package_folders(package: str) -> list[Path]:
    """Where a package is installed; none if it is not. It is not imported."""
    spec = find_spec(package) if package.isidentifier() else None
    return [Path(folder) for folder in (spec and spec.submodule_search_locations) or ()]


def _is_material(path: Path) -> bool:
    """Whether a file is a notebook, an article or marks of one: no result of an article depends on these."""
    return not {NOTEBOOKS, SAMPLES, MARKED, CLASS, LESSONS}.isdisjoint(path.parents)


@cache
def of_model(model: str) -> str:
    """All files of a language model, for its name and version alone say nothing of its weights; and the version of spaCy.

    Read once per process: the default model in a fiftieth of a second, one of 400 MB in half a second.
    """
    model = installed_model(model)
    folders = _package_folders(model) or [Path(model)]
    return fingerprint([model, _version(model), [_of_pipeline(folder) for folder in folders], _version("spacy")])


def _of_pipeline(folder: Path) -> str:
    """Names and contents of all files of a pipeline's folder; "" where that is none, or nobody may read it."""
    digest = hashlib.sha256()
    try:
        if not (folder / "meta.json").is_file():  # as spaCy requires; a folder of anything else may be large
            return ""
        for path in sorted(path for path in folder.rglob("*") if path.suffix != ".pyc" and path.is_file()):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + _of_file(path))
    except (OSError, ValueError):
        return ""
    return digest.hexdigest()


def _of_file(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _version(package: str) -> str:
    try:
        return version(package)
    except (PackageNotFoundError, ValueError):
        return "not installed"


def of_notebook(notebook: Path) -> str:
    """Cells of a notebook, as they are written; what they gave when they were last executed does not count.

    Raises:
        ValueError: the file is no notebook.
    """
    there = notebook.stat()
    return _of_cells(notebook, there.st_mtime_ns, there.st_size)


@lru_cache(maxsize=64)  # it is asked for each article
def _of_cells(notebook: Path, mtime: int, size: int) -> str:
    try:
        content = json.loads(notebook.read_bytes())
        cells = content["cells"] if isinstance(content, dict) and "cells" in content else content
        return fingerprint([[c.get("cell_type"), c.get("source"), c.get("metadata", {}).get("tags")] for c in cells])
    except (AttributeError, RecursionError, TypeError) as fault:
        raise ValueError("is no notebook") from fault
