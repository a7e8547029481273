import subprocess
import sys
from importlib.util import find_spec

import pytest

minilm_only = pytest.mark.skipif(
    not all(map(find_spec, ("onnxruntime", "tokenizers", "onrecord_minilm"))), reason="needs the extra `embeddings`"
)
HEAVY = (
    "{name for name in ('spacy', 'nltk', 'onnxruntime', 'tokenizers', 'torch', 'matplotlib') if name in sys.modules}"
)


@pytest.mark.parametrize(
    ("code", "loaded"),
    [
        ("", set()),
        ("onrecord.sentiment(['Good.'])", {"nltk"}),
        pytest.param("onrecord.sentiment(['Good.'], 'minilm')", {"onnxruntime", "tokenizers"}, marks=minilm_only),
        pytest.param(
            "onrecord.sentiment_toward(['He is good.'], [(0, 2)], 'minilm')",
            {"onnxruntime", "tokenizers"},
            marks=minilm_only,
        ),
        pytest.param(
            "onrecord.analyse(onrecord.Article('a', '“It rained,” said Mara Lind.'), scorer='minilm')",
            {"spacy", "nltk", "onnxruntime", "tokenizers"},  # VADER's numbers stand beside
            marks=minilm_only,
        ),
    ],
)
def test_nothing_is_loaded_that_is_not_used(code, loaded):
    program = f"import sys, onrecord\n{code}\nprint(*sorted({HEAVY}))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == loaded
