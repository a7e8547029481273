"""Prose types no number about accuracy: each stands in a table that a command makes, or that a test compares with one."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
    *(ROOT / "notebooks").glob("*.ipynb"),
    *(ROOT / "docs").glob("*.md"),
    ROOT / "data" / "README.md",
    ROOT / "README.md",
]
MADE = {"rules.md"}  # the page that `make rules` writes
MEASURED = r"(?:precision|recall|F1|Pearson|kappa|(?:are|is|were) (?:right|found))"
NUMBER = r"(?:\b\d{1,3} ?%|(?<![\d.])0?\.\d\d\b|\b\d+ of 100\b)"
ROWS = r"(?:quote|speaker|figure|claimant|event|comparison|finding)s?\b"
TYPED = re.compile(
    rf"{MEASURED}[^.|\n]{{0,30}}{NUMBER}|{NUMBER}[^.|\n]{{0,30}}{MEASURED}"
    rf"|\b\d+ of 100 (?:\w+ )?{ROWS}|[\"“]\d+ to\s+\d+[\"”]"
)
INVENTED = re.compile(r"\bSay [^.?!]*[.?!]")  # a sentence that says of itself that its numbers are made up


def prose(page: Path) -> str:
    text = page.read_text(encoding="utf-8")
    if page.suffix == ".md":
        return text
    return "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == "markdown")


def typed_numbers(text: str) -> list[str]:
    return [typed.group() for typed in TYPED.finditer(INVENTED.sub("", text))]


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.name not in MADE], ids=lambda page: str(page.relative_to(ROOT))
)
def test_no_number_about_accuracy_is_typed(page):
    assert typed_numbers(prose(page)) == []


@pytest.mark.parametrize(
    ("text", "is_typed"),
    [
        ("Of the quotes 87 % are right.", True),
        ("Here recall is .84 on news.", True),
        ("On news 41 of 100 were found.", True),
        ("A tool finds 71 of 100 indirect quotes in one half, and 52 in the other.", True),
        ("“61 to\n72” means that sets differ.", True),
        ("Say a tool finds 90 of 100 quotes, and 70 in others.", False),
        ("If 3 of 30 are right, that is chance.", False),
        ("A mean with its 95 % interval.", False),
        ("Positive is 0.05 and more.", False),
    ],
)
def test_a_typed_number_is_seen(text, is_typed):
    assert bool(typed_numbers(text)) == is_typed
