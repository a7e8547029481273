"""Kernels that were killed or died are tried again, as often as is said; what fails by itself is not."""

import sys

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
DIES = (
    {"dies": "os._exit(3)"} if sys.platform == "win32" else {"dies": "os._exit(3)", "killed": "os.kill(os.getpid(), 9)"}
)


def test_kernels_that_end_once_are_tried_again(tmp_path, monkeypatch):
    monkeypatch.setattr(retries, "pauses", lambda number: [0] * number)
    codes = {name: ENDS_ONCE.format(name=name, end=end) for name, end in {**DIES, "fails": "1 / 0"}.items()}
    codes["never"] = "import os\nos._exit(3)"
    paths = [quick_notebook(tmp_path / f"{name}.ipynb", code) for name, code in codes.items()]
    article = Article("one", "Mayor Anna Brandt said 12 people had been killed.")
    out = tmp_path / "runs"
    rerun(paths, [article], out=out, retries=1, jobs=2)
    found = {step.notebook: (step.state, step.attempts) for step in Manifest(out).steps("one") if step.notebook}
    expected = {**dict.fromkeys(DIES, ("done", 2)), "fails": ("failed", None), "never": ("failed", 2)}
    assert found == expected
