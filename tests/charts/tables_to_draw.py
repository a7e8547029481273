"""Made-up tables for charts, and what holds of every chart."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from made_up import figure, quote, table
from matplotlib.text import Text

from onrecord import charts
from onrecord.text.article import Article

TEXT = "One two three, she said. Four five six seven. Eight nine, it claimed."
LONG = "the {} Regional Commission for the Reconstruction of Flooded Bridges and Harbour Roads in the Valley"
WIDE = "W" * 30  # the widest letters there are, as many as a line has


def quotes(*speakers: str | None, **more) -> pd.DataFrame:
    """A quote of three words per speaker, one after the other."""
    lines = [
        quote(TEXT, "One two three", i, kind=("direct", "mixed", "indirect")[i % 3], speaker=who, paragraph=i)
        | {"start": 5 * i, "end": 5 * i + 4, "cue": "said", "cue_start": i, "cue_end": i + 1, "cue_class": "neutral"}
        | more
        for i, who in enumerate(speakers)
    ]
    return table("quotes", lines)


def tones(*scores: tuple[str | None, float, float]) -> pd.DataFrame:
    """A row per (speaker, compound, attitude)."""
    lines = [
        {"quote_id": f"q{i}", "speaker": who, "compound": a, "attitude": b, "event_load": 0.1, "label": 0}
        | {"n_words": 3, "words": []}
        for i, (who, a, b) in enumerate(scores)
    ]
    return table("tone", lines)


def speakers(**kinds: str) -> pd.DataFrame:
    lines = [
        {"speaker": who, "kind": kind, "named": "unnamed" not in kind, "mentions": [], "n_quotes": 1}
        | {"n_words_direct": 2, "n_words_indirect": 1}
        for who, kind in kinds.items()
    ]
    return table("speakers", lines)


def portrayals(*given: tuple[str, str, str, str | None, str | None]) -> pd.DataFrame:
    """A row per (speaker, kind, word, event, loaded)."""
    frame = pd.DataFrame(given, columns=["speaker", "kind", "word", "event", "loaded"], dtype="str")
    return frame.assign(article_id="made-up", start=range(len(given)), end=range(1, len(given) + 1), text=frame["word"])


def figures(*given: dict) -> pd.DataFrame:
    return table("figures", [figure("40 people", "40 people", i) | row for i, row in enumerate(given)])


def amount(words: str, low: float | None, high: float | None, **more) -> dict:
    return {
        "text": words,
        "stated": words.split()[0],
        "unit": words.split()[-1],
        "value_low": low,
        "value_high": high,
    } | more


def counted(words: str, who: str | None, **more) -> dict:
    """A figure by a claimant; its value is the first number in the words."""
    value = float(re.search(r"[\d,]+", words)[0].replace(",", ""))
    how = {"speaker": who, "attribution": "stated" if who else "none"}
    return amount(words, value, value) | how | more


def compared(*given: tuple[str, str, str]) -> pd.DataFrame:
    """Comparisons, a row per (a, b, relation)."""
    both = {"article_id_a": "made-up", "article_id_b": "made-up", "why": "made up"}
    return table("comparisons", [both | {"a": a, "b": b, "relation": relation} for a, b, relation in given])


def published(day: str | None, text: str = "") -> pd.DataFrame:
    return table("articles", [{"date": day, "text": text, "title": "", "source": "", "language": "en"}])


ARTICLE = Article("made-up", TEXT * 40)
CLAIMS = figures(
    amount("402,000 people", 402_000, 402_000, event="displaced", speaker="Ana Ruiz", attribution="stated"),
    amount("84,000 children", 84_000, 84_000, event="displaced", subset_of="f0", speaker="Ana Ruiz"),
    amount("40 people", 40, None, approx="at_least", speaker="Jo Li", attribution="continued"),
    amount("50 people", None, 50, approx="up_to"),
    amount("No people", 0, 0, negated=True),
    amount("dozens of people", None, None, approx="vague"),
    amount("150 houses", 150, 170, category="buildings", event="destroyed", hedged=True),
    amount("$5_000^2 trucks", 5, 5, category="vehicles", event="destroyed"),
)
PAIRS = table(
    "comparisons",
    [
        {"article_id_a": "made-up", "article_id_b": "made-up", "a": a, "b": b, "relation": relation, "why": ""}
        for a, b, relation in [("f1", "f0", "subset"), ("f2", "f4", "conflict_value"), ("f2", "f5", "compatible")]
    ],
)
BOARD = figures(
    counted("402,000 people", "Ana Ruiz", event="displaced", event_text="driven out", side="Lanne"),
    amount("400,000 people", 380_000, 420_000, approx="about", event="displaced", event_text="moved", speaker="Jo Li"),
    amount("40 people", 40, None, approx="at_least", attribution="continued", speaker="Jo Li"),
    counted("7 houses", None, event="destroyed", category="buildings", negated=True),
    counted("5 dollars", None, event="other", category="money"),
    counted("9 percent", None, event="other", category="share"),
).assign(side=["Lanne", "Ostrel", "Ostrel", None, None, None])


def row_names(chart: charts.Chart, plot: int = 0) -> list[str]:
    """The names of the rows of a plot, from top to bottom."""
    return [text.get_text() for text in chart.axes[plot].texts if text.get_gid() == "row"] if chart.axes else []


def check_words(chart: charts.Chart) -> None:
    """No words are cut off, and none run into others."""
    chart.png()
    renderer = chart.canvas.get_renderer()
    texts = [text for text in chart.findobj(Text) if text.get_text().strip() and text.get_visible()]
    boxes = [text.get_window_extent(renderer) for text in texts]
    assert min(box.x0 for box in boxes) >= 0 and max(box.x1 for box in boxes) <= chart.bbox.width, f"{chart}: cut off"
    assert min(box.y0 for box in boxes) >= 0 and max(box.y1 for box in boxes) <= chart.bbox.height, f"{chart}: cut off"
    # A box around slanted words holds more than the words.
    level = [n for n, text in enumerate(texts) if not text.get_rotation()]
    x0, y0, x1, y1 = np.array([boxes[n].extents for n in level]).T
    y0, y1 = y0 + 2, y1 - 2  # a line is higher than its letters
    over = (x0[:, None] < x1) & (x0 < x1[:, None]) & (y0[:, None] < y1) & (y0 < y1[:, None])
    clashes = [(level[a], level[b]) for a, b in np.argwhere(np.triu(over, 1))]
    words = [tuple(texts[n].get_text() for n in pair) for pair in clashes]
    assert not words, f"{chart}: words over words {words[:5]}"
