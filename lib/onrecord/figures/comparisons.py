"""Comparisons: figures about the same thing side by side, and where they agree and conflict.

Nothing here adds numbers up. The one sum that is worked out checks a total that the text itself gives ("in all").
"""

from __future__ import annotations

import pickle
import re
import tempfile
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from onrecord.figures.events import anybody, character_pattern, character_words
from onrecord.rows import Comparison, Figure
from onrecord.words import any_of, read_words

if TYPE_CHECKING:
    from onrecord.text.article import Article

FAMILIES = {"destroyed": "damage", "damaged": "damage"}
OPPOSITES = ({"forced", "voluntary"}, {"deliberate", "accidental"}, {"destroyed", "damaged"})
TAKEN = frozenset({"displaced", "detained"})  # what happens to people who are taken away
ROUNDING = 0.05  # two numbers this near, one of them round, are one number rounded
FARTHEST = 10  # numbers further apart than this factor are hardly about the same thing
SMALL = 12  # small numbers recur by chance
EXTENT_REACH = 200  # characters between a figure and words in its sentence that say of what extent it is
TIME_REACH = 15  # the same for words that call a count the earlier or the later one
CLAIMS_BACK = 50  # claims of others that a claim is set against, the nearest before it: time stays linear
ADDENDS = 6  # figures before a total that may be what it totals
SENTENCE_END = re.compile(r"[.!?;]\W*\s|\n\n")
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
UP_FROM = re.compile(r"\b(?:up|down) from $")
IN_ALL = re.compile(r",? (?:in all|in total|altogether|all told|combined|taken together)\b", re.IGNORECASE)
DIFFER = "The numbers differ: a conflict if both count the same people, place and time."


class _Pair(NamedTuple):
    """Two figures, `a` before `b`, with their relation and the reason for it."""

    a: Figure
    b: Figure
    relation: str
    reason: str


def compare(figures: list[Figure], text: str) -> list[Comparison]:
    """Set the figures of one article that are about the same thing side by side.

    Two figures are about the same thing where the same kind of event happens to the same kind of unit in the same place.
    A number that its claimant repeats is one claim, and so is one that the article gives on its own (in a headline) and
    with its claimant. A pair gets one relation:

    - subset, adds: the text says that one is part of the other, is in the total, or comes on top of it;
    - agree, agree_rounded: the numbers are the same, or the same when rounded to within 5 %;
    - compatible: one is open or vague and the other lies inside it, or one may be a part of the other;
    - conflict_character: the numbers meet, but the words for what happened say the opposite (words/characters.csv);
    - conflict_value: the numbers of two claimants differ: a conflict if both count the same people, place and time.
      Two figures of which one alone is said of a year or a whole country, or is feared or possible, or of two
      hospitals, are no such pair; a smaller number of bodies, or of one hospital, is compatible with a larger toll
      (words/extents.csv);
    - updates: two states of one count, by one claimant or with words that say so ("up from").

    Args:
        figures: rows of `find_figures`, with their claimants, in the order of the text.
        text: the article that their offsets are of; without it no extents are read.

    Returns:
        Pairs in the order of the text, `a` before `b`; `why` says in plain words who says what.

    Limits:
        Nothing tells two events of the same kind in one place apart, and extents show only in the figure's own
        sentence. Figures with event "other" are compared only where the text itself links them. A claim is set against
        the 50 nearest of others before it, and of its own claimant's against the last.
    """
    said = _extents(figures, text)
    pairs = {(p.a.start, p.b.start): p for p in _linked_by_text(figures, text, said)}
    for pair in _side_by_side(_claims(figures), text, said):
        pairs.setdefault((pair.a.start, pair.b.start), pair)
    # Counts that their claimant replaces in the same article ("the toll rose from 17 to 46").
    old = {_earlier(p.a, p.b, said).figure_id for p in pairs.values() if p.relation == "updates"}
    return [
        _comparison(p)
        for _, p in sorted(pairs.items(), key=lambda item: item[0])
        if p.relation != "conflict_value" or not {p.a.figure_id, p.b.figure_id} & old
    ]


