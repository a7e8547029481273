"""Notebook 04: what it does on other articles and on saved tables."""

import ast
import contextlib
import io
import json
import re

import pytest
from executed_notebooks import EMPTY, cells_of, check, words_of

import onrecord
from onrecord import charts
from onrecord.pages.addresses import folder_of
from onrecord.runs.parameters import NOTEBOOKS

PATH = NOTEBOOKS / "04_across_articles.ipynb"
FLOOD = "{0} said {1} people were killed in the flood of 1 May 2031 in Arnby, Belford, Corvale, Denholt and Elsmere. “Help us,” said {0}."


def corpus(path, *rows):
    keys = ("outlet", "date", "text")
    path.write_text("".join(json.dumps(dict(zip(keys, row, strict=True))) + "\n" for row in rows), encoding="utf-8")


def run_here(**parameters) -> tuple[str, dict]:
    """The code of the notebook, run in this process (a kernel takes ten seconds): what it showed, and its names."""
    names, said = {}, io.StringIO()
    parameters_cell, *cells = [cell.source for cell in cells_of(PATH, "code")]
    exec(parameters_cell, names)
    assert set(parameters) <= set(names)
    names.update(parameters)
    with contextlib.redirect_stdout(said):
        for cell in cells:
            *lines, last = ast.parse(cell).body
            exec(compile(ast.Module(lines, []), "cell", "exec"), names)
            shown = last.value if isinstance(last, ast.Expr) else ast.Constant("")
            exec(compile(ast.Module([] if isinstance(last, ast.Expr) else [last], []), "cell", "exec"), names)
            print(_words(eval(compile(ast.Expression(shown), "cell", "eval"), names)))
    return said.getvalue(), names


def _words(shown) -> str:
    """What a cell shows, without its style."""
    if isinstance(shown, charts.Chart):
        return shown.alt_text
    return (
        re.sub(r"<style>.*?</style>", "", shown._repr_html_(), flags=re.DOTALL) if hasattr(shown, "_repr_html_") else ""
    )


def test_another_corpus_from_another_folder(execute, tmp_path):
    rows = [("Hill Post", "2031-05-02", FLOOD.format("Ada Brandt", 12)), (None, "2031-05-02", "Nothing was lost.")]
    rows += [("Sea Mail", "2031-05-03", FLOOD.format("Ada Brandt", 15)), ("Sea Mail", None, "It rained in Farrow.")]
    corpus(tmp_path / "flood.jsonl", *rows)
    done = execute(PATH, articles="flood.jsonl", about="Arnby")
    check(done)
    said = words_of(done)
    assert (
        "Articles: 4 | say the same as an earlier one: 0 | not about it: 2 | kept: 2 | of these without an outlet: 0"
        in said
    )
    assert "People killed: from 12 on 2031-05-02 to 15 on 2031-05-03." in said
    (row,) = re.findall(r"12 people – Ada Brandt .*15 people – Ada Brandt .*?</td>", said)
    assert "(Hill Post, <time>2031-05-02</time>)" in row and "(Sea Mail, <time>2031-05-03</time>)" in row
    assert "index.html#" not in said, "there is no page with the words"
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
    "one article": (
        [("Hill Post", "2031-05-02", FLOOD.format("Ada Brandt", 12))],
        ["1 article from Hill Post.", "There are no two outlets", "No claims of two articles were found"],
    ),
    "one outlet": (
        [("Hill Post", f"2031-05-0{n}", FLOOD.format("Ada Brandt", 10 * n)) for n in (2, 3)],
        ["2 articles, both from Hill Post.", "There are no two outlets", "from 20 on 2031-05-02 to 30 on 2031-05-03"],
    ),
    "one day": (
        [
            (outlet, "2031-05-02", FLOOD.format(name, n))
            for outlet, name, n in (("A", "Ada Brandt", 12), ("B", "Tom Keller", 40))
        ],
        [
            "Nobody is heard in two outlets",
            "No speaker is quoted in two outlets",
            "two different days",
            "12 people – Ada Brandt",
        ],
    ),
    "nothing in it": (
        [("Hill Post", None, EMPTY), ("Sea Mail", None, EMPTY + "It rained.")],
        [
            "No such speaker was found.",
            "There are no quotes here.",
            "No two outlets were found",
            "Nobody here has five quotes.",
        ],
    ),
    "no outlet": (
        [(None, f"2031-05-0{n}", f"Flood {n}\n\n" + FLOOD.format("Ada Brandt", 10 * n)) for n in (2, 3)],
        ["of these without an outlet: 2", "Ada Brandt is quoted in both outlets", "(Flood 2 Ada Brandt said"],
    ),
}


@pytest.mark.parametrize("rows, words", ODD.values(), ids=ODD)
def test_odd_corpora_say_what_there_is(rows, words, tmp_path):
    corpus(tmp_path / "odd.jsonl", *rows)
    said, _ = run_here(articles=str(tmp_path / "odd.jsonl"), out=str(tmp_path / "made"))
    assert [part for part in words if part not in said] == []
    assert not re.search(r"\bnan\b|None\b(?! found)|<NA>|\b1 (quotes|articles|words|outlets|speakers)\b", said)


def test_words_lead_to_the_pages_of_a_run(samples, tmp_path):
    said, _ = run_here(pages="../../")
    folders = {folder_of(a.title, a.article_id) for a in (record.article for record in samples)}
    led = re.findall(r'href="\.\./\.\./([^/"]+)/index\.html#([qf]-[qf]\d+)"', said)
    assert len(led) > 100 and {folder for folder, _ in led} == folders
    assert {kind[0] for _, kind in led} == {"q", "f"}


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
