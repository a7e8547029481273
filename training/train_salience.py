#!/usr/bin/env python3
"""Learn how much each feature counts when a pronoun looks for whom it means (lib/onrecord/words/salience.csv).

usage: python training/train_salience.py GOLD.jsonl ... [--strength 20] [--folds 11] [--write]

GOLD        an article a line: {"id", "title", "text", "entities": [{"entity_id", "mentions": [{"start", "end",
            "head_start", "head_end"}]}]}, every mention of every person marked, offsets in code points; the weights that
            ship were learned from news and interviews of GUM (CC BY)
--strength  how strongly the weights are held to those set by hand
--keep      features whose weights stay as they are: those of distance, since other texts have longer paragraphs than news
--folds     the articles are parted so often to say how well pronouns of articles left out are resolved
--write     put the weights into the file

Each he and she outside quotation marks is a choice among the people mentioned before. The weights are those under which the
right one is likeliest (a conditional logit), drawn towards the weights that were set by hand (`by_hand` in the file), and no
weight may change its sign. The same files and seed give the same weights.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from spacy.tokens import Token

from onrecord.quotes import find_quotes
from onrecord.speakers import _coreference
from onrecord.speakers._discourse import Discourse
from onrecord.speakers._entities import Entity
from onrecord.speakers._salience import Asked, Salience, features, weights
from onrecord.text.article import make_article
from onrecord.text.parsing import parse

SEED = 0
STEPS = 600
RATE = 0.02
# Salience is told apart in tenths: this makes a lead of one salience a chance of 20 to 1.
SHARPNESS = 3.0
WORDS = Path(__file__).parents[1] / "lib" / "onrecord" / "words" / "salience.csv"


class Choice(NamedTuple):
    """A pronoun: its article, the features of all whom it may mean, and which of them it means."""

    article: str
    features: np.ndarray
    right: int


class Recorder(Salience):
    """Salience that keeps what the latest question was about."""

    asked: tuple[Asked, list[Entity]] | None = None

    def scored(self, entities: Iterable[Entity], asked: Asked) -> list[tuple[Entity, float]]:
        entities = list(entities)
        self.asked = asked, entities
        return super().scored(entities, asked)


def choices_of(article: dict) -> list[Choice]:
    """The pronouns of one marked article for which the right person is among those in view."""
    heads = {m["head_start"]: e["entity_id"] for e in article["entities"] for m in e["mentions"]}
    choices: list[Choice] = []

    class Marked(Discourse):
        def restart(self) -> None:
            super().restart()
            self.people = Recorder()

        def pronoun_means(self, token: Token, without: Collection[Entity]) -> Entity | None:
            self.people.asked = None
            means = super().pronoun_means(token, without)
            if not self.learning and self.people.asked and token.idx in heads:
                asked, entities = self.people.asked
                right = [_marked_as(e, heads) == heads[token.idx] for e in entities]
                if any(right) and len(right) > 1:
                    rows = np.array([features(e, asked) for e in entities], float)
                    choices.append(Choice(article["id"], rows, right.index(True)))
            return means

    parsed = parse(make_article(article["text"], article["id"], title=article.get("title")))
    kept, _coreference.Discourse = _coreference.Discourse, Marked
    try:
        _coreference.find_speakers(parsed, find_quotes(parsed))
    finally:
        _coreference.Discourse = kept
    return choices


def _marked_as(entity: Entity, heads: dict[int, str]) -> str | None:
    """The marked entity that most mentions of one of ours belong to."""
    found = Counter(who for start, end in entity.mentions for at, who in heads.items() if start <= at < end)
    return found.most_common(1)[0][0] if found else None


def learn(choices: list[Choice], prior: np.ndarray, strength: float, free: np.ndarray) -> np.ndarray:
    """The weights under which the right choices are likeliest, held to the prior, of the same sign as it."""
    learned = prior.copy()
    moment, spread = np.zeros_like(prior), np.zeros_like(prior)
    for step in range(1, STEPS + 1):
        slope = strength * (learned - prior)
        for _, rows, right in choices:
            score = SHARPNESS * rows @ learned
            chance = np.exp(score - score.max())
            slope -= SHARPNESS * (rows[right] - (chance / chance.sum()) @ rows)
        slope *= free
        moment, spread = 0.9 * moment + 0.1 * slope, 0.99 * spread + 0.01 * slope**2  # Adam
        learned = learned - RATE * (moment / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
        learned = np.where(np.sign(learned) == np.sign(prior), learned, 0.0)
    return learned


def right_of(choices: list[Choice], by: np.ndarray) -> int:
    return sum(int(np.argmax(rows @ by) == right) for _, rows, right in choices)


def cross_validated(choices: list[Choice], prior: np.ndarray, strength: float, free: np.ndarray, folds: int) -> int:
    """How many pronouns are right in articles that were left out of learning."""
    articles = sorted({choice.article for choice in choices})
    np.random.default_rng(SEED).shuffle(articles)
    right = 0
    for fold in range(folds):
        left_out = set(articles[fold::folds])
        learned = learn([c for c in choices if c.article not in left_out], prior, strength, free)
        right += right_of([c for c in choices if c.article in left_out], learned)
    return right


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--strength", type=float, default=20.0)
    parser.add_argument("--keep", nargs="*", default=["paragraph", "sentence"])
    parser.add_argument("--folds", type=int, default=11)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    articles = [json.loads(line) for path in args.gold for line in path.read_text("utf-8").splitlines()]
    lines = list(csv.DictReader(WORDS.open(encoding="utf-8", newline="")))
    weights().update({line["feature"]: float(line["by_hand"]) for line in lines})  # the articles are read with these
    choices = [choice for article in articles for choice in choices_of(article)]
    prior = np.array(list(weights().values()))
    free = np.array([feature not in args.keep for feature in weights()], float)
    learned = learn(choices, prior, args.strength, free)
    print(f"{len(choices)} pronouns with a choice in {len({c.article for c in choices})} articles; right:")
    print(f"{right_of(choices, prior)} with the weights set by hand")
    print(f"{cross_validated(choices, prior, args.strength, free, args.folds)} in articles left out of learning")
    print(f"{right_of(choices, learned)} in those learned from")
    for feature, before, after in zip(weights(), prior, learned, strict=True):
        print(f"{feature:14} {before:6.2f} {after:6.2f}")
    if args.write:
        for line, weight in zip(lines, learned, strict=True):
            line["weight"] = f"{weight:.2f}"
        with WORDS.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(lines[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(lines)


if __name__ == "__main__":
    main()
