"""The class set: 24 short texts by four outlets over six days, and the slants that students find in their marks.

Whether the marks are in form, test_data.py looks for these texts and for those of data/articles alike.
"""

import json
from collections import Counter, defaultdict
from itertools import product
from pathlib import Path

import pytest

CLASS = Path(__file__).parents[2] / "data" / "class"
OUTLETS = {
    "meridian-wire": "Meridian Wire",
    "ostrel-courier": "The Ostrel Courier",
    "lanne-valley-post": "Lanne Valley Post",
    "lantern": "The Lantern",
}
DAYS = [f"2021-04-{day}" for day in range(13, 19)]
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((CLASS / "articles").iterdir())}
FEWEST_WORDS, MOST_WORDS = 120, 230

# What data/README.md says that each counted as killed: the lower end, by day.
TOLLS = {
    "ministry": dict(zip(DAYS, (17, 46, 58, 60, 60, 62), strict=True)),
    "hospital": dict(zip(DAYS, (31, 52, 61, 62, 63, 63), strict=True)),
}
WHO_COUNTS = {
    "ministry": ("ministry", "Tomas Keld"),
    "hospital": ("hospital", "Ivo Lentz"),
}
OF_THE_STATE = ("ministry", "Tomas Keld", "Keld’s", "Voss", "Brenn", "Maran", "civil protection", "government")
DOUBTED = {"claimed", "alleged"}
TRUSTED = {"explained", "assured", "stressed"}
PRESSED = {"conceded", "concedes", "admitted", "admits"}
REMEMBERED = {"recalled", "remembered", "remembers", "told"}


