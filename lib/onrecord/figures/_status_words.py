"""Status words: the lexicon of words that say that something was denied, is to come, or is only possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from onrecord.figures.event_terms import terms
from onrecord.words import read_words

if TYPE_CHECKING:
    from onrecord.text.tokens import Token


@cache
def _lexicon() -> dict[tuple[str, str], dict[str, str]]:
    """The lexicon words/statuses.csv: {(word, part of speech): {what must go with it: status}}."""
    lexicon: dict[tuple[str, str], dict[str, str]] = {}
    for row in read_words("statuses.csv"):
        lexicon.setdefault((row["word"], row["pos"]), {})[row["with"]] = row["status"]
    return lexicon


def _lines(word: Token | str, pos: str) -> Mapping[str, str]:
    """The lines of a word: {what must go with it: status}."""
    return _lexicon().get((word if isinstance(word, str) else word.lemma_.lower(), pos), {})


def carries(verb: Token) -> bool:
    """Whether a verb's number is that of the event: "could cause 50 deaths"."""
    return "carries" in _lines(verb, "verb").values()


def is_of_report(token: Token) -> bool:
    """Whether a noun speaks of a report, a plan, a fear or an order, not of the thing itself."""
    return token.pos_ == "NOUN" and bool(_lines(token, "noun"))


def is_infinitive(verb: Token) -> bool:
    """Whether "to" stands before a verb."""
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.lefts)


def _is_negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" and verb.doc.span(c.i + 1, c.i + 2).text not in NOT_QUITE for c in verb.children)


NOT_QUITE = frozenset({"only", "just", "merely", "simply", "even", "more", "less", "fewer", "all", "yet", "least"})


def own_sign(verb: Token) -> str | None:
    """What the auxiliaries of a verb say of what it tells: "could kill 20", "may have killed 20", "did not kill 20"."""
    helpers = [c for c in verb.lefts if c.dep_ in ("aux", "auxpass")]
    modal = next((SHORT.get(c.lower_, c.lower_) for c in helpers if c.tag_ == "MD"), None)
    negated = _is_negated(verb)
    if modal is None:
        lines = _lines(verb, "verb")
        decided = "not" in lines or {"forecast", "hypothetical", "denied"} & set(lines.values())
        return "denied" if negated and not decided else None
    perfect = any(c.lemma_ == "have" for c in helpers)
    if any(c.dep_ == "advcl" and any(m.lower_ == "if" for m in c.lefts) for c in verb.children):
        return "hypothetical"
    if negated and modal in ("will", "would", "could", "can") and not (perfect and modal == "would"):
        return "denied"
    if modal in ("could", "can") and verb.lemma_ in PERCEIVED:
        return None
    lasting = verb.lemma_ in LASTING and modal in ("may", "might", "could")
    return "hypothetical" if perfect or lasting or modal == "can" else "forecast"


SHORT = {"'ll": "will", "’ll": "will", "wo": "will", "'d": "would", "’d": "would", "ca": "can"}
LASTING = frozenset({"be", "trap", "bury", "miss", "strand", "remain", "have", "include"})  # states: "may be trapped"
PERCEIVED = frozenset({"see", "count", "hear", "find", "identify", "confirm", "say", "verify", "recall", "reveal"})


def denies(verb: Token) -> bool:
    """Whether a verb says of a report that it is not so: "denied", "dismissed", but not "did not deny"."""
    return _lines(verb, "verb").get("") == "denied" and not _is_negated(verb)


