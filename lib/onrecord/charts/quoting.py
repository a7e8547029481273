"""Charts of quoting patterns: who speaks, how long, where, in whose words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from onrecord.charts import _drawing as drawing
from onrecord.charts._chart import GREY, Chart, Plot, no_quotes, same_look, statement
from onrecord.pages.wording import KINDS, NOBODY, count
from onrecord.statistics.governments import join_governments
from onrecord.statistics.means import ENOUGH_QUOTES
from onrecord.text.article import WORD, Article, count_words
from onrecord.text.overlaps import covering

KIND_LOOKS: dict[str, drawing.Look] = {
    "direct": {"facecolor": drawing.BLUE, "hatch": ""},
    "mixed": {"facecolor": drawing.PURPLE, "hatch": "//"},
    "indirect": {"facecolor": drawing.ORANGE, "hatch": ".."},
    "narration": {"facecolor": drawing.LIGHT, "hatch": ""},
}
MOST_VOICES = 30  # lines of speakers through the article: who comes first may have few words
TALL = {"direct": 0.72, "mixed": 0.54, "indirect": 0.36}  # height of a block, of the room for a line
TALL_KEYS = {"direct": "direct (tall)", "mixed": "mixed", "indirect": "indirect (low)"}
LEAST_SHARE = 1 / 250  # of the article's words: a quote of two words stays visible
HEADLINE: drawing.Look = {"facecolor": drawing.LIGHT, "alpha": 0.5, "edgecolor": "none"}
MEANINGS = KINDS | {"narration": "the article's own words"}
NAMED: dict[str, drawing.Look] = {
    "named": {"facecolor": drawing.BLUE, "hatch": ""},
    "unnamed": {"facecolor": drawing.ORANGE, "hatch": ".."},
    "none": {"facecolor": drawing.LIGHT, "hatch": ""},
}
NAMED_KEYS = {"named": "named", "unnamed": "without a name", "none": NOBODY}
OWN: dict[str, drawing.Look] = {
    "quoted": KIND_LOOKS["direct"],
    "quoted, few": {"facecolor": "#b9d5e8", "hatch": ""},
    "retold": KIND_LOOKS["indirect"],
    "retold, few": {"facecolor": "#fbeccb", "hatch": ""},
}
OWN_KEYS = {"quoted": "quoted", "retold": "in paraphrase", "quoted, few": "pale: under five quotes"}
GROUPS = {"side": "side", "kind": "kind of speaker"}
SLANTED = {"style": "italic"}


@same_look
def words_by_kind(quotes: pd.DataFrame, article: Article, *, footnote: str = "") -> Chart:
    """How much of an article reports what somebody said: direct, mixed, indirect, and the narration around them.

    Args:
        quotes: rows of one article.
        article: that article; its boilerplate (byline, dateline and the like) is not counted.
        footnote: small type under the chart, such as how often the rows are right.

    Limits:
        Words are counted as by `text.article.count_words`. All words of a mixed quote count as mixed, those outside its
        quotation marks too. What is said in paraphrase is in the reporter's words.
    """
    counts = _words_of_each_kind(quotes, article)
    total = sum(counts.values())
    if not total:
        title = "How much of the article reports what somebody said"
        return statement("words_by_kind", title, "This article has no words to count.")
    data = pd.DataFrame({"kind": list(counts), "words": list(counts.values())})
    data["share"] = data["words"] / total
    labels = [f"{count(n, 'word')}, {share:.0%}" for n, share in zip(data["words"], data["share"], strict=True)]
    title = f"{1 - counts['narration'] / total:.0%} of the article reports what somebody said"
    without = ", without byline and dateline" * bool(article.boilerplate)
    alt = f"Bar chart. {title} ({count(total, 'word')} in all{without}): {drawing.listing(data['kind'], labels)}."
    chart = Chart("words_by_kind", title, data, alt, footnote)
    (ax,) = chart.lay_out([Plot(drawing.tall(len(data)), below=drawing.SCALE)])
    parts = {kind: data["words"].where(data["kind"] == kind, 0) for kind in counts}
    drawing.bars(ax, [f"{kind}\n{MEANINGS[kind]}" for kind in counts], parts, KIND_LOOKS, labels)
    drawing.words_below(ax, f"words of the article{without}")
    return chart


def _words_of_each_kind(quotes: pd.DataFrame, article: Article) -> dict[str, int]:
    """Words of an article that are direct, mixed, indirect or narration; where quotes overlap, the first of these."""
    kinds = list(KIND_LOOKS)
    at = np.full(len(article.text), kinds.index("narration"))  # of each character: the number of its kind
    for number in reversed(range(kinds.index("narration"))):
        of_kind = quotes[quotes["kind"] == kinds[number]]
        for start, end in zip(of_kind["start"], of_kind["end"], strict=True):
            at[start:end] = number
    counts = dict.fromkeys(KIND_LOOKS, 0)
    skipped = covering(article.boilerplate)
    for word in WORD.finditer(article.text):
        if not skipped(word.start()):
            counts[kinds[min(at[word.start() : word.end()])]] += 1
    return counts


@same_look
def speaking_share(quotes: pd.DataFrame, *, footnote: str = "") -> Chart:
    """Who gets how many words, in direct, mixed and indirect quotes; the longest-speaking first.

    Args:
        quotes: rows of one article or of several.
        footnote: small type under the chart.
    """
    title = "Who speaks, and how long"
    if quotes.empty:
        return no_quotes("speaking_share", title)
    voices = _voices(quotes)
    words = voices.pivot_table(index="voice", columns="kind", values="words", aggfunc="sum", fill_value=0)
    words = words.reindex(columns=list(KINDS), fill_value=0)
    data = words.assign(words=words.sum(axis=1), quotes=voices.groupby("voice").size())
    data = drawing.last(data.sort_values(["words", "quotes"], ascending=False, kind="stable")).reset_index()
    labels = [f"{count(w, 'word')} in {count(q, 'quote')}" for w, q in zip(data["words"], data["quotes"], strict=True)]
    speakers = quotes["speaker"].nunique()
    alt = f"Bar chart. {title}: {count(len(quotes), 'quote')} by {count(speakers, 'speaker')}. {drawing.listing(data['voice'], labels)}."
    chart = Chart("speaking_share", title, data, alt, footnote)
    (ax,) = chart.lay_out([Plot(drawing.tall(len(data)))], [drawing.box_key(kind, KIND_LOOKS[kind]) for kind in words])
    drawing.bars(ax, list(data["voice"]), {kind: data[kind] for kind in words}, KIND_LOOKS, labels)
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
    title = "Who speaks where in the article"
    if quotes.empty:
        return no_quotes("voices_through_article", title)
    starts, ends = ([edge(word) for word in WORD.finditer(article.text)] for edge in (re.Match.start, re.Match.end))
    data = _voices(quotes, MOST_VOICES)[["voice", "kind", "start", "end"]].sort_values("start")
    data["first_word"] = [bisect_right(ends, at) + 1 for at in data["start"]]
    data["last_word"] = [max(bisect_left(starts, at), 1) for at in data["end"]]
    order = list(drawing.last(data.groupby("voice")[["start"]].min().sort_values("start")).index)
    first = data.groupby("voice")["first_word"].min()
    when = [f"first at word {first[voice]:,}" for voice in order]
    alt = f"Timeline of {count(len(starts), 'word')}. {title}: {drawing.listing(order, when)}."
    chart = Chart("voices_through_article", title, data, alt, footnote)
    keys = [drawing.box_key(TALL_KEYS[kind], KIND_LOOKS[kind]) for kind in KINDS]
    keys += [drawing.box_key("headline", HEADLINE)] * bool(article.headline)
    (ax,) = chart.lay_out([Plot(drawing.tall(len(order)), below=2 * drawing.SCALE)], keys, columns=4)
    ax.set_xlim(0, len(starts))
    if article.headline:
        ax.axvspan(0, bisect_left(starts, article.headline[1]), zorder=-1, **HEADLINE)
    _blocks(ax, data, order, len(starts))
    return chart


def _blocks(ax: Axes, data: pd.DataFrame, order: list[str], n_words: int) -> None:
    """A line per speaker with a block per quote, over a scale of the article's words."""
    drawing.divide(ax, [row + 0.36 for row in range(len(order))], color=drawing.LIGHT, linewidth=1)
    places = {voice: row for row, voice in enumerate(order)}
    least = n_words * LEAST_SHARE
    for kind, part in data.groupby("kind"):
        words = zip(part["voice"], part["first_word"], part["last_word"], strict=True)
        boxes = [(a - 1, places[v] + 0.36 - TALL[kind], max(b - a + 1, least), TALL[kind]) for v, a, b in words]
        drawing.boxes(ax, boxes, drawing.Look(linewidth=0.5) | KIND_LOOKS[kind])
    drawing.name_rows(ax, order)
    ticks = [tick for tick in MaxNLocator(6, integer=True).tick_values(0, n_words) if tick <= n_words]
    drawing.scale_below(ax, {tick: f"{tick:,.0f}" for tick in ticks}, grid=False)
    drawing.words_below(ax, f"word of the article (1 to {n_words:,})", lines_above=1)


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
    data = _named_and_kind(quotes, speakers)
    labels = [
        f"{count(w, 'word')} in {count(q, 'quote')}" + (f" by {count(n, 'speaker')}" if n else "")
        for w, q, n in zip(data["words"], data["quotes"], data["speakers"], strict=True)
    ]
    voices = [
        who if named == "none" or "unnamed" in who else f"{who}, {named}"
        for who, named in zip(data["who"], data["named"], strict=True)
    ]
    share = data.loc[data["named"] == "named", "words"].sum() / max(data["words"].sum(), 1)
    alt = (
        f"Bar chart. {title}: {share:.0%} of the quoted words have a named speaker. {drawing.listing(voices, labels)}."
    )
    chart = Chart("named_unnamed", title, data, alt, footnote)
    keys = [drawing.box_key(text, NAMED[named]) for named, text in NAMED_KEYS.items()]
    (ax,) = chart.lay_out([Plot(drawing.tall(len(data)))], keys)
    drawing.bars(ax, voices, {k: data["words"].where(data["named"] == k, 0) for k in NAMED}, NAMED, labels)
    return chart


