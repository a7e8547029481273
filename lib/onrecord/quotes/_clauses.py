"""Clauses: where what a cue reports begins and ends in the parse, and where the next report begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from onrecord.quotes._above import report_above
from onrecord.quotes._cues import Cue
from onrecord.quotes._passed_on import relayed_report
from onrecord.quotes._verbs import cue_verb_of
from onrecord.quotes._writers_own import writers_own

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

REPORTING_FRAMES = frozenset("clause of infinitive object_infinitive gerund".split())

QUESTION_TAGS = ("WP", "WRB", "WP$")

FINITE = ("VBD", "VBZ", "VBP", "MD")


def has_subject(verb: Token) -> bool:
    """Does a subject, or what the parser may have made of one, hang on this verb?"""
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj", "attr") for c in verb.children)


def is_finite(verb: Token) -> bool:
    """A clause of its own; the parser sometimes hangs the subject elsewhere, but not the form of the verb."""
    if is_infinitive(verb):
        return False
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    return has_subject(verb) or any(t.tag_ in FINITE for t in [verb, *helpers])


def is_infinitive(verb: Token) -> bool:
    """Is this a verb with "to"?"""
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children)


def has_finite(tokens: list[Token]) -> bool:
    """Do these tokens hold a finite verb, or at least a subject? The tagger takes some verbs for nouns."""
    return any(t.tag_ in FINITE or t.dep_ in ("nsubj", "nsubjpass") for t in tokens)


def extent(head: Token, after: int) -> tuple[int, int]:
    """First and last token of a subtree, as far as it stands after a token."""
    numbers = [t.i for t in head.subtree if t.i > after]
    return min(numbers), max(numbers)


def reports(verb: Token) -> bool:
    """Is this a verb of the lexicon that reports speech in a clause or a number?"""
    cue_verb = cue_verb_of(verb)
    return cue_verb is not None and cue_verb.cue_class != "thought" and bool(cue_verb.frames & {"clause", "number"})


def clause_end(cue: Cue, end: int) -> int:
    """The last token of a clause that ends here in the parse: what belongs to it is added, the next report cut off."""
    doc = cue.token.doc
    end = _with_additions(cue, end)
    for token in doc[cue.token.i + 1 : end + 1]:
        cuts = (rule(cue, token) for rule in (next_report, _relaying, writers_own))
        if (cut := next((c for c in cuts if c is not None), None)) is not None:
            end = cut - 1
            break
    while end > cue.token.i + 1 and (doc[end].is_punct or doc[end].dep_ == "cc"):
        end -= 1
    return end


def _relaying(cue: Cue, token: Token) -> int | None:
    """Where ", according to a transcript" begins: it tells who passes the report on, and is no part of what was said."""
    if token.lower_ != "according" or token.nbor(-1).text != ",":
        return None
    carrier = next((c for to in token.children if to.lower_ == "to" for c in to.children if c.dep_ == "pobj"), None)
    relayed = carrier is not None and relayed_report(token, carrier) == cue.token
    return token.i - 1 if relayed else None


def _with_additions(cue: Cue, end: int) -> int:
    """The end of a clause with what the parser hung on the cue, though it stands behind the clause and belongs to it."""
    for child in sorted(cue.token.children, key=lambda t: t.i):
        if child.i <= end or child.dep_ in ("punct", "cc"):
            continue
        if not _is_addition(child):
            break
        end = max(t.i for t in child.subtree)
    return end


def _is_addition(child: Token) -> bool:
    """Does this child of a cue belong to the clause before it: a phrase, or a clause that is no report?"""
    if child.dep_ in ("prep", "npadvmod", "dep") or _is_question(child):
        return True
    if child.dep_ == "advcl":
        return child.tag_ != "VBG"
    if child.dep_ == "conj":
        return has_subject(child) and not reports(child)
    if child.dep_ != "ccomp" or not is_finite(child) or reports(child):
        return False
    return not has_subject(child) or _is_second_that(child.left_edge)


def _is_second_that(first: Token) -> bool:
    """ "(Hale said it was late), that it rained": one more clause of a report, behind a comma or an "and"."""
    first = first.nbor() if first.text == "," and first.i + 1 < len(first.doc) else first
    return first.i > 0 and first.dep_ == "mark" and first.lower_ == "that" and first.nbor(-1).lower_ in (",", "and")


def _is_question(child: Token) -> bool:
    """ "…, why she left": one more of the questions that a clause answers; the parser hangs some on the cue."""
    return child.dep_ in ("ccomp", "conj") and child.left_edge.tag_ in QUESTION_TAGS and child.left_edge.i < child.i


# --- the next report --------------------------------------------------------------------------------------------------


def next_report(cue: Cue, token: Token) -> int | None:
    """Where the next report begins, if this token is its verb and hangs on the clause of this one.

    Args:
        cue: the cue of this report.
        token: a token behind the cue.

    Returns:
        The number of the first token that is no longer part of this report, by the first of NEXT_REPORT_RULES that
        finds one; None if the token begins no report.
    """
    verb = cue_verb_of(token)
    if verb is None or verb.cue_class == "thought" or not verb.frames & REPORTING_FRAMES:
        return None
    return next((start for rule in NEXT_REPORT_RULES if (start := rule(cue, token)) is not None), None)


def by_participle(cue: Cue, token: Token) -> int | None:
    """ "He said it was safe, adding that …"."""
    if token.dep_ != "advcl" or token.tag_ != "VBG":
        return None
    before = token.nbor(-1)
    if before.lower_ == "while":  # "…, while adding that …"
        return before.i - (before.nbor(-1).text == ",")
    return before.i if before.text == "," else None


def by_concession(cue: Cue, token: Token) -> int | None:
    """ "He said it was safe, though he conceded that …"."""
    if token.dep_ != "advcl" or token.tag_ not in FINITE:
        return None
    mark = next((c for c in token.children if c.dep_ == "mark"), None)
    concedes = mark is not None and mark.lower_ in ("though", "although", "while")
    return mark.i - 1 if mark is not None and concedes and token.doc[mark.i - 1].text == "," else None


def by_another_speaker(cue: Cue, token: Token) -> int | None:
    """ "Hale said it was safe, but Wells said …", "… while Wells said …"."""
    reporting = token.dep_ in ("conj", "advcl") and token.tag_ in FINITE and has_subject(token)
    if not reporting or not any(c.dep_ == "ccomp" for c in token.children):
        return None
    first = token.left_edge
    if first.i <= cue.token.i + 1:
        return None
    if first.lower_ in ("while", "whereas"):
        return first.i
    return first.i - 1 if token.doc[first.i - 1].dep_ == "cc" else None


def by_second_verb(cue: Cue, token: Token) -> int | None:
    """ "She says it was safe and warns …": the second verb has the subject of the cue, not that of the verb it hangs on."""
    if token.dep_ != "conj" or has_subject(token):
        return None
    joins = [t for t in token.head.children if t.dep_ == "cc" and t.i < token.i]
    of_cue = token.tag_ == cue.token.tag_ != token.head.tag_ or (report_above(token) == cue.token and _says_more(token))
    if not of_cue or (joins and joins[-1].lower_ in ("or", "nor")):
        return None
    return joins[-1].i if joins else token.left_edge.i


def _says_more(verb: Token) -> bool:
    """Does a verb of saying have more to say than an object, as in "and denied the charge"?"""
    after = [c for c in verb.children if c.i > verb.i]
    if any(c.dep_ in ("ccomp", "xcomp", "oprd") or (c.dep_ == "prep" and c.lower_ in ("as", "of")) for c in after):
        return True
    if not any(c.dep_ == "dobj" for c in after):
        return True
    return any(t.is_quote for t in verb.doc[verb.i + 1 : verb.right_edge.i + 1])


# In the order in which they are tried.
NEXT_REPORT_RULES: tuple[Callable[[Cue, Token], int | None], ...] = (
    by_participle,
    by_concession,
    by_another_speaker,
    by_second_verb,
)
