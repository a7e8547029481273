"""Choosing: the names of the scorers, and which of them is used where none is named. Nothing is loaded for that."""

from __future__ import annotations

from importlib.util import find_spec

SCORERS = ("vader", "minilm")
BEST = "best"
ASKED = (BEST, *SCORERS)  # what `best_scorer` takes


def best_scorer(asked: str = BEST) -> str:
    """The scorer that is nearest to people's judgement of those that are installed here.

    Args:
        asked: "best", or the name of a scorer, which is given back as it is.

    Returns:
        "minilm" where the extra `embeddings` is installed, else "vader".

    Raises:
        ValueError: there is no such scorer.
    """
    if asked not in ASKED:
        raise ValueError(f"scorer {asked!r}: must be one of {', '.join(ASKED)}")
    if asked != BEST:
        return asked
    return "minilm" if has_minilm() else "vader"


def has_minilm() -> bool:
    """Whether all that the scorer "minilm" needs is installed; nothing of it is loaded."""
    return all(find_spec(package) is not None for package in ("onnxruntime", "tokenizers", "onrecord_minilm"))
