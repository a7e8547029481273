"""The writer's own: what stands behind a report in its sentence, and is told by the writer, not by the speaker."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from onrecord.words.lexicons import cue_nouns, word_class

if TYPE_CHECKING:
    from onrecord.quotes._cues import Cue
    from onrecord.text.tokens import Token

COMMAS = (",", "-", "--", "—", "–")
SHIFTED = ("would", "could", "might", "had", "was", "were", "did")
UNSHIFTED = ("will", "can", "may", "has", "have", "is", "are", "does", "do")
CONTRASTS = frozenset("although though while whereas".split())


def writers_own(cue: Cue, token: Token) -> int | None:
    """Where the writer goes on, if this token is the verb or noun with which it does.

    Args:
        cue: the cue of the report.
        token: a token behind the cue.

    Returns:
        The number of the first token that is no longer part of the report, by the first of OWN_RULES that finds one;
        None if the token is the speaker's.
    """
    return next((start for rule in OWN_RULES if (start := rule(cue, token)) is not None), None)


def by_tense(cue: Cue, token: Token) -> int | None:
    """ "She said it would be ready by May, but it has missed four dates": past speech, past report, then the present.

    What somebody said in the past is told in the past; a clause behind a comma that is not is the writer's.
    """
    if token.dep_ not in ("relcl", "conj", "advcl") or not _is_present(token) or not _is_past(cue.token):
        return None
    content = next((c for c in cue.token.children if c.dep_ == "ccomp" and c.i > cue.token.i), None)
    if content is None or content.i >= token.i or not _is_shifted(content):
        return None
    first = token.left_edge
    joint = first.nbor(-1)
    if token.dep_ == "conj":
        joint = next((c for c in token.head.children if c.dep_ == "cc" and c.i < first.i and c.i > token.head.i), joint)
        if joint.dep_ != "cc" or not any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in token.children):
            return None
        joint = joint.nbor(-1)
    if token.dep_ == "advcl" and first.lower_ not in CONTRASTS:
        return None
    return joint.i if joint.text in COMMAS and joint.i > content.i else None


def by_comment(cue: Cue, token: Token) -> int | None:
    """ "He said the plan was dead, a claim that his party denied": the writer says what it was that he said."""
    first = token.left_edge
    if token.pos_ != "NOUN" or first.lower_ not in ("a", "an") or first.i <= cue.token.i + 1:
        return None
    named = token.lemma_.lower() in cue_nouns() and any(c.dep_ in ("relcl", "acl") for c in token.children)
    return first.i - 1 if named and first.nbor(-1).text in COMMAS else None


def by_reaction(cue: Cue, token: Token) -> int | None:
    """ "She said she would run again, drawing cheers from the crowd": what her words led to."""
    if token.tag_ != "VBG" or token.nbor(-1).text not in COMMAS or token.lemma_ not in word_class("drawing"):
        return None
    drawn = any(c.dep_ == "dobj" and c.lemma_.lower() in word_class("reaction") for c in token.children)
    return token.i - 1 if drawn else None


def by_gesture(cue: Cue, token: Token) -> int | None:
    """ "She said the road was clear, pointing to a map", "…, smiling", "…, citing a study": what she did as she spoke."""
    gesture = token.tag_ == "VBG" and token.lemma_ in word_class("gesture")
    return token.i - 1 if gesture and token.nbor(-1).text in COMMAS and token.i > cue.token.i + 1 else None


# In the order in which they are tried.
OWN_RULES: tuple[Callable[[Cue, Token], int | None], ...] = (by_tense, by_comment, by_reaction, by_gesture)


def _is_past(verb: Token) -> bool:
    """ "said", "has said", "had said"."""
    helpers = [c.lower_ for c in verb.children if c.dep_ == "aux"]
    return (verb.tag_ == "VBD" and not helpers) or (verb.tag_ == "VBN" and bool({"has", "have", "had"} & {*helpers}))


def _is_shifted(verb: Token) -> bool:
    """A clause in the past, or with "would": the first of its verbs tells."""
    return _first_verb(verb).tag_ == "VBD" or _first_verb(verb).lower_ in SHIFTED


def _is_present(verb: Token) -> bool:
    """A clause in the present, the present perfect or the future."""
    return _first_verb(verb).tag_ in ("VBZ", "VBP") or _first_verb(verb).lower_ in UNSHIFTED


def _first_verb(verb: Token) -> Token:
    return next((c for c in verb.children if c.dep_ in ("aux", "auxpass")), verb)
