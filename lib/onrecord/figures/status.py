"""Status: whether a figure is a claim about what happened, or denied, forecast or only possible.

Read off the parse: from what happened upwards, word by word, as long as the words above decide whether it happened.
"The bomb that killed 15 could have killed more" says that 15 were killed; "they denied that it killed 15" does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from onrecord.figures._status_words import carries, is_infinitive, is_of_report, own_sign, signs_of_noun, signs_of_verb
from onrecord.figures.candidates import Candidate
from onrecord.figures.event_terms import Event

if TYPE_CHECKING:
    from onrecord.text.tokens import Token

STEPS_UP = 12  # heads above what happened that may decide whether it did
CLAUSES = ("ccomp", "xcomp", "acomp", "oprd", "pcomp", "auxpass", "csubj", "csubjpass")
OF = frozenset({"of", "for", "about", "to"})
UP_TO = frozenset({"to", "at", "past", "above", "beyond", "over", "from", "by", "of", "between"})
GROUPS = frozenset({"life", "group", "number", "ten", "dozen", "hundred", "thousand", "score", "rest"})
LASTING = ("killed", "injured", "missing")  # "the killing of 20" has happened, "the evacuation" may be to come
CARRIED_OUT = frozenset({"order", "command", "direct", "instruct", "decide", "decision"})  # "gave the order to kill"


class Step(NamedTuple):
    """A word on the way up, the word below it, and whether its own modals and negations decide."""

    token: Token
    below: Token | None
    decides: bool


def status_of(item: Candidate, text: str) -> tuple[str, bool]:
    """The status of a figure but for "background", which depends on the other figures, and whether it is doubted.

    Args:
        item: the number with its unit and event.
        text: the article.

    Returns:
        claim, denied, forecast or hypothetical. What is said with doubt ("accused of killing 15") is a claim.
    """
    if REPLACED.search(text, max(0, item.start - 40), item.start) or NOT_BUT.match(text, max(0, item.start - 4)):
        return "denied", False
    return reading_of(item.unit.anchor, item.event)


def reading_of(thing: Token, event: Event | None) -> tuple[str, bool]:
    """What the parse says of a thing and what happened to it: its status, and whether it is doubted."""
    status, doubted = "claim", False
    for sign in (sign for start in _starts(thing, event) for sign in _signs(thing, event, start)):
        if sign == "denied":
            return sign, False
        doubted = doubted or sign == "doubted"
        if sign in ("forecast", "hypothetical") and (status == "claim" or sign == "hypothetical"):
            status = sign
    return status, doubted


REPLACED = re.compile(
    r"(?:\brather than|\binstead of|\bas opposed to|, (?:and )?not|\bcontrary to (?:\w+ ){1,4}(?:of|that)) (?:the )?$",
    re.IGNORECASE,
)
NOT_BUT = re.compile(r"not (?!only|just|all|more|less|fewer|even|every)\S+ (?:\w+ ){0,4}?but (?:only |about |some )?\d")


def _starts(anchor: Token, event: Event | None) -> list[Token]:
    """Where the ways up begin: at the word for what happened, and at what is counted where that is elsewhere."""
    trigger = event.trigger if event else anchor
    if trigger == anchor or trigger in anchor.ancestors or anchor in trigger.ancestors:
        return [trigger]
    return [anchor, trigger]


def _signs(anchor: Token, event: Event | None, start: Token) -> Iterator[str]:
    """What the words on one way up say of a figure, from the nearest on."""
    for token, below, decides in _way_up(anchor, event, start):
        is_verb = token.pos_ in ("VERB", "AUX")
        if event and event.event == "killed" and token.lemma_ in CARRIED_OUT:
            return
        for sign in (signs_of_verb if is_verb else signs_of_noun)(token, below):
            if sign == "fact":
                return
            yield sign
        own = own_sign(token) if is_verb and decides else None
        if own and (event or own != "denied"):  # "the 300 accounts did not escape notice" denies no accounts
            yield own


def _way_up(anchor: Token, event: Event | None, start: Token) -> Iterator[Step]:
    """The words above what happened, as far as they can decide whether it did."""
    trigger = event.trigger if event else None
    token, decides = start, True
    given = (
        _is_given(start)
        and not is_of_report(start)
        and (start == anchor or (event is not None and event.event in LASTING))
    )
    yield Step(start, _below_trigger(event, start), decides)
    for _ in range(STEPS_UP):
        head, link = token.head, token.dep_
        if head == token or (link == "ccomp" and _asks(token)):
            return
        if link in ("acl", "relcl", "amod", "appos"):
            if head != anchor and not (link != "appos" and is_of_report(head)):
                return
            given, decides = True, False
        elif link in CLAUSES or link == "conj" or (link == "advcl" and is_infinitive(token)):
            decides = (
                decides and link not in ("ccomp", "pcomp", "advcl") and (link != "conj" or _shares_its_verb(token))
            )
        elif _goes_up(token, trigger, given):
            given = given and not any(c.dep_ == "expl" for c in head.lefts)  # "there could be 300 wounded people"
            above_noun = trigger is None or head == trigger or carries(head)
            decides = not given and (above_noun if head.pos_ in ("VERB", "AUX") else decides)
        else:
            return
        if link == "advcl" and not any(signs_of_verb(head, token)):
            return
        yield Step(head, token, decides)
        token, given = head, given and not is_of_report(head)


def _below_trigger(event: Event | None, verb: Token) -> Token | None:
    """What happened, where the word for the event is one above it: "ordered 300 to leave", "feared dead"."""
    words = event.words if event and event.trigger == verb else ()
    return next((w for w in words if w.head == verb != w and (is_infinitive(w) or w.dep_ in CLAUSES)), None)


def _asks(verb: Token) -> bool:
    """Whether a clause takes as given what it asks about: "who killed the 20"."""
    return any(c.tag_ in ("WP", "WDT", "WRB") for c in verb.lefts)


def _is_given(noun: Token) -> bool:
    """Whether a noun speaks of what is known already: "the 20 dead", "those 30 houses"."""
    return any(c.lower_ in ("the", "these", "those", "all") or c.tag_ == "PRP$" or c.dep_ == "poss" for c in noun.lefts)


def _shares_its_verb(verb: Token) -> bool:
    """Whether a verb behind "and" has the auxiliaries of the one before: "could kill 20 and injure 40"."""
    return verb.tag_ in ("VB", "VBP", "VBN", "VBG") and not any(
        c.dep_ in ("nsubj", "nsubjpass", "aux") for c in verb.lefts
    )


def _goes_up(token: Token, trigger: Token | None, given: bool) -> bool:
    """Whether what is said of the word above a noun or preposition can hold for the number in it."""
    head, link = token.head, token.dep_
    if link in ("pobj", "nummod", "nmod", "compound", "quantmod", "npadvmod", "dep"):
        return True
    reports = is_of_report(head)
    if link == "prep" and head.pos_ not in ("VERB", "AUX"):
        speaks = head.pos_ == "ADJ" and any(signs_of_noun(head, token))
        return token.lower_ in OF and (speaks or reports or head == trigger or head.lemma_ in GROUPS)
    if given and not reports and not any(c.dep_ == "expl" for c in head.lefts):
        return False
    speaks = any(signs_of_verb(head, token))
    if link == "prep" and token.lower_ == "in":
        return head.lemma_ in ("result", "end", "culminate")
    if link == "prep":
        return speaks or head == trigger or (carries(head) and token.lower_ in UP_TO)
    holds = head == trigger or carries(head) or trigger is None
    if link == "nsubj":
        return holds or (is_of_report(token) and head.lemma_ == "be")
    return link in ("dobj", "attr", "nsubjpass", "dative") and (holds or speaks)
