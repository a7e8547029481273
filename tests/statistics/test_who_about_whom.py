"""Who speaks about whom: mentions of one speaker in the words of another."""

import pandas as pd
import pytest
from made_up import quote, span, table

from onrecord.statistics.who_about_whom import COLUMNS, mentions_by_pair, spoken_about
from onrecord.text.article import Article

PEOPLE = {
    "Ana Ruiz": "person",
    "Jo Li": "person",
    "Kim Li": "person",
    "Ostrel": "government",
    "a woman": "unnamed person",
}


def speakers(text: str, **mentions: str) -> pd.DataFrame:
    """All of PEOPLE; a keyword gives words at which the table lists a mention of somebody."""
    spans = {
        who.replace("_", " "): [(text.index(words), text.index(words) + len(words))] for who, words in mentions.items()
    }
    rows = [
        {"speaker": who, "kind": kind, "named": "unnamed" not in kind, "mentions": spans.get(who, [])}
        for who, kind in PEOPLE.items()
    ]
    return table("speakers", rows)


def found(
    text: str, words: str, speaker: str | None, cue: str = "said", cue_class: str = "neutral", **mentions: str
) -> list:
    said = quote(text, words, 1, "indirect", speaker=speaker, cue_class=cue_class) | span(text, cue, "cue")
    table_ = spoken_about(table("quotes", [said]), speakers(text, **mentions), Article("made-up", text))
    assert all(text[row.start : row.end] == row.text for row in table_.itertuples())
    return list(zip(table_["about"], table_["text"], strict=True))


CASES = [
    # text, quoted words, speaker, who is mentioned in them
    ("Jo Li said Ana Ruiz was late.", "Ana Ruiz was late", "Jo Li", [("Ana Ruiz", "Ana Ruiz")]),
    ("Jo Li said Ruiz was late.", "Ruiz was late", "Jo Li", [("Ana Ruiz", "Ruiz")]),
    ("Jo Li said Ostrel\u2019s army lied.", "Ostrel\u2019s army lied", "Jo Li", [("Ostrel", "Ostrel")]),
    ("Jo Li said Ana\nRuiz was late.", "Ana\nRuiz was late", "Jo Li", [("Ana Ruiz", "Ana\nRuiz")]),
    # oneself, a place, half a word, a last name of two people, a speaker who is not known
    ("Jo Li said Jo Li was late.", "Jo Li was late", "Jo Li", []),
    ("Jo Li said it was cold in Ostrel.", "it was cold in Ostrel", "Jo Li", []),
    ("Jo Li said Ostrelians lie.", "Ostrelians lie", "Jo Li", []),
    ("Ana Ruiz said Li was late.", "Li was late", "Ana Ruiz", []),
    ("Somebody said Ana Ruiz was late.", "Ana Ruiz was late", None, []),
    ("Jo Li said it. Ana Ruiz was late.", "it", "Jo Li", []),
]


@pytest.mark.parametrize("text, words, speaker, mentioned", CASES)
def test_names_in_the_words_of_others(text, words, speaker, mentioned):
    assert found(text, words, speaker) == mentioned


def test_mentions_that_the_table_lists_count_once():
    text = "Jo Li said she and Ana Ruiz were late."
    assert found(text, "she and Ana Ruiz were late", "Jo Li", Ana_Ruiz="Ana Ruiz", a_woman="she") == [
        ("a woman", "she"),
        ("Ana Ruiz", "Ana Ruiz"),
    ]


def test_part_of_a_name_is_no_other_mention():
    text = "Jo Li said Ana Ruiz was late."
    assert found(text, "Ana Ruiz was late", "Jo Li", Ana_Ruiz="Ruiz") == [("Ana Ruiz", "Ana Ruiz")]


def test_who_is_accused_is_spoken_about_and_who_is_told_is_not():
    text = "Ostrel accused Jo Li of lying."
    assert found(text, "lying", "Ostrel", cue="accused", cue_class="accuse") == [("Jo Li", "Jo Li")]
    text = "Ostrel told Jo Li that it rained."
    assert found(text, "that it rained", "Ostrel", cue="told") == []


def test_nobody_speaks():
    table_ = spoken_about(table("quotes", []), table("speakers", []), Article("made-up", "Nothing."))
    assert table_.empty and list(table_.columns) == list(COLUMNS)


def test_mentions_of_one_speaker_by_another_are_counted_together():
    rows = [
        ("Ana", "Jo", "Jo", "q1"),
        ("Jo", "Ana", "Ana", "q2"),
        ("Jo", "Ana", "Ana Ruiz", "q3"),
        ("Jo", "Ana", "Ana", "q4"),
    ]
    pairs = mentions_by_pair(pd.DataFrame(rows, columns=["speaker", "about", "text", "quote_id"]))
    assert pairs.to_numpy().tolist() == [["Jo", "Ana", 3, "Ana, Ana Ruiz", "q2"], ["Ana", "Jo", 1, "Jo", "q1"]]
    assert mentions_by_pair(spoken_about(table("quotes", []), table("speakers", []), Article("made-up", ""))).empty
