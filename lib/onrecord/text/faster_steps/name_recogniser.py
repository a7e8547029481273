"""Name recogniser: the names of a text found as a pipeline's recogniser finds them, for all tokens at once.

spaCy's recogniser goes from token to token: at each it begins a name, goes on with one, ends one, or passes on. While no name
is open, what it does depends on that token alone, so that it can be worked out for all tokens in one product of matrices;
then all names that begin somewhere are followed to their ends side by side, and those that a reader from left to right
would come upon are taken. The outcome is the recogniser's own, but for rounding.

This leans on spaCy's `TransitionBasedParser.v2` with `state_type = "ner"`, three features to a state and an upper layer; another
recogniser is called as it is. tests/text/test_faster_steps.py compares the names with spaCy's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.text.faster_steps.vectors import one_thread, weights_of

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc

    Scores = NDArray[np.float32]

TOKENS, FIRST, BEFORE = range(
    3
)  # the features of a state: its token, its open name's first token, and the token before
BLOCK = 4096  # tokens whose scores are held at once


def recogniser_of(nlp: Language) -> _Recogniser | None:
    """A recogniser that does what the one of a pipeline does; None where that is of another kind."""
    part: Any = nlp.get_pipe("ner") if nlp.has_pipe("ner") else None
    model = getattr(part, "model", None)
    if part is None or model is None or model.name != "parser_model" or part.cfg["beam_width"] != 1:
        return None
    _, lower, _ = model.layers
    known = lower.has_dim("nF") and lower.get_dim("nF") == 3 and lower.get_dim("nP") > 1 and model.attrs["has_upper"]
    return _Recogniser(part) if known and not model.attrs["unseen_classes"] else None


class _Recogniser:
    """Called with a text that is tagged and parsed, sets its entities."""

    def __init__(self, part: Any) -> None:
        self._part = part
        self._reads, lower, upper = part.model.layers
        n_features, width, pieces, _ = weights_of(lower, "W").shape
        # As in the layers that make the vectors, all first pieces come first.
        weights = weights_of(lower, "W").transpose(0, 2, 1, 3).reshape(n_features, pieces * width, -1)
        self._features = [feature.T.copy() for feature in weights]
        self._bias = weights_of(lower, "b").T.ravel()
        self._no_name_open = self._bias + weights_of(lower, "pad")[0].transpose(0, 2, 1).reshape(n_features, -1)[
            1:
        ].sum(axis=0)
        self._pieces = [slice(n * width, (n + 1) * width) for n in range(pieces)]
        numbers = {part.moves.get_class_name(number): number for number in range(part.moves.n_moves)}
        self._labels = [name[2:] for name in numbers if name.startswith("U-") and name != "U-"]
        begin, go_on, end, alone = ([numbers[f"{move}-{label}"] for label in self._labels] for move in "BILU")
        outside = [*begin, *alone, numbers["O"]]
        weights, bias = weights_of(upper, "W"), weights_of(upper, "b")
        self._outside, self._outside_bias = weights[outside].T.copy(), bias[outside]
        # Of an open name one only asks whether it goes on or ends.
        self._ends, self._ends_bias = weights[end] - weights[go_on], bias[end] - bias[go_on]

    def __call__(self, doc: Doc) -> Doc:
        from spacy.tokens import Span

        if doc.has_annotation("ENT_IOB"):
            return self._part(doc)  # which takes account of the names that an earlier part has found
        if len(doc):
            with one_thread():
                names = self._names(doc)
            doc.set_ents([Span(doc, start, end, label) for start, end, label in names], default="outside")
        return doc

    def _names(self, doc: Doc) -> list[tuple[int, int, str]]:
        """First token, the one behind the last, and label of each name."""
        is_space, sentence_start = doc.to_array(["IS_SPACE", "SENT_START"]).T
        last = np.append(sentence_start[1:] == 1, True)
        vectors = self._reads.predict([doc])
        by_token = vectors @ self._features[TOKENS]
        moves = self._moves_outside(by_token, last, is_space == 1)
        starts = np.flatnonzero(moves < 2 * len(self._labels))
        labels = moves[starts] % len(self._labels)
        several = moves[starts] < len(self._labels)
        ends = starts + 1
        ends[several] = self._followed(vectors, by_token, last, starts[several], labels[several])
        return self._in_reading_order(starts, ends, labels)

    def _moves_outside(
        self, by_token: Scores, last: NDArray[np.bool_], is_space: NDArray[np.bool_]
    ) -> NDArray[np.intp]:
        """What to do at each token while no name is open: begin one of a label, take the token as one, or pass on."""
        moves = np.empty(len(by_token), dtype=np.intp)
        for start in range(0, len(by_token), BLOCK):
            block = slice(start, start + BLOCK)
            scores = self._hidden(by_token[block] + self._no_name_open) @ self._outside
            scores += self._outside_bias
            scores[is_space[block], :-1] = -np.inf
            scores[last[block], : len(self._labels)] = -np.inf
            moves[block] = scores.argmax(axis=1)
        return moves

    def _followed(
        self,
        vectors: Scores,
        by_token: Scores,
        last: NDArray[np.bool_],
        starts: NDArray[np.intp],
        labels: NDArray[np.intp],
    ) -> NDArray[np.intp]:
        """The token behind the last one of each name of several tokens."""
        ends, goes_on, at = starts.copy(), np.arange(len(starts)), starts + 1
        by_first = vectors[starts] @ self._features[FIRST] + self._bias
        while len(goes_on):
            hidden = self._hidden(by_token[at] + by_first[goes_on] + vectors[at - 1] @ self._features[BEFORE])
            label = labels[goes_on]
            does_end = np.einsum("ij,ij->i", hidden, self._ends[label]) + self._ends_bias[label] > 0
            does_end |= last[at]
            ends[goes_on[does_end]] = at[does_end] + 1
            goes_on, at = goes_on[~does_end], at[~does_end] + 1
        return ends

    def _hidden(self, sums: Scores) -> Scores:
        hidden = sums[:, self._pieces[0]]
        for piece in self._pieces[1:]:
            hidden = np.maximum(hidden, sums[:, piece])
        return hidden

    def _in_reading_order(
        self, starts: NDArray[np.intp], ends: NDArray[np.intp], labels: NDArray[np.intp]
    ) -> list[tuple[int, int, str]]:
        """The names that a reader comes upon: none that begins within another."""
        names, done = [], 0
        for start, end, label in zip(starts.tolist(), ends.tolist(), labels.tolist(), strict=True):
            if start >= done:
                names.append((start, end, self._labels[label]))
                done = end
        return names
