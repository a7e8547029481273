"""Charts: each takes tables of a record and gives a picture with its words: alternative text and the data behind it.

Colours are from Okabe and Ito's palette ("Color universal design", 2008), which colour-blind readers can tell apart;
hatches, marker shapes and labels say the same again for print in black and white. Nothing here touches pyplot or its
global state, and the same tables give the same bytes.
"""

from __future__ import annotations

import base64
import io
import math
import re
import textwrap
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator
from PIL import Image

from onrecord.articles import WORD, Article, count_words
from onrecord.evidence import KINDS as QUOTE_KINDS
from onrecord.evidence import NOBODY, RELATIONS, claimant_in_words, figure_in_words
from onrecord.language import covering
from onrecord.writing import write_whole

BLACK, GREY, LIGHT = "#1a1a1a", "#6b6b6b", "#d9d9d9"
BLUE, SKY, ORANGE, GREEN, RED, PURPLE = "#0072B2", "#56B4E9", "#E69F00", "#009E73", "#D55E00", "#CC79A7"

KINDS = {
    "direct": {"facecolor": BLUE, "hatch": ""},
    "mixed": {"facecolor": PURPLE, "hatch": "//"},
    "indirect": {"facecolor": ORANGE, "hatch": ".."},
    "narration": {"facecolor": LIGHT, "hatch": ""},
}
MEANINGS = QUOTE_KINDS | {"narration": "the article's own words"}
CUES = {"neutral": {"facecolor": SKY, "hatch": ""}, "loaded": {"facecolor": RED, "hatch": "//"}}
NAMED = {
    "named": {"facecolor": BLUE, "hatch": ""},
    "unnamed": {"facecolor": ORANGE, "hatch": ".."},
    "none": {"facecolor": LIGHT, "hatch": ""},
}
PANELS = {"people": "People", "buildings": "Buildings", "other": "Everything else"}
ATTRIBUTIONS = {
    "stated": {"marker": "o", "markerfacecolor": BLUE, "markeredgecolor": BLACK, "markersize": 8},
    "continued": {"marker": "o", "markerfacecolor": "white", "markeredgecolor": BLUE, "markersize": 8},
    "none": {"marker": "s", "markerfacecolor": GREY, "markeredgecolor": BLACK, "markersize": 7},
}
LINES = {
    "conflict_value": {"color": RED, "linestyle": "-"},
    "conflict_character": {"color": RED, "linestyle": "--"},
    "agree": {"color": GREEN, "linestyle": "-"},
    "agree_rounded": {"color": GREEN, "linestyle": "--"},
    "compatible": {"color": GREEN, "linestyle": ":"},
    "updates": {"color": PURPLE, "linestyle": "-"},
    "subset": {"color": GREY, "linestyle": "-"},
    "adds": {"color": GREY, "linestyle": "--"},
}
SIDES = {
    "a": {"marker": "o", "markerfacecolor": BLUE, "markeredgecolor": BLACK, "markersize": 8},
    "b": {"marker": "D", "markerfacecolor": ORANGE, "markeredgecolor": BLACK, "markersize": 7},
}
WITH_EVENTS = {"linestyle": "", "marker": "o", "markerfacecolor": "white", "markeredgecolor": BLACK, "markersize": 7}
WITHOUT_EVENTS = {"linestyle": "", "marker": "D", "markerfacecolor": GREEN, "markeredgecolor": BLACK, "markersize": 6}
MARKERS = [("o", BLUE), ("s", ORANGE), ("^", GREEN), ("D", PURPLE), ("v", RED), ("P", SKY)]
PART_COLUMNS = ["part", "whole", "share", "in_words", "claimant"]
OTHERS = re.compile(r"\d+ others")
TOP = 16  # speakers with a row of their own; more would be too small to read
LEAST_MOVE = 0.05  # VADER's own bound of what counts as neutral
MOST = 40  # rows in one panel
MOST_CUES = 20  # words for speaking; the tail is words that stand once
LEAST = 0.1  # where nought stands on a scale of powers of ten
WIDTH = 7.5  # inches: a page in print, a cell in a notebook
DPI = 144

# Settings of the reader's own session must not change a chart, so everything starts from matplotlib's defaults.
DEFAULTS = {
    k: v for k, v in matplotlib.rcParamsDefault.items() if not k.startswith(("backend", "interactive", "toolbar"))
}
# Plain letters for names with $, _ or ^ in them; one font that comes with matplotlib, so that bytes are the same anywhere.
LOOK = DEFAULTS | {
    "text.parse_math": False,
    "text.usetex": False,
    "font.family": ["DejaVu Sans"],
    "font.size": 10,
    "axes.titlesize": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.unicode_minus": True,
    "xtick.color": BLACK,
    "ytick.color": BLACK,
    "ytick.major.size": 0,
    "hatch.linewidth": 0.7,
    "hatch.color": BLACK,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "savefig.bbox": None,
}


