"""What several tests ask of executed notebooks."""

from pathlib import Path

import nbformat

from onrecord.runs._jupyter import execution
from onrecord.runs.parameters import NOTEBOOKS

ALL = sorted(NOTEBOOKS.glob("*.ipynb"))
EMPTY = "The park lay quiet in the morning. Leaves covered the grass, and the benches were wet with rain.\n"
# What may differ between two ordinary starts of one notebook: nothing that it shows.
SHOWN = ("output_type", "data", "metadata", "text", "name", "execution_count", "ename", "evalue", "traceback")


def cells_of(path: Path, kind: str):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def outputs_of(notebook):
    return [output for cell in notebook.cells for output in cell.get("outputs", ())]


def words_of(notebook) -> str:
    """What the outputs say: printed text, tables, alternative texts of pictures."""
    said = []
    for output in outputs_of(notebook):
        said += [output.get("text", ""), output.get("data", {}).get("text/html", "")]
        said.append(output.get("metadata", {}).get("image/png", {}).get("alt", ""))
    return "\n".join(said)


def check(executed) -> None:
    """What holds on every article: no warnings, no errors, words for every picture."""
    outputs = outputs_of(executed)
    assert not [o for o in outputs if o.output_type == "error"]
    assert not [o.text for o in outputs if o.get("name") == "stderr"]
    assert all(o.metadata["image/png"]["alt"].strip() for o in outputs if "image/png" in o.get("data", {}))


def shown(notebook):
    execution.join_streams(notebook)
    return [[{k: o[k] for k in SHOWN if k in o} for o in cell.outputs] for cell in notebook.cells if "outputs" in cell]
