"""Kernels that were killed or died are tried again, as often as is said; what fails by itself is not."""

from helpers import quick_notebook

from onrecord.runs.calls import rerun
from onrecord.runs.manifest import Manifest
from onrecord.system import retries
from onrecord.text.article import Article

ENDS_ONCE = """\
import os, pathlib
sign = pathlib.Path(out) / "{name}"
if not sign.exists():
    sign.touch()
    {end}"""


def test_kernels_that_end_once_are_tried_again(tmp_path, monkeypatch):
    monkeypatch.setattr(retries, "pauses", lambda number: [0] * number)
    ends = {"killed": "os.kill(os.getpid(), 9)", "fails": "1 / 0"}
    paths = [
        quick_notebook(tmp_path / f"{name}.ipynb", ENDS_ONCE.format(name=name, end=end)) for name, end in ends.items()
    ]
    article = Article("one", "Mayor Anna Brandt said 12 people had been killed.")
    out = tmp_path / "runs"
    rerun(paths, [article], out=out, retries=1, jobs=2)
    found = {step.notebook: (step.state, step.attempts) for step in Manifest(out).steps("one") if step.notebook}
    assert found == {"killed": ("done", 2), "fails": ("failed", None)}