class Chart(Figure):
    """A picture with its words.

    Attributes:
        name: what the chart is called, and a good name for its files.
        alt_text: the chart in words, with its main numbers, for those who do not see it.
        data: the numbers that are drawn.
    """

    def __init__(self, name: str, title: str, data: pd.DataFrame, alt_text: str, height: float, footnote: str = ""):
        footnote = textwrap.fill(footnote, 118)
        super().__init__(figsize=(WIDTH, height + 0.55 + 0.16 * footnote.count("\n")), dpi=DPI, layout="constrained")
        self.get_layout_engine().set(w_pad=0.08, h_pad=0.08)
        FigureCanvasAgg(self)
        self.name, self.data, self.alt_text = name, data.reset_index(drop=True), alt_text
        self._png: bytes | None = None
        self.suptitle(textwrap.fill(title, 72), x=0.01, ha="left", fontsize=13, fontweight="bold", color=BLACK)
        if footnote:
            self.supxlabel(footnote, x=0.01, ha="left", fontsize=8.5, color=BLACK)

    def draw(self, renderer: Any) -> None:
        with matplotlib.rc_context(LOOK), warnings.catch_warnings():
            # Letters that the font lacks are drawn as boxes; names stand in `alt_text` and `data` in any case.
            warnings.filterwarnings("ignore", message="Glyph .* missing")
            super().draw(renderer)

    def png(self) -> bytes:
        """The picture as a PNG file: the same tables give the same bytes."""
        if self._png is None:
            self._png = self._drawn()  # kept: drawn a second time, the layout would move a little
        return self._png

    def _drawn(self) -> bytes:
        file, small = io.BytesIO(), io.BytesIO()
        with matplotlib.rc_context(LOOK):
            self.savefig(file, format="png", dpi=DPI)
        # A chart has few colours: with 256 of them the file is a third as large, and nobody sees the difference.
        colours = Image.open(file).convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE)
        colours.save(small, "png", optimize=True, dpi=(DPI, DPI))
        return small.getvalue()

    def csv(self) -> str:
        """The numbers that are drawn."""
        return self.data.to_csv(index=False, lineterminator="\n")

    def save(self, path: str | Path) -> None:
        """Write the picture to `path`.png and its numbers, where there are any, to `path`.csv.

        The folder is made if it is not there; a file appears whole or not at all.
        """
        for ending, content in ((".png", self.png()), (".csv", self.csv().encode() if len(self.data) else b"")):
            if content:
                target = Path(f"{path}{ending}")
                target.parent.mkdir(parents=True, exist_ok=True)
                write_whole(target, content)

    def __repr__(self) -> str:
        return f"<Chart {self.name}: {_count(len(self.data), 'row')}>"

    __str__ = __repr__

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict, dict]:
        width, height = (round(inches * 96) for inches in self.get_size_inches())
        picture = {"alt": self.alt_text, "width": width, "height": height}
        shown = {"image/png": base64.b64encode(self.png()).decode(), "text/plain": repr(self)}
        return shown | ({"text/csv": self.csv()} if len(self.data) else {}), {"image/png": picture}


def _same_look(draw: Callable[..., Chart]) -> Callable[..., Chart]:
    """Draw with the settings of this module, whatever those of the session are."""

    @wraps(draw)
    def drawn(*tables: Any, **options: Any) -> Chart:
        with matplotlib.rc_context(LOOK):
            return draw(*tables, **options)

    return drawn


# --- Quoting patterns


@_same_look
def words_by_kind(quotes: pd.DataFrame, article: Article, *, footnote: str = "") -> Chart:
    """How much of an article reports what somebody said: direct, mixed, indirect, and the narration around them.

    Args:
        quotes: rows of one article.
        article: that article; its boilerplate (byline, dateline and the like) is not counted.
        footnote: small type under the chart, such as how often the rows are right.

    Limits:
        Words are counted as by `articles.count_words`. All words of a mixed quote count as mixed, those outside its
        quotation marks too. What is said in paraphrase is in the reporter's words.
    """
    kinds = list(KINDS)
    at = np.full(len(article.text), kinds.index("narration"))  # of each character: the number of its kind
    for number in reversed(range(kinds.index("narration"))):
        for quote in quotes[quotes["kind"] == kinds[number]].itertuples():
            at[quote.start : quote.end] = number
    counts = dict.fromkeys(KINDS, 0)
    skipped = covering(article.boilerplate)
    for word in WORD.finditer(article.text):
        if not skipped(word.start()):
            counts[kinds[at[word.start() : word.end()].min()]] += 1
    total = sum(counts.values())
    if not total:
        return _statement(
            "words_by_kind", "How much of the article reports what somebody said", "This article has no words to count."
        )
    data = pd.DataFrame({"kind": list(counts), "words": list(counts.values())})
    data["share"] = data["words"] / total
    labels = [f"{_count(n, 'word')}, {share:.0%}" for n, share in zip(data["words"], data["share"], strict=True)]
    spoken = 1 - counts["narration"] / total
    title = f"{spoken:.0%} of the article reports what somebody said"
    without = ", without byline and dateline" * bool(article.boilerplate)
    alt = f"Bar chart. {title} ({_count(total, 'word')} in all{without}): {_listing(data['kind'], labels)}."
    chart = Chart("words_by_kind", title, data, alt, 2.0, footnote)
    ax = chart.subplots()
    _bars(
        ax,
        [f"{kind}\n{MEANINGS[kind]}" for kind in counts],
        {k: data["words"].where(data["kind"] == k, 0) for k in KINDS},
        KINDS,
        labels,
    )
    ax.set_xlabel(f"words of the article{without}")
    return chart


