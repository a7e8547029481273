"""Speech beside a name without a verb: thresholds, each from either side."""

import pytest
from resolving import quotes_in

TURNS = ["Courier: When did you know?", "Brandt: On Monday night.", "Courier: Whom did you tell?"]


@pytest.mark.parametrize("number", [2, 3])
def test_three_turns_are_an_interview(number):
    text = "\n\n".join([*["It rained on the town all night."] * 12, *TURNS[:number]])
    assert [q.rule for q in quotes_in(text)] == ["transcript"] * (3 if number == 3 else 0)


@pytest.mark.parametrize(("number", "rule"), [(96, "signed"), (97, "quoted_no_cue")])
def test_a_signature_has_120_characters_at_most(number, rule):
    signature = "Ada Brandt, resident of " + "x" * number
    (quote,) = quotes_in(f"“We lost it all. We lost everybody.” – {signature}")
    assert (len(signature) <= 120, quote.rule) == (rule == "signed", rule)


@pytest.mark.parametrize(("words", "number"), [("nobody ever rang bells.", 0), ("nobody ever rang the bells.", 1)])
def test_five_quoted_words_are_speech_without_a_cue(words, number):
    assert [q.text for q in quotes_in(f"It rained. “{words}” It rained.")] == [f"“{words}”"] * number
