"""Starts of articles in exports of Nexis that no number, bookmark or last line parts: told by date and number of words."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain

from onrecord.text.sources.exports.nexis_lines import (
    NUMBERED,
    RIGHTS,
    WORD_COUNT,
    day_on,
    heading_of,
    label_of,
    last_line,
)
from onrecord.text.sources.paragraphs import Paragraph

MOST_BETWEEN = 12  # paragraphs between the line on the number of words and the title
LONGEST = 2_000  # characters; what is longer stands in no head


def with_starts(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[Paragraph, bool]]:
    """Each paragraph, and whether the head of an article seems to begin with it.

    Such a head has a date, and below it a line on the number of words. Above the date stand title and outlet, or in
    older exports, with labels in capitals, the outlet.
    """
    held: deque[Paragraph] = deque()
    for paragraph in chain.from_iterable(map(_parts, paragraphs)):
        held.append(paragraph)
        start = _start(held)
        if start is not None:
            for _ in range(start):
                yield held.popleft(), False
            yield held.popleft(), True
        while held and (len(held) > MOST_BETWEEN or len(paragraph.text) > LONGEST):
            yield held.popleft(), False
    yield from ((paragraph, False) for paragraph in held)


def _parts(paragraph: Paragraph) -> Iterator[Paragraph]:
    """The paragraph, in parts where articles stand in it one below the other, without a blank line between them."""
    text = last_line().sub(r"\n\1\n", paragraph.text).strip()  # lines of a PDF are joined
    if "\n" not in text:
        yield paragraph
        return
    lines = text.split("\n")
    last = len(lines) - 1
    ends = {i for i, line in enumerate(lines) if (i < last and heading_of(line)[0] == "end")}
    ends |= {i - 1 for i, line in enumerate(lines) if i and NUMBERED.fullmatch(line)}
    if sum(WORD_COUNT.match(line) is not None for line in lines) > len(ends) + 1:
        ends = set(range(last))  # nothing parts them
    begin = 0
    for end in sorted(ends | {last}):
        if text := "\n".join(lines[begin : end + 1]).strip():
            yield paragraph._replace(text=text) if not begin else Paragraph(text)
        begin = end + 1


def _start(held: deque[Paragraph]) -> int | None:
    """Where the head begins whose number of words stands in the last paragraph; None where that holds none."""
    counts = [line for line in held[-1].text.split("\n") if WORD_COUNT.match(line)]
    if not counts:
        return None
    number = len(held) - 1
    while not _has_day(held[number]):
        number -= 1
        if number < 0 or any(map(WORD_COUNT.match, held[number].text.split("\n"))):
            return None
    for _ in range(1 if counts[0].partition(":")[0].isupper() else 2):
        is_first = held[number].page_break or held[number].anchor
        if is_first or not number or _is_of_another(held[number - 1].text):
            break
        number -= 1
    return number


def _has_day(paragraph: Paragraph) -> bool:
    return len(paragraph.text) <= LONGEST and any(map(day_on, paragraph.text.split("\n")))


def _is_of_another(text: str) -> bool:
    """Whether a paragraph is no title and no outlet."""
    line = text.rpartition("\n")[2]
    return bool(label_of(line) or heading_of(line)[0] or NUMBERED.fullmatch(line) or RIGHTS.match(line))
