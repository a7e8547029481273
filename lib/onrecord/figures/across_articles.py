"""Across articles: figures of different articles about the same thing."""

from __future__ import annotations

import pickle
import tempfile
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Generic, TypeVar

from onrecord.figures._groups import Group
from onrecord.figures._pairs import Pair, comparison_row
from onrecord.figures._relations import are_rivals, conflict_of, same_claimant, with_character
from onrecord.figures._told import Names, Told, days_near, is_one, told
from onrecord.figures._values import far_apart, is_one_number, middle_of, values_meet
from onrecord.figures.claims import CLAIMS_BACK, claims_of, groups_of, homes_of, thing_of
from onrecord.figures.extents import Extents, extents_of, find_extents
from onrecord.figures.regions import region_of
from onrecord.rows import Comparison, Figure
from onrecord.text.dates import day_of

if TYPE_CHECKING:
    from onrecord.text.article import Article

IN_MEMORY = 8_000_000  # bytes of claims that wait in memory before they go to a file
STORIES = 20  # earlier articles that one is compared with: the last that tell of one occurrence
FARTHEST_UPDATE = 100  # a toll may grow as much from its first report on
FARTHEST_IN_A_DAY = 5
GROWING = ("killed", "injured", "destroyed", "damaged")  # counts that seldom fall


def compare_across(
    articles: Iterable[tuple[Article, list[Figure]]], duplicates: bool = False
) -> list[tuple[str, str, Comparison]]:
    """Set the figures of different articles that are about the same thing side by side; see `Across`.

    Args:
        articles: each with its figures as `find_figures` gives them.
        duplicates: compare those, too, that say the same as an earlier one.

    Returns:
        What `Across.pairs` yields.
    """
    with Across(duplicates) as across:
        for article, figures in articles:
            across.add(article, figures)
        return list(across.pairs())


class Across:
    """The figures of many articles, to be compared across articles when all are in.

    Two articles are compared where they tell of one occurrence: the same day (or the next), kind of happening and place.
    Their claims about it get the relations of `compare`, and:

    - agree, agree_rounded: both give one number, whoever claims it;
    - updates: the later article gives a new number for the same people or things; of two articles of one day the larger
      number of a count that grows is taken for the later one;
    - conflict_value only between two claimants in articles of one day, for tolls move.

    An article that says the same as an earlier one (`duplicate_of`) is left out, unless `duplicates` asks for it: a report
    that ten papers print is one source.

    The claims wait in a temporary file, so that memory grows by less than a kilobyte for each article. The file goes
    at the end of a `with` block.

    Limits:
        An article without a date is compared only where its text tells the day ("on 16 April 2016"). Two attacks on one
        town on one day are taken for one. Each article is compared with the last 20 before it.
    """

    def __init__(self, duplicates: bool = False) -> None:
        self._with_duplicates = duplicates
        self._claims: _DiskList[_ArticleClaims] = _DiskList()
        self._days = array("I")  # of each article, counted from the year 1; 0 where it has no date
        self._tells = bytearray()  # whether an article tells of anything whose day is known

    def __enter__(self) -> Across:
        return self

    def __exit__(self, *_: object) -> None:
        self._claims.close()

    def add(self, article: Article, figures: list[Figure]) -> None:
        """Take an article in, with its figures as `find_figures` gives them."""
        if article.duplicate_of is not None and not self._with_duplicates:
            return
        claims = _ArticleClaims(article, figures)
        self._days.append(int(_day_number(claims.date)))
        self._tells.append(bool(claims.told))
        self._claims.append(claims)

    def pairs(self) -> Iterator[tuple[str, str, Comparison]]:
        """The comparisons of all articles taken in.

        Yields:
            (article_id of a, article_id of b, comparison), the earlier article first, of two counts of one day that with the
            smaller; articles without a date keep the order in which they came.
        """
        order = sorted(range(len(self._days)), key=self._days.__getitem__)
        claims_of_article = lru_cache(maxsize=10 * STORIES)(lambda place: self._claims[order[place]])
        filed: _Files = {}
        for place in (place for place, i in enumerate(order) if self._tells[i]):
            b = claims_of_article(place)
            for before in _earlier(b, filed):
                a = claims_of_article(before)
                for pair in _pairs_across(a, b):
                    ends = a.article_id, b.article_id
                    if _is_told_first(pair, a, b):
                        pair, ends = pair._replace(a=pair.b, b=pair.a), ends[::-1]
                    yield *ends, comparison_row(pair)
            _file(b, place, filed)


Entry = TypeVar("Entry")


