"""Eight kinds of text: what a reader of notebooks 00 to 03 reads about each is whole, true and good English."""

import json
import re
import subprocess
import sys

import nbformat
import pandas as pd
import pytest
from accessibility import violations
from eight_texts import EIGHT_TEXTS
from executed_notebooks import check, outputs_of
from reading import Reading, read_outputs

import onrecord
from onrecord import statistics
from onrecord.runs.parameters import NOTEBOOKS

NAMES = ["00_start_here", "01_quoting_patterns", "02_casualty_and_damage_figures", "03_sentiment_by_speaker"]
NOUNS = "quote|word|speaker|figure|claim|pair|row|sentence|side|paragraph|rule|mention|verb|paraphrase|person|article|number"
NUMBER = r"(?<![\d.,:–−+-])"  # no digit of a larger number
SLIPS = {
    "a missing value": r"\b(nan|NaN|NaT|None(?! [a-z])|null|undefined|inf)\b|<NA>",
    "a share of nothing": r"\b0 of (0|the 0|no)\b|\bof 0 |\ball [012]\b",
    "one of many": NUMBER + rf"\b1 (\w+ )?({NOUNS})s\b|\b1 (people|are|were|have)\b",
    "many of one": NUMBER + rf"\b(?!1 )(\d[\d,]*) ({NOUNS})\b(?! of| by)",
    "brackets around nothing": r"\(\s*\)|\[\s*\]|\{\s*\}|“\s*”",
    "a slip of the pen": r" ,|,,|\.\.(?![./])| \.(\s|$)|: \.(?!\./)",
    "code": r"onrecord-|Traceback|\bdtype\b|<Html|<Chart|object at 0x",
}
# How long a table is whose headings begin like this.
WHOLE = {
    ("quote", "speaker", "cue"): lambda record: len(record.quotes),
    ("figure", "words", "event"): lambda record: len(record.figures),
    ("text", "value low"): lambda record: len(record.figures),
    ("text", "what", "event"): lambda record: len(record.uncounted),
    ("the two claims, and how they compare",): lambda record: len(record.comparisons),
    ("first quote", "quotes", "rule"): lambda record: record.quotes["rule"].nunique(),
    ("words", "how worded"): lambda record: len(record.tone),
    ("speaker", "role"): lambda record: len(statistics.speakers_by_side(record.quotes, record.speakers)),
}
LEAST_HEIGHT = 110  # pixels: a picture that is lower has nothing but its title and a sentence


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """The folder of each text, made as a person makes it: one call over a corpus."""
    folder = tmp_path_factory.mktemp("eight")
    rows = [{"id": f"text{at}", "title": kind, "text": text} for at, (kind, text) in enumerate(EIGHT_TEXTS.items())]
    (folder / "eight.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    chosen = [argument for name in NAMES for argument in ("--notebook", name)]
    command = [sys.executable, "-m", "onrecord", "run", "eight.jsonl", "--out", "runs", "--jobs", "2", *chosen]
    called = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=600)
    assert called.returncode == 0, called.stderr
    return {row["title"]: next((folder / "runs").glob(f"*{row['id']}")) for row in rows}


@pytest.fixture(scope="module", params=EIGHT_TEXTS, ids=lambda kind: kind.replace(" ", "_"))
def folder(request, folders):
    return folders[request.param]


@pytest.fixture(scope="module", params=NAMES)
def notebook(request, folder):
    return nbformat.read(folder / "notebooks" / f"{request.param}.ipynb", as_version=4)


def test_nothing_fails_and_every_picture_has_its_words(notebook):
    check(notebook)


def slips(text: str) -> list[tuple[str, str]]:
    """What is no good English, or was not meant for readers, with the words around it."""
    return [
        (kind, text[max(0, place.start() - 50) : place.end() + 30])
        for kind, slip in SLIPS.items()
        for place in re.finditer(slip, text, re.MULTILINE)
    ]


