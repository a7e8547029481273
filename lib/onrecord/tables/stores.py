"""Object stores: tables at an address such as s3://bucket/tables, worked on in a folder of this machine.

A store can neither rename, nor append, nor lock, so that tables are written as ever, in a temporary folder, and what is
whole of them is copied: the parts first, the journal that lists them last. A later call fetches them and goes on.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from onrecord.corrections.sheets import APPLIED
from onrecord.system.folder_lock import NAME as LOCK
from onrecord.system.output_folders import MARK
from onrecord.system.wrong_calls import WrongCall
from onrecord.tables.columns import TABLES
from onrecord.tables.formats import FORMATS
from onrecord.tables.journal import NAME as JOURNAL
from onrecord.tables.partitions import HIDDEN
from onrecord.text.sources.places import place_name

ADDRESS = re.compile(r"(s3|gs|gcs)://[^/]")  # what the Parquet library can write to, with the keys that it finds
OURS = {MARK, JOURNAL, HIDDEN, APPLIED, *(f"{table}.{format_}" for table in TABLES for format_ in FORMATS)}
PAUSE = 60.0  # seconds, at least, between two copies: what is killed loses so much, and no more


class StoreError(WrongCall):
    """An object store that cannot be read or written; the message says why."""


def is_store(place: str) -> bool:
    """Whether a place is an address in an object store."""
    return ADDRESS.match(place) is not None


@contextmanager
def working_folder(address: str) -> Iterator[tuple[Path, Callable[[], None]]]:
    """A temporary folder with the tables at an address, whose changes are copied there: now and then, and at the end.

    Args:
        address: in an object store; its keys come from the environment, as the tools of its maker find them.

    Yields:
        The folder, and a function to call between two articles.

    Raises:
        StoreError: the store does not answer, or refuses.

    Limits:
        The folder takes as much room as the tables. Nothing keeps two calls from writing to one address.
    """
    store = _Store(address)
    with TemporaryDirectory(prefix="onrecord-store-") as folder:
        store.fetch(Path(folder))
        try:
            yield Path(folder), lambda: store.send(Path(folder), PAUSE)
        finally:
            store.send(Path(folder))


@contextmanager
def fetched(address: str) -> Iterator[Path]:
    """A temporary folder with the tables at an address, to be read.

    Raises:
        StoreError: as for `working_folder`.
    """
    with TemporaryDirectory(prefix="onrecord-store-") as folder:
        _Store(address).fetch(Path(folder))
        yield Path(folder)


class _Store:
    """The tables at an address, and the state of the files on this machine that were last copied."""

    def __init__(self, address: str) -> None:
        from pyarrow import fs

        self._address = address
        with self._plain_errors():
            self._system, root = fs.FileSystem.from_uri(address.rstrip("/"))
        self._root = root.rstrip("/")
        self._copied: dict[str, tuple[int, int]] = {}
        self._when = time.monotonic()

    def fetch(self, folder: Path) -> None:
        """Copy the files of tables from the store; what else lies there stays there, and is never touched."""
        from pyarrow import fs

        with self._plain_errors():
            for found in self._system.get_file_info(fs.FileSelector(self._root, allow_not_found=True, recursive=True)):
                name = found.path.removeprefix(f"{self._root}/")
                if found.type == fs.FileType.File and name.split("/")[0] in OURS and ".." not in name:
                    file = folder / name
                    file.parent.mkdir(parents=True, exist_ok=True)
                    with self._system.open_input_stream(found.path) as stream:
                        file.write_bytes(stream.read())
                    self._copied[name] = _state(file)

    def send(self, folder: Path, pause: float = 0.0) -> None:
        """Copy what is new to the store, and take away there what is gone here.

        Args:
            folder: with the files.
            pause: nothing is done if the last copy was made fewer seconds ago.
        """
        if time.monotonic() - self._when < pause:
            return
        here = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        here = {
            name: path for name, path in here.items() if path.name != LOCK and not path.name.startswith(".partial-")
        }
        with self._plain_errors():
            for name in sorted(here, key=lambda name: (name == JOURNAL, name)):
                if self._copied.get(name) != (state := _state(here[name])):
                    with self._system.open_output_stream(f"{self._root}/{name}") as stream:
                        stream.write(here[name].read_bytes())
                    self._copied[name] = state
            for name in set(self._copied) - set(here):
                self._system.delete_file(f"{self._root}/{name}")
                del self._copied[name]
        self._when = time.monotonic()

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError) as problem:  # some repeat the address, with what stands in it
            why = place_name(problem)
            raise StoreError(
                f"{place_name(self._address)}: {why}; check the address, the keys in your environment, and your rights"
            ) from None


def _state(file: Path) -> tuple[int, int]:
    found = file.stat()
    return found.st_size, found.st_mtime_ns
