"""Charts: a picture from tables of a record, with its words (alternative text) and the numbers behind it."""

from onrecord.charts._chart import Chart, or_words
from onrecord.charts.claims import comparisons
from onrecord.charts.claims_as_html import claims_table
from onrecord.charts.daily_counts import figures_by_day
from onrecord.charts.dated_figures import dates_table
from onrecord.charts.outlets import tone_by_outlet, tone_of_shared_speakers, voices_by_outlet, with_outlet
from onrecord.charts.parts_and_wholes import parts_table
from onrecord.charts.portrayals import doers_and_sufferers, speech_verbs
from onrecord.charts.quoting import speaking_share, voices_through_article, words_by_kind
from onrecord.charts.tones import tone_by

__all__ = [
    "Chart",
    "claims_table",
    "comparisons",
    "dates_table",
    "doers_and_sufferers",
    "figures_by_day",
    "or_words",
    "parts_table",
    "speaking_share",
    "speech_verbs",
    "tone_by",
    "tone_by_outlet",
    "tone_of_shared_speakers",
    "voices_by_outlet",
    "voices_through_article",
    "with_outlet",
    "words_by_kind",
]
