"""Samples: the articles that come with the project."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from onrecord.text.article import Article, SourceError
from onrecord.text.sources.text_files import PAGES, read_file

SAMPLE = Path(__file__).parents[4] / "data" / "articles" / "brief_2022-03-24.txt"


def sample_paths() -> list[Path]:
    """The files of all samples, in order of their names."""
    return sorted(path for path in SAMPLE.parent.iterdir() if path.suffix in PAGES)


def read_sample() -> Article:
    """The article that `sample` names."""
    _check_samples("sample")
    return replace(read_file(SAMPLE, "sample"), source="sample")


def read_samples() -> Iterator[tuple[str, Article]]:
    """The articles that `samples` names, each with the name of its file."""
    _check_samples("samples")
    for path in sample_paths():
        yield path.name, replace(read_file(path, path.name), source=path.name)


def _check_samples(word: str) -> None:
    if not SAMPLE.exists():
        raise SourceError(f"{word}: comes with the project's folder, not with the package. Give a path instead.")
