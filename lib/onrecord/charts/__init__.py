"""Charts: each takes tables of a record and gives a picture with its words: alternative text and the data behind it."""

from onrecord.charts.board import claims_table
from onrecord.charts.claims import claims_board, comparisons
from onrecord.charts.contrasts import attitude_and_events, means_without_events, scorers_compared, tone_differences
from onrecord.charts.dates import figures_by_date
from onrecord.charts.drawing import Chart
from onrecord.charts.network import who_about_whom
from onrecord.charts.parts import subsets
from onrecord.charts.quoting import named_unnamed, own_words, speaking_share, voices_through_article, words_by_kind
from onrecord.charts.tones import (
    tone_by_role,
    tone_by_side,
    tone_by_speaker,
    tone_by_wording,
    tone_through_article,
    tone_toward_speakers,
)
from onrecord.charts.wording import cues_by_speaker

__all__ = [
    "Chart",
    "attitude_and_events",
    "claims_board",
    "claims_table",
    "comparisons",
    "cues_by_speaker",
    "figures_by_date",
    "means_without_events",
    "named_unnamed",
    "own_words",
    "scorers_compared",
    "speaking_share",
    "subsets",
    "tone_by_role",
    "tone_by_side",
    "tone_by_speaker",
    "tone_by_wording",
    "tone_differences",
    "tone_through_article",
    "tone_toward_speakers",
    "voices_through_article",
    "who_about_whom",
    "words_by_kind",
]
