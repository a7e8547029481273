"""Quotes with their tone in words: speaker by speaker, and where two scorers disagree."""

from __future__ import annotations

import pandas as pd
from made_up import table

from onrecord.pages.tone_lists import differences_in_words, disagreements, quotes_by_speaker
from onrecord.statistics.means import by_speaker
from onrecord.statistics.pairwise import differences


def toned(*given: tuple) -> pd.DataFrame:
    """A row per (speaker, side, compound, VADER's compound), of three words."""
    rows = [
        {"quote_id": f"q{at}", "speaker": who, "compound": one, "vader_compound": other, "attitude": one, "n_words": 3}
        | {"label": one and (one > 0) - (one < 0), "vader_label": other and (other > 0) - (other < 0)}
        | {"scorer": "minilm", "event_load": 0.0, "words": []}
        for at, (who, _, one, other) in enumerate(given)
    ]
    return table("tone", rows).assign(side=[side for _, side, _, _ in given])


TONE = toned(
    (None, None, 0.2, None),
    *[("Ana", "Lanne", -0.5, 0.5)] * 5,
    ("Jo", "Lanne", 0.0, -0.5),
    ("Ostrel (“Ostrel”, “officials”)", "Ostrel", None, None),
    ("Ostrel (“Ostrel”, “officials”)", "Ostrel", 0.1, 0.1),
    *[("Kim", None, 0.5, None)] * 9,
)


def test_each_speaker_stands_above_all_quotes_and_says_why_there_is_no_mean():
    listed = quotes_by_speaker(TONE, by_speaker(TONE))
    assert list(dict.fromkeys(listed["voice"])) == [
        "Lanne: Ana, 5 quotes; mean −0.50 (all the same), attitude −0.50",
        "Lanne: Jo, 1 quote; too few for a mean",
        "Ostrel (“Ostrel”, “officials”), 2 quotes, 1 with a rated word; too few for a mean",
        "No side told: Kim, 9 quotes; mean +0.50 (all the same), attitude +0.50",
        "No speaker found: 1 quote",
    ]
    assert (
        len(listed) == len(TONE)
        and listed["sounds"][0] == "−0.50, negative"
        and listed["vader"][0] == "+0.50, positive"
    )
    assert "no rated word" in set(listed["sounds"]) and quotes_by_speaker(TONE.head(0), by_speaker(TONE.head(0))).empty


def test_quotes_on_which_scorers_disagree():
    apart = disagreements(TONE)
    assert apart["agreement"].tolist() == ["opposite signs"] * 5 + ["one is neutral"]
    assert apart["sounds"].tolist()[-1] == "0, neutral"
    assert disagreements(TONE.assign(scorer="vader")).empty


def test_differences_in_words():
    (row,) = differences_in_words(differences(TONE, ["speaker"])).to_dict("records")
    assert (row["higher"], row["lower"]) == ("Kim (9 quotes)", "Ana (5 quotes)")
    assert row["difference"] == "+1.00 (all the same)" and row["chance"] == "more than chance"
    assert differences_in_words(differences(TONE.head(3), ["speaker"])).empty
