"""Words for the codes of tables, and the words that make a number less exact."""

from __future__ import annotations

from made_up import figure, table

from onrecord.pages.codes import claims_in_one_line, in_words, number_words, ranges_in_words

TEXT = "At least 40 people died, and about 30 percent of the houses fell. Dozens fled. It was about noon."
FIGURES = table(
    "figures",
    [
        figure(TEXT, "40 people", 1, approx="at_least", value_low=40, attribution="continued", speaker="Ana"),
        figure(TEXT, "30 percent", 2, approx="about", value_low=28.5, value_high=31.5, category="share"),
        figure(TEXT, "Dozens", 3, approx="vague", value_low=20, value_high=60, status="forecast", event="displaced"),
    ],
)


def test_codes_become_words_and_the_rest_stays():
    told = in_words(FIGURES)
    assert list(told["approx"]) == ["at least", "about", "vague"]
    assert list(told["attribution"]) == ["inferred from the sentences around", "nobody is named", "nobody is named"]
    assert list(told["status"]) == ["claim", "claim", "forecast"] and list(told["event"]) == list(FIGURES["event"])
    assert list(FIGURES["approx"]) == ["at_least", "about", "vague"], "the table itself is left as it is"
    pairs = table("comparisons", [{"a": "f1", "b": "f2", "relation": "conflict_character"}])
    assert list(in_words(pairs)["relation"]) == ["they conflict on what happened"]
    assert in_words(pairs.head(0)).empty


def test_claims_in_one_line():
    assert claims_in_one_line(FIGURES) == (
        "killed: at least 40 people – Ana; killed: about 30 percent – nobody named; displaced: Dozens – nobody named (forecast)"
    )
    assert claims_in_one_line(FIGURES.head(0)) == "nothing"


def test_ranges_say_percent_and_open_ends():
    assert list(ranges_in_words(FIGURES)) == ["40 or more", "28.5 to 31.5%", "20 to 60"]
    half = table("figures", [figure("half", "half", 1, value_low=0.475, value_high=0.525, category="share")])
    assert list(ranges_in_words(half)) == ["47.5 to 52.5%"]
    assert list(ranges_in_words(half.assign(value_low=0.633365, value_high=None))) == ["63.3% or more"]
    assert list(ranges_in_words(half.assign(value_low=None, value_high=None))) == ["no number"]


def test_only_words_at_the_figures_of_an_article():
    used = number_words(FIGURES, TEXT)
    assert set(used["words"]) == {"about", "at least", "dozens"}
    assert list(number_words(FIGURES.head(1), TEXT)["approx"]) == ["at least"]
    assert number_words(FIGURES.head(0), TEXT).empty and number_words(FIGURES.head(0), "").empty
    assert {"about", "at least", "vague"} <= set(number_words()["approx"])
