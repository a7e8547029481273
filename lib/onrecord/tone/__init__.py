"""How words sound: the tone of quotes, and of what the narration says of each speaker."""

from typing import TYPE_CHECKING

from onrecord.system.lazy_names import lazy_names

if TYPE_CHECKING:
    from onrecord.tone.choosing import SCORERS, best_scorer
    from onrecord.tone.minilm import ScorerError
    from onrecord.tone.scoring import (
        check_scorer,
        explain_score,
        score_quotes,
        score_texts,
        sentiment,
        sentiment_toward,
    )
    from onrecord.tone.toward import score_narration

__all__ = [
    "SCORERS",
    "ScorerError",
    "best_scorer",
    "check_scorer",
    "explain_score",
    "score_narration",
    "score_quotes",
    "score_texts",
    "sentiment",
    "sentiment_toward",
]

__getattr__ = lazy_names(
    __name__,
    {
        "choosing": ["SCORERS", "best_scorer"],
        "minilm": ["ScorerError"],
        "scoring": [
            "check_scorer",
            "explain_score",
            "score_quotes",
            "score_texts",
            "sentiment",
            "sentiment_toward",
        ],
        "toward": ["score_narration"],
    },
)
