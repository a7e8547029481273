"""The faster steps of a pipeline give what spaCy's own give."""

from threading import Event, Thread

import numpy as np
import pytest
import spacy
from threadpoolctl import threadpool_info

from onrecord.system.models import installed_model
from onrecord.text.faster_steps import dependency_parser, name_recogniser, steps_of, vectors
from onrecord.text.pipelines import DEFAULT_MODEL, load_model, load_pipeline
from onrecord.text.sources import read_many

ODD = [
    "Hale",
    " \n\n \t ",
    "Ann Lee, the mayor of New York City, and the U.N. met on Friday.\n\nAnn Lee\n\n\n  New  York ",
    "The " + "Very " * 300 + "Long Name of 12 January 2021 through 14 January 2022 and $ 3.5 million or 20 percent.",
    'GAZA CITY (Newswire) - "Two thousand, three hundred and five people," said Dr. Ola Nordmann-Hansen Jr. of Oslo.',
]


@pytest.fixture(scope="module")
def plain():
    return spacy.load(installed_model(DEFAULT_MODEL))


@pytest.fixture(scope="module")
def texts():
    return [*ODD, *(article.text for article in read_many(["samples", "data/articles"]))]


def parsed_up_to(nlp, name, text):
    doc = nlp.make_doc(text)
    for part_name, part in nlp.pipeline:
        if part_name == name:
            return doc
        doc = part(doc)
    raise AssertionError(name)


@pytest.mark.parametrize("name", ["tok2vec", "ner"])
def test_the_same_vectors_but_for_rounding(plain, texts, name):
    quick = load_model(DEFAULT_MODEL)
    network_of = {nlp: nlp.get_pipe(name).model for nlp in (plain, quick)}
    for text in texts:
        docs = [plain.make_doc(text)]
        one, other = (model.layers[0] if name == "ner" else model for model in network_of.values())
        np.testing.assert_allclose(one.predict(docs)[0], other.predict(docs)[0], atol=1e-4)


def test_the_same_vectors_when_little_is_remembered_and_blocks_are_short(plain, texts, monkeypatch):
    monkeypatch.setattr(vectors, "REMEMBERED", 50)
    monkeypatch.setattr(vectors, "BLOCK", 7)
    quick = spacy.load(installed_model(DEFAULT_MODEL))
    vectors.quicken(quick)
    for text in texts[:8]:
        one, other = (nlp.get_pipe("tok2vec").model.predict([plain.make_doc(text)])[0] for nlp in (quick, plain))
        np.testing.assert_allclose(one, other, atol=1e-4)


def test_who_trains_a_quickened_pipeline_gets_gradients(plain):
    quick = load_model(DEFAULT_MODEL)
    docs = [quick.make_doc(ODD[2])]
    found, back = quick.get_pipe("tok2vec").model.begin_update(docs)
    assert back(found) is not None


def test_the_same_names(plain, texts, monkeypatch):
    monkeypatch.setattr(name_recogniser, "BLOCK", 100)
    step = name_recogniser.recogniser_of(load_model(DEFAULT_MODEL))
    n = 0
    for text in texts:
        doc = parsed_up_to(plain, "ner", text)
        other = step(doc.copy())
        doc = plain.get_pipe("ner")(doc)
        assert [(t.ent_iob_, t.ent_type_) for t in other] == [(t.ent_iob_, t.ent_type_) for t in doc]
        n += len(doc.ents)
    assert n > 300


def test_the_same_arcs_but_where_a_piece_ends(plain, texts, monkeypatch):
    monkeypatch.setattr(dependency_parser, "AT_ONCE", 50)
    step = dependency_parser.parser_of(plain)
    n = n_other = 0
    for text in texts:
        doc = plain.get_pipe("tok2vec")(plain.make_doc(text))
        for token in doc:
            token.is_sent_start = True if token.i == 0 or "\n\n" in doc[token.i - 1].text else None
        begins = {token.i for token in doc if token.is_sent_start}
        other = step(doc.copy())
        doc = plain.get_pipe("parser")(doc)
        assert {token.i for token in other if token.is_sent_start} >= begins
        n += len(doc)
        n_other += sum((a.head.i, a.dep) != (b.head.i, b.dep) for a, b in zip(doc, other, strict=True))
    assert n_other < 0.005 * n


def test_parts_of_another_kind_are_called_as_they_are():
    nlp = spacy.blank("en")
    assert steps_of(nlp) == []
    parser, names = nlp.add_pipe("parser"), nlp.add_pipe("ner")
    parser.add_label("nsubj"), names.add_label("PERSON")
    nlp.initialize()
    before = names.model.layers[0].layers[0].name
    vectors.quicken(nlp)
    assert steps_of(nlp)[0] is parser
    assert names.model.layers[0].layers[0].name in (before, f"faster_{before}")
    doc = nlp.make_doc("Ann Lee said so.")
    for step in steps_of(nlp):
        doc = step(doc)
    assert len(doc) == 5


def test_names_that_an_earlier_part_has_found_stay():
    nlp = spacy.load(installed_model(DEFAULT_MODEL))
    nlp.add_pipe("entity_ruler", before="ner").add_patterns([{"label": "PLACE", "pattern": "dam"}])
    doc = nlp.make_doc("Ann Hale said the dam of New York will hold.")
    steps = steps_of(nlp)  # before spaCy's recogniser has met the other label, and takes it among its own
    expected = [(ent.text, ent.label_) for ent in nlp(doc.text).ents]
    for step in steps:
        doc = step(doc)
    assert ("dam", "PLACE") in expected
    assert [(ent.text, ent.label_) for ent in doc.ents] == expected


def test_threads_work_one_after_the_other():
    """Each thread would bring back the limit that it found, which may be that of another thread."""
    inside = Event()

    def enter():
        with vectors.one_thread():
            inside.set()

    other = Thread(target=enter)
    with vectors.one_thread():
        other.start()
        assert not inside.wait(0.1)
    other.join(10)
    assert inside.is_set()


def test_products_of_matrices_stay_in_one_thread():
    with vectors.one_thread():
        assert {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"} == {1}


def test_all_that_can_be_faster_is():
    parts = [part for _, part in load_model(DEFAULT_MODEL).pipeline]
    assert sum(step not in parts for step in load_pipeline(DEFAULT_MODEL).steps) == 3
    names = [node.name for part in parts if hasattr(getattr(part, "model", None), "walk") for node in part.model.walk()]
    assert sum(name.startswith("faster_") for name in names) == 2
