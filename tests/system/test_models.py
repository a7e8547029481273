"""The default model is found under either of its two names; every other name means itself."""

import pytest

from onrecord.system import fingerprints, models
from onrecord.system.models import DEFAULT_MODEL, RE_UPLOAD, installed_model
from onrecord.text.pipelines import ModelError, load_model, load_pipeline


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
    load_pipeline.cache_clear()
    with pytest.raises(ModelError, match=f"python -m spacy download {DEFAULT_MODEL}$") as raised:
        load_model(name)
    assert "pip install" not in str(raised.value)
    load_pipeline.cache_clear()


@pytest.fixture
def pipeline(tmp_path):
    """A folder as a pipeline has it; its weights are what one makes of them."""
    folder = tmp_path / "pipeline"
    (folder / "ner").mkdir(parents=True)
    (folder / "meta.json").write_text('{"lang": "en", "version": "1.0"}')
    (folder / "ner" / "model").write_bytes(b"weights")
    return folder


def digest(folder) -> str:
    fingerprints.of_model.cache_clear()
    return fingerprints.of_model(str(folder))


def test_other_weights_under_the_same_name_and_version_are_another_model(pipeline):
    before = digest(pipeline)
    assert digest(pipeline) == before
    (pipeline / "ner" / "model").write_bytes(b"WEIGHTS")
    other = digest(pipeline)
    (pipeline / "ner" / "model").rename(pipeline / "ner" / "moves")
    assert len({before, other, digest(pipeline)}) == 3


def test_other_weights_of_an_installed_package_are_another_model(pipeline, monkeypatch):
    package = pipeline.rename(pipeline.parent / "en_made_up")
    (package / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(package.parent)
    before = digest("en_made_up")
    (package / "__init__.py").write_text("x = 1")
    assert digest("en_made_up") != before


@pytest.mark.parametrize("name", ["", ".", "/", "..", "../x", "a.b", "x; rm", "blank:en", "no\0name"])
def test_no_name_stops_the_fingerprint_or_makes_it_read_a_disk(name):
    assert digest(name)


def test_tables_of_another_pipeline_with_the_same_version_are_made_anew(pipeline):
    from onrecord.corrections.lines import Corrections
    from onrecord.tables import cache

    article, none = object.__new__(type("Article", (), {})), Corrections()
    before = cache._key(article, str(pipeline), none)
    (pipeline / "ner" / "model").write_bytes(b"WEIGHTS")
    fingerprints.of_model.cache_clear()
    assert cache._key(article, str(pipeline), none) != before
