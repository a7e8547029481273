"""Comparisons: claims about the same thing side by side, within an article."""

import time

import pytest
from made_up_figures import claims, figure, sentences

from onrecord.figures.comparisons import compare

PAIRS = [
    ("The mayor said 600 people had fled the fire. The army said 600 residents had fled.", "agree"),
    ("The mayor said 4,020 people had fled. The army said 4,000 people had fled.", "agree_rounded"),
    ("The mayor said 402 people had fled. The army said hundreds of civilians had fled.", "agree_rounded"),
    ("The mayor said 402 people had been deported by force. The army said about 400 people had been evacuated.", "conflict_character"),
    ("The mayor said 90 people had died. The army said 31 people had died.", "conflict_value"),
    ("The mayor said 40 people had died, including 9 children.", "subset"),
    ("Police arrested 60 men. Another 15 men were arrested.", "adds"),
    ("The death toll rose from 17 to 46.", "updates"),
    ("The mayor said 90 people had died. The army said 90 people had been wounded.", None),
    ("The mayor said 90 houses were destroyed. The army said 31 bridges were destroyed.", None),
    ("The mayor said 90 houses were destroyed. The army said 31 houses were damaged.", None),
    ("The mayor said 9 soldiers had died. The army said 9 people had died.", None),  # small numbers recur by chance
    ("The mayor said 90,000 people had died. The army said 31 people had died.", None),  # not the same event
    ("The mayor said 90 people had died. The army said the flood of 1911 killed 60 people in 1911.", None),
    ("The mayor said 90 people had died. The army said 31 people could die.", None),  # feared is not counted
    ("The mayor said 90 people had died in the port and at least 31 people had died in the valley.", None),
    # a number said again is one claim
    ("The blast killed 600 people. The raid killed 600 people.", None),
    ("The mayor said 90 people had died. The mayor said 90 people were killed.", None),
    ("At least 90 people died. The mayor said at least 90 people had died.", "agree"),
    ("Six hundred people fled the fire. The fire displaced 600 residents.", "agree"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "relation"), PAIRS)
def test_compare(text, relation):
    assert [pair.relation for pair in compare(claims(text), text)] == ([relation] if relation else [])


OTHER_EXTENTS = [
    ("The mayor said 90 people had died in the blast. The army said 431 people had died this year.", []),
    ("Nationwide, the army said 431 people had died. The mayor said 90 people had died.", []),
    ("The mayor said 431 people had died this year. The army said 390 people had died this year.", ["conflict_value"]),
    ("A nurse said 90 people had died at his clinic. A doctor said 31 people had died at a second hospital.", []),
    ("A nurse said 31 people had died at his clinic. The army said 90 people had died.", ["compatible"]),
    ("A nurse said 90 people had died at his clinic. The army said 31 people had died.", ["conflict_value"]),
    ("The mayor said 31 bodies had been found. The army said 90 people had died.", ["compatible"]),
    ("The mayor said 90 bodies had been found. The army said 31 people had died.", ["conflict_value"]),
    ("The mayor said 90 people had died in Lima. The army said 31 people had died in Quito.", []),
]


@pytest.mark.parametrize(("text", "relations"), OTHER_EXTENTS)
def test_numbers_of_other_extents_are_no_conflict(text, relations):
    assert [pair.relation for pair in compare(claims(text), text)] == relations


TOTALS = [
    ("The group counted 30 cars and 48 lorries, 78 vehicles in all.", [("f3", "f1"), ("f3", "f2")]),
    ("The group counted 30 cars and 48 lorries, 90 vehicles in all.", []),  # no total of these two
    ("The group counted 30 cars and 48 lorries, 78 vehicles.", []),  # nothing says that it is a total
    ("The group counted 30 cars. It counted 48 lorries, 78 vehicles in all.", []),
]


@pytest.mark.parametrize(("text", "pairs"), TOTALS)
def test_a_total_is_only_what_the_text_calls_one(text, pairs):
    found = compare(claims(text), text)
    assert [(pair.a, pair.b) for pair in found if pair.relation == "subset"] == pairs


def test_no_pair_adds_numbers_up():
    text = "The mayor said 30 people had died. The army said 48 people had died. The king said 78 people had died."
    assert {pair.relation for pair in compare(claims(text), text)} == {"conflict_value"}


AMONG = [
    # of whom the text has spoken: the same claimant and event, the count that is not replaced
    ("The toll rose to 46 from 17. Nine children were among the dead.", ("f1", "f3", "subset")),
    (
        "The mayor said 4,000 people had been deported by force. The army said 600 residents were among those captured.",
        ("f1", "f2", "compatible"),
    ),
]


@pytest.mark.parametrize(("text", "pair"), AMONG)
def test_those_among_others_are_a_part_of_them(text, pair):
    assert pair in [(p.a, p.b, p.relation) for p in compare(claims(text), text)]


