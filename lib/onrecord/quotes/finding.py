"""Quotes: spans of speech, their cue, and the words that point at the speaker.

Speech is looked for in two ways. Where there are quotation marks, the cue is looked for around them (`_quotations`). Where
there are none, what a cue governs in the dependency parse is the speech (`_reports`). What both find is one quote:
`mixed`.
"""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.quotes._cues import Cue, find_cues, find_noun_cues
from onrecord.quotes._labels import labelled_speech
from onrecord.quotes._passed_on import passed_on_from
from onrecord.quotes._quotations import is_inner, quoted_speech
from onrecord.quotes._reports import reported_speech, speech_in_nouns
from onrecord.quotes._spans import MARKS, Speech
from onrecord.quotes.subjects import mention_span
from onrecord.quotes.turns import TURN_RULES
from onrecord.rows import Quote
from onrecord.text.overlaps import overlapping
from onrecord.text.parsing import ParsedArticle

# Quoted words that cover so much of a clause are all of it; what is left are commas and the word "that".
ALMOST_ALL = 0.9

BARE_THAT = re.compile(r"that,? ")  # before quoted words, it says nothing

# What these rules find is verbatim, though no marks stand around it.
VERBATIM_RULES = (*TURN_RULES, "signed")


def find_quotes(parsed: ParsedArticle, thoughts: bool = False) -> list[Quote]:
    """Find the speech in an article, in the order of the text.

    Args:
        parsed: what `text.parse` gave.
        thoughts: find what somebody is said to believe, hope or want, too: rows with the cue class and rule "thought".

    Returns:
        Quotes that do not overlap, outside boilerplate. `speaker` is not filled in yet.

    Source of the method: cue, speaker and content from the dependency parse follow Krestel et al. 2008 and
    Asr et al. 2021 (Gender Gap Tracker); the joining of both ways is ours.

    Limits:
        English only. A quotation inside a quotation is part of the outer one. A report whose content is a noun ("she
        called for a ceasefire", "he criticised the plan") is found only where some words of it are quoted.
    """
    cues = find_cues(parsed)
    nouns = find_noun_cues(parsed)
    quoted = list(quoted_speech(parsed, cues, nouns))
    inner = [s for s in quoted if s.cue is not None and is_inner(s.cue)]
    speech = [s for s in quoted if s not in inner]
    speech += reported_speech(parsed, cues)
    speech += speech_in_nouns(parsed, nouns)
    speech += labelled_speech(parsed)
    joined = _join(parsed, speech)
    if thoughts:
        joined = _with_thoughts(joined, [*inner, *reported_speech(parsed, cues, thoughts=True)])
    return _number(parsed, _carried_back(parsed, joined))


def _join(parsed: ParsedArticle, speech: list[Speech]) -> list[Speech]:
    """Make one span of what overlaps.

    A clause that holds quoted words swallows them (a mixed quote); quoted words that fill the clause stand alone;
    of two clauses, the one inside the other goes.
    """
    quoted = sorted((s for s in speech if s.quoted), key=_start)
    clauses = [s for s in speech if not s.quoted]
    kept = sorted((s for s in clauses if s.rule in VERBATIM_RULES), key=_start)
    for clause in sorted(clauses, key=lambda s: (s.start, -s.end)):
        inside = overlapping(quoted, clause.start, clause.end)
        if overlapping(kept, clause.start, clause.end) or _fills(parsed, clause, inside):
            continue
        start = min(clause.start, *(q.start for q in inside)) if inside else clause.start
        end = max(clause.end, *(q.end for q in inside)) if inside else clause.end
        insort(kept, replace(clause, start=start, end=end), key=_start)
    for words in quoted:
        if not any(k.start <= words.start and words.end <= k.end for k in overlapping(kept, words.start, words.end)):
            insort(kept, words, key=_start)
    return kept


def _start(speech: Speech) -> int:
    return speech.start


def _fills(parsed: ParsedArticle, clause: Speech, inside: Sequence[Speech]) -> bool:
    """Are these quoted words all there is to the clause, or sentences that stand for themselves?"""
    if any(q.rule.startswith("quoted_cue") and _is_sentence_span(parsed, q) for q in inside):
        return True
    covered = sum(min(q.end, clause.end) - max(q.start, clause.start) for q in inside)
    return covered > ALMOST_ALL * (clause.end - clause.start)


def _with_thoughts(speech: list[Speech], thoughts: Iterable[Speech]) -> list[Speech]:
    """Thoughts that no speech holds and that hold no speech, among the speech."""
    kept = list(speech)
    for thought in thoughts:
        if not overlapping(kept, thought.start, thought.end):
            insort(kept, replace(thought, rule="thought"), key=_start)
    return kept


def _is_sentence_span(parsed: ParsedArticle, speech: Speech) -> bool:
    text = parsed.article.text[speech.start : speech.end].strip(MARKS)
    return text[:1].isupper() and len(text.split()) > 1


