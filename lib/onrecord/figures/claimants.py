"""Claimants: who says a figure."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from onrecord.figures._claimant_names import Names
from onrecord.figures._counters import MOST_STEPS, Counter, counter_of
from onrecord.figures._gapped_claims import gapped_counter, labelled
from onrecord.figures._status_words import denies
from onrecord.figures.candidates import Candidate
from onrecord.quotes.subjects import is_speaker, mention_span, subject_of
from onrecord.rows import Figure, Quote
from onrecord.text.overlaps import overlapping
from onrecord.text.parsing import ParsedArticle

if TYPE_CHECKING:
    from onrecord.text.tokens import Token


def with_claimant(parsed: ParsedArticle, row: Figure, quotes: list[Quote], names: Names, anchor: Token) -> Figure:
    """Give a figure its claimant: who counts it in the sentence, the speaker of the quote it stands in or of those around.

    "The general said the mayor had counted 100" is the mayor's count on the general's word: the mayor is the speaker, the
    quote the general's. The speaker of a number that is denied is who denies it: "the army rejected the hospital's count".
    """
    around = overlapping(quotes, row.start, row.end)
    denier = _denier(anchor) if row.status == "denied" else None
    counter = denier or _counter(parsed, row.start, row.end, row.category == "share", anchor)
    if around and denier is not None and (cued := [q for q in around if q.cue_start == denier.word.idx]):
        return _claimed(row, cued[0], "stated", f"{row.rule}; {denier.rule}")
    quote = min(around, key=_length) if around else None
    if counter is not None and (denier or quote is None or _is_nested(row, counter, quote)):
        counted = _counted(parsed, row, counter, names, quote.quote_id if quote else None)
        if counted.speaker is not None:
            return counted
    if quote is not None:
        carried_on = quote.rule.startswith("continued")
        return _claimed(row, quote, "continued" if carried_on else "stated", row.rule)
    if carried_on_from := _continued(parsed, row, quotes):
        return _claimed(row, carried_on_from, "continued", f"{row.rule}; claimant_between_quotes")
    return row


def is_given(parsed: ParsedArticle, item: Candidate) -> bool:
    """Whether somebody gives a number that stands without a noun: "the governor spoke of 20, and the army of 30"."""
    counter = _counter(parsed, item.start, item.end, False, item.unit.anchor)
    return counter is not None and counter.rule in ("claimant_counts", "claimant_gives", "claimant_second")


def _counter(parsed: ParsedArticle, start: int, end: int, share: bool, anchor: Token) -> Counter | None:
    span = parsed.tokens.char_span(start, end, alignment_mode="expand")
    if span:
        paragraph = parsed.paragraph_at(start)
        label = labelled(span[0], paragraph.start) if paragraph.kind == "headline" else None
        second = gapped_counter(span[0], span[-1]) if label is None and not share else None
        if (found := label or second) is not None:
            return found
    return counter_of(anchor)


def _denier(number: Token) -> Counter | None:
    """Who denies a number, by the nearest verb of denial above it."""
    for verb in islice(number.ancestors, MOST_STEPS):
        if verb.pos_ == "VERB" and denies(verb):
            head = subject_of(verb)
            return Counter(head, verb, "claimant_denies") if head is not None and is_speaker(head) else None
    return None


def _length(quote: Quote) -> tuple[int, int]:
    return quote.end - quote.start, quote.start


def _is_nested(row: Figure, counter: Counter, quote: Quote) -> bool:
    """Whether somebody in a quote counts, other than its speaker: no pronoun, and no plan, which the speaker tells of."""
    if quote.cue_class == "deny":
        return False  # what is denied is shown with who denies it
    if any(c.dep_ == "poss" and c.tag_ == "PRP$" for c in counter.head.children):
        return False  # "his staff had counted 31": he says it for them
    told = quote.start <= counter.head.idx < quote.end and counter.head.idx < row.start
    return told and not counter.plans and counter.head.pos_ != "PRON"


def _counted(parsed: ParsedArticle, row: Figure, counter: Counter, names: Names, quote_id: str | None) -> Figure:
    start, end = mention_span(counter.head)
    if start < row.start < end:  # "hospitals at nine"
        end = counter.head.idx + len(counter.head)
    return replace(
        row,
        speaker=names.name_of(counter.head, start, end),
        mention=parsed.article.text[start:end],
        mention_start=start,
        mention_end=end,
        quote_id=quote_id,
        attribution="stated",
        rule=f"{row.rule}; {counter.rule}",
    )


def _claimed(row: Figure, quote: Quote, attribution: str, rule: str) -> Figure:
    return replace(
        row,
        speaker=quote.speaker,
        mention=quote.mention,
        mention_start=quote.mention_start,
        mention_end=quote.mention_end,
        quote_id=quote.quote_id,
        attribution=attribution,
        rule=rule,
    )


def _continued(parsed: ParsedArticle, row: Figure, quotes: list[Quote]) -> Quote | None:
    """The last quote before a sentence that has no speech in it, if the same speaker goes on in the next sentence.

    Only within a paragraph: nothing else says that the speech was not over.
    """
    span = parsed.tokens.char_span(row.start, row.end, alignment_mode="expand")
    if span is None:
        return None
    sentence = span.sent
    paragraph = next(iter(overlapping(parsed.paragraphs, row.start, row.start + 1)), None)
    if paragraph is None or overlapping(quotes, sentence.start_char, sentence.end_char):
        return None
    inside = [q for q in overlapping(quotes, paragraph.start, paragraph.end) if q.speaker is not None]
    before = [q for q in inside if q.end <= sentence.start_char]
    after = [q for q in inside if q.start >= sentence.end_char]
    if before and after and before[-1].speaker == after[0].speaker:
        return before[-1]
    return None