@_same_look
def speaking_share(quotes: pd.DataFrame, *, footnote: str = "") -> Chart:
    """Who gets how many words, in direct, mixed and indirect quotes; the longest-speaking first.

    Args:
        quotes: rows of one article or of several.
        footnote: small type under the chart.
    """
    if quotes.empty:
        return _no_quotes("speaking_share", "Who speaks, and how long")
    voices = _voices(quotes)
    words = voices.pivot_table(index="voice", columns="kind", values="words", aggfunc="sum", fill_value=0)
    words = words.reindex(columns=list(QUOTE_KINDS), fill_value=0)
    data = words.assign(words=words.sum(axis=1), quotes=voices.groupby("voice").size())
    data = _last(data.sort_values(["words", "quotes"], ascending=False, kind="stable")).reset_index()
    labels = [
        f"{_count(w, 'word')} in {_count(q, 'quote')}" for w, q in zip(data["words"], data["quotes"], strict=True)
    ]
    title = "Who speaks, and how long"
    speakers = quotes["speaker"].nunique()
    alt = f"Bar chart. {title}: {_count(len(quotes), 'quote')} by {_count(speakers, 'speaker')}. {_listing(data['voice'], labels)}."
    chart = Chart("speaking_share", title, data, alt, _height(len(data)) + 0.3, footnote)
    ax = chart.subplots()
    _bars(ax, data["voice"], {kind: data[kind] for kind in words}, KINDS, labels)
    _legend(ax, [_patch(kind, KINDS[kind]) for kind in words])
    return chart


@_same_look
def voices_through_article(quotes: pd.DataFrame, article: Article, *, footnote: str = "") -> Chart:
    """Who speaks where: the article from its first word to its last, a line per speaker in order of first words.

    Args:
        quotes: rows of one article.
        article: that article.
        footnote: small type under the chart.
    """
    if quotes.empty:
        return _no_quotes("voices_through_article", "Who speaks where in the article")
    starts, ends = ([edge(word) for word in WORD.finditer(article.text)] for edge in (re.Match.start, re.Match.end))
    data = _voices(quotes)[["voice", "kind", "start", "end"]].sort_values("start")
    data["first_word"] = [bisect_right(ends, at) + 1 for at in data["start"]]
    data["last_word"] = [max(bisect_left(starts, at), 1) for at in data["end"]]
    order = _last(data.groupby("voice")[["start"]].min().sort_values("start")).index
    title = "Who speaks where in the article"
    first = data.groupby("voice")["first_word"].min()
    when = [f"first at word {first[voice]:,}" for voice in order]
    alt = f"Timeline of {_count(len(starts), 'word')}. {title}: {_listing(order, when)}."
    chart = Chart("voices_through_article", title, data, alt, _height(len(order)) + 0.9, footnote)
    ax = chart.subplots()
    least = len(starts) / 250  # a quote of two words stays visible
    for row, voice in enumerate(order):
        ax.axhline(row, color=LIGHT, linewidth=1, zorder=0)
        for kind, part in data[data["voice"] == voice].groupby("kind"):
            spans = [(a - 1, max(b - a + 1, least)) for a, b in zip(part["first_word"], part["last_word"], strict=True)]
            ax.broken_barh(spans, (row - 0.33, 0.66), edgecolor=BLACK, linewidth=0.5, **KINDS[kind])
    _rows(ax, order)
    ax.set_xlim(0, len(starts))
    ax.set_xlabel(f"word of the article (1 to {len(starts):,})")
    ax.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:,.0f}"))
    _legend(ax, [_patch(kind, KINDS[kind]) for kind in QUOTE_KINDS])
    return chart


@_same_look
def cue_verbs(quotes: pd.DataFrame, *, footnote: str = "") -> Chart:
    """The words for speaking by how often they stand in the text; loaded ones (claim, deny, warn, ...) set apart.

    Args:
        quotes: rows of one article or of several; a cue that introduces several quotes counts once.
        footnote: small type under the chart.
    """
    title = "With which words speech is reported"
    cues = quotes.dropna(subset=["cue"]).drop_duplicates(["article_id", "cue_start", "cue_end"])
    if cues.empty:
        return _statement("cue_verbs", title, "No word for speaking was found in this article.")
    named = cues.assign(cue=cues["cue"].str.lower(), cue_class=cues["cue_class"].fillna("other"))
    data = named.groupby(["cue", "cue_class"]).size().rename("times").reset_index()
    data = data.sort_values(["times", "cue"], ascending=[False, True], kind="stable").reset_index(drop=True)
    shown = data.head(MOST_CUES)
    neutral = shown["cue_class"] == "neutral"
    labels = [
        f"{n:,}" if c == "neutral" else f"{n:,}  {c}" for n, c in zip(shown["times"], shown["cue_class"], strict=True)
    ]
    loaded = int(data.loc[data["cue_class"] != "neutral", "times"].sum())
    alt = (
        f"Bar chart. {title}: {_count(len(cues), 'cue')}, {loaded:,} of them loaded; "
        f"{_count(int(quotes['cue'].isna().sum()), 'quote')} without a cue. {_listing(shown['cue'], labels)}."
    )
    chart = Chart("cue_verbs", title, data, alt, _height(len(shown)) + 0.3, footnote)
    ax = chart.subplots()
    _bars(ax, shown["cue"], {k: shown["times"].where(neutral == (k == "neutral"), 0) for k in CUES}, CUES, labels)
    rest = f" ({_count(len(data) - len(shown), 'rarer cue')} not drawn)" if len(data) > len(shown) else ""
    _legend(
        ax,
        [_patch("neutral", CUES["neutral"]), _patch(f"loaded: more than “said”, with its class{rest}", CUES["loaded"])],
    )
    return chart


