"""The texts and hand marks that come with the project: what the notebooks and the scores stand on."""

import csv
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from onrecord.evaluation.marked import same_name
from onrecord.tables import column_meanings, record
from onrecord.text import sources

DATA = Path(__file__).parents[2] / "data"
SAMPLES = {path.stem: path for path in sorted((DATA / "articles").iterdir())}
# The class set has marks of the same form (test_class_data.py looks at what it says).
CLASS = {path.stem: path for path in sorted((DATA / "class" / "articles").iterdir())}
TEXTS = SAMPLES | CLASS
FICTION = "FICTION – written for the On Record project"

KINDS = {"direct", "mixed", "indirect"}
EVENTS = {"killed", "injured", "missing", "displaced", "detained", "destroyed", "damaged", "other"}
# No mark of ours opens a quote with an apostrophe.
OPENING = '“‘"'
CLOSED = {"exact", "about", "range", "vague_plural"}
OPEN_ABOVE = {"at_least", "more_than", "unquantified"}
OPEN_BELOW = {"up_to", "less_than"}
RELATIONS = {
    "same_quantity",
    "same_quantity_vague",
    "subset",
    "additive",
    "update",
    "ratio",
    "possible_subset_not_stated",
}


def marks(name: str) -> dict[str, dict]:
    with open(DATA / f"{name}.jsonl", encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines)}


QUOTES = marks("marked/quotes") | marks("class/marked/quotes")
FIGURES = marks("marked/figures") | marks("class/marked/figures")
PORTRAYALS = marks("marked/portrayals")


def points_at(row: dict, text: str, words: str, start: str, end: str) -> bool:
    """The offsets lead to the words, or all three are missing."""
    if row.get(words) is None:
        return row.get(start) is None and row.get(end) is None
    return text[row[start] : row[end]] == row[words] != ""


def test_every_text_is_marked_and_every_mark_has_its_text():
    assert set(QUOTES) == set(FIGURES) == set(TEXTS)


def test_there_is_something_of_every_kind_to_look_at():
    """Some of the tests below look at what not every text has; together the texts have all of it."""
    quotes = [quote for row in QUOTES.values() for quote in row["quotes"]]
    figures = [figure for row in FIGURES.values() for figure in row["figures"]]
    assert {quote["kind"] for quote in quotes} == KINDS and {figure["event"] for figure in figures} == EVENTS
    assert sum(quote.get("continued", False) for quote in quotes) >= 5
    for name in ("subset_of", "additive_to", "negated", "hedged"):
        assert sum(bool(figure.get(name)) for figure in figures) >= 5, name
    for rows, names in ((QUOTES, ("thoughts", "not_speech")), (FIGURES, ("pairs", "traps", "uncounted"))):
        for name in names:
            assert sum(len(row[name]) for row in rows.values()) >= 5, name


@pytest.mark.parametrize("name", TEXTS)
def test_marks_stand_on_the_text_that_is_read(name):
    text = sources.read(TEXTS[name]).text
    assert QUOTES[name]["text"] == text
    assert FIGURES[name]["text"] == text


@pytest.mark.parametrize("name", TEXTS)
def test_quotes_hold(name):
    text, quotes, thoughts = QUOTES[name]["text"], QUOTES[name]["quotes"], QUOTES[name]["thoughts"]
    assert quotes
    for quote in quotes + thoughts:
        assert quote["text"] == text[quote["start"] : quote["end"]] == quote["text"].strip() != ""
        assert points_at(quote, text, "speaker", "speaker_start", "speaker_end")
        assert points_at(quote, text, "cue", "cue_start", "cue_end")
        assert quote["speaker_canonical"] != ""
    assert all(quote["kind"] in KINDS and quote["core"] is True for quote in quotes)
    assert all(thought["core"] is False for thought in thoughts)
    # In the order of the text, and no quote inside another.
    assert all(a["end"] <= b["start"] for a, b in pairwise(sorted(quotes + thoughts, key=lambda row: row["start"])))


@pytest.mark.parametrize("name", TEXTS)
def test_continued_report_has_a_neighbour_with_the_same_speaker(name):
    for before, quote in pairwise(QUOTES[name]["quotes"]):
        if quote.get("continued"):
            assert (quote["kind"], quote["speaker"], quote["cue"]) == ("indirect", None, None)
            assert quote["speaker_canonical"] == before["speaker_canonical"]


