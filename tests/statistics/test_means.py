"""Averages: means with their intervals, what too few quotes do not say, and what event words do to a sign."""

import pandas as pd
import pytest
from made_up import table

from onrecord.statistics.means import average, by_speaker, driving_words, sign_flips, with_groups


def tone_of(rows: list[tuple], article: str = "a") -> pd.DataFrame:
    """Rows of the tone table from (speaker, compound, attitude, event_load, n_words)."""
    names = ["speaker", "compound", "attitude", "event_load", "n_words"]
    lines = [
        dict(zip(names, row, strict=True)) | {"article_id": article, "quote_id": f"q{i}", "label": 0, "words": []}
        for i, row in enumerate(rows)
    ]
    return table("tone", lines)


TONE = tone_of(
    [("Mara Lind", c, c / 2, 0.1, 10) for c in (0.1, 0.2, 0.3, -0.4, 0.5)]
    + [("Tom Berg", -0.6, 0.0, 0.5, 4), ("Tom Berg", -0.2, 0.0, 0.0, 16), (None, 0.9, 0.9, 0.0, 3)]
)


def test_by_speaker():
    many, few = by_speaker(TONE).to_dict("records")
    assert (many["speaker"], many["n"], many["n_articles"], many["n_words"], many["enough"]) == (
        "Mara Lind",
        5,
        1,
        50,
        1,
    )
    assert many["mean"] == pytest.approx(0.14) and many["attitude"] == pytest.approx(0.07)
    assert many["event_weight"] == pytest.approx(0.07)
    assert many["low"] < many["attitude_low"] < many["mean"] < many["attitude_high"] < many["high"]
    assert many["resampled"] == "quotes" and pd.isna(many["note"])
    assert (few["speaker"], few["n"], few["enough"], few["flips"]) == ("Tom Berg", 2, False, False)
    assert few["event_load"] == pytest.approx(0.1), "two words of twenty"
    assert all(pd.isna(few[end]) for end in ("low", "high", "attitude_low", "attitude_high", "resampled"))
    assert "2 quotes: too few" in few["note"]


def test_interval_depends_on_the_seed_and_on_nobody_else():
    alone = by_speaker(TONE[TONE["speaker"] == "Mara Lind"], seed=3)
    assert by_speaker(TONE, seed=3).head(1).equals(alone)
    assert by_speaker(TONE, seed=4).loc[0, "low"] != alone.loc[0, "low"]


def test_equal_quotes_have_an_interval_of_no_width_and_a_note():
    row = by_speaker(tone_of([("Mara Lind", 0.25, 0.25, 0.0, 5)] * 6)).iloc[0]
    assert (row["low"], row["mean"], row["high"]) == (0.25, 0.25, 0.25)
    assert "the same score" in row["note"]


def test_nobody_spoke():
    empty = by_speaker(TONE.iloc[:0])
    assert empty.empty and list(empty.columns) == list(by_speaker(TONE).columns)
    assert by_speaker(TONE[TONE["speaker"].isna()]).empty


def test_quotes_without_a_score_are_left_out():
    unscored = TONE.assign(compound=[None, 0.2, 0.3, -0.4, 0.5, -0.6, None, 0.9]).astype({"compound": "Float64"})
    assert by_speaker(unscored)["n"].tolist() == [4, 1]
    no_attitude = by_speaker(TONE.assign(attitude=None).astype({"attitude": "Float64"})).iloc[0]
    assert no_attitude["enough"] and pd.isna(no_attitude["attitude"]) and not no_attitude["flips"]


FLIPS = [
    # mean, attitude, whether the sign turns
    (-0.3, 0.2, True),
    (0.2, -0.1, True),
    (-0.3, 0.04, False),
    (-0.04, 0.3, False),
    (-0.3, -0.1, False),
]


@pytest.mark.parametrize("mean, attitude, flips", FLIPS)
def test_a_sign_that_turns_without_event_words(mean, attitude, flips):
    five, four = ([("Mara Lind", mean, attitude, 0.1, 5)] * n for n in (5, 4))
    row = by_speaker(tone_of(five)).iloc[0]
    assert row["flips"] == flips
    assert ("the sign turns" in row["note"]) == flips
    assert not by_speaker(tone_of(four))["flips"].any(), "four quotes are too few to say so"


@pytest.mark.parametrize("spread, flips", [(0.1, True), (0.9, False)])
def test_no_sign_turns_while_both_intervals_hold_zero(spread, flips):
    shifts = (-spread, -spread, 0, spread, spread)
    row = by_speaker(tone_of([("Mara Lind", -0.3 + shift, 0.2 - shift, 0.1, 5) for shift in shifts])).iloc[0]
    assert (row["low"] < 0 < row["high"] and row["attitude_low"] < 0 < row["attitude_high"]) != flips
    assert (row["flips"], pd.isna(row["note"])) == (flips, not flips)


