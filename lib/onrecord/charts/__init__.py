"""Charts: each takes tables of a record and gives a picture with its words: alternative text and the data behind it."""

from onrecord.charts.board import claims_table
from onrecord.charts.claims import claims_board, comparisons
from onrecord.charts.contrasts import attitude_and_events, means_without_events, scorers_compared, tone_differences
from onrecord.charts.dates import figures_by_date
from onrecord.charts.days import figures_by_day
from onrecord.charts.drawing import Chart
from onrecord.charts.network import who_about_whom
from onrecord.charts.outlets import tone_by_outlet, tone_of_shared_speakers, voices_by_outlet, with_outlet
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
    "figures_by_day",
    "means_without_events",
    "named_unnamed",
    "own_words",
    "scorers_compared",
    "speaking_share",
    "subsets",
    "tone_by_outlet",
    "tone_by_role",
    "tone_by_side",
    "tone_by_speaker",
    "tone_by_wording",
    "tone_differences",
    "tone_of_shared_speakers",
    "tone_through_article",
    "tone_toward_speakers",
    "voices_by_outlet",
    "voices_through_article",
    "who_about_whom",
    "with_outlet",
    "words_by_kind",
]
