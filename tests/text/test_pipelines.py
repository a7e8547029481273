"""Pipelines: models that are not installed, and what a process keeps of those that are."""

import pytest
import spacy

from onrecord.text import pipelines
from onrecord.text.article import Article
from onrecord.text.parsing import parse
from onrecord.text.pipelines import DEFAULT_MODEL, ModelError, forget_words, load_model


def test_a_missing_model_is_named_with_what_to_do():
    with pytest.raises(ModelError, match=r"no_such_model.*spacy download no_such_model"):
        load_model("no_such_model")


HOSTILE = ["x; rm -rf ~", "$(id)", "`id`", "a b", "-r evil.txt", "--direct", "../x", "https://evil.example/x.whl", "en_core|sh", "x\n\nrm -rf ~", "en_core_web_sm\u202e", "EN_CORE_WEB", "", "y" * 5000, "en_core\n"]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_is_no_models_stands_in_no_command(name):
    with pytest.raises(ModelError) as caught:
        load_model(name)
    message = str(caught.value)
    assert "spacy download" not in message and "install " not in message and "\n" not in message and len(message) < 500
    assert message.isprintable()


def test_a_pipeline_is_not_loaded_anew_for_the_words_of_its_own(monkeypatch):
    before = load_model(DEFAULT_MODEL)
    monkeypatch.setattr(pipelines, "MOST_WORDS", len(before.vocab))
    before.vocab["word-that-no-article-has"]
    forget_words(DEFAULT_MODEL)
    assert load_model(DEFAULT_MODEL) is before


def test_the_steps_are_those_of_the_pipeline_that_made_the_tokens(tmp_path):
    """Of three pipelines, one is forgotten and loaded anew: what it said of words before is no good any more."""
    article = Article("a", "Ann Hale counted the zqxvs, and wqxved them.")
    before = parse(article)
    others = [str(tmp_path / name) for name in ("one", "two")]
    for other in others:
        spacy.blank("en").to_disk(other)
        load_model(other)
    assert parse(article).tokens.columns == before.tokens.columns