def _comparison(pair: _Pair) -> Comparison:
    why = f"{_says(pair.a)}; {_says(pair.b)}. {pair.reason}"
    return Comparison(pair.a.figure_id, pair.b.figure_id, pair.relation, why)


def _linked_by_text(figures: list[Figure], text: str, said: _Extents) -> Iterator[_Pair]:
    """The pairs that the text itself links: parts, what comes on top, totals, those "among" others."""
    known = {f.figure_id: f for f in figures}
    for i, figure in enumerate(figures):
        if whole := known.get(figure.subset_of):
            yield _ordered(figure, whole, "subset", f"The text counts {figure.text} as a part of {whole.text}.")
        if (base := known.get(figure.adds_to)) and _alike(figure, base):
            yield _ordered(figure, base, "adds", f"The text adds {figure.text} to {base.text}.")
        if i and _is_up_from(figures[i - 1], figure, text):
            reason = f"Two counts of the same thing: “{figure.text}” is the earlier one."
            yield _Pair(figures[i - 1], figure, "updates", reason)
        for part in _totalled(figures, i, text):
            yield _Pair(part, figure, "subset", f"The text gives {figure.text} as the total.")
        if figure.rule.startswith("event_among") and not figure.subset_of and (pair := _among(figures, i, said)):
            yield pair


def _ordered(one: Figure, other: Figure, relation: str, reason: str) -> _Pair:
    a, b = sorted((one, other), key=lambda f: f.start)
    return _Pair(a, b, relation, reason)


def _alike(addition: Figure, base: Figure) -> bool:
    """Whether one can come on top of the other: people on people, houses on buildings, but no marches on names."""
    if addition.unit is None or addition.unit == "others":
        return True
    return addition.category == base.category and (addition.category != "other" or _kind(addition) == _kind(base))


def _is_up_from(new: Figure, old: Figure, text: str) -> bool:
    """Whether a number is the earlier state of the one before it in its sentence: "65 on Thursday, up from 61"."""
    if not UP_FROM.search(text, max(0, old.start - 12), old.start):
        return False
    if old.unit is not None and _kind(old) != _kind(new):
        return False
    return not _far(new, old) and not SENTENCE_END.search(text, new.end, old.start)


def _totalled(figures: list[Figure], i: int, text: str) -> list[Figure]:
    """What a total totals by the text's own words: "230 cars and 48 tractors, 278 vehicles in all"."""
    total = figures[i]
    if total.value_low is None or not IN_ALL.match(text, total.end):
        return []
    left, parts = total.value_low, []
    for part in reversed(figures[max(0, i - ADDENDS) : i]):
        alike = part.category == total.category and part.approx == "exact" and part.speaker == total.speaker
        if not alike or SENTENCE_END.search(text, part.end, total.start):
            return []
        parts.insert(0, part)
        left -= part.value_low
        if left <= 0:
            break
    return parts if left == 0 and len(parts) > 1 else []


def _among(figures: list[Figure], i: int, said: _Extents) -> _Pair | None:
    """A figure that is counted among those of whom the text has spoken ("among the dead"): what it is a part of.

    The nearest larger count before it of the same claimant and event; else one that people so treated may be in.
    """
    part, possible = figures[i], None
    for whole in reversed(figures[max(0, i - CLAIMS_BACK) : i]):
        if whole.subset_of or whole.negated or _kind(whole)[0] != "people" or _named(whole) < _named(part):
            continue
        if "earlier" in said.get(whole.figure_id, {}).values():
            continue
        if whole.event == part.event and whole.speaker == part.speaker:
            return _Pair(whole, part, "subset", f"The text counts {part.text} among those of {whole.text}.")
        taken = {whole.event, part.event} <= TAKEN and (character(whole) or "")[:1] == (character(part) or ".")[:1]
        if possible is None and (taken or whole.event == part.event):
            possible = whole
    if possible is None:
        return None
    reason = f"The numbers are compatible: {part.text} may be a part of the other; the text does not say so."
    return _Pair(possible, part, "compatible", reason)


