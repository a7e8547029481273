"""What tables say together: means, intervals, differences, agreement of scorers, who speaks about whom."""

from typing import TYPE_CHECKING

from onrecord.system.lazy_names import lazy_names
from onrecord.text.article import count_words

if TYPE_CHECKING:
    from onrecord.statistics.agreement import compare_scorers
    from onrecord.statistics.coders import coder_agreement
    from onrecord.statistics.governments import join_governments
    from onrecord.statistics.means import average, by_speaker, driving_words, sign_flips, with_groups
    from onrecord.statistics.pairwise import differences
    from onrecord.statistics.voices import cues_by_speaker, named_or_not, sides, speakers_by_side
    from onrecord.statistics.who_about_whom import mentions_by_pair, spoken_about

__all__ = [
    "average",
    "by_speaker",
    "coder_agreement",
    "compare_scorers",
    "count_words",
    "cues_by_speaker",
    "differences",
    "driving_words",
    "join_governments",
    "mentions_by_pair",
    "named_or_not",
    "sides",
    "sign_flips",
    "speakers_by_side",
    "spoken_about",
    "with_groups",
]

__getattr__ = lazy_names(
    __name__,
    {
        "agreement": ["compare_scorers"],
        "coders": ["coder_agreement"],
        "governments": ["join_governments"],
        "means": ["average", "by_speaker", "driving_words", "sign_flips", "with_groups"],
        "pairwise": ["differences"],
        "voices": ["cues_by_speaker", "named_or_not", "sides", "speakers_by_side"],
        "who_about_whom": ["mentions_by_pair", "spoken_about"],
    },
)
