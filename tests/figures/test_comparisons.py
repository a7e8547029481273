"""Comparisons: claims about the same thing side by side, within an article and across articles."""

import time

import pytest

from onrecord.figures.across_articles import compare_across
from onrecord.figures.comparisons import compare
from onrecord.figures.find import find_figures
from onrecord.rows import Figure, Quote
from onrecord.text.articles import Article
from onrecord.text.parse import parse


def speech(text, words, speaker, n=1):
    """A quote of `words` by `speaker`, as find_quotes and resolve would give it."""
    start = text.index(words)
    return Quote(
        quote_id=f"q{n}", statement_id=f"s{n}", start=start, end=start + len(words), text=words, kind="indirect",
        speaker=speaker, mention=speaker, mention_start=None, mention_end=None, cue="said", cue_start=None, cue_end=None,
        cue_class="neutral", position="after", paragraph=0, in_headline=False, rule="clause_before_cue",
    )  # fmt: skip


def claims(text, **known):
    """Figures of a text whose every sentence with "X said" is X's speech."""
    quotes = []
    for n, sentence in enumerate(text.split(". ")):
        if " said " in sentence:
            who, words = sentence.split(" said ", 1)
            quotes.append(speech(text, words, who, n))
    return find_figures(parse(Article("a", text, **known)), quotes)


def figure(n, low, speaker=None, high=None, **more):
    """A row of the figures table: so many people killed, in the n-th sentence of twenty characters."""
    row = dict(
        figure_id=f"f{n}", start=20 * n, end=20 * n + 9, text=f"{low} people", value_low=low, value_high=high or low,
        stated=str(low), approx="exact", unit="people", category="people", event="killed", event_text="killed",
        negated=False, hedged=False, subset_of=None, adds_to=None, place=None, date_text=None, speaker=speaker,
        mention=None, mention_start=None, mention_end=None, quote_id=None, attribution="none", rule="event_verb_object",
    )  # fmt: skip
    return Figure(**row | more)


def sentences(n):
    return "xxxxxxxx xxxxxxxxx. " * n


PAIRS = [
    ("The mayor said 600 people had fled the fire. The army said 600 residents had fled.", "agree"),
    ("The mayor said 4,020 people had fled. The army said 4,000 people had fled.", "agree_rounded"),
    ("The mayor said 402 people had fled. The army said hundreds of civilians had fled.", "compatible"),
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
    ("The group counted 30 cars and 48 lorries, 78 vehicles in all.", [("f1", "f3"), ("f2", "f3")]),
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
    assert {k: p.relation for k, p in relations.items()} == {("f1", "f2"): "updates", ("f1", "f3"): "conflict_value"}
    assert "“61 people” is the earlier one" in relations["f1", "f2"].why


def test_up_from_links_counts_of_anything():
    text = "The list names 65 wells, up from 61 wells in April. It names 40 mills, up from 4,000 mills."
    assert [(p.a, p.b, p.relation) for p in compare(claims(text), text)] == [("f1", "f2", "updates")]


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
    assert compare_across([]) == []


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


def test_a_real_conflict_outlasts_many_repeats():
    figures = [figure(0, 90, "the army"), *(figure(i, 61, "the mayor") for i in range(1, 400))]
    assert [(p.a, p.b, p.relation) for p in compare(figures, sentences(401))] == [("f0", "f1", "conflict_value")]


# Across articles

STORY = "The dam of Harrow in Korvane broke near Pellin, and men from Ostrel, Marsk and Teal came. "


def told(name, date, *figures, text=STORY):
    article = Article(name, text + sentences(9), date=date)
    return article, [figure(n + 10, value, speaker, **more) for n, (value, speaker, more) in enumerate(figures)]


ACROSS = [
    ("2021-04-13", (17, "the ministry"), "2021-04-14", (46, "the Interior Ministry"), "updates"),
    ("2021-04-13", (17, "the ministry"), None, (46, "the ministry"), None),  # nobody knows which is later
    ("2021-04-13", (46, "the ministry"), "2021-04-14", (46, "the ministry"), "agree"),
    ("2021-04-13", (46, "the ministry"), "2021-04-13", (61, "the hospital"), "conflict_value"),
    ("2021-04-13", (46, "the ministry"), "2021-04-14", (61, "the hospital"), None),  # tolls move
    ("2021-04-13", (400, "the ministry"), "2021-04-14", (402, "the hospital"), "agree_rounded"),
    (None, (46, "the ministry"), None, (61, "the hospital"), "conflict_value"),
    ("2021-04-13", (46, None), "2021-04-13", (61, None), None),  # nobody claims them
]


@pytest.mark.parametrize(("day_a", "a", "day_b", "b", "relation"), ACROSS)
def test_across_articles(day_a, a, day_b, b, relation):
    articles = [told("one", day_a, (*a, {})), told("two", day_b, (*b, {}))]
    assert [c.relation for _, _, c in compare_across(articles)] == ([relation] if relation else [])


def test_the_earlier_article_comes_first_and_each_count_updates_the_last():
    days = [("c", "2021-04-15", 58), ("a", "2021-04-13", 17), ("b", "2021-04-14", 46)]
    found = compare_across([told(name, day, (value, "the ministry", {})) for name, day, value in days])
    assert [(a, b, c.relation) for a, b, c in found] == [("a", "b", "updates"), ("b", "c", "updates")]
    assert "2021-04-13, then 2021-04-14" in found[0][2].why


def test_articles_that_share_no_names_tell_two_stories():
    other = told("two", "2021-04-14", (46, "the ministry", {}), text="The bridge of Lima in Peru fell near Cusco. ")
    assert compare_across([told("one", "2021-04-13", (17, "the ministry", {})), other]) == []


def test_only_totals_are_updated_across_articles():
    first = told("one", "2021-04-13", (17, "the ministry", {}), (5, "the ministry", {"unit": "persons"}))
    second = told("two", "2021-04-14", (46, "the ministry", {}), (12, "the ministry", {"unit": "persons"}))
    ((_, _, pair),) = compare_across([first, second])
    assert (pair.a, pair.b, pair.relation) == ("f10", "f10", "updates")
