"""Faster steps: what the parts of a spaCy pipeline do, with nearly the same outcome, in less time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from onrecord.text.faster_steps import vectors
from onrecord.text.faster_steps.attributes import attributes_of
from onrecord.text.faster_steps.dependency_parser import parser_of
from onrecord.text.faster_steps.name_recogniser import recogniser_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    Step = Callable[[Doc], Doc]


def quicken(nlp: Language) -> None:
    """Let a pipeline, however it is called, work out vectors faster, where its networks are of a known shape."""
    vectors.quicken(nlp)


def steps_of(nlp: Language) -> list[Step]:
    """The steps of a quickened pipeline, to be called one after the other with a text that is tokenized.

    Args:
        nlp: parts of a known kind are called in a faster way, all others as they are.
    """
    faster: dict[str, Step | None] = {"parser": parser_of(nlp), "ner": recogniser_of(nlp)}
    left_out = []
    if attributes := attributes_of(nlp):
        faster["attribute_ruler"], left_out = attributes, ["lemmatizer"]
    return [faster.get(name) or part for name, part in nlp.pipeline if name not in left_out]