@_same_look
def named_unnamed(quotes: pd.DataFrame, speakers: pd.DataFrame, *, footnote: str = "") -> Chart:
    """How much is said by people and bodies with a name, by sources without one, and by nobody that could be found.

    Args:
        quotes: rows of one article or of several.
        speakers: the speakers of the same articles.
        footnote: small type under the chart.
    """
    title = "Who is named, who stays nameless"
    if quotes.empty:
        return _no_quotes("named_unnamed", title)
    known = speakers[["article_id", "speaker", "kind", "named"]].rename(columns={"kind": "who"})
    said = _counted(quotes).merge(known, on=["article_id", "speaker"], how="left")
    said["named"] = ["none" if pd.isna(x) else "named" if x else "unnamed" for x in said["named"]]
    said["who"] = said["who"].fillna(NOBODY)
    data = (
        said.groupby(["named", "who"], sort=False)
        .agg(words=("words", "sum"), quotes=("words", "size"), speakers=("speaker", "nunique"))
        .reset_index()
    )
    data = data.sort_values(["named", "words"], ascending=[True, False], key=_by_name_given, kind="stable")
    data = data.reset_index(drop=True)
    labels = [
        f"{_count(w, 'word')} in {_count(q, 'quote')}" + (f" by {_count(n, 'speaker')}" if n else "")
        for w, q, n in zip(data["words"], data["quotes"], data["speakers"], strict=True)
    ]
    voices = [
        who if named == "none" or "unnamed" in who else f"{who}, {named}"
        for who, named in zip(data["who"], data["named"], strict=True)
    ]
    share = data.loc[data["named"] == "named", "words"].sum() / max(data["words"].sum(), 1)
    alt = f"Bar chart. {title}: {share:.0%} of the quoted words have a named speaker. {_listing(voices, labels)}."
    chart = Chart("named_unnamed", title, data, alt, _height(len(data)) + 0.3, footnote)
    ax = chart.subplots()
    _bars(ax, voices, {k: data["words"].where(data["named"] == k, 0) for k in NAMED}, NAMED, labels)
    _legend(
        ax,
        [_patch(text, NAMED[k]) for k, text in (("named", "named"), ("unnamed", "without a name"), ("none", NOBODY))],
    )
    return chart


# --- Casualty and damage figures


@_same_look
def claims_board(figures: pd.DataFrame, *, footnote: str = "") -> Chart:
    """Every figure with its claimant on a scale of powers of ten; people, buildings and the rest in panels of their own.

    An open end ("at least") is an arrow, a range a line, an inferred claimant a hollow mark, the article's own word a
    square.

    Args:
        figures: rows of one article or of several.
        footnote: small type under the chart.
    """
    title = "Every figure, and who says so"
    if figures.empty:
        return _statement("claims_board", title, "No figures found in this article.")
    data = figures.assign(
        panel=[c if c in PANELS else "other" for c in figures["category"]],
        label=[_claim(row) for row in figures.to_dict("records")],
        claimant=[claimant_in_words(row) for row in figures.to_dict("records")],
    )
    data["size"] = data["value_low"].fillna(data["value_high"]).astype(float)
    data = data.sort_values(["event", "size"], ascending=[True, False], kind="stable")
    drawn = {name: data[data["panel"] == name].head(MOST) for name in PANELS if (data["panel"] == name).any()}
    alt = f"Chart of {_count(len(data), 'figure')} with their claimants. " + " ".join(
        f"{name.capitalize()}: {_listing(rows['label'], rows['claimant'])}." for name, rows in drawn.items()
    )
    columns = ["figure_id", "panel", "label", "claimant", "value_low", "value_high", "approx", "event", "attribution"]
    sizes = [len(rows) for rows in drawn.values()]
    left_out = len(data) - sum(sizes)
    if left_out:
        title += f" ({_count(left_out, 'figure')} not drawn)"
    chart = Chart("claims_board", title, data[columns], alt, _height(sum(sizes)) + 0.75 * len(sizes) + 0.2, footnote)
    panels = chart.subplots(len(drawn), 1, squeeze=False, height_ratios=[n + 1.5 for n in sizes])[:, 0]
    for ax, (name, rows) in zip(panels, drawn.items(), strict=True):
        _log_axis(ax, rows)
        for at, row in enumerate(rows.to_dict("records")):
            _range(ax, at, row, **ATTRIBUTIONS.get(row["attribution"], ATTRIBUTIONS["none"]))
            ax.text(1.01, at, _wrap(row["claimant"], 24), transform=ax.get_yaxis_transform(), va="center", fontsize=9)
        _rows(ax, [_wrap(x, 34) for x in rows["label"]])
        ax.set_title(PANELS[name], loc="left", fontweight="bold", pad=36 if ax is panels[0] else 4)
    meanings = {"stated": "claimant stated", "continued": "claimant inferred", "none": "the article itself"}
    keys = [Line2D([], [], linestyle="", label=text, **ATTRIBUTIONS[k]) for k, text in meanings.items()]
    keys.append(Line2D([], [], color=BLACK, marker=">", markevery=[1], linewidth=1.5, label="open end"))
    _legend(panels[0], keys, columns=2)
    return chart