# Claims: what is set side by side


def _claims(figures: list[Figure]) -> list[Figure]:
    """The figures that say how many there are of something, the first of those that repeat one claim.

    Left out are parts and additions that do not say of whom ("six of them", "another 15"): they are no total.
    """
    claims: dict[tuple, Figure] = {}
    for figure in figures:
        if figure.event == "other" or figure.negated or figure.category == "share" or figure.adds_to:
            continue
        if figure.subset_of and (figure.unit is None or _singular(figure.unit) in anybody()):
            continue
        value = (figure.value_low, figure.value_high)
        claims.setdefault(
            (figure.speaker, figure.event, _kind(figure), _singular(figure.unit), value, figure.place), figure
        )
    return list(claims.values())


def _kind(figure: Figure) -> tuple[str, str | None]:
    """What is counted: "people" where the noun does not say which people, else category and noun."""
    unit = _singular(figure.unit)
    if (unit is None or unit in anybody()) and figure.category in ("people", "events"):
        return "people", None
    return ("one of the people" if figure.category == "people" else figure.category), unit


def _singular(unit: str | None) -> str | None:
    if unit is None or unit in anybody():
        return unit
    for ending, put in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if unit.endswith(ending):
            return unit.removesuffix(ending) + put
    return unit


def _by_thing(claims: list[Figure]) -> dict[tuple, list[Figure]]:
    """Claims by what is counted and what happened to it; only those of one group can be about the same thing."""
    groups: dict[tuple, list[Figure]] = {}
    for claim in claims:
        groups.setdefault((FAMILIES.get(claim.event, claim.event), _kind(claim)), []).append(claim)
    return groups


def _side_by_side(claims: list[Figure], text: str, said: _Extents) -> Iterator[_Pair]:
    """The claims about the same thing in pairs, with their relation."""
    for group in _by_thing(claims).values():
        echoes = list(_echoes(group))
        yield from (_ordered(*pair, "agree", "The article gives the number of the claim.") for pair in echoes)
        repeated = {claim.figure_id for claim, _ in echoes}
        for a, b in _candidates([claim for claim in group if claim.figure_id not in repeated]):
            if found := _relate(a, b, text, said):
                yield _Pair(a, b, *found)


