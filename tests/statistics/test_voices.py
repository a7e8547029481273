"""Speakers by side: who stands where, what is added up, what is left out."""

import pandas as pd
from made_up import table

from onrecord.statistics import cues_by_speaker, join_governments, named_or_not, sides, speakers_by_side

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
        cue=["said", "Says", "says", "claimed", "said", "said", "beamed"],
        cue_start=[0, 1, 2, 3, 4, 4, 6],
        cue_class=["neutral", "neutral", "neutral", "claim", "neutral", "neutral", None],
    )
    found = cues_by_speaker(join_governments(quotes, speakers), voices).set_index("speaker")
    assert found.loc["a witness", "plain"] == "said 1"
    assert found.loc["Norway (“Oslo”, “Norwegian officials”)", "plain"] == "says 2, said 1"
    assert found.loc["Kari Dahl", ["cues", "loaded", "n_loaded", "quote_id"]].tolist() == [1, "claimed 1", 1, "q3"]
    assert pd.isna(found.loc["Kari Dahl", "plain"])
    assert found.loc["Ana Ruiz", "plain"] == "beamed 1 (on no list)"


def test_an_organisation_is_no_side_of_its_own():
    known = [{"speaker": "Tide Power", "kind": "organisation", "side": "Tide Power", "n_quotes": 1}]
    known += [{"speaker": "Peru", "kind": "government", "side": "Peru", "n_quotes": 1}]
    speakers = table("speakers", [row | {"n_words_direct": 1, "n_words_indirect": 1} for row in known])
    found = speakers_by_side(table("quotes", []), speakers).set_index("speaker")
    assert found.loc["Peru", "side"] == "Peru" and pd.isna(found.loc["Tide Power", "side"])


def test_speakers_with_and_without_a_name_are_counted_by_kind():
    _, speakers = tables()
    speakers = speakers.assign(named=[False, True, True, False, True])
    found = named_or_not(speakers)[["has_a_name", "kind", "speakers", "quotes", "words"]]
    assert found.to_numpy().tolist() == [
        [True, "person", 2, 2, 80],
        [True, "government", 1, 2, 10],
        [False, "unnamed person", 1, 1, 90],
        [False, "unnamed group", 1, 2, 23],
    ]
