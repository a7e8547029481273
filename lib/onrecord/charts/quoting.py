"""Charts of quoting patterns: how much is somebody's words, who gets how many of them, and where they stand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from onrecord.charts import _drawing as drawing
from onrecord.charts._chart import Chart, Plot, no_quotes, same_look, statement
from onrecord.pages.wording import KINDS, NO_SIDE, NOBODY, count, genitive
from onrecord.statistics.governments import join_governments
from onrecord.statistics.means import ENOUGH_QUOTES
from onrecord.statistics.voices import speakers_by_side
from onrecord.text.article import WORD, Article, count_words
from onrecord.text.overlaps import covering

KIND_LOOKS: dict[str, drawing.Look] = {
    "direct": {"facecolor": drawing.BLUE, "hatch": ""},
    "mixed": {"facecolor": drawing.PURPLE, "hatch": "//"},
    "indirect": {"facecolor": drawing.ORANGE, "hatch": ".."},
    "narration": {"facecolor": drawing.LIGHT, "hatch": ""},
}
KIND_WORDS = {**KINDS, "narration": "the article’s own words"}
BOTH = "partly word for word and partly in paraphrase"
MOST_VOICES = 30  # lines of speakers through the article: who comes first may have few words
TALL = {"direct": 0.72, "mixed": 0.54, "indirect": 0.36}  # height of a block, of the room for a line
HEIGHTS = {"direct": "tall: ", "mixed": "", "indirect": "low: "}
LEAST_SHARE = 1 / 250  # of the article's words: a quote of two words stays visible
HEADLINE: drawing.Look = {"facecolor": drawing.LIGHT, "alpha": 0.5, "edgecolor": "none"}
MOST_UNSAID = 0.5  # of the words: where more are of speakers without a side, the title compares speakers
WORTH_SAYING = 0.2  # of the words: so many without a side are said in the title
LONGEST_NAME = 40  # letters, in a title


@same_look
def words_by_kind(quotes: pd.DataFrame, article: Article, *, footnote: str = "") -> Chart:
    """How much of an article reports what somebody said: direct, mixed, indirect, and the narration around them.

    Args:
        quotes: rows of one article.
        article: that article; its boilerplate (byline, dateline and the like) is not counted.
        footnote: small type under the chart, such as how often the rows are right.

    Returns:
        A chart with a bar for each kind that has words; with fewer than five quotes, or words of one kind only, it says how
        many words they have and draws nothing.

    Limits:
        Words are counted as by `text.article.count_words`. All words of a mixed quote count as mixed, those outside its
        quotation marks too. What is said in paraphrase is in the reporter's words.
    """
    counts = _words_of_each_kind(quotes, article)
    total = sum(counts.values())
    if quotes.empty or not total:
        title = "How much of the article reports what somebody said"
        found = f"No quotes found in this article of {count(total, 'word')}." if total else "This article has no words."
        return statement("words_by_kind", title, found)
    title = _kinds_finding(counts)
    reported = total - counts["narration"]
    counts = {kind: n for kind, n in counts.items() if n}
    if len(quotes) < ENOUGH_QUOTES or len(counts) < 2:
        return statement(
            "words_by_kind", title, f"{reported:,} of {count(total, 'word')}, in {count(len(quotes), 'quote')}."
        )
    data = pd.DataFrame({"kind": list(counts), "words": list(counts.values())})
    data["share"] = data["words"] / total
    labels = [f"{count(n, 'word')}, {percent(share)}" for n, share in zip(data["words"], data["share"], strict=True)]
    without = ", without byline and dateline" * bool(article.boilerplate)
    names = [KIND_WORDS[kind] for kind in counts]
    alt = f"{title}. Bar chart of {count(total, 'word')}{without}: {drawing.listing(names, labels)}."
    chart = Chart("words_by_kind", title, data, alt, footnote)
    (ax,) = chart.lay_out([Plot(drawing.tall(len(data)), below=drawing.SCALE)])
    parts = {kind: data["words"].where(data["kind"] == kind, 0) for kind in counts}
    drawing.bars(ax, names, parts, KIND_LOOKS, labels)
    drawing.words_below(ax, f"words of the article{without}")
    return chart


def _kinds_finding(counts: dict[str, int]) -> str:
    """How much is somebody's words, and of which kind most of it is."""
    reported = {kind: counts[kind] for kind in KINDS}
    total = sum(reported.values())
    finding = _begun(f"{percent(total / sum(counts.values()))} of the article reports what somebody said")
    most = max(reported, key=lambda kind: reported[kind])
    if not total or reported[most] <= total / 2:
        return finding
    how_much = "all of it" if reported[most] == total else "most of it"
    return f"{finding}, {how_much} {BOTH if most == 'mixed' else KIND_WORDS[most]}"


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
def speaking_share(quotes: pd.DataFrame, speakers: pd.DataFrame | None = None, *, footnote: str = "") -> Chart:
    """Who gets how many words, by side, in direct, mixed and indirect quotes; the longest-speaking first.

    Args:
        quotes: rows of one article or of several.
        speakers: the speakers of the same articles, for their sides; without them no side is known.
        footnote: small type under the chart.

    Returns:
        A chart whose `data` has a row per speaker: side, voice, words of each kind, words and quotes. With fewer than two
        speakers or five quotes there is nothing to compare: it says who speaks and draws nothing.

    Limits:
        A government counts as one speaker under all its names. At most 16 speakers have a bar of their own.
    """
    name, title = "speaking_share", "Who gets how many words"
    if quotes.empty:
        return no_quotes(name, title)
    spoken = _with_sides(quotes, speakers)
    data = _by_voice(spoken)
    labels = [f"{count(w, 'word')} in {count(q, 'quote')}" for w, q in zip(data["words"], data["quotes"], strict=True)]
    aloud = drawing.listing(data["voice"], labels)
    if few := _few(data.set_index("voice")["quotes"]):
        return statement(name, title, f"{few} {aloud}.")
    title = _share_finding(spoken, data)
    alt = f"{title}. Bar chart of {count(len(quotes), 'quote')}: {aloud}."
    chart = Chart(name, title, data, alt, footnote)
    rows = _with_heads(spoken, data, labels)
    keys = [drawing.box_key(KIND_WORDS[kind], KIND_LOOKS[kind]) for kind in KINDS if data[kind].any()]
    (ax,) = chart.lay_out([Plot(drawing.tall(len(rows)))], keys)
    names = drawing.bars(ax, list(rows["voice"]), {k: rows[k] for k in KINDS}, KIND_LOOKS, list(rows["label"]))
    for text, is_head in zip(names, rows["is_head"], strict=True):
        text.set_fontweight("bold" if is_head else "normal")
    return chart