class _DiskList(Generic[Entry]):
    """A list whose entries stand in a temporary file: there is room for the claims of a hundred thousand articles."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115, it is closed with this
        self._starts = array("Q")

    def append(self, entry: Entry) -> None:
        self._starts.append(self._file.seek(0, 2))
        pickle.dump(entry, self._file, pickle.HIGHEST_PROTOCOL)

    def __getitem__(self, place: int) -> Entry:
        self._file.seek(self._starts[place])
        return pickle.load(self._file)

    def close(self) -> None:
        self._file.close()


class _ArticleClaims:
    """An article's claims by occurrence and by what they count, the occurrences it tells of, and the names in it."""

    def __init__(self, article: Article, figures: list[Figure]) -> None:
        day = day_of(article.date)
        self.article_id, self.date = article.article_id, day.isoformat() if day else None
        self.extents = find_extents(figures, article.text)
        end = article.headline[1] if article.headline else 0
        body_first = sorted(figures, key=lambda f: f.start < end)  # a headline only repeats what the text says
        claims = [c for c in claims_of(body_first) if "earlier" not in self.extents.get(c.figure_id, {}).values()]
        self.groups = _without_lone_spots(claims, groups_of(claims, homes_of(figures), article.text))
        self.claims: dict[str, dict[tuple[str, str, Group], list[Figure]]] = {}
        for claim in claims:
            key, event, category = thing_of(claim)
            if key is not None:
                counted = event, category, self.groups[claim.figure_id]
                self.claims.setdefault(key, {}).setdefault(counted, []).append(claim)
        reported = {claim.occurrence for claim in claims if claim.status != "background"}
        self.told = {
            key: what for key in self.claims if (what := told(key, day if key in reported else None)).about is not None
        }
        self.names = Names.of(article.text if self.told else "")


def _without_lone_spots(claims: list[Figure], groups: dict[str, Group]) -> dict[str, Group]:
    """Groups without the spot where no count of the whole stands beside: "90 were missing along the river" is the whole."""
    wholes = {thing_of(claim) for claim in claims if groups[claim.figure_id].spot is None}
    return {
        claim.figure_id: replace(groups[claim.figure_id], spot=None)
        if thing_of(claim) not in wholes
        else groups[claim.figure_id]
        for claim in claims
    }


_Files = dict[tuple[date, str], list[int]]  # the last articles by day and place of what they tell


def _earlier(article: _ArticleClaims, filed: _Files) -> list[int]:
    """The last articles before one that may tell of one of its occurrences: they tell of its day and a place it names."""
    days = {day for one in article.told.values() for day in days_near(one)}
    names = article.names.words.union([""], *(_place_names(one) for one in article.told.values()))
    found = {i for day in days for name in names for i in filed.get((day, name), ())}
    return sorted(found, reverse=True)[:STORIES]


def _file(article: _ArticleClaims, place: int, filed: _Files) -> None:
    for key in {(one.about, name) for one in article.told.values() if one.about for name in _place_names(one)}:
        last = filed.setdefault(key, [])
        last.append(place)
        del last[:-STORIES]


def _place_names(one: Told) -> set[str]:
    """The names under which a place is looked for: town and country, each by its last word; "" where none is told."""
    places = one.place.split(", ") if one.place else []
    return {name.split()[-1] for place in places for name in (place, region_of(place) or place)} or {""}


def _pairs_across(earlier: _ArticleClaims, later: _ArticleClaims) -> Iterator[Pair]:
    """The claims of two articles about one occurrence, with their relation."""
    for key, what in later.told.items():
        for other, known in earlier.told.items():
            if is_one(known, what, earlier.names, later.names):
                for counted, claims in later.claims[key].items():
                    before = earlier.claims[other].get(counted, [])[:CLAIMS_BACK]
                    yield from _of_one_count(before, claims[:CLAIMS_BACK], earlier, later)


def _is_told_first(pair: Pair, earlier: _ArticleClaims, later: _ArticleClaims) -> bool:
    """Whether the smaller of two counts of one day stands second: it is taken for the earlier one."""
    return pair.relation == "updates" and earlier.date == later.date and middle_of(pair.b) < middle_of(pair.a)


def _of_one_count(
    before: list[Figure], claims: list[Figure], earlier: _ArticleClaims, later: _ArticleClaims
) -> Iterator[Pair]:
    """What two articles say of one count: where they agree, what is new, and who contradicts whom."""
    if not before or not claims:
        return
    one_day = earlier.date == later.date
    paired: set[str] = set()
    for b in sorted(claims, key=_how_well_told, reverse=True):
        for a in sorted(before, key=_how_well_told, reverse=True):
            meeting = values_meet(a, b)
            if meeting and a.hedged == b.hedged and is_one_number(a, b) and (one_day or not _is_wide(a, b)):
                paired |= {a.figure_id, b.figure_id}
                yield Pair(a, b, *with_character(a, b, meeting))
                break
    for a, b in product(before, claims):
        if one_day and not {a.figure_id, b.figure_id} & paired and are_rivals(a, b):
            if result := conflict_of(a, b, extents_of(a, earlier.extents), extents_of(b, later.extents)):
                yield Pair(a, b, *result)
    yield from _updates(before, claims, earlier, later)