@_same_look
def subsets(figures: pd.DataFrame, *, footnote: str = "") -> Chart:
    """Figures that are part of another, each inside its whole: 84,000 children in 402,000 people.

    Args:
        figures: rows of one article or of several; parts name their whole in `subset_of`.
        footnote: small type under the chart.

    Limits:
        A part or whole without a number is listed without a bar; of a range the lower end is drawn.
    """
    title = "Parts inside their whole"
    known = _by_id(figures)
    pairs = [(part, known.get((article, part["subset_of"]))) for (article, _), part in known.items()]
    data = pd.DataFrame([_part(part, whole) for part, whole in pairs if whole], columns=PART_COLUMNS)
    if data.empty:
        return _statement("subsets", title, "No figure in this article is part of another.")
    names = [
        f"{_wrap(part, 30)}\nof {_wrap(whole, 27)}" for part, whole in zip(data["part"], data["whole"], strict=True)
    ]
    labels = [f"{words}\n{_wrap(who, 24)}" for words, who in zip(data["in_words"], data["claimant"], strict=True)]
    alt = f"Chart of {_count(len(data), 'part')} of a whole. {_listing(names, data['in_words'] + ', ' + data['claimant'])}."
    chart = Chart("subsets", title, data, alt, 0.62 * len(data) + 0.6, footnote)
    ax = chart.subplots()
    edge = {"edgecolor": BLACK, "linewidth": 0.8}
    for row, (share, label) in enumerate(zip(data["share"], labels, strict=True)):
        ax.barh(row, 1, height=0.72, facecolor=LIGHT, **edge)
        if not math.isnan(share):
            ax.barh(row, min(share, 1), height=0.42, facecolor=BLUE, **edge)
        ax.text(1.02, row, label, va="center", fontsize=9)
    _rows(ax, names)
    ax.set_xlim(0, 1.003)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "a quarter", "half", "three quarters", "the whole"])
    return chart


@_same_look
def comparisons(figures: pd.DataFrame, pairs: pd.DataFrame, *, footnote: str = "") -> Chart:
    """Claims about the same thing side by side, with the word for how they stand to each other.

    Args:
        figures: rows of one article or of several.
        pairs: the comparisons table of the same articles.
        footnote: small type under the chart.
    """
    title = "Claims about the same thing, side by side"
    known = _by_id(figures)
    order = list(LINES)
    data = pairs[["article_id_a", "article_id_b", "a", "b", "relation", "why"]]
    data = data.sort_values("relation", key=lambda relation: relation.map(order.index), kind="stable")
    a_rows, b_rows = (
        [known[key] for key in zip(data[f"article_id_{side}"], data[side], strict=True)] for side in ("a", "b")
    )
    if data.empty:
        return _statement("comparisons", title, "No two figures of this article are about the same thing.")
    data = data.assign(claim_a=[_claim(row) for row in a_rows], claimant_a=[claimant_in_words(row) for row in a_rows])
    data = data.assign(claim_b=[_claim(row) for row in b_rows], claimant_b=[claimant_in_words(row) for row in b_rows])
    relations = [RELATIONS[relation] for relation in data["relation"]]
    said = [f"{r.claim_a} ({r.claimant_a}) and {r.claim_b} ({r.claimant_b})" for r in data.itertuples()]
    alt = f"Chart of {_count(len(data), 'pair')} of figures. {_listing(said, relations)}."
    shown = data.head(MOST)
    if len(data) > len(shown):
        title += f" ({_count(len(data) - len(shown), 'pair')} not drawn)"
    chart = Chart("comparisons", title, data, alt, 0.75 * len(shown) + 0.7, footnote)
    ax = chart.subplots()
    _log_axis(ax, pd.DataFrame(a_rows[:MOST] + b_rows[:MOST]))
    beside = {"transform": ax.get_yaxis_transform(), "fontsize": 9}
    for at, (row, words, a, b) in enumerate(zip(shown.itertuples(), relations, a_rows, b_rows, strict=False)):
        ax.plot([_position(a), _position(b)], [at, at], linewidth=2, **LINES[row.relation])
        _range(ax, at - 0.16, a, **SIDES["a"])
        _range(ax, at + 0.16, b, **SIDES["b"])
        ax.text(1.02, at - 0.12, words, va="bottom", fontweight="bold", **beside)
        ax.text(1.02, at - 0.1, f"{_wrap(row.claim_b, 28, 2)}\n{_wrap(row.claimant_b, 28, 1)}", va="top", **beside)
    _rows(ax, [f"{_wrap(r.claim_a, 28, 2)}\n{_wrap(r.claimant_a, 28, 1)}" for r in shown.itertuples()])
    _legend(
        ax,
        [
            Line2D([], [], linestyle="", label=f"the claim at the {k}", **SIDES[s])
            for k, s in (("left", "a"), ("right", "b"))
        ],
    )
    return chart


# --- Tone


