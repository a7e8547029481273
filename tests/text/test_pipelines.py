"""Pipelines: models that are not installed."""

import pytest

from onrecord.text.pipelines import ModelError, load_model


def test_a_missing_model_is_named_with_what_to_do():
    with pytest.raises(ModelError, match=r"no_such_model.*spacy download no_such_model"):
        load_model("no_such_model")
