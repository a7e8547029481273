"""Pumping: texts on which a pattern would take long if any could, made from the pattern itself.

A pattern of `re` is slow where it can match the same characters in many ways, or from many places, and then fails. So each
thing that it repeats is repeated a thousand times (the pump), behind what leads there, before something that fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import Any, NamedTuple

# What a class of characters is tried with: one of each kind that our patterns tell apart.
CHARACTERS = " a\nA1.,-–—'’\"“”_*#(:;/$%!?é<&\t\x0b["
MANY = 20  # a repeat that ends before is no pump
MOST = 15  # of the plainest, and of the others
ENDS = ("", "\x00", " \x00", "a\x00", "\n.")


class Pump(NamedTuple):
    """A text: what leads to a repeat, what is repeated, and what fails behind it."""

    before: str
    pump: str
    after: str

    def text(self, times: int) -> str:
        """The text with the pump so many times."""
        return self.before + self.pump * times + self.after


def pumps(pattern: re.Pattern[str]) -> list[Pump]:
    """The texts against a pattern, from its parse tree: the plainest, and some of the others."""
    found = sorted(_all_pumps(pattern), key=lambda pump: len(pump.before) + len(pump.pump))
    others = found[MOST:]
    return found[:MOST] + others[:: len(others) // MOST + 1]


def _all_pumps(pattern: re.Pattern[str]) -> Iterator[Pump]:
    seen: set[Pump] = set()
    tree = re._parser.parse(pattern.pattern, pattern.flags)  # type: ignore[attr-defined]
    for before, body in _repeats(tree, [""]):
        for start, pump in product(("", *before[:2]), (*body, *(b + x for b in before[:2] for x in body[:2]))):
            for after in ENDS:
                text = Pump(start, pump, after)
                if pump and text not in seen:
                    seen.add(text)
                    yield text


def _repeats(items: Any, before: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Each repeat without a near end: examples of what leads to it, and of what it repeats."""
    for operation, argument in items:
        name = str(operation)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            _, high, body = argument
            if high >= MANY:
                yield before, _examples(body, 12)
            yield from _repeats(body, before)
        elif name == "BRANCH":
            for branch in argument[1]:
                yield from _repeats(branch, before)
        elif name in ("SUBPATTERN", "ATOMIC_GROUP", "ASSERT", "ASSERT_NOT", "GROUPREF_EXISTS"):
            for part in argument if isinstance(argument, tuple) else (argument,):
                if isinstance(part, re._parser.SubPattern):  # type: ignore[attr-defined]
                    yield from _repeats(part, before)
        before = _joined(before, _of(operation, argument, 4), 4)


def _examples(items: Any, most: int) -> list[str]:
    """A few texts that these parts of a pattern match, looks to the sides aside."""
    texts = [""]
    for operation, argument in items:
        texts = _joined(texts, _of(operation, argument, most), most)
    return texts


def _joined(first: list[str], second: list[str], most: int) -> list[str]:
    return list(dict.fromkeys(a + b for b, a in product(second, first)))[:most]


def _of(operation: Any, argument: Any, most: int) -> list[str]:
    """A few texts that one part of a pattern matches."""
    name = str(operation)
    if name == "LITERAL":
        return [chr(argument)]
    if name in ("IN", "ANY", "NOT_LITERAL"):
        one = re.compile(_class(name, argument), re.DOTALL)
        return [c for c in CHARACTERS if one.fullmatch(c)][:most] or _listed(argument)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        low, high, body = argument
        texts = [text * max(low, 1) for text in _examples(body, most)]
        return list(dict.fromkeys([*texts, *([""] if low == 0 else [])]))[:most] if high else [""]
    if name == "BRANCH":
        return [text for branch in argument[1] for text in _examples(branch, 2)][:most]
    if name == "SUBPATTERN":
        return _examples(argument[-1], most)
    if name == "ATOMIC_GROUP":
        return _examples(argument, most)
    return [""]


def _class(name: str, argument: Any) -> str:
    """A class of characters of the parse tree, as a pattern again."""
    if name == "ANY":
        return r"[^\n]"
    if name == "NOT_LITERAL":
        return f"[^{re.escape(chr(argument))}]"
    inside = ""
    for operation, value in argument:
        match str(operation):
            case "NEGATE":
                inside += "^"
            case "LITERAL":
                inside += re.escape(chr(value))
            case "RANGE":
                inside += "-".join(re.escape(chr(end)) for end in value)
            case "CATEGORY":
                kind = str(value).rsplit("_", 1)[-1][0].lower()
                inside += "\\" + (kind.upper() if "_NOT_" in str(value) else kind)
    return f"[{inside}]"


def _listed(argument: Any) -> list[str]:
    """The first character that a class names, where none of ours is in it."""
    return [chr(value if isinstance(value, int) else value[0]) for _, value in argument if value is not None][:1]
