"""Every chart: any number of rows and any names can be drawn, no words are cut off, and the bytes are the same each time."""

from __future__ import annotations

import matplotlib
import pandas as pd
import pytest
from tables_to_draw import (
    ARTICLE,
    CLAIMS,
    LONG,
    PAIRS,
    WIDE,
    amount,
    check_words,
    compared,
    counted,
    figures,
    portrayals,
    quotes,
    speakers,
    tones,
)

from onrecord import charts
from onrecord.statistics import resampling
from onrecord.statistics.means import average, by_speaker

DONE = [("deed", "seized"), ("deed", "killed"), ("suffered", "detained")]
ODD_NAMES = [
    "Tomas $Vale_^2",
    r"\frac{1}{0}$",
    "Олена Коваль",
    "王小明",
    "",
    "x" * 300,
    "_under_",
    "<b>&amp;",
    "%s {0}",
]


def everything(said: pd.DataFrame, tone: pd.DataFrame, claims: pd.DataFrame, pairs: pd.DataFrame, **more) -> list:
    """Every chart of one article."""
    known = speakers(**{who: "person" for who in said["speaker"].dropna().unique()})
    return [
        charts.words_by_kind(said, ARTICLE, **more),
        charts.speaking_share(said, known.assign(side=known["speaker"]), **more),
        charts.voices_through_article(said, ARTICLE, **more),
        charts.speech_verbs(told(said), known, **more),
        charts.doers_and_sufferers(told(said), known, **more),
        charts.comparisons(claims, pairs, **more),
        charts.tone_by(tone, by_speaker(tone), **more),
        charts.tone_by(sided := tone.assign(side=tone["speaker"]), average(sided, "side"), by="side", **more),
    ]


def told(said: pd.DataFrame) -> pd.DataFrame:
    """Each speaker is introduced by three verbs, does one thing and suffers another."""
    names = list(said["speaker"].dropna().unique())
    verbs = {"discredits": "claim", "credits": "reveal", None: "say"}
    rows = [(who, "cue", verb, None, loaded) for who in names for loaded, verb in verbs.items()]
    rows += [(who, kind, "take", event, None) for who in names for kind, event in DONE]
    return portrayals(*rows)


def test_every_chart_of_one_article_is_tested_here():
    """Those of several articles are tested in test_chart_outlets.py and test_chart_daily_counts.py."""
    several = {"voices_by_outlet", "figures_by_day", "tone_by_outlet", "tone_of_shared_speakers"}
    drawn = {chart.name for chart in everything(quotes("A"), tones(("A", 0.5, 0.1)), CLAIMS, PAIRS)}
    grouped = {f"tone_by_{by}" for by in ("speaker", "side")}
    public = {name for name, f in vars(charts).items() if hasattr(f, "__wrapped__")}
    assert drawn - grouped | {"tone_by"} | several == public and grouped < drawn


@pytest.fixture
def few_draws(monkeypatch):
    """Where words stand is looked at, and not how sure the numbers are."""
    monkeypatch.setattr(resampling, "N_RESAMPLES", resampling.BATCH)


@pytest.mark.parametrize("n", [0, 1, 60])
def test_any_number_of_rows(n, few_draws):
    names = [f"Witness {i}" for i in range(n)]
    claims = figures(
        *(amount(f"{i} people", i, i, speaker=who, date_text=f"{1900 + i}") for i, who in enumerate(names))
    )
    pairs = compared(*(("f0", f"f{i}", "conflict_value") for i in range(1, n)))
    for chart in everything(
        quotes(*names), tones(*((who, 0.5, -0.5) for who in names * 5)), claims, pairs, footnote="Right. " * 40
    ):
        check_words(chart)
        assert chart.get_size_inches()[1] < 32, "a page or three, not a scroll"


@pytest.mark.parametrize("name, n", [(LONG, 6), (WIDE + "{}", 3)], ids=["long", "wide"])
def test_long_names_are_not_cut_off(name, n, few_draws):
    names = [name.format(f"{i}th") for i in range(n)]
    tone = tones(*((who, 0.1 * (i % 7) - 0.3, 0.3) for i in range(5) for who in names))
    words = [counted(f"{i + 1} people of some kind with a long name", who) for i, who in enumerate(names)]
    claims = figures(*(row | {"date_text": f"{1900 + i}", "adds_to": "f0"} for i, row in enumerate(words)))
    pairs = compared(*(("f0", f"f{i}", "conflict_value") for i in range(1, n)))
    for chart in everything(quotes(*names), tone, claims, pairs, footnote=" ".join(names)):
        check_words(chart)


def test_nothing_found_is_said():
    said = {c.name: c.alt_text for c in everything(quotes(), tones(), figures(), PAIRS.head(0))}
    assert "No quotes found in this article of" in said["words_by_kind"]
    assert said["speaking_share"].endswith("No quotes found in this article.")
    assert said["comparisons"].endswith("No figures found in this article.")
    assert all(alt.endswith(".") for alt in said.values())


@pytest.mark.parametrize("names", [ODD_NAMES[:5], ODD_NAMES[5:]])
@pytest.mark.filterwarnings("error")
def test_any_name_can_be_drawn(names):
    said, tone = quotes(*names, None), tones(*[(name, 0.5, 0.1) for name in [*names, None]])
    some = [names[i % len(names)] for i in range(len(CLAIMS))]
    claims = CLAIMS.assign(speaker=some, unit=some, text=some, stated=some)
    for chart in everything(said, tone, claims, PAIRS, footnote=" ".join(names)):
        assert chart.png().startswith(b"\x89PNG") and chart.alt_text


def test_same_tables_same_bytes():
    first, second = (everything(quotes("A", "B"), tones(("A", 0.5, 0.1)), CLAIMS, PAIRS) for _ in range(2))
    assert [c.png() for c in first] == [c.png() for c in second]
    assert first[0].png() == first[0].png()


def test_settings_of_the_session_change_nothing():
    usual = charts.comparisons(CLAIMS, PAIRS).png()
    with matplotlib.rc_context(
        {"font.size": 20, "axes.facecolor": "black", "axes.grid": True, "savefig.bbox": "tight"}
    ):
        assert charts.comparisons(CLAIMS, PAIRS).png() == usual


def test_tables_are_left_as_they_were():
    said, tone, claims, pairs = quotes("A", None), tones(("A", 0.5, 0.1)), CLAIMS.copy(), PAIRS.copy()
    before = [frame.copy(deep=True) for frame in (said, tone, claims, pairs)]
    everything(said, tone, claims, pairs)
    for frame, was in zip((said, tone, claims, pairs), before, strict=True):
        pd.testing.assert_frame_equal(frame, was)
