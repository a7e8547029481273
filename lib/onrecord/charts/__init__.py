"""Charts: each takes tables of a record and gives a picture with its words: alternative text and the data behind it."""

from onrecord.charts.claims import claims_board, comparisons, subsets
from onrecord.charts.drawing import Chart
from onrecord.charts.network import who_about_whom
from onrecord.charts.quoting import named_unnamed, own_words, speaking_share, voices_through_article, words_by_kind
from onrecord.charts.tones import attitude_and_events, tone_by_speaker, tone_through_article
from onrecord.charts.wording import cues_by_speaker

__all__ = [
    "Chart",
    "attitude_and_events",
    "claims_board",
    "comparisons",
    "cues_by_speaker",
    "named_unnamed",
    "own_words",
    "speaking_share",
    "subsets",
    "tone_by_speaker",
    "tone_through_article",
    "voices_through_article",
    "who_about_whom",
    "words_by_kind",
]
