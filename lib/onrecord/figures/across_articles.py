"""Across articles: figures of different articles about the same thing."""

from __future__ import annotations

import pickle
import re
import tempfile
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Generic, TypeVar

from onrecord.figures._relations import (
    conflict_of,
    far_apart,
    middle_of,
    same_claimant,
    same_thing,
    values_meet,
    with_character,
)
from onrecord.figures.claims import CLAIMS_BACK, by_thing, claims_of, find_echoes
from onrecord.figures.comparisons import Pair, comparison_row
from onrecord.figures.extents import Extents, extents_of, find_extents
from onrecord.rows import Comparison, Figure
from onrecord.text.dates import MONTHS

if TYPE_CHECKING:
    from onrecord.text.article import Article

NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]+")
NO_NAMES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mr Mrs Ms Dr President Minister Prime General Ministry"
    " English".split()
) | {month.capitalize() for month in MONTHS}
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
        self._claims: _DiskList[_ArticleClaims] = _DiskList()
        self._dates: list[str] = []
        self._names: list[array] = []  # of each article, as numbers
        self._name_numbers: dict[str, int] = {}  # names and their numbers

    def __enter__(self) -> Across:
        return self

    def __exit__(self, *_: object) -> None:
        self._claims.close()

    def add(self, article: Article, figures: list[Figure]) -> None:
        """Take an article in, with its figures as `find_figures` gives them."""
        names = sorted(set(NAME.findall(article.text)) - NO_NAMES)
        self._names.append(array("I", [self._name_numbers.setdefault(name, len(self._name_numbers)) for name in names]))
        self._dates.append(article.date or "")
        self._claims.append(_ArticleClaims(article, figures))

    def pairs(self) -> Iterator[tuple[str, str, Comparison]]:
        """The comparisons of all articles taken in.

        Yields:
            (article_id of a, article_id of b, comparison), the earlier article first; articles without a date keep
            the order in which they came.
        """
        order = sorted(range(len(self._dates)), key=self._dates.__getitem__)
        claims_of_article = lru_cache(maxsize=10 * STORIES)(lambda place: self._claims[order[place]])
        for place, earlier in _stories([self._names[i] for i in order]):
            done: set[str] = set()  # claims that already stand beside their claimant's last count
            for before in earlier:
                a, b = claims_of_article(before), claims_of_article(place)
                yield from ((a.article_id, b.article_id, comparison_row(pair)) for pair in _pairs_across(a, b, done))


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
    """An article's claims by what is counted, and the extents of its figures."""

    def __init__(self, article: Article, figures: list[Figure]) -> None:
        self.article_id, self.date = article.article_id, article.date
        self.extents = find_extents(figures, article.text)
        self.claims = {thing: _current(group, self.extents) for thing, group in by_thing(claims_of(figures)).items()}


def _current(group: list[Figure], extents: Extents) -> list[Figure]:
    """The claims of a group that the article does not call an earlier count, each number once."""
    repeated = {claim.figure_id for claim, _ in find_echoes(group)}
    return [c for c in group if c.figure_id not in repeated and "earlier" not in extents.get(c.figure_id, {}).values()]


def _stories(names: Sequence[Sequence[int]]) -> Iterator[tuple[int, list[int]]]:
    """Each article with the earlier ones that share names with it, the latest first."""
    holders: dict[int, list[int]] = {}
    for i, of_this in enumerate(names):
        shared = Counter(
            j for name in of_this if len(holders.get(name, ())) <= MANY_ARTICLES for j in holders.get(name, ())
        )
        least = {j: max(FEW_NAMES, SHARED * min(len(of_this), len(names[j]))) for j in shared}
        most = [j for j, n in shared.most_common() if n >= least[j]][:STORIES]
        yield i, sorted(most, reverse=True)
        for name in of_this:
            if len(held := holders.setdefault(name, [])) <= MANY_ARTICLES:
                held.append(i)


def _pairs_across(earlier: _ArticleClaims, later: _ArticleClaims, done: set[str]) -> Iterator[Pair]:
    """The claims of two articles about the same thing, with their relation."""
    for thing, claims in later.claims.items():
        before = earlier.claims.get(thing, [])[:CLAIMS_BACK]
        for a, b in product(before, claims):
            if a.hedged != b.hedged or not same_thing(a, b):
                continue
            one_claimant = a.speaker and b.speaker and same_claimant(a.speaker, b.speaker)
            if one_claimant and (b.figure_id in done or _largest(a, before) is not a or _largest(b, claims) is not b):
                continue
            if result := _recount(a, b, earlier, later) if one_claimant else _relate_across(a, b, earlier, later):
                done |= {b.figure_id} if one_claimant else set()
                yield Pair(a, b, *result)


def _largest(claim: Figure, claims: list[Figure]) -> Figure:
    """The largest count of a claim's claimant: its total."""
    return max((c for c in claims if c.speaker == claim.speaker), key=middle_of)


def _recount(a: Figure, b: Figure, earlier: _ArticleClaims, later: _ArticleClaims) -> tuple[str, str] | None:
    """What two counts of one claimant in two articles say."""
    days = earlier.date, later.date
    meeting = values_meet(a, b)
    if meeting and (meeting[0] == "agree" or days[0] == days[1]):
        return meeting
    if None not in days and days[0] != days[1] and a.event == b.event and not far_apart(a, b):
        return "updates", f"The same claimant counts again: {days[0]}, then {days[1]}."
    return None


def _relate_across(a: Figure, b: Figure, earlier: _ArticleClaims, later: _ArticleClaims) -> tuple[str, str] | None:
    """How the counts of two claimants in two articles compare; of two days only numbers that agree."""
    one_day = earlier.date == later.date
    meeting = values_meet(a, b)
    if meeting and (one_day or meeting[0] != "compatible"):
        return with_character(a, b, meeting)
    return (
        conflict_of(a, b, extents_of(a, earlier.extents), extents_of(b, later.extents))
        if one_day and not meeting
        else None
    )
