"""Staleness: what a result depends on, and why one from before does not hold any more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.runs.manifest import FAILED, RUNNING, Entry
from onrecord.system.fingerprints import fingerprint, of_article, of_library, of_model, of_notebook
from onrecord.text.article import Article


def key_of(article: Article, notebook: Path | None, values: Mapping[str, object], model: str) -> dict[str, str]:
    """What a result depends on, each with its fingerprint."""
    key = {"article": of_article(article), "library": of_library(), "model": of_model(model)}
    if notebook is not None:
        key |= {"notebook": of_notebook(notebook), "parameters": fingerprint(values)}
    return key


@dataclass(frozen=True)
class Redo:
    """Which steps are to be done again."""

    fresh: bool
    retry_failed: bool

    def reasons(self, last: Entry | None, key: Mapping[str, str], folder: Path) -> list[str]:
        """Why a step is to be done, in words; empty when it is not."""
        if last is None:
            return ["not done yet"]
        if self.fresh:
            return ["all is to be done again"]
        if last.state == RUNNING:
            return ["it was stopped before its end"]
        changed = [f"{name} changed" for name in key if last.key.get(name) != key[name]]
        if last.state == FAILED:
            return changed or ["it failed"] * self.retry_failed
        return changed + [f"{file} is missing" for file in last.files if not (folder / file).is_file()][:1]
