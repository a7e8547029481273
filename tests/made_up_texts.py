"""Made-up texts and files, for tests of what is read."""

from pathlib import Path

import pytest

from onrecord.text import SourceError, read

FIXTURES = Path(__file__).parent / "fixtures"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
PROSE = "The council said on Monday that it would repair the bridge before the winter, and that it had the money."
LONG = "The council said on Monday that it would repair the old bridge before the winter comes to the valley."


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def error(source: str | Path) -> str:
    """The message with which a source cannot be read: one line."""
    with pytest.raises(SourceError) as caught:
        read(source)
    message = str(caught.value)
    assert "\n" not in message and len(message) < 600
    return message
