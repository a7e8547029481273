#!/usr/bin/env python3
"""Make tone/calibration.csv: how far the probabilities of the scorer minilm are to be trusted, and from where on.

usage: python training/calibrate_toward.py JUDGED.jsonl [--least 0.35] [--to lib/onrecord/tone/calibration.csv]

JUDGED   a sentence a line: {"text", "target_start", "target_end", "label": -1, 0 or 1}, the sentiment toward a person; none
         that the network was trained on (NewsMTSC dev)
--least  the least probability of a label that is not 0 in the table tone_toward

To be run again whenever tone.onnx was made anew. It needs the project with its extra `embeddings`, and prints how often the
probabilities are right, before and after.
"""

from __future__ import annotations

import argparse
import csv
import json
from itertools import pairwise
from pathlib import Path

import numpy as np

from onrecord.text.parsing import PLAIN_CHARACTERS
from onrecord.text.pipelines import DEFAULT_MODEL, load_model
from onrecord.text.tokens import Tokens
from onrecord.tone.minilm import toward_probabilities
from onrecord.tone.targets import find_names, without_names

STEPS, RATE = 4000, 0.3
EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


def read_judged(path: str) -> tuple[np.ndarray, np.ndarray]:
    """The scorer's own probabilities of each sentence, names hidden as in the tables, and what people said: 0, 1 or 2."""
    rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    docs = load_model(DEFAULT_MODEL).pipe(row["text"].translate(PLAIN_CHARACTERS) for row in rows)
    hidden = [
        without_names(row["text"], find_names(Tokens(doc)), (row["target_start"], row["target_end"]))
        for row, doc in zip(rows, docs, strict=True)
    ]
    raw = toward_probabilities([text for text, _ in hidden], [span for _, span in hidden])
    return raw, np.array([row["label"] + 1 for row in rows])


def fitted(raw: np.ndarray, judged: np.ndarray) -> np.ndarray:
    """(3,) scale, and what is added for negative and positive, that make the judgements most probable."""
    logs, answers = np.log(np.clip(raw, 1e-6, 1)), np.eye(3)[judged]
    weights = np.array([1.0, 0.0, 0.0])
    for _ in range(STEPS):
        wrong = probabilities(logs, weights) - answers
        slope = (wrong * logs).sum(axis=1).mean(), wrong[:, 0].mean(), wrong[:, 2].mean()
        weights = weights - RATE * np.array(slope)
    return weights


def probabilities(logs: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Probabilities from log-probabilities by these weights."""
    scores = logs * weights[0] + [weights[1], 0.0, weights[2]]
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)


def reliability(name: str, given: np.ndarray, judged: np.ndarray) -> None:
    """Print, by how sure the scorer is of a label, how often the label is right."""
    best, label = given.max(axis=1), given.argmax(axis=1)
    for low, high in pairwise(EDGES):
        here = (best >= low) & (best < high)
        if here.any():
            right = (label == judged)[here].mean()
            print(f"{name}: {here.sum():4} sentences, says {best[here].mean():.2f}, right {right:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("judged")
    parser.add_argument("--least", type=float, default=0.35)
    parser.add_argument("--to", default="lib/onrecord/tone/calibration.csv")
    options = parser.parse_args()
    raw, judged = read_judged(options.judged)
    weights = fitted(raw, judged)
    reliability("as given", raw, judged)
    reliability("calibrated", probabilities(np.log(np.clip(raw, 1e-6, 1)), weights), judged)
    fitted_on = f"fitted on {len(judged)} sentences of {Path(options.judged).stem}"
    lines = [
        ("scale", round(weights[0], 3), f"what the scorer's log-probabilities are multiplied by; {fitted_on}"),
        ("negative", round(weights[1], 3), f"added to that of negative; {fitted_on}"),
        ("positive", round(weights[2], 3), f"added to that of positive; {fitted_on}"),
        (
            "least",
            options.least,
            "least probability of a label that is not 0; chosen on news with clauses judged by hand",
        ),
    ]
    with open(options.to, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("name", "value", "why"), *lines])


if __name__ == "__main__":
    main()
