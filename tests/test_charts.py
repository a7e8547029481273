"""Charts: drawn from made-up tables, with words that say what they show, and the same bytes each time."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Iterable

import matplotlib
import pandas as pd
import pytest
from made_up import FLOOD, figure, quote, record, span, table

from onrecord import charts
from onrecord.charts import claims
from onrecord.statistics.agreement import compare_scorers
from onrecord.statistics.means import average, by_speaker, toward_speakers
from onrecord.statistics.pairwise import differences
from onrecord.text.articles import Article

ODD_NAMES = [
    "Tomas $Vale_^2",
    r"\frac{1}{0}$",
    "Олена Коваль",
    "王小明",
    "",
    "x" * 300,
    "_under_",
    "<b>&amp;",
    "%s {0}",
]
TEXT = "One two three, she said. Four five six seven. Eight nine, it claimed."


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


def mentions(names: Iterable[str]) -> pd.DataFrame:
    """Each of these speaks about the next."""
    names = list(dict.fromkeys(names))
    return pd.DataFrame({"speaker": names, "about": names[1:] + names[:1]})


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


def everything(said: pd.DataFrame, tone: pd.DataFrame, claims: pd.DataFrame, pairs: pd.DataFrame, **more) -> list:
    """Every chart of one article."""
    known = speakers(**{who: "person" for who in said["speaker"].dropna().unique()})
    return [
        charts.words_by_kind(said, ARTICLE, **more),
        charts.speaking_share(said, **more),
        charts.voices_through_article(said, ARTICLE, **more),
        charts.cues_by_speaker(said, **more),
        charts.named_unnamed(said, known, **more),
        charts.own_words(known, **more),
        charts.who_about_whom(mentions(said["speaker"].dropna()), **more),
        charts.claims_board(claims, **more),
        charts.subsets(claims, **more),
        charts.comparisons(claims, pairs, **more),
        charts.figures_by_date(claims, table("articles", []), **more),
        charts.tone_by_speaker(tone, by_speaker(tone), **more),
        charts.attitude_and_events(tone, **more),
        charts.tone_through_article(tone, said, **more),
        *contrasts(tone, **more),
    ]


def contrasts(tone: pd.DataFrame, **more) -> list:
    """The charts of tone that set groups side by side; each speaker is a side and a role."""
    sided = tone.assign(side=tone["speaker"], role=tone["speaker"], wording="in paraphrase")
    by = {column: average(sided, column) for column in ("side", "role", "wording")}
    toward = table("tone_toward", tone.dropna(subset="speaker")[["speaker", "compound", "label"]].to_dict("records"))
    turned = tone.assign(compound=-tone["compound"], label=1)
    return [
        charts.tone_by_side(sided, by["side"], **more),
        charts.tone_by_role(sided, by["role"], **more),
        charts.tone_by_wording(sided, by["wording"], **more),
        charts.means_without_events(*by.values(), **more),
        charts.tone_differences(differences(sided, ["side", "wording"]), **more),
        charts.tone_toward_speakers(toward, toward_speakers(toward), **more),
        charts.scorers_compared(compare_scorers(tone, turned), "vader", "minilm", **more),
    ]


def is_png(chart: charts.Chart) -> bool:
    return chart.png().startswith(b"\x89PNG") and chart.alt_text and len(chart.axes) > 0


def test_every_chart_of_one_article_is_tested_here():
    """Those of several articles are tested in test_charts_outlets.py."""
    several = {"voices_by_outlet", "figures_by_day", "tone_by_outlet", "tone_of_shared_speakers"}
    drawn = {chart.name for chart in everything(quotes("A"), tones(("A", 0.5, 0.1)), CLAIMS, PAIRS)}
    assert drawn | several == {name for name, f in vars(charts).items() if hasattr(f, "__wrapped__")}


@pytest.mark.parametrize("n", [0, 1, 60])
def test_any_number_of_rows(n):
    names = [f"Witness {i}" for i in range(n)]
    claims = figures(*(amount(f"{i} people", i, i, speaker=who) for i, who in enumerate(names)))
    relation = {"article_id_a": "made-up", "article_id_b": "made-up", "relation": "agree", "why": ""}
    pairs = table("comparisons", [relation | {"a": "f0", "b": f"f{i}"} for i in range(1, n)])
    for chart in everything(quotes(*names), tones(*((who, 0.5, -0.5) for who in names)), claims, pairs):
        assert is_png(chart), chart
        assert chart.get_size_inches()[1] < 32, "a page or three, not a scroll"


def test_nothing_found_is_said():
    said = {c.name: c.alt_text for c in everything(quotes(), tones(), figures(), PAIRS.head(0))}
    assert "100% of" not in said["words_by_kind"] and "0% of the article" in said["words_by_kind"]
    assert said["speaking_share"].endswith("No quotes found in this article.")
    assert said["claims_board"].endswith("No figures found in this article.")
    assert all(alt.endswith(".") for alt in said.values())


@pytest.mark.parametrize("names", [ODD_NAMES[:5], ODD_NAMES[5:]])
@pytest.mark.filterwarnings("error")
def test_any_name_can_be_drawn(names):
    said, tone = quotes(*names, None), tones(*[(name, 0.5, 0.1) for name in [*names, None]])
    some = [names[i % len(names)] for i in range(len(CLAIMS))]
    claims = CLAIMS.assign(speaker=some, unit=some, text=some, stated=some)
    for chart in everything(said, tone, claims, PAIRS, footnote=" ".join(names)):
        assert is_png(chart)


def test_more_speakers_than_lines_are_taken_together():
    data = charts.speaking_share(quotes(*(f"Witness {i}" for i in range(40)), None)).data
    assert list(data["voice"][-2:]) == ["25 others", "no speaker found"]
    assert len(data) == 17 and data["words"].sum() == 41 * 3


def test_the_words_of_an_article_are_counted_once():
    text = "“One two,” she said. Three four five. Skip this"
    made = record(
        text,
        [quote(text, "“One two,”", 1), quote(text, "Three four", 2, "indirect"), quote(text, "Three", 3, "mixed")],
        boilerplate=((text.index("Skip"), len(text)),),
    )
    chart = charts.words_by_kind(made.quotes, made.article)
    assert dict(zip(chart.data["kind"], chart.data["words"], strict=True)) == {
        "direct": 2,
        "mixed": 1,
        "indirect": 1,
        "narration": 3,
    }
    assert "57% of the article reports what somebody said" in chart.alt_text
    assert "direct: 2 words, 29%" in chart.alt_text
    assert "7 words in all, without byline and dateline" in chart.alt_text


def test_speaking_share_says_its_numbers():
    chart = charts.speaking_share(quotes("Ana Ruiz", "Jo Li", "Ana Ruiz", None))
    assert "4 quotes by 2 speakers" in chart.alt_text
    assert "Ana Ruiz: 6 words in 2 quotes; Jo Li: 3 words in 1 quote; no speaker found: 3 words" in chart.alt_text


def test_voices_stand_where_they_speak():
    said = [quote(FLOOD, "The wall", 1, speaker="A"), quote(FLOOD, "About 300 houses", 2, speaker="B")]
    data = charts.voices_through_article(table("quotes", said[::-1]), Article("made-up", FLOOD)).data
    assert list(data["voice"]) == ["A", "B"]
    words = FLOOD.split()
    assert list(data["first_word"]) == [words.index("“The") + 1, words.index("About") + 1]
    assert list(data["last_word"]) == [words.index("wall") + 1, words.index("houses") + 1]


def test_headline_and_own_words_are_told_apart_without_colour():
    said = quotes("A", "A", "A")
    for headline, names in ((None, []), ((0, 13), ["headline"])):
        (ax,) = charts.voices_through_article(said, Article("made-up", TEXT, headline=headline)).axes
        assert [text.get_text() for text in ax.get_legend().get_texts()][3:] == names
        heights = {round(path.get_extents().height, 2) for blocks in ax.collections for path in blocks.get_paths()}
        assert len(heights) == 3, "direct, mixed and indirect differ in height"


def test_a_cue_of_two_quotes_counts_once():
    said = quotes("A", "A", cue="Claimed", cue_start=7, cue_end=14, cue_class="claim")
    other = quotes("B", cue="said", cue_start=30, cue_end=34)
    unknown = quotes("B", cue="beamed", cue_start=40, cue_end=46, cue_class=None)
    without = quotes("B").assign(cue=None, cue_start=pd.NA, cue_end=pd.NA, cue_class=None)
    chart = charts.cues_by_speaker(pd.concat([said, other, unknown, without], ignore_index=True))
    assert list(chart.data.itertuples(index=False, name=None)) == [
        ("B", "beamed", "unlisted", 1),
        ("B", "said", "neutral", 1),
        ("A", "claimed", "claim", 1),
    ]
    assert "3 cues, 1 of them loaded; 1 quote without a cue" in chart.alt_text
    assert "B: beamed (unlisted) 1, said 1; A: claimed (claim) 1." in chart.alt_text


def test_neutral_words_come_first_and_rare_ones_go():
    said = [quotes("A", cue=f"word{n}", cue_start=n, cue_class="claim") for n in range(20)]
    said += [quotes("A", cue="said", cue_start=90 + n, cue_class="neutral") for n in range(2)]
    chart = charts.cues_by_speaker(pd.concat(said, ignore_index=True))
    words = [label.get_text() for label in chart.axes[0].get_xticklabels()]
    assert words[:2] == ["said  2", "word0 (claim)  1"] and len(words) == 16
    assert "(5 rarer words not drawn)" in chart.get_suptitle()
    assert len(chart.data) == 21


def test_own_words_by_side_and_kind():
    known = speakers(Ana="person", Jo="person", army="military", residents="unnamed group")
    known = known.assign(side=["Lanne", "Lanne", "Ostrel", None], n_quotes=[3, 2, 4, 9])
    chart = charts.own_words(known)
    sides = chart.data[chart.data["by"] == "side"].set_index("group")
    assert list(sides.index) == ["Lanne", "Ostrel", "side not said"], "those without a side come last"
    assert sides.loc["Lanne", ["quoted", "retold", "quotes", "speakers", "enough"]].tolist() == [4, 2, 5, 2, True]
    assert not sides.loc["Ostrel", "enough"], "four quotes are too few"
    assert "Lanne: 67% quoted: 6 words, 5 quotes, 2 speakers; Ostrel: too few to compare: 3 words, 4" in chart.alt_text


NETWORKS = [
    # who speaks about whom, what the chart says
    ([], "in no quote of this article is another speaker named."),
    ([("Ana", "Jo")] * 5, "There is no network to see: only Ana about Jo."),
    ([("Ana", "Jo"), ("Jo", "Ana"), ("Ana", "Jo"), ("Kim", "Jo")], "Ana about Jo: 2 mentions; Jo about Ana: 1 mention"),
]


@pytest.mark.parametrize("pairs, words", NETWORKS)
def test_who_speaks_about_whom(pairs, words):
    assert words in charts.who_about_whom(pd.DataFrame(pairs, columns=["speaker", "about"])).alt_text


def test_lines_of_a_network_that_are_not_drawn_are_counted():
    chart = charts.who_about_whom(mentions(f"Witness {n}" for n in range(40)))
    assert "(16 lines not drawn)" in chart.get_suptitle() and len(chart.data) == 40


def test_labels_of_long_names_keep_to_their_lines():
    """Two names of 90 letters, one under the other, do not run into each other."""
    names = [
        f"the {which} Commission for the Reconstruction of Flooded Bridges and Harbour Roads in the Valley"
        for which in ("First", "Second")
    ]
    for chart in (charts.voices_through_article(quotes(*names), ARTICLE), charts.cues_by_speaker(quotes(*names))):
        chart.png()
        boxes = [label.get_window_extent() for label in chart.axes[0].texts if label.get_gid() == "row"]
        assert len(boxes) == 2 and not boxes[0].overlaps(boxes[1]), chart
        assert min(box.x0 for box in boxes) >= 0, "cut off at the left"


def test_named_and_unnamed_speakers():
    known = speakers(Ana="person", residents="unnamed group")
    chart = charts.named_unnamed(quotes("Ana", "residents", "residents", None), known)
    assert list(chart.data["named"]) == ["named", "unnamed", "none"]
    assert "25% of the quoted words have a named speaker" in chart.alt_text
    assert "unnamed group: 6 words in 2 quotes by 1 speaker; no speaker found: 3 words in 1 quote." in chart.alt_text


def test_claims_board_says_every_figure_and_claimant():
    alt = charts.claims_board(CLAIMS).alt_text
    for words in [
        "displaced: 402,000 people: Ana Ruiz",
        "killed: at least 40 people: Jo Li",
        "killed: up to 50 people: the article itself",
        "Buildings: destroyed: 150 houses (hedged): the article itself",
        "Other: destroyed: $5_000^2 trucks",
    ]:
        assert words in alt


SHARES = [
    # part (low, high), whole (low, high), in words
    ((84_000, 84_000), (402_000, 402_000), "21%"),
    ((12, 12), (40, None), "at most 30%"),
    ((12, None), (40, 40), "at least 30%"),
    ((12, None), (40, None), "share not known"),
    ((None, None), (40, 40), "share not known"),
    ((12, 12), (0, 0), "share not known"),
]


@pytest.mark.parametrize("part, whole, words", SHARES)
def test_share_of_a_part(part, whole, words):
    chart = charts.subsets(figures(amount("x people", *whole), amount("y children", *part, subset_of="f0")))
    assert list(chart.data["in_words"]) == [words]
    assert is_png(chart)


def test_conflicts_come_first():
    chart = charts.comparisons(CLAIMS, PAIRS)
    assert list(chart.data["relation"]) == ["conflict_value", "compatible", "subset"]
    assert "killed: at least 40 people (Jo Li) and killed: No people (negated) (the article itself)" in chart.alt_text


def test_every_relation_of_the_contract_has_words():
    names = [
        "agree",
        "agree_rounded",
        "compatible",
        "conflict_value",
        "conflict_character",
        "subset",
        "adds",
        "updates",
    ]
    assert sorted(claims.LINES) == sorted(names)


def test_same_tables_same_bytes():
    first, second = (everything(quotes("A", "B"), tones(("A", 0.5, 0.1)), CLAIMS, PAIRS) for _ in range(2))
    assert [c.png() for c in first] == [c.png() for c in second]
    assert first[0].png() == first[0].png()


def test_settings_of_the_session_change_nothing():
    usual = charts.claims_board(CLAIMS).png()
    with matplotlib.rc_context(
        {"font.size": 20, "axes.facecolor": "black", "axes.grid": True, "savefig.bbox": "tight"}
    ):
        assert charts.claims_board(CLAIMS).png() == usual


def test_a_footnote_makes_room_for_itself():
    bare, noted = charts.speaking_share(quotes("A")), charts.speaking_share(quotes("A"), footnote="Right. " * 60)
    assert noted.get_size_inches()[1] > bare.get_size_inches()[1]
    assert noted.png() != bare.png()


def test_notebooks_get_the_alternative_text():
    chart = charts.speaking_share(quotes("Ana Ruiz"))
    data, about = chart._repr_mimebundle_()
    assert base64.b64decode(data["image/png"]) == chart.png()
    assert about["image/png"]["alt"] == chart.alt_text
    assert data["text/plain"] == "<Chart speaking_share: 1 row>"
    assert data["text/csv"] == chart.csv()
    json.dumps([data, about])


def test_a_chart_is_saved_with_its_numbers(tmp_path):
    chart = charts.speaking_share(quotes("Ana Ruiz"))
    chart.save(tmp_path / "new folder" / "01_who")
    charts.speaking_share(quotes()).save(tmp_path / "new folder" / "02_nobody")
    assert [path.name for path in sorted((tmp_path / "new folder").iterdir())] == [
        "01_who.csv",
        "01_who.png",
        "02_nobody.png",
    ]
    assert (tmp_path / "new folder" / "01_who.png").read_bytes() == chart.png()
    pd.testing.assert_frame_equal(
        pd.read_csv(tmp_path / "new folder" / "01_who.csv"), chart.data, check_dtype=False, check_names=False
    )


def test_charts_do_without_pyplot():
    code = "import sys, onrecord.charts; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_tables_are_left_as_they_were():
    said, tone, claims, pairs = quotes("A", None), tones(("A", 0.5, 0.1)), CLAIMS.copy(), PAIRS.copy()
    before = [frame.copy(deep=True) for frame in (said, tone, claims, pairs)]
    everything(said, tone, claims, pairs)
    for frame, was in zip((said, tone, claims, pairs), before, strict=True):
        pd.testing.assert_frame_equal(frame, was)


def test_the_flood_in_charts():
    """Offsets of real tables fit the article: the bar of a speaker ends where the quote does."""
    made = record(
        FLOOD, [quote(FLOOD, "“The wall simply gave way,”", 1, speaker="Ana Ruiz") | span(FLOOD, "said", "cue")]
    )
    assert charts.voices_through_article(made.quotes, made.article).data["last_word"].tolist() == [9]
