"""Scorers: each has what the tables ask for, and calls a score a tone from its own cut-off on."""

from importlib.util import find_spec

import pytest

from onrecord.tone.choosing import SCORERS
from onrecord.tone.passages import make_passage
from onrecord.tone.scorers import CUTS, scorer_named
from onrecord.tone.vader import label_of

INSTALLED = [
    name for name in CUTS if name == "vader" or all(map(find_spec, ("onnxruntime", "tokenizers", "onrecord_minilm")))
]


@pytest.mark.parametrize(
    ("scorer", "score", "label"),
    [("vader", 0.05, 1), ("vader", 0.0499, 0), ("minilm", 0.125, 1), ("minilm", 0.1249, 0)],
)
def test_a_score_is_a_tone_from_the_cut_off_on(scorer, score, label):
    assert label_of(score, scorer_named(scorer).cut) == label
    assert label_of(-score, CUTS[scorer]) == -label


def test_the_names_of_the_scorers():
    assert SCORERS == tuple(CUTS) == ("vader", "minilm")
    with pytest.raises(ValueError, match=r"oracle.*vader, minilm"):
        scorer_named("oracle")


@pytest.mark.parametrize("name", INSTALLED)
def test_what_the_tables_ask_of_a_scorer(name):
    scorer, text = scorer_named(name), "Mara Lind is a shameful liar. It rained."
    (tone,) = scorer.tones([make_passage(text, [(0, 9)])])
    assert tone.label == label_of(tone.compound, scorer.cut) == -1
    words = scorer.words(make_passage(text, [(0, 9)]))
    assert min(words, key=lambda word: word.valence).word in ("shameful", "liar")
    assert [text[word.start : word.end] for word in words] == [word.word for word in words]
    ((compound, label),) = scorer.toward([text], [(0, 9)], "en_core_web_sm")
    assert compound < 0 and label == -1
