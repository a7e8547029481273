"""The scorer minilm: what it reads, what it gives, what it stands, and that nothing else loads it."""

import time

import numpy as np
import pytest

from onrecord.tone import minilm
from onrecord.tone.minilm import (
    CUT,
    MOST_TOKENS,
    TARGET_BEGINS,
    TARGET_ENDS,
    around_target,
    in_pieces,
    tone,
    toward,
)
from onrecord_minilm import CARD


@pytest.mark.parametrize(
    "warm, cold",
    [
        ("We are proud of what these doctors did.", "We are ashamed of what these doctors did."),
        ("The talks brought hope to both towns.", "The talks brought despair to both towns."),
        ("It was a generous and honest answer.", "It was a cruel and dishonest answer."),
    ],
)
def test_tone_tells_warm_from_cold(warm, cold):
    scores = tone([warm, cold])
    assert scores[0] > scores[1] + CUT


@pytest.mark.parametrize(
    "text, target, label",
    [
        ("Everybody in the valley admires Mara Lind for her courage.", "Mara Lind", 1),
        ("Critics called Mara Lind a corrupt and incompetent liar.", "Mara Lind", -1),
        ("Mara Lind arrived at the station at noon.", "Mara Lind", 0),
        ("The mayor praised Joren Hale and called Mara Lind a disgrace.", "Mara Lind", -1),
    ],
)
def test_sentiment_is_toward_the_target(text, target, label):
    start = text.index(target)
    compounds, labels = toward([text], [(start, start + len(target))])
    assert labels[0] == label
    assert label == 0 or np.sign(compounds[0]) == label


def test_a_score_does_not_depend_on_its_neighbours():
    texts = ["They were kind to us.", "No.", "It was a long and bitter winter for the whole of the northern coast."]
    assert list(tone(texts)) == [tone([text])[0] for text in texts]


def test_a_text_that_comes_again_is_not_read_again(monkeypatch):
    text = "Nobody in the valley had slept since the bells began."
    first = tone([text])

    def read_again(tokens):
        raise AssertionError("it was read again")

    monkeypatch.setattr(minilm, "_run", read_again)
    assert tone([text]) == first


@pytest.mark.parametrize("text", ["", "   ", "…", "🙂🙂🙂", "“”", "\u200b\u200b"])
def test_a_text_without_words_has_no_tone(text):
    assert tone([text])[0] == 0


@pytest.mark.parametrize(
    "text", ["Привет, мир", "今日は雨です", "a\x00b", "half \ud83d a pair", "x" * 5000, "[SEP] [CLS] [PAD]"]
)
def test_odd_text_gets_a_number(text):
    assert -1 <= tone([text])[0] <= 1
    assert -1 <= toward([text], [(0, 1)])[0][0] <= 1


def test_ten_thousand_words_without_a_full_stop():
    began = time.process_time()
    assert -1 <= tone(["kindness and grief " * 3334])[0] <= 1
    assert time.process_time() - began < 20


def test_no_texts():
    assert tone([]).shape == (0,)
    compounds, labels = toward([], [])
    assert compounds.shape == labels.shape == (0,)


def test_marks_stand_around_the_target():
    tokens = around_target("Then Lind spoke.", (5, 9))
    begins, ends = tokens.ids.index(TARGET_BEGINS), tokens.ids.index(TARGET_ENDS)
    assert begins < ends and all(tokens.target[begins:ends]) and sum(tokens.target) == ends - begins


def test_of_a_long_text_the_words_around_the_target_are_read():
    text = "before " * 400 + "Lind" + " after" * 400
    tokens = around_target(text, (2800, 2804))
    assert len(tokens.ids) == MOST_TOKENS + 2 and TARGET_BEGINS in tokens.ids and TARGET_ENDS in tokens.ids


@pytest.mark.parametrize(("n_words", "lengths"), [(126, [126]), (127, [126, 1])])
def test_a_text_is_read_in_pieces_of_126_tokens(n_words, lengths):
    assert [len(piece.ids) - 2 for piece in in_pieces("word " * n_words)] == lengths


def test_the_pieces_of_a_text_are_not_kept():
    """A process that scores a hundred thousand articles would hold the pieces of all."""
    assert in_pieces("word") is not in_pieces("word")


@pytest.mark.parametrize(("before", "first"), [(63, 0), (64, 1)])
def test_the_target_stands_in_the_middle_of_what_is_read(before, first):
    tokens = around_target("word " * before + "Lind" + " word" * 200, (5 * before, 5 * before + 4))
    assert tokens.ids.index(TARGET_BEGINS) == before + 1 - first


def test_a_long_text_is_read_to_its_end():
    assert sum(len(piece.ids) - 2 for piece in in_pieces("word " * 1000)) == 1000


def test_the_model_card_stands_beside_the_weights():
    card = CARD.read_text(encoding="utf-8")
    for part in ("NewsMTSC", "MIT", "Apache 2.0", "Known bias", "train_tone.py"):
        assert part in card
