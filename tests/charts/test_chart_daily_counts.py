"""Chart of counts from day to day: which claims are drawn, and which of them a line joins."""

import pandas as pd
import pytest
from made_up import table
from outlets_to_draw import DAYS
from tables_to_draw import compared, counted, figures

from onrecord import charts
from onrecord.charts.daily_counts import LINKS


def test_counts_from_day_to_day(record):
    chart = charts.figures_by_day(record.figures, record.articles, record.comparisons)
    drawn = chart.data[["date", "outlet", "claimant", "value_low"]].to_records(index=False).tolist()
    assert drawn == [
        (DAYS[0], "Hill Post", "Ada Brandt", 10),
        (DAYS[0], "Sea Mail", "Ada Brandt", 10),
        (DAYS[0], "Sea Mail", "Tom Keller", 19),
        (DAYS[1], "Hill Post", "Ada Brandt", 14),
    ]
    title = "People killed: from 10 on 2031-05-02 to 14 on 2031-05-03; two claimants contradict each other on 1 day. "
    assert chart.alt_text.startswith(title)
    assert "people killed: Flood, Belford, " in chart.alt_text
    assert ": 2031-05-02 Hill Post: 10 people (Ada Brandt);" in chart.alt_text
    assert "later count" in chart.alt_text and "1 conflict of one day" in chart.alt_text


def test_a_line_for_each_update_and_each_conflict(record):
    chart = charts.figures_by_day(record.figures, record.articles, record.comparisons)
    ends = {
        relation: sorted(
            sorted(map(float, pair))
            for line in chart.axes[0].lines
            if line.get_color() == look["color"]
            for pair in zip(line.get_xdata()[::3], line.get_xdata()[1::3], strict=True)
        )
        for relation, look in LINKS.items()
    }
    assert ends["conflict_value"] == [[10, 19]] and [10, 14] in ends["updates"]


def days(*counts: list[int], event: str = "killed") -> tuple[pd.DataFrame, pd.DataFrame]:
    """Claims of a day each, a claimant for each, and the articles they stand in."""
    rows = [
        counted(
            f"{n} people", f"Witness {n}", article_id=f"day {day}", event=event, occurrence="flood, Arnby, 2031-05-01"
        )
        for day, numbers in enumerate(counts, start=1)
        for n in numbers
    ]
    articles = [
        {"article_id": f"day {day}", "outlet": "Hill Post", "date": f"2031-05-0{day}"}
        for day in range(1, len(counts) + 1)
    ]
    return figures(*rows), table("articles", articles)


def beside(claims: pd.DataFrame) -> pd.DataFrame:
    """Comparisons of each claim with the first."""
    keys = list(zip(claims["article_id"], claims["figure_id"], strict=True))
    rows = [
        {"article_id_a": keys[0][0], "a": keys[0][1], "article_id_b": article, "b": figure} for article, figure in keys
    ]
    return table("comparisons", [row | {"relation": "agree", "why": "made up"} for row in rows])


def names(chart: charts.Chart, plot: int = 0) -> list[str]:
    return [text.get_text() for text in chart.axes[plot].texts if text.get_text().startswith("Witness")]


@pytest.mark.parametrize("n, rows", [(24, 24), (25, 24)])
def test_twenty_four_claims_are_drawn(n, rows):
    claims, articles = days(list(range(10, 10 + n - 1)), [90])
    chart = charts.figures_by_day(claims, articles, beside(claims))
    assert len(names(chart)) == len(chart.data) == rows


@pytest.mark.parametrize("n, plots", [(3, 3), (4, 3)])
def test_three_things_counted_have_a_plot(n, plots):
    events = ["killed", "injured", "missing", "displaced"][:n]
    claims = pd.concat([days([10], [20], event=event)[0] for event in events])
    claims = claims.assign(figure_id=[f"f{i}" for i in range(len(claims))])
    assert len(charts.figures_by_day(claims, days([10], [20])[1], compared()).axes) == plots


@pytest.mark.parametrize("n, more", [(12, ""), (13, "; and 1 more")])
def test_twelve_claims_are_read_aloud(n, more):
    claims, articles = days(list(range(10, 10 + n - 1)), [90])
    alt = charts.figures_by_day(claims, articles, beside(claims)).alt_text
    assert alt.count("Hill Post") == 12 and more in alt and ("more" in alt) == bool(more)


@pytest.mark.parametrize("largest, scale", [(300, "linear"), (301, "log")])
def test_numbers_far_apart_stand_on_powers_of_ten(largest, scale):
    (ax,) = charts.figures_by_day(*days([10], [largest]), compared()).axes
    assert ax.get_xscale() == scale


def test_title_of_counts_that_nothing_joins():
    assert charts.figures_by_day(*days([10], [20]), compared()).alt_text.startswith(
        "People killed: counted on 2 days. "
    )


def test_one_day_makes_no_order():
    assert "two different days" in charts.figures_by_day(*days([10, 20]), compared()).alt_text


def test_only_claims_of_one_occurrence_are_drawn_on_the_day_of_the_count():
    told = {"occurrence": "flood, Arnby, 2031-05-01", "article_id": "day 2"}
    claims = figures(
        counted("10 people", "Ana", occurrence="flood, Arnby, 2031-05-01", article_id="day 1"),
        counted("14 people", "Ana", **told),
        counted("12 people", "Jo", as_of="2031-05-03", **told),
        counted("11 people", "Jo", as_of="Monday", **told),
        counted("10 people", "Ana", **told),
        counted("90 people", "Ana", status="forecast", **told),
        counted("80 people", "Ana", status="denied", **told),
        counted("700 people", "Ana", **told | {"occurrence": "flood, Arnby, 1974", "status": "background"}),
        counted("6 people", "Ana", article_id="day 2"),
    )
    both = {"article_id_a": "day 2", "article_id_b": "day 2", "why": "made up"}
    pairs = [("f4", "f1", "updates"), ("f1", "f2", "conflict_value"), ("f1", "f3", "subset")]
    later = table("comparisons", [both | {"a": a, "b": b, "relation": how} for a, b, how in pairs])
    data = charts.figures_by_day(claims, days([10], [20])[1], later).data
    assert list(zip(data["date"], data["claimant"], data["value_low"], strict=True)) == [
        ("2031-05-01", "Ana", 10),
        ("2031-05-02", "Ana", 14),
        ("2031-05-03", "Jo", 12),
    ]
    assert set(data["counted"]) == {"people killed"}


def test_an_article_of_a_month_or_a_year_stands_on_no_day():
    claims, articles = days([10], [20], [30])
    told = articles["date"].tolist()
    chart = charts.figures_by_day(claims, articles.assign(date=[*told[:2], told[2][:7]]), compared())
    assert chart.data["date"].tolist() == told[:2]