def marks(name: str) -> dict[str, dict]:
    with open(CLASS / "marked" / f"{name}.jsonl", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    assert [row["id"] for row in rows] == sorted(TEXTS)
    return {row["id"]: row for row in rows}


QUOTES, FIGURES = marks("quotes"), marks("figures")


def quotes_of(outlet: str) -> list[dict]:
    return [quote for day in DAYS for quote in QUOTES[f"{outlet}_{day}"]["quotes"]]


def is_one_of(name: str | None, names: tuple[str, ...]) -> bool:
    return any(each.lower() in (name or "").lower() for each in names)


def tolls(article: str, who: str) -> list[dict]:
    """The figures of an article with which somebody counts all the dead."""
    return [
        figure
        for figure in FIGURES[article]["figures"]
        if figure["event"] == "killed"
        and not any(figure.get(flag) for flag in ("subset_of", "negated", "optional"))
        and is_one_of(figure["source"], WHO_COUNTS[who])
    ]


def days_with(outlet: str, who: str) -> int:
    return sum(bool(tolls(f"{outlet}_{day}", who)) for day in DAYS)


def words_of(outlet: str, speakers: tuple[str, ...]) -> int:
    quotes = [quote for quote in quotes_of(outlet) if is_one_of(quote["speaker_canonical"], speakers)]
    return sum(len(quote["text"].split()) for quote in quotes)


def highest(count_of: dict[str, float]) -> str:
    """The only outlet that has the highest number."""
    (first, most), (_, second) = Counter(count_of).most_common(2)
    assert most > second, count_of
    return first


def share_of_cues(outlet: str, cues: set[str], speakers: tuple[str, ...]) -> float:
    """Of an outlet's cues for these speakers, the share that are among `cues`."""
    given = [q["cue"] for q in quotes_of(outlet) if q["cue"] and is_one_of(q["speaker_canonical"], speakers)]
    return sum(cue in cues for cue in given) / max(len(given), 1)


def test_each_outlet_has_a_text_of_each_day():
    assert sorted(TEXTS) == sorted(f"{outlet}_{day}" for outlet, day in product(OUTLETS, DAYS))


@pytest.mark.parametrize("name", TEXTS)
def test_header_says_what_the_name_says(name):
    outlet, day = name.split("_")
    header = TEXTS[name].split("\n\n")[0].split("\n")
    assert header == [
        "Section: FICTION – written for the On Record project",
        f"Outlet: {OUTLETS[outlet]}",
        f"Date: {int(day[-2:])} April 2021",
    ]


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_short(name):
    assert FEWEST_WORDS <= len(TEXTS[name].split("\n\n", 1)[1].split()) <= MOST_WORDS


@pytest.mark.parametrize("name", TEXTS)
def test_tolls_are_those_of_the_day(name):
    """Or those of an earlier day, where a text looks back."""
    day = name.split("_")[1]
    for who, by_day in TOLLS.items():
        said = {figure["value_low"] for figure in tolls(name, who)} - {6}  # "six more": a difference
        assert said <= {number for earlier, number in by_day.items() if earlier <= day}, who


def test_agency_prints_both_counts_with_their_claimants_every_day():
    assert days_with("meridian-wire", "ministry") == days_with("meridian-wire", "hospital") == len(DAYS)
    share = {}
    for outlet in OUTLETS:
        figures = [f for day in DAYS for f in FIGURES[f"{outlet}_{day}"]["figures"] if not f.get("optional")]
        share[outlet] = sum(bool(figure["source"]) for figure in figures) / len(figures)
    assert highest(share) == "meridian-wire"


def test_daily_of_the_capital_prints_the_ministrys_count_alone_but_for_once():
    assert days_with("ostrel-courier", "ministry") == len(DAYS)
    assert days_with("ostrel-courier", "hospital") == 1


def test_local_paper_begins_with_the_hospitals_count_on_most_days():
    first = []
    for day in DAYS:
        article = f"lanne-valley-post_{day}"
        starts = {who: min(figure["start"] for figure in tolls(article, who)) for who in WHO_COUNTS}
        first.append(min(starts, key=starts.__getitem__))
    assert Counter(first)["hospital"] >= len(DAYS) - 1


def test_opposition_site_prints_the_highest_count_even_when_it_was_taken_back():
    hundreds = defaultdict(int)
    for name, row in FIGURES.items():
        outlet, day = name.split("_")
        for figure in row["figures"]:
            if figure["event"] == "killed" and (figure["value_low"] or 0) >= 100 and not figure.get("negated"):
                hundreds[outlet] += 1
                assert day <= "2021-04-15" or outlet == "lantern"
    assert highest(hundreds) == "lantern"


def test_opposition_is_quoted_most_by_its_site_and_the_state_by_the_daily_of_the_capital():
    assert highest({outlet: words_of(outlet, ("Sarkan",)) for outlet in OUTLETS}) == "lantern"
    assert highest({outlet: words_of(outlet, OF_THE_STATE) for outlet in OUTLETS}) == "ostrel-courier"


def test_residents_say_most_in_the_local_paper():
    named_by_age = {
        name
        for row in QUOTES.values()
        for name in _with_age(row["text"], [q["speaker_canonical"] for q in row["quotes"]])
    }
    assert len(named_by_age) >= 6
    assert highest({outlet: words_of(outlet, tuple(named_by_age)) for outlet in OUTLETS}) == "lanne-valley-post"


def _with_age(text: str, names: list[str | None]) -> set[str]:
    """The names that a text follows with an age: "Greta Holm, 68"."""
    return {name for name in names if name and any(f"{name}, {age}" in text for age in range(18, 100))}


def test_nameless_people_speak_most_on_the_opposition_site():
    nameless = {}
    for outlet in OUTLETS:
        quotes = quotes_of(outlet)
        nameless[outlet] = sum(is_nameless(quote["speaker_canonical"]) for quote in quotes) / len(quotes)
    assert highest(nameless) == "lantern"


def is_nameless(speaker: str | None) -> bool:
    return (speaker or "a").lower().startswith(("a ", "an "))


def test_verbs_of_saying_are_those_of_the_outlets_slant():
    cues = {outlet: Counter(quote["cue"] for quote in quotes_of(outlet)) for outlet in OUTLETS}
    assert highest({outlet: cues[outlet]["said"] / cues[outlet].total() for outlet in OUTLETS}) == "meridian-wire"
    assert highest({o: share_of_cues(o, TRUSTED, OF_THE_STATE) for o in OUTLETS}) == "ostrel-courier"
    assert highest({o: share_of_cues(o, DOUBTED, ("Sarkan",)) for o in OUTLETS}) == "ostrel-courier"
    assert highest({o: share_of_cues(o, PRESSED, OF_THE_STATE) for o in OUTLETS}) == "lantern"
    assert highest({o: sum(cues[o][cue] for cue in REMEMBERED) for o in OUTLETS}) == "lanne-valley-post"
