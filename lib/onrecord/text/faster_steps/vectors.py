"""Vectors: the vector of each token in its context, as a pipeline's own network works it out, by numpy's matrix products.

The network of spaCy's small models embeds a token by a few of its attributes, which most tokens share with earlier ones,
and mixes it with its neighbours in layers. What is embedded is remembered; the layers are products of matrices, for which
numpy is faster than what spaCy brings (three times on the machine where it was tried). The outcome differs by rounding only.

This leans on the shape of spaCy's `Tok2Vec.v2` with `MultiHashEmbed.v2` and `MaxoutWindowEncoder.v2`, which its name spells out;
another network is left as it is. tests/text/test_faster_steps.py compares the vectors with spaCy's own.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import cache
from threading import RLock
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc
    from thinc.model import Model
    from threadpoolctl import ThreadpoolController

    Vectors = NDArray[np.float32]  # a row for each token

SHAPE_OF_NETWORK = re.compile(
    r"extract_features>>list2ragged>>with_array\(ints-getitem>>hashembed(?:\|ints-getitem>>hashembed)*\)"
    r">>with_array\(maxout>>layernorm>>dropout\)>>ragged2list"
    r">>with_array\(residual\(expand_window>>maxout>>layernorm>>dropout\)"
    r"(?:>>residual\(expand_window>>maxout>>layernorm>>dropout\))*\)"
)
REMEMBERED = 6_000  # kinds of tokens, of 400 bytes each
BLOCK = 512  # tokens that go through a layer at once: what is worked on stays in the processor's cache

_at_work = RLock()


def quicken(nlp: Language) -> None:
    """Let the parts of a pipeline that have a network of that shape, their own or a shared one, work it out here."""
    parts: list[Any] = [part for _, part in nlp.pipeline if hasattr(getattr(part, "model", None), "walk")]
    for part in parts:
        for node in list(part.model.walk()):
            if SHAPE_OF_NETWORK.fullmatch(node.name) and _windows(node) == {1}:
                faster = _as_model(node)
                if node is part.model:
                    part.model = faster
                else:
                    part.model.replace_node(node, faster)
                break


def _windows(tok2vec: Model) -> set[int]:
    """How many neighbours on each side the layers of a network look at."""
    return {node.attrs["window_size"] for node in tok2vec.walk() if node.name == "expand_window"}


def weights_of(layer: Model, name: str) -> Vectors:
    """The numbers that a layer has learnt, as numpy knows them."""
    return np.asarray(layer.get_param(name))


@contextmanager
def one_thread() -> Iterator[None]:
    """A context in which products of matrices stay in one thread: for sizes like these, more cost time instead of saving it.

    Other threads wait: they would lift each other's limits, or leave them for good, and share what a network remembers.
    """
    with _at_work, _threads().limit(limits=1, user_api="blas"):
        yield


@cache
def _threads() -> ThreadpoolController:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def _as_model(tok2vec: Model) -> Model:
    """The network as one that spaCy takes in the place of its own; who trains it further gets the original."""
    from thinc.api import Model

    network = _Network(tok2vec)

    def forward(_: Model, docs: Sequence[Doc], is_train: bool) -> Any:
        if is_train:
            return tok2vec(docs, is_train)
        with one_thread():
            return [network.vectors(doc) for doc in docs], lambda _: []

    return Model(f"faster_{tok2vec.name}", forward, dims={"nO": tok2vec.get_dim("nO")}, layers=[tok2vec])


class _Network:
    """Embeds and mixes the tokens of a text."""

    def __init__(self, tok2vec: Model) -> None:
        embed, encode = tok2vec.layers[:2]
        features, _, tables, mix, _ = embed.layers
        self._attributes = features.attrs["columns"]
        self._embed = [tables.layers[0], mix.layers[0]]
        self._layers = [_Layer(residual.layers[0]) for residual in encode.layers[0].layers]
        self._pad = encode.attrs["pad"]  # rows of zeros before and behind a text, mixed like all others
        self._width = tok2vec.get_dim("nO")
        draw = np.random.default_rng(0)
        self._factors = draw.integers(2**63, dtype=np.uint64, size=len(self._attributes)) * 2 + 1
        self._forget()

    def vectors(self, doc: Doc) -> Vectors:
        """A vector of each token."""
        if not len(doc):
            return np.empty((0, self._width), dtype=np.float32)
        attributes = np.asarray(doc.to_array(self._attributes), dtype=np.uint64)
        embedded = self._embedded(attributes.reshape(len(doc), -1))
        found = np.pad(embedded, ((self._pad, self._pad), (0, 0)))
        for layer in self._layers:
            found = layer.mixed(found)
        return found[self._pad : -self._pad]

    def _embedded(self, attributes: NDArray[np.uint64]) -> Vectors:
        """The vectors of tokens by themselves, remembered by a number that stands for all attributes of a token."""
        kinds, first, kind_of_token = np.unique(attributes @ self._factors, return_index=True, return_inverse=True)
        if len(self._places) + len(kinds) > REMEMBERED:
            self._forget(max(REMEMBERED, len(kinds)))
        names = kinds.tolist()
        new = [n for n, name in enumerate(names) if name not in self._places]
        if new:
            vectors = attributes[first[new]]
            for step in self._embed:
                vectors = step.predict(vectors)
            start = len(self._places)
            self._known[start : start + len(new)] = vectors
            self._places.update(zip((names[n] for n in new), range(start, start + len(new)), strict=True))
        return self._known[np.array([self._places[name] for name in names])[kind_of_token]]

    def _forget(self, room: int = REMEMBERED) -> None:
        self._known: Vectors = np.empty((room, self._width), dtype=np.float32)
        self._places: dict[int, int] = {}


class _Layer:
    """Mixes each token's vector with those of its two neighbours."""

    def __init__(self, expand_maxout_normalise: Model) -> None:
        maxout, normalise = expand_maxout_normalise.layers[1].layers[0].layers
        width, pieces, _ = weights_of(maxout, "W").shape
        # All first pieces side by side, then all second ones: the greatest of a token's pieces is then found in one go.
        self._weights = weights_of(maxout, "W").transpose(1, 0, 2).reshape(pieces * width, -1).T.copy()
        self._bias = weights_of(maxout, "b").T.ravel()
        self._pieces = [slice(n * width, (n + 1) * width) for n in range(pieces)]
        self._scale, self._shift = weights_of(normalise, "G"), weights_of(normalise, "b")

    def mixed(self, vectors: Vectors) -> Vectors:
        n, width = vectors.shape
        framed = np.zeros((n + 2, width), dtype=np.float32)
        framed[1:-1] = vectors
        for start in range(0, n, BLOCK):
            end = min(start + BLOCK, n)
            window = np.concatenate([framed[start + k : end + k] for k in range(3)], axis=1)
            vectors[start:end] += self._greatest_normalised(window)
        return vectors

    def _greatest_normalised(self, window: Vectors) -> Vectors:
        product = window @ self._weights
        product += self._bias
        best = product[:, self._pieces[0]]
        for piece in self._pieces[1:]:
            best = np.maximum(best, product[:, piece])
        best = best - best.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", best, best)[:, None] / np.float32(best.shape[1])
        best *= (variance + np.float32(1e-8)) ** np.float32(-0.5)
        best *= self._scale
        best += self._shift
        return best
