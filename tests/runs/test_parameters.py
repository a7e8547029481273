"""Parameters: names and values are checked before anything starts; nothing but values of the stated types gets through."""

import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from onrecord.runs.calls import rerun
from onrecord.runs.parameters import CallError, find_notebook, plan, typed, types_of
from onrecord.text.sources import read


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ({"code": "007"}, "007"),
        ({"code": ""}, ""),
        ({"min_words": "12"}, 12),
        ({"min_words": "-1"}, -1),
        ({"min_words": 3}, 3),
        ({"level": "0.25"}, 0.25),
        ({"level": 1}, 1),
        ({"strict": "true"}, True),
        ({"strict": "no"}, False),
        ({"strict": True}, True),
    ],
)
def test_values_get_the_type_of_the_parameters_cell(notebook, given, value):
    (planned,) = plan([notebook], given).values()
    (made,) = planned.values()
    assert (made, type(made)) == (value, type(value))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"min_word": "3"}, "did you mean 'min_words'"),
        ({"quite_other": "3"}, "there are: code, level, min_words, model, strict"),
        ({"min_words": "three"}, "'three' is not of type int"),
        ({"min_words": 2.5}, "not of type int"),
        ({"min_words": True}, "not of type int"),
        ({"level": "half"}, "not of type float"),
        ({"strict": "maybe"}, "not of type bool"),
        ({"code": 7}, "not of type str"),
        ({"article": "x.txt"}, "name the article as a SOURCE"),
        ({"out": "x"}, "use --out"),
        ({"code = 1\nimport os": "x"}, "no notebook has it"),
    ],
)
def test_wrong_parameters_are_refused_before_a_kernel_starts(notebook, tmp_path, given, words):
    with pytest.raises(CallError, match=re.escape(words)):
        rerun([notebook], iter([read("sample")]), out=tmp_path / "runs", parameters=given)
    assert not (tmp_path / "runs").exists()


@pytest.mark.parametrize(
    ("given", "wanted", "value"),
    [
        ("3", "int | None", 3),
        ("None", "int | None", None),
        (None, "int | None", None),
        ("0.5", "int | float", 0.5),
        ("yes", "bool | None", True),
        ("1", "int | bool", 1),
        ("007", "str | None", "007"),
        ("none", "None | str", None),
        ("[1, 'a']", "list", [1, "a"]),
        ("[]", "list[int]", []),
        ("[1, None]", "list[int | None]", [1, None]),
        ("{'a': 1}", "dict[str, int]", {"a": 1}),
        ("[{'a': [1]}]", "list[dict[str, list[int]]]", [{"a": [1]}]),
        ("a, b", "list | str", "a, b"),
        ("x/y", "Path", "x/y"),
        ("x", "a word", "x"),
        ("None", "Path | None", None),
        ("anything", "", "anything"),
    ],
)
def test_text_is_read_as_one_of_the_types_stated(given, wanted, value):
    made = typed("n", given, wanted)
    assert (made, type(made)) == (value, type(value))


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("three", "int | None"),
        ("0.5", "int | None"),
        ("True", "int | None"),
        (True, "int | None"),
        ("1, 2", "list"),
        ("{}", "list"),
        ("[", "list"),
        ("[f()]", "list"),
        ("['a']", "list[int]"),
        ("{'a': 'b'}", "dict[str, int]"),
        ("{1: 1}", "dict[str, int]"),
        ("[1]", "dict | None"),
        ("(1, 2)", "tuple"),
        (3, "Path"),
        (3, "list"),
    ],
)
def test_what_is_none_of_the_types_stated_is_refused(given, wanted):
    with pytest.raises(CallError, match=re.escape(f"parameter 'n': {given!r} is not of type {wanted}")):
        typed("n", given, wanted)


def test_unknown_notebook_is_refused(tmp_path):
    with pytest.raises(CallError, match=r"99_nothing.*not found"):
        find_notebook("99_nothing")


def test_notebook_without_parameters_cell_is_refused(tmp_path):
    path = tmp_path / "bare.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell("1")]), path)
    with pytest.raises(
        CallError, match='has no parameter article and no parameter out; add to it a cell with the tag "parameters"'
    ):
        plan([path], {})