@pytest.mark.parametrize("mean, attitude, vader, minilm", [(-0.1, 0.1, True, False), (-0.2, 0.2, True, True)])
def test_a_sign_turns_by_the_cut_of_the_scorer(mean, attitude, vader, minilm):
    five = tone_of([("Mara Lind", mean, attitude, 0.1, 5)] * 5)
    assert by_speaker(five)["flips"].tolist() == [vader]
    row = average(five, "speaker", scorer="minilm").iloc[0]
    assert (row["flips"], "from negative to positive" in row["note"]) == (minilm, minilm)
    with pytest.raises(KeyError):
        by_speaker(five, scorer="nobody")


def test_articles_are_drawn_where_a_speaker_is_in_five():
    scores = [-0.5, -0.2, 0.0, 0.3, 0.6]
    several = pd.concat([tone_of([("Mara Lind", c, c, 0.0, 5)] * 3, f"a{i}") for i, c in enumerate(scores)])
    one = tone_of([("Mara Lind", c, c, 0.0, 5) for c in scores for _ in range(3)])
    wide, narrow = by_speaker(several).iloc[0], by_speaker(one).iloc[0]
    assert (wide["resampled"], wide["n"], wide["n_articles"]) == ("articles", 15, 5)
    assert wide["high"] - wide["low"] > 1.5 * (narrow["high"] - narrow["low"])
    assert pd.isna(wide["note"]) and pd.isna(narrow["note"])
    for few in (2, 4):
        row = by_speaker(several[several["article_id"] < f"a{few}"]).iloc[0]
        assert row["resampled"] == "quotes" and f"{few} articles" in row["note"]


QUOTES = table(
    "quotes",
    [
        {"quote_id": f"q{i}", "start": 100 - 10 * i, "end": 105, "text": "x", "kind": kind, "article_id": "a"}
        for i, kind in enumerate(["direct", "mixed", "indirect", "indirect", "direct", "direct", "indirect", "direct"])
    ],
)
ROLES = [
    # kind, name, role, group
    ("person", "Mara Lind", "mayor of Pellin", "in office"),
    ("person", "Mara Lind", "Foreign Minister", "in office"),
    ("person", "Mara Lind", "spokeswoman for the works", "in office"),
    ("person", "Mara Lind", "baker", "another role"),
    ("person", "Mara Lind", None, None),
    ("unnamed group", "two railway officials", None, "in office"),
    ("unnamed person", "a teenage girl", None, "another role"),
    ("military", "the navy", None, "military"),
]


@pytest.mark.parametrize("kind, name, role, group", ROLES)
def test_what_quotes_can_be_grouped_by(kind, name, role, group):
    speakers = table("speakers", [{"article_id": "a", "speaker": name, "kind": kind, "role": role, "mentions": []}])
    tone = TONE.assign(speaker=TONE["speaker"].replace({"Mara Lind": name}))
    rows = with_groups(tone, QUOTES, speakers)
    assert list(rows["quote_id"]) == [f"q{i}" for i in reversed(range(8))], "in the order of the text"
    assert set(rows.loc[rows["speaker"] == name, "role"].dropna()) == ({group} if group else set())
    assert rows.loc[rows["speaker"] != name, "role"].isna().all() and rows["side"].isna().all()
    assert rows["wording"].value_counts().to_dict() == {
        "word for word": 4,
        "in paraphrase": 3,
        "partly word for word": 1,
    }
    assert average(rows, "wording")["n"].tolist() == [4, 3, 1]
    assert average(rows, "side").empty


def test_quotes_whose_sign_turns():
    rows = tone_of([("A", -0.5, 0.0, 0.1, 5), ("A", -0.5, 0.3, 0.1, 5), ("A", -0.5, -0.1, 0.1, 5), ("A", 0, 0, 0, 5)])
    found = sign_flips(rows)
    assert found[["quote_id", "turn"]].values.tolist() == [
        ["q1", "negative to positive"],
        ["q0", "negative to neutral"],
    ]
    assert sign_flips(rows.head(0)).empty and "turn" in sign_flips(rows.head(0))


def test_words_that_drove_the_tone():
    words = [
        [("War", -2.9, "event word"), ("good", 1.9, "")],
        [("war", -2.9, "boosted by very, event word"), ("massacre", -3.0, "event word that judges")],
    ]
    cells = [[{"word": w, "valence": v, "shifted": s, "start": 0, "end": 1} for w, v, s in cell] for cell in words]
    rows = tone_of([("A", -0.5, 0.0, 0.1, 5)] * 2).assign(words=cells)
    found = driving_words(rows)
    assert found[["word", "n", "event"]].values.tolist() == [
        ["war", 2, True],
        ["massacre", 1, False],
        ["good", 1, False],
    ]
    assert found["valence"].tolist() == pytest.approx([-5.8, -3.0, 1.9])
    assert driving_words(TONE).empty
