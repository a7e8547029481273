"""Compare: any file of marks is measured, beside baselines that anybody can compute."""

import json
from pathlib import Path

import pytest

from onrecord.evaluation.baselines import PLAIN_VADER, plain_vader, said_quotes
from onrecord.evaluation.compare import OURS, PATTERN, MarksError, compare, in_words, main
from onrecord.evaluation.scorers import measure_scorer

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


ADA = {"text": "Ada came."}
TOLD = {"id": "a", **ADA}
TARGET = {"target_start": 0, "target_end": 3}


@pytest.mark.parametrize(
    ("first", "line", "says"),
    [
        ({"id": "b", "text": "Tom came.", "quotes": []}, line, says)
        for line, says in [
            ({"id": "a", "quotes": []}, "has no text"),
            (TOLD, "has neither id and one of quotes"),
            (TOLD | {"quotes": [{"start": 3, "end": 99}]}, "number 1 of its quotes has no place"),
            (TOLD | {"quotes": [{"start": 0, "end": 3, "text": "Tom"}]}, "says 'Tom' where"),
            (TOLD | {"quotes": "none"}, "quotes is no list"),
            (TOLD | {"id": "b", "quotes": []}, "has the id of line 1"),
            (TOLD | {"figures": [{"start": 0, "end": 3, "value_high": 1, "event": None}]}, "has no value_low; give"),
            (TOLD | {"figures": [{"start": 0, "end": 3, "value_low": "1"}]}, "has the value_low '1'; give"),
            (TOLD | {"figures": [], "pairs": [{"a": "f1"}]}, "has no a and b; give"),
            (TOLD | {"portrayals": [{"start": 0, "end": 3, "speaker": "Ada"}]}, "has no kind; give one of descriptor"),
            (TOLD | {"portrayals": [{"start": 0, "end": 3, "speaker": "Ada", "kind": "cue"}]}, "has no loaded; give"),
            (ADA | {"label": 0}, "has a label where the first line has none"),
            (TOLD | {"label": 0, "quotes": []}, "has a label and quotes"),
            (ADA | {"label": 3}, "label is not"),
        ]
    ]
    + [
        (ADA | TARGET | {"label": 0}, line, says)
        for line, says in [
            (ADA | {"label": 0}, "has no target_start where the first line has one"),
            (ADA | TARGET | {"label": 0, "score": 1}, "has a score where the first line has none"),
            (ADA | TARGET | {"label": 0, "target_end": 99}, "target_start and target_end are no place in its text"),
            (ADA | {"label": 0, "target_end": 3}, "target_start and target_end are no place in its text"),
            (ADA | TARGET | {"label": 0, "score": "high"}, "score is no rating"),
            (TOLD | {"quotes": []}, "has no label where the first line has one"),
        ]
    ],
)
def test_a_line_in_another_form_is_refused(tmp_path, capsys, first, line, says):
    path = written(tmp_path / "bad.jsonl", first, line)
    with pytest.raises(MarksError, match=rf"^\S+bad\.jsonl, line 2: .*{says}"):
        compare(path)
    assert main([str(path)]) == 2
    assert (shown := capsys.readouterr().err).count("\n") == 1 and "docs/accuracy.md" in shown


def test_a_file_that_is_none_of_marks_is_refused(tmp_path, capsys):
    path = tmp_path / "bad.jsonl"
    for content, says in (
        (b"\n \n", "is empty"),
        (b"\n{", "line 2: is not JSON"),
        (b'{}\n"\xff"', "line 2: is not UTF-8"),
    ):
        path.write_bytes(content)
        assert main([str(path)]) == 2 and says in capsys.readouterr().err
    assert main([str(tmp_path / "missing.jsonl")]) == 2
    assert main([str(written(tmp_path / "marks.txt", TOLD | {"quotes": []}))]) == 2
    with pytest.raises(MarksError, match="line 1: has no label"):
        measure_scorer(PLAIN_VADER, {"texts": written(path, TOLD | {"quotes": []})})


def test_blank_lines_and_odd_ends_of_lines_are_no_reason(tmp_path):
    """U+2028 stands in texts that were copied from the web; it ends no line of JSON."""
    lines = [{"text": f"A {word}\u2028day.", "label": sign} for word, sign in (("wonderful", 1), ("horrible", -1))]
    told = {"id": 1, "text": f"{TEXT}\u2028It rained.", "figures": None, "quotes": QUOTES}
    for name, rows in (("tone", lines), ("quotes", [told])):
        text = "\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(f"\ufeff{text}\n\n", encoding="utf-8")
    assert compare(tmp_path / "tone.jsonl").loc["right", ["n", PLAIN_VADER]].tolist() == [2, 1]
    table = compare(tmp_path / "quotes.jsonl")
    assert table.loc["half the words", (OURS, "n_right")] == 4 and "figures" not in table.index


def test_what_is_marked_in_an_article_that_cannot_be_analysed_is_missed(tmp_path, capsys):
    german = (
        "Die Bürgermeisterin sagte am Montag, dass vierzig Menschen auf der Brücke verletzt wurden und niemand kam."
    )
    deed = {"start": 0, "end": 3, "speaker": "Ada", "kind": "deed"}
    lost = {"id": "lost", "text": german, "figures": [FIGURE | {"start": 0, "end": 3}], "portrayals": [deed]}
    for lines, found in (([lost], 0), ([lost, {"id": "a", "text": TEXT, "figures": [FIGURE]}], 1)):
        table = compare(written(tmp_path / "marks.jsonl", *lines))
        assert table.loc["figures", [("", "n_marked"), (OURS, "n_right")]].tolist() == [len(lines), found]
        assert table.loc["deeds", [("", "n_marked"), (OURS, "n_found")]].tolist() == [1, 0]
        assert "is not in English" in capsys.readouterr().err
    assert main([str(written(tmp_path / "none.jsonl", lost | {"figures": [], "portrayals": []}))]) == 0
    assert "nothing is marked" in capsys.readouterr().out
