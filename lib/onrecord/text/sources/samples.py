"""Samples: the articles that come with the project."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from onrecord.system.resources import SAMPLE, SAMPLES
from onrecord.text.article import Article
from onrecord.text.sources.text_files import PAGES, read_file


def sample_paths() -> list[Path]:
    """The files of all samples, in order of their names."""
    return sorted(path for path in SAMPLES.iterdir() if path.suffix in PAGES)


def read_sample() -> Article:
    """The article that `sample` names."""
    return replace(read_file(SAMPLE, "sample"), source="sample")


def read_samples() -> Iterator[tuple[str, Article]]:
    """The articles that `samples` names, each with the name of its file."""
    for path in sample_paths():
        yield path.name, replace(read_file(path, path.name), source=path.name)
