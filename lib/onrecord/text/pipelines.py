"""Pipelines: the spaCy model that parses articles, loaded once per process."""

from __future__ import annotations

import gc
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.system.models import DEFAULT_MODEL, RE_UPLOAD, installed_model
from onrecord.system.steps import step
from onrecord.system.text_lines import one_line
from onrecord.system.wrong_calls import WrongCall
from onrecord.text._spacy_without_commands import import_spacy
from onrecord.text.faster_steps import quicken, steps_of

PIPELINE_NAME = re.compile(r"[a-z]{2,3}(_[a-z0-9]{1,20}){1,5}")  # as Explosion names them: language, kind, source, size
LONGEST_NAME = 200  # characters of a name in a message
MOST_WORDS = 6_000  # that a pipeline keeps besides its own: all of some 400 articles of 300 words

if TYPE_CHECKING:
    from spacy.language import Language

    from onrecord.text.faster_steps import Step


class ModelError(WrongCall):
    """A language model that is not installed; the message says how to get it."""


class Pipeline(NamedTuple):
    """A spaCy pipeline, its steps for texts that are tokenized, and how many words it knew when it was loaded.

    They are kept together, for the steps go by the numbers that this one pipeline has given to words.
    """

    nlp: Language
    steps: list[Step]
    n_words: int


def load_model(name: str = DEFAULT_MODEL) -> Language:
    """Load a spaCy pipeline once per process.

    Args:
        name: an installed pipeline package, or a folder that holds one.

    Raises:
        ModelError: it is not installed, or is no pipeline.
    """
    return load_pipeline(name).nlp


@lru_cache(maxsize=2)
def load_pipeline(name: str) -> Pipeline:
    """What `load_model` loads, with its steps."""
    with step("loading the language model"):
        spacy = import_spacy()  # here: it takes half a second, which who only reads or shows tables need not wait for
        try:
            nlp = spacy.load(installed_model(name), exclude=["entity_linker"])
        except Exception as problem:  # whatever a package of that name does when it is loaded
            raise ModelError(
                f"model {one_line(repr(name), LONGEST_NAME)}: cannot be loaded. {_how_to_get(name)}"
            ) from problem
        quicken(nlp)
        return Pipeline(nlp, steps_of(nlp), len(nlp.vocab))


def forget_words(name: str) -> None:
    """Let a pipeline be loaded anew, which takes a quarter of a second, if it has met more than MOST_WORDS: it keeps them all.

    Args:
        name: as for `load_model`, which loads it when it is asked next.
    """
    pipeline = load_pipeline(name)
    if len(pipeline.nlp.vocab) - pipeline.n_words > MOST_WORDS:
        del pipeline
        load_pipeline.cache_clear()
        gc.collect()  # the parts of a pipeline hold one another


def _how_to_get(name: str) -> str:
    """The advice on a model that is not there.

    No package of an index is named, for others may own the name; and a name only where it is one that spaCy's models can
    have, for advice is pasted into a terminal, which would run what else it says.
    """
    if name in (DEFAULT_MODEL, RE_UPLOAD):
        return (
            "Install On Record again with all that it requires, or get the model from its makers: "
            f"python -m spacy download {DEFAULT_MODEL}"
        )
    if not PIPELINE_NAME.fullmatch(name):
        return f"Give the name of an installed pipeline, or a folder that holds one; or leave `model` at {DEFAULT_MODEL!r}."
    return f"Where it is one of spaCy's: python -m spacy download {name}. Or leave `model` at {DEFAULT_MODEL!r}."