def _echoes(group: list[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """The numbers that the article gives on its own, as in a headline, each with the claim whose number it is."""
    spoken = {(c.value_low, c.value_high): c for c in reversed(group) if c.speaker}
    for claim in group:
        claimed = spoken.get((claim.value_low, claim.value_high))
        if claim.speaker is None and claimed and _same_thing(claim, claimed):
            yield claim, claimed


def _candidates(group: list[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Each claim with the nearest claims of others before it, and with the last of the same claimant."""
    last: dict[str | None, Figure] = {}
    for i, claim in enumerate(group):
        yield from ((other, claim) for other in group[max(0, i - CLAIMS_BACK) : i] if other.speaker != claim.speaker)
        if claim.speaker in last:
            yield last[claim.speaker], claim
        last[claim.speaker] = claim


def _relate(a: Figure, b: Figure, text: str, said: _Extents) -> tuple[str, str] | None:
    """The relation of two claims and the reason for it, or None where they are not about the same thing."""
    if not _same_thing(a, b):
        return None
    if update := _update(a, b, said):
        return update
    if a.speaker == b.speaker and not SENTENCE_END.search(text, min(a.end, b.start), b.start):
        return None  # "two died in the port and at least one on the ship": two things, or there would be one number
    if meeting := _values(a, b):
        return _with_character(a, b, meeting)
    return _conflict(a, b, _over(a, said), _over(b, said))


def _with_character(a: Figure, b: Figure, meeting: tuple[str, str]) -> tuple[str, str]:
    """How two numbers meet, and whether the words for what happened say the opposite."""
    if words := _opposed(a, b):
        return "conflict_character", f"{meeting[1]} What happened is told in opposite words: {words}."
    return meeting


def _same_thing(a: Figure, b: Figure) -> bool:
    """Whether two claims of one group can be about the same place and time."""
    if a.place and b.place and a.place != b.place:
        return False
    if _years(a) != _years(b):
        return False
    small = max(_named(a), _named(b)) <= SMALL
    return not (small and a.unit != b.unit)


def _years(figure: Figure) -> list[str]:
    return YEAR.findall(figure.date_text or "")


def _named(figure: Figure) -> float:
    """The number a figure names: its only end, or the middle of both."""
    ends = [v for v in (figure.value_low, figure.value_high) if v is not None]
    return (ends[0] + ends[-1]) / 2


# Numbers: how two of them meet


def _values(a: Figure, b: Figure) -> tuple[str, str] | None:
    """How two numbers meet, or None."""
    vague = [f for f in (a, b) if f.approx not in ("exact", "about")]
    same = (a.value_low, a.value_high) == (b.value_low, b.value_high) and "vague" not in (a.approx, b.approx)
    if same or (not vague and _named(a) == _named(b)):
        return "agree", "The numbers agree."
    if _meet(a, b):
        if vague:
            return "compatible", f"The numbers are compatible: “{vague[0].text}” leaves room for the other."
        return "agree_rounded", "The numbers agree when rounded."
    near = abs(_named(a) - _named(b)) <= ROUNDING * max(_named(a), _named(b))
    if not vague and near and (_is_round(a) or _is_round(b)):
        return "agree_rounded", "The numbers agree when rounded."
    return None


def _meet(a: Figure, b: Figure) -> bool:
    low = max(v for v in (a.value_low, b.value_low, float("-inf")) if v is not None)
    high = min(v for v in (a.value_high, b.value_high, float("inf")) if v is not None)
    return low <= high and not _far(a, b)


def _far(a: Figure, b: Figure) -> bool:
    return max(_named(a), _named(b)) > FARTHEST * max(min(_named(a), _named(b)), 1)


def _is_round(figure: Figure) -> bool:
    """A number of which at least the last half of the digits are zeros, as 400,000 and 1,500, but not 402,370."""
    digits = f"{_named(figure):.0f}"
    return len(digits) - len(digits.rstrip("0")) >= len(digits) / 2


def _update(a: Figure, b: Figure, said: _Extents) -> tuple[str, str] | None:
    """Two states of one count: "rose from 17 to 46", "65, up from 61 in April"."""
    if a.event != b.event or _far(a, b) or (a.value_low, a.value_high) == (b.value_low, b.value_high):
        return None
    times = [next((k for k in said.get(f.figure_id, {}).values() if k in ("earlier", "later")), None) for f in (a, b)]
    one_claimant = a.speaker == b.speaker or (times[1] == "earlier" and b.speaker is None)
    if not one_claimant:
        return None
    if "earlier" in times and times[0] != times[1]:
        old = (a, b)[times.index("earlier")]
        return "updates", f"Two counts of the same thing: “{old.text}” is the earlier one."
    if a.rule.startswith("event_total") and b.rule.startswith("event_total"):
        return "updates", "The same total is given twice; the text gives the second later."
    return None


def _earlier(a: Figure, b: Figure, said: _Extents) -> Figure:
    """The one of two states of a count that is replaced: the one said to be earlier, else the smaller."""
    for figure in (a, b):
        if "earlier" in said.get(figure.figure_id, {}).values():
            return figure
    return min(a, b, key=_named)


def _conflict(a: Figure, b: Figure, of_a: dict[str, str], of_b: dict[str, str]) -> tuple[str, str] | None:
    """What numbers that do not meet say: two claimants contradict each other, or count different extents."""
    rivals = a.speaker is not None and b.speaker is not None and not _same_claimant(a.speaker, b.speaker)
    if not rivals or _far(a, b) or a.event != b.event or a.hedged != b.hedged:
        return None
    if of_a != of_b or "facility" in of_a.values():
        return _other_extents(a, b, of_a, of_b)
    words = _opposed(a, b)
    more = f" What happened is told in opposite words, too: {words}." if words else ""
    return "conflict_value", f"{DIFFER}{more}"


def _same_claimant(a: str, b: str) -> bool:
    """One name, or the other is a longer form of it: "the ministry", "the Interior Ministry"."""
    first, second = ({w.removesuffix("'s") for w in s.lower().replace("’", "'").split()} - {"the"} for s in (a, b))
    return first <= second or second <= first


# Extents: over what a number is counted

_Extents = dict[str, dict[str, str]]


def _over(figure: Figure, said: _Extents) -> dict[str, str]:
    """The extents of a figure without the words for earlier and later counts."""
    return {p: kind for p, kind in said.get(figure.figure_id, {}).items() if kind not in ("earlier", "later")}


def _other_extents(a: Figure, b: Figure, of_a: dict[str, str], of_b: dict[str, str]) -> tuple[str, str] | None:
    """What numbers that differ say where they count different extents: at most that one leaves room for the other."""
    alone = {phrase: kind for phrase, kind in (of_a | of_b).items() if (phrase in of_a) != (phrase in of_b)}
    if "wider" in alone.values() or (of_a and of_b):
        return None
    part, whole = (a, b) if of_a else (b, a)
    if _named(part) > _named(whole):
        return "conflict_value", DIFFER
    return "compatible", f"The numbers are compatible: what “{next(iter(alone))}” counts may be a part of the other."


@cache
def extent_words() -> dict[str, str]:
    """The lexicon words/extents.csv: {phrase: wider, facility, bodies, earlier or later}."""
    return {row["phrase"]: row["extent"] for row in read_words("extents.csv")}


@cache
def extent_pattern() -> re.Pattern:
    """Any phrase of words/extents.csv, the longest first."""
    return any_of(extent_words())


def _extents(figures: list[Figure], text: str) -> _Extents:
    """What each figure is said to be counted over: {figure_id: {phrase: a kind of words/extents.csv}}.

    A phrase belongs to the nearest figure of its sentence.
    """
    found: _Extents = {}
    starts = [f.start for f in figures]
    for match in _near(extent_pattern(), [f for f in figures if f.event != "other"], text):
        i = bisect_left(starts, match.start())
        near = [(gap, f) for f in figures[max(0, i - 1) : i + 1] if (gap := _gap(f, match, text)) is not None]
        if near:
            _, figure = min(near, key=lambda pair: pair[0])
            phrase = match.group().lower()
            found.setdefault(figure.figure_id, {})[phrase] = extent_words()[phrase]
    for figure in figures:
        # "The toll rose to 46 from 17"; of other counts "from" may name a place.
        if figure.rule.startswith("event_total") and text.endswith(" from ", 0, figure.start):
            found.setdefault(figure.figure_id, {})["from"] = "earlier"
    return found


def _near(pattern: re.Pattern, figures: list[Figure], text: str) -> Iterator[re.Match]:
    """The matches of a pattern around some figures, each once."""
    windows: list[list[int]] = []
    for figure in figures:
        start, end = max(0, figure.start - EXTENT_REACH), figure.end + EXTENT_REACH
        if windows and start <= windows[-1][1]:
            windows[-1][1] = max(end, windows[-1][1])
        else:
            windows.append([start, end])
    for start, end in windows:
        yield from pattern.finditer(text, start, end)


def _gap(figure: Figure, match: re.Match, text: str) -> int | None:
    """Characters between a figure and a phrase, None where a sentence ends between them."""
    start, end = min(figure.end, match.end()), max(figure.start, match.start())
    reach = TIME_REACH if extent_words()[match.group().lower()] in ("earlier", "later") else EXTENT_REACH
    if end - start > reach or SENTENCE_END.search(text[start:end]):
        return None
    return max(end - start, 0)


# Character: how it came about


def _opposed(a: Figure, b: Figure) -> str | None:
    """The words of two claimants that say the opposite about how it came about, or None."""
    if a.speaker == b.speaker:
        return None
    first, second = character(a), character(b)
    if first and second and first[0] != second[0] and {first[0], second[0]} in OPPOSITES:
        return f"“{first[1]}” ({first[0]}) against “{second[1]}” ({second[0]})"
    if {a.event, b.event} in OPPOSITES:
        return f"“{a.event_text}” ({a.event}) against “{b.event_text}” ({b.event})"
    return None


def character(figure: Figure) -> tuple[str, str] | None:
    """What the words of a figure's event say about how it came about: (forced or voluntary or ..., the words).

    Force and intent win over the rest: "forcibly evacuated" is forced.
    """
    said = figure.event_text or ""
    found = {character_words()[match.group().lower()] for match in character_pattern().finditer(said)}
    for name in ("forced", "deliberate", "accidental", "voluntary"):
        if name in found:
            return name, said
    return None


def _says(figure: Figure) -> str:
    """Who says which number of what: "the ministry says 12 houses were “destroyed”"."""
    who = (
        figure.speaker
        or figure.mention
        or ("the article itself" if figure.attribution == "none" else "a speaker without a name")
    )
    event = f" “{figure.event_text}”" if figure.event_text else ""
    return f"{who}: {' '.join(figure.text.split())}{event}"


# Across articles

NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]+")
NO_NAMES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August"
    " September October November December Mr Mrs Ms Dr President Minister Prime General Ministry English".split()
)
FEW_NAMES, SHARED = 4, 0.3  # so many names, and so large a part of the fewer, make two articles one story
MANY_ARTICLES = 100  # a name in more articles than this tells no story
IN_MEMORY = 8_000_000  # bytes of claims that wait in memory before they go to a file
STORIES = 20  # earlier articles that one is compared with: those that share most names


def compare_across(articles: Iterable[tuple[Article, list[Figure]]]) -> list[tuple[str, str, Comparison]]:
    """Set the figures of different articles that are about the same thing side by side; see `Across`.

    Args:
        articles: each with its figures as `find_figures` gives them.

    Returns:
        What `Across.pairs` yields.
    """
    with Across() as across:
        for article, figures in articles:
            across.add(article, figures)
        return list(across.pairs())


class Across:
    """The figures of many articles, to be compared across articles when all are in.

    Two articles are taken to tell one story where they share names. Their claims get the relations of `compare`, and:

    - updates: one claimant's largest count of a thing differs between two articles of different dates;
    - conflict_value and compatible only between articles of one date, for tolls move.

    The claims wait in a temporary file, so that memory grows by less than a kilobyte for each article. The file goes
    at the end of a `with` block.

    Limits:
        Names in common are a rough sign of one story: two floods in one country within a week may be taken for one.
        Each article is compared with the 20 that share most names with it, each claimant with its last count before.
    """

    def __init__(self) -> None:
        self._told = _Shelf()
        self._dates: list[str] = []
        self._names: list[array] = []  # of each article, as numbers
        self._known: dict[str, int] = {}  # names and their numbers

    def __enter__(self) -> Across:
        return self

    def __exit__(self, *_: object) -> None:
        self._told.close()

    def add(self, article: Article, figures: list[Figure]) -> None:
        """Take an article in, with its figures as `find_figures` gives them."""
        names = sorted(set(NAME.findall(article.text)) - NO_NAMES)
        self._names.append(array("I", [self._known.setdefault(name, len(self._known)) for name in names]))
        self._dates.append(article.date or "")
        self._told.append(_Told(article, figures))

    def pairs(self) -> Iterator[tuple[str, str, Comparison]]:
        """The comparisons of all articles taken in.

        Yields:
            (article_id of a, article_id of b, comparison), the earlier article first; articles without a date keep
            the order in which they came.
        """
        order = sorted(range(len(self._dates)), key=self._dates.__getitem__)
        told = lru_cache(maxsize=10 * STORIES)(lambda place: self._told[order[place]])
        for place, earlier in _stories([self._names[i] for i in order]):
            done: set[str] = set()  # claims whose claimant's last count before is found
            for before in earlier:
                a, b = told(before), told(place)
                yield from ((a.article_id, b.article_id, _comparison(pair)) for pair in _pairs_across(a, b, done))


class _Shelf:
    """A list whose entries stand in a temporary file: there is room for the claims of a hundred thousand articles."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115, it is closed with this
        self._starts = array("Q")

    def append(self, entry: object) -> None:
        self._starts.append(self._file.seek(0, 2))
        pickle.dump(entry, self._file, pickle.HIGHEST_PROTOCOL)

    def __getitem__(self, place: int) -> object:
        self._file.seek(self._starts[place])
        return pickle.load(self._file)

    def close(self) -> None:
        self._file.close()


class _Told:
    """An article's claims by what is counted, and the extents of its figures."""

    def __init__(self, article: Article, figures: list[Figure]) -> None:
        self.article_id, self.date = article.article_id, article.date
        self.said = _extents(figures, article.text)
        self.claims = {thing: _current(group, self.said) for thing, group in _by_thing(_claims(figures)).items()}


def _current(group: list[Figure], said: _Extents) -> list[Figure]:
    """The claims of a group that the article does not call an earlier count, each number once."""
    repeated = {claim.figure_id for claim, _ in _echoes(group)}
    return [c for c in group if c.figure_id not in repeated and "earlier" not in said.get(c.figure_id, {}).values()]


def _stories(names: Sequence[Sequence[int]]) -> Iterator[tuple[int, list[int]]]:
    """Each article with the earlier ones that share names with it, the latest first."""
    holders: dict[int, list[int]] = {}
    for i, own in enumerate(names):
        shared = Counter(
            j for name in own if len(holders.get(name, ())) <= MANY_ARTICLES for j in holders.get(name, ())
        )
        least = {j: max(FEW_NAMES, SHARED * min(len(own), len(names[j]))) for j in shared}
        most = [j for j, n in shared.most_common() if n >= least[j]][:STORIES]
        yield i, sorted(most, reverse=True)
        for name in own:
            if len(held := holders.setdefault(name, [])) <= MANY_ARTICLES:
                held.append(i)


def _pairs_across(earlier: _Told, later: _Told, done: set[str]) -> Iterator[_Pair]:
    """The claims of two articles about the same thing, with their relation."""
    for thing, claims in later.claims.items():
        before = earlier.claims.get(thing, [])[:CLAIMS_BACK]
        for a, b in product(before, claims):
            if a.hedged != b.hedged or not _same_thing(a, b):
                continue
            own = a.speaker and b.speaker and _same_claimant(a.speaker, b.speaker)
            if own and (b.figure_id in done or _largest(a, before) is not a or _largest(b, claims) is not b):
                continue
            if result := _own_count(a, b, earlier, later) if own else _relate_across(a, b, earlier, later):
                done |= {b.figure_id} if own else set()
                yield _Pair(a, b, *result)


def _largest(claim: Figure, claims: list[Figure]) -> Figure:
    """The largest count of a claim's claimant: its total."""
    return max((c for c in claims if c.speaker == claim.speaker), key=_named)


def _own_count(a: Figure, b: Figure, earlier: _Told, later: _Told) -> tuple[str, str] | None:
    """What two counts of one claimant in two articles say."""
    days = earlier.date, later.date
    meeting = _values(a, b)
    if meeting and (meeting[0] == "agree" or days[0] == days[1]):
        return meeting
    if None not in days and days[0] != days[1] and a.event == b.event and not _far(a, b):
        return "updates", f"The same claimant counts again: {days[0]}, then {days[1]}."
    return None


def _relate_across(a: Figure, b: Figure, earlier: _Told, later: _Told) -> tuple[str, str] | None:
    """How the counts of two claimants in two articles compare; of two days only numbers that agree."""
    one_day = earlier.date == later.date
    meeting = _values(a, b)
    if meeting and (one_day or meeting[0] != "compatible"):
        return _with_character(a, b, meeting)
    return _conflict(a, b, _over(a, earlier.said), _over(b, later.said)) if one_day and not meeting else None
