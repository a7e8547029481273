"""Across articles: which articles tell one story, and how their claims compare."""

import pytest
from made_up_figures import figure, sentences

from onrecord.figures.across_articles import compare_across
from onrecord.text.article import Article

STORY = "The dam of Harrow in Korvane broke near Pellin, and men from Ostrel, Marsk and Teal came. "


def article_with(name, date, *figures, text=STORY):
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
    articles = [article_with("one", day_a, (*a, {})), article_with("two", day_b, (*b, {}))]
    assert [c.relation for _, _, c in compare_across(articles)] == ([relation] if relation else [])


def test_the_earlier_article_comes_first_and_each_count_updates_the_last():
    days = [("c", "2021-04-15", 58), ("a", "2021-04-13", 17), ("b", "2021-04-14", 46)]
    found = compare_across([article_with(name, day, (value, "the ministry", {})) for name, day, value in days])
    assert [(a, b, c.relation) for a, b, c in found] == [("a", "b", "updates"), ("b", "c", "updates")]
    assert "2021-04-13, then 2021-04-14" in found[0][2].why


def test_articles_that_share_no_names_tell_two_stories():
    other = article_with(
        "two", "2021-04-14", (46, "the ministry", {}), text="The bridge of Lima in Peru fell near Cusco. "
    )
    assert compare_across([article_with("one", "2021-04-13", (17, "the ministry", {})), other]) == []


def test_only_totals_are_updated_across_articles():
    first = article_with("one", "2021-04-13", (17, "the ministry", {}), (5, "the ministry", {"unit": "persons"}))
    second = article_with("two", "2021-04-14", (46, "the ministry", {}), (12, "the ministry", {"unit": "persons"}))
    ((_, _, pair),) = compare_across([first, second])
    assert (pair.a, pair.b, pair.relation) == ("f10", "f10", "updates")


def test_no_articles_no_pairs():
    assert compare_across([]) == []


def names(*numbers):
    """A text with so many names, each another one."""
    return "they met " + "".join(f"Aa{chr(97 + n // 26)}{chr(97 + n % 26)}, " for n in numbers)


SHARED_NAMES = [
    (range(4), range(4), True),
    (range(3), range(3), False),  # fewer than four
    (range(20), range(14, 34), True),  # six of twenty
    (range(20), range(15, 35), False),  # five of twenty
]


@pytest.mark.parametrize(("of_one", "of_other", "one_story"), SHARED_NAMES)
def test_names_that_make_two_articles_one_story(of_one, of_other, one_story):
    one = article_with("one", "2021-04-13", (46, "the ministry", {}), text=names(*of_one))
    other = article_with("two", "2021-04-13", (46, "the hospital", {}), text=names(*of_other))
    assert len(compare_across([one, other])) == one_story


def on_one_story(n):
    return [article_with(f"a{i:03}", "2021-04-13", (46, f"Ministry{i}", {}), text=names(*range(4))) for i in range(n)]


def test_an_article_is_compared_with_twenty_earlier_ones():
    pairs = compare_across(on_one_story(22))
    assert [sum(later == f"a{n:03}" for _, later, _ in pairs) for n in (19, 20, 21)] == [19, 20, 20]


def test_a_name_that_many_articles_share_tells_no_story():
    pairs = compare_across(on_one_story(102))
    assert [sum(later == f"a{n}" for _, later, _ in pairs) for n in (100, 101)] == [20, 0]


@pytest.mark.parametrize(("others", "meet"), [(49, True), (50, False)])
def test_a_claim_is_set_against_the_first_of_another_article(others, meet):
    first = article_with(
        "one", "2021-04-13", *((100 + i, f"Witness{i}", {}) for i in range(others)), (46, "the king", {})
    )
    second = article_with("two", "2021-04-13", (46, "the ministry", {}))
    assert ("agree" in [pair.relation for _, _, pair in compare_across([first, second])]) == meet
