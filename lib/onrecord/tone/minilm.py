"""The scorer "minilm": a small sentence encoder, trained on people's judgements of news sentences.

The encoder is all-MiniLM-L6-v2 (Wang et al. 2020, "MiniLM: Deep self-attention distillation for task-agnostic
compression of pre-trained transformers", NeurIPS; trained further on sentence pairs by the makers of
sentence-transformers; Apache 2.0). Its top layers are trained for two things at once: the sentiment of a sentence
toward a person (NewsMTSC, Hamborg & Donnay 2021, EACL) and the tone of a sentence (the New York Times editorials that
twenty raters each scored for the evaluation of VADER, Hutto & Gilbert 2014). training/train_tone.py makes the file of
weights; its card, MODEL_CARD.md beside them in the package onrecord_minilm, says from what, how well it does and where it errs.

It needs the extra `embeddings` (onnxruntime, tokenizers, and onrecord_minilm, which holds the weights), and neither torch nor a network.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.system.wrong_calls import WrongCall

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

# Half a step on the raters' scale from -4 to 4: from there on they call a sentence positive or negative.
CUT = 0.125

# Longer texts are read in pieces; the encoder was trained on texts of up to this many tokens.
MOST_TOKENS = 126

# Tokens of the encoder's vocabulary. Two that it never met in training stand around the target.
BEGIN, END, TARGET_BEGINS, TARGET_ENDS = 101, 102, 1, 2


class ScorerError(WrongCall):
    """A scorer cannot be used here; the message says what to install."""


class Tokens(NamedTuple):
    """What the encoder reads: token numbers, and for each whether it belongs to the target (1.0) or not (0.0)."""

    ids: list[int]
    target: list[float]


def tone(texts: Sequence[str]) -> np.ndarray:
    """Score the tone of texts as readers heard it.

    Args:
        texts: sentences or short passages, in English; "[MASK]" stands for a word that is kept from the scorer.

    Returns:
        (n,) floats from -1 to 1: a quarter of what raters would give on a scale from -4 to 4. 0.0 for a text without
        letters or digits. A text of more than 126 tokens is read in pieces, each of which counts by its tokens.

    Raises:
        ScorerError: the extra `embeddings` is not installed.
    """
    return np.array([_tone_of(text) for text in texts], dtype=float)


@lru_cache(4096)  # pages show the words of one quote several times, and each word takes a score of the whole quote
def _tone_of(text: str) -> float:
    """The tone of one text."""
    pieces = in_pieces(text) if _says_something(text) else []
    _, scores = _run(pieces)
    weights = [len(piece.ids) for piece in pieces]
    total = sum(score * weight for score, weight in zip(scores, weights, strict=True))
    return float(np.clip(total / max(sum(weights), 1), -1, 1))


def toward(texts: Sequence[str], spans: Sequence[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    """Score the sentiment of each text toward the person or body at one span of it.

    Args:
        texts: sentences, in English; "[MASK]" stands for a word that is kept from the scorer.
        spans: (start, end) of the target in each text, code points, end exclusive.

    Returns:
        (n,) floats from -1 to 1, the probability of "positive" less that of "negative"; and (n,) ints, the most
        probable of -1, 0 and 1. The two can differ in sign from zero where the three are close.

    Raises:
        ScorerError: the extra `embeddings` is not installed.

    Limits:
        Of a text of more than 126 tokens those around the target are read.
    """
    probabilities = toward_probabilities(texts, spans)
    return probabilities[:, 2] - probabilities[:, 0], probabilities.argmax(axis=1) - 1


def toward_probabilities(texts: Sequence[str], spans: Sequence[tuple[int, int]]) -> np.ndarray:
    """(n, 3) probabilities of negative, neutral and positive, as the network gives them; else as `toward`."""
    probabilities, _ = _run([around_target(text, span) for text, span in zip(texts, spans, strict=True)])
    return probabilities


def in_pieces(text: str) -> list[Tokens]:
    """The tokens of a text, 126 at a time, without a target."""
    ids, _ = _encode(text)
    return [_closed(ids[at : at + MOST_TOKENS]) for at in range(0, len(ids), MOST_TOKENS)]


def around_target(text: str, span: tuple[int, int]) -> Tokens:
    """The tokens of a text with marks around the target; of a long text the 126 around it."""
    start, end = span
    ids, target, inside = [], [], False
    for number, (first, last) in zip(*_encode(text), strict=True):
        belongs = first < end and last > start
        if belongs != inside:
            ids.append(TARGET_BEGINS if belongs else TARGET_ENDS)
            target.append(float(belongs))
            inside = belongs
        ids.append(number)
        target.append(float(belongs))
    at = target.index(1.0) if 1.0 in target else 0
    first = max(0, min(at - MOST_TOKENS // 2, len(ids) - MOST_TOKENS))
    return _closed(ids[first : first + MOST_TOKENS], target[first : first + MOST_TOKENS])


def _says_something(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _encode(text: str) -> tuple[list[int], list[tuple[int, int]]]:
    """Token numbers, and the (start, end) of each in the text."""
    # Half a surrogate pair cannot be encoded; one character stands for one, so that places stay.
    whole = "".join("?" if "\ud800" <= character <= "\udfff" else character for character in text)
    encoding = _tokenizer().encode(whole, add_special_tokens=False)
    return encoding.ids, encoding.offsets


def _closed(ids: Sequence[int], target: Sequence[float] = ()) -> Tokens:
    return Tokens([BEGIN, *ids, END], [0.0, *(target or [0.0] * len(ids)), 0.0])


def _run(tokens: Sequence[Tokens]) -> tuple[np.ndarray, np.ndarray]:
    """(n, 3) probabilities of negative, neutral and positive toward the target; (n,) tone of the text.

    One text at a time, so that no score depends on what is scored beside it; sixteen at once are a sixth faster.
    """
    probabilities, scores = np.zeros((len(tokens), 3)), np.zeros(len(tokens))
    for i, (ids, target) in enumerate(tokens):
        inputs = {"ids": np.array([ids], np.int64), "target": np.array([target], np.float32)}
        probabilities[i : i + 1], scores[i : i + 1] = _session().run(None, inputs)
    return probabilities, scores


@cache
def _tokenizer() -> Tokenizer:
    try:
        from tokenizers import Tokenizer

        from onrecord_minilm import VOCABULARY
    except ImportError:
        raise _not_installed() from None
    tokenizer = Tokenizer.from_file(str(VOCABULARY))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


@cache
def _session() -> InferenceSession:
    # Its makers' packages count calls, in the user's home and over the network. The variable stops that before it begins, on
    # Windows the function does.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    try:
        from onnxruntime import InferenceSession, SessionOptions, disable_telemetry_events

        from onrecord_minilm import WEIGHTS
    except ImportError:
        raise _not_installed() from None
    disable_telemetry_events()
    options = SessionOptions()
    # Many articles are read by many processes; a network that takes every core for itself would slow them all.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return InferenceSession(str(WEIGHTS), options, providers=["CPUExecutionProvider"])


def _not_installed() -> ScorerError:
    return ScorerError(
        "the scorer 'minilm' needs the extra `embeddings`; in the project's folder: "
        "pip install ./lib/onrecord-minilm '.[embeddings]'. Without it, leave `scorer` at 'vader'"
    )