def test_the_earlier_count_is_named_and_conflicts_with_nothing():
    text = "The mayor said 65 people had died, up from 61 people killed in April. The army said 90 people had died."
    relations = {(p.a, p.b): p for p in compare(claims(text), text)}
    assert {k: p.relation for k, p in relations.items()} == {("f2", "f1"): "updates", ("f1", "f3"): "conflict_value"}
    assert "“61 people” is the earlier one" in relations["f2", "f1"].why


def test_up_from_links_counts_of_anything():
    text = "The list names 65 wells, up from 61 wells in April. It names 40 mills, up from 4,000 mills."
    assert [(p.a, p.b, p.relation) for p in compare(claims(text), text)] == [("f2", "f1", "updates")]


@pytest.mark.parametrize(
    ("one", "other"),
    [("the ministry", "the Interior Ministry"), ("Ann Lee", "Lee"), ("the ministry’s office", "the ministry's office")],
)
def test_a_claimant_does_not_contradict_a_longer_form_of_the_name(one, other):
    figures = [figure(1, 90, one), figure(2, 61, other)]
    assert compare(figures, sentences(9)) == []
    assert compare([figures[0], figure(2, 61, "the army")], sentences(9))[0].relation == "conflict_value"


def test_only_what_is_alike_is_added():
    base = figure(1, 64, unit="names", category="other", event="other")
    marches = figure(2, 2, unit="marches", category="other", event="other", adds_to="f1")
    assert compare([base, marches], sentences(9)) == []
    assert compare([figure(1, 64), figure(2, 15, adds_to="f1")], sentences(9))[0].relation == "adds"


def test_why_names_both_claimants_and_both_numbers():
    text = PAIRS[3][0]
    (pair,) = compare(claims(text), text)
    assert (pair.a, pair.b) == ("f1", "f2")
    for part in ("The mayor", "The army", "402 people", "about 400 people", "by force", "evacuated", "agree"):
        assert part in pair.why


def test_no_figures_no_pairs():
    assert compare([], "") == []


MANY = {
    "one number": [figure(i, 100) for i in range(4000)],
    "unclaimed": [figure(i, 100 + i) for i in range(4000)],
    "open": [figure(i, 100 + i, high=1e9, approx="at_least") for i in range(4000)],
    "two sides": [figure(i, 100 + i, "A" if i % 2 else "B") for i in range(800)],
}


@pytest.mark.parametrize("name", MANY)
def test_rows_and_time_stay_near_linear(name):
    text, start = sentences(4001), time.process_time()
    rows = compare(MANY[name], text)
    assert len(rows) <= 50 * len(MANY[name])
    assert time.process_time() - start < 10


def test_time_is_linear_in_the_number_of_additions_and_denials():
    """Three times the figures may take five times as long, not nine."""
    times = []
    for n in (600, 1800):
        added = [figure(i, 100 + i, adds_to=f"f{i - 1}" if i else None) for i in range(n)]
        claimed = [figure(i, 100, "A", occurrence=f"flood {i}") for i in range(n, 2 * n)]
        denied = [figure(i, 100, "B", occurrence=f"flood {i - n}", status="denied") for i in range(2 * n, 3 * n)]
        started = time.process_time()
        rows = compare([*added, *claimed, *denied], sentences(3 * n))
        times.append(time.process_time() - started)
        assert sum(row.relation == "adds" for row in rows) == n - 1
        assert sum(row.relation == "conflict_value" for row in rows) == n
    assert times[1] < 5 * times[0] + 0.2


def test_time_is_linear_in_denials_of_one_event():
    """Four times the denials take about four times as long, not sixteen times."""
    took = []
    for number in (250, 1000):
        figures = [figure(i, 1000 + i, "AB"[i % 2], status=("claim", "denied")[i % 2]) for i in range(number)]
        start = time.process_time()
        assert compare(figures, sentences(number))
        took.append(time.process_time() - start)
    assert took[1] < 8 * took[0] + 0.05


def test_a_real_conflict_outlasts_many_repeats():
    figures = [figure(0, 90, "the army"), *(figure(i, 61, "the mayor") for i in range(1, 400))]
    assert [(p.a, p.b, p.relation) for p in compare(figures, sentences(401))] == [("f0", "f1", "conflict_value")]


@pytest.mark.parametrize(("parts", "linked"), [(2, 2), (6, 6), (7, 0)])
def test_a_total_totals_the_nearest_before_it(parts, linked):
    counts = [figure(n, 10 + n, event="other") for n in range(parts)]
    total = figure(parts, sum(10 + n for n in range(parts)), event="other")
    text = "x" * total.end + " in all"
    assert [(p.b, p.relation) for p in compare([*counts, total], text)] == [(f"f{n}", "subset") for n in range(linked)]