@pytest.mark.parametrize("name", TEXTS)
def test_words_that_are_no_speech_stand_outside_all_quotes(name):
    row = QUOTES[name]
    for words in row["not_speech"]:
        assert words["text"] == row["text"][words["start"] : words["end"]] != ""
        assert words["text"][0] in OPENING
        assert words["why"] in {"scare quotes", "title", "nickname", "a word as a word"}
        assert all(words["end"] <= q["start"] or q["end"] <= words["start"] for q in row["quotes"])


@pytest.mark.parametrize("name", TEXTS)
def test_kind_of_quote_follows_the_quotation_marks(name):
    text = QUOTES[name]["text"]
    for quote in QUOTES[name]["quotes"]:
        if quote["kind"] == "direct":
            # An answer in an interview or a hearing has its speaker's label and no quotation marks.
            assert quote["text"][0] in OPENING or text[quote["speaker_end"] : quote["start"]] == ": "
        else:
            assert (quote["kind"] == "mixed") == bool(set(OPENING) & set(quote["text"]))


@pytest.mark.parametrize("name", TEXTS)
def test_figures_hold(name):
    text, figures = FIGURES[name]["text"], FIGURES[name]["figures"]
    assert figures
    known = {figure["fid"]: figure for figure in figures}
    assert len(known) == len(figures)
    for figure in figures:
        low, high = figure["value_low"], figure["value_high"]
        assert figure["text"] == text[figure["start"] : figure["end"]] == figure["text"].strip() != ""
        assert points_at(figure, text, "source_text", "source_start", "source_end")
        assert {figure["event"], *figure.get("event_alt", [])} <= EVENTS
        assert (low is not None) == (figure["approx"] in CLOSED | OPEN_ABOVE)
        assert (high is not None) == (figure["approx"] in CLOSED | OPEN_BELOW)
        assert low == high if figure["approx"] == "exact" else None in (low, high) or low < high
        whole = known.get(figure.get("subset_of"))
        assert whole is None or None in (high, whole["value_high"]) or high <= whole["value_high"]
        assert {figure.get("subset_of"), figure.get("additive_to")} <= {None, *known}
        assert all(figure.get(flag, True) is True for flag in ("negated", "hedged", "other_event"))


@pytest.mark.parametrize("name", TEXTS)
def test_pairs_and_traps_hold(name):
    text, row = FIGURES[name]["text"], FIGURES[name]
    known = {figure["fid"] for figure in row["figures"]}
    for pair in row["pairs"]:
        assert {pair["a"], pair["b"]} <= known
        assert pair["relation"] in RELATIONS
    for trap in row["traps"]:
        assert text[trap["start"] : trap["end"]] == trap["text"] != ""
        assert not any((trap["start"], trap["end"]) == (f["start"], f["end"]) for f in row["figures"])


@pytest.mark.parametrize("name", TEXTS)
def test_statements_without_a_number_hold(name):
    row = FIGURES[name]
    for statement in row["uncounted"]:
        assert statement["text"] == row["text"][statement["start"] : statement["end"]] != ""
        assert statement["kind"] in {"unknown", "no number", "damage"}


@pytest.mark.parametrize("name", [name for name in TEXTS if name.startswith("fiction_") or name in CLASS])
def test_fiction_says_so_in_its_first_line(name):
    first, *_ = TEXTS[name].read_text(encoding="utf-8").split("\n", 1)
    assert FICTION in first
    if TEXTS[name].suffix == ".html":
        assert FICTION in FIGURES[name]["text"]


def test_fiction_has_three_outlets_in_april_and_two_in_june():
    parts = [name.split("_") for name in SAMPLES if name.startswith("fiction_")]
    assert len({outlet for _, outlet, date in parts if date.startswith("2021-04")}) == 3
    assert len({outlet for _, outlet, date in parts if date.startswith("2021-06")}) == 2
    assert len({date for _, _, date in parts}) == 5


