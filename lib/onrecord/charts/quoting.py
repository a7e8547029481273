"""Charts of quoting patterns: who speaks, how long, where, with which words, in whose words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.ticker import FuncFormatter, MaxNLocator

from onrecord.charts import drawing
from onrecord.charts.drawing import (
    BLACK,
    BLUE,
    GREY,
    LIGHT,
    ORANGE,
    PURPLE,
    TOP,
    Chart,
    count,
    listing,
    no_quotes,
    same_look,
    statement,
)
from onrecord.pages.evidence import KINDS as QUOTE_KINDS
from onrecord.pages.evidence import NOBODY
from onrecord.statistics.means import ENOUGH_QUOTES
from onrecord.text.articles import WORD, Article, count_words
from onrecord.text.parse import covering

KINDS = {
    "direct": {"facecolor": BLUE, "hatch": ""},
    "mixed": {"facecolor": PURPLE, "hatch": "//"},
    "indirect": {"facecolor": ORANGE, "hatch": ".."},
    "narration": {"facecolor": LIGHT, "hatch": ""},
}
MOST_VOICES = 30  # lines of speakers through the article: who comes first may have few words
TALL = {"direct": 0.72, "mixed": 0.54, "indirect": 0.36}  # height of a block, of the room for a line
MEANINGS = QUOTE_KINDS | {"narration": "the article's own words"}
NAMED = {
    "named": {"facecolor": BLUE, "hatch": ""},
    "unnamed": {"facecolor": ORANGE, "hatch": ".."},
    "none": {"facecolor": LIGHT, "hatch": ""},
}
OWN = {
    "quoted": KINDS["direct"],
    "quoted, few": {"facecolor": "#b9d5e8", "hatch": ""},
    "retold": KINDS["indirect"],
    "retold, few": {"facecolor": "#fbeccb", "hatch": ""},
}
PANELS = {"side": "side", "kind": "kind of speaker"}
OWN_KEYS = {"quoted": "quoted", "retold": "in paraphrase", "quoted, few": "pale: under five quotes"}


@same_look
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
        return statement(
            "words_by_kind", "How much of the article reports what somebody said", "This article has no words to count."
        )
    data = pd.DataFrame({"kind": list(counts), "words": list(counts.values())})
    data["share"] = data["words"] / total
    labels = [f"{count(n, 'word')}, {share:.0%}" for n, share in zip(data["words"], data["share"], strict=True)]
    spoken = 1 - counts["narration"] / total
    title = f"{spoken:.0%} of the article reports what somebody said"
    without = ", without byline and dateline" * bool(article.boilerplate)
    alt = f"Bar chart. {title} ({count(total, 'word')} in all{without}): {listing(data['kind'], labels)}."
    chart = Chart("words_by_kind", title, data, alt, 2.0, footnote)
    ax = chart.subplots()
    drawing.bars(
        ax,
        [f"{kind}\n{MEANINGS[kind]}" for kind in counts],
        {k: data["words"].where(data["kind"] == k, 0) for k in KINDS},
        KINDS,
        labels,
    )
    ax.set_xlabel(f"words of the article{without}")
    return chart


@same_look
def speaking_share(quotes: pd.DataFrame, *, footnote: str = "") -> Chart:
    """Who gets how many words, in direct, mixed and indirect quotes; the longest-speaking first.

    Args:
        quotes: rows of one article or of several.
        footnote: small type under the chart.
    """
    if quotes.empty:
        return no_quotes("speaking_share", "Who speaks, and how long")
    voices = _voices(quotes)
    words = voices.pivot_table(index="voice", columns="kind", values="words", aggfunc="sum", fill_value=0)
    words = words.reindex(columns=list(QUOTE_KINDS), fill_value=0)
    data = words.assign(words=words.sum(axis=1), quotes=voices.groupby("voice").size())
    data = drawing.last(data.sort_values(["words", "quotes"], ascending=False, kind="stable")).reset_index()
    labels = [f"{count(w, 'word')} in {count(q, 'quote')}" for w, q in zip(data["words"], data["quotes"], strict=True)]
    title = "Who speaks, and how long"
    speakers = quotes["speaker"].nunique()
    alt = f"Bar chart. {title}: {count(len(quotes), 'quote')} by {count(speakers, 'speaker')}. {listing(data['voice'], labels)}."
    chart = Chart("speaking_share", title, data, alt, drawing.height(len(data)) + 0.3, footnote)
    ax = chart.subplots()
    drawing.bars(ax, data["voice"], {kind: data[kind] for kind in words}, KINDS, labels)
    drawing.legend(ax, [drawing.patch(kind, KINDS[kind]) for kind in words])
    return chart


@same_look
def voices_through_article(quotes: pd.DataFrame, article: Article, *, footnote: str = "") -> Chart:
    """Who speaks where: the article from its first word to its last, a line per speaker in order of first words.

    Direct speech is the tallest block and paraphrase the lowest, so that they differ without colour; the words of the
    headline are marked off.

    Args:
        quotes: rows of one article.
        article: that article.
        footnote: small type under the chart.
    """
    if quotes.empty:
        return no_quotes("voices_through_article", "Who speaks where in the article")
    starts, ends = ([edge(word) for word in WORD.finditer(article.text)] for edge in (re.Match.start, re.Match.end))
    data = _voices(quotes, MOST_VOICES)[["voice", "kind", "start", "end"]].sort_values("start")
    data["first_word"] = [bisect_right(ends, at) + 1 for at in data["start"]]
    data["last_word"] = [max(bisect_left(starts, at), 1) for at in data["end"]]
    order = drawing.last(data.groupby("voice")[["start"]].min().sort_values("start")).index
    title = "Who speaks where in the article"
    first = data.groupby("voice")["first_word"].min()
    when = [f"first at word {first[voice]:,}" for voice in order]
    alt = f"Timeline of {count(len(starts), 'word')}. {title}: {listing(order, when)}."
    chart = Chart("voices_through_article", title, data, alt, drawing.height(len(order)) + 0.9, footnote)
    ax = chart.subplots()
    least = len(starts) / 250  # a quote of two words stays visible
    for row, voice in enumerate(order):
        ax.axhline(row + 0.36, color=LIGHT, linewidth=1, zorder=0)
        for kind, part in data[data["voice"] == voice].groupby("kind"):
            spans = [(a - 1, max(b - a + 1, least)) for a, b in zip(part["first_word"], part["last_word"], strict=True)]
            ax.broken_barh(spans, (row + 0.36 - TALL[kind], TALL[kind]), edgecolor=BLACK, linewidth=0.5, **KINDS[kind])
    drawing.rows(ax, order)
    ax.set_xlim(0, len(starts))
    ax.set_xlabel(f"word of the article (1 to {len(starts):,})")
    ax.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:,.0f}"))
    heights = {"direct": " (tall)", "indirect": " (low)"}
    keys = [drawing.patch(kind + heights.get(kind, ""), KINDS[kind]) for kind in QUOTE_KINDS]
    if article.headline:
        ax.axvspan(0, bisect_left(starts, article.headline[1]), facecolor=LIGHT, alpha=0.5, zorder=-1)
        keys.append(drawing.patch("headline", {"facecolor": LIGHT, "alpha": 0.5}))
    drawing.legend(ax, keys, columns=4)
    return chart


@same_look
def named_unnamed(quotes: pd.DataFrame, speakers: pd.DataFrame, *, footnote: str = "") -> Chart:
    """How much is said by people and bodies with a name, by sources without one, and by nobody that could be found.

    Args:
        quotes: rows of one article or of several.
        speakers: the speakers of the same articles.
        footnote: small type under the chart.
    """
    title = "Who is named, who stays nameless"
    if quotes.empty:
        return no_quotes("named_unnamed", title)
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
        f"{count(w, 'word')} in {count(q, 'quote')}" + (f" by {count(n, 'speaker')}" if n else "")
        for w, q, n in zip(data["words"], data["quotes"], data["speakers"], strict=True)
    ]
    voices = [
        who if named == "none" or "unnamed" in who else f"{who}, {named}"
        for who, named in zip(data["who"], data["named"], strict=True)
    ]
    share = data.loc[data["named"] == "named", "words"].sum() / max(data["words"].sum(), 1)
    alt = f"Bar chart. {title}: {share:.0%} of the quoted words have a named speaker. {listing(voices, labels)}."
    chart = Chart("named_unnamed", title, data, alt, drawing.height(len(data)) + 0.3, footnote)
    ax = chart.subplots()
    drawing.bars(ax, voices, {k: data["words"].where(data["named"] == k, 0) for k in NAMED}, NAMED, labels)
    drawing.legend(
        ax,
        [
            drawing.patch(text, NAMED[k])
            for k, text in (("named", "named"), ("unnamed", "without a name"), ("none", NOBODY))
        ],
    )
    return chart


@same_look
def own_words(speakers: pd.DataFrame, *, footnote: str = "") -> Chart:
    """How much of what each side, and each kind of speaker, says is in its own words: in quotation marks.

    Args:
        speakers: rows of one article or of several.
        footnote: small type under the chart.

    Returns:
        A chart whose `data` has a row per side and per kind of speaker, with the columns by, group, quoted and retold
        (words), quotes, speakers, share (0 to 1, quoted words of all) and enough (five quotes or more).

    Limits:
        Speech without a speaker is left out. Those to whom the article gives no side are "side not said".
    """
    title = "Whose own words, and whose in paraphrase"
    if speakers.empty:
        return statement("own_words", title, "No speakers found in this article.")
    panels = {by: _quoted_and_retold(speakers, by) for by in PANELS}
    labels = {by: [_share_in_words(row) for row in part.itertuples()] for by, part in panels.items()}
    said = [f"By {PANELS[by]}: {listing(part['group'], labels[by])}." for by, part in panels.items()]
    alt = f"Bar charts. {title}. {' '.join(said)}"
    sizes = [len(part) for part in panels.values()]
    data = pd.concat(panels, names=["by"]).reset_index("by")
    chart = Chart("own_words", title, data, alt, drawing.height(sum(sizes)) + 1.4, footnote)
    axes = chart.subplots(2, 1, height_ratios=[n + 0.6 for n in sizes])
    for ax, (by, part) in zip(axes, panels.items(), strict=True):
        parts = {}
        for name, share in (("quoted", part["share"]), ("retold", 1 - part["share"])):
            parts |= {name: share.where(part["enough"], 0), f"{name}, few": share.mask(part["enough"], 0)}
        names = drawing.bars(ax, part["group"], parts, OWN, [label.replace(": ", "\n", 1) for label in labels[by]])
        ax.set_title(f"By {PANELS[by]}", loc="left", fontweight="bold", pad=24 if ax is axes[0] else 6)
        if len(part) > 1 and part["group"].iloc[-1] == f"{by} not said":
            ax.axhline(len(part) - 1.5, color=GREY, linewidth=0.8, linestyle="--", xmin=-0.2, clip_on=False)
            names[-1].set_style("italic")
    drawing.legend(axes[0], [drawing.patch(text, OWN[key]) for key, text in OWN_KEYS.items()])
    return chart


def _quoted_and_retold(speakers: pd.DataFrame, by: str) -> pd.DataFrame:
    """Words in quotation marks and outside of them, by one column of the speakers; those without a value last."""
    unsaid, words = f"{by} not said", speakers["n_words_direct"] + speakers["n_words_indirect"]
    groups = speakers.assign(group=drawing.top(speakers[by].fillna(unsaid), words)).groupby("group", sort=False)
    data = groups.agg(
        quoted=("n_words_direct", "sum"),
        retold=("n_words_indirect", "sum"),
        quotes=("n_quotes", "sum"),
        speakers=("speaker", "size"),
    )
    total = data["quoted"] + data["retold"]
    data = data.assign(share=data["quoted"] / total.clip(lower=1), enough=data["quotes"] >= ENOUGH_QUOTES)
    data = drawing.last(data.loc[total.sort_values(ascending=False, kind="stable").index])
    return data.iloc[(data.index == unsaid).argsort(kind="stable")].reset_index()


def _share_in_words(row: Any) -> str:
    size = f"{count(row.quoted + row.retold, 'word')}, {count(row.quotes, 'quote')}"
    share = f"{row.share:.0%} quoted" if row.enough else "too few to compare"
    return f"{share}: {size}, {count(row.speakers, 'speaker')}"


def _counted(quotes: pd.DataFrame) -> pd.DataFrame:
    """Quotes with their number of words."""
    return quotes.assign(words=[count_words(text) for text in quotes["text"]])


def _voices(quotes: pd.DataFrame, most: int = TOP) -> pd.DataFrame:
    counted = _counted(quotes)
    return counted.assign(voice=drawing.top(counted["speaker"], counted["words"], most))


def _by_name_given(column: pd.Series) -> pd.Series:
    return column.map(list(NAMED).index) if column.name == "named" else column