def _carried_back(parsed: ParsedArticle, speech: list[Speech]) -> list[Speech]:
    """Quoted paragraphs that are left open belong to the cue of the quoted paragraph that follows."""
    unclosed = {q.start for q in parsed.quoted if not q.closed}
    carried = list(speech)
    for i in range(len(carried) - 2, -1, -1):
        current, following = carried[i], carried[i + 1]
        if current.rule != "quoted_no_cue" or current.start not in unclosed or following.cue is None:
            continue
        paragraph = parsed.paragraph_at(following.start)
        adjacent = paragraph.number - parsed.paragraph_at(current.start).number == 1
        if following.quoted and adjacent and following.start == paragraph.start:
            carried[i] = replace(current, cue=following.cue, rule="quoted_paragraph")
    return carried


def _number(parsed: ParsedArticle, speech: list[Speech]) -> list[Quote]:
    quotes: list[Quote] = []
    statements = statement = 0
    previous: Speech | None = None
    for n, current in enumerate(speech, 1):
        rule = None
        if previous is not None and (rule := _continues(parsed, previous, current)):
            current = replace(current, cue=previous.cue, rule=rule)
        one_cue = previous and current.cue and previous.cue and current.cue.token.i == previous.cue.token.i
        new = rule is None and not one_cue
        statements += new
        carried = rule is not None or current.rule == "quoted_paragraph"
        quotes.append(_quote(parsed, current, f"q{n}", f"s{statements if new else statement}", carried))
        if not _stands_below(current, previous):
            previous, statement = current, statements if new else statement
    return quotes


def _stands_below(inner: Speech, outer: Speech | None) -> bool:
    """Is this a report inside the sentence of a cue of quoted words: "…,” Hale said after the papers reported that …"?

    Quoted words that follow go on with Hale's.
    """
    if outer is None or inner.cue is None or outer.cue is None or inner.quoted or not outer.quoted:
        return False
    return outer.cue.token in inner.cue.token.ancestors


def _continues(parsed: ParsedArticle, previous: Speech, current: Speech) -> str | None:
    """The rule by which quoted words without a cue carry on what somebody said right before, if they do."""
    if current.rule != "quoted_no_cue" or not (previous.quoted or previous.cue):
        return None
    before, here = parsed.paragraph_at(previous.start), parsed.paragraph_at(current.start)
    between = parsed.tokens.char_span(previous.end, current.start, alignment_mode="contract") or ()
    if any(
        t.dep_ in ("nsubj", "nsubjpass")
        and t.ent_type_ == "PERSON"
        and (previous.cue is None or t.sent != previous.cue.token.sent)
        for t in between
    ):
        return None
    if before.number == here.number:
        return "quoted_continued"
    if here.number - before.number == 1 and current.start - here.start <= 2:
        return "quoted_paragraph"
    return None


def _quote(parsed: ParsedArticle, speech: Speech, quote_id: str, statement_id: str, carried: bool) -> Quote:
    text = parsed.article.text
    cue = speech.cue
    mention = speech.mention or (_mention(cue) if cue is not None else None)
    paragraph = parsed.paragraph_at(speech.start)
    shown = cue if cue is not None and cue.verb.verb != "" and not carried else None
    return Quote(
        quote_id=quote_id,
        statement_id=statement_id,
        start=speech.start,
        end=speech.end,
        text=text[speech.start : speech.end],
        kind=_kind(parsed, speech),
        speaker=None,
        mention=text[slice(*mention)] if mention else None,
        mention_start=mention[0] if mention else None,
        mention_end=mention[1] if mention else None,
        cue=text[shown.start : shown.end] if shown else None,
        cue_start=shown.start if shown else None,
        cue_end=shown.end if shown else None,
        cue_class=shown.verb.cue_class if shown else None,
        position=_position(speech, carried),
        paragraph=paragraph.number,
        in_headline=paragraph.kind == "headline",
        rule=speech.rule,
    )


def _mention(cue: Cue) -> tuple[int, int] | None:
    """Characters of the words for whose words a cue reports: who is cited where an outlet cites somebody."""
    if cue.subject is None:
        return None
    return mention_span(passed_on_from(cue.token, cue.subject) or cue.subject)


def _kind(parsed: ParsedArticle, speech: Speech) -> str:
    return "direct" if speech.rule in VERBATIM_RULES else kind_of(parsed, speech.start, speech.end)


def kind_of(parsed: ParsedArticle, start: int, end: int) -> str:
    """Whether words stand in quotation marks: all of them (direct), some (mixed) or none (indirect)."""
    inside = overlapping(parsed.quoted, start, end)
    if not inside:
        return "indirect"
    text, outside = parsed.article.text, []
    that = BARE_THAT.match(text, start, max(inside[0].start, start))
    place = that.end() if that else start
    for quoted in inside:
        outside.append(text[place : quoted.start])
        place = quoted.end
    outside.append(text[place:end])
    return "mixed" if any(c.isalnum() for part in outside for c in part) else "direct"


def _position(speech: Speech, carried: bool) -> str:
    if speech.cue is None or speech.cue.verb.verb == "" or carried:
        return "none"
    if speech.cue.end <= speech.start:
        return "before"
    return "after" if speech.cue.start >= speech.end else "inside"
