"""Toward: in what tone the article's own words tell of each speaker.

In news they mostly have none: of 459 clauses of 27 articles that people judged, 21 had. So a tone is given only where three
things meet. The clause is the article's own and tells more of the speaker than that he or she speaks (see
`_narrated`); a word in it judges the speaker (see `_judged`) or credits or discredits the speaker (see `portrayals`); and the
trained scorer gives that sign, with a probability that is high enough (tone/calibration.csv, which
training/calibrate_toward.py makes).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.rows import PortrayalRow, Quote, Speaker, ToneTowardRow
from onrecord.text.overlaps import covering, touching
from onrecord.text.parsing import ParsedArticle
from onrecord.text.tokens import tokens_in
from onrecord.tone import choosing, minilm
from onrecord.tone._judged import judgements
from onrecord.tone._narrated import clause_span, tells_of
from onrecord.tone.passages import rounded
from onrecord.tone.targets import find_names, without_names
from onrecord.words import read_words

if TYPE_CHECKING:
    from onrecord.text.tokens import Span


# Outlets and texts stand in an article for what they say.
NO_ACTORS = ("media", "document")

BODIES = ("government", "military", "organisation")


class Told(NamedTuple):
    """A speaker, the words that mention him or her, and the sign of the words that judge, 0 without any."""

    speaker: str
    mention: Span
    sign: int


def score_narration(
    parsed: ParsedArticle, quotes: Iterable[Quote], speakers: Iterable[Speaker], portrayals: Iterable[PortrayalRow] = ()
) -> list[ToneTowardRow]:
    """Score how the article itself tells of each speaker, clause by clause.

    Args:
        parsed: the article.
        quotes: its quotes; their words are not the article's own and are left out.
        speakers: its speakers; their `mentions` outside quotes and boilerplate are looked at.
        portrayals: what the narration says of them; those that credit or discredit count as words that judge.

    Returns:
        A row per speaker and sentence, in the order of the text; `start` and `end` are those of the clause. Where no word
        judges the speaker, the label is 0, and compound and probability are None. None at all where the
        scorer minilm is not installed.

    Limits:
        Judgement that lies in no single word, irony, and what the choice of facts says are not seen.
    """
    if not choosing.has_minilm():
        return []
    excluded = [(quote.start, quote.end) for quote in quotes]
    excluded += [(p.start, p.end) for p in parsed.paragraphs if p.kind == "boilerplate"]
    inside = covering(excluded)
    told: dict[tuple[int, str], Told] = {}
    loaded = _loaded(portrayals)
    for each in _told(parsed, speakers, loaded, touching(excluded), inside):
        place = each.mention.sent.start, each.speaker
        if place not in told or (each.sign and not told[place].sign):
            told[place] = each
    rows = [_row(parsed.article.text, each, inside) for each in told.values()]
    return sorted(rows, key=lambda row: (row.start, row.end, row.speaker))


def probabilities(text: str, mention: Span, is_excluded: Callable[[int], bool]) -> np.ndarray:
    """(3,) probabilities of negative, neutral and positive toward a mention, by its sentence without what is excluded."""
    sentence = mention.sent
    offsets = [at for at in range(sentence.start_char, sentence.end_char) if not is_excluded(at)]
    names = [(bisect_left(offsets, start), bisect_left(offsets, end)) for start, end in find_names(sentence)]
    target = bisect_left(offsets, mention.start_char), bisect_left(offsets, mention.end_char)
    masked, span = without_names("".join(text[at] for at in offsets), names, target)
    return calibrated(minilm.toward_probabilities([masked], [span]))[0]


def calibrated(raw: np.ndarray) -> np.ndarray:
    """(n, 3) probabilities as often right as they say, made from the scorer's own.

    Source of the method: temperature and bias, Guo et al. 2017, "On calibration of modern neural networks", ICML.
    """
    numbers = calibration()
    scores = np.log(np.clip(raw, 1e-6, 1)) * numbers["scale"]
    scores += [numbers["negative"], 0.0, numbers["positive"]]
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)


@cache
def calibration() -> dict[str, float]:
    """The numbers of tone/calibration.csv, by name."""
    return {row["name"]: float(row["value"]) for row in read_words("calibration.csv", "onrecord.tone")}


def _loaded(portrayals: Iterable[PortrayalRow]) -> dict[str, list[tuple[int, int]]]:
    """Where words credit (1) or discredit (-1) a speaker: {speaker: [(offset, sign)]}. Cues judge the words, not the speaker."""
    places: dict[str, list[tuple[int, int]]] = {}
    for row in portrayals:
        if row.loaded is not None and row.kind in ("descriptor", "deed"):
            places.setdefault(row.speaker, []).append((row.start, 1 if row.loaded == "credits" else -1))
    return places


def _told(
    parsed: ParsedArticle,
    speakers: Iterable[Speaker],
    loaded: Mapping[str, list[tuple[int, int]]],
    is_hidden: Callable[[tuple[int, int]], bool],
    is_excluded: Callable[[int], bool],
) -> Iterator[Told]:
    """The mentions of speakers of whom the narration tells something, with the sign of the words that judge."""
    for speaker in speakers:
        for mention in _mentions(parsed, speaker):
            if is_hidden((mention.start_char, mention.end_char)):
                continue
            sentence = mention.sent
            signs = {each.sign for each in judgements(mention) if not is_excluded(each.word.idx)}
            signs |= {
                sign for at, sign in loaded.get(speaker.speaker, ()) if sentence.start_char <= at < sentence.end_char
            }
            if signs or (speaker.kind not in NO_ACTORS and tells_of(mention)):
                yield Told(speaker.speaker, mention, signs.pop() if len(signs) == 1 else 0)


def _mentions(parsed: ParsedArticle, speaker: Speaker) -> Iterator[Span]:
    """The mentions of a speaker, and of a body without a name ("police") every place where it is called the same."""
    places = {}
    for start, end in speaker.mentions:
        mention = parsed.tokens.char_span(start, end, alignment_mode="expand")
        if mention is not None:
            places[mention.root.i] = mention
    yield from places.values()
    if speaker.kind in BODIES and not speaker.named and " " not in speaker.speaker:
        for i in tokens_in(parsed.tokens, [speaker.speaker.lower()]):
            if i not in places:
                yield parsed.tokens.span(i, i + 1)


def _row(text: str, told: Told, is_excluded: Callable[[int], bool]) -> ToneTowardRow:
    start, end = clause_span(told.mention)
    if not told.sign:
        return ToneTowardRow(told.speaker, start, end, None, 0, None)
    negative, neutral, positive = map(float, probabilities(text, told.mention, is_excluded))
    by_sign = {-1: negative, 0: neutral, 1: positive}
    sure = by_sign[told.sign] >= calibration()["least"]
    label = told.sign if sure else 0
    return ToneTowardRow(told.speaker, start, end, rounded(positive - negative), label, rounded(by_sign[label]))
