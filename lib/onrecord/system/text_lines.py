"""Lines of text: how a source, a problem or a name stands in one line of a message."""

import unicodedata

_STEERING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # control and direction characters, half pairs, line breaks


def one_line(text: object, longest: int | None = None) -> str:
    """Text in one line, with a space for each character that would break the line or steer a terminal.

    Args:
        text: anything; its `str` is taken.
        longest: characters; of a longer line the first half of so many is kept, with an ellipsis. None: all.
    """
    line = str(text)
    if not line.isprintable():
        line = "".join(" " if unicodedata.category(c) in _STEERING else c for c in line)
    return line if longest is None or len(line) <= longest else line[: longest // 2] + "…"


def first_line(problem: object) -> str:
    """What went wrong: the first line of a problem's message, or its type where it has none."""
    text = str(problem).strip() or type(problem).__name__
    return one_line(text.splitlines()[0])
