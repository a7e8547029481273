"""The files of On Record's scorer "minilm": its weights, its vocabulary and its card."""

from pathlib import Path

WEIGHTS = Path(__file__).with_name("tone.onnx")
VOCABULARY = WEIGHTS.with_name("tokenizer.json")
CARD = WEIGHTS.with_name("MODEL_CARD.md")