@_same_look
def tone_by_speaker(tone: pd.DataFrame, speakers: pd.DataFrame, *, footnote: str = "") -> Chart:
    """Each quote a dot from -1 to 1, a line per speaker; mean and interval only where there are quotes enough.

    Args:
        tone: rows of one article or of several.
        speakers: what `by_speaker(tone)` gave.
        footnote: small type under the chart.
    """
    title = "Tone of each speaker's quotes"
    if tone.empty:
        return _no_quotes("tone_by_speaker", title)
    data = tone.assign(voice=_top(tone["speaker"], tone["n_words"]))[
        ["quote_id", "voice", "compound", "label", "n_words"]
    ]
    order = _last(data.groupby("voice").size().sort_values(ascending=False, kind="stable").to_frame()).index
    summary = speakers.set_index("speaker")
    enough = {v for v in order if v in summary.index and summary.loc[v, "enough"]}
    counts = data["voice"].value_counts()
    labels = [_mean_in_words(v, int(counts[v]), summary.loc[v, "mean"] if v in enough else None) for v in order]
    alt = f"Dot chart. {title}, from −1 (negative) to 1 (positive): {_listing(order, labels)}."
    chart = Chart("tone_by_speaker", title, data, alt, _height(len(order)) + 0.9, footnote)
    ax = chart.subplots()
    for row, voice in enumerate(order):
        _dots(ax, row - 0.12 * (voice in enough), data.loc[data["voice"] == voice, "compound"])
        if voice in enough:
            mean, low, high = (float(summary.loc[voice, c]) for c in ("mean", "low", "high"))
            ax.plot([low, high], [row + 0.24, row + 0.24], color=BLACK, linewidth=2)
            ax.plot(mean, row + 0.24, marker="D", color=RED, markeredgecolor=BLACK, markersize=7)
        ax.text(1.02, row, labels[row].replace(", ", "\n"), transform=ax.get_yaxis_transform(), va="center", fontsize=9)
    _rows(ax, order)
    _tone_axis(ax)
    keys = [Line2D([], [], linestyle="", marker="o", color=SKY, markeredgecolor=BLACK, label="a quote")]
    keys.append(
        Line2D([], [], color=BLACK, linewidth=2, marker="D", markerfacecolor=RED, label="mean with 95% interval")
    )
    _legend(ax, keys)
    return chart


@_same_look
def attitude_and_events(tone: pd.DataFrame, *, footnote: str = "") -> Chart:
    """Tone of the quotes that words for events ("killed", "war") change, with these words and without, a line per quote.

    Args:
        tone: rows of one article or of several.
        footnote: small type under the chart.

    Limits:
        At most 40 quotes are drawn, those that change most, by 0.05 or more; `data` has them all.
    """
    title = "Tone with and without words for events"
    if tone.empty:
        return _no_quotes("attitude_and_events", title)
    data = tone.assign(voice=tone["speaker"].fillna(NOBODY), moved=tone["attitude"] - tone["compound"])
    data = data[["quote_id", "voice", "compound", "attitude", "event_load", "moved"]]
    data = data.sort_values("moved", key=abs, ascending=False, kind="stable")
    moved = data[data["moved"].abs() >= LEAST_MOVE]
    if moved.empty:
        return _statement("attitude_and_events", title, "Words for events change the tone of no quote here.")
    title = f"{title}: they change {len(moved):,} of {_count(len(data), 'quote')}"
    shown = moved.head(MOST)
    before, after = ([_signed(x) for x in shown[column]] for column in ("compound", "attitude"))
    means = [_signed(_floats(data[column]).mean()) for column in ("compound", "attitude")]
    said = _listing(shown["voice"], [f"{a} with, {b} without" for a, b in zip(before, after, strict=True)])
    alt = f"Chart. {title}. Mean of all quotes {means[0]} with such words, {means[1]} without. {said}."
    chart = Chart("attitude_and_events", title, data, alt, 0.27 * len(shown) + 1.2, footnote)
    ax = chart.subplots()
    for row, (whole, attitude) in enumerate(zip(shown["compound"], shown["attitude"], strict=True)):
        ax.plot([whole, attitude], [row, row], color=GREY, linewidth=1.5, zorder=1)
        ax.plot(whole, row, **WITH_EVENTS)
        ax.plot(attitude, row, **WITHOUT_EVENTS)
    _rows(ax, [f"{_short(r.voice, 21)} ({r.quote_id})" for r in shown.itertuples()])
    _tone_axis(ax)
    keys = [
        Line2D([], [], **WITH_EVENTS, label="all words"),
        Line2D([], [], **WITHOUT_EVENTS, label="without event words"),
    ]
    _legend(ax, keys)
    return chart


