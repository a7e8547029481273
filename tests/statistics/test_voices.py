"""Speakers by side: who stands where, what is added up, what is left out."""

import pandas as pd
from made_up import table

from onrecord.statistics import cues_by_speaker, join_governments, sides, speakers_by_side

KNOWN = [
    # speaker, kind, side, quotes, words in quotation marks, other words
    ("a witness", "unnamed person", None, 1, 90, 0),
    ("Oslo", "government", "Norway", 2, 0, 10),
    ("Kari Dahl", "person", "Norway", 1, 4, 16),
    ("Norwegian officials", "unnamed group", "Norway", 2, 3, 20),
    ("Ana Ruiz", "person", "Chile", 1, 5, 55),
]


def tables() -> tuple[pd.DataFrame, pd.DataFrame]:
    columns = ["speaker", "kind", "side", "n_quotes", "n_words_direct", "n_words_indirect"]
    speakers = [dict(zip(columns, row, strict=True)) | {"first_start": at} for at, row in enumerate(KNOWN)]
    names = [row[0] for row in KNOWN for _ in range(row[3])]
    quotes = [
        {"quote_id": f"q{at}", "speaker": who, "start": at, "cue": "said", "cue_start": at, "cue_class": "neutral"}
        for at, who in enumerate(names)
    ]
    return table("quotes", quotes), table("speakers", speakers)


def test_sides_stand_together_those_with_most_words_first():
    quotes, speakers = tables()
    found = speakers_by_side(quotes, speakers)
    norway = "Norway (“Oslo”, “Norwegian officials”)"
    assert list(found["speaker"]) == ["Ana Ruiz", norway, "Kari Dahl", "a witness"], "no side told comes last"
    assert list(found["words"]) == [60, 33, 20, 90]
    assert found.loc[1, ["quotes", "quoted", "quote_id"]].tolist() == [4, 3, "q1"], "one government under two names"


def test_own_words_of_a_side_are_told_from_five_quotes_on():
    found = sides(speakers_by_side(*tables())).set_index("side")
    assert found.loc["Norway", ["speakers", "quotes", "words", "share", "own_words"]].tolist() == [2, 5, 53, 26, 13]
    assert pd.isna(found.loc["Chile", "own_words"]), "one quote says nothing"


def test_no_speaker_no_row():
    quotes, speakers = (frame.head(0) for frame in tables())
    found = speakers_by_side(quotes, speakers)
    assert found.empty and sides(found).empty and cues_by_speaker(quotes, found).empty


def test_cues_are_counted_once_and_loaded_ones_apart():
    quotes, speakers = tables()
    voices = speakers_by_side(quotes, speakers)
    quotes = quotes.assign(
        cue=["said", "Says", "says", "claimed", "said", "beamed", "said"],
        cue_start=[0, 1, 2, 3, 4, 4, 4],
        cue_class=["neutral", "neutral", "neutral", "claim", "neutral", None, "neutral"],
    )
    found = cues_by_speaker(join_governments(quotes, speakers), voices).set_index("speaker")
    assert found.loc["a witness", "neutral"] == "said 1"
    assert found.loc["Norway (“Oslo”, “Norwegian officials”)", "neutral"] == "says 2, said 1"
    assert found.loc["Kari Dahl", ["cues", "loaded", "n_loaded", "quote_id"]].tolist() == [1, "claimed 1", 1, "q3"]
    assert pd.isna(found.loc["Kari Dahl", "neutral"]) and "Ana Ruiz" not in found.index