def _named_and_kind(quotes: pd.DataFrame, speakers: pd.DataFrame) -> pd.DataFrame:
    """Words, quotes and speakers: named ones, those without a name and none, each by the kind of speaker."""
    kinds = speakers[["article_id", "speaker", "kind", "named"]].rename(columns={"kind": "who"})
    rows = _counted(quotes).merge(kinds, on=["article_id", "speaker"], how="left")
    rows = join_governments(rows, speakers)
    rows["named"] = ["none" if pd.isna(x) else "named" if x else "unnamed" for x in rows["named"]]
    rows["who"] = rows["who"].fillna(NOBODY)
    groups = rows.groupby(["named", "who"], sort=False)
    data = groups.agg(words=("words", "sum"), quotes=("words", "size"), speakers=("speaker", "nunique")).reset_index()
    by = {"by": ["named", "words"], "ascending": [True, False], "key": _by_name_given}
    return data.sort_values(**by, kind="stable").reset_index(drop=True)


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
        Speech without a speaker is left out, and a government counts as one speaker under all its names. Those to whom the
        article gives no side are "side not said".
    """
    title = "Whose own words, and whose in paraphrase"
    if speakers.empty:
        return statement("own_words", title, "No speakers found in this article.")
    tables = {by: _quoted_and_retold(speakers, by) for by in GROUPS}
    labels = {by: [_share_in_words(row) for row in part.itertuples()] for by, part in tables.items()}
    aloud = [f"By {GROUPS[by]}: {drawing.listing(part['group'], labels[by])}." for by, part in tables.items()]
    data = pd.concat(tables, names=["by"]).reset_index("by")
    chart = Chart("own_words", title, data, f"Bar charts. {title}. {' '.join(aloud)}", footnote)
    plots = [Plot(drawing.tall(len(part)), above=0.3) for part in tables.values()]
    axes = chart.lay_out(plots, [drawing.box_key(text, OWN[key]) for key, text in OWN_KEYS.items()])
    for ax, (by, part) in zip(axes, tables.items(), strict=True):
        _own_bars(ax, by, part, labels[by])
    return chart


def _own_bars(ax: Axes, by: str, part: pd.DataFrame, labels: list[str]) -> None:
    """The bars of sides, or of kinds of speaker; pale where there are few quotes."""
    parts: dict[str, pd.Series] = {}
    for name, share in (("quoted", part["share"]), ("retold", 1 - part["share"])):
        parts |= {name: share.where(part["enough"], 0), f"{name}, few": share.mask(part["enough"], 0)}
    names = drawing.bars(ax, list(part["group"]), parts, OWN, [label.replace(": ", "\n", 1) for label in labels])
    drawing.head(ax, f"By {GROUPS[by]}", fontweight="bold")
    if len(part) > 1 and part["group"].iloc[-1] == f"{by} not said":
        drawing.divide(ax, [len(part) - 1.5], color=GREY, linestyle="--")
        names[-1].set(**SLANTED)


def _quoted_and_retold(speakers: pd.DataFrame, by: str) -> pd.DataFrame:
    """Words in quotation marks and outside of them, by one column of the speakers; those without a value last."""
    unsaid, words = f"{by} not said", speakers["n_words_direct"] + speakers["n_words_indirect"]
    rows = join_governments(speakers, speakers)
    groups = rows.assign(group=drawing.top(rows[by].fillna(unsaid), words)).groupby("group", sort=False)
    data = groups.agg(
        quoted=("n_words_direct", "sum"),
        retold=("n_words_indirect", "sum"),
        quotes=("n_quotes", "sum"),
        speakers=("speaker", "nunique"),
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


def _voices(quotes: pd.DataFrame, most: int = drawing.TOP) -> pd.DataFrame:
    counted = _counted(quotes)
    return counted.assign(voice=drawing.top(counted["speaker"], counted["words"], most))


def _by_name_given(column: pd.Series) -> pd.Series:
    return column.map(list(NAMED).index) if column.name == "named" else column
