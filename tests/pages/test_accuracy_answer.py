"""How right all this is, in sentences made from counts."""

import pandas as pd

from onrecord.evaluation.scorers import SIGNS_RIGHT
from onrecord.pages.accuracy_answer import answer_how_right, found_by_readers, sentences


def test_sentences_are_made_from_counts_and_only_of_what_was_counted():
    rows = [
        ("all quotes", "71 to 72", "61"),
        ("speakers", "51", ""),
        ("figures", "41", ""),
        ("comparisons", "31", "21"),
    ]
    shares = pd.DataFrame(rows, columns=["what", "right", "found"])
    scorers = pd.DataFrame(
        [("minilm", SIGNS_RIGHT, 0.81), ("vader", SIGNS_RIGHT, 0.5), ("plain vader", SIGNS_RIGHT, 0.4)],
        columns=["scorer", "what", "value"],
    )
    said = list(sentences(shares, scorers))
    assert len(said) == 4, "events and claimants were not counted, so nothing is said of figures"
    assert "71 to 72 of 100 quotes" in said[0] and "finds 61 of 100" in said[0]
    assert "minilm hears 81 and vader hears 50 as readers do" in said[-1]
    assert answer_how_right().count("<li>") == 5


def test_what_a_reader_finds_is_counted():
    table = found_by_readers({"A said it.": "it – A", "B nodded.": "yes – B"}, ["it – A", "nothing"])
    assert "The same in 1 of 2 sentences." in table and (table.count(">yes<"), table.count(">no<")) == (1, 1)
