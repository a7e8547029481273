"""Journal: which parts of a folder of tables are done, and what they were made from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from onrecord.system.files import write_whole

NAME = ".tables.json"


@dataclass(frozen=True)
class Part:
    """A part that is done.

    Attributes:
        key: fingerprint of each thing that the tables depend on, besides the articles.
        articles: fingerprint of its articles, in their order.
        n_articles: how many there are; fewer than fit in only in the last part.
        failed: why an article could not be analysed, by its place among them.
        files: fingerprint of each of its files, by table.
    """

    key: Mapping[str, str]
    articles: str
    n_articles: int
    failed: Mapping[int, str]
    files: Mapping[str, str]


@dataclass(frozen=True)
class End:
    """What comes after the last part of articles.

    Attributes:
        pairs: of each part of pairs across articles, the fingerprint of its file, by table.
        csv: fingerprint of each CSV file, by table.
    """

    pairs: list[Mapping[str, str]]
    csv: Mapping[str, str]


class Journal:
    """The journal of a folder, a file that is written anew with each part, and whole or not at all.

    It may say more than is true, never less: files are looked at before it is believed.

    Attributes:
        parts: those of articles, in their order.
        end: None as long as the tables are not finished.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self.parts: list[Part] = []
        self.end: End | None = None
        try:
            content = json.loads(self._path.read_bytes())
            self.parts = [_part(**part) for part in content["parts"]]
            self.end = End(**content["end"]) if content["end"] else None
        except (FileNotFoundError, ValueError, TypeError, KeyError, AttributeError):
            self.parts = []  # nothing that can be read is nothing that was done

    def put(self, number: int, part: Part) -> None:
        """Say that a part is done; what was said of the parts behind it, and of the end, is forgotten."""
        self.parts, self.end = [*self.parts[:number], part], None
        self._write()

    def finish(self, number: int, end: End) -> None:
        """Say that all is done, with so many parts."""
        self.parts, self.end = self.parts[:number], end
        self._write()

    def remove(self) -> None:
        """Take the journal away: what is in the folder now is none of its parts."""
        self._path.unlink(missing_ok=True)

    def _write(self) -> None:
        parts = ",\n".join(json.dumps(asdict(part)) for part in self.parts)
        end = json.dumps(self.end and asdict(self.end))
        write_whole(self._path, f'{{"parts": [\n{parts}\n], "end": {end}}}\n')


def _part(failed: Mapping[str, str], **more: object) -> Part:
    return Part(failed={int(place): why for place, why in failed.items()}, **more)
