"""The tree of parts and wholes: shares and sums, and nothing added up in silence."""

from __future__ import annotations

import pytest
from tables_to_draw import LONG, amount, counted, figures

from onrecord import charts

SHARES = [
    # part (low, high), whole (low, high), in words
    ((84_000, 84_000), (402_000, 402_000), "21%"),
    ((12, 12), (40, None), "at most 30%"),
    ((12, None), (40, 40), "at least 30%"),
    ((12, None), (40, None), "share not known"),
    ((None, None), (40, 40), "share not known"),
    ((12, 12), (0, 0), "share not known"),
    ((128, 128), (2_000, 9_000), "1 to 6%"),
    ((20, 30), (40, 40), "50 to 75%"),
    ((None, 30), (40, 40), "at most 75%"),
    ((0, 90), (40, 40), "share not known"),
]


@pytest.mark.parametrize("part, whole, words", SHARES)
def test_share_of_a_part(part, whole, words):
    chart = charts.subsets(
        figures(amount("x people", *whole, approx="range"), amount("y children", *part, approx="range", subset_of="f0"))
    )
    assert list(chart.data["in_words"]) == [words]


def test_the_bar_of_a_range_is_one_from_the_least_to_the_most():
    chart = charts.subsets(figures(amount("thousands", 2_000, 9_000), counted("128 people", "Ana", subset_of="f0")))
    assert chart.data[["share_low", "share_high"]].round(3).to_numpy().tolist() == [[0.014, 0.064]]
    assert any(boxes.get_hatch() for boxes in chart.axes[0].collections)


SUMS = [
    # the figure before, the addition, what they come to
    (counted("40 people", "Ana"), counted("15 people", "Ana"), "40 + 15 = 55"),
    (counted("40 people", "Ana"), counted("15 civilians", "Ana"), "40 + 15 = 55"),
    (counted("40 people", None), counted("15 people", None), "40 + 15 = 55"),
    (counted("40 people", "Ana"), counted("15 people", "Jo"), "not added up: two claimants"),
    (counted("40 people", "Ana"), counted("15 people", None), "not added up: two claimants"),
    (counted("40 people", "Ana"), counted("15 people", "Ana", event="injured"), "not added up: killed and injured"),
    (counted("40 people", "Ana"), counted("15 children", "Ana"), "not added up: people and children"),
    (counted("40 people", "Ana"), counted("15 people", "Ana", value_high=None), "not added up: not exact"),
]


@pytest.mark.parametrize("before, more, words", SUMS)
def test_nothing_is_added_up_in_silence(before, more, words):
    chart = charts.subsets(figures(before, more | {"adds_to": "f0"}))
    assert list(chart.data["in_words"]) == [words]
    assert list(chart.data["link"]) == ["on top of"] and "; on top of that " in chart.alt_text


def test_parts_hang_on_their_whole():
    given = figures(
        counted("40 people", "Ana"),
        counted("9 schools", "Jo", category="buildings"),
        counted("12 children", "Ana", subset_of="f0"),
        counted("5 girls", None, subset_of="f2"),
        counted("7 people", "Ana", adds_to="f0"),
    )
    chart = charts.subsets(given)
    assert chart.alt_text.endswith(
        "Tree of 4 figures. killed: 40 people (Ana); of them killed: 12 children, 30% (Ana); "
        "of them killed: 5 girls, 42% (the article itself); on top of that killed: 7 people, 40 + 7 = 47 (Ana)."
    )


PARTS = [
    # the part, its share of 40 people
    (amount("about half", 0.475, 0.525, approx="about", category="share"), "about 50%"),
    (amount("30 percent", 30, 30, category="share"), "30%"),
    (amount("10 children", 9.5, 10.5, approx="about"), "about 25%"),
    (amount("50 children", 50, 50), "125%"),
]


@pytest.mark.parametrize("part, words", PARTS)
def test_a_part_can_be_a_share(part, words):
    assert list(charts.subsets(figures(counted("40 people", "Ana"), part | {"subset_of": "f0"})).data["in_words"]) == [
        words
    ]


def test_links_in_a_circle_end():
    given = figures(
        counted("40 people", "Ana", subset_of="f1"),
        counted("30 people", "Ana", subset_of="f0"),
        counted("2 cats", "Jo"),
    )
    chart = charts.subsets(given)
    assert len(chart.data) == 1
    assert charts.subsets(figures(counted("40 people", "Ana", subset_of="f0"))).data.empty


def test_a_deep_tree_stays_on_the_page():
    chain = [counted(f"{100 - n} people of some kind with a long name", LONG.format(n)) for n in range(60)]
    chart = charts.subsets(figures(*(row | {"subset_of": f"f{n - 1}" if n else None} for n, row in enumerate(chain))))
    assert chart.png() and "(20 figures not drawn)" in chart.get_suptitle()
    width = chart.get_window_extent().width
    assert all(text.get_window_extent().x1 <= width for text in chart.axes[0].texts)


@pytest.mark.parametrize("n, left_out", [(40, ""), (41, "(1 figure not drawn)")])
def test_forty_figures_are_drawn(n, left_out):
    whole, *parts = (counted(f"{100 - i} people", "Ana") for i in range(n))
    chart = charts.subsets(figures(whole, *(part | {"subset_of": "f0"} for part in parts)))
    assert left_out in chart.get_suptitle() and ("not drawn" in chart.get_suptitle()) == bool(left_out)
    assert len([text for text in chart.axes[0].texts if text.get_fontweight() == "bold"]) == 40


def test_figures_are_set_in_five_times_at_most():
    chain = [counted(f"{100 - n} people", "Ana", subset_of=f"f{n - 1}" if n else None) for n in range(8)]
    texts = [text for text in charts.subsets(figures(*chain)).axes[0].texts if text.get_fontweight() == "bold"]
    assert len({text.get_position()[0] for text in texts}) == 6
