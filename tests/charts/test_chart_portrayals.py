"""Charts of portrayals: verbs that credit or discredit, doers and sufferers; and the counts that they draw."""

from __future__ import annotations

from tables_to_draw import portrayals, row_names, speakers

from onrecord import charts
from onrecord.statistics.portrayed import portrayed, with_sides

KNOWN = speakers(
    **{"Ana Ruiz": "person", "Jo Li": "person", "Oslo": "government", "Norwegian officials": "unnamed group"}
)
KNOWN["side"] = ["Ostrel", None, "Norway", "Norway"]
SAID = [("Ana Ruiz", "cue", "say", None, None)] * 3 + [("Ana Ruiz", "cue", "claim", None, "discredits")] * 2
SAID += [("Jo Li", "cue", "reveal", None, "credits"), ("Jo Li", "cue", "add", None, None)]
ACTS = [("Ana Ruiz", "suffered", "arrest", "detained", None), ("Ana Ruiz", "deed", "free", "freed", "credits")]
ACTS += [("Ana Ruiz", "suffered", "jail", "detained", None), ("Jo Li", "descriptor", "feared", None, "discredits")]


def test_verbs_that_credit_or_discredit():
    chart = charts.speech_verbs(portrayals(*SAID, *ACTS), KNOWN)
    assert "what somebody says: 3 of 7." in chart.alt_text
    assert (
        "By speaker: Ana Ruiz: discredit: claim 2; neutral: 3; Jo Li: credit: reveal 1; neutral: 1." in chart.alt_text
    )
    assert row_names(chart, 1) == ["Ostrel", "side not said"]
    assert len(charts.speech_verbs(portrayals(*SAID), KNOWN.assign(side=None)).axes) == 1, "no sides, no second plot"
    neutral = charts.speech_verbs(portrayals(*SAID[:3]), KNOWN)
    assert not neutral.axes and "neutral (3)" in neutral.alt_text


def test_who_did_and_who_suffered():
    chart = charts.doers_and_sufferers(portrayals(*SAID, *ACTS), KNOWN)
    assert chart.alt_text.count("Ana Ruiz: did: freed 1; suffered: detained 2") == 1 and "Jo Li" not in chart.alt_text
    lengths = {row.kind: row.n for row in chart.data[chart.data["by"] == "speaker"].itertuples()}
    assert lengths == {"suffered": 2, "deed": 1}
    left, right = chart.axes[0].get_xlim()
    assert left < -2 and right < 2, "what was suffered lies at the left"
    assert not charts.doers_and_sufferers(portrayals(*SAID), KNOWN).axes


def test_portrayals_are_counted_by_speaker_and_by_side():
    capital = [("Norwegian officials", "deed", "seize", "seized", None), ("Oslo", "cue", "boast", None, "discredits")]
    rows = with_sides(portrayals(*SAID, *ACTS, *capital), KNOWN)
    counts = portrayed(rows).set_index("speaker")
    assert list(counts.index) == ["Ana Ruiz", "Jo Li", "Norway (“Oslo”, “Norwegian officials”)"]
    assert counts.loc["Ana Ruiz"].tolist() == [0, 0, 3, 2, 1, 2] and counts.loc["Jo Li"].tolist() == [1, 1, 1, 0, 0, 0]
    sides = portrayed(rows, "side").set_index("side")
    assert list(sides.index) == ["Ostrel", "Norway"] and sides.loc["Norway", "deeds"] == 1
    assert portrayed(rows.head(0)).empty


def test_a_chart_without_a_picture_is_its_words():
    drawn, said = (charts.or_words(charts.speech_verbs(portrayals(*rows), KNOWN)) for rows in (SAID, SAID[:3]))
    assert isinstance(drawn, charts.Chart) and "neutral (3)" in said and said.startswith("<p>")
