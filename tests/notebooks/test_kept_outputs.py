"""Kept outputs: each notebook shows what its code gives, on a kernel of ours and on one that Jupyter starts."""

import base64
import contextlib
import io
import re

import nbformat
import numpy as np
import papermill
import pytest
from executed_notebooks import ALL, check, outputs_of, shown
from matplotlib.image import imread
from nbformat.v4 import new_code_cell, new_notebook, new_output

from onrecord.runs._jupyter import execution
from onrecord.runs._jupyter.execution import KERNEL
from onrecord.runs.parameters import NOTEBOOKS
from onrecord.system import forks


@pytest.fixture(scope="module", params=ALL, ids=lambda path: path.stem)
def executed(request, kernels, cache, tmp_path_factory):
    """A notebook over its default articles, in an empty folder: its path, and what came out."""
    target = tmp_path_factory.mktemp("executed") / request.param.name
    with contextlib.chdir(target.parent):
        outcome = execution.execute(request.param, target, {}, kernels, timeout=None, cache=cache)
    assert outcome.error is None
    return request.param, target


def differences(kept, fresh) -> list[str]:
    """Where a notebook's outputs differ from those that its code gives; pictures may differ in a few pixels."""
    found = []
    for number, (old, new) in enumerate(zip(kept.cells, fresh.cells, strict=True), start=1):
        old, new = old.get("outputs", []), new.get("outputs", [])
        same = len(old) == len(new) and all(_alike(a, b) for a, b in zip(old, new, strict=True))
        found += [] if same else [f"cell {number}"]
    return found


NUMBER = re.compile(r"[-+−]?\d+(?:\.\d+)?")
ARITHMETIC = 0.03  # minilm's network multiplies whole numbers, and processors round them differently


def _alike(a, b) -> bool:
    return _the_same(a, b) or ("minilm" in str(a) and _same_but_for_arithmetic(a, b))


def _same_but_for_arithmetic(a, b) -> bool:
    """Whether two outputs say the same of scores that differ by little; lines sorted by score may change places."""
    pieces, others = _pieces(a), _pieces(b)
    alike = [words for words, _ in pieces] == [words for words, _ in others]
    numbers, other_numbers = ([n for _, numbers in side for n in numbers] for side in (pieces, others))
    return alike and np.allclose(numbers, other_numbers, rtol=0, atol=ARITHMETIC)


def _pieces(output) -> list[tuple[str, list[float]]]:
    """The lines and clauses of an output, in order: the words, and the numbers that stand among them."""
    texts = [text for kind, text in sorted(output.get("data", {}).items()) if kind != "image/png"]
    texts.append(output.get("text", "") + output.get("metadata", {}).get("image/png", {}).get("alt", ""))
    pieces = []
    for piece in (piece for text in texts for piece in re.split(r"; |\n", text)):
        numbers = [float(number.replace("−", "-")) for number in NUMBER.findall(piece)]
        pieces.append((" ".join(NUMBER.sub("#", piece).strip(".").split()), numbers))
    return sorted(pieces)


def _the_same(a, b) -> bool:
    one, other = (base64.b64decode(output.get("data", {}).get("image/png", "")) for output in (a, b))
    return _without_picture(a) == _without_picture(b) and (one == other or _look_alike(one, other))


def _without_picture(output) -> dict:
    plain = {key: value for key, value in output.items() if key not in ("data", "execution_count")}
    return plain | {"data": {kind: text for kind, text in output.get("data", {}).items() if kind != "image/png"}}


def _look_alike(a: bytes, b: bytes) -> bool:
    one, other = (imread(io.BytesIO(picture)) for picture in (a, b))
    return one.shape == other.shape and (np.abs(one - other) > 0.1).any(axis=-1).mean() < 0.005


def test_kept_outputs_are_what_the_code_gives(executed):
    kept, fresh = (nbformat.read(path, as_version=4) for path in executed)
    check(fresh)
    execution.without_links_within(fresh)
    assert differences(kept, fresh) == [], "run `make notebooks` and look at what has changed"


def test_links_within_a_page_are_not_kept():
    html = '<td><a class="onrecord-go" href="#q-q1">Kyiv</a> <small>[q1]</small> <a href="../docs/rules.md#name">name</a></td>'
    html += '<li><a href="#f-f3">400</a> or <a href="#f-f4">f4</a></li>'
    notebook = new_notebook(cells=[new_code_cell("", outputs=[new_output("display_data", {"text/html": html})])])
    execution.without_links_within(notebook)
    assert notebook.cells[0].outputs[0].data["text/html"] == (
        '<td><span class="onrecord-go">Kyiv</span> <small>[q1]</small> <a href="../docs/rules.md#name">name</a></td>'
        "<li><span>400</span> [f3] or <span>f4</span></li>"
    )


def test_without_out_nothing_is_written(executed):
    assert list(executed[1].parent.iterdir()) == [executed[1]]


@pytest.mark.skipif(not forks.available(), reason="this platform forks no kernels")
def test_forked_kernel_shows_what_an_ordinary_one_shows(executed, cache, tmp_path, monkeypatch):
    """An ordinary one is what papermill makes by itself, on a kernel that Jupyter starts."""
    path, forked = executed[0], nbformat.read(executed[1], as_version=4)
    if not path.stem.startswith("03"):
        pytest.skip("one notebook with tables, pages and charts is enough")
    monkeypatch.setenv("ONRECORD_CACHE", cache)
    ordinary = papermill.execute_notebook(str(path), str(tmp_path / "ordinary.ipynb"), progress_bar=False, **KERNEL)
    assert shown(forked) == shown(ordinary)


def test_a_changed_output_is_seen():
    path = NOTEBOOKS / "01_quoting_patterns.ipynb"
    kept = nbformat.read(path, as_version=4)
    numbers = [n for n, cell in enumerate(kept.cells, start=1) if cell.get("outputs")]
    seen = []
    for number in numbers:
        changed = nbformat.read(path, as_version=4)
        output = changed.cells[number - 1].outputs[0]
        if output.output_type == "stream":
            output.text = output.text.replace(output.text[0], "#", 1)
        elif "image/png" in output.data:
            output.metadata["image/png"]["alt"] += " and one more"
        else:
            output.data["text/html"] += " "
        seen += differences(kept, changed)
    assert seen == [f"cell {number}" for number in numbers]
    assert len(seen) > 10


def test_another_score_is_seen_and_another_processor_is_not():
    def output(russia, kyiv):
        clauses = [f"Kyiv: {kyiv:+.2f}, opposite signs", f"Moscow: {russia:+.2f}, opposite signs"]
        alt = "; ".join(clauses if abs(kyiv) > abs(russia) else clauses[::-1])
        return {"data": {"text/csv": f"a,vader,minilm\nq1,0.1,{russia}"}, "metadata": {"image/png": {"alt": alt + "."}}}

    assert _alike(output(0.31, -0.30), output(0.29, -0.30))
    assert not _alike(output(0.31, -0.30), output(0.27, -0.30))
    assert not _alike(output(0.31, -0.30), output(0.31, 0.30))


def test_another_picture_is_seen():
    path = NOTEBOOKS / "01_quoting_patterns.ipynb"
    kept, changed = (nbformat.read(path, as_version=4) for _ in range(2))
    pictures = [o for o in outputs_of(changed) if "image/png" in o.get("data", {})]
    pictures[0].data["image/png"] = pictures[1].data["image/png"]
    assert len(differences(kept, changed)) == 1
