"""Notebook 04: what it does on other articles and on saved tables."""

import contextlib
import io
import json

import pytest
from executed_notebooks import EMPTY, cells_of, check, words_of

import onrecord
from onrecord.runs.parameters import NOTEBOOKS

PATH = NOTEBOOKS / "04_across_articles.ipynb"
FLOOD = "{0} said {1} people were killed in the flood of 1 May 2031 in Arnby, Belford, Corvale, Denholt and Elsmere. “Help us,” said {0}."


def corpus(path, *rows):
    keys = ("outlet", "date", "text")
    path.write_text("".join(json.dumps(dict(zip(keys, row, strict=True))) + "\n" for row in rows), encoding="utf-8")


def run_here(**parameters) -> tuple[str, dict]:
    """The code of the notebook, run in this process (a kernel takes ten seconds): what it printed, and its names."""
    names, printed = {}, io.StringIO()
    parameters_cell, *cells = [cell.source for cell in cells_of(PATH, "code")]
    exec(parameters_cell, names)
    assert set(parameters) <= set(names)
    names.update(parameters)
    with contextlib.redirect_stdout(printed):
        for cell in cells:
            exec(cell, names)
    return printed.getvalue(), names


def test_another_corpus_from_another_folder(execute, tmp_path):
    rows = [("Hill Post", "2031-05-02", FLOOD.format("Ada Brandt", 12)), (None, "2031-05-02", "Nothing was lost.")]
    rows += [("Sea Mail", "2031-05-03", FLOOD.format("Ada Brandt", 15)), ("Sea Mail", None, "It rained in Farrow.")]
    corpus(tmp_path / "flood.jsonl", *rows)
    done = execute(PATH, articles="flood.jsonl", about="Arnby")
    check(done)
    said = words_of(done)
    assert "Articles: 4 | without an outlet, left out: 1 | not about it: 1 | kept: 2 | outlets: 2" in said
    assert "A later article counts again: 2031-05-02, then 2031-05-03." in said
    assert [path.name for path in tmp_path.iterdir()] == ["flood.jsonl"], "without `out` nothing is written"


@pytest.fixture(scope="module")
def samples():
    return list(onrecord.analyse_many(onrecord.read_many(["samples"])))


def test_saved_tables_give_the_same_as_the_articles(samples, tmp_path):
    onrecord.write_tables(samples, tmp_path / "t")  # scored by vader, as is whatever no other scorer was asked for
    said, of_articles = run_here(scorer="vader")
    printed, names = run_here(tables=str(tmp_path / "t"), articles="no such folder", out=str(tmp_path / "made"))
    assert printed == said
    assert "| scorer: vader\n" in printed
    assert all(names[chart].alt_text == of_articles[chart].alt_text for chart in ("voices", "days", "tones", "shared"))
    charts = ["figures_by_day", "tone_by_outlet", "tone_of_shared_speakers", "voices_by_outlet"]
    assert [p.name for p in sorted((tmp_path / "made").rglob("*.png"))] == [f"04_{name}.png" for name in charts]
    assert (tmp_path / "made" / "charts" / "04_pairs.csv").exists()


ODD = {
    "one article": ([("Hill Post", "2031-05-02", FLOOD.format("Ada Brandt", 12))], "There are no two outlets"),
    "nothing in it": ([("Hill Post", None, EMPTY), ("Sea Mail", None, EMPTY + "It rained.")], "No speaker is heard"),
    "no outlet": ([(None, None, FLOOD.format("Ada Brandt", 12))], "There are no quotes in articles of a named outlet"),
}


@pytest.mark.parametrize("rows, words", ODD.values(), ids=ODD)
def test_corpora_with_nothing_to_compare_say_so(rows, words, tmp_path):
    corpus(tmp_path / "odd.jsonl", *rows)
    _, names = run_here(articles=str(tmp_path / "odd.jsonl"), out=str(tmp_path / "made"))
    assert words in " ".join(names[chart].alt_text for chart in ("voices", "days", "tones", "shared"))


def test_a_source_that_cannot_be_read_is_named():
    printed, names = run_here(articles="no such folder")
    assert "no such folder: there is no such file or folder" in printed
    assert len(names["known"]) == 0


def test_prose_names_nobody_of_the_default_articles(samples):
    record = onrecord.combine(samples)
    prose = " ".join(cell.source for cell in cells_of(PATH, "markdown"))
    names = {*record.articles["outlet"].dropna(), *record.speakers.query("kind == 'person'")["speaker"]}
    assert len(names) > 20
    assert not [name for name in names if name in prose]
