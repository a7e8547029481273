"""Pipelines: models that are not installed."""

import pytest

from onrecord.text.pipelines import ModelError, load_model


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
