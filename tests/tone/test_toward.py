"""Toward: a tone is given where the article's own words judge a speaker, and nowhere else."""

import re
from importlib.util import find_spec
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.quotes import find_quotes
from onrecord.rows import Speaker
from onrecord.speakers import resolve
from onrecord.text.article import Article, article_id
from onrecord.text.parsing import parse
from onrecord.tone import choosing, score_narration
from onrecord.tone._judged import judgements
from onrecord.tone.toward import calibrated

INSTALLED = all(map(find_spec, ("onnxruntime", "tokenizers", "onrecord_minilm")))
minilm_only = pytest.mark.skipif(not INSTALLED, reason="needs the extra `embeddings`")
LIND = "Mara Lind"


def read(text):
    return parse(Article(article_id(text), text))


def speaker(text, name=LIND, kind="person"):
    mentions = tuple(m.span() for m in re.finditer(re.escape(name), text))
    return Speaker(name, None, None, None, kind, True, None, 1, 0, 0, 0, mentions, None)


def rows_of(text, quotes=(), kind="person"):
    return score_narration(read(text), list(quotes), [speaker(text, kind=kind)])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mara Lind failed to open the bridge in time.", [(-1, "failed")]),
        ("Mara Lind bungled the sale and alienated the crew.", [(-1, "bungled"), (-1, "alienated")]),
        ("The harbour chief, who botched the repair, is Mara Lind.", []),
        ("Mara Lind, who botched the repair, left on Friday.", [(-1, "botched")]),
        ("Mara Lind was convicted of fraud in May.", [(-1, "convicted")]),
        ("Mara Lind, jailed for theft, came home.", [(-1, "jailed")]),
        ("Mara Lind was found guilty on Monday.", [(-1, "found")]),
        ("Mara Lind drew ridicule with her hat.", [(-1, "ridicule")]),
        ("Mara Lind came under fire over the budget.", [(-1, "fire")]),
        ("Mara Lind's incompetence cost the town its ferry.", [(-1, "incompetence")]),
        ("The letter listed the incompetence of Mara Lind.", [(-1, "incompetence")]),
        ("Mara Lind's dismal showing ended the season.", [(-1, "dismal")]),
        ("Mara Lind's men and Mara Lind shelled a clinic.", [(-1, "shelled")]),
        ("Mara Lind, a clerk and the mastermind of the theft, left.", [(-1, "mastermind")]),
        ("Mara Lind's men stayed, and Mara Lind stormed a bank, killing 12.", [(-1, "killing")]),
        ("Mara Lind could not stop the flood.", [(-1, "stop")]),
        ("Mara Lind routinely threatens to close the port.", [(-1, "threatens")]),
        ("Mara Lind was powerless against the flood.", [(-1, "powerless")]),
        ("Mara Lind foiled a raid on the port.", [(1, "foiled")]),
        ("Mara Lind ran a brilliant campaign.", [(1, "brilliant")]),
        ("The rescue was praised, and so Mara Lind won acclaim.", [(1, "acclaim")]),
        ("Thousands cheered Mara Lind on the quay.", [(1, "cheered")]),
        # no judgement: denied, possible, asked, somebody else's, plain
        ("Mara Lind did not fail to open the bridge.", []),
        ("Mara Lind could be convicted of fraud.", []),
        ("Did Mara Lind bungle the sale?", []),
        ("Tom Berg said Mara Lind had bungled the sale.", []),
        ("Tom Berg praised Mara Lind on Monday.", []),
        ("Mara Lind was praised by Tom Berg.", []),
        ("Mara Lind condemned the corruption of the council.", []),
        ("Mara Lind met the notorious Tom Berg.", []),
        ("Mara Lind spoke of the brilliant campaign.", []),
        ("Mara Lind crossed the bridge and opened the school.", []),
        ("Residents believe that Mara Lind could not control the fire.", []),
        ("Mara Lind allegedly could not control the fire.", []),
        ("Could Mara Lind not control the fire?", []),
    ],
)
def test_words_that_judge(text, found):
    doc = read(text).tokens
    start = text.rindex(LIND)
    mention = doc.char_span(start, start + len(LIND))
    assert [(each.sign, each.word.text) for each in judgements(mention)] == found


@minilm_only
def test_a_row_per_sentence_and_speaker():
    text = (
        "Mara Lind failed badly to save the ferry. “Mara Lind is a hero,” Tom Berg said. Mara Lind said it rained. "
        "On Monday Mara Lind left the town, and Mara Lind took the train."
    )
    quotes, _ = resolve(parsed := read(text), find_quotes(read(text)))
    rows = score_narration(parsed, quotes, [speaker(text)])
    assert [text[row.start : row.end] for row in rows] == [
        "Mara Lind failed badly to save the ferry",
        "On Monday Mara Lind left the town, and Mara Lind took the train"[: rows[1].end - rows[1].start],
    ]
    judged, plain = rows
    assert judged.label == -1 and judged.compound < 0 and 0.35 <= judged.probability <= 1
    assert (plain.compound, plain.label, plain.probability) == (None, 0, None)


@minilm_only
@pytest.mark.parametrize(
    "text",
    [
        "The Mara Lind foundation failed to open the bridge.",
        "Tom Berg said Mara Lind had failed to open the bridge.",
        "Mara Lind urged them to open the bridge.",
        "Mara Lind claimed responsibility for the delay.",
        "The fire began near Mara Lind.",
    ],
)
def test_no_row(text):
    assert rows_of(text) == []


@minilm_only
def test_outlets_and_boilerplate_have_no_plain_rows():
    assert rows_of("Mara Lind opened the bridge.") and not rows_of("Mara Lind opened the bridge.", kind="media")
    text = "Mara Lind is awful: read more\n\nOn Monday it rained."
    assert score_narration(parse(Article("a", text, boilerplate=((0, 29),))), [], [speaker(text)]) == []


def test_no_rows_without_the_scorer(monkeypatch):
    monkeypatch.setattr(choosing, "has_minilm", lambda: False)
    assert rows_of("Mara Lind failed to open the bridge.") == []


def test_calibrated_probabilities():
    raw = [[0.9, 0.05, 0.05], [0.2, 0.6, 0.2], [1.0, 0.0, 0.0]]
    probabilities = calibrated(raw)
    assert probabilities.sum(axis=1) == pytest.approx([1, 1, 1])
    assert probabilities.argmax(axis=1).tolist() == [0, 1, 0] and probabilities[2, 0] > probabilities[0, 0]


@minilm_only
@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_text(text):
    parsed = read(text + " Mara Lind failed. " + text)
    quotes, speakers = resolve(parsed, find_quotes(parsed))
    for row in score_narration(parsed, quotes, [*speakers, speaker(parsed.article.text)]):
        assert row.label in (-1, 0, 1) and 0 <= row.start < row.end


@minilm_only
def test_a_long_sentence():
    text = "Mara Lind came and " + "Mara Lind went out and Tom Berg was kind and " * 400
    parsed, told = read(text), [speaker(text), speaker(text, "Tom Berg")]
    start = process_time()
    score_narration(parsed, [], told)
    assert process_time() - start < 5
