"""Scorers: the numbers come out of judged texts as they should, and stand under charts in words."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from onrecord.evaluation.baselines import PLAIN_VADER
from onrecord.evaluation.scorers import (
    hard_sentences,
    judged,
    measure_scorer,
    scorer_accuracy,
    scorer_sentence,
    write_scorer_accuracy,
)
from onrecord.tone.choosing import SCORERS

ACCURACY = Path(__file__).parents[2] / "docs" / "accuracy.md"
MEASURES = {
    "sentiment toward a person: macro-F1": "toward a person: macro-F1",
    "neutral, with an event word, called negative": "toward a person: neutral called negative with event words",
    "tone of editorial sentences: Pearson's r": "editorials: Pearson r",
    "tone of headlines: Pearson's r": "headlines: Pearson r",
}
PERSON = [
    # text, target, what people say
    ("Mara Lind did a wonderful job.", "Mara Lind", 1),
    ("Mara Lind failed badly.", "Mara Lind", -1),
    ("Mara Lind came on Monday.", "Mara Lind", 0),
    ("Mara Lind was killed in the attack.", "Mara Lind", 0),
]


@pytest.fixture
def marked(tmp_path):
    files = {"toward a person": tmp_path / "person.jsonl", "headlines": tmp_path / "headlines.jsonl"}
    person = [{"text": t, "target_start": 0, "target_end": len(who), "label": s, "score": None} for t, who, s in PERSON]
    headline = [
        {"text": text, "target_start": None, "target_end": None, "label": 1, "score": score}
        for text, score in [("A wonderful day", 60.0), ("A horrible war", -90.0), ("A day", 0.0), ("A bombing", 20.0)]
    ]
    for path, rows in zip(files.values(), (person, headline), strict=True):
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return files


def test_measured_on_judged_texts(marked):
    rows = measure_scorer("vader", marked).set_index("what")
    assert rows.loc["toward a person: macro-F1", ["value", "n"]].tolist() == [1.0, 4]
    assert rows.loc["toward a person: right", "value"] == 1
    assert rows.loc["toward a person: neutral called negative with event words", ["value", "n"]].tolist() == [0.0, 1]
    assert rows.loc["headlines: Pearson r", "n"] == 4 and rows.loc["headlines: Pearson r", "value"] > 0.8
    assert rows.loc["headlines: mean error with event words", "n"] == 2
    assert set(rows["scorer"]) == {"vader"} and rows["why"].str.len().min() > 20


def test_errors_have_their_sign_and_scale():
    rows = pd.DataFrame({"text": ["A day", "A night"], "label": [1, -1], "score": [2.0, -4.0]})
    found = pd.DataFrame({"compound": [0.2, -0.2], "label": [1, -1]})
    (_, error, n) = next(row for row in judged("texts", rows, found) if "mean error without" in row[0])
    assert (error, n) == (0.25, 2), "people gave +0.5 and -1, the scorer +0.2 and -0.2"


@pytest.mark.parametrize(("highest", "error"), [(4.0, 0.0), (4.01, 1 - 0.0401)])
def test_ratings_above_four_are_of_a_hundred(highest, error):
    rows = pd.DataFrame({"text": ["A day", "A night"], "label": [1, -1], "score": [highest, highest]})
    scores = pd.DataFrame({"compound": [1.0, 1.0], "label": [1, 1]})
    with pytest.warns(RuntimeWarning):  # ratings that are all the same agree with nothing
        measures = {what: value for what, value, _ in judged("texts", rows, scores)}
    assert measures["texts: mean error without"] == pytest.approx(error)


def test_written_rows_take_the_place_of_old_ones(marked, tmp_path):
    table = tmp_path / "scorer_accuracy.csv"
    table.write_text("scorer,what,value,n,why\nminilm,x: macro-F1,0.7,9,known\nvader,headlines: Pearson r,0.1,2,old\n")
    write_scorer_accuracy("vader", {"headlines": marked["headlines"]}, table)
    rows = pd.read_csv(table)
    assert rows["what"].eq("headlines: Pearson r").sum() == 1 and "old" not in set(rows["why"])
    assert rows["what"].eq("x: macro-F1").sum() == 1


def test_the_kept_table_and_its_sentence():
    table = scorer_accuracy()
    assert set(table["scorer"]) == {PLAIN_VADER, *SCORERS} and not table.duplicated(["scorer", "what"]).any()
    assert re.search(r"vader heard \d\d as readers did\. See", scorer_sentence("vader"))
    assert "has not been measured" in scorer_sentence("no such scorer")


def test_the_page_of_accuracy_shows_the_numbers_measured():
    rows = [[cell.strip(" `") for cell in line.split("|")] for line in ACCURACY.read_text(encoding="utf-8").split("\n")]
    scorers = next(cells for cells in rows if "plain vader" in cells)
    shown = {
        MEASURES[cells[1].split(" (")[0]]: cells for cells in rows if cells[1:] and cells[1].split(" (")[0] in MEASURES
    }
    assert set(shown) == set(MEASURES.values()) and set(scorers) - {""} == {PLAIN_VADER, *SCORERS}
    for row in scorer_accuracy().query("what in @shown").to_dict("records"):
        number = f"{row['value']:.0%}" if ": neutral" in row["what"] else f"{row['value']:.2f}"
        assert shown[row["what"]][scorers.index(row["scorer"])].replace(" %", "%") == number, row


def test_hard_sentences_are_heard_and_scored():
    table = hard_sentences()
    assert set(table["heard"]) == {-1, 0, 1} and table.groupby("kind").size().eq(4).all()
    irony = table[table["kind"] == "sarcasm"]
    assert not irony["right"].any(), "VADER hears none of it"
    assert table["right_without_events"].sum() > table["right"].sum()