def test_file_that_is_no_notebook_is_refused(tmp_path):
    path = tmp_path / "broken.ipynb"
    path.write_text("not json")
    with pytest.raises(CallError, match="cannot be read as a notebook"):
        plan([path], {})


@pytest.mark.parametrize(
    ("cell", "types"),
    [
        ('a: str = "x"  # what it is', {"a": "str"}),
        ("a = 3\nb = 0.5\nc = True\nd = 'x'\ne = None", {"a": "int", "b": "float", "c": "bool", "d": "str", "e": ""}),
        ("a: list[int] = [\n    1,\n    2,\n]\nb = len(a)", {"a": "list[int]", "b": ""}),
        ("a: int", {}),
        ("import os\nos.x = 1\na, b = 1, 2", {}),
        ("%matplotlib inline\na = 1", {"a": "int"}),
        ("", {}),
    ],
)
def test_types_are_read_off_the_cell(cell, types, tmp_path):
    nbformat.write(new_notebook(cells=[new_code_cell(cell, metadata={"tags": ["parameters"]})]), tmp_path / "n.ipynb")
    assert types_of(tmp_path / "n.ipynb") == types


def test_cell_that_is_no_python_is_refused(tmp_path):
    cell = new_code_cell("a = = 1", metadata={"tags": ["parameters"]})
    nbformat.write(new_notebook(cells=[cell]), tmp_path / "n.ipynb")
    with pytest.raises(CallError, match="parameters cell is no Python"):
        types_of(tmp_path / "n.ipynb")


@pytest.mark.parametrize("content", ["[]", "{}", '{"cells": 3}', '{"cells": [[]]}', "\x00"])
def test_content_that_is_no_notebook_is_refused(content, tmp_path):
    (tmp_path / "n.ipynb").write_text(content)
    with pytest.raises(CallError, match="cannot be read as a notebook"):
        types_of(tmp_path / "n.ipynb")


@pytest.mark.parametrize("cell", ["x = {[]: 1}", "x = {{}: 1}", "x = {*[[]]}"])
def test_a_default_that_is_no_value_states_no_type(cell, tmp_path):
    nbformat.write(new_notebook(cells=[new_code_cell(cell, metadata={"tags": ["parameters"]})]), tmp_path / "n.ipynb")
    assert types_of(tmp_path / "n.ipynb") == {"x": ""}


@pytest.mark.parametrize("cell", ["x = " + "{" * 300, "x = " + "-" * 5_000 + "1", "x: " + "a | " * 5_000 + "b = 1"])
def test_a_cell_that_is_nested_too_deeply_is_refused(cell, tmp_path):
    nbformat.write(new_notebook(cells=[new_code_cell(cell, metadata={"tags": ["parameters"]})]), tmp_path / "n.ipynb")
    with pytest.raises(CallError) as caught:
        types_of(tmp_path / "n.ipynb")
    assert len(str(caught.value)) < len(str(tmp_path)) + 200


@pytest.mark.parametrize(
    ("name", "wanted", "value"),
    [
        ("x", "a" * 9_000, 3),
        ("x" * 9_000, "int", "a"),
        ("x" * 9_000, "str", "\udcff"),
        ("x", "list[" * 90 + "int" + "]" * 90, 3),
    ],
)
def test_a_message_shows_the_beginning_of_a_name_and_a_type(name, wanted, value):
    with pytest.raises(CallError) as caught:
        typed(name, value, wanted)
    assert len(str(caught.value)) < 600


@pytest.mark.parametrize("value", ["\udcff", ["a", "\ud800"], {"\udcff": 1}, {"a": ["\udcff"]}])
def test_bytes_that_are_no_text_are_refused_before_anything_is_done(value):
    with pytest.raises(CallError, match="no UTF-8"):
        typed("speaker", value, "")


def test_a_message_shows_the_beginning_of_a_value():
    with pytest.raises(CallError) as told:
        typed("seed", "9" * 50_000, "int")
    assert len(str(told.value)) < 400
