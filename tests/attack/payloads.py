"""Payloads: texts that would like to be more than text, each with a number by which what it does can be traced to it.

In payloads.csv stands for the number `@@`, and `\\xNN`, `\\uNNNN` and `\\UNNNNNNNN` for characters that no editor should meet.
What they call is `HIT(number)`, and what they load lies at `//hit.invalid/number`.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import NamedTuple

FIRST = 40_001  # of their numbers: no other number of a page has five digits and begins with 4
NUMBER = re.compile(r"4\d{4}")
_CODE = re.compile(r"\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})")


class Payload(NamedTuple):
    """A text, what kind it is, and what it would do."""

    number: int
    kind: str
    text: str
    would: str

    @property
    def name(self) -> str:
        """What it is called in a report."""
        return f"{self.number} ({self.kind}, {ascii(self.text)[:60]})"


def payloads() -> list[Payload]:
    """All of them."""
    with open(Path(__file__).with_name("payloads.csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Payload(number, row["kind"], _decoded(row["payload"]).replace("@@", str(number)), row["would"])
        for number, row in enumerate(rows, FIRST)
    ]


def _decoded(written: str) -> str:
    return _CODE.sub(lambda code: chr(int(code[1] or code[2] or code[3], 16)), written)
