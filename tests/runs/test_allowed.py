"""Allowed values: what a parameter may not be is refused before any kernel starts, whichever notebook of the project has it."""

import ast
import json
import re
import shutil

import pytest

import onrecord
from onrecord.runs.allowed import ALLOWED, Numbers, OneOf
from onrecord.runs.calls import rerun
from onrecord.runs.parameters import CallError, plan, types_of
from onrecord.system.resources import NOTEBOOKS

PROJECTS = sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))
FREE = {
    "about",
    "all_words",
    "article",
    "articles",
    "corrected",
    "corrections",
    "duplicates",
    "out",
    "pages",
    "speaker",
    "tables",
}


def cells(path):
    return ["".join(cell["source"]) for cell in json.loads(path.read_text("utf-8"))["cells"]]


@pytest.mark.parametrize(
    ("notebook", "name", "value", "words"),
    [
        ("00", "scorer", "roberta", "'roberta' is none of best, vader, minilm"),
        ("03", "scorer", "", "'' is none of best, vader, minilm"),
        ("02", "by", "outlet", "is none of article_id, "),
        ("02", "sort_by", "size", "is none of article_id, "),
        ("02", "events", "killed, hurt", "is none of killed, missing, injured, detained, displaced, destroyed, damaged, other: 'hurt'"),
        ("01", "width", "401", "401 is not a number from 1 to 400"),
        ("01", "width", "0", "0 is not a number from 1 to 400"),
        ("01", "seed", "-1", "-1 is not a number from 0 on"),
        ("00", "example", 0, "0 is not a number from 1 on"),
        ("00", "model", " ", "' ' is empty; give a name"),
        ("04", "most", -5, "-5 is not a number from 0 on"),
    ],
)  # fmt: skip
def test_a_value_that_a_parameter_may_not_be_is_refused(tmp_path, notebook, name, value, words):
    with pytest.raises(CallError, match=re.escape(f"parameter {name!r}: ")) as refused:
        rerun([notebook], [], out=tmp_path / "runs", parameters={name: value})
    assert words in str(refused.value) and not (tmp_path / "runs").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("events", ""),
        ("events", "killed,other , "),
        ("by", "side"),
        ("sort_by", "claimant"),
        ("rows", "0"),
        ("least", "12"),
    ],
)
def test_what_it_may_be_is_taken(name, value):
    assert plan(["02"], {name: value})


@pytest.mark.parametrize("path", PROJECTS, ids=lambda path: path.stem[:2])
def test_each_parameter_has_its_values_or_is_free(path):
    assert {name for name in types_of(path) if name not in ALLOWED} <= FREE
    (parameters,) = [cell for cell in cells(path) if cell.startswith(("article", "out: ", "articles"))]
    for line in parameters.splitlines():
        name = line.partition(":")[0]
        if name in ALLOWED:
            assert ALLOWED[name].fault(ast.literal_eval(re.search(r"= (.+?)  #", line)[1])) is None
            if isinstance(ALLOWED[name], Numbers) and ALLOWED[name].most:
                assert f"at most {ALLOWED[name].most}" in line
            if name == "scorer":
                assert all(f'"{scorer}"' in line for scorer in ALLOWED[name].words())


def test_a_copy_of_a_notebook_is_checked_and_one_of_somebody_else_is_not(tmp_path, notebook):
    copy = shutil.copy(PROJECTS[1], tmp_path / PROJECTS[1].name)
    with pytest.raises(CallError, match="'width': 9999"):
        plan([copy], {"width": 9999})
    assert plan([notebook], {"min_words": -1})


def test_the_columns_are_those_that_the_notebook_has():
    """It adds some to the table of figures; the check knows them."""
    given = {"record": onrecord.analyse(onrecord.read("sample")), "events": "", "least": 0}
    exec("import onrecord\nfrom onrecord import show, statistics", given)
    lines = cells(next(path for path in PROJECTS if path.stem.startswith("02")))
    (prepared,) = [cell for cell in lines if cell.startswith("record = onrecord.analyse")]
    exec(prepared.partition("\n")[2], given)
    assert set(ALLOWED["by"].words()) == set(given["figures"].columns)
    exec(next(cell for cell in lines if cell.startswith("who = ")).partition("\n")[0], given)
    assert set(ALLOWED["sort_by"].words()) == set(given["who"].columns)


def test_the_notebooks_refuse_the_same_scorers():
    with pytest.raises(ValueError, match="scorer 'roberta': must be one of best, vader, minilm"):
        onrecord.best_scorer("roberta")
    assert isinstance(ALLOWED["scorer"], OneOf)