BRIEF = "brief_2022-03-24"
# What the report of the day said, with who claimed it.
CLAIMS = [
    (402000, "people", "displaced", "Ludmila Denisova"),
    (84000, "children", "displaced", "Ludmila Denisova"),
    (380000, "people", "displaced", "Mikhail Mizintsev"),
    (200000, "civilians", "displaced", "Ukraine"),
    (2000, "people", "killed", "Vladimir Zelensky"),
    (128, "children", "killed", "Vladimir Zelensky"),
    (230, "schools", "destroyed", "Vladimir Zelensky"),
    (155, "kindergartens", "destroyed", "Vladimir Zelensky"),
    (50, "prisoners", "other", "Iryna Verashchuk"),
    (123500, "people", "other", "Alexander Lamaka"),
    (67, "ships", "other", "Russia"),
    (15, "countries", "other", "Russia"),
    (2, "missiles", "other", "the emergency services of the region"),
    (2, "fires", "other", "the emergency services of the region"),
    (6000, "residents", "detained", "The Foreign Ministry"),
    (15000, "people", "other", "The Foreign Ministry"),
    (2, "ships", "damaged", "Ukraine"),
    (3000, "tons", "destroyed", "Ukraine"),
    (2000000, "people", "displaced", None),
]


@pytest.mark.parametrize(("value", "unit", "event", "claimant"), CLAIMS)
def test_marks_of_the_brief_keep_figures_and_claimants(value, unit, event, claimant):
    marked = FIGURES[BRIEF]["figures"]
    assert (value, unit, event, claimant) in {(f["value_low"], f["unit"], f["event"], f["source"]) for f in marked}


@pytest.fixture(scope="module")
def brief_figures():
    return record.analyse(sources.read(TEXTS[BRIEF])).figures


@pytest.mark.parametrize(("value", "unit", "claimant"), [(value, unit, who) for value, unit, _, who in CLAIMS])
def test_figures_of_the_brief_are_read_with_their_claimants(brief_figures, value, unit, claimant):
    rows = brief_figures.query("value_low == @value and unit == @unit")
    named = [speaker if isinstance(speaker, str) else None for speaker in rows["speaker"]]
    assert any(same_name(claimant, speaker) if claimant else speaker is None for speaker in named)


@pytest.mark.parametrize("table", record.TABLES)
def test_data_dictionary_explains_every_column_as_the_library_does(table):
    dictionary = (DATA / "README.md").read_text(encoding="utf-8")
    section = dictionary.split(f"### {table}:")[1].split("\n#")[0]
    lines = [line for line in section.splitlines() if re.match(r"\| (?!column )", line)]
    with Path(column_meanings.__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row.pop("table") == table]
    assert lines == ["| " + " | ".join(row.values()) + " |" for row in rows]
    for_all = {"corrected"}  # the table of articles says what it is in every table
    named = {column for row in rows for column in row["columns"].split(", ")}
    assert named | for_all == set(record.COLUMNS[table])


def test_the_meanings_of_columns_are_plain_text():
    meanings = column_meanings.meanings()
    assert [(each.table, each.column) for each in meanings] == [
        (table, column) for table in record.TABLES for column in record.COLUMNS[table]
    ]
    assert all(each.type and each.meaning and not re.search(r"`|\]\(", each.meaning) for each in meanings)


def test_portrayals_hold():
    assert set(SAMPLES) < set(PORTRAYALS)
    for name, row in PORTRAYALS.items():
        text, marked = row["text"], row["portrayals"]
        assert text == QUOTES[name]["text"] if name in SAMPLES else FICTION in text.splitlines()[0]
        assert marked == sorted(marked, key=lambda mark: mark["start"])
        for mark in marked:
            assert mark["text"] == text[mark["start"] : mark["end"]] == mark["text"].strip() != ""
            assert mark["speaker"] and mark["word"] and mark["loaded"] in {None, "credits", "discredits"}
            assert (mark["event"] is not None) == (mark["kind"] in {"deed", "suffered"})
            if mark["kind"] == "cue":
                assert mark["loaded"]
            if mark["kind"] == "cue" and name in SAMPLES:
                cues = {(quote["cue_start"], quote["speaker_canonical"]) for quote in QUOTES[name]["quotes"]}
                assert (mark["start"], mark["speaker"]) in cues


def test_portrayals_of_every_kind_can_be_counted():
    sure = [mark for row in PORTRAYALS.values() for mark in row["portrayals"] if "optional" not in mark]
    kinds = {kind: sum(mark["kind"] == kind for mark in sure) for kind in ("descriptor", "deed", "suffered", "cue")}
    assert sum(kinds.values()) - kinds["cue"] >= 60 and min(kinds.values()) >= 15
