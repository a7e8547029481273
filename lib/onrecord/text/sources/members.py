"""Members: the files in an archive or a mail, read like any file and written nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import BinaryIO

from onrecord.text.sources.source_files import BUFFER, SourceFile


@dataclass(frozen=True)
class Member(SourceFile):
    """A file in another one. Its path is a name only (`news.zip/a/b.docx`); no file system is ever asked for it.

    Attributes:
        opener: opens it, at its beginning.
    """

    opener: Callable[[], BinaryIO] | None = None

    def open(self, buffer: int = BUFFER) -> BinaryIO:
        """Open it, at its beginning; it can be read more than once.

        Raises:
            SourceError: it is larger than it may be, encrypted or broken.
        """
        assert self.opener
        return self.opener()

    @cached_property
    def is_pipe(self) -> bool:
        """Whether it is a pipe: never."""
        return False
