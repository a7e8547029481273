"""The points of each lesson, from the notebooks with solutions into docs/teaching/grading.md: `make points`."""

import re
from collections.abc import Iterator
from pathlib import Path

from onrecord.classroom.copies import versions
from onrecord.classroom.lessons import has_tag, points

PAGE = Path(__file__).parent / "teaching" / "grading.md"
PLACE = re.compile(r"(?<=<!-- points -->\n).*(?=<!-- end of points -->)", re.DOTALL)


def table() -> str:
    return "\n".join(rows()) + "\n"


def rows() -> Iterator[str]:
    yield "| notebook | checks with points | their points | open questions | their points | together |"
    yield "|---|---|---|---|---|---|"
    for name, lesson in versions():
        checks, opens = ([points(cell) for cell in lesson.cells if has_tag(cell, tag)] for tag in ("check", "open"))
        counts = [sum(map(bool, checks)), sum(checks), len(opens), sum(opens), sum(checks) + sum(opens)]
        yield f"| `{name}` | {' | '.join(map(str, counts))} |"


if __name__ == "__main__":
    text = PLACE.sub(lambda _: table(), PAGE.read_text(encoding="utf-8"))
    PAGE.write_text(text, encoding="utf-8")
