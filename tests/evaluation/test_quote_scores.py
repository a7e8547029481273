"""Quote scores: what counts as found, as the right mention and as the right name."""

import pytest

from onrecord.evaluation.quote_scores import HALF, MENTIONED, NAMED, SAME, score_quotes

TEXT = "“We will not leave the pass,” said Colonel Ines Varga. She called it theirs."
WORDS = (1, 28)
SPEAKER = {"speaker": "Colonel Ines Varga", "speaker_start": 35, "speaker_end": 53, "speaker_canonical": "Ines Varga"}


def mark(start, end, **more):
    return {"start": start, "end": end, "kind": "direct", **more}


def row(start, end, **more):
    return {"start": start, "end": end, "kind": "direct", "mention": None, "speaker": None, **more}


def counts(quotes, rows):
    table = score_quotes([({"text": TEXT, "quotes": quotes}, rows)]).set_index("what")
    return {what: tuple(table.loc[what, ["n_marked", "n_found", "n_right"]]) for what in table.index}


@pytest.mark.parametrize(
    ("span", "same", "half"),
    [
        ((0, 29), 1, 1),  # marks at the ends are no words
        (WORDS, 1, 1),
        ((1, 25), 0, 1),
        ((1, 10), 0, 0),
        ((55, 74), 0, 0),
    ],
)
def test_a_quote_is_found_by_its_words(span, same, half):
    found = counts([mark(*WORDS)], [row(*span)])
    assert found[SAME] == (1, 1, same) and found[HALF] == (1, 1, half)
    assert found["direct"] == (1, 1, half)
    assert NAMED not in found, "no name is marked"


@pytest.mark.parametrize(
    ("given", "mentioned", "named"),
    [
        ({"mention": "Ines Varga", "mention_start": 43, "mention_end": 53, "speaker": "Ines Varga"}, 1, 1),
        ({"mention": "Varga", "mention_start": 60, "mention_end": 65, "speaker": "Gen. Varga"}, 1, 1),
        ({"mention": "She", "mention_start": 55, "mention_end": 58, "speaker": None}, 0, 0),
        ({"mention": "Colonel", "mention_start": 35, "mention_end": 42, "speaker": "Ivo Lenz"}, 1, 0),
        ({}, 0, 0),
    ],
)
def test_speakers_are_right_by_mention_and_by_name(given, mentioned, named):
    found = counts([mark(*WORDS, **SPEAKER)], [row(*WORDS, **given)])
    assert found[MENTIONED] == (1, 1, mentioned) and found[NAMED] == (1, 1, named)


def test_what_is_not_core_is_neither_wanted_nor_false():
    found = counts([mark(*WORDS, core=False), mark(55, 73)], [row(*WORDS), row(55, 73), row(40, 45)])
    assert found[HALF] == (1, 2, 1)


def test_nothing_found_and_nothing_marked_have_no_shares():
    table = score_quotes([({"text": TEXT, "quotes": []}, [])])
    assert table[["precision", "recall", "f1"]].isna().all(axis=None)
    missed = score_quotes([({"text": TEXT, "quotes": [mark(*WORDS)]}, [])]).set_index("what").loc[HALF]
    assert missed["recall"] == 0 and missed["f1"] == 0 and missed.isna()["precision"]
