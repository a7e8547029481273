"""Headlines: the words beside a number say what happened, though the parser takes them for names."""

import pytest

from onrecord.figures.find import find_figures
from onrecord.text.article import make_article
from onrecord.text.parsing import parse

BELOW = "\n\nThe news reached the town late on Sunday, and people talked about it in the streets all night long."


@pytest.mark.parametrize(
    ("headline", "found"),
    [
        ("Quake Kills 34 in Capital", [("34", "killed")]),
        ("Bus Plunges Into Gorge, Killing Nine", [("Nine", "killed")]),
        ("Death Toll From Floods Now at 73", [("73", "killed")]),
        ("Death Toll From Floods Now Tops 90", [("90", "killed")]),
        ("Several Reported Dead After Blast", [("Several Reported Dead", "killed")]),
        ("At Least 40 Pupils Feared Drowned in Lake", [("At Least 40 Pupils", "killed")]),
        ("Three Children Among Dead in Raid", [("Three Children", "killed")]),
        ("Bomb Wounds at Least Six in Market", [("at Least Six", "injured")]),
        ("Raid Kills 12, Injures 30 in Village", [("12", "killed"), ("30", "injured")]),
        ("Thousands Flee as River Rises Fast", [("Thousands", "displaced")]),
        ("Gang Abducts 20 Pupils From School", [("20 Pupils", "detained")]),
        ("Quake Damages 200 Houses in North", [("200 Houses", "damaged")]),
        ("City Kills 30 Jobs at Port", []),  # nobody knows what jobs are
        ("Six Things to Know About the Flood", []),
    ],
)
def test_headline(headline, found):
    rows = find_figures(parse(make_article(headline + BELOW, "here")), [])
    assert [(row.text, row.event) for row in rows] == found


def test_a_title_that_is_a_column_is_read_where_the_text_begins_with_it():
    text = "Quake Kills 34" + BELOW
    titled = parse(make_article(text, "here", title="Quake kills 34"))
    assert [(row.text, row.event) for row in find_figures(titled, [])] == [("34", "killed")]