def test_no_slip(notebook):
    assert [slip for reading in read_outputs(notebook) for slip in slips(reading.text)] == []


def test_no_slip_on_the_page(folder):
    page = Reading((folder / "index.html").read_text(encoding="utf-8"))
    assert slips(page.text) == []
    assert [table[0] for table in page.tables if len(table) < 2] == []


def test_no_table_has_headings_over_nothing(notebook):
    assert [table[0] for reading in read_outputs(notebook) for table in reading.tables if len(table) < 2] == []


def test_no_picture_shows_a_sentence(notebook):
    pictures = [o for o in outputs_of(notebook) if "image/png" in o.get("data", {})]
    lows = [o.metadata["image/png"] for o in pictures if o.metadata["image/png"]["height"] < LEAST_HEIGHT]
    assert lows == []


def test_counts_are_those_of_the_tables(folder, notebook):
    """What a notebook says it found."""
    tables = {name: len(pd.read_parquet(folder / "tables" / f"{name}.parquet")) for name in ("quotes", "figures")}
    for reading in read_outputs(notebook):
        for name, number in re.findall(r"\b(Quotes|Figures) found: ([\d,]+)", reading.text):
            assert int(number.replace(",", "")) == tables[name.lower()]
        for number in re.findall(r"\bOf ([\d,]+) quotes, ", reading.text):
            assert int(number.replace(",", "")) == tables["quotes"]


def test_a_cut_table_says_how_long_the_whole_is(folders):
    record, compared = onrecord.load(folders["3,000 words"] / "tables"), set()
    for path in sorted((folders["3,000 words"] / "notebooks").glob("*.ipynb")):
        for reading in read_outputs(nbformat.read(path, as_version=4)):
            for said in re.findall(r"([\d,]+) of ([\d,]+) rows? shown", reading.text):
                shown, total = (int(number.replace(",", "")) for number in said)
                ((head, *rows),) = reading.tables
                assert shown == sum(len(row) == len(head) for row in rows) < total
                names = tuple(cell[3] for cell in head)
                known = [start for start in WHOLE if names[: len(start)] == start]
                assert all(WHOLE[start](record) == total for start in known), names
                compared |= set(known)
    assert compared == set(WHOLE)


def test_nothing_is_said_of_every_speaker_where_there_is_none(folder, notebook):
    if pd.read_parquet(folder / "tables" / "speakers.parquet").empty:
        said = [reading.text for reading in read_outputs(notebook)]
        assert [text for text in said if re.search(r"\b(every|all|both) (the )?speaker", text, re.IGNORECASE)] == []


def test_an_interview_is_not_said_to_stand_in_quotation_marks(folders):
    assert not set('“”"') & set(EIGHT_TEXTS["interview"])
    folder = folders["interview"]
    read = [Reading((folder / "index.html").read_text(encoding="utf-8"))]
    for path in sorted((folder / "notebooks").glob("*.ipynb")):
        read += read_outputs(nbformat.read(path, as_version=4))
    said = [line for reading in read for line in reading.text.splitlines() if "in quotation marks" in line]
    assert said == []


def test_their_pages_can_be_used_by_everybody(browser, folders):
    pages = [
        *folders["interview"].rglob("*.html"),
        *(folders[kind] / "index.html" for kind in ("no quote", "3,000 words")),
    ]
    assert violations(browser, sorted(pages)) == []


def test_prose_does_not_say_what_only_the_result_can():
    prose = {path.stem: nbformat.read(path, as_version=4).cells for path in sorted(NOTEBOOKS.glob("*.ipynb"))}
    found = [
        (name, sentence)
        for name, cells in prose.items()
        for cell in cells
        if cell.cell_type == "markdown"
        for sentence in re.split(r"(?<=[.:!?])\s+", cell.source)
        if re.search(r"\bgets? (it |them )?wrong\b", sentence)
    ]
    assert found == []