def signs_of_verb(verb: Token, below: Token | None) -> Iterator[str]:
    """What a verb and the words at it say of what stands below it: "if", "possibly", "feared", "denied that"."""
    if below is not None and below.dep_ == "prep" and "of" in _lines(verb, "verb"):
        yield _lines(verb, "verb")["of"]
    for child in verb.children:
        if child.dep_ == "mark":
            yield from _lines(child.lower_, "mark").values()
        elif child.dep_ == "advmod":
            yield from _lines(child.lower_, "adverb").values()
        elif child.dep_ == "prep" and child.lower_ in ("in", "at", "under"):
            nouns = [c for c in child.children if c.dep_ == "pobj"]
            yield from (s for n in nouns for how, s in _lines(n, "noun").items() if how == child.lower_)
        elif below is not None and below.dep_ in ("nsubj", "ccomp", "dobj"):
            yield from (s for word in _predicates(child) for s in _predicate(word, below, _is_negated(verb)))
    if below is not None:
        if below.dep_ == "ccomp":
            yield from (s for c in verb.lefts if c.dep_ == "nsubj" and is_of_report(c) for s in signs_of_noun(c, None))
        negated = _is_negated(verb)
        for how, status in _lines(verb, "verb").items():
            if status != "carries" and _goes_with(verb, below, how, status, negated):
                yield _turned(status, below, negated and how != "not")


def _predicates(child: Token) -> list[Token]:
    """The words of a clause that judge: "reports were false", "called the report a lie", "described it as invented"."""
    if child.dep_ == "prep" and child.lower_ == "as":
        return list(child.children)
    as_such = child.dep_ == "advcl" and any(c.lower_ == "as" for c in child.lefts)
    return [child] if as_such or child.dep_ in ("acomp", "attr", "oprd") else []


def _predicate(word: Token, subject: Token, negated: bool) -> Iterator[str]:
    """What is said of a report or an event by an adjective or noun: "reports of 20 dead were false", "20 deaths are likely"."""
    for how, status in _lines(word, "adjective").items():
        if how == "not":
            holds = negated
        elif how == "report":
            holds = not negated and (is_of_report(subject) or subject.dep_ == "ccomp")
        else:
            holds = how == "to" and not negated and _is_event(subject)
        if holds:
            yield status


def _is_event(noun: Token) -> bool:
    return noun.lemma_.lower() in terms("noun")


def _goes_with(verb: Token, below: Token, how: str, status: str, negated: bool) -> bool:
    """Whether a line of the lexicon holds for what stands below a verb."""
    gerund = below.tag_ == "VBG" and below.dep_ in ("xcomp", "pcomp")
    inner = next((c for c in below.children if c.dep_ in ("pobj", "pcomp")), None) if below.dep_ == "prep" else below
    if how in ("not", "of"):
        return how == "not" and negated
    if how == "to":
        return (verb.lemma_ != "go" or verb.tag_ == "VBG") and (is_infinitive(below) and below.dep_ != "conj")
    if inner is None:
        return False
    event = _is_event(inner) or inner.tag_ == "VBG" or is_of_report(inner)
    if how == "noun":
        return event or gerund
    clause = below.dep_ in ("ccomp", "xcomp", "oprd", "acomp", "pcomp")
    return clause or event or status != "denied"


def _turned(status: str, below: Token, negated: bool) -> str:
    """A status as the words around it change it: "did not deny", "was expected to have killed"."""
    if status == "denied" and negated:
        return "doubted"
    if status == "forecast" and any(c.dep_ == "aux" and c.lemma_ == "have" for c in below.lefts):
        return "hypothetical"
    return status


def signs_of_noun(noun: Token, below: Token | None) -> Iterator[str]:
    """What a noun or adjective says of what stands below it: "risk of", "false reports of", "likely to"."""
    for child in noun.lefts:
        if child.dep_ in ("amod", "compound"):
            for how, status in _lines(child.lower_, "adjective").items():
                if how == "before" or (how == "report" and is_of_report(noun)):
                    yield status
    if any(c.lower_ == "no" for c in noun.lefts):
        yield from (status for how, status in _lines(noun, "noun").items() if how == "no")
    if below is None:
        return
    to_do = is_infinitive(below) or any(c.dep_ == "pcomp" for c in below.children)
    if noun.pos_ == "ADJ" and to_do:
        yield from (s for how, s in _lines(noun.lower_, "adjective").items() if how == "to")
    for how, status in _lines(noun, "noun").items() if noun.pos_ == "NOUN" else ():
        if how == "" or (how == "to" and to_do):
            yield status
