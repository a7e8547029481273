"""Claimants: who says a figure."""

from __future__ import annotations

from dataclasses import replace

from onrecord.rows import Figure, Quote
from onrecord.text.overlaps import overlapping
from onrecord.text.parsing import ParsedArticle


def with_claimant(parsed: ParsedArticle, row: Figure, quotes: list[Quote]) -> Figure:
    """Give a figure its claimant: the speaker of the quote it stands in, or of the quotes around its sentence.

    What is reported with a verb of denial is negated: "the army denied that 15 people had been killed".
    """
    around = overlapping(quotes, row.start, row.end)
    if around:
        quote = min(around, key=lambda q: (q.end - q.start, q.start))
        if quote.cue_class == "deny" and quote.kind != "direct":
            row = replace(row, negated=True, rule=f"{row.rule}; claim_denied")
        carried_on = quote.rule.startswith("continued")
        return _claimed(row, quote, "continued" if carried_on else "stated", row.rule)
    if carried_on_from := _continued(parsed, row, quotes):
        return _claimed(row, carried_on_from, "continued", f"{row.rule}; claimant_between_quotes")
    return row


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
    span = parsed.doc.char_span(row.start, row.end, alignment_mode="expand")
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