def _is_wide(a: Figure, b: Figure) -> bool:
    """Whether a number is so wide that many fit it, and says nothing of a count of another day."""
    return "range" in (a.approx, b.approx) or "vague" in (a.approx, b.approx)


def _updates(
    before: list[Figure], claims: list[Figure], earlier: _ArticleClaims, later: _ArticleClaims
) -> Iterator[Pair]:
    """The later article's counts beside those of the same claimants before; if there is none, its last count."""
    claimants_before, claimants = _claimants(before), _claimants(claims)
    own = [
        (_final(theirs), _final([c for c in claims if c.speaker == name]))
        for name in sorted({c.speaker for c in claims if c.speaker})
        if (theirs := [a for a in before if a.speaker and same_claimant(a.speaker, name)])
    ]
    last = own or [(_final(before), _final(claims))]
    for a, b in [*last, *_replaced_before(before, last[-1], earlier.extents)]:
        names = claimants_before[a.figure_id], claimants[b.figure_id]
        rivals = names[0] is not None and names[1] is not None and not same_claimant(names[0], names[1])
        # Where nobody in the two articles gives another number, the later claimant counts the same anew.
        if rivals and not (
            earlier.date != later.date and _is_undisputed(names[0], a, before) and _is_undisputed(names[1], b, claims)
        ):
            continue
        if update := _update(a, b, earlier.date, later.date, one_claimant=names[0] is not None and not rivals):
            yield update


def _claimants(claims: list[Figure]) -> dict[str, str | None]:
    """Who gives each number; one that the article says itself is that of the claimant who gives it, too."""
    named = [claim for claim in claims if claim.speaker]
    return {
        claim.figure_id: claim.speaker or next((c.speaker for c in named if is_one_number(c, claim)), None)
        for claim in claims
    }


def _is_undisputed(name: str | None, one: Figure, claims: list[Figure]) -> bool:
    """Whether nobody in an article gives another number than a claimant does."""
    others = (c for c in claims if c.speaker and name and not same_claimant(c.speaker, name))
    return all(is_one_number(claim, one) for claim in others)


def _replaced_before(
    before: list[Figure], last: tuple[Figure, Figure], extents: Extents
) -> Iterator[tuple[Figure, Figure]]:
    """The counts that an article gives before its last one ("six at dawn, nine at noon"), each with the later article's."""
    final, b = last
    for a in before if final.event in GROWING else ():
        counts_all = not extents_of(a, extents) and a.approx in ("exact", "at_least") and a.speaker is None
        if counts_all and middle_of(a) < middle_of(final) and not is_one_number(a, final):
            yield a, b


def _final(claims: list[Figure]) -> Figure:
    """The count on which an article leaves it: of a count that grows the largest, else the one of the last day."""
    growing = claims[0].event in GROWING
    final = max(claims, key=lambda c: (0.0 if growing else _day_number(c.as_of), middle_of(c)))
    return max((c for c in claims if is_one_number(c, final)), key=_how_well_told)


def _how_well_told(claim: Figure) -> tuple[bool, bool]:
    """Of two figures that say one number, that of a claimant is told better, then the exact one."""
    return claim.speaker is not None, claim.approx == "exact"


def _day_number(as_of: str | None) -> float:
    day = day_of(as_of)
    return day.toordinal() if day else 0.0


def _update(a: Figure, b: Figure, day_a: str | None, day_b: str | None, one_claimant: bool) -> Pair | None:
    """The later article's count beside the earlier one's, where they differ."""
    if far_apart(a, b, FARTHEST_IN_A_DAY if day_a == day_b else FARTHEST_UPDATE) or is_one_number(a, b):
        return None
    if a.hedged != b.hedged or a.event != b.event or None in (day_a, day_b) or "vague" in (a.approx, b.approx):
        return None
    falls = a.event in GROWING and middle_of(b) < middle_of(a)
    if falls and not one_claimant and day_a != day_b:
        return None
    if day_a == day_b:
        return Pair(a, b, "updates", f"Two counts of one day, {day_a}: the larger is taken for the later.")
    return Pair(a, b, "updates", f"A later article counts again: {day_a}, then {day_b}.")
