"""Charts of portrayals: which verbs credit or discredit whom, and who is told as doer and who as sufferer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from onrecord.charts import _drawing as drawing
from onrecord.charts._chart import Chart, Plot, same_look, statement
from onrecord.pages.wording import NOBODY, count
from onrecord.statistics.portrayed import with_sides

VERBS: dict[str, drawing.Look] = {
    "credits": {"facecolor": drawing.GREEN, "hatch": ".."},
    "neutral": {"facecolor": drawing.LIGHT, "hatch": ""},
    "discredits": {"facecolor": drawing.RED, "hatch": "//"},
}
VERB_KEYS = {"credits": "credit (revealed)", "neutral": "neutral (said)", "discredits": "discredit (claimed)"}
DONE: dict[str, drawing.Look] = {
    "suffered": {"facecolor": drawing.SKY, "hatch": ""},
    "deed": {"facecolor": drawing.ORANGE, "hatch": "//"},
}
DONE_KEYS = {"suffered": "left: it was done to them", "deed": "right: they did it"}
SAYINGS = {
    "discredits": "discredit:",
    "credits": "credit:",
    "neutral": "neutral:",
    "deed": "did:",
    "suffered": "suffered:",
}
MOST_WORDS = 4  # of a kind, beside a bar
MOST_TOLD = 2  # in a title
FEWEST = 3  # verbs or deeds that are worth a picture
GROUPS = {"speaker": "By speaker", "side": "By side"}
SIDE_UNSAID = "side not said"

Parts = Mapping[str, pd.Series]


@same_look
def speech_verbs(portrayals: pd.DataFrame, speakers: pd.DataFrame, *, footnote: str = "") -> Chart:
    """How many of the verbs that introduce each speaker, and each side, credit the words, are neutral, or discredit them.

    Args:
        portrayals: rows of one article or of several.
        speakers: the speakers of the same articles.
        footnote: small type under the chart.

    Returns:
        A chart whose `data` has a row per speaker and side, kind (credits, neutral, discredits) and verb, with n. Where
        there is nothing to compare (see `_too_few`) it says so in words and draws nothing. Speakers with neutral verbs
        alone stand together as "3 others".

    Limits:
        Which verbs are loaded is a matter of a list (words/loaded_words.csv), and not of the sentence. At most 16
        speakers have a row of their own.
    """
    name = "speech_verbs"
    cues = portrayals[portrayals["kind"] == "cue"]
    cues = with_sides(cues.assign(kind=cues["loaded"].fillna("neutral")), speakers)
    if cues.empty:
        return statement(name, "No verbs to compare", "No verb was found that introduces anybody.")
    data, loaded = _counted(cues), cues[cues["kind"] != "neutral"]
    if loaded.empty:
        all_verbs = "The only verb" if len(cues) == 1 else f"All {len(cues):,} verbs"
        words = (
            f"{all_verbs} that introduce{'s' * (len(cues) == 1)} somebody {'is' if len(cues) == 1 else 'are'} neutral."
        )
        return statement(name, "No verb credits or discredits", words, data)
    title = _who_is_credited(loaded, len(cues))
    if _too_few(loaded, cues):
        return statement(name, title, "Too few to draw.", data)
    keys = [drawing.box_key(text, VERBS[kind]) for kind, text in VERB_KEYS.items()]
    return _chart(name, title, data, VERBS, keys, _verb_bars, footnote)


@same_look
def doers_and_sufferers(portrayals: pd.DataFrame, speakers: pd.DataFrame, *, footnote: str = "") -> Chart:
    """What the narration states as a fact that each speaker, and each side, did to others, and what was done to them.

    Args:
        portrayals: rows of one article or of several.
        speakers: the speakers of the same articles.
        footnote: small type under the chart.

    Returns:
        A chart whose `data` has a row per speaker and side, kind (deed, suffered) and word (the class of
        the event, else the verb), with n. Where there is nothing to compare (see `_too_few`) it
        says so in words and draws nothing.

    Limits:
        Only those who speak in the article can be in it: the dead seldom do. At most 16 speakers have a row of their own.
    """
    name = "doers_and_sufferers"
    acts = portrayals[portrayals["kind"].isin(list(DONE))]
    if acts.empty:
        return statement(
            name,
            "No doer and no sufferer was found",
            "No words were found in which the article tells a deed of a speaker, or one done to a speaker.",
        )
    acts = with_sides(acts.assign(word=acts["event"].fillna(acts["word"])), speakers)
    data, title = _counted(acts), _who_does_most(acts)
    if _too_few(acts, acts):
        return statement(name, title, "Too few to draw.", data)
    keys = [drawing.box_key(text, DONE[kind]) for kind, text in DONE_KEYS.items()]
    return _chart(name, title, data, DONE, keys, _done_bars, footnote)


# --- findings ----------------------------------------------------------------------------------------------------


def _who_is_credited(loaded: pd.DataFrame, n_verbs: int) -> str:
    """As in: 5 of 20 verbs credit or discredit: 3 discredit Ana Ruiz, 1 credits Jo Li, 1 concerns others."""
    times = loaded.groupby(["speaker", "kind"], sort=False).size().sort_values(ascending=False, kind="stable")
    start = f"{len(loaded):,} of {count(n_verbs, 'verb')} {'credits or discredits' if len(loaded) == 1 else 'credit or discredit'}"
    if len(times) > MOST_TOLD and times.max() == 1:
        return f"{start}; no speaker gets two of a kind"
    told = [
        f"{n:,} {kind if n == 1 else kind.removesuffix('s')} {drawing.in_title(speaker)}"
        for (speaker, kind), n in times.head(MOST_TOLD).items()
    ]
    rest = int(times.iloc[MOST_TOLD:].sum())
    told += [f"{rest:,} concern{'s' * (rest == 1)} others"] * bool(rest)
    return f"{start}: {', '.join(told)}"


def _who_does_most(acts: pd.DataFrame) -> str:
    """As in: Told as doer most often: Ana Ruiz (3 times); as sufferer: Jo Li (once)."""
    return f"Told as doer most often: {_most_often(acts, 'deed')}; as sufferer: {_most_often(acts, 'suffered')}"


def _most_often(acts: pd.DataFrame, kind: str) -> str:
    """The speaker, or both or the number of those, with most acts of a kind."""
    times = acts.loc[acts["kind"] == kind, "speaker"].value_counts()
    if times.empty:
        return "nobody"
    first = list(times[times == times.max()].index)
    who = " and ".join(map(drawing.in_title, first)) if len(first) <= MOST_TOLD else f"{len(first):,} speakers"
    often = "once" if times.max() == 1 else f"{times.max():,} times"
    return f"{who} ({often}{' each' * (len(first) > 1)})"


# --- drawing -----------------------------------------------------------------------------------------------------


def _too_few(telling: pd.DataFrame, rows: pd.DataFrame) -> bool:
    """There is nothing to compare: few rows tell anything, no two of them the same of a speaker, or there is one speaker."""
    twice = telling.duplicated(["speaker", "kind"]).any()
    return len(telling) < FEWEST or not twice or rows["speaker"].nunique() == 1


def _counted(rows: pd.DataFrame) -> pd.DataFrame:
    """How often each kind and word comes for each speaker, and for each side where there are two: by, group, kind, word, n."""
    telling = rows[rows["kind"] != "neutral"]
    tables = []
    for by in GROUPS:
        if by == "side" and telling["side"].nunique() < 2:
            continue
        unsaid = SIDE_UNSAID if by == "side" else NOBODY
        group = _with_others(rows[by].fillna(unsaid), telling[by].fillna(unsaid))
        counts = rows.assign(by=by, group=group).groupby(["by", "group", "kind", "word"], sort=False).size()
        tables.append(counts.rename("n").reset_index())
    return pd.concat(tables, ignore_index=True)


def _with_others(groups: pd.Series, telling: pd.Series) -> pd.Series:
    """The groups, those together as "3 others" of whom nothing is told but neutral verbs, or least."""
    kept = set(telling.value_counts().index[: drawing.TOP - 1])
    rest = set(groups) - kept
    return groups.where(groups.isin(kept), f"{len(rest)} others") if len(rest) > 1 else groups


def _chart(
    name: str,
    title: str,
    data: pd.DataFrame,
    looks: Mapping[str, drawing.Look],
    keys: Sequence[Patch],
    draw: Callable[[Axes, Sequence[str], Parts, Sequence[str]], None],
    footnote: str,
) -> Chart:
    """A plot by speaker and, where the article names sides, one by side, a bar for each kind of portrayal."""
    plots: dict[str, tuple[list[str], Parts, list[str]]] = {}
    for by, part in data.groupby("by", sort=False):
        sums = (
            part.groupby(["group", "kind"])["n"].sum().unstack(fill_value=0).reindex(columns=list(looks), fill_value=0)
        )
        sums = _last(drawing.last(sums.loc[(-sums.sum(axis=1)).sort_values(kind="stable").index]))
        labels = [_in_words(part[part["group"] == group]) for group in sums.index]
        plots[str(by)] = list(sums.index), {kind: sums[kind] for kind in looks}, labels
    aloud = [f"{GROUPS[by]}: {drawing.listing(names, labels)}." for by, (names, _, labels) in plots.items()]
    chart = Chart(name, title, data, f"{title}. Bar chart. {' '.join(aloud)}", footnote)
    rooms = [Plot(drawing.tall(len(names)), above=0.3 * (len(plots) > 1)) for names, _, _ in plots.values()]
    for (by, plot), ax in zip(plots.items(), chart.lay_out(rooms, keys), strict=True):
        draw(ax, *plot)
        if len(plots) > 1:
            drawing.head(ax, GROUPS[by], fontweight="bold")
    return chart


def _verb_bars(ax: Axes, names: Sequence[str], parts: Parts, labels: Sequence[str]) -> None:
    """A bar for each name, its parts one after the other."""
    drawing.bars(ax, names, parts, VERBS, [label.replace("; ", "\n", 1) for label in labels])


def _done_bars(ax: Axes, names: Sequence[str], parts: Parts, labels: Sequence[str]) -> None:
    """Bars to the left of a line for what was suffered, and to the right of it for what was done."""
    left, right = int(parts["suffered"].max()), int(parts["deed"].max())
    ax.set_xlim(-left - 0.02, right + 0.02)
    for kind, sign in (("suffered", -1), ("deed", 1)):
        places = [(0, row - drawing.BAR / 2, sign * float(n), drawing.BAR) for row, n in enumerate(parts[kind])]
        drawing.boxes(ax, places, DONE[kind])
    drawing.name_rows(ax, names)
    drawing.lines(ax, [[(0, -0.5), (0, len(names) - 0.5)]], linewidth=1)
    drawing.label_rows(ax, {row: label.replace("; ", "\n") for row, label in enumerate(labels)})


def _in_words(rows: pd.DataFrame) -> str:
    """The kinds of a group with their words, the most frequent first: "did: killed 2, seized 1; suffered: detained 1"."""
    said = []
    for kind, saying in SAYINGS.items():
        words = rows[rows["kind"] == kind].sort_values("n", ascending=False, kind="stable")
        listed = ", ".join(f"{row.word} {row.n:,}" for row in words.head(MOST_WORDS).itertuples())
        listed += " …" * (len(words) > MOST_WORDS)
        listed = f"{words['n'].sum():,}" if kind == "neutral" else listed
        said += [f"{saying} {listed}"] if len(words) else []
    return "; ".join(said)


def _last(sums: pd.DataFrame) -> pd.DataFrame:
    """Those without a side under the rest."""
    return sums.iloc[(sums.index == SIDE_UNSAID).argsort(kind="stable")]
