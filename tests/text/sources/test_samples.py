"""Samples: the articles that come with the project."""

from onrecord.system.resources import SAMPLE, SAMPLES
from onrecord.text import read, read_many


def test_samples_are_all_the_articles_that_come_with_the_project():
    found = list(read_many(["samples"]))
    assert [article.source for article in found] == sorted(path.name for path in SAMPLES.iterdir())
    assert len({article.outlet for article in found}) > 3


def test_the_sample():
    article = read("sample")
    assert (article.source, article.date, article.language) == ("sample", "2022-03-24", "en")
    assert article.headline and article.text == SAMPLE.read_text(encoding="utf-8")
