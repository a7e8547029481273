"""Pages in the layouts of news sites, made up: nearly all of the article's words, hardly any others, and what the page states."""

import logging
from statistics import mean

import pytest
from made_up_pages import LAYOUTS, f1, made_up_page, own_words, read_layout
from trafilatura import bare_extraction

LEAST = 0.97  # F1 of each layout
LEAST_OF_ALL, AHEAD = 0.995, 0.04  # F1 of all, and by how much it is better than what trafilatura gives by itself
UNKNOWN_OUTLET = {"frames_of_2003"}  # that only the title names, and nothing else on the page


def test_there_are_layouts():
    assert len(LAYOUTS) >= 30


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout(tmp_path, layout):
    article, truth = read_layout(tmp_path, layout, LAYOUTS.index(layout))
    assert f1(own_words(article), truth.text) >= LEAST
    assert article.title == truth.title
    assert article.outlet == (None if layout in UNKNOWN_OUTLET else truth.outlet)
    assert (article.date, article.author) == (truth.date, truth.author)


def test_more_is_found_than_by_the_reader_of_pages_alone(tmp_path):
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    ours, bare = [], []
    for layout in LAYOUTS:
        article, truth = read_layout(tmp_path, layout)
        found = bare_extraction(made_up_page(layout)[0])
        ours.append(f1(own_words(article), truth.text))
        bare.append(f1(found.text if found else "", truth.text))
    assert mean(ours) > LEAST_OF_ALL
    assert mean(ours) > mean(bare) + AHEAD
