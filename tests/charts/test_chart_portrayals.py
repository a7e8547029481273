"""Charts of portrayals: verbs that credit or discredit, doers and sufferers; and the counts that they draw."""

from __future__ import annotations

import pytest
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
    assert chart.alt_text.startswith("3 of 7 verbs credit or discredit: 2 discredit Ana Ruiz, 1 credits Jo Li. ")
    assert (
        "By speaker: Ana Ruiz: discredit: claim 2; neutral: 3; Jo Li: credit: reveal 1; neutral: 1." in chart.alt_text
    )
    assert len(chart.axes) == 1, "one side alone has loaded verbs: no second plot"
    both = charts.speech_verbs(portrayals(*SAID), KNOWN.assign(side=["Ostrel", "Lanne", None, None]))
    assert row_names(both, 1) == ["Ostrel", "Lanne"]
    plain = [(who, "cue", "say", None, None) for who in ("Kim Ode", "Lee Po")]
    assert row_names(charts.speech_verbs(portrayals(*SAID, *plain), KNOWN)) == ["Ana Ruiz", "Jo Li", "2 others"]


@pytest.mark.parametrize(
    "said, words",
    [
        ([], "No verb was found that introduces anybody"),
        (SAID[:1], "The only verb that introduces somebody is neutral."),
        (SAID[:3], "All 3 verbs that introduce somebody are neutral."),
        (
            [*SAID[3:4], SAID[5], ("Kim", *SAID[3][1:])],
            "3 of 3 verbs credit or discredit; no speaker gets two of a kind",
        ),
        (SAID[:4], "1 of 4 verbs credits or discredits: 1 discredits Ana Ruiz: Too few"),
        (SAID[2:5] * 2, "4 of 6 verbs credit or discredit: 4 discredit Ana Ruiz: Too few"),
    ],
)
def test_verbs_of_which_too_few_are_loaded_are_not_drawn(said, words):
    chart = charts.speech_verbs(portrayals(*said), KNOWN)
    assert not chart.axes and words in chart.alt_text


def test_who_did_and_who_suffered():
    both = [*ACTS, ("Jo Li", "suffered", "rob", None, None)]
    chart = charts.doers_and_sufferers(portrayals(*SAID, *both), KNOWN)
    assert chart.alt_text.startswith("Told as doer most often: Ana Ruiz (once); as sufferer: Ana Ruiz (2 times). ")
    assert chart.alt_text.count("Ana Ruiz: did: freed 1; suffered: detained 2") == 1
    assert chart.data[chart.data["by"] == "speaker"]["n"].tolist() == [2, 1, 1]
    left, right = chart.axes[0].get_xlim()
    assert left < -2 and right < 2, "what was suffered lies at the left"
    one = charts.doers_and_sufferers(portrayals(*ACTS), KNOWN)
    assert not one.axes and "as sufferer: Ana Ruiz (2 times)" in one.alt_text
    assert "No doer and no sufferer was found" in charts.doers_and_sufferers(portrayals(*SAID), KNOWN).alt_text


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
    assert isinstance(drawn, charts.Chart) and "All 3 verbs" in said and said.startswith("<p>")
