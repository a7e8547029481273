"""The default model is found under either of its two names; every other name means itself."""

import pytest

from onrecord.system import fingerprints, models
from onrecord.system.models import DEFAULT_MODEL, RE_UPLOAD, installed_model
from onrecord.text.pipelines import ModelError, load_model


@pytest.mark.parametrize(
    ("installed", "name", "expected"),
    [
        ([RE_UPLOAD], DEFAULT_MODEL, RE_UPLOAD),
        ([DEFAULT_MODEL], DEFAULT_MODEL, DEFAULT_MODEL),
        ([DEFAULT_MODEL, RE_UPLOAD], DEFAULT_MODEL, DEFAULT_MODEL),
        ([DEFAULT_MODEL, RE_UPLOAD], RE_UPLOAD, RE_UPLOAD),
        ([DEFAULT_MODEL], RE_UPLOAD, RE_UPLOAD),
        ([], DEFAULT_MODEL, DEFAULT_MODEL),
        ([RE_UPLOAD], "en_core_web_lg", "en_core_web_lg"),
        ([RE_UPLOAD], "a/folder", "a/folder"),
    ],
)
def test_the_name_that_is_installed(monkeypatch, installed, name, expected):
    monkeypatch.setattr(models, "find_spec", lambda package: package if package in installed else None)
    assert installed_model.__wrapped__(name) == expected


def test_both_names_give_the_pipeline_that_is_installed():
    assert load_model(DEFAULT_MODEL).meta == load_model(RE_UPLOAD).meta


def test_the_fingerprint_is_that_of_the_pipeline_really_used():
    assert fingerprints.of_model(DEFAULT_MODEL) == fingerprints.of_model(RE_UPLOAD)
    assert fingerprints.of_model("no_such_model") != fingerprints.of_model(RE_UPLOAD)


@pytest.mark.parametrize("name", [DEFAULT_MODEL, RE_UPLOAD])
def test_without_the_default_model_the_message_names_no_package_of_strangers(monkeypatch, name):
    monkeypatch.setattr("onrecord.text.pipelines.installed_model", lambda _: "no_such_model")
    load_model.cache_clear()
    with pytest.raises(ModelError, match=f"python -m spacy download {DEFAULT_MODEL}$") as raised:
        load_model(name)
    assert "pip install" not in str(raised.value)
    load_model.cache_clear()
