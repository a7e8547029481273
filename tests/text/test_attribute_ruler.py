"""The quickened attribute ruler gives what spaCy's own gives."""

import pytest
import spacy

from onrecord.system.models import installed_model
from onrecord.text.faster_steps import attribute_ruler
from onrecord.text.pipelines import DEFAULT_MODEL, load_model
from onrecord.text.sources import read_many

ODD = [
    "",
    " \n\n \t ",
    "I ain't gonna go, y'all. Let's say there's 1,000 of 'em; you gotta c'mon. Do it? It is I, he said to you.",
    "There are those who have had what they did. But for that, nothing but rain. IT WAS US!",
]


@pytest.fixture(scope="module")
def plain():
    return spacy.load(installed_model(DEFAULT_MODEL))


def said_of(doc) -> list[tuple]:
    return [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_) for t in doc]


def test_the_same_attributes_as_without(plain):
    quick = load_model(DEFAULT_MODEL)
    assert "match" in vars(quick.get_pipe("attribute_ruler"))
    for text in [*ODD, *(article.text for article in read_many(["samples"]))]:
        assert said_of(quick(text)) == said_of(plain(text))


def test_the_same_when_little_is_remembered(plain, monkeypatch):
    monkeypatch.setattr(attribute_ruler, "REMEMBERED", 3)
    quick = load_model(DEFAULT_MODEL)
    for text in ODD:
        assert said_of(quick(text)) == said_of(plain(text))
    assert len(quick.get_pipe("attribute_ruler").match.__self__._remembered) < 100


@pytest.mark.parametrize(
    "pattern, known", [([{"TAG": "NN"}], True), ([{"SHAPE": "X"}], False), ([{"LOWER": "a", "OP": "+"}], False)]
)
def test_a_ruler_with_other_rules_is_left_as_it_is(pattern, known):
    nlp = spacy.blank("en")
    nlp.add_pipe("attribute_ruler").add([pattern], {"POS": "X"})
    attribute_ruler.quicken(nlp)
    assert ("match" in vars(nlp.get_pipe("attribute_ruler"))) == known
    attribute_ruler.quicken(spacy.blank("en"))
