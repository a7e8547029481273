"""Targets: which words of a text speak of a person or body, and which of them are names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from onrecord.tone.event_words import MASK, masked, only_names_event
from onrecord.tone.passages import Spans

if TYPE_CHECKING:
    from onrecord.text.tokens import Span, Token, Tokens

NAME_KINDS = frozenset({"PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "LAW"})
TIMES = frozenset({"DATE", "TIME"})
LINKS = frozenset({"of", "and", "for"})
AROUND = 8  # words on each side that tell whether a text writes all its words with capitals


def clauses(target: Token) -> Iterator[list[Token]]:
    """The clauses that speak of the target, the smallest first, each as its words in the order of the text.

    A clause is relative, adverbial, coordinate or main. After a relative or adverbial one comes the one it belongs to,
    which holds it. A "that" clause belongs to the clause that it completes ("they said that she lied"). If the target
    is not in it, it is what somebody says or thinks, and is left out: it is not about who says it.
    """
    above = {target, *target.ancestors}
    top = _top_of_clause(target)
    yield _words_under(top, above)
    while top.dep_ in ("advcl", "relcl"):
        top = _top_of_clause(top.head)
        yield _words_under(top, above)


def words_about(text: str, mention: Span, tokens: Sequence[Token]) -> str:
    """The stretch of a text from the first to the last of these tokens, with blanks for all that carries no tone.

    Tone toward the target is carried by these tokens but for names and for the words that stand for the target itself
    ("the relief agency"). A word that only names an event counts if the target is who acts, not if it befalls the target.

    Args:
        text: the parsed text.
        mention: the words that stand for the person or body.
        tokens: the words to read, one at least, in the order of the text.
    """
    acts = _acts(mention.root)
    offset = tokens[0].idx
    read = [" "] * (tokens[-1].idx + len(tokens[-1]) - offset)
    for token in tokens:
        stands_for_somebody = is_name(token) or mention.start <= token.i < mention.end
        if not stands_for_somebody and (acts or not only_names_event(token.text)):
            start, end = token.idx, token.idx + len(token)
            read[start - offset : end - offset] = text[start:end]
    return "".join(read)


def find_names(doc: Tokens | Span) -> list[tuple[int, int]]:
    """The (start, end) of each run of words that are names, in the order of the text.

    A run goes on over "of", "and" and "for" to the next name or capital: "the Ministry of Justice and Peace".
    """
    names: list[tuple[int, int]] = []
    last = None
    for token in doc:
        goes_on = last is not None and _is_capital(token) and token.ent_type_ not in TIMES and _goes_on(last, token)
        if not (is_name(token) or goes_on):
            continue
        start, end = token.idx, token.idx + len(token)
        if goes_on or (last is not None and last.i + 1 == token.i):
            names[-1] = (names[-1][0], end)
        else:
            names.append((start, end))
        last = token
    return names


def is_name(token: Token) -> bool:
    """Whether a word is a name, or part of one.

    The tagger takes words of title-cased headlines for names, and the recogniser takes in articles, so both must agree.
    The tagger's word is enough for a word with a capital among words with small letters ("in Hope Street").
    """
    if token.pos_ != "PROPN":
        return False
    return token.ent_type_ in NAME_KINDS or (not token.ent_type_ and _is_capital(token) and _stands_out(token))


def _is_capital(token: Token) -> bool:
    return token.is_title and token.pos_ in ("PROPN", "NOUN", "ADJ")


def _stands_out(token: Token) -> bool:
    """Whether a capital means a name here: it begins no sentence, or another stands behind it, among small letters."""
    doc, i = token.doc, token.i
    begins = token.is_sent_start or not doc[i - 1].is_alpha
    if begins and not (i + 1 < len(doc) and doc[i + 1].pos_ == "PROPN" and doc[i + 1].is_title):
        return False
    near = doc[max(0, i - AROUND) : i + AROUND + 1]
    return any(word.is_lower and word.is_alpha and not word.is_stop for word in near)


def _goes_on(last: Token, token: Token) -> bool:
    """Whether a name goes on from one of its words to another one: side by side, or over "of", "and" or "for"."""
    between = last.doc[last.i + 1 : token.i]
    return len(between) == 0 or (len(between) == 1 and between[0].lower_ in LINKS)


def without_names(text: str, names: Spans, target: tuple[int, int]) -> tuple[str, tuple[int, int]]:
    """The text with "[MASK]" in the place of each name and of the target, and where the target is now."""
    start, end = target
    before = masked(text[:start], [(a, min(b, start)) for a, b in names if a < min(b, start)])
    after = masked(text[end:], [(max(a, end) - end, b - end) for a, b in names if max(a, end) < b])
    return before + MASK + after, (len(before), len(before) + len(MASK))


def _top_of_clause(token: Token) -> Token:
    """The word on which all others of the clause of this token depend."""
    while not _is_top_of_clause(token):
        token = token.head
    return token


def _is_top_of_clause(token: Token) -> bool:
    if token.dep_ == "conj":
        return token.pos_ in ("VERB", "AUX")
    return token.dep_ in ("advcl", "relcl", "parataxis") or token.head == token


def _words_under(top: Token, above: set[Token]) -> list[Token]:
    """The words of the clause that begins at `top`, but no "that" clause that is not in `above`."""
    words, waiting = [], [top]
    while waiting:
        token = waiting.pop()
        words.append(token)
        waiting += [child for child in token.children if child in above or child.dep_ != "ccomp"]
    return sorted((token for token in words if not token.is_space), key=lambda token: token.i)


def _acts(target: Token) -> bool:
    """Whether the target is who acts: subject of an active verb, agent of a passive one, or owner."""
    while target.dep_ in ("conj", "appos"):
        target = target.head
    return target.dep_ in ("nsubj", "poss") or (target.dep_ == "pobj" and target.head.dep_ == "agent")