def _with_sides(quotes: pd.DataFrame, speakers: pd.DataFrame | None) -> pd.DataFrame:
    """The quotes with their number of words, their voice (the row that their speaker has in the chart) and its side."""
    rows, sides = quotes, pd.Series(dtype="str")
    if speakers is not None:
        rows = join_governments(quotes, speakers)
        sides = speakers_by_side(quotes, speakers).set_index("speaker")["side"]
    rows = rows.assign(words=[count_words(text) for text in rows["text"]], side=rows["speaker"].map(sides))
    return rows.assign(voice=drawing.top(rows["speaker"], rows["words"]))


def _by_voice(rows: pd.DataFrame) -> pd.DataFrame:
    """Words of each voice by kind: the side with most words first; those without a side, the others and nobody last."""
    words = rows.pivot_table(index="voice", columns="kind", values="words", aggfunc="sum", fill_value=0)
    data = words.reindex(columns=list(KINDS), fill_value=0)
    groups = rows.groupby("voice")
    data = data.assign(words=data.sum(axis=1), quotes=groups.size(), side=groups["side"].first())
    data["side"] = data["side"].mask([bool(drawing.OTHERS.fullmatch(voice)) for voice in data.index])
    data["of_side"] = data["side"].map(rows.groupby("side")["words"].sum()).fillna(-1)
    order = {"by": ["of_side", "side", "words", "quotes"], "ascending": [False, True, False, False]}
    data = drawing.last(data.sort_values(**order, kind="stable"))
    return data.reset_index()[["side", "voice", *KINDS, "words", "quotes"]]


def _few(quotes_of_voices: pd.Series) -> str:
    """Why there is nothing to compare; "" where there is."""
    if len(quotes_of_voices) == 1:
        nobody = quotes_of_voices.index[0] == NOBODY
        return "No speaker was found for any quote." if nobody else "Only one speaker is quoted."
    return "Too few quotes for a picture." if quotes_of_voices.sum() < ENOUGH_QUOTES else ""


def _with_heads(spoken: pd.DataFrame, data: pd.DataFrame, labels: Sequence[str]) -> pd.DataFrame:
    """The rows to draw: a heading before the speakers of each side; none where no side is told."""
    total, of_side = max(int(data["words"].sum()), 1), spoken.groupby("side")["words"].sum()
    rows = data.assign(label=labels, is_head=False)
    if data["side"].isna().all():
        return rows
    unnamed = [voice == NOBODY or bool(drawing.OTHERS.fullmatch(voice)) for voice in data["voice"]]
    groups = rows["side"].fillna(NO_SIDE).mask(pd.Series(unnamed, rows.index), rows["voice"])
    drawn = []
    for group, part in rows.groupby(groups, sort=False):
        if list(part["voice"]) == [group]:
            drawn.append(part.assign(is_head=True))
            continue
        share = percent(of_side.get(group, part["words"].sum()) / total)
        head = {"voice": group, "label": f"{share} of the quoted words", "is_head": True}
        drawn += [pd.DataFrame([head | dict.fromkeys(KINDS, 0)]), part]
    return pd.concat(drawn, ignore_index=True)


