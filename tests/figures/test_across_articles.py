"""Across articles: which articles tell one story, and how their claims compare."""

import pytest
from made_up_figures import figure, sentences

from onrecord.figures.across_articles import compare_across
from onrecord.text.article import Article

STORY = "The dam of Harrow in Korvane broke near Pellin, and men from Ostrel, Marsk and Teal came. "
FLOOD = "flood, Korvane, 2021-04-12"


def article_with(name, date, *figures, text=STORY):
    article = Article(name, text + sentences(9), date=date)
    rows = [
        figure(n + 10, value, speaker, **{"occurrence": FLOOD} | more)
        for n, (value, speaker, more) in enumerate(figures)
    ]
    return article, rows


ACROSS = [
    ("2021-04-13", (17, "the ministry"), "2021-04-14", (46, "the Interior Ministry"), "updates"),
    ("2021-04-13", (17, "the ministry"), None, (46, "the ministry"), None),  # nobody knows which is later
    ("2021-04-13", (17, "the ministry"), "2021-04", (46, "the ministry"), None),
    ("2021", (17, "the ministry"), "2021-04", (46, "the ministry"), None),
    ("2021-02-30", (17, "the ministry"), "0001-01-01", (46, "the ministry"), None),
    ("2021-04-13", (46, "the ministry"), "2021-04-14", (46, "the ministry"), "agree"),
    ("2021-04-13", (46, "the ministry"), "2021-04-13", (61, "the hospital"), "conflict_value"),
    ("2021-04-13", (46, "the ministry"), "2021-04-14", (61, "the hospital"), "updates"),
    ("2021-04-13", (61, "the ministry"), "2021-04-14", (46, "the hospital"), None),  # the dead do not become fewer
    ("2021-04-13", (400, "the ministry"), "2021-04-14", (402, "the hospital"), "agree_rounded"),
    ("2021-04-13", (46, None), "2021-04-14", (61, None), "updates"),
    ("2021-04-13", (46, None), "2021-04-13", (61, None), "updates"),
]


@pytest.mark.parametrize(("day_a", "a", "day_b", "b", "relation"), ACROSS)
def test_across_articles(day_a, a, day_b, b, relation):
    articles = [article_with("one", day_a, (*a, {})), article_with("two", day_b, (*b, {}))]
    assert [c.relation for _, _, c in compare_across(articles)] == ([relation] if relation else [])


OTHER_OCCURRENCES = [
    ("flood, Korvane, 2021-04-13", True),  # articles may differ by a day
    ("flood, Korvane, 2021-04-15", False),
    ("flood, Harrow, 2021-04-12", True),  # a town that the other article names
    ("flood, Lima, 2021-04-12", False),
    ("fire, Lima, 2021-04-12", False),
    ("collapse, Korvane, 2021-04-12", True),  # another word for what happened there that day
    ("flood, Korvane", True),  # no day is told, but there is seldom a second flood within days
    ("attack, Korvane", False),
    ("flood, Korvane, monday", False),
    ("flood, Korvane, 2021-02-30", False),
    (None, False),
]


@pytest.mark.parametrize(("occurrence", "compared"), OTHER_OCCURRENCES)
def test_articles_are_compared_where_they_tell_of_one_occurrence(occurrence, compared):
    one = article_with("one", "2021-04-13", (17, "the ministry", {}))
    country = " in Korvane" if "Harrow" in (occurrence or "") else ""
    text = f"The dam of Harrow{country} broke, and men from Ostrel came. "
    other = article_with("two", "2021-04-14", (46, "the ministry", {"occurrence": occurrence}), text=text)
    assert bool(compare_across([one, other])) == compared


def test_the_earlier_article_comes_first_and_each_count_updates_those_before():
    days = [("c", "2021-04-15", 58), ("a", "2021-04-13", 17), ("b", "2021-04-14", 46)]
    found = compare_across([article_with(name, day, (value, "the ministry", {})) for name, day, value in days])
    assert sorted((a, b, c.relation) for a, b, c in found) == [(a, b, "updates") for a, b in ("ab", "ac", "bc")]
    assert "2021-04-13, then 2021-04-14" in found[0][2].why


def test_of_two_counts_of_one_day_the_larger_is_the_later():
    articles = [article_with(name, "2021-04-13", (value, None, {})) for name, value in (("one", 61), ("two", 46))]
    ((first, second, pair),) = compare_across(articles)
    assert (first, second, pair.relation) == ("two", "one", "updates")


def test_only_totals_are_updated_across_articles():
    first = article_with("one", "2021-04-13", (17, "the ministry", {}), (5, "the ministry", {"unit": "persons"}))
    second = article_with("two", "2021-04-14", (46, "the ministry", {}), (12, "the ministry", {"unit": "persons"}))
    ((_, _, pair),) = compare_across([first, second])
    assert (pair.a, pair.b, pair.relation) == ("f10", "f10", "updates")


def test_no_articles_no_pairs():
    assert compare_across([]) == []


def test_an_article_is_compared_with_the_last_twenty_before_it():
    articles = [article_with(f"a{i:03}", "2021-04-13", (46, f"Ministry{i}", {})) for i in range(22)]
    pairs = compare_across(articles)
    assert [sum(later == f"a{n:03}" for _, later, _ in pairs) for n in (19, 20, 21)] == [19, 20, 20]


@pytest.mark.parametrize(("others", "meet"), [(49, True), (50, False)])
def test_a_claim_is_set_against_the_first_of_another_article(others, meet):
    first = article_with(
        "one", "2021-04-13", *((100 + i, f"Witness{i}", {}) for i in range(others)), (46, "the king", {})
    )
    second = article_with("two", "2021-04-13", (46, "the ministry", {}))
    assert ("agree" in [pair.relation for _, _, pair in compare_across([first, second])]) == meet