@_same_look
def tone_through_article(tone: pd.DataFrame, quotes: pd.DataFrame, *, footnote: str = "") -> Chart:
    """Tone of one quote after the other, in the order of the text; the speakers with most words have marks of their own.

    Args:
        tone: rows of one article.
        quotes: the quotes of that article.
        footnote: small type under the chart.
    """
    title = "Tone through the article"
    if tone.empty:
        return _no_quotes("tone_through_article", title)
    data = tone.merge(quotes[["article_id", "quote_id", "start", "paragraph"]], on=["article_id", "quote_id"])
    data = data.assign(voice=_top(data["speaker"], data["n_words"], most=len(MARKERS))).sort_values("start")
    data = data[["quote_id", "start", "paragraph", "voice", "compound", "label"]].reset_index(drop=True)
    voices = [v for v in data["voice"].value_counts().index if v != NOBODY and not OTHERS.fullmatch(v)]
    halves = [_floats(half["compound"]).mean() for half in (data.iloc[: len(data) // 2], data.iloc[len(data) // 2 :])]
    signs = {
        word: int((data["label"] == sign).sum()) for word, sign in (("negative", -1), ("neutral", 0), ("positive", 1))
    }
    alt = f"Chart of {_count(len(data), 'quote')} in order, from −1 to 1: " + ", ".join(
        f"{n} {w}" for w, n in signs.items()
    )
    alt += (
        f"; mean {_signed(halves[0])} in the first half, {_signed(halves[1])} in the second." if len(data) > 1 else "."
    )
    chart = Chart("tone_through_article", title, data, alt, 3.6, footnote)
    ax = chart.subplots()
    ax.axhline(0, color=GREY, linewidth=1)
    ax.vlines(range(1, len(data) + 1), 0, data["compound"].astype(float), color=GREY, linewidth=1)
    for at, voice in enumerate([*voices, *sorted(set(data["voice"]) - set(voices))]):
        part = data[data["voice"] == voice]
        marker, color = MARKERS[at] if voice in voices else ("X" if voice == NOBODY else "o", "white")
        look = {"marker": marker, "color": color, "markersize": 8, "markeredgecolor": BLACK, "linestyle": ""}
        # A label that is empty or begins with "_" would be left out of the legend; a space before it keeps it in.
        ax.plot(part.index + 1, part["compound"].astype(float), label=" " + _wrap(voice, 28), **look)
    ax.set_xlim(0.3, len(data) + 0.7)
    ax.set_ylim(-1.08, 1.08)
    ax.set_yticks([-1, 0, 1], ["negative  −1", "0", "positive  1"])
    ax.xaxis.set_major_locator(MaxNLocator(12, integer=True))
    ax.set_xlabel("quotes in the order of the article")
    ax.legend(loc="upper left", bbox_to_anchor=(0, -0.19), ncols=3, frameon=False, fontsize=9, borderpad=0)
    return chart


# --- What the charts share


def _statement(name: str, title: str, words: str) -> Chart:
    """A chart of nothing says so."""
    chart = Chart(name, title, pd.DataFrame(), f"{title}: {words}", 0.8)
    ax = chart.subplots()
    ax.set_axis_off()
    ax.text(0, 0.5, words, fontsize=11, va="center")
    return chart


def _no_quotes(name: str, title: str) -> Chart:
    return _statement(name, title, "No quotes found in this article.")


def _counted(quotes: pd.DataFrame) -> pd.DataFrame:
    """Quotes with their number of words."""
    return quotes.assign(words=[count_words(text) for text in quotes["text"]])


def _voices(quotes: pd.DataFrame) -> pd.DataFrame:
    counted = _counted(quotes)
    return counted.assign(voice=_top(counted["speaker"], counted["words"]))


def _top(speakers: pd.Series, words: pd.Series, most: int = TOP) -> list[str]:
    """Speakers, those with fewest words taken together as "3 others" where there are more than `most`."""
    total = words.groupby(speakers).sum().sort_values(ascending=False, kind="stable")
    kept = set(total.index if len(total) <= most else total.index[: most - 1])
    others = f"{len(total) - len(kept)} others"
    return [NOBODY if pd.isna(s) else s if s in kept else others for s in speakers]


def _last(frame: pd.DataFrame) -> pd.DataFrame:
    """The others and those without a name go under the rest."""
    places = [2 if v == NOBODY else 1 if OTHERS.fullmatch(v) else 0 for v in frame.index]
    return frame.iloc[sorted(range(len(frame)), key=lambda i: places[i])]


def _by_name_given(column: pd.Series) -> pd.Series:
    return column.map(list(NAMED).index) if column.name == "named" else column


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}" + ("" if n == 1 else "s")


def _listing(names: Iterable[str], labels: Iterable[str]) -> str:
    """Names with what is said of them, the first thirty: alternative text is read aloud."""
    pairs = [f"{' '.join(name.split())}: {' '.join(label.split())}" for name, label in zip(names, labels, strict=True)]
    more = f"; and {len(pairs) - 30:,} more" if len(pairs) > 30 else ""
    return "; ".join(pairs[:30]) + more


def _wrap(text: str, width: int, lines: int = 3) -> str:
    return textwrap.fill(text, width, max_lines=lines, placeholder=" …")


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def _height(n_rows: int) -> float:
    return 0.4 * n_rows + 0.3


def _floats(column: pd.Series) -> pd.Series:
    return column.astype("Float64").astype(float)


def _rows(ax: Axes, names: Sequence[str]) -> None:
    """A line per name, the first on top."""
    ax.set_yticks(range(len(names)), [_wrap(n, 28) if "\n" not in n else n for n in names])
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.spines["left"].set_visible(False)


def _bars(
    ax: Axes, names: Sequence[str], parts: Mapping[str, pd.Series], looks: Mapping[str, dict], labels: Sequence[str]
) -> None:
    """Horizontal bars, their parts one after the other, with a label at the end instead of an axis."""
    total = [0.0] * len(labels)
    for part, values in parts.items():
        values = [float(v) for v in values]
        ax.barh(range(len(values)), values, left=total, height=0.66, edgecolor=BLACK, linewidth=0.6, **looks[part])
        total = [t + v for t, v in zip(total, values, strict=True)]
    for row, (end, label) in enumerate(zip(total, labels, strict=True)):
        ax.annotate(label, (end, row), (5, 0), textcoords="offset points", va="center", fontsize=9.5)
    _rows(ax, list(names))
    ax.set_xlim(0, (max(total) or 1) * 1.005)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)


def _patch(label: str, look: dict) -> Patch:
    return Patch(label=label, edgecolor=BLACK, linewidth=0.6, **look)


def _legend(ax: Axes, keys: Sequence[Patch | Line2D], columns: int = 3) -> None:
    """What colours and marks mean, above the plot."""
    ax.legend(
        handles=keys, loc="lower left", bbox_to_anchor=(0, 1), ncols=columns, frameon=False, fontsize=9, borderpad=0
    )


def _claim(row: Mapping[str, Any]) -> str:
    """A figure with what happened: "killed: at least 40 people"."""
    doubt = " (negated)" if row["negated"] else " (hedged)" if row["hedged"] else ""
    event = "" if row["event"] == "other" else f"{row['event']}: "
    return f"{event}{figure_in_words(row)}{doubt}"


def _by_id(figures: pd.DataFrame) -> dict[tuple[str, str], dict]:
    return {(row["article_id"], row["figure_id"]): row for row in figures.to_dict("records")}


def _part(part: Mapping[str, Any], whole: Mapping[str, Any]) -> dict:
    """What the chart of subsets shows of a figure and the one it is part of; an open end leaves the share open too."""
    size, of = (row["value_high"] if pd.isna(row["value_low"]) else row["value_low"] for row in (part, whole))
    bound = "at most " * bool(pd.isna(whole["value_high"])) + "at least " * bool(pd.isna(part["value_high"]))
    known = not pd.isna(size) and not pd.isna(of) and of > 0 and bound != "at most at least "
    share = float(size) / float(of) if known else math.nan
    in_words = f"{bound}{share:.0%}" if known else "share not known"
    values = figure_in_words(part), figure_in_words(whole), share, in_words, claimant_in_words(part)
    return dict(zip(PART_COLUMNS, values, strict=True))


def _position(row: Mapping[str, Any]) -> float:
    """Where a figure stands on the scale; nan where it gives no number."""
    value = row["value_high"] if pd.isna(row["value_low"]) else row["value_low"]
    return math.nan if pd.isna(value) else max(float(value), LEAST)


def _range(ax: Axes, at: float, row: Mapping[str, Any], **mark: Any) -> None:
    """A figure at its place: a mark, a line between the ends of a range, an arrow at an open end."""
    low, high = row["value_low"], row["value_high"]
    where = _position(row)
    if math.isnan(where):
        ax.text(
            0.01, at, "no number given", transform=ax.get_yaxis_transform(), va="center", fontsize=9, style="italic"
        )
    elif pd.isna(high) or pd.isna(low):
        offset = (26, 0) if pd.isna(high) else (-26, 0)
        arrow = {"arrowstyle": "<|-", "color": BLACK, "linewidth": 1.5, "shrinkA": 0, "shrinkB": 0}
        ax.annotate("", (where, at), xytext=offset, textcoords="offset points", arrowprops=arrow)
        ax.plot(where, at, linestyle="", **mark)
    else:
        ends = [max(float(low), LEAST), max(float(high), LEAST)]
        ax.plot(ends, [at, at], color=BLACK, linewidth=2.5, solid_capstyle="butt")
        # "About 400" is one number with room around it, "350 to 450" are two.
        marks = [math.sqrt(ends[0] * ends[1])] if row["approx"] == "about" else ends
        ax.plot(marks, [at] * len(marks), linestyle="", **mark)


def _log_axis(ax: Axes, rows: pd.DataFrame) -> None:
    """Powers of ten around the figures; nought stands at the left end."""
    values = pd.concat([_floats(rows["value_low"]), _floats(rows["value_high"])]).dropna().clip(lower=LEAST)
    low, high = (math.floor(math.log10(values.min())), math.ceil(math.log10(values.max()))) if len(values) else (0, 1)
    high = max(high, low + 1)
    ax.set_xscale("log")
    ax.set_xlim(10**low / 1.6, 10**high * 1.6)
    step = max(1, math.ceil((high - low) / 4))
    ax.xaxis.set_major_locator(FixedLocator([10**p for p in range(low, high + 1, step)]))
    ax.xaxis.set_major_formatter(FuncFormatter(_power))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.grid(color=LIGHT, linewidth=0.8)
    ax.set_axisbelow(True)


def _power(value: float, _: Any = None) -> str:
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value >= size:
            return f"{value / size:,.0f} {word}"
    return f"{value:,.0f}" if value >= 1 else "0"


def _dots(ax: Axes, row: float, values: pd.Series) -> None:
    """Dots on a line; those that would hide one another are piled up, the more of them the closer."""
    places = [round(value * 25) for value in sorted(_floats(values))]
    step = min(0.13, 0.4 / max(places.count(place) for place in places))
    for nth, value in enumerate(sorted(_floats(values))):
        lift = places[:nth].count(places[nth]) * step
        ax.plot(value, row - lift, marker="o", color=SKY, markeredgecolor=BLACK, markeredgewidth=0.6, markersize=6)


def _tone_axis(ax: Axes) -> None:
    ax.set_xlim(-1.05, 1.05)
    ax.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1\nnegative", "−0.5", "0\nneutral", "0.5", "1\npositive"])
    ax.axvline(0, color=GREY, linewidth=1, zorder=0)


def _signed(value: float) -> str:
    """A tone with its sign; a real minus sign, which is read aloud."""
    return f"{value:+.2f}".replace("-", "−")


def _mean_in_words(voice: str, n: int, mean: float | None) -> str:
    quotes = _count(n, "quote")
    if mean is not None:
        return f"mean {_signed(mean)}, {quotes}"
    several = voice == NOBODY or OTHERS.fullmatch(voice)
    return f"{quotes}, {'not one speaker' if several else 'too few for a mean'}"
