"""Chart of figures in the order of their dates."""

from __future__ import annotations

import pytest
from tables_to_draw import counted, figures, published, row_names

from onrecord import charts


def test_figures_in_the_order_of_their_dates():
    given = figures(
        counted("40 people", "Ana", date_text="Tuesday"),
        counted("9 people", "Jo", date_text="1911"),
        counted("3 people", "Jo"),
        counted("5 people", "Jo", date_text="Friday"),
    )
    text = "The mayor said ships could leave from Friday. On Tuesday 40 people died."
    chart = charts.figures_by_date(given, published("2022-03-24", text))
    assert list(chart.data["date"]) == ["1911", "22 March 2022"], "a day that something begins is none that it happened"
    assert chart.alt_text.endswith(
        "Chart of 2 figures in the order of their dates: 1911: killed: 9 people (Jo); 22 March 2022: killed: 40 people "
        "(Ana). 2 figures without a date."
    )


NO_ORDER = [
    # date words of the figures, what is said
    ([], "No figures found in this article."),
    ([None], "of 1 figure, none is told with a date"),
    (["Tuesday"], "1 is told with a date, 22 March 2022."),
    (["Tuesday", "22 March", None], "of 3 figures, 2 are told with a date, all with the same, 22 March 2022."),
]


@pytest.mark.parametrize("dates, words", NO_ORDER)
def test_one_date_makes_no_order(dates, words):
    given = figures(*(counted("40 people", "Ana", date_text=day) for day in dates))
    chart = charts.figures_by_date(given, published("2022-03-24"))
    assert words in chart.alt_text and chart.data.empty


@pytest.mark.parametrize("n, left_out", [(40, ""), (41, "(1 figure not drawn)")])
def test_forty_figures_are_drawn(n, left_out):
    given = figures(*(counted(f"{i + 1} people", "Ana", date_text=str(1900 + i)) for i in range(n)))
    chart = charts.figures_by_date(given, published(None))
    assert len(row_names(chart)) == 40 and len(chart.data) == n
    assert left_out in chart.get_suptitle() and ("not drawn" in chart.get_suptitle()) == bool(left_out)
