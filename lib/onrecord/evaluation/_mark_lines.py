"""Lines of marks: what people marked in texts, read from a file and looked at before anything is counted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

MARKED = ("quotes", "figures", "portrayals")
PORTRAYALS = ("descriptor", "deed", "suffered", "cue")
TONE = "label"
FORM = 'docs/accuracy.md, "Your own marks", describes the form.'

# What can be asked of a value: (whether it is so, what it has to be).
Asked = tuple[Callable[[object], bool], str]


class MarksError(ValueError):
    """A file of marks that cannot be compared with; the message names file and line, and says what to do."""


def read_marks(path: str | Path) -> list[dict]:
    """The lines of a file of marks; a blank line is none, and null in the place of a list is an empty list.

    Args:
        path: JSON lines, all with marks of what is said (`id`, `text`, and `quotes`, `figures` or `portrayals`) or all with
            judgements of tone (`text` and `label`); docs/accuracy.md describes both.

    Raises:
        FileNotFoundError: there is no such file.
        MarksError: the file is empty, or a line is not in that form or in another one than the first.
    """
    marks: list[dict] = []
    ids: dict[str, int] = {}
    for number, mark in _objects(Path(path)):
        problem = _problem(mark) or (_unlike(mark, marks[0]) if marks else None)
        if not problem and TONE not in mark and (first := ids.setdefault(str(mark["id"]), number)) != number:
            problem = f"has the id of line {first}; give each text its own"
        if problem:
            raise MarksError(f"{path}, line {number}: {problem}. {FORM}")
        marks.append(mark)
    if not marks:
        raise MarksError(f"{path}: is empty; write a line for each text. {FORM}")
    return marks


def read_judged(path: str | Path) -> list[dict]:
    """The lines of a file of texts whose tone people judged; raises as `read_marks` does, and where they judged something else."""
    marks = read_marks(path)
    if TONE not in marks[0]:
        raise MarksError(f"{path}, line 1: has no label; give each text its label (-1, 0, 1). {FORM}")
    return marks


def _objects(path: Path) -> Iterator[tuple[int, Any]]:
    """The JSON of each line that is not blank, with its number."""
    try:
        # Not splitlines(): a text can hold U+2028, which ends no line of JSON.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        number = error.object.count(b"\n", 0, error.start) + 1
        raise MarksError(f"{path}, line {number}: is not UTF-8; save the file again as UTF-8. {FORM}") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError) as error:
                raise MarksError(
                    f"{path}, line {number}: is not JSON ({error}); write one object per line. {FORM}"
                ) from None


def _problem(mark: object) -> str | None:
    """What is wrong with a line of marks, and what to do."""
    if not isinstance(mark, dict) or not isinstance(mark.get("text"), str) or not mark["text"].strip():
        return "has no text; give the text that was marked as `text`"
    kinds = [kind for kind in MARKED if kind in mark]
    if TONE in mark:
        if kinds:
            return f"has a label and {kinds[0]}; put judgements of tone in a file of their own"
        return _problem_of_tone(mark)
    if not kinds or not _is_name(mark.get("id")):
        return f"has neither id and one of {', '.join(MARKED)}, nor a label; give one or the other"
    for kind in (*kinds, "pairs"):
        mark[kind] = mark.get(kind) or []
        if not isinstance(mark[kind], list):
            return f"{kind} is no list; write [] where there are none"
        for number, span in enumerate(mark[kind], 1):
            if problem := _problem_of_pair(span) if kind == "pairs" else _problem_of_span(span, kind, mark["text"]):
                return f"number {number} of its {kind} {problem}"
    return None


def _problem_of_tone(mark: dict) -> str | None:
    start, end, score = mark.get("target_start"), mark.get("target_end"), mark.get("score")
    if isinstance(mark[TONE], bool) or mark[TONE] not in (-1, 0, 1):
        return "label is not -1, 0 or 1; give one of these"
    if (start, end) != (None, None) and not _is_place(start, end, mark["text"]):
        return (
            "target_start and target_end are no place in its text; count code points, end exclusive, or leave both out"
        )
    if score is not None and not (_is_number(score) and abs(score) <= 100):
        return "score is no rating; give a number from -4 to 4 or from -100 to 100, or leave it out"
    return None


def _unlike(mark: dict, first: dict) -> str | None:
    """What makes a line another kind of line than the first of its file, if anything does."""
    if (TONE in mark) != (TONE in first):
        here, there = ("a label", "none") if TONE in mark else ("no label", "one")
        return f"has {here} where the first line has {there}; put quotes and tone in files of their own"
    for what in ("target_start", "score") if TONE in first else ():
        if (mark.get(what) is None) != (first.get(what) is None):
            here, there = ("no", "one") if mark.get(what) is None else ("a", "none")
            return (
                f"has {here} {what} where the first line has {there}; put texts with and without in files of their own"
            )
    return None


def _problem_of_span(span: object, kind: str, text: str) -> str | None:
    if not isinstance(span, dict) or not _is_place(span.get("start"), span.get("end"), text):
        return "has no place in its text; count start and end in code points, end exclusive"
    there = text[span["start"] : span["end"]]
    if span.get("text") not in (None, there):
        return f"says {span['text']!r} where its text has {there!r}; count start and end again"
    for name in ("event_alt", "source_alt"):
        span[name] = span.get(name) or []
    for name, (is_so, what) in NEEDED[kind].items():
        if name not in span:
            return f"has no {name}; give {what}"
        if not is_so(span[name]):
            return f"has the {name} {span[name]!r}; give {what}"
    for name, (is_so, what) in GIVEN.items():
        if not is_so(span.get(name)):
            return f"has the {name} {span[name]!r}; give {what}"
    if kind == "portrayals" and span["kind"] == "cue" and "loaded" not in span:
        return "has no loaded; give credits, discredits or null"
    return None


def _problem_of_pair(pair: object) -> str | None:
    ends = [pair.get("a"), pair.get("b")] if isinstance(pair, dict) else [None]
    return None if all(isinstance(end, str) for end in ends) else "has no a and b; give the fid of both figures"


def _is_place(start: object, end: object, text: str) -> bool:
    return type(start) is int and type(end) is int and 0 <= start < end <= len(text)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_name(value: object) -> bool:
    return type(value) is int or (isinstance(value, str) and bool(value.strip()))


def _or_null(is_so: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: value is None or is_so(value)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(item is None or isinstance(item, str) for item in value)


BOUND: Asked = (_or_null(_is_number), "a number, or null where that end is open")
NEEDED: dict[str, dict[str, Asked]] = {
    "quotes": {},
    "figures": {"value_low": BOUND, "value_high": BOUND, "event": (_or_null(_is_text), "what happened, or null")},
    "portrayals": {
        "kind": (lambda value: isinstance(value, str) and value in PORTRAYALS, f"one of {', '.join(PORTRAYALS)}"),
        "speaker": (_is_text, "the full name"),
    },
}
GIVEN: dict[str, Asked] = {
    **dict.fromkeys(("kind", "speaker", "speaker_canonical", "source"), (_or_null(_is_text), "a text, or null")),
    **dict.fromkeys(("speaker_start", "speaker_end"), (_or_null(_is_number), "a number, or null")),
    **dict.fromkeys(("event_alt", "source_alt"), (_are_texts, "a list of texts")),
}
