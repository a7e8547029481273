"""Journal: which parts of a folder of tables are done, and what they were made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from onrecord.system.append_log import AppendLog

NAME = ".tables.jsonl"


@dataclass(frozen=True)
class Part:
    """A part that is done.

    Attributes:
        key: fingerprint of each thing that the tables depend on, besides the articles.
        articles: fingerprint of its articles, in their order.
        n_articles: how many there are; fewer than fit in only in the last part.
        failed: why an article could not be analysed, by its place among them.
        files: fingerprint of each of its files, by table.
        given: fingerprint of the corrections that are about its articles.
        corrections: why a correction of its articles does not fit, by the key of its line; "" for one that does.
    """

    key: Mapping[str, str]
    articles: str
    n_articles: int
    failed: Mapping[int, str]
    files: Mapping[str, str]
    given: str = ""
    corrections: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class End:
    """What comes after the last part of articles.

    Attributes:
        pairs: of each part of pairs across articles, the fingerprint of its file, by table.
        csv: fingerprint of each CSV file, by table.
    """

    pairs: Sequence[Mapping[str, str]]
    csv: Mapping[str, str]


class Journal:
    """The journal of a folder, a file to which a line is added for each part, and which is written anew in the end.

    It may say more than is true, never less: files are looked at before it is believed.

    Attributes:
        parts: those of articles, in their order.
        end: None as long as the tables are not finished.
    """

    def __init__(self, folder: Path) -> None:
        self._log = AppendLog(folder / NAME)
        self.parts: list[Part] = []
        self.end: End | None = None
        for line in self._log.read():
            try:
                self._take(line)
            except (AttributeError, KeyError, TypeError, ValueError):  # a line of another program or version
                break

    def _take(self, line: dict[str, Any]) -> None:
        """Take note of a line: what was written of the parts behind it, and of the end, does not hold any more."""
        number = line["number"]
        if not 0 <= number <= len(self.parts):
            raise ValueError("a part before it is missing")
        if "end" in line:
            end = End(**line["end"])
            _check(isinstance(end.pairs, list), _are_texts(end.csv, *end.pairs))
            self.parts[number:], self.end = [], end
        else:
            failed = {int(place): why for place, why in line["part"]["failed"].items()}
            part = Part(**{**line["part"], "failed": failed})
            _check(
                _are_texts(part.key, part.files, part.corrections),
                isinstance(part.articles, str),
                isinstance(part.given, str),
                type(part.n_articles) is int,
            )
            _check(all(0 <= place < part.n_articles and isinstance(why, str) for place, why in failed.items()))
            self.parts[number:], self.end = [part], None

    def put(self, number: int, part: Part) -> None:
        """Write that a part is done; parts behind it, and an end, are forgotten."""
        self.parts[number:], self.end = [part], None
        self._log.add(_part_line(number, part))

    def finish(self, number: int, end: End) -> None:
        """Write that all is done, with so many parts, and nothing of what does not hold any more."""
        self.parts, self.end = self.parts[:number], end
        lines = [_part_line(*numbered) for numbered in enumerate(self.parts)]
        self._log.replace([*lines, {"number": number, "end": asdict(end)}])

    def remove(self) -> None:
        """Take the journal away: what is in the folder now is none of its parts."""
        self._log.remove()


def _are_texts(*fingerprints: Mapping[str, str]) -> bool:
    """Whether these are dictionaries of texts."""
    return all(isinstance(value, str) for each in fingerprints for value in each.values())


def _check(*right: bool) -> None:
    if not all(right):
        raise ValueError("a line of another shape")


def _part_line(number: int, part: Part) -> dict[str, object]:
    return {"number": number, "part": asdict(part)}
