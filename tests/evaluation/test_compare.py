"""Compare: any file of marks is measured, beside baselines that anybody can compute."""

import json
from pathlib import Path

import pytest

from onrecord.evaluation.baselines import PLAIN_VADER, plain_vader, said_quotes
from onrecord.evaluation.compare import OURS, PATTERN, MarksError, compare, in_words, main

TEXT = (
    "Mayor Lena Orsic said that the bridge was unsafe for lorries. “Nobody must drive on it tonight,” she added.\n\n"
    "It rained. According to Tom Reed, 40 people were injured on the bank. The water was high, said Reed."
)


def quote(text, kind, speaker, name):
    place = TEXT.index(text)
    at = TEXT.index(speaker)
    ends = {"speaker_start": at, "speaker_end": at + len(speaker), "start": place, "end": place + len(text)}
    return {"text": text, "kind": kind, "speaker": speaker, "speaker_canonical": name, **ends}


QUOTES = [
    quote("the bridge was unsafe for lorries", "indirect", "Lena Orsic", "Lena Orsic"),
    quote("“Nobody must drive on it tonight,”", "direct", "she", "Lena Orsic"),
    quote("40 people were injured on the bank", "indirect", "Tom Reed", "Tom Reed"),
    quote("The water was high", "indirect", "Reed", "Tom Reed"),
]
FIGURE = {
    "start": TEXT.index("40"),
    "end": TEXT.index("40") + 2,
    "value_low": 40,
    "value_high": 40,
    "event": "injured",
    "source": "Tom Reed",
}


def written(path: Path, *lines: dict) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_the_pattern_finds_what_stands_beside_said():
    rows = said_quotes(TEXT)
    assert [(TEXT[r["start"] : r["end"]], r["kind"], r["speaker"]) for r in rows] == [
        (q["text"], q["kind"], {"Lena Orsic": "Mayor Lena Orsic"}.get(name := q["speaker_canonical"], name))
        for q in QUOTES
    ]
    assert said_quotes("It rained on Monday. The water was high, and “old bridge” fell.") == []


def test_quotes_and_figures_are_measured_beside_the_pattern(tmp_path, capsys):
    path = written(tmp_path / "ours.jsonl", {"id": "a", "text": TEXT, "quotes": QUOTES, "figures": [FIGURE]})
    table = compare(path)
    for system in (OURS, PATTERN):
        assert table.loc["half the words", (system, "n_right")] == 4, system
        assert table.loc["... by the right name", (system, "f1")] == 1, system
    assert table.loc["figures", (OURS, "n_right")] == 1 and table.loc["claimants", (OURS, "recall")] == 1
    assert table.loc["figures"][PATTERN].isna().all()
    assert main([str(path)]) == 0
    assert "ours.jsonl: 1 text," in (shown := capsys.readouterr().out) and "100%" in shown


def test_tone_is_measured_beside_plain_vader(tmp_path):
    lines = [
        {"text": "Ada Quill came on Monday.", "target_start": 0, "target_end": 9, "label": 0},
        {"text": "Ada Quill did a wonderful job.", "target_start": 0, "target_end": 9, "label": 1},
    ]
    table = compare(written(tmp_path / "tone.jsonl", *lines))
    assert table.loc["macro-F1", ["n", "vader", PLAIN_VADER]].tolist() == [2, *[pytest.approx(2 / 3, abs=0.001)] * 2]
    assert "macro-F1" in in_words(table)
    assert plain_vader(["A wonderful day", "A day"])["label"].tolist() == [1, 0]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ({"id": "a", "quotes": []}, "line 2: has no text"),
        ({"id": "a", "text": "Ada came."}, "has neither id and one of quotes"),
        ({"id": "a", "text": "Ada came.", "quotes": [{"start": 3, "end": 99}]}, "number 1 of its quotes are no place"),
        ({"id": "a", "text": "Ada came.", "quotes": [{"start": 0, "end": 3, "text": "Tom"}]}, "says 'Tom' where"),
        ({"text": "Ada came.", "label": 3}, "label is not"),
    ],
)
def test_a_line_in_another_form_is_refused(tmp_path, capsys, line, says):
    path = written(tmp_path / "bad.jsonl", {"id": "b", "text": "Tom came.", "quotes": []}, line)
    with pytest.raises(MarksError, match=says):
        compare(path)
    assert main([str(path)]) == 2 and "data/README.md" in capsys.readouterr().err
    assert main([str(tmp_path / "missing.jsonl")]) == 2
