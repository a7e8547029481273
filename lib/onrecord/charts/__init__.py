"""Charts: a picture from tables of a record, with its words (alternative text) and the numbers behind it."""

from onrecord.charts._chart import Chart, or_words
from onrecord.charts.claims import claims_board, comparisons
from onrecord.charts.claims_as_html import claims_table
from onrecord.charts.daily_counts import figures_by_day
from onrecord.charts.dated_figures import figures_by_date
from onrecord.charts.outlets import tone_by_outlet, tone_of_shared_speakers, voices_by_outlet, with_outlet
from onrecord.charts.parts_and_wholes import subsets
from onrecord.charts.portrayals import doers_and_sufferers, speech_verbs
from onrecord.charts.quoting import speaking_share, voices_through_article, words_by_kind
from onrecord.charts.tones import tone_by

__all__ = [
    "Chart",
    "claims_board",
    "claims_table",
    "comparisons",
    "doers_and_sufferers",
    "figures_by_date",
    "figures_by_day",
    "or_words",
    "speaking_share",
    "speech_verbs",
    "subsets",
    "tone_by",
    "tone_by_outlet",
    "tone_of_shared_speakers",
    "voices_by_outlet",
    "voices_through_article",
    "with_outlet",
    "words_by_kind",
]
