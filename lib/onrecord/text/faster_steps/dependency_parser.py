"""Dependency parser: a text parsed in pieces side by side, each of which begins where a sentence must.

spaCy's parser takes two small steps for each token, with costs that the pieces of a text share when they go together, and holds a
few kilobytes for each token that it works on, so that long texts go in several turns. As no arc leads out of a sentence, the
outcome is nearly that of the whole text: of 86,000 tokens of news, 26 had another head, 15 of them because the parser, which
looks one word ahead, sees none at the end of a piece.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from thinc.types import Ints2d

AT_ONCE = 8_192  # tokens that are parsed in one turn


def parser_of(nlp: Language) -> Callable[[Doc], Doc] | None:
    """What parses a text in pieces with the parser of a pipeline; None where that needs more than vectors that are shared."""
    part: Any = nlp.get_pipe("parser") if nlp.has_pipe("parser") else None
    if part is None or "tok2vec-listener" not in {node.name for node in part.model.walk()}:
        return None

    def parsed(doc: Doc) -> Doc:
        if len(doc.tensor) != len(doc):
            return part(doc)
        arcs = []
        for pieces in _turns(doc):
            part.set_annotations(pieces, part.predict(pieces))
            arcs += [piece.to_array(["HEAD", "DEP"]) for piece in pieces]
        return doc.from_array(["HEAD", "DEP"], cast("Ints2d", np.concatenate(arcs))) if arcs else doc

    return parsed


def _turns(doc: Doc) -> Iterator[list[Doc]]:
    """The pieces of a text, as many together as are parsed in one turn."""
    from spacy.tokens import Doc

    words, spaces = [token.text for token in doc], doc.to_array("SPACY").astype(bool).tolist()
    starts = cast("Ints2d", doc.to_array(["SENT_START"]).reshape(-1, 1))
    some: list[Doc] = []
    for start, end in pairwise([*np.flatnonzero(starts == 1).tolist(), len(doc)]):
        if some and sum(map(len, some)) + end - start > AT_ONCE:
            yield some
            some = []
        piece = Doc(doc.vocab, words=words[start:end], spaces=spaces[start:end])
        piece.from_array(["SENT_START"], starts[start:end])
        piece.tensor = doc.tensor[start:end]
        some.append(piece)
    if some:
        yield some
