"""What is said of tokens that are alike is what spaCy's ruler and lemmatizer say of each."""

import pytest
import spacy

from onrecord.system.models import installed_model
from onrecord.text.faster_steps import attributes, steps_of
from onrecord.text.pipelines import DEFAULT_MODEL
from onrecord.text.sources import read_many

ODD = [
    "",
    " \n\n \t ",
    "I ain't gonna go, y'all. Let's say there's 1,000 of 'em; you gotta c'mon. Do it? It is I, he said to you.",
    "There are those who have had what they did. But for that, nothing but rain. IT WAS US! There's been no tea.",
    "Ain't you gonna? Gotta go. There were two. Y'all c'mon, let's.",
]


@pytest.fixture(scope="module")
def plain():
    return spacy.load(installed_model(DEFAULT_MODEL))


def said_of(doc) -> list[tuple]:
    return [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_) for t in doc]


def tagged_and_parsed(nlp, text):
    doc = nlp.make_doc(text)
    for name in ("tok2vec", "tagger", "parser"):
        doc = nlp.get_pipe(name)(doc)
    return doc


def assert_the_same(nlp, step, texts):
    for text in texts:
        doc = tagged_and_parsed(nlp, text)
        other = step(doc.copy())
        assert said_of(other) == said_of(nlp.get_pipe("lemmatizer")(nlp.get_pipe("attribute_ruler")(doc)))


def test_the_same_attributes_as_without(plain):
    step = attributes.attributes_of(plain)
    texts = [article.text for article in read_many(["samples", "data/articles"])]
    assert_the_same(plain, step, [*ODD, *texts, *ODD])


def test_the_same_when_little_is_remembered(plain, monkeypatch):
    monkeypatch.setattr(attributes, "REMEMBERED", 3)
    step = attributes.attributes_of(plain)
    assert_the_same(plain, step, ODD)
    assert len(step._said) < 100


def test_what_an_earlier_part_has_set_stays(plain):
    step = attributes.attributes_of(plain)
    texts = ["Hale gave drums to Ann Lee.", "Ain't there drums? Gonna run."]
    for text in [*texts, *texts]:
        doc = tagged_and_parsed(plain, text)
        before = doc.copy()
        for token in doc:
            if token.i % 2:
                token.lemma_, token.pos_ = f"lemma-{token.i}", "X"
                token.set_morph("Number=Dual")
        expected = plain.get_pipe("lemmatizer")(plain.get_pipe("attribute_ruler")(doc.copy()))
        assert said_of(step(doc)) == said_of(expected) != said_of(step(before))


def test_another_thread_may_forget_what_is_remembered(plain, monkeypatch):
    step, text = attributes.attributes_of(plain), ODD[2]
    assert_the_same(plain, step, [text])
    with monkeypatch.context() as patched:
        patched.setattr(
            step, "_lemmatizer", lambda doc: setattr(step, "_said", {}) or plain.get_pipe("lemmatizer")(doc)
        )
        other = step(tagged_and_parsed(plain, f"{text} Ann Lee drummed."))
    assert said_of(other) == said_of(step(tagged_and_parsed(plain, f"{text} Ann Lee drummed.")))


@pytest.mark.parametrize(
    "pattern, known", [([{"TAG": "NN"}], True), ([{"SHAPE": "X"}], False), ([{"LOWER": "a", "OP": "+"}], False)]
)
def test_a_ruler_with_other_rules_is_left_as_it_is(pattern, known):
    nlp = spacy.blank("en")
    nlp.add_pipe("attribute_ruler").add([pattern], {"POS": "X"})
    nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    assert (attributes.attributes_of(nlp) is not None) == known
    assert len(steps_of(nlp)) == (1 if known else 2)


def test_a_lemmatizer_of_another_kind_is_left_as_it_is():
    nlp = spacy.blank("en")
    nlp.add_pipe("attribute_ruler")
    assert attributes.attributes_of(nlp) is None
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    assert attributes.attributes_of(nlp) is None
