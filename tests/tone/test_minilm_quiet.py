"""The scorer "minilm" keeps to itself: the library that runs it writes nothing, and tells nobody."""

import os
import subprocess
import sys
from importlib.util import find_spec

import pytest

pytestmark = pytest.mark.skipif(
    not all(map(find_spec, ("onnxruntime", "tokenizers", "onrecord_minilm"))), reason="needs the extra `embeddings`"
)
SCORE = "import onrecord; onrecord.sentiment(['Good.'], 'minilm')"
# What keeps onnxruntime quiet by itself, or sends it elsewhere.
QUIETING = {"CI", "GITHUB_ACTIONS", "ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS", "XDG_CACHE_HOME"}


def test_a_score_leaves_nothing_in_the_users_home_or_the_temporary_folder(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name not in QUIETING}
    places = {name: str(tmp_path / name) for name in ("HOME", "TMPDIR")}
    for place in places.values():
        os.mkdir(place)
    subprocess.run([sys.executable, "-c", SCORE], env=environment | places, check=True)
    assert [path for path in tmp_path.rglob("*") if path.parent != tmp_path] == []


def test_onnxruntime_counts_nothing(tmp_path):
    """Also where its home is the usual one, and on Windows, where only the function is heard."""
    asked = "import onnxruntime; calls = []; onnxruntime.disable_telemetry_events = lambda: calls.append(1); "
    told = "; import os; print(calls, os.environ['ORT_DISABLE_TELEMETRY'])"
    done = subprocess.run(
        [sys.executable, "-c", asked + SCORE + told], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout.split() == ["[1]", "1"]