def _share_finding(spoken: pd.DataFrame, data: pd.DataFrame) -> str:
    """Which sides, or else which speakers, get most of the quoted words."""
    total = max(int(data["words"].sum()), 1)
    sides = spoken.groupby("side")["words"].sum().sort_values(ascending=False, kind="stable")
    unsaid = total - int(sides.sum())
    if len(sides) > 1 and unsaid <= MOST_UNSAID * total:
        rest = f"; for {percent(unsaid / total)} no side is told" if unsaid >= WORTH_SAYING * total else ""
        return _leaders(sides.rename(_whose), total, " side") + rest
    voices = data.set_index("voice")["words"].sort_values(ascending=False, kind="stable")
    nobody = int(voices.get(NOBODY, 0))
    known = voices[[v != NOBODY and not drawing.OTHERS.fullmatch(v) for v in voices.index]]
    if known.empty or nobody > known.iloc[0]:
        return f"For {percent(nobody / total)} of the quoted words no speaker was found"
    return _leaders(known.rename(_short), total)


def _leaders(words: pd.Series, total: int, noun: str = "") -> str:
    """Who has most words, and who comes next; all of those who have the same."""
    names, shares = list(words.index), [percent(n / total) for n in words]
    most = shares.count(shares[0])
    if most > 2:
        who = f"All {most}" if most == len(names) else f"{most} of {len(names)}"
        return f"{who}{noun or ' speaker'}s get {shares[0]} of the quoted words each"
    if most == 2:
        return _begun(f"{names[0]} and {names[1]}{noun and noun + 's'} get {shares[0]} of the quoted words each")
    second = f", {names[1]} {shares[1]}" if len(names) > 1 and shares.count(shares[1]) == 1 else ""
    return _begun(f"{names[0]}{noun} gets {shares[0]} of the quoted words{second}")


def _whose(side: str) -> str:
    return genitive(_short(side))


def _short(voice: str) -> str:
    """A name that fits into a title; that of a government without the names behind it."""
    return drawing.short(" ".join(voice.split(" (“")[0].split()), LONGEST_NAME)


def _begun(title: str) -> str:
    """A title with a capital letter: names such as "a witness" have none."""
    return title[:1].upper() + title[1:]


def percent(share: float) -> str:
    """A share in per cent: "0%" and "100%" only where it is none and all."""
    if 0 < share < 0.005:
        return "under 1%"
    return "over 99%" if 0.995 <= share < 1 else f"{share:.0%}"


@same_look
def voices_through_article(quotes: pd.DataFrame, article: Article, *, footnote: str = "") -> Chart:
    """Who speaks where: the article from its first word to its last, a line per speaker in order of first words.

    Direct speech is the tallest block and paraphrase the lowest, so that they differ without colour; the words of the
    headline are marked off.

    Args:
        quotes: rows of one article.
        article: that article.
        footnote: small type under the chart.

    Returns:
        A chart; with fewer than two speakers or five quotes it says who speaks where and draws nothing.
    """
    name, title = "voices_through_article", "Who speaks where in the article"
    if quotes.empty:
        return no_quotes(name, title)
    starts, ends = ([edge(word) for word in WORD.finditer(article.text)] for edge in (re.Match.start, re.Match.end))
    counted = quotes.assign(words=[count_words(text) for text in quotes["text"]])
    counted["voice"] = drawing.top(counted["speaker"], counted["words"], MOST_VOICES)
    data = counted[["voice", "kind", "start", "end"]].sort_values("start")
    data["first_word"] = [bisect_right(ends, at) + 1 for at in data["start"]]
    data["last_word"] = [max(bisect_left(starts, at), 1) for at in data["end"]]
    order = list(drawing.last(data.groupby("voice")[["start"]].min().sort_values("start")).index)
    first = data.groupby("voice")["first_word"].min()
    aloud = drawing.listing(order, [f"first at word {first[voice]:,}" for voice in order])
    if few := _few(data["voice"].value_counts()):
        return statement(name, title, f"{few} {aloud}.")
    title = _order_finding(quotes)
    alt = f"{title}. Timeline of {count(len(starts), 'word')}: {aloud}."
    chart = Chart(name, title, data, alt, footnote)
    kinds = [kind for kind in KINDS if kind in set(data["kind"])]
    keys = [drawing.box_key(HEIGHTS[kind] + KIND_WORDS[kind], KIND_LOOKS[kind]) for kind in kinds]
    keys += [drawing.box_key("headline", HEADLINE)] * bool(article.headline)
    (ax,) = chart.lay_out([Plot(drawing.tall(len(order)), below=2 * drawing.SCALE)], keys, columns=4)
    ax.set_xlim(0, len(starts))
    if article.headline:
        ax.axvspan(0, bisect_left(starts, article.headline[1]), zorder=-1, **HEADLINE)
    _blocks(ax, data, order, len(starts))
    return chart


def _order_finding(quotes: pd.DataFrame) -> str:
    """Who is heard first, and who last."""
    known = quotes.dropna(subset="speaker").sort_values("start", kind="stable")
    if known.empty:
        return "No speaker was found for any quote of this article"
    first, last = _short(known["speaker"].iloc[0]), _short(known["speaker"].iloc[-1])
    where = " (in the headline)" * bool(known["in_headline"].iloc[0])
    return _begun(
        f"{first} is heard first{where} and last" if first == last else f"{first} is heard first{where}, {last} last"
    )


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
