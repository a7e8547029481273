"""Memory: what of each feed was read by earlier calls into the same folder, in a file of that folder."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from onrecord.system.files import InTheWay, is_plain_file, write_whole
from onrecord.system.folder_lock import FolderLock, FolderTaken
from onrecord.system.output_folders import is_output
from onrecord.text.sources.feeds.items import Item
from onrecord.text.sources.places import without_password

NAME = "feeds.json"
MAX_BYTES = 50_000_000  # of the file; a larger one is none of ours
MOST_NAMES = 20_000  # of articles of a feed that are kept; no feed lists so many
MOST_TRIES = 3  # calls in which an article is asked for that cannot be had
MAX_WAIT = 86_400.0  # seconds that a server may ask to be left alone


@dataclass
class Known:
    """What is known of a feed.

    Attributes:
        etag, modified: what its server said of its state when it was last read; None where it said nothing.
        read: when something new was last found in it, as a time in Greenwich.
        done: names and addresses of the articles that were read, or given up, in order; their values say nothing.
        waiting: articles that were listed and not read yet, by name.
        tries: how often each of them was asked for.
        not_before: seconds since 1970 before which its server asks to be left alone.
    """

    etag: str | None = None
    modified: str | None = None
    read: str | None = None
    done: dict[str, None] = field(default_factory=dict)
    waiting: dict[str, Item] = field(default_factory=dict)
    tries: dict[str, int] = field(default_factory=dict)
    not_before: float = 0.0

    def is_new(self, item: Item) -> bool:
        """Whether an article is neither done nor waiting."""
        return not any(name in self.done or name in self.waiting for name in (item.name, item.link or item.name))

    def end(self, item: Item) -> None:
        """Write down that an article is done."""
        for name in (item.name, item.link or item.name):
            self.done.pop(name, None)
            self.done[name] = None
            self.waiting.pop(name, None)
            self.tries.pop(name, None)
        for name in list(self.done)[: max(0, len(self.done) - MOST_NAMES)]:
            del self.done[name]

    def fail(self, item: Item) -> bool:
        """Write down that an article could not be had; whether it is given up now."""
        self.tries[item.name] = self.tries.get(item.name, 0) + 1
        if gives_up := self.tries[item.name] >= MOST_TRIES:
            self.end(item)
        return gives_up


class Memory:
    """The feeds that are read into a folder.

    Args:
        folder: of the runs; nothing is written as long as On Record has not written it.
        fresh: whether what is known is not to count: all that a feed lists is read again.
    """

    def __init__(self, folder: str | Path, fresh: bool = False) -> None:
        self._path = Path(folder) / NAME
        self._fresh = fresh
        self._feeds: dict[str, Known] = {}
        self._given: dict[str, tuple[str, Item]] = {}
        self._changed = False

    def of(self, address: str) -> Known:
        """What is known of a feed."""
        address = without_password(address)
        if address not in self._feeds:
            self._feeds[address] = Known() if self._fresh else _read(self._path).get(address, Known())
        return self._feeds[address]

    def change(self) -> None:
        """Say that something is to be written down at the next `save`."""
        self._changed = True

    def give(self, address: str, item: Item, source: str | None) -> None:
        """Remember that an article was handed on under a source; it is done when that is (`end`)."""
        self._given[source or ""] = (without_password(address), item)

    def end(self, source: str, failed: bool) -> None:
        """Write down that an article is done, or has failed; for whoever holds the lock of the folder."""
        if given := self._given.pop(source, None):
            known = self._feeds[given[0]]
            known.fail(given[1]) if failed else known.end(given[1])
            self._changed = True
            self._write()

    def save(self) -> None:
        """Write down what has changed; another process that writes to the folder now is not waited for."""
        if not self._changed or not is_output(self._path.parent):
            return
        with suppress(FolderTaken, InTheWay), FolderLock(self._path.parent):
            self._write()

    def _write(self) -> None:
        there = _read(self._path)
        for address, known in self._feeds.items():
            if address in there:  # another call may have read on meanwhile
                known.done = there[address].done | known.done
            there[address] = known
        write_whole(self._path, json.dumps({address: _stated(known) for address, known in there.items()}, indent=1))
        self._changed = False


def now() -> str:
    """The time, as it is written down."""
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")


def _stated(known: Known) -> dict[str, Any]:
    return {
        **{name: getattr(known, name) for name in ("etag", "modified", "read", "not_before", "tries")},
        "waiting": [asdict(item) for item in known.waiting.values()],
        "done": list(known.done),
    }


def _read(path: Path) -> dict[str, Known]:
    """What the file of a folder says; nothing where it is not there, or not as we write it."""
    with suppress(OSError, ValueError, RecursionError):
        if is_plain_file(path) and path.stat().st_size <= MAX_BYTES:
            stated = json.loads(path.read_text("utf-8"))
            if isinstance(stated, dict):
                return {address: _known(about) for address, about in stated.items() if isinstance(about, dict)}
    return {}


def _known(about: dict[str, Any]) -> Known:
    known = Known(**{name: about[name] for name in ("etag", "modified", "read") if isinstance(about.get(name), str)})
    known.done = dict.fromkeys(filter(_is_text, _list(about.get("done"))))
    for row in _list(about.get("waiting")):
        if isinstance(row, dict) and _is_text(row.get("name")):
            texts = {one.name: row[one.name] for one in fields(Item) if _is_text(row.get(one.name))}
            known.waiting[row["name"]] = Item(**{"link": None, **texts})
    tries = about.get("tries")
    if isinstance(tries, dict):
        known.tries = {name: n for name, n in tries.items() if isinstance(n, int) and name in known.waiting}
    if isinstance(asked := about.get("not_before"), int | float):
        known.not_before = float(asked)
    return known


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _is_text(value: object) -> bool:
    return isinstance(value, str)
