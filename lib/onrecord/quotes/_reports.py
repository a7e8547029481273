"""Reports: speech without quotation marks, as the clause, infinitive, gerund or number that a cue governs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.quotes._according import according_content
from onrecord.quotes._asides import around_cue, beside, clause_beside_as, inverted, parenthetical, rest_of_sentence
from onrecord.quotes._clauses import FINITE, clause_end, extent, has_subject, is_finite, is_infinitive
from onrecord.quotes._cues import Cue, can_speak
from onrecord.quotes._governed import GOVERNED_RULES
from onrecord.quotes._passed_on import relayed_report
from onrecord.quotes._spans import Speech, characters
from onrecord.quotes.subjects import is_speaker, maker_of
from onrecord.text.parsing import ParsedArticle

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

# "Did not say, claim, promise that …" reports no words; "did not deny that …" does.
UNSAID_CLASSES = frozenset("neutral announce explain claim promise predict warn accuse concede".split())


CONDITIONS = frozenset("if when whenever unless because whether although though since once while where until".split())


def reported_speech(parsed: ParsedArticle, cues: list[Cue], thoughts: bool = False) -> Iterator[Speech]:
    """Speech that a cue governs in the parse, without regard to quotation marks.

    Args:
        parsed: the article.
        cues: what `find_cues` gave.
        thoughts: what verbs of thinking and wishing govern, instead of speech.

    Returns:
        Spans in the order of their cues; they may overlap one another and words in quotation marks.

    Limits:
        Where the parser hangs a clause on the wrong verb, the span is wrong.
    """
    for cue in cues:
        if not thoughts and (turned := inverted(cue)) is not None:
            yield from around_cue(parsed, turned)
            continue
        cue = beside(cue)
        if cue.subject is None or not can_speak(cue) or (cue.verb.cue_class == "thought") != thoughts:
            continue
        if relayed_report(cue.token, cue.subject) is not None:
            continue  # who said it is a cue of its own
        if "according" in cue.verb.frames:
            yield from according_content(parsed, cue)
        else:
            yield from _governed_content(parsed, cue)


def speech_in_nouns(parsed: ParsedArticle, cues: list[Cue]) -> Iterator[Speech]:
    """The clause or infinitive that a noun of saying takes: "her warning that …", "their pledge to …".

    Args:
        parsed: the article.
        cues: what `find_noun_cues` gave.

    Limits:
        What follows "of" is not taken: "a warning of floods" names a subject more than it repeats words.
    """
    for cue in cues:
        for child in _below_noun(cue):
            first = child.left_edge
            that = first.lower_ == "that" and first.dep_ == "mark" and "that" in cue.verb.frames
            to = "to" in cue.verb.frames and is_infinitive(child) and first.tag_ in ("TO", "RB")
            if (that or to) and can_speak(cue):
                start, end = extent(child, cue.token.i)
                yield Speech(*characters(parsed, start, end), cue, "clause_after_noun", False)
                break


def _below_noun(cue: Cue) -> Iterator[Token]:
    """The clauses that a noun of saying may take: its own, that of "gave assurances that", "her message was that".

    Concern and doubt are speech only where who has them gives voice to them; an event that "raised fears" says nothing.
    """
    noun, verb, maker = cue.token, cue.token.head, maker_of(cue.token)
    result = verb.tag_ == "VBG" and verb.lemma_ in ("raise", "renew", "send")  # "…, raising fears that"
    voiced = maker is not None and maker == cue.subject and is_speaker(maker) and not result
    if voiced or "voiced" not in cue.verb.frames:
        yield from (c for c in noun.children if c.i > noun.i and c.dep_ in ("acl", "relcl", "ccomp", "xcomp"))
    if voiced or (noun.dep_ == "nsubj" and verb.lemma_ == "be" and "voiced" not in cue.verb.frames):
        yield from (c for c in verb.children if c.i > verb.i and c.i > noun.i and c.dep_ == "ccomp")


def _is_unsaid(cue: Cue, content: Token) -> bool:
    """Is this a report that something was not said: "did not say whether …", "without saying how …"?"""
    if content.lemma_ in ("name", "identify", "quote") and any(c.dep_ == "auxpass" for c in content.children):
        return True
    if cue.token.dep_ == "pcomp" and cue.token.head.lower_ == "without":
        return True
    declines = cue.token.dep_ == "xcomp" and cue.token.head.lemma_ in ("decline", "refuse", "fail")
    negated = any(c.dep_ == "neg" for c in cue.token.children)
    first = min(content.subtree, key=lambda t: t.i)
    asks = first.tag_ in ("WP", "WRB", "WDT", "WP$") or first.lower_ in ("whether", "if")
    return declines or (negated and (asks or cue.verb.cue_class in UNSAID_CLASSES))


def _governed_content(parsed: ParsedArticle, cue: Cue) -> Iterator[Speech]:
    """The finite clause under a cue; else what the first of GOVERNED_RULES finds; else the clause around it."""
    children = list(cue.token.children)
    if any(c.dep_ in ("ccomp", "xcomp") and _is_unsaid(cue, c) for c in children):
        return
    # Not "it clear" under "made it clear that …".
    clauses = [c for c in children if _is_content(c) and not cue.verb.verb.endswith(f" {c.lower_}")]
    if clauses and "clause" in cue.verb.frames:
        yield from _clause(parsed, cue, clauses[0])
        return
    for rule in GOVERNED_RULES:
        if rule.frames & cue.verb.frames and (span := rule.find(cue)):
            yield Speech(*characters(parsed, *span), cue, rule.name, False)
            return
    if "clause" in cue.verb.frames:
        yield from (
            list(clause_beside_as(parsed, cue)) or list(parenthetical(parsed, cue)) or rest_of_sentence(parsed, cue)
        )


def _is_content(child: Token) -> bool:
    """A finite clause; the parser hangs one without a subject of its own ("which critics say left a gap") as an infinitive."""
    if child.pos_ == "ADJ" and not any(t.tag_ in FINITE for t in child.subtree):
        return False  # "found it hard"
    return (child.dep_ == "ccomp" and is_finite(child)) or (child.dep_ == "xcomp" and child.tag_ in FINITE)


def _clause(parsed: ParsedArticle, cue: Cue, head: Token) -> Iterator[Speech]:
    """The finite clause under a cue: after it, before it, or on both sides of it."""
    doc = parsed.tokens
    if head.i > cue.token.i and all(t.i > cue.token.i for t in head.subtree):
        start, end = extent(head, cue.token.i)
        while doc[start].is_punct and start < end:
            start += 1
        end = clause_end(cue, end)
        if (opening := _opening(cue)) is not None:
            yield Speech(*characters(parsed, *opening), cue, "clause_before_cue", False)
        yield Speech(*characters(parsed, start, end), cue, "clause_after_cue", False)
        return
    if cue.token.i < head.i and (cue.token.dep_ == "relcl" or head.left_edge.tag_ == "WP"):
        start, end = extent(head, cue.token.i)
        yield Speech(*characters(parsed, start, end), cue, "clause_after_cue", False)
        return
    yield from around_cue(parsed, cue)


def _opening(cue: Cue) -> tuple[int, int] | None:
    """First and last token of "If the pump fails, Hale argues, there is another": a condition of what is said.

    Or of "It was so bad, Hale said, that we left". Not "As the crowd cheered, Hale said, …", nor "Asked why, …".
    """
    doc, sentence = cue.token.doc, cue.token.sent
    if cue.subject is None or cue.token.i + 1 >= sentence.end or doc[cue.token.i + 1].text != ",":
        return None
    last = cue.subject.left_edge.i - 1
    if last <= sentence.start or doc[last].text != ",":
        return None
    condition = any(
        c.dep_ == "advcl" and c.i < last and c.left_edge.lower_ in CONDITIONS and has_subject(c)
        for c in cue.token.children
    )
    goes_on = doc.span(cue.token.i + 2, cue.token.i + 3).text == "that" and cue.token.dep_ == "parataxis"
    return (sentence.start, last - 1) if condition or goes_on else None
